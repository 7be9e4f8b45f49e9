#pragma once

#include <vector>

#include "entente/bargain/tie_search.hpp"

namespace entente::bargain {

/// The answer of a lexicographic max-min search.
struct LeximinResult {
  /// exact; bound (not proven: `upper` bounds the least weighted gain, or the order beyond the
  /// least one is not settled); none; unknown.
  Status status = Status::unknown;
  double upper = 0;           ///< proven upper bound on the least weighted gain
  bool least_proven = false;  ///< no outcome has a greater least weighted gain
  Ties ties;
};

/// Maximises the least weighted gain, then the second least, and so on, over outcomes with no
/// negative gain. `weight`: [party] > 0, per point.
///
/// Method. Let t_1 <= ... <= t_k be the best least values found so far. An assignment gives k
/// parties the floors t_1 ... t_k, in some order, and all others the floor t_k. Any vector that
/// meets the floors has order statistics of at least t_1 ... t_k, hence (these being
/// lexicographically greatest) exactly these, and its next value is the least among the others.
/// So t_{k+1} is the greatest of the max-min values of the others over all assignments; the
/// optimum's own order belongs to an assignment that attains it, so only those that do are
/// carried on, and only to parties that can have exactly t_{k+1}. After n steps every assignment
/// left is one optimal vector. Levels are fractions, floors are rounded up to whole units, both
/// exactly. As soon as few vectors attain a level they are listed and compared directly.
[[nodiscard]] LeximinResult find_leximin(const Problem& problem, Engine& engine,
                                         const std::vector<Rational>& weight,
                                         std::uint64_t max_ties, NodeBudget& budget,
                                         const WorkControl& control);

}  // namespace entente::bargain
