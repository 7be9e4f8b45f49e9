#include "entente/bargain/leximin.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace entente::bargain {
namespace {

/// Below this relative difference doubles do not decide.
constexpr double k_decided = 1e-9;

}  // namespace

LeximinOrder::LeximinOrder(const Problem& problem, const std::vector<Rational>& weight)
    : no_deal_(problem.no_deal) {
  Integer den = 1;
  std::vector<Rational> per_unit;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    per_unit.push_back(weight[j] / problem.denominator[j]);
    unit_weight_.push_back(to_double(per_unit.back()));
    den = lcm(den, denominator_of(per_unit.back()));
  }
  for (const auto& w : per_unit) whole_weight_.push_back(numerator_of(w * Rational(den)));
}

int LeximinOrder::compare(const std::int64_t* a, const std::int64_t* b) const {
  const std::size_t n = no_deal_.size();
  const auto rough = [&](const std::int64_t* u) {
    std::vector<double> v(n);
    for (std::size_t j = 0; j < n; ++j) {
      v[j] = unit_weight_[j] * static_cast<double>(u[j] - no_deal_[j]);
    }
    std::sort(v.begin(), v.end());
    return v;
  };
  // Only the least values decide without further ado: past a near-tie in doubles the exact
  // values must be sorted afresh.
  const auto ra = rough(a);
  const auto rb = rough(b);
  if (std::abs(ra[0] - rb[0]) > k_decided * std::max(std::abs(ra[0]), std::abs(rb[0]))) {
    return ra[0] < rb[0] ? -1 : 1;
  }
  const auto exact = [&](const std::int64_t* u) {
    std::vector<Integer> v(n);
    for (std::size_t j = 0; j < n; ++j) v[j] = whole_weight_[j] * Integer(u[j] - no_deal_[j]);
    std::sort(v.begin(), v.end());
    return v;
  };
  const auto ea = exact(a);
  const auto eb = exact(b);
  if (ea == eb) return 0;
  return ea < eb ? -1 : 1;
}

std::vector<Rational> concept_weights(const Problem& problem, Concept concept_,
                                      const SearchOptions& options,
                                      const std::vector<std::int64_t>& ideal) {
  std::vector<Rational> weight(problem.parties, Rational(1));
  if (!options.weights.empty()) weight = options.weights;
  if (concept_ == Concept::nash || concept_ == Concept::utilitarian) return weight;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    weight[j] = 1 / weight[j];
    if (concept_ == Concept::kalai_smorodinsky) {
      weight[j] *= problem.denominator[j] / Rational(Integer(ideal[j] - problem.no_deal[j]));
    }
  }
  return weight;
}

double concept_value(const Problem& problem, Concept concept_, const std::vector<Rational>& weight,
                     const std::int64_t* utility) {
  Rational total = 0;
  double product = 1;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    const Rational gain = amount_in_points(problem, j, utility[j] - problem.no_deal[j]);
    if (concept_ == Concept::nash) {
      product *= std::pow(to_double(gain), to_double(weight[j]));
    } else if (concept_ == Concept::utilitarian) {
      total += weight[j] * gain;
    } else {
      const Rational weighted = weight[j] * gain;
      if (j == 0 || weighted < total) total = weighted;
    }
  }
  return concept_ == Concept::nash ? product : to_double(total);
}

double greatest_share(const SearchOptions& options) {
  Rational greatest = options.weights.empty() ? Rational(1) : options.weights.front();
  for (const auto& w : options.weights) greatest = std::max(greatest, w);
  return to_double(1 / greatest);
}

void explain_none(Obstacle obstacle, std::vector<PartyId> blocking, Deal& deal) {
  const bool one = blocking.size() == 1;
  deal.status = Status::none;
  deal.witness_canonical = false;
  deal.blocking = std::move(blocking);
  deal.reason = "no outcome gives every party a strict gain";
  if (obstacle != Obstacle::unclear) deal.reason += ": ";
  switch (obstacle) {
    case Obstacle::rules:
      deal.reason = "the rules leave no outcome that could be agreed";
      return;
    case Obstacle::nothing:
      deal.reason += one ? "one party gains nothing" : "some parties gain nothing";
      deal.reason += " whatever is agreed";
      return;
    case Obstacle::others:
      deal.reason += one ? "one party gains nothing" : "several parties gain nothing";
      deal.reason += " in any outcome that the others accept";
      return;
    case Obstacle::clash:
      deal.reason += "each party could gain alone, but not all at once";
      return;
    case Obstacle::unclear:
      return;
  }
}

}  // namespace entente::bargain
