#include "entente/format/table_value.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

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

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// Signs and blanks as typesetters write them, in the spelling that parse_value knows.
std::string plain_signs(std::string_view text) {
  std::string plain(text);
  replace_all(plain, "\xE2\x88\x92", "-");   // minus sign
  replace_all(plain, "\xE2\x80\xA6", "..");  // ellipsis
  replace_all(plain, "\xC2\xA0", " ");       // no-break space
  replace_all(plain, "\xE2\x80\xAF", " ");   // narrow no-break space
  replace_all(plain, "+/-", "\xC2\xB1");
  replace_all(plain, "+-", "\xC2\xB1");
  return std::string(trimmed(plain));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

enum class Trouble { none, blank, two_signs, repeated_sign };

/// A number as it is written, without its minus sign and exponent.
struct NumberText {
  std::string whole;  ///< blanks between groups of three removed
  char sign = 0;      ///< comma, point, or 0 for none
  std::string decimals;
  bool doubtful = false;  ///< the sign may part thousands
  Trouble trouble = Trouble::none;
};

/// Takes a value's text apart into numbers and what stands between them.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] bool at_number() const { return digit(0) || sign_at(0); }

  /// The characters up to the next number or, at least one, to the next such place.
  std::string_view between() {
    const std::size_t begin = at_;
    while (!at_end() && !at_number()) at_ += is_range(at_) ? 2 : 1;
    return text_.substr(begin, at_ - begin);
  }

  NumberText number() {
    NumberText out;
    out.whole = digits();
    const bool grouped = groups(out);
    if (sign_at(0)) {
      out.sign = text_[at_++];
      out.decimals = digits();
    }
    if (sign_at(0) && out.trouble == Trouble::none) {
      const bool same = out.sign == text_[at_];
      out.trouble = same ? Trouble::repeated_sign : Trouble::two_signs;
    }
    if (!at_end() && text_[at_] == ' ' && digit(1)) out.trouble = Trouble::blank;
    const bool exponent = !at_end() && (text_[at_] == 'e' || text_[at_] == 'E');
    out.doubtful = out.sign != 0 && !grouped && !exponent && out.decimals.size() == 3 &&
                   !out.whole.empty() && out.whole.size() <= 3 && out.whole.front() != '0';
    return out;
  }

 private:
  [[nodiscard]] bool digit(std::size_t ahead) const {
    return at_ + ahead < text_.size() && is_digit(text_[at_ + ahead]);
  }
  [[nodiscard]] bool is_range(std::size_t at) const { return text_.substr(at, 2) == ".."; }
  [[nodiscard]] bool sign_at(std::size_t ahead) const {
    const std::size_t at = at_ + ahead;
    return at < text_.size() && (text_[at] == ',' || text_[at] == '.') && digit(ahead + 1);
  }

  std::string digits() {
    const std::size_t begin = at_;
    while (digit(0)) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  /// Groups of three behind the first digits; are there any?
  bool groups(NumberText& out) {
    const bool may = !out.whole.empty() && out.whole.size() <= 3 && out.whole.front() != '0';
    bool any = false;
    while (may && !at_end() && text_[at_] == ' ' && digit(1) && digit(2) && digit(3) && !digit(4)) {
      ++at_;
      out.whole += digits();
      any = true;
    }
    return any;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// Can the reader be sure that the doubtful sign is a decimal one?
bool is_surely_decimal(char sign, const NumberStyle& style) {
  if (sign == ',') return style.semicolons && style.decimal_commas && !style.decimal_points;
  return !style.decimal_commas && (!style.semicolons || style.decimal_points);
}

std::optional<tl::unexpected<ValueFault>> refuse(std::string_view text, const NumberText& number,
                                                 const NumberStyle& style) {
  constexpr const char* thousands = "write no separators between thousands: 1234.5";
  switch (number.trouble) {
    case Trouble::blank:
      return fault(
          text, "has a blank within a number",
          "blanks may only part groups of three digits: 12 000; write one value in a cell");
    case Trouble::two_signs:
      return fault(text, "has both commas and points", thousands);
    case Trouble::repeated_sign:
      return fault(text, "has several commas or points in a number", thousands);
    case Trouble::none:
      break;
  }
  if (!number.doubtful || is_surely_decimal(number.sign, style)) return std::nullopt;
  // A fourth decimal place ends the doubt in any table.
  return fault(text, "may be a decimal number or have its thousands parted",
               fmt::format("write {0}{2} or {0}{1}{2}0, whichever is meant", number.whole,
                           number.sign, number.decimals));
}

/// The value in the spelling that parse_value knows.
tl::expected<std::string, ValueFault> respell(std::string_view text, const NumberStyle& style) {
  const std::string plain = plain_signs(text);
  Scanner scanner(plain);
  std::string spelt;
  while (!scanner.at_end()) {
    const std::string_view between = scanner.between();
    const std::string_view sign = trimmed(between);
    // A blank behind a minus sign is no part of the number.
    spelt += sign.ends_with('-') || sign.ends_with('+') ? sign : between;
    if (scanner.at_end()) break;
    const NumberText number = scanner.number();
    if (auto refused = refuse(text, number, style)) return *refused;
    spelt += number.whole;
    if (number.sign != 0) spelt += '.' + number.decimals;
  }
  return spelt;
}

tl::expected<Value, ValueFault> three_numbers(std::string_view text, std::string_view spelt,
                                              std::size_t first, std::size_t second) {
  const auto low = parse_decimal(trimmed(spelt.substr(0, first)));
  const auto mode = parse_decimal(trimmed(spelt.substr(first + 2, second - first - 2)));
  const auto high = parse_decimal(trimmed(spelt.substr(second + 2)));
  if (!low || !mode || !high) return fault(text, "is not three numbers", std::string(k_forms));
  if (*low > *mode || *mode > *high) {
    return fault(text, "does not rise", "write the least, the most likely and the most");
  }
  return Value{Value::Kind::triangular, *low, *mode, *high};
}

}  // namespace

void note_decimal_signs(std::string_view text, NumberStyle& style) {
  const std::string plain = plain_signs(text);
  Scanner scanner(plain);
  while (!scanner.at_end()) {
    (void)scanner.between();
    if (scanner.at_end()) return;
    const NumberText number = scanner.number();
    if (number.doubtful || number.trouble != Trouble::none) continue;
    style.decimal_commas = style.decimal_commas || number.sign == ',';
    style.decimal_points = style.decimal_points || number.sign == '.';
  }
}

tl::expected<Value, ValueFault> parse_table_value(std::string_view text, const NumberStyle& style) {
  const auto spelt = respell(text, style);
  if (!spelt) return tl::unexpected(spelt.error());
  if (const auto first = spelt->find(".."); first != std::string::npos) {
    const auto second = spelt->find("..", first + 2);
    if (second != std::string::npos) return three_numbers(text, *spelt, first, second);
  }
  auto value = parse_value(*spelt);
  if (value) return value;
  if (spelt->ends_with('%')) return fault(text, "is a percentage", "write 0.35 or 35");
  return fault(text, "is not a value", std::string(k_forms));
}

}  // namespace entente::format
