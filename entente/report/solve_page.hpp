#pragma once

#include <string>

#include "entente/report/solve_report.hpp"
#include "entente/report/style.hpp"

namespace entente::report {

/// The report as one page for a terminal: the answer in a sentence, the deals side by side, the
/// frontier, the ledger, warnings. No line is wider than `style.width`, which is brought into
/// k_min_width .. k_max_width.
[[nodiscard]] std::string solve_page(const SolveReport& report, const Style& style);

}  // namespace entente::report
