#pragma once

#include <cstdint>

#include "entente/bargain/improve.hpp"

namespace entente::bargain {

/// What each change adds to an outcome, in file order of the issues on which it differs from the
/// draft. O(changes * (issues + terms) * parties).
[[nodiscard]] std::vector<IssueChange> list_changes(const Problem& problem, const Outcome& draft,
                                                    const Outcome& outcome);

/// Looks for an order of the changes in which nobody is ever worse off than with the draft; one in
/// which no move hurts anybody, where there is one. `outcome` is worse for nobody. Moves that leave
/// the worst placed party best are tried first; sets of moves already seen are not looked at again.
/// An issue that counts with no other and hurts nobody is moved first, which loses no order.
/// Whether there is an order is decided as long as no more than 2^21 sets of moves are met, so
/// always for 20 changes; one that hurts nobody is given up after 2^24 moves tried.
[[nodiscard]] MoveOrder find_order(const Scenario& scenario, const Problem& problem,
                                   const Outcome& draft, const std::vector<IssueChange>& changes,
                                   const WorkControl& control);

}  // namespace entente::bargain
