#pragma once

#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// From this number of parties on a frontier has mostly too many points to help anybody.
inline constexpr std::size_t k_many_parties = 6;

/// The Pareto frontier of a problem over all feasible outcomes (whether or not acceptable), with
/// witnesses, sorted by utility, lexicographically falling. No feasible outcome: an empty
/// frontier, exact. Chooses the method by the problem's structure; cost, limits and the witness
/// rule are those of the method:
/// - independent issues, linear rules too: additive_frontier (with rules and few outcomes:
///   enumerated_frontier);
/// - interactions and forbidden combinations: eliminate_frontier;
/// - aggregates: enumerated_frontier;
/// - caps: the frontier without them, clipped (exact).
/// With Arithmetic::double_grid, points that rounding may have told apart are merged afterwards
/// (drop_look_alikes). Never throws for size: past a limit, or cancelled,
/// - three to five parties, no aggregates: epsilon_frontier, if it proves anything;
/// - else what there is, with FrontierStatus::partial.
/// With six and more parties (k_many_parties) many_party_points is the limit, too: such frontiers
/// are of little use to people. The result does not depend on the number of threads.
[[nodiscard]] Frontier find_frontier(const Problem& problem, const FrontierOptions& options,
                                     const WorkControl& control);

}  // namespace entente::bargain
