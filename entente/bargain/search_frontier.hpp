#pragma once

#include "entente/bargain/elimination.hpp"
#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// The Pareto frontier by branch and bound, for problems whose interactions are too wide for
/// tables of lists: a depth-first search under a bundle of price vectors, which drops a partial
/// outcome when no vector within its bounds could escape the points found so far (two parties: the
/// corners between neighbouring points; more: one point at least as good as the best conceivable
/// completion). Exact when it finishes; `partial` when it meets a limit of `options` (max_nodes,
/// and 800 comparisons with points for each; caps on points and bytes) or the cancel token.
/// Exponential in the worst case.
[[nodiscard]] Frontier search_frontier(const Problem& problem, const Elimination& elimination,
                                       const FrontierOptions& options, const WorkControl& control);

}  // namespace entente::bargain
