#pragma once

#include <string>

#include "entente/format/written.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// Writes the scenario in the native format (docs/format.md), one file of the given name: YAML with
/// comments, or JSON.
///
/// What read_native has read comes back the same, places apart. Scenarios of other formats may hold
/// more than the native one can say:
///  - Aggregates and caps become interaction terms (exactly; an aggregate that would need more than
///    k_max_interactions is an error, a cap is left out with a warning).
///  - Fractions that no decimal equals: the party's points are multiplied by a whole number (a
///  note).
///  - A discount factor of the whole negotiation is left out (a warning).
///  - Names that the format cannot hold are changed (a warning).
/// Errors: fewer than two parties, and what exceeds the limits of limits.hpp.
[[nodiscard]] Written write_native_yaml(const Scenario& scenario, const std::string& name);
[[nodiscard]] Written write_native_json(const Scenario& scenario, const std::string& name);

}  // namespace entente::format
