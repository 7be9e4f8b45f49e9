#pragma once

#include "entente/bargain/solve.hpp"

namespace entente::bargain {

/// What a reader of the answer should know before using it: rounded arithmetic, uncertain values
/// that counted with their means, commitments that their giver denies. (What was cut short shows
/// in the statuses; only the caller knows why.)
[[nodiscard]] Diagnostics solution_warnings(const Scenario& scenario, const Solution& solution);

/// Of these, what concerns the values themselves: rounded arithmetic and uncertain values.
[[nodiscard]] Diagnostics value_warnings(const Scenario& scenario, const Problem& problem);

/// What is said of weights that are not exponents_fit().
[[nodiscard]] Diagnostic unfit_weights();

}  // namespace entente::bargain
