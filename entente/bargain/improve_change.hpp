#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "entente/bargain/engine.hpp"
#include "entente/bargain/improve.hpp"

namespace entente::bargain {

/// The problem with one more party, which loses one unit for every issue settled otherwise than in
/// `draft` and accepts any loss. No aggregate, no cap.
[[nodiscard]] Problem counting_changes(const Problem& problem, const Outcome& draft);

/// Outcomes by how many issues of a draft they change, by search. No aggregate, no cap. One
/// question after the other.
class ChangeSearch {
 public:
  /// The arguments must outlive the search.
  ChangeSearch(const Problem& problem, const Outcome& draft, const ImproveOptions& options,
               const WorkControl& control);

  /// The smallest change that makes the draft acceptable, without the list of changes.
  [[nodiscard]] SmallestChange smallest_change();

  /// Of the outcomes with these utilities, which no other outcome exceeds, the one that changes the
  /// fewest issues of the draft, then the smallest in option indices. Nothing when a limit was hit.
  [[nodiscard]] std::optional<Outcome> nearest_outcome(const std::vector<std::int64_t>& utility);

 private:
  struct Choice;

  [[nodiscard]] Engine& engine();
  [[nodiscard]] SearchLimits at_most(std::uint64_t nodes) const;
  void minimise(std::size_t party, Deal& deal);
  void count_ties(Deal& deal, Choice& choice);
  void search_best_tie(Choice& choice);
  void fewer_gainers(const Problem& level, Choice& choice);
  void choose(SmallestChange& change);

  const Problem& problem_;
  const ImproveOptions& options_;
  const WorkControl& control_;
  Problem counting_;
  std::vector<std::int64_t> floor_;  ///< of what is still looked for, the counter's at the end
  std::vector<std::int64_t> at_draft_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace entente::bargain
