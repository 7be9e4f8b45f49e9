#pragma once

#include <cstddef>
#include <string_view>

namespace entente::report {

/// Properties of characters, from the Unicode Character Database 14.0.
[[nodiscard]] bool is_wide(char32_t c);       ///< East_Asian_Width W or F
[[nodiscard]] bool is_mark(char32_t c);       ///< general category Mn or Me: no width
[[nodiscard]] bool is_invisible(char32_t c);  ///< controls, format characters, separators Zl, Zp
/// In a block of scripts that run from right to left (DerivedBidiClass.txt: where R and AL are the
/// default).
[[nodiscard]] bool is_right_to_left(char32_t c);

inline constexpr char32_t k_not_utf8 = 0xFFFFFFFF;

/// Reads one character at `at` and moves `at` behind it; k_not_utf8 (moving by one byte) where the
/// bytes are not well-formed UTF-8.
[[nodiscard]] char32_t next_character(std::string_view text, std::size_t& at);

}  // namespace entente::report
