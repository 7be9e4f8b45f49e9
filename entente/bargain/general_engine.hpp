#pragma once

#include <cstdint>
#include <memory>

#include "entente/bargain/elimination.hpp"
#include "entente/bargain/engine.hpp"

namespace entente::bargain {

struct GeneralLimits {
  EliminationLimits tables;  ///< small ones force boxes out of the tables
  /// Nodes of the first search, which is enough for most problems; what comes after it is made
  /// for long searches.
  std::uint64_t short_search = 2'000;
};

/// make_general_engine with explicit limits.
///
/// Method (docs/performance.md): the dual of the convex-hull relaxation by cutting planes, with
/// floors and linear rules priced like parties; single-change local search for incumbents; then a
/// depth-first search in reverse elimination order under a bundle of multipliers, each with its
/// exact cost-to-go. Where that takes long, rules go from prices to counters in the tables
/// (counters.hpp), and the bundle grows. Exact without limits; exponential in the worst case.
[[nodiscard]] std::unique_ptr<Engine> make_general_engine(const Problem& problem,
                                                          const GeneralLimits& limits,
                                                          const WorkControl& control = {});

}  // namespace entente::bargain
