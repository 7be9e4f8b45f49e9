#include "entente/base/rational.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace entente {
namespace {

constexpr int k_max_digits = 60;
constexpr int k_max_exponent = 60;
constexpr int k_max_text_places = 30;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

Integer power_of_ten(int exponent) {
  return boost::multiprecision::pow(Integer(10), static_cast<unsigned>(exponent));
}

/// Reads "[+-]digits" after an 'e'; the whole of `text` must be used.
std::optional<int> parse_exponent(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
    if (value > k_max_exponent) return std::nullopt;
  }
  return negative ? -value : value;
}

}  // namespace

std::optional<Rational> parse_decimal(std::string_view text) {
  const bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  int exponent = 0;
  if (const auto e = text.find_first_of("eE"); e != std::string_view::npos) {
    const auto parsed = parse_exponent(text.substr(e + 1));
    if (!parsed) return std::nullopt;
    exponent = *parsed;
    text = text.substr(0, e);
  }
  Integer digits = 0;
  int count = 0;
  bool point = false;
  for (const char c : text) {
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (!is_digit(c) || ++count > k_max_digits) return std::nullopt;
    digits = digits * 10 + (c - '0');
    if (point) --exponent;
  }
  if (count == 0) return std::nullopt;
  if (negative) digits = -digits;
  if (exponent >= 0) return Rational(digits * power_of_ten(exponent));
  return Rational(digits, power_of_ten(-exponent));
}

Integer numerator_of(const Rational& value) { return boost::multiprecision::numerator(value); }
Integer denominator_of(const Rational& value) { return boost::multiprecision::denominator(value); }

double to_double(const Rational& value) {
  const Integer num = numerator_of(value);
  const Integer den = denominator_of(value);
  const Integer exact_limit = Integer(1) << 53;
  if (abs(num) <= exact_limit && den <= exact_limit) {
    return num.convert_to<double>() / den.convert_to<double>();
  }
  // 2^exponent <= |value| < 2^(exponent + 1), and the last bit of the nearest double is worth
  // 2^unit: 52 places below the first, but never below the least subnormal.
  Integer top = abs(num);
  Integer bottom = den;
  int exponent = static_cast<int>(msb(top)) - static_cast<int>(msb(bottom));
  if (exponent >= 0 ? top < (bottom << static_cast<unsigned>(exponent))
                    : (top << static_cast<unsigned>(-exponent)) < bottom) {
    --exponent;
  }
  const int unit = std::max(exponent - 52, -1074);
  (unit < 0 ? top : bottom) <<= static_cast<unsigned>(std::abs(unit));
  Integer quotient = top / bottom;
  const Integer twice_rest = 2 * (top - quotient * bottom);
  if (twice_rest > bottom || (twice_rest == bottom && bit_test(quotient, 0))) ++quotient;
  const double magnitude = std::ldexp(quotient.convert_to<double>(), unit);
  return num < 0 ? -magnitude : magnitude;
}

std::string to_text(const Rational& value) {
  Integer den = denominator_of(value);
  int places = 0;
  Integer scale = 1;
  while (scale % den != 0 && places < k_max_text_places) {
    scale *= 10;
    ++places;
  }
  if (scale % den != 0) return numerator_of(value).str() + "/" + den.str();
  const Integer scaled = abs(numerator_of(value)) * (scale / den);
  std::string digits = scaled.str();
  if (static_cast<int>(digits.size()) <= places) {
    digits.insert(0, static_cast<std::size_t>(places) + 1 - digits.size(), '0');
  }
  if (places > 0) digits.insert(digits.size() - static_cast<std::size_t>(places), ".");
  return value < 0 ? "-" + digits : digits;
}

std::string to_fraction_text(const Rational& value) {
  const Integer den = denominator_of(value);
  const std::string whole = numerator_of(value).str();
  return den == 1 ? whole : whole + '/' + den.str();
}

}  // namespace entente
