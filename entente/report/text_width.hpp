#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente::report {

/// Text from a file made safe to print on one line: control characters (with them every terminal
/// code), invisible format and direction characters and broken UTF-8 appear as \u{...}; runs of
/// white space become one space. With `ascii`, everything beyond ASCII is replaced: dashes and
/// quotes by their plain look-alikes, other characters by \u{...}. O(length).
[[nodiscard]] std::string printable(std::string_view text, bool ascii = false);

/// Printable text with everything beyond ASCII replaced as `printable` does; line breaks and spaces
/// stay. O(length).
[[nodiscard]] std::string ascii_only(std::string_view text);

/// Printable text that holds characters of a script which runs from right to left, between U+2068
/// (first strong isolate) and U+2069 (pop directional isolate), so that it does not turn around
/// what stands beside it; other text as it is. `printable` lets no such character through, so that
/// all of them are ours. O(length).
[[nodiscard]] std::string isolated(std::string text);

/// Without the isolates again: for terminals and tables for programs, which want plain text.
/// O(length).
[[nodiscard]] std::string without_isolates(std::string_view text);

inline constexpr std::string_view k_isolate_begin = "\u2068";
inline constexpr std::string_view k_isolate_end = "\u2069";

/// Columns that printable text takes in a terminal: wide East Asian characters and emoji count 2,
/// combining marks 0.
[[nodiscard]] int display_width(std::string_view text);

/// Breaks printable text into lines of at most `width` columns, `hang` fewer after the first
/// (width - hang >= 2): at spaces, after hyphens and slashes, and inside a word only when it alone
/// is too long. Never empty.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, int width, int hang = 0);

/// The widest piece that `wrap` would break only by force.
[[nodiscard]] int longest_piece(std::string_view text);

/// The text cut to at most `width` columns (width >= 3), an ellipsis marking the cut.
[[nodiscard]] std::string shorten(std::string_view text, int width, bool ascii);

/// Spaces appended (or prepended) up to `width` columns.
[[nodiscard]] std::string pad_right(std::string_view text, int width);
[[nodiscard]] std::string pad_left(std::string_view text, int width);

/// A number for people: whole numbers in full, others with up to six significant digits.
[[nodiscard]] std::string number_text(double value);

/// A share in percent, rounded up to two digits after the point.
[[nodiscard]] std::string percent_up(double share);

/// "A", "A and B", "A, B and C".
[[nodiscard]] std::string join_and(const std::vector<std::string>& parts);

/// With a capital where the first letter is a small one of ASCII.
[[nodiscard]] std::string capital(std::string text);

/// "1 point", "3 points".
[[nodiscard]] std::string count_text(std::size_t count, std::string_view one,
                                     std::string_view many);

/// "... and 30 tables more (all of them with --json)": what a list leaves out, and how to get it.
[[nodiscard]] std::string rest_text(std::string_view left_out,
                                    std::string_view how = "all of them with --json");

/// Without the spaces before it, which move a cell right in a terminal.
[[nodiscard]] std::string_view without_indent(std::string_view text);

}  // namespace entente::report
