#pragma once

#include <string>

#include "entente/report/document.hpp"

namespace entente::report {

/// A <table> in a frame that scrolls where the page is too narrow. Heads and labels say what they
/// are the head of, for those who hear the page.
[[nodiscard]] std::string html_table(const Table& table);

/// "strong", "warning"; empty for plain text.
[[nodiscard]] std::string tone_class(Tone tone);

}  // namespace entente::report
