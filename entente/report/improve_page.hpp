#pragma once

#include <string>

#include "entente/report/document.hpp"
#include "entente/report/improve_report.hpp"
#include "entente/report/style.hpp"

namespace entente::report {

/// The answer in a sentence, the draft, the better agreement and the order of its moves, the
/// smallest change, the other improvements, warnings. The document looks things up in the report
/// and in what it refers to: keep them alive.
[[nodiscard]] Document improve_document(const ImproveReport& report,
                                        Audience readers = Audience::everybody);

/// That as one page for a terminal.
[[nodiscard]] std::string improve_page(const ImproveReport& report, const Style& style);

}  // namespace entente::report
