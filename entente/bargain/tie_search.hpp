#pragma once

#include <cstdint>
#include <vector>

#include "entente/bargain/engine.hpp"

namespace entente::bargain {

/// Search nodes handed out from one allowance, over the several searches a concept needs.
class NodeBudget {
 public:
  /// `total` = 0: no limit.
  explicit NodeBudget(std::uint64_t total) : total_(total) {}

  /// What is left, and at least one node (0: no limit).
  [[nodiscard]] SearchLimits left() const {
    if (total_ == 0) return {0};
    return {used_ < total_ ? total_ - used_ : 1};
  }
  /// What is left, but never more than `most`.
  [[nodiscard]] SearchLimits left_up_to(std::uint64_t most) const {
    const auto rest = left().max_nodes;
    return {rest == 0 || rest > most ? most : rest};
  }
  void spend(std::uint64_t nodes) { used_ += nodes; }
  [[nodiscard]] std::uint64_t used() const { return used_; }

 private:
  std::uint64_t total_;
  std::uint64_t used_ = 0;
};

/// The vectors as good as the best one.
struct Ties {
  std::uint64_t count = 0;
  bool complete = true;               ///< false: there may be more than `count`
  std::vector<std::int64_t> largest;  ///< lexicographically, in party order
  Outcome outcome;                    ///< some witness of `largest`
};

/// Counts the distinct vectors with F as good as that of `best` (which is optimal) and finds the
/// lexicographically largest. Where there are more than `max_ties`, the largest is found by
/// raising one party's floor after the other; should that take too long, it is the largest seen.
[[nodiscard]] Ties find_ties(const Problem& problem, Engine& engine, const Objective& objective,
                             const SearchResult& best, std::uint64_t max_ties,
                             const NodeBudget& budget, const WorkControl& control);

}  // namespace entente::bargain
