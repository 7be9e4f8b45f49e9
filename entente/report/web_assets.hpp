#pragma once

#include <string_view>

/// The sources in entente/report/web/, put into the library when it is built (cmake/web.cmake).
namespace entente::report::web {

/// How charts look: chart.css.
[[nodiscard]] std::string_view chart_style();
/// How a page looks: chart.css, then report.css.
[[nodiscard]] std::string_view page_style();
/// What makes a page move: outcomes.js, views.js and panel.js in this order.
[[nodiscard]] std::string_view page_script();
/// Hashes, as a Content-Security-Policy names them: "sha256-...".
[[nodiscard]] std::string_view page_style_hash();
[[nodiscard]] std::string_view page_script_hash();

}  // namespace entente::report::web
