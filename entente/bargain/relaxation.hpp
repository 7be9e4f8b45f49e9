#pragma once

#include <vector>

#include "entente/bargain/option_table.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// An upper bound on F' that is linear in the outcome. For every outcome meeting the floors,
///   F'(h) <= conjugate(lambda) + lambda . h + mu . (h - floor)
///         =  constant + sum over issues of price . value(entry),   price = lambda + mu.
/// With lambda = 0 the right-hand side must be >= 0 instead: a test of the floors alone.
struct Cut {
  std::vector<double> lambda;  ///< [party] >= 0
  std::vector<double> mu;      ///< [party] >= 0, 0 where there is no floor
  std::vector<double> price;   ///< [party] lambda + mu
  double constant = 0;
  double size = 0;           ///< sum of the absolute summands in `constant`, for rounding
  bool floors_only = false;  ///< lambda = 0
};

/// Fills price, constant, size from lambda and mu.
void complete_cut(const ScaledProblem& problem, Cut& cut);

/// The bound the cut gives over all outcomes, without allowance for rounding. O(entries * parties).
[[nodiscard]] double bound_of(const ScaledProblem& problem, const Cut& cut);

/// The solved relaxation "mix the options of each issue by shares" (the hull of every issue; its
/// dual is the best Lagrangian bound).
struct HullRelaxation {
  Cut best;                   ///< the cut with the least bound
  double bound = 0;           ///< that bound
  std::vector<Cut> trace;     ///< other cuts met on the way, best last
  std::vector<double> share;  ///< [entry] the mix; sums to 1 per issue
};

/// Pairwise block-coordinate ascent: issue by issue, weight moves from the worst used option to
/// the best under the current prices, with an exact line search. The minimum is smoothed (soft
/// minimum, sharper and sharper); floors enter by an augmented Lagrangian. Any stopping point
/// (also a cancelled one) gives valid bounds; at most one issue per party or so stays mixed
/// (Shapley-Folkman). Deterministic; O(sweeps * entries * parties).
[[nodiscard]] HullRelaxation relax(const ScaledProblem& problem, const WorkControl& control);

}  // namespace entente::bargain
