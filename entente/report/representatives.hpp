#pragma once

#include <cstddef>
#include <vector>

#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"

namespace entente::report {

/// A few points that show people what there is to choose from.
struct Representatives {
  std::vector<std::size_t> points;  ///< of the frontier, in the order they were chosen
  /// Whatever an acceptable point of the frontier gives, some of these gives every party at least
  /// as much, less this share of the most that the party gains at any of them.
  double distance = 0;
};

/// At most `count` acceptable points: the one whose least share of the parties' greatest gains is
/// largest, then time and again the one that is furthest (see `distance`) from those chosen; the
/// first of equals. Ends when all are reached. O(points * count * parties).
[[nodiscard]] Representatives choose_representatives(const bargain::Problem& problem,
                                                     const bargain::Frontier& frontier,
                                                     std::size_t count);

}  // namespace entente::report
