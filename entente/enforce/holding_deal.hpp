#pragma once

#include <vector>

#include "entente/bargain/solution.hpp"
#include "entente/enforce/hold.hpp"
#include "entente/enforce/holding_search.hpp"

namespace entente::enforce {

/// The best agreement among those that hold, and what it costs that nobody enforces another.
struct HoldingDeal {
  bargain::Concept concept_ = bargain::Concept::nash;
  /// The deal of the concept among agreements that every party keeps, as hold() decides; utilities
  /// in the problem's units, the outcome one of the scenario. Of deals that are equally good the
  /// one with the lexicographically largest utilities, and of its outcomes the smallest; `ties` is
  /// not counted. None: no agreement by which everybody gains holds, proven.
  bargain::Deal deal;
  /// The deal of the concept among all agreements, and whether it holds by itself (then both are
  /// the same). Kalai-Smorodinsky measures either by the best of its own kind of agreements.
  bargain::Deal free;
  bool free_holds = false;
  /// [party] in points, what the free deal gives it beyond the other: the price of nobody
  /// enforcing. Negative for a party that is better off so. Empty unless both deals are found.
  std::vector<Rational> price;
  /// [party] that price as a share of its gain by the free deal; none where that is 0.
  std::vector<std::optional<double>> price_share;
  HoldingWork work;
};

/// Finds the deal of a concept among agreements that hold. Exact; where a limit on search steps is
/// met, or work is cancelled, the best found and a proven bound. Weights as in SearchOptions.
/// Errors: those of hold() and make_problem(); parties without a discount factor.
/// One search of the engine for each set of issues that has to be ruled out (mostly a handful),
/// and a few more where there are false alarms.
[[nodiscard]] Result<HoldingDeal> find_holding_deal(const Scenario& scenario,
                                                    bargain::Concept concept_,
                                                    const HoldOptions& options,
                                                    const bargain::SearchOptions& search,
                                                    const WorkControl& control);

}  // namespace entente::enforce
