#pragma once

#include <cstdint>
#include <vector>

#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"

namespace entente::bargain {

/// A concave, monotone function F of the gains, to be maximised over outcomes whose gains are at
/// least `floor`. Every solution concept is one such problem or a short sequence of them.
///
/// Bounds: for multipliers lambda >= 0, F(g) <= conjugate(lambda) + lambda . g for every g >= floor
/// (weak duality), so a scalar maximum of lambda . u over outcomes bounds F over all of them.
struct Objective {
  enum class Kind {
    log_sum,  ///< sum_j weight[j] * log(g_j), over parties with weight > 0
    minimum,  ///< min of weight[j] * g_j, over parties with weight > 0
    linear,   ///< sum of weight[j] * g_j
  };
  Kind kind = Kind::log_sum;
  /// [party] in units that make weight * gain comparable across parties; >= 0.
  std::vector<double> weight;
  /// [party] least utility (not gain) allowed, in the problem's units; constraints, not terms.
  std::vector<std::int64_t> floor;
};

}  // namespace entente::bargain
