#pragma once

#include <string>

#include "entente/report/improve_report.hpp"
#include "entente/report/style.hpp"

namespace entente::report {

/// The report as one page for a terminal: the answer in a sentence, the draft, the better agreement
/// and the order of its moves, the smallest change, the other improvements, warnings. No line is
/// wider than `style.width`, which is brought into k_min_width .. k_max_width.
[[nodiscard]] std::string improve_page(const ImproveReport& report, const Style& style);

}  // namespace entente::report
