#pragma once

#include "entente/report/json_text.hpp"
#include "entente/report/table_report.hpp"

namespace entente::report {

/// Writes the report as JSON, schema "entente.table/1", every member as docs/json.md describes, in
/// that order.
void write_table_json(const TableReport& report, const JsonStyle& style, const Sink& sink);

/// One line for a minimal table just found, the `number`-th, schema "entente.table.found/1".
[[nodiscard]] std::string found_table_json(const Scenario& scenario,
                                           const bargain::Problem& problem,
                                           const bargain::Table& table, std::size_t number,
                                           const JsonStyle& style);

}  // namespace entente::report
