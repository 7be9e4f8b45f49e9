#include "entente/format/table_value.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::string_view k_forms =
    "write a number, 12±4 (mean and standard deviation), 8..14 (from, to) or 2..5..9 (least, most "
    "likely, most)";

tl::unexpected<ValueFault> fault(std::string_view text, std::string why, std::string hint) {
  return tl::unexpected<ValueFault>(
      ValueFault{fmt::format("{} {}", in_quotes(text), why), std::move(hint)});
}

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) {
    text.replace(at, what.size(), by);
  }
}

/// Signs as typesetters write them, and blanks, in the spelling that parse_value knows.
std::string plain_signs(std::string_view text) {
  std::string plain(text);
  replace_all(plain, "\xE2\x88\x92", "-");   // minus sign
  replace_all(plain, "\xE2\x80\xA6", "..");  // ellipsis
  replace_all(plain, "+/-", "\xC2\xB1");
  replace_all(plain, "+-", "\xC2\xB1");
  std::erase(plain, ' ');
  return plain;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Could this comma part thousands: "1,234", but not "0,234" or "12,5"?
bool may_part_thousands(std::string_view text, std::size_t comma) {
  std::size_t before = 0;
  while (before < comma && is_digit(text[comma - before - 1])) ++before;
  std::size_t after = 0;
  while (comma + after + 1 < text.size() && is_digit(text[comma + after + 1])) ++after;
  return before >= 1 && before <= 3 && text[comma - before] != '0' && after == 3;
}

}  // namespace

tl::expected<Value, ValueFault> parse_table_value(std::string_view text, bool decimal_commas) {
  std::string plain = plain_signs(text);
  const bool points = std::find_if(plain.begin(), plain.end(), is_digit) != plain.end() &&
                      plain.find('.') != std::string::npos && plain.find("..") == std::string::npos;
  for (std::size_t at = plain.find(','); at != std::string::npos; at = plain.find(',', at)) {
    if (points || plain.find(',', at + 1) == at + 1) {
      return fault(text, "has both commas and points",
                   "write no separators between thousands: 1234.5");
    }
    if (!decimal_commas && may_part_thousands(plain, at)) {
      return fault(text, "may be a decimal number or have its thousands parted",
                   "write 1234 or 1.234, whichever is meant");
    }
    plain[at] = '.';
  }
  if (const auto first = plain.find(".."); first != std::string::npos) {
    const auto second = plain.find("..", first + 2);
    if (second != std::string::npos) {
      const auto low = parse_decimal(std::string_view(plain).substr(0, first));
      const auto mode =
          parse_decimal(std::string_view(plain).substr(first + 2, second - first - 2));
      const auto high = parse_decimal(std::string_view(plain).substr(second + 2));
      if (!low || !mode || !high) return fault(text, "is not three numbers", std::string(k_forms));
      if (*low > *mode || *mode > *high) {
        return fault(text, "does not rise", "write the least, the most likely and the most");
      }
      return Value{Value::Kind::triangular, *low, *mode, *high};
    }
  }
  auto value = parse_value(plain);
  if (value) return value;
  if (plain.ends_with('%')) return fault(text, "is a percentage", "write 0.35 or 35");
  return fault(text, "is not a value", std::string(k_forms));
}

}  // namespace entente::format
