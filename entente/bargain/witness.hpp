#pragma once

#include "entente/bargain/engine.hpp"
#include "entente/bargain/solution.hpp"

namespace entente::bargain {

/// Replaces the outcome of a deal, whose utilities are Pareto optimal, by the one that is smallest
/// in option indices, where a search of some million nodes finds it; `witness_canonical` says
/// whether it did.
void set_smallest_witness(const Problem& problem, Engine& engine, const WorkControl& control,
                          Deal& deal);

}  // namespace entente::bargain
