#pragma once

#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// The Pareto frontier of a problem with independent issues, linear rules allowed: no terms and
/// no forbidden boxes; caps and aggregates are not looked at.
///
/// Sequential Pareto sum (Nemhauser & Ullmann 1969): the frontier of the first s issues, shifted
/// by each option of the next and filtered, is the frontier of the first s + 1. Two parties: a
/// sweep over the shifted copies, issues with the largest swing first, O(sum over stages of
/// points * options); parts of the sweep run on several threads and join without a trace. One or
/// three and more coordinates: a dominance filter, smallest swing first. Every linear rule is one
/// more coordinate (minus the cost); partial sums that cannot be completed within the limit are
/// cut off, and the rule coordinates are projected away at the end.
///
/// Witness: among the outcomes of the same utilities (under linear rules: of these the least cost
/// for the first rule, then the next) the one whose option indices are smallest when the issues
/// are read from the last stage back to the first; an option that another one beats or, with a
/// smaller index, equals for everybody is never used. It depends on nothing else.
///
/// Limits: `max_points` holds at every stage, `max_bytes` for lists and witnesses together. Where
/// a stage would exceed one of them, or the work is cancelled, the list so far is thinned (evenly
/// along the frontier, keeping its ends and each coordinate's best) and the remaining issues are
/// summed on thinned lists. The result is `partial`: real outcomes, mutually non-dominated, but
/// not all, and some may be dominated by outcomes that were not looked at. Under linear rules a
/// partial frontier may even be empty though agreements exist.
[[nodiscard]] Frontier additive_frontier(const Problem& problem, const FrontierOptions& options,
                                         const WorkControl& control);

}  // namespace entente::bargain
