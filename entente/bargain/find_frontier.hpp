#pragma once

#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// The Pareto frontier of a problem over all feasible outcomes (whether or not acceptable), with
/// witnesses. Chooses the method by the problem's structure; see the docs of the parts for cost.
/// Never throws for size: past a cap it returns what it has with FrontierStatus::partial.
[[nodiscard]] Frontier find_frontier(const Problem& problem, const FrontierOptions& options,
                                     const WorkControl& control);

}  // namespace entente::bargain
