#include "entente/format/text_check.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include "entente/format/limits.hpp"

namespace entente::format {
namespace {

constexpr std::size_t k_shown_characters = 60;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::uint32_t code_point(std::string_view text, std::size_t length) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  if (length == 1) return byte(0);
  std::uint32_t code = byte(0) & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) code = (code << 6U) | (byte(i) & 0x3FU);
  return code;
}

/// C0 and C1 controls and DEL; line and paragraph separators, which break lines in some tools; the
/// marks that turn the direction of writing, which can make a text look like another.
bool is_control(std::uint32_t code) {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x2028 || code == 0x2029 ||
         (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

bool allowed_in_file(std::uint32_t code) {
  return code == '\t' || code == '\n' || code == '\r' || !is_control(code);
}

Diagnostic trouble(const TextPositions& positions, const std::string& file, std::size_t offset,
                   std::string message, std::string hint) {
  const TextPosition p = positions.at(offset);
  return make_error({file, p.line, p.column}, std::move(message), std::move(hint));
}

}  // namespace

bool looks_like_utf16(std::string_view text) {
  return text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF";
}

Diagnostic utf16_error(const std::string& file) {
  return make_error({file, 1, 1}, "the text is written in UTF-16, not in UTF-8", k_save_as_utf8);
}

std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  return text;
}

std::size_t utf8_length(std::string_view text) {
  if (text.empty()) return 0;
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[i])) return 0;
  }
  const std::uint32_t code = code_point(text, length);
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  if (overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return 0;
  return length;
}

Diagnostics check_text(std::string_view text, const TextPositions& positions,
                       const std::string& file) {
  Diagnostics found;
  if (looks_like_utf16(text)) return {utf16_error(file)};
  bool broken = false;
  bool control = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(text.substr(i));
    if (length == 0) {
      if (!broken) {
        found.push_back(trouble(positions, file, i,
                                fmt::format("the byte 0x{:02X} is not part of any UTF-8 character",
                                            static_cast<unsigned char>(text[i])),
                                k_save_as_utf8));
      }
      broken = true;
      ++i;
      continue;
    }
    const std::uint32_t code = code_point(text.substr(i), length);
    if (!control && !allowed_in_file(code)) {
      control = true;
      found.push_back(trouble(positions, file, i,
                              fmt::format("the control character U+{:04X} cannot stand here", code),
                              code == 0 ? "this looks like a binary file; give a text file"
                                        : "delete the character; it is invisible in most editors"));
    }
    i += length;
  }
  return found;
}

void append_utf8(std::string& out, std::uint32_t code) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | (code >> 6U));
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | (code >> 12U));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | (code >> 18U));
    put(0x80U | ((code >> 12U) & 0x3FU));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

std::string printable(std::string_view text, std::size_t max_characters) {
  std::string shown;
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (count++ == max_characters) return shown + "...";
    const std::size_t length = utf8_length(text.substr(i));
    if (length == 0 || is_control(code_point(text.substr(i), length))) {
      shown += '?';
    } else {
      shown += text.substr(i, length);
    }
    i += std::max<std::size_t>(length, 1);
  }
  return shown;
}

std::string in_quotes(std::string_view text) {
  return '`' + printable(text, k_shown_characters) + '`';
}

bool has_control_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(text.substr(i));
    if (length == 0 || is_control(code_point(text.substr(i), length))) return true;
    i += length;
  }
  return false;
}

char small_letter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string small_letters(std::string_view text) {
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(), small_letter);
  return small;
}

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

}  // namespace entente::format
