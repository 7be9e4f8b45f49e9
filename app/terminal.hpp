#pragma once

#include "app/arguments.hpp"
#include "entente/report/json_text.hpp"
#include "entente/report/style.hpp"

namespace entente::app {

/// How to write a page to stdout: from the options, else from the terminal and the environment
/// (COLUMNS, NO_COLOR, TERM, and LC_ALL, LC_CTYPE or LANG for the characters).
[[nodiscard]] report::Style page_style(const Arguments& arguments);

/// How to write messages to stderr.
[[nodiscard]] report::Style message_style(const Arguments& arguments);

/// JSON is UTF-8 whatever the locale, unless --ascii is given.
[[nodiscard]] report::JsonStyle json_style(const Arguments& arguments);

/// May a line on stderr be drawn and erased again?
[[nodiscard]] bool can_show_progress();

}  // namespace entente::app
