#include "entente/bargain/concepts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "entente/bargain/leximin.hpp"
#include "entente/bargain/leximin_search.hpp"

namespace entente::bargain {
namespace {

/// Nodes for a first look whether everybody can gain; mostly rounding finds such an outcome.
constexpr std::uint64_t k_first_look_nodes = 1'000;
/// Nodes for the smallest witness, so that a hard one does not hold up the answer.
constexpr std::uint64_t k_witness_nodes = 5'000'000;

/// A bound or value rounded up by more than its computation may have lost; infinities stay.
double rounded_up(double x) { return std::isinf(x) ? x : x + 1e-12 * std::abs(x); }

/// The ideal point with what is proven about it.
struct Ideal {
  std::vector<std::int64_t> reached;  ///< [party] attained with everybody's gain >= 0
  std::vector<std::int64_t> ceiling;  ///< [party] no acceptable outcome gives more
  bool acceptable = true;             ///< false: no outcome is acceptable to all
  bool exact = true;
};

const char* task_name(Concept concept_) {
  switch (concept_) {
    case Concept::nash:
      return "Nash deal";
    case Concept::kalai_smorodinsky:
      return "Kalai-Smorodinsky deal";
    case Concept::egalitarian:
      return "egalitarian deal";
    case Concept::utilitarian:
      return "utilitarian deal";
  }
  return "deal";
}

/// One question to the engine after the other for one concept.
class DealSearch {
 public:
  DealSearch(const Problem& problem, Engine& engine, Concept which, const SearchOptions& options,
             const WorkControl& control)
      : problem_(problem),
        engine_(engine),
        concept_(which),
        options_(options),
        control_(control),
        budget_(options.max_nodes) {}

  Deal run() {
    if (concept_ == Concept::nash) {
      find_best(objective(Objective::Kind::log_sum));
    } else if (everybody_can_gain()) {
      if (concept_ == Concept::utilitarian) {
        find_best(objective(Objective::Kind::linear));
      } else {
        find_leximin_deal();
      }
    }
    deal_.nodes = budget_.used();
    return std::move(deal_);
  }

  Ideal find_ideal() {
    Ideal ideal;
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      const auto r = best_for(j, problem_.no_deal);
      ideal.acceptable = r.status != Status::none;
      if (!ideal.acceptable) break;
      ideal.exact = ideal.exact && r.status == Status::exact;
      ideal.reached.push_back(r.outcome.empty() ? problem_.no_deal[j] : r.utility[j]);
      ideal.ceiling.push_back(r.status == Status::exact ? r.utility[j] : ceiling(j, r.upper));
    }
    return ideal;
  }

 private:
  [[nodiscard]] Objective objective(Objective::Kind kind) const {
    return {problem_, kind, concept_weights(problem_, concept_, options_, {}), problem_.no_deal};
  }

  SearchResult maximise(const Objective& objective, const SearchLimits& limits) {
    return maximise(objective, limits, aside_);
  }

  SearchResult maximise(const Objective& objective, const SearchLimits& limits,
                        const WorkControl& control) {
    auto r = engine_.maximise(objective, limits, control);
    budget_.spend(r.nodes);
    return r;
  }

  /// The greatest utility of party j over outcomes that meet the floors.
  SearchResult best_for(std::size_t j, const std::vector<std::int64_t>& floor) {
    std::vector<Rational> weight(problem_.parties, 0);
    weight[j] = 1;
    return maximise({problem_, Objective::Kind::linear, weight, floor}, budget_.left());
  }

  /// A bound on a gain in points, as a utility rounded up; never above what is conceivable.
  [[nodiscard]] std::int64_t ceiling(std::size_t j, double points) const {
    const std::int64_t conceivable = utility_ceiling(problem_)[j];
    const double units = rounded_up(points) * to_double(problem_.denominator[j]) + 1;
    const auto room = static_cast<double>(conceivable) - static_cast<double>(problem_.no_deal[j]);
    if (!(units < room)) return conceivable;
    return problem_.no_deal[j] + static_cast<std::int64_t>(std::ceil(std::max(units, 0.0)));
  }

  /// Finds some outcome that gives everybody a strict gain; explains it when there is none.
  bool everybody_can_gain() {
    const Objective product(problem_, Objective::Kind::log_sum,
                            std::vector<Rational>(problem_.parties, 1), problem_.no_deal);
    auto r = maximise(product, budget_.left_up_to(k_first_look_nodes));
    if (r.status == Status::unknown) r = maximise(product, budget_.left());
    if (r.status == Status::none) {
      explain();
    } else if (r.outcome.empty()) {
      give_up();
    }
    strict_ = std::move(r.utility);
    return !r.outcome.empty();
  }

  /// Is there an outcome that meets the floors? Cut short, nobody may be accused.
  bool any_above(const std::vector<std::int64_t>& floor) {
    const Objective sum(problem_, Objective::Kind::linear,
                        std::vector<Rational>(problem_.parties, 1), floor);
    const auto r = engine_.find_any(sum, budget_.left(), aside_);
    budget_.spend(r.nodes);
    deal_.blocking_complete = deal_.blocking_complete && r.status != Status::unknown;
    return r.status != Status::none;
  }

  /// The parties that gain nothing in any outcome that meets the floors of the others.
  std::vector<PartyId> gaining_nothing(const std::vector<std::int64_t>& floor) {
    std::vector<PartyId> parties;
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      auto gaining = floor;
      gaining[j] = problem_.no_deal[j] + 1;
      if (!any_above(gaining)) parties.emplace_back(j);
    }
    return parties;
  }

  /// Says why there is no deal.
  void explain() {
    const auto lowest = utility_floor(problem_);
    if (!any_above(lowest)) return explain_none(Obstacle::rules, {}, deal_);
    auto obstacle = Obstacle::nothing;
    auto blocking = gaining_nothing(lowest);
    if (blocking.empty()) {
      obstacle = Obstacle::others;
      for (const PartyId party : gaining_nothing(problem_.no_deal)) {
        auto others = problem_.no_deal;
        others[party.index()] = lowest[party.index()];
        if (any_above(others)) blocking.push_back(party);
      }
    }
    if (blocking.empty()) obstacle = Obstacle::clash;
    if (!deal_.blocking_complete) {
      obstacle = Obstacle::unclear;
      blocking.clear();
    }
    explain_none(obstacle, std::move(blocking), deal_);
  }

  void give_up() {
    deal_.status = Status::unknown;
    deal_.witness_canonical = false;
    deal_.reason = "the search stopped before an outcome that gives every party a gain was found";
    deal_.ties_complete = false;
  }

  /// Nash and utilitarian: one optimum.
  void find_best(const Objective& objective) {
    const auto r = maximise(objective, budget_.left(), control_);
    if (r.status == Status::none) return explain();
    if (r.status == Status::unknown) return give_up();
    deal_.status = r.status;
    if (r.status == Status::exact) {
      take(find_ties(problem_, engine_, objective, r, options_.max_ties, budget_, control_));
    } else {
      take({1, false, r.utility, r.outcome});
    }
    const auto weight = concept_weights(problem_, concept_, options_, {});
    deal_.value = concept_value(problem_, concept_, weight, deal_.utility.data());
    if (r.status == Status::bound) {
      set_gap(concept_ == Concept::nash ? std::exp(rounded_up(r.upper)) : r.upper);
    }
    set_witness(objective);
  }

  void find_leximin_deal() {
    std::vector<Rational> weight;
    bool sure = true;
    Ideal ideal;
    if (concept_ == Concept::kalai_smorodinsky) {
      ideal = find_ideal();
      sure = ideal.exact;
      for (std::size_t j = 0; j < problem_.parties; ++j) {
        ideal.reached[j] = std::max(ideal.reached[j], strict_[j]);
      }
      deal_.ideal = ideal.reached;
      deal_.ideal_ceiling = ideal.ceiling;
    }
    weight = concept_weights(problem_, concept_, options_, ideal.reached);
    auto r = find_leximin(problem_, engine_, weight, options_.max_ties, budget_, control_);
    if (r.ties.largest.empty()) return give_up();
    deal_.status = sure ? r.status : Status::bound;
    take(std::move(r.ties));
    // With an ideal point that is only bounded, shares are counted against its ceiling (too
    // small) and the bound against what is reached of it (too large).
    const auto careful =
        sure ? weight : concept_weights(problem_, concept_, options_, ideal.ceiling);
    deal_.value = concept_value(problem_, concept_, careful, deal_.utility.data());
    if (deal_.status == Status::bound && !(sure && r.least_proven)) {
      set_gap(concept_ == Concept::kalai_smorodinsky ? std::min(r.upper, greatest_share(options_))
                                                     : r.upper);
    }
    deal_.ties_complete = deal_.ties_complete && sure;
    set_witness({problem_, Objective::Kind::minimum, weight, problem_.no_deal});
  }

  void take(Ties ties) {
    deal_.ties = ties.count;
    deal_.ties_complete = ties.complete;
    deal_.utility = std::move(ties.largest);
    deal_.outcome = std::move(ties.outcome);
  }

  void set_gap(double upper) { deal_.gap = std::max(0.0, rounded_up(upper) - deal_.value); }

  void set_witness(const Objective& objective) {
    const auto smallest = engine_.smallest_witness(objective, deal_.utility,
                                                   budget_.left_up_to(k_witness_nodes), control_);
    deal_.witness_canonical = smallest.has_value();
    if (smallest) deal_.outcome = *smallest;
  }

  const Problem& problem_;
  Engine& engine_;
  Concept concept_;
  const SearchOptions& options_;
  const WorkControl& control_;
  /// For questions whose values are not the concept's.
  WorkControl aside_ = control_.telling([](Progress& p) { p.best = p.bound = std::nullopt; });
  NodeBudget budget_;
  std::vector<std::int64_t> strict_;  ///< utilities of some outcome with only strict gains
  Deal deal_;
};

}  // namespace

Deal find_deal(const Problem& problem, Engine& engine, Concept concept_,
               const SearchOptions& options, const WorkControl& control) {
  const WorkControl told = control.telling([concept_](Progress& p) {
    p.task = task_name(concept_);
    if (concept_ != Concept::nash) return;
    for (auto* logarithm : {&p.best, &p.bound}) {
      if (*logarithm) *logarithm = std::exp(**logarithm);
    }
  });
  return DealSearch(problem, engine, concept_, options, told).run();
}

IdealPoint find_ideal_point(const Problem& problem, Engine& engine, const SearchLimits& limits,
                            const WorkControl& control) {
  SearchOptions options;
  options.max_nodes = limits.max_nodes;
  const auto ideal =
      DealSearch(problem, engine, Concept::kalai_smorodinsky, options, control).find_ideal();
  if (!ideal.acceptable) return {};
  return {ideal.reached, ideal.exact};
}

}  // namespace entente::bargain
