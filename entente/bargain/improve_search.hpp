#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "entente/bargain/engine.hpp"
#include "entente/bargain/improve.hpp"
#include "entente/bargain/tie_search.hpp"

namespace entente::bargain {

/// What is said when nobody can gain without a loser.
inline constexpr const char* k_nothing_left =
    "no outcome that the rules allow makes anybody better off and nobody worse off";

/// The problem with gains counted from the draft: no_deal is the draft's utility.
[[nodiscard]] Problem counted_from(const Problem& problem, const std::vector<std::int64_t>& draft);

/// [party] what rounding may hide between two utilities, in units; 0 with exact arithmetic.
[[nodiscard]] std::vector<std::int64_t> rounding_slack(const Problem& problem);

/// By the exact definitions, which differ from a problem's whole numbers only where these are
/// rounded: is nobody worse off than with the draft, and somebody better off?
[[nodiscard]] bool truly_better(const Scenario& scenario, const Outcome& draft,
                                const Outcome& outcome);

/// A bound rounded up by more than its computation may have lost.
[[nodiscard]] double rounded_up(double bound);

/// What is known of who can gain without a loser.
struct Gainers {
  std::uint64_t can = 0;  ///< a bit per party for which such an outcome was met
  bool sure = true;       ///< for all others that were asked about it is proven that there is none
  Outcome outcome;        ///< one with the most gainers met
  std::vector<std::int64_t> utility;
};

/// Says of an outcome that is better in whole numbers whether it is better in truth.
using Check = std::function<bool(const Outcome&)>;

/// Asks for every party in the bit set `asked` whether it can gain, counted from no_deal, while
/// nobody loses: one question of feasibility each, fewer where an outcome answers several. An empty
/// `check` believes the whole numbers.
[[nodiscard]] Gainers who_can_gain(const Problem& problem, Engine& engine, std::uint64_t asked,
                                   const SearchLimits& limits, const WorkControl& control,
                                   const Check& check = {});

/// Single points around a draft, by search. No aggregate, no cap. One question after the other.
class ImproveSearch {
 public:
  /// The arguments must outlive the search. `check` says truly_better() than the draft; it is asked
  /// only where the problem's values are rounded.
  ImproveSearch(const Problem& problem, const Outcome& draft, const ImproveOptions& options,
                const WorkControl& control, Check check = {});

  /// The improvement, without changes and order, within `max_nodes` search nodes for each question
  /// (0: no limit).
  [[nodiscard]] Improvement best_improvement(std::uint64_t max_nodes);

 private:
  [[nodiscard]] bool stands(const Outcome& outcome) const;
  [[nodiscard]] std::vector<PartyId> gainers(const std::vector<std::int64_t>& utility) const;
  [[nodiscard]] bool nothing_left(NodeBudget& budget);
  void settle_partly(Improvement& improvement, const SearchResult& everybody);

  const Problem& problem_;
  const ImproveOptions& options_;
  SearchOptions limits_;  ///< of the question at hand
  const WorkControl& control_;
  Check check_;
  Problem from_draft_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace entente::bargain
