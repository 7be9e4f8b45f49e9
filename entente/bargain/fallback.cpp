#include "entente/bargain/fallback.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <utility>

#include "entente/bargain/leximin.hpp"
#include "entente/bargain/tie_search.hpp"
#include "entente/bargain/witness.hpp"

namespace entente::bargain {
namespace {

/// Searches for every set of parties are too many beyond this.
constexpr int k_max_candidates = 12;

/// Everybody who gains, as a bit set; nothing when somebody loses.
std::optional<std::uint64_t> gainers_of(const Problem& problem, const std::int64_t* utility) {
  std::uint64_t gainers = 0;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    if (utility[j] < problem.no_deal[j]) return std::nullopt;
    if (utility[j] > problem.no_deal[j]) gainers |= std::uint64_t{1} << j;
  }
  return gainers;
}

/// Beyond this relative difference of logarithms doubles decide.
constexpr double k_decided = 1e-9;

/// The best product of the gainers' gains seen so far, with its ties.
class BestProduct {
 public:
  BestProduct(const Problem& problem, const SearchOptions& options)
      : problem_(problem), weight_(concept_weights(problem, Concept::nash, options, {})) {
    Integer common = 1;
    for (const auto& w : weight_) common = lcm(common, denominator_of(w));
    for (const auto& w : weight_) {
      exponent_.push_back(numerator_of(w * Rational(common)).convert_to<unsigned>());
    }
  }

  /// The product over the parties in the bit set, to be maximised.
  [[nodiscard]] Objective over(std::uint64_t gainers) const {
    auto weight = weight_;
    for (std::size_t j = 0; j < weight.size(); ++j) {
      if ((gainers >> j & 1U) == 0) weight[j] = 0;
    }
    return {problem_, Objective::Kind::log_sum, std::move(weight), problem_.no_deal};
  }

  /// Takes vectors with equal products. True when their largest is now the one to show.
  bool offer(Ties ties) {
    const int order = best_.count == 0 ? 1 : compare(ties.largest, best_.largest);
    if (order < 0) return false;
    if (order > 0) {
      best_ = std::move(ties);
      return true;
    }
    best_.count += ties.count;
    best_.complete = best_.complete && ties.complete;
    if (ties.largest <= best_.largest) return false;
    best_.largest = std::move(ties.largest);
    best_.outcome = std::move(ties.outcome);
    return true;
  }

  void forget() { best_ = {}; }

  [[nodiscard]] std::optional<Deal> deal() const {
    if (best_.count == 0) return std::nullopt;
    Deal deal;
    deal.status = Status::exact;
    deal.utility = best_.largest;
    deal.outcome = best_.outcome;
    deal.ties = best_.count;
    deal.ties_complete = best_.complete;
    deal.witness_canonical = false;
    deal.value = std::exp(log_product(deal.utility));
    return deal;
  }

 private:
  /// Gains in points; who gains nothing counts as a factor of 1.
  [[nodiscard]] Rational factor(std::size_t j, std::int64_t utility) const {
    const std::int64_t units = utility - problem_.no_deal[j];
    return units > 0 ? amount_in_points(problem_, j, units) : Rational(1);
  }

  [[nodiscard]] double log_product(const std::vector<std::int64_t>& utility) const {
    double sum = 0;
    for (std::size_t j = 0; j < utility.size(); ++j) {
      sum += to_double(weight_[j]) * std::log(to_double(factor(j, utility[j])));
    }
    return sum;
  }

  /// -1, 0, +1 as the product of a is smaller than, equal to, greater than that of b. Exact.
  [[nodiscard]] int compare(const std::vector<std::int64_t>& a,
                            const std::vector<std::int64_t>& b) const {
    const double la = log_product(a);
    const double lb = log_product(b);
    if (std::abs(la - lb) > k_decided * (1 + std::abs(la))) return la < lb ? -1 : 1;
    Integer left = 1;
    Integer right = 1;
    for (std::size_t j = 0; j < a.size(); ++j) {
      const Rational ratio = factor(j, a[j]) / factor(j, b[j]);
      left *= pow(numerator_of(ratio), exponent_[j]);
      right *= pow(denominator_of(ratio), exponent_[j]);
    }
    return left == right ? 0 : (left < right ? -1 : 1);
  }

  const Problem& problem_;
  std::vector<Rational> weight_;
  std::vector<unsigned> exponent_;  ///< [party] the weights in whole numbers
  Ties best_;
};

std::optional<Deal> from_list(const Problem& problem, const Frontier& frontier,
                              const SearchOptions& options) {
  BestProduct best(problem, options);
  int most = 1;
  std::size_t shown = 0;
  for (std::size_t k = 0; k < frontier.size(); ++k) {
    const auto* u = frontier.utility(k);
    const auto gainers = gainers_of(problem, u);
    if (!gainers) continue;
    const int count = std::popcount(*gainers);
    if (count < most) continue;
    if (count > most) best.forget();
    most = count;
    if (best.offer({1, true, {u, u + problem.parties}, {}})) shown = k;
  }
  auto deal = best.deal();
  if (deal) deal->outcome = frontier.outcome(shown);
  return deal;
}

std::optional<Deal> by_search(const Problem& problem, Engine& engine, const SearchOptions& options,
                              const WorkControl& control, std::uint64_t candidates) {
  const int most = std::popcount(candidates);
  if (most > k_max_candidates) return std::nullopt;
  const auto all = static_cast<int>(problem.parties);
  BestProduct best(problem, options);
  NodeBudget budget(options.max_nodes);
  for (int size = std::min(most, all - 1); size > 0; --size) {
    // Every set of candidates, smaller numbers first.
    for (std::uint64_t gainers = (~candidates + 1) & candidates; gainers != 0;
         gainers = ((gainers | ~candidates) + 1) & candidates) {
      if (std::popcount(gainers) != size) continue;
      const Objective objective = best.over(gainers);
      const auto found = engine.maximise(objective, budget.left(), control);
      budget.spend(found.nodes);
      if (found.status == Status::bound || found.status == Status::unknown) return std::nullopt;
      if (found.status == Status::none) continue;
      best.offer(find_ties(problem, engine, objective, found, options.max_ties, budget, control));
    }
    if (auto deal = best.deal()) return deal;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Deal> find_fallback(const Problem& problem, const Frontier* frontier, Engine* engine,
                                  const SearchOptions& options, const WorkControl& control,
                                  std::uint64_t candidates) {
  std::optional<Deal> deal;
  if (frontier != nullptr) {
    deal = from_list(problem, *frontier, options);
  } else if (engine != nullptr) {
    const std::uint64_t everybody =
        problem.parties < 64 ? (std::uint64_t{1} << problem.parties) - 1 : ~std::uint64_t{0};
    deal = by_search(problem, *engine, options, control, candidates & everybody);
  }
  if (deal && engine != nullptr) set_smallest_witness(problem, *engine, control, *deal);
  return deal;
}

}  // namespace entente::bargain
