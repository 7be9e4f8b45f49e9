#include "entente/base/rational.hpp"

#include <cmath>
#include <cstdint>

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
  if (text.empty() || text.size() > 3) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (value > k_max_exponent) return std::nullopt;
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
  // Scale the quotient to an integer of at least 66 bits; the sticky last bit keeps a remainder
  // from being mistaken for a tie when the text below is read back to the nearest double.
  const int shift = static_cast<int>(msb(den)) - static_cast<int>(num == 0 ? 0 : msb(abs(num)));
  const int up = shift + 70;
  Integer top = abs(num);
  Integer bottom = den;
  if (up >= 0) {
    top <<= static_cast<unsigned>(up);
  } else {
    bottom <<= static_cast<unsigned>(-up);
  }
  Integer quotient = top / bottom;
  if (quotient * bottom != top) quotient |= 1;
  const auto bits = static_cast<int>(msb(quotient)) + 1;
  const int drop = bits > 64 ? bits - 64 : 0;
  Integer head = quotient >> static_cast<unsigned>(drop);
  if ((head << static_cast<unsigned>(drop)) != quotient) head |= 1;
  const double magnitude =
      std::ldexp(static_cast<double>(head.convert_to<std::uint64_t>()), drop - up);
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

}  // namespace entente
