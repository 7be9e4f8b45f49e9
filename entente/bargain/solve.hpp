#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entente/bargain/adjusted_winner.hpp"
#include "entente/bargain/best_list.hpp"
#include "entente/bargain/fallback_bargaining.hpp"
#include "entente/bargain/ledger.hpp"
#include "entente/bargain/peer_points.hpp"
#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"

namespace entente::bargain {

/// Search steps for each deal, unless the caller says otherwise: seconds where issues are
/// independent, up to half a minute where they interact.
inline constexpr std::uint64_t k_solve_nodes = 100'000'000;

struct SolveOptions {
  bool frontier = true;
  FrontierOptions frontier_options;
  SearchOptions search{.weights = {}, .max_nodes = k_solve_nodes};
  Concept recommended = Concept::nash;  ///< whose ledger is shown
  /// Also the so many best outcomes of the recommended concept; 0: only the best.
  std::size_t best = 0;
  bool adjusted_winner = false;      ///< also divide the issues by that procedure
  bool fallback_bargaining = false;  ///< also settle by the order of the outcomes alone
  bool peer_points = false;          ///< also the solution points of other tools
  std::vector<ThreatCarriedOut> threats;
  /// Re-check what is shown by the slow, independent definitions of the model, as far as verify.hpp
  /// tells; a difference is a defect of the program and is reported as an error.
  bool verify = false;
};

/// The answer of the main job. Refers to nothing: safe to keep.
struct Solution {
  Problem problem;
  std::optional<Outcome> no_deal;  ///< none without a status quo
  std::optional<Frontier> frontier;
  std::array<Deal, 4> deals;          ///< in the order of k_concepts
  std::optional<Deal> nash_fallback;  ///< lexicographic reading, when nobody can all gain
  std::optional<BestList> best;       ///< where asked for
  /// Where asked for: the division, or why there is none.
  std::optional<tl::expected<AdjustedWinner, std::string>> adjusted_winner;
  std::optional<FallbackBargaining> fallback_bargaining;  ///< where asked for
  std::optional<PeerPoints> peer_points;                  ///< where asked for
  std::optional<Ledger> ledger;  ///< of the recommended deal, with a status quo and a deal
  Diagnostics warnings;
  /// False: a work limit, a time limit or a cancellation cut something short. (A frontier that
  /// only met its own cap does not count: its status says so.)
  bool complete = true;

  [[nodiscard]] const Deal& deal(Concept concept_) const {
    return deals[static_cast<std::size_t>(concept_)];
  }
  /// Is there an outcome that gives every party a strict gain? (Some deal was found.)
  [[nodiscard]] bool has_deal() const;
};

/// Finds the frontier, the deals and the ledger.
[[nodiscard]] Result<Solution> solve(const Scenario& scenario, const SolveOptions& options,
                                     const WorkControl& control);

}  // namespace entente::bargain
