#pragma once

#include <cstddef>
#include <vector>

#include "entente/bargain/improve.hpp"

namespace entente::bargain {

/// Steps from a draft to its improvement, each a group of changes made at the same time.
struct MoveSteps {
  std::vector<std::vector<std::size_t>> groups;  ///< indices of changes, rising in each group
  /// No other steps keep everybody at least as well off as with the draft and have a smaller
  /// largest group.
  bool proven = false;
};

/// Looks for steps after each of which nobody is worse off than with the draft. `changes` lead to
/// an outcome that is worse for nobody. An issue that counts with no other and hurts nobody is a
/// step of its own, first, which costs nothing. Up to 12 other changes: the largest group is as
/// small as can be and, with that, the steps are as many as can be, from what every set of changes
/// is worth; O(3^changes). Beyond, the smallest group that will do is taken time after time, up to
/// three changes, and the rest together. `singles_excluded`: it is known that groups of one change
/// will not do.
[[nodiscard]] MoveSteps find_groups(const Problem& problem, const Outcome& draft,
                                    const std::vector<IssueChange>& changes, bool singles_excluded,
                                    const WorkControl& control);

/// [issue] does what it adds depend on other issues?
[[nodiscard]] std::vector<bool> entangled_issues(const Problem& problem);

}  // namespace entente::bargain
