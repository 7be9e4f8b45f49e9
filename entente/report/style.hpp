#pragma once

#include <string>
#include <string_view>

namespace entente::report {

/// What a piece of text is, for the eye. Without colour every tone looks plain, so no meaning may
/// rest on the tone alone.
enum class Tone { plain, strong, faint, accent, good, warning, bad };

/// How a page is written. The caller decides; the library never looks at a terminal.
struct Style {
  int width = 80;       ///< columns, k_min_width .. k_max_width; a page never goes beyond
  bool colour = false;  ///< ANSI colours
  bool ascii = false;   ///< no byte above 127
};

inline constexpr int k_min_width = 60;
inline constexpr int k_max_width = 200;

/// The text in its tone: wrapped in ANSI codes with `style.colour`, unchanged without.
[[nodiscard]] std::string paint(std::string_view text, Tone tone, const Style& style);

}  // namespace entente::report
