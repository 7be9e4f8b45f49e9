#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "entente/bargain/engine.hpp"
#include "entente/bargain/improve.hpp"

namespace entente::bargain {

/// What is said when nobody can gain without a loser.
inline constexpr const char* k_nothing_left =
    "no outcome that the rules allow makes anybody better off and nobody worse off";

/// The problem with gains counted from the draft: no_deal is the draft's utility.
[[nodiscard]] Problem counted_from(const Problem& problem, const std::vector<std::int64_t>& draft);

/// The problem with one more party, which loses one unit for every issue settled otherwise than in
/// `draft` and accepts any loss. No aggregate, no cap.
[[nodiscard]] Problem counting_changes(const Problem& problem, const Outcome& draft);

/// [party] what rounding may hide between two utilities, in units; 0 with exact arithmetic.
[[nodiscard]] std::vector<std::int64_t> rounding_slack(const Problem& problem);

/// By the exact definitions, which differ from a problem's whole numbers only where these are
/// rounded: is nobody worse off than with the draft, and somebody better off?
[[nodiscard]] bool truly_better(const Scenario& scenario, const Outcome& draft,
                                const Outcome& outcome);

/// Single points around a draft, by search. No aggregate, no cap. One question after the other.
class ImproveSearch {
 public:
  /// Says of an outcome whether it is truly_better() than the draft.
  using Check = std::function<bool(const Outcome&)>;

  /// The arguments must outlive the search. `check` is asked only where the problem's values are
  /// rounded.
  ImproveSearch(const Problem& problem, const Outcome& draft, const ImproveOptions& options,
                const WorkControl& control, Check check = {});

  /// The improvement, without changes and order, within `max_nodes` search nodes for each question
  /// (0: no limit).
  [[nodiscard]] Improvement best_improvement(std::uint64_t max_nodes);

  /// The smallest change that makes the draft acceptable, without the list of changes.
  [[nodiscard]] SmallestChange smallest_change();

  /// Of the outcomes with these utilities, which no other outcome exceeds, the one that changes the
  /// fewest issues of the draft, then the smallest in option indices. Nothing when a limit was hit.
  [[nodiscard]] std::optional<Outcome> nearest_outcome(const std::vector<std::int64_t>& utility);

 private:
  struct Gainers;

  [[nodiscard]] bool stands(const Outcome& outcome) const;
  [[nodiscard]] Engine& counting_engine();
  [[nodiscard]] Gainers who_can_gain();
  [[nodiscard]] std::vector<PartyId> gainers(const std::vector<std::int64_t>& utility) const;
  void settle_partly(Improvement& improvement, bool everybody_excluded);
  void minimise(std::size_t party, Deal& deal, std::vector<std::int64_t>& floor);
  void choose_tie(std::size_t party, const std::vector<std::int64_t>& floor, Deal& deal);

  const Problem& problem_;
  const Outcome& draft_;
  const ImproveOptions& options_;
  SearchOptions limits_;  ///< of the question at hand
  const WorkControl& control_;
  Check check_;
  Problem from_draft_;
  Problem counting_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Engine> counting_engine_;
};

}  // namespace entente::bargain
