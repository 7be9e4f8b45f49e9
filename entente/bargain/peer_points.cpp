#include "entente/bargain/peer_points.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entente::bargain {
namespace {

enum class Measure { product_above_no_deal, product, difference, sum };

Measure measure_of(PeerConcept concept_) {
  switch (concept_) {
    case PeerConcept::genius_nash:
      return Measure::product_above_no_deal;
    case PeerConcept::negolog_nash:
    case PeerConcept::anl_nash:
      return Measure::product;
    case PeerConcept::genius_kalai:
    case PeerConcept::anl_kalai:
      return Measure::difference;
    case PeerConcept::negolog_kalai:
      return Measure::sum;
  }
  return Measure::sum;
}

/// Far more than rough arithmetic can lose, in shares of what goes into a score.
constexpr long double k_slack = 1e-12L;

/// Between these lies a score.
struct Range {
  long double low = 0;
  long double high = 0;
};

/// The best points of a frontier by one measure. Scores are better the greater they are.
class Search {
 public:
  Search(const Problem& problem, const Frontier& frontier, Measure measure)
      : problem_(problem), frontier_(frontier), measure_(measure) {
    for (const auto& units : problem.denominator) {
      units_.push_back(to_double(units));
      common_ = boost::multiprecision::lcm(common_, numerator_of(units));
    }
    for (const auto& units : problem.denominator) {
      scale_.push_back(denominator_of(units) * (common_ / numerator_of(units)));
    }
  }

  /// A rough look at all points leaves few to compare exactly.
  [[nodiscard]] PeerPoint run() const {
    long double proven = -std::numeric_limits<long double>::infinity();
    for (std::size_t k = 0; k < frontier_.size(); ++k) proven = std::max(proven, range(k).low);
    PeerPoint best;
    Integer best_score;
    for (std::size_t k = 0; k < frontier_.size(); ++k) {
      if (range(k).high < proven) continue;
      const Integer score = exact_score(k);
      if (best.ties == 0 || score > best_score) {
        best_score = score;
        best.point = k;
        best.ties = 1;
      } else if (score == best_score) {
        ++best.ties;
      }
    }
    best.value = value_of(best_score);
    return best;
  }

 private:
  [[nodiscard]] std::int64_t zero(std::size_t j) const {
    return measure_ == Measure::product_above_no_deal ? problem_.no_deal[j] : 0;
  }

  [[nodiscard]] bool multiplies() const {
    return measure_ == Measure::product || measure_ == Measure::product_above_no_deal;
  }

  /// Products are taken in units, which changes no comparison.
  [[nodiscard]] Range range(std::size_t k) const {
    const std::int64_t* u = frontier_.utility(k);
    long double score = multiplies() ? 1 : 0;
    long double size = 0;
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      if (multiplies()) {
        score *= static_cast<long double>(u[j] - zero(j));
        continue;
      }
      size += std::abs(points(u, j)) * static_cast<long double>(problem_.parties);
      if (measure_ == Measure::sum) score += points(u, j);
      for (std::size_t i = 0; measure_ == Measure::difference && i < j; ++i) {
        score -= std::abs(points(u, i) - points(u, j));
      }
    }
    if (multiplies()) size = std::abs(score);
    return {score - size * k_slack, score + size * k_slack};
  }

  [[nodiscard]] long double points(const std::int64_t* u, std::size_t j) const {
    return static_cast<long double>(u[j]) / units_[j];
  }

  /// In whole numbers, since many points may tie: products in units, others in points times
  /// `common_`.
  [[nodiscard]] Integer exact_score(std::size_t k) const {
    const std::int64_t* u = frontier_.utility(k);
    Integer score = multiplies() ? 1 : 0;
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      if (multiplies()) score *= u[j] - zero(j);
      if (measure_ == Measure::sum) score += scale_[j] * u[j];
      for (std::size_t i = 0; measure_ == Measure::difference && i < j; ++i) {
        score -= abs(scale_[i] * u[i] - scale_[j] * u[j]);
      }
    }
    return score;
  }

  /// What the tools maximise or minimise, in points.
  [[nodiscard]] Rational value_of(const Integer& score) const {
    Rational value = score;
    if (measure_ == Measure::difference) value = -value;
    if (!multiplies()) return value / Rational(common_);
    for (const auto& units : problem_.denominator) value /= units;
    return value;
  }

  const Problem& problem_;
  const Frontier& frontier_;
  Measure measure_;
  std::vector<long double> units_;  ///< [party] per point
  Integer common_ = 1;              ///< makes whole numbers of points:
  std::vector<Integer> scale_;      ///< [party] points = units * scale_ / common_
};

/// Weights of 16 digits may add up to a little more than 1.
constexpr double k_scale_slack = 1e-9;

/// Do all utilities lie between 0 and 1?
bool on_unit_scale(const Problem& problem, const Frontier& frontier) {
  for (std::size_t j = 0; j < problem.parties; ++j) {
    std::int64_t high = 0;
    for (std::size_t k = 0; k < frontier.size(); ++k) {
      if (frontier.utility(k)[j] < 0) return false;
      high = std::max(high, frontier.utility(k)[j]);
    }
    if (to_points(problem, j, high) > 1 + k_scale_slack) return false;
  }
  return true;
}

}  // namespace

const char* to_string(PeerConcept concept_) {
  switch (concept_) {
    case PeerConcept::genius_nash:
      return "genius_nash";
    case PeerConcept::genius_kalai:
      return "genius_kalai";
    case PeerConcept::negolog_nash:
      return "negolog_nash";
    case PeerConcept::negolog_kalai:
      return "negolog_kalai";
    case PeerConcept::anl_nash:
      return "anl_nash";
    case PeerConcept::anl_kalai:
      return "anl_kalai";
  }
  return "";
}

bool is_bilateral(PeerConcept concept_) {
  return concept_ != PeerConcept::genius_nash && concept_ != PeerConcept::genius_kalai;
}

PeerPoints find_peer_points(const Problem& problem, const Frontier* frontier) {
  PeerPoints found;
  if (frontier == nullptr) {
    found.reason = "they are points of the frontier, which was not asked for";
  } else if (frontier->status() != FrontierStatus::exact) {
    found.reason = "they are points of the complete frontier, and this one is not complete";
  } else if (frontier->size() == 0) {
    found.reason = "the rules leave no outcome";
  }
  if (!found.reason.empty()) return found;
  found.unit_scale = on_unit_scale(problem, *frontier);
  for (const auto concept_ : k_peer_concepts) {
    if (is_bilateral(concept_) && problem.parties != 2) continue;
    // Tools that agree share a search.
    const Measure measure = measure_of(concept_);
    const auto same = std::find_if(
        found.points.begin(), found.points.end(),
        [measure](const PeerPoint& point) { return measure_of(point.concept_) == measure; });
    found.points.push_back(same != found.points.end() ? *same
                                                      : Search(problem, *frontier, measure).run());
    found.points.back().concept_ = concept_;
  }
  return found;
}

}  // namespace entente::bargain
