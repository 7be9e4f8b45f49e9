#pragma once

#include <memory>
#include <string>

#include "entente/model/scenario.hpp"
#include "entente/report/chart.hpp"
#include "entente/report/page_parts.hpp"

namespace entente::report {

/// What the scenario's issues are, and (with a status quo) what each move costs and earns, by the
/// ledger of the engine. Keep the scenario alive. O(options of one issue * (issues * parties +
/// interaction terms)), times what a ledger row takes.
[[nodiscard]] std::shared_ptr<const Packages> make_packages(const Scenario& scenario,
                                                            const PrintableNames& names);

/// Where a party's amounts in a chart count from: an outcome, or no deal, of utility `base` to it.
/// Where there is a status quo, what lies between the two goes into the chart, and `cause` with it.
/// To be called once for each party, in order.
void add_offset(const Scenario& scenario, PartyId party, const Rational& base, std::string cause,
                FrontierChart& chart);

}  // namespace entente::report
