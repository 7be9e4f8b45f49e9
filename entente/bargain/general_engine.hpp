#pragma once

#include <memory>

#include "entente/bargain/elimination.hpp"
#include "entente/bargain/engine.hpp"

namespace entente::bargain {

/// make_general_engine with explicit table limits (small ones force boxes out of the tables).
///
/// Method (docs/performance.md): the dual of the convex-hull relaxation by cutting planes, with
/// floors and linear rules priced like parties; single-change local search for incumbents; then a
/// depth-first search in reverse elimination order under a bundle of multipliers, each with its
/// exact cost-to-go. Exact without limits; exponential in the worst case.
[[nodiscard]] std::unique_ptr<Engine> make_general_engine(const Problem& problem,
                                                          const EliminationLimits& limits,
                                                          const WorkControl& control = {});

}  // namespace entente::bargain
