#pragma once

#include <optional>

#include "entente/bargain/elimination_plan.hpp"
#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// Acceptable outcomes that stand for all others, with proof: a frontier of status epsilon, for
/// problems whose exact frontier is too large (two to five parties; more would need too many
/// corners). With range_j = the most that an acceptable outcome gives party j - no_deal[j]:
///
///   for every feasible outcome y with u(y) >= no_deal there is a point z of the frontier with
///   u_j(z) >= u_j(y) - epsilon * range_j for every party j
///
/// Sandwich method. What the points found do not reach is a union of quadrants, one above each of
/// their lower corners (Klamroth, Lacour & Vanderpooten 2015). The corner whose quadrant may reach
/// furthest is looked at first:
/// - half-spaces that hold all outcomes, found at other corners, may narrow it;
/// - the relaxation "mixtures of outcomes" is solved there, by columns (CornerRelaxation) that are
///   best at its prices (PriceSweep). Each is a half-space and a point, and the mixture is rounded
///   to one more;
/// - if no point was found in the quadrant, an engine maximises the least surplus over the corner,
///   in shares of the ranges and over the coordinates that the corner has raised above no_deal (the
///   others are constraints: no point can miss them), or proves that it is empty.
/// So the points come in the order of the largest gap, and every few of them are a fair picture of
/// the whole. Run to the end, epsilon is 0 and the points are all non-dominated acceptable vectors.
///
/// Ends at options.epsilon, epsilon_points (or max_points), epsilon_work or when cancelled, with
/// what is proven by then. Nothing when that is less than epsilon < 1, or when no acceptable
/// outcome was found. Deterministic but for the cancel token.
///
/// Caps: utilities above a cap count as the cap, in points and ranges. Arithmetic::double_grid:
/// what is acceptable is judged by the rounded values; epsilon includes what rounding may hide.
/// Interactions that do not fit into `tables` are divided: bounds are then less tight.
/// Aggregates are not looked at: `problem` must have none.
[[nodiscard]] std::optional<Frontier> epsilon_frontier(const Problem& problem,
                                                       const FrontierOptions& options,
                                                       const WorkControl& control,
                                                       const EliminationLimits& tables = {});

}  // namespace entente::bargain
