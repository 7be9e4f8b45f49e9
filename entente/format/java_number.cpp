#include "entente/format/java_number.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace entente::format {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view k_blanks = " \t\r\n";
  const auto first = text.find_first_not_of(k_blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(k_blanks) + 1 - first);
}

std::string_view without_sign(std::string_view text) {
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) text.remove_prefix(1);
  return text;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "digits[.digits][e[+-]digits]" with at least one digit before the exponent.
bool is_decimal(std::string_view text) {
  const auto e = text.find_first_of("eE");
  if (e != std::string_view::npos) {
    const auto exponent = without_sign(text.substr(e + 1));
    if (exponent.empty() || !all_digits(exponent)) return false;
    text = text.substr(0, e);
  }
  const auto point = text.find('.');
  if (point == std::string_view::npos) return !text.empty() && all_digits(text);
  return text.size() > 1 && all_digits(text.substr(0, point)) && all_digits(text.substr(point + 1));
}

/// Is this decimal number, which a double cannot hold, too small rather than too large? Then its
/// nearest double is 0.
bool vanishes(std::string_view text) {
  constexpr std::int64_t k_far = 1'000'000'000'000;
  std::int64_t exponent = 0;
  if (const auto e = text.find_first_of("eE"); e != std::string_view::npos) {
    auto digits = text.substr(e + 1);
    const bool negative = digits.starts_with('-');
    digits = without_sign(digits);
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
    if (parsed.ec != std::errc() || exponent > k_far) exponent = k_far;
    if (negative) exponent = -exponent;
    text = text.substr(0, e);
  }
  const auto point = std::min(text.find('.'), text.size());
  const auto first = std::min(text.find_first_of("123456789"), text.size());
  // 10^(places - 1) <= the number before its exponent, up to one place.
  const auto places = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
  return places + exponent < 0;
}

Rational exact(double value) {
  constexpr int k_mantissa_bits = 53;
  int exponent = 0;
  const double fraction = std::frexp(value, &exponent);
  const Integer mantissa(static_cast<std::int64_t>(std::ldexp(fraction, k_mantissa_bits)));
  exponent -= k_mantissa_bits;
  if (exponent >= 0) return Rational(mantissa << static_cast<unsigned>(exponent));
  return Rational(mantissa, Integer(1) << static_cast<unsigned>(-exponent));
}

}  // namespace

std::optional<std::int32_t> parse_java_int(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Rational> parse_java_double(std::string_view text) {
  text = trimmed(text);
  if (!text.empty() && std::string_view("fFdD").find(text.back()) != std::string_view::npos) {
    text.remove_suffix(1);
  }
  const bool negative = text.starts_with('-');
  text = without_sign(text);
  if (!is_decimal(text)) return std::nullopt;
  auto value = parse_decimal(text);
  if (!value) {
    double nearest = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), nearest);
    if (error == std::errc::result_out_of_range) {
      if (!vanishes(text)) return std::nullopt;
      nearest = 0;
    }
    value = exact(nearest);
  }
  return negative ? Rational(-*value) : *value;
}

}  // namespace entente::format
