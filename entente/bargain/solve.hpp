#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "entente/bargain/ledger.hpp"
#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"

namespace entente::bargain {

struct SolveOptions {
  bool frontier = true;
  FrontierOptions frontier_options;
  SearchOptions search;
  Concept recommended = Concept::nash;  ///< whose ledger is shown
  std::vector<ThreatCarriedOut> threats;
  /// Outcomes enumerated at most where the utility is no sum (other tools' spaces).
  std::uint64_t max_enumeration = 50'000'000;
  bool verify = false;  ///< re-check every answer by the slow definition
};

/// The answer of the main job. Refers to nothing: safe to keep.
struct Solution {
  Problem problem;
  std::optional<Outcome> no_deal;  ///< none without a status quo
  std::optional<Frontier> frontier;
  std::array<Deal, 4> deals;          ///< in the order of k_concepts
  std::optional<Deal> nash_fallback;  ///< lexicographic reading, when nobody can all gain
  std::optional<Ledger> ledger;       ///< of the recommended deal, with a status quo and a deal
  Diagnostics warnings;
  bool complete = true;  ///< false: a limit or cancellation cut something short

  [[nodiscard]] const Deal& deal(Concept concept_) const {
    return deals[static_cast<std::size_t>(concept_)];
  }
  /// Is there an outcome that gives every party a strict gain? (Some deal was found.)
  [[nodiscard]] bool has_deal() const;
};

/// Finds the frontier, the deals and the ledger.
[[nodiscard]] Result<Solution> solve(const Scenario& scenario, const SolveOptions& options,
                                     const WorkControl& control);

/// How many outcomes each party accepts (gain >= 0), and the acceptance rule accepts.
struct AcceptanceCount {
  double outcomes = 0;  ///< feasible outcomes
  std::vector<Integer> by_party;
  Integer by_all = 0;
  Integer by_rule = 0;  ///< equals by_all unless the scenario says otherwise
};

}  // namespace entente::bargain
