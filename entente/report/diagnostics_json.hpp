#pragma once

#include <nlohmann/json_fwd.hpp>

#include "entente/base/diagnostic.hpp"

namespace entente::report {

/// [{file, line, column, severity, message, hint}]; file, line and column are null where unknown,
/// hint where there is none.
[[nodiscard]] nlohmann::ordered_json diagnostics_json(const Diagnostics& diagnostics);

}  // namespace entente::report
