#pragma once

#include "entente/base/diagnostic.hpp"
#include "entente/model/consistency.hpp"
#include "entente/model/scenario.hpp"

namespace entente {

/// The part of `validate` that is about rules: contradictions, options and interaction terms that
/// no agreement can contain, rules that restrict nothing, rules that today's state breaks.
void check_rules(const Scenario& scenario, const ConsistencyLimits& limits,
                 Diagnostics& diagnostics);

}  // namespace entente
