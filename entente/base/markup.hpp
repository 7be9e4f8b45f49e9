#pragma once

#include <string>
#include <string_view>

namespace entente {

/// Text fit to stand in HTML and XML, between tags and in quoted attributes. O(length).
[[nodiscard]] std::string escape_markup(std::string_view text);

}  // namespace entente
