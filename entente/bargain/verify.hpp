#pragma once

#include "entente/bargain/solve.hpp"

namespace entente::bargain {

/// Re-checks a solution by the model's slow, exact definitions, sharing no code with the solvers:
/// every shown outcome (of deals, frontier, best list and compromises) may be agreed and has the
/// utilities claimed; no party loses by a deal; frontier points do not dominate each other; no
/// frontier point beats a deal called exact in the deal's own concept. Returns one error per
/// difference, at most 20; none means it holds. O(points * (issues + terms) * parties + points^2 *
/// parties), with at most 2,000 points taken evenly from the frontier.
[[nodiscard]] Diagnostics verify(const Scenario& scenario, const SolveOptions& options,
                                 const Solution& solution);

}  // namespace entente::bargain
