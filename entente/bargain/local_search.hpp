#pragma once

#include <cstdint>
#include <vector>

#include "entente/bargain/option_table.hpp"
#include "entente/bargain/relaxation.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// A good choice of entries by rounding the relaxation and improving one or two issues at a time
/// among the entries that cost least under its prices. A heuristic: the choice may miss the
/// floors. `bound` prunes pairs that cannot help. Cancelled, it stops improving. Deterministic.
[[nodiscard]] std::vector<std::uint32_t> round_and_improve(const ScaledProblem& problem,
                                                           const HullRelaxation& relaxation,
                                                           const WorkControl& control);

}  // namespace entente::bargain
