#pragma once

#include <string>

#include "entente/format/written.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// Writes the scenario as a table for spreadsheets (docs/formats.md): one row per option, one
/// column per party, cells parted by `separator` (a comma or a tab) and quoted as in RFC 4180.
///
/// Issues, options, status quo, givers, values (uncertain ones, too) and reservations come back the
/// same from read_table. Interaction terms, caps, rules, beliefs, threats and whatever else is
/// known of issues are losses. An aggregate that is more than a sum over issues is an error.
[[nodiscard]] Written write_table(const Scenario& scenario, const std::string& name,
                                  char separator);

}  // namespace entente::format
