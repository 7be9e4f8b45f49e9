#pragma once

#include <cstdint>
#include <vector>

#include "entente/bargain/problem.hpp"
#include "entente/model/outcome.hpp"

namespace entente::bargain {

/// [party] units that rounding may add to or take from a gain; 0 where nothing was rounded.
[[nodiscard]] std::vector<std::int64_t> rounding_units(const Problem& problem);

/// Rules out, in a problem made of the scenario, the outcomes that are worth exactly as much as the
/// status quo because they differ from it, if at all, in issues where that changes no value. There,
/// rounding hides no gain. Does nothing where the status quo gives some party a gain (over the
/// threats, or its reservation), or where there is none.
void rule_out_status_quo(const Scenario& scenario, const std::vector<ThreatCarriedOut>& threats,
                         Problem& problem);

}  // namespace entente::bargain
