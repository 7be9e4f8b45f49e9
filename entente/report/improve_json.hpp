#pragma once

#include "entente/report/improve_report.hpp"
#include "entente/report/json_text.hpp"

namespace entente::report {

/// Writes the report as JSON, schema "entente.improve/1", every member as docs/json.md describes,
/// in that order.
void write_improve_json(const ImproveReport& report, const JsonStyle& style, const Sink& sink);

}  // namespace entente::report
