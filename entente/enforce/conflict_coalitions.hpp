#pragma once

#include "entente/enforce/conflict_stability.hpp"

namespace entente::enforce {

/// Fills in what the analysis says of coalitions, where the steps foreseen allow it. The stability
/// of parties and the equilibria must be known.
void judge_coalitions(const ConflictGraph& graph, const ConflictOptions& options,
                      ConflictAnalysis& analysis);

}  // namespace entente::enforce
