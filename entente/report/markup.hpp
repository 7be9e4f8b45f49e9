#pragma once

#include <string>
#include <string_view>

namespace entente::report {

/// Text fit to stand in HTML and XML, between tags and in quoted attributes; isolates stay as they
/// are, which does the same. O(length).
[[nodiscard]] std::string escape_markup(std::string_view text);

/// Text fit to stand between tags of HTML; what is isolated (see text_width.hpp) becomes <bdi>.
/// O(length).
[[nodiscard]] std::string text_markup(std::string_view text);

/// A coordinate of a picture: one digit after the point, none where it is 0.
[[nodiscard]] std::string coordinate(double value);

}  // namespace entente::report
