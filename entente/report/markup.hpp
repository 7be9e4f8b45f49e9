#pragma once

#include <string>
#include <string_view>

namespace entente::report {

/// Text fit to stand between tags of HTML; what is isolated (see text_width.hpp) becomes <bdi>.
/// O(length).
[[nodiscard]] std::string text_markup(std::string_view text);

/// A coordinate of a picture: one digit after the point, none where it is 0.
[[nodiscard]] std::string coordinate(double value);

}  // namespace entente::report
