#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "entente/base/diagnostic.hpp"
#include "entente/format/text_positions.hpp"

namespace entente::format {

/// The hint of what is said of any other encoding.
inline constexpr const char* k_save_as_utf8 = "save the file as UTF-8";

/// Reports what no text file of ours may hold: too many bytes, UTF-16, bytes that are not UTF-8,
/// control characters. Reports the first of each kind of trouble only. Empty: the text is clean.
[[nodiscard]] Diagnostics check_text(std::string_view text, const TextPositions& positions,
                                     const std::string& file);

/// Does the text begin with the mark of UTF-16? What to say of it then.
[[nodiscard]] bool looks_like_utf16(std::string_view text);
[[nodiscard]] Diagnostic utf16_error(const std::string& file);

/// The text behind the mark that some editors put at the start of UTF-8 texts.
[[nodiscard]] std::string_view without_byte_order_mark(std::string_view text);

/// The length of the UTF-8 character that starts `text`, or 0 when none does (broken, overlong, a
/// surrogate, beyond U+10FFFF, or at the end).
[[nodiscard]] std::size_t utf8_length(std::string_view text);

/// Appends a character in UTF-8.
void append_utf8(std::string& out, std::uint32_t code);

/// A text fit for a message, in backquotes: control characters replaced by `?`, cut after 60
/// characters.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// The same without backquotes and with a limit of one's own.
[[nodiscard]] std::string printable(std::string_view text, std::size_t max_characters);

/// Does the text hold a control character (line breaks and tabs count too)?
[[nodiscard]] bool has_control_character(std::string_view text);

/// Small letters in the place of capitals (ASCII).
[[nodiscard]] char small_letter(char c);
[[nodiscard]] std::string small_letters(std::string_view text);

/// The number of characters (code points) of a UTF-8 text.
[[nodiscard]] std::size_t character_count(std::string_view text);

}  // namespace entente::format
