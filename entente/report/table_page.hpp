#pragma once

#include <string>

#include "entente/report/document.hpp"
#include "entente/report/style.hpp"
#include "entente/report/table_report.hpp"

namespace entente::report {

/// The answer in a sentence, what is in every table, the tables with one column per side, what each
/// party must be ready to move, what is not needed, the best deals where asked for, warnings. The
/// document looks things up in the report and in what it refers to: keep them alive.
[[nodiscard]] Document table_document(const TableReport& report,
                                      Audience readers = Audience::everybody);

/// That as one page for a terminal.
[[nodiscard]] std::string table_page(const TableReport& report, const Style& style);

/// One line for a minimal table just found: "3. United States: A, B; China: C".
[[nodiscard]] std::string found_table_line(const Scenario& scenario, const bargain::Table& table,
                                           std::size_t number, bool ascii);

}  // namespace entente::report
