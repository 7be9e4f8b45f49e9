#pragma once

#include "entente/report/json_text.hpp"
#include "entente/report/solve_report.hpp"

namespace entente::report {

/// Writes the report as JSON, schema "entente.solve/1", every member as docs/json.md describes, in
/// that order. Frontier points are written one by one and never held together.
void write_solve_json(const SolveReport& report, const JsonStyle& style, const Sink& sink);

/// {CONCEPT: deal}, the member `deals`.
[[nodiscard]] nlohmann::ordered_json deals_json(const SolveReport& report);

}  // namespace entente::report
