#pragma once

#include <string>

#include "entente/report/document.hpp"
#include "entente/report/json_text.hpp"

namespace entente::report {

struct HtmlContext {
  std::string
      question;         ///< what the report answers: "which deal, and what does each give and get?"
  std::string version;  ///< of the program; empty: not named
};

/// The document as one HTML file that needs nothing else: no network, no other file, and no script
/// to be read. Its script lets a reader look at the outcomes of a frontier. A
/// Content-Security-Policy allows this script and style and nothing else. Whatever the scenario
/// says appears as text. At most some 5 MB, however many points there are.
void write_html(const Document& document, const HtmlContext& context, const Sink& sink);

}  // namespace entente::report
