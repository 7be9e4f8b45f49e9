#pragma once

#include <string>

#include "entente/report/document.hpp"
#include "entente/report/solve_report.hpp"
#include "entente/report/style.hpp"

namespace entente::report {

/// The answer in a sentence, the deals side by side, the frontier, the ledger, warnings. The
/// document looks things up in the report and in what it refers to: keep them alive.
[[nodiscard]] Document solve_document(const SolveReport& report,
                                      Audience readers = Audience::everybody);

/// That as one page for a terminal.
[[nodiscard]] std::string solve_page(const SolveReport& report, const Style& style);

}  // namespace entente::report
