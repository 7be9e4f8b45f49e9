#pragma once

#include <memory>

#include "entente/model/scenario.hpp"
#include "entente/report/chart.hpp"
#include "entente/report/page_parts.hpp"

namespace entente::report {

/// What the scenario's issues are, and (with a status quo) what each move costs and earns, by the
/// ledger of the engine. Keep the scenario alive. O(options of one issue * (issues * parties +
/// interaction terms)), times what a ledger row takes.
[[nodiscard]] std::shared_ptr<const Packages> make_packages(const Scenario& scenario,
                                                            const PrintableNames& names);

}  // namespace entente::report
