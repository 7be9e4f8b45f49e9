#pragma once

#include "entente/base/diagnostic.hpp"
#include "entente/model/consistency.hpp"
#include "entente/model/scenario.hpp"

namespace entente {

/// What is wrong with, or odd about, a scenario that could be read, whatever its format; sorted,
/// with places and hints. Errors: rules that contradict each other (one error for each minimal
/// set of them, sets having no rule in common), budgets that cannot be computed with, acceptance
/// by more parties than there are. Warnings: what is legal but rarely meant, such as a party for
/// which every outcome is worth the same. Notes: what is as it should be but worth knowing.
/// Deterministic; the work on rules is bounded by `limits`, and a note says so where they were
/// reached.
[[nodiscard]] Diagnostics validate(const Scenario& scenario, const ConsistencyLimits& limits = {});

}  // namespace entente
