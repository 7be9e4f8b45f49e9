#pragma once

#include <string>

#include "entente/report/document.hpp"
#include "entente/report/style.hpp"

namespace entente::report {

/// The document as a page for a terminal. No line is wider than `style.width`, which is brought
/// into k_min_width .. k_max_width; a table too wide for it gives way as it says it does.
[[nodiscard]] std::string text_page(const Document& document, const Style& style);

}  // namespace entente::report
