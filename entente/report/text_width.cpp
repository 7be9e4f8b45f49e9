#include "entente/report/text_width.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "entente/report/unicode_width.hpp"

namespace entente::report {
namespace {

constexpr char32_t k_zero_width_non_joiner = 0x200C;
constexpr char32_t k_zero_width_joiner = 0x200D;
constexpr char32_t k_emoji_presentation = 0xFE0F;
constexpr char32_t k_first_strong_isolate = 0x2068;
constexpr char32_t k_pop_isolate = 0x2069;

std::string escaped(char32_t c) {
  return fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(c));
}

/// The plain look-alike of common typographic characters; null where there is none.
const char* ascii_for(char32_t c) {
  switch (c) {
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
      return "-";
    case 0x2018:
    case 0x2019:
      return "'";
    case 0x201C:
    case 0x201D:
      return "\"";
    case 0x2022:
    case 0x00B7:
      return "*";
    case 0x2026:
      return "...";
    case 0x00B1:
      return "+-";
    case 0x00D7:
      return "x";
    case 0x2192:
      return "->";
    default:
      return nullptr;
  }
}

std::string plain_text(char32_t c) {
  const char* plain = ascii_for(c);
  return plain != nullptr ? std::string(plain) : escaped(c);
}

bool is_white_space(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

int width_of(char32_t c) {
  // As an emoji the character before takes two columns: count the selector for the second one.
  if (c == k_emoji_presentation) return 1;
  if (c == k_first_strong_isolate || c == k_pop_isolate) return 0;
  if (c == k_zero_width_joiner || c == k_zero_width_non_joiner || is_mark(c)) return 0;
  return is_wide(c) ? 2 : 1;
}

/// Bytes of the longest prefix that takes at most `width` columns, at least one character, marks
/// kept with their base.
std::size_t prefix_of_width(std::string_view text, int width) {
  std::size_t at = 0;
  int used = 0;
  while (at < text.size()) {
    std::size_t next = at;
    const int w = width_of(next_character(text, next));
    if (used + w > width && at > 0) return at;
    used += w;
    at = next;
  }
  return at;
}

/// Part of a word: any letter or digit, as far as one byte can tell.
bool is_letter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         static_cast<unsigned char>(c) > 0x7FU;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Is text[at] the sign within a number like 2e-15?
bool is_exponent_sign(std::string_view text, std::size_t at) {
  return at >= 2 && at + 1 < text.size() && (text[at - 1] == 'e' || text[at - 1] == 'E') &&
         (is_digit(text[at - 2]) || text[at - 2] == '.') && is_digit(text[at + 1]);
}

/// The next piece that should stay together, with the white space before it.
struct Piece {
  bool space_before = false;
  std::string_view text;
};

/// Splits at spaces, and after '-' and '/' within words.
std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  std::size_t at = 0;
  bool space = false;
  while (at < text.size()) {
    if (text[at] == ' ') {
      space = true;
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && text[end] != ' ') {
      const char c = text[end++];
      // Not after the sign of a number: "(-5".
      const bool after_letter = end - at > 1 && is_letter(text[end - 2]);
      const bool inside = end < text.size() && text[end] != ' ';
      const bool may_break = (c == '-' && !is_exponent_sign(text, end - 1)) || c == '/';
      if (after_letter && inside && may_break) break;
    }
    pieces.push_back({space, text.substr(at, end - at)});
    space = false;
    at = end;
  }
  return pieces;
}

}  // namespace

std::string printable(std::string_view text, bool ascii) {
  std::string out;
  out.reserve(text.size());
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_character(text, at);
    if (is_white_space(c)) {
      space = true;
      continue;
    }
    if (space && !out.empty()) out += ' ';
    space = false;
    const bool joiner = c == k_zero_width_joiner || c == k_zero_width_non_joiner;
    if (c == k_not_utf8) {
      out += fmt::format("\\x{{{:02x}}}", static_cast<unsigned char>(text[begin]));
    } else if (is_invisible(c) && !joiner) {
      out += escaped(c);
    } else if (ascii && c > 0x7F) {
      out += plain_text(c);
    } else {
      out.append(text.substr(begin, at - begin));
    }
  }
  return out;
}

std::string isolated(std::string text) {
  for (std::size_t at = 0; at < text.size();) {
    if (!is_right_to_left(next_character(text, at))) continue;
    return std::string(k_isolate_begin) + text + std::string(k_isolate_end);
  }
  return text;
}

std::string without_isolates(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    if (text.starts_with(k_isolate_begin) || text.starts_with(k_isolate_end)) {
      text.remove_prefix(k_isolate_begin.size());
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

std::string ascii_only(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_character(text, at);
    if (c <= 0x7F) {
      out += text[begin];
    } else {
      out += plain_text(c);
    }
  }
  return out;
}

int display_width(std::string_view text) {
  int width = 0;
  for (std::size_t at = 0; at < text.size();) width += width_of(next_character(text, at));
  return width;
}

std::vector<std::string> wrap(std::string_view text, int width, int hang) {
  std::vector<std::string> lines(1);
  int used = 0;
  int room = width;
  const auto next_line = [&] {
    lines.emplace_back();
    used = 0;
    room = width - hang;
  };
  for (const auto& piece : pieces_of(text)) {
    std::string_view rest = piece.text;
    const int gap = piece.space_before && used > 0 ? 1 : 0;
    if (used > 0 && used + gap + display_width(rest) > room) {
      next_line();
    } else if (gap == 1) {
      lines.back() += ' ';
      ++used;
    }
    while (display_width(rest) > room) {
      const std::size_t cut = prefix_of_width(rest, room);
      lines.back() += rest.substr(0, cut);
      rest.remove_prefix(cut);
      next_line();
    }
    lines.back() += rest;
    used += display_width(rest);
  }
  return lines;
}

int longest_piece(std::string_view text) {
  int longest = 0;
  for (const auto& piece : pieces_of(text)) longest = std::max(longest, display_width(piece.text));
  return longest;
}

std::string shorten(std::string_view text, int width, bool ascii) {
  if (display_width(text) <= width) return std::string(text);
  const std::string_view mark = ascii ? "..." : "…";
  std::string cut(text.substr(0, prefix_of_width(text, width - display_width(mark))));
  while (!cut.empty() && cut.back() == ' ') cut.pop_back();
  return cut.append(mark);
}

std::string pad_right(std::string_view text, int width) {
  const int missing = std::max(0, width - display_width(text));
  return std::string(text).append(static_cast<std::size_t>(missing), ' ');
}

std::string pad_left(std::string_view text, int width) {
  const int missing = std::max(0, width - display_width(text));
  return std::string(static_cast<std::size_t>(missing), ' ').append(text);
}

std::string number_text(double value) {
  if (value == 0) return "0";
  const double size = std::fabs(value);
  // Six digits, but never an exponent while the whole part can be read.
  if (size >= 1e5 && size < 1e15) return fmt::format("{:.0f}", value);
  return fmt::format("{:.6g}", value);
}

std::string percent_up(double share) { return number_text(std::ceil(share * 1e4) / 100); }

std::string join_and(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    if (k > 0) text += k + 1 == parts.size() ? " and " : ", ";
    text += parts[k];
  }
  return text;
}

std::string count_text(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string rest_text(std::string_view left_out, std::string_view how) {
  return fmt::format("... and {} more ({})", left_out, how);
}

std::string_view without_indent(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

}  // namespace entente::report
