#include "entente/format/decimal_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace entente::format {
namespace {

// What parse_decimal takes.
constexpr int k_most_digits = 60;
constexpr int k_most_exponent = 60;
constexpr int k_significant_digits = 17;

Integer power_of_ten(int exponent) {
  return boost::multiprecision::pow(Integer(10), static_cast<unsigned>(exponent));
}

Rational scaled_by_ten(const Rational& value, int exponent) {
  return exponent >= 0 ? Rational(value * Rational(power_of_ten(exponent)))
                       : Rational(value / Rational(power_of_ten(-exponent)));
}

/// Takes the factors 2 and 5 out of a positive number; returns how many places a decimal fraction
/// needs for them.
int take_out_tens(Integer& number) {
  int twos = 0;
  int fives = 0;
  while (number % 2 == 0) {
    number /= 2;
    ++twos;
  }
  while (number % 5 == 0) {
    number /= 5;
    ++fives;
  }
  return std::max(twos, fives);
}

/// digits * 10^-places, written out: "12.5", ".05" or "0.05".
std::string with_point(std::string digits, int places, bool leading_zero) {
  if (places == 0) return digits;
  const auto count = static_cast<std::size_t>(places);
  if (digits.size() < count) digits.insert(0, count - digits.size(), '0');
  digits.insert(digits.size() - count, ".");
  return leading_zero && digits.front() == '.' ? '0' + digits : digits;
}

/// A positive number, digits * 10^exponent, where `digits` does not end in 0.
std::optional<std::string> unsigned_text(const std::string& digits, int exponent) {
  const int length = static_cast<int>(digits.size());
  if (length > k_most_digits) return std::nullopt;
  if (exponent >= 0) {
    if (length + exponent <= k_most_digits / 2) {
      return digits + std::string(static_cast<std::size_t>(exponent), '0');
    }
    const int zeros = std::max(0, exponent - k_most_exponent);
    if (length + zeros > k_most_digits) return std::nullopt;
    return digits + std::string(static_cast<std::size_t>(zeros), '0') + 'e' +
           std::to_string(exponent - zeros);
  }
  const int places = -exponent;
  if (std::max(length, places) < k_most_digits) return with_point(digits, places, true);
  const int kept = std::max(0, places - k_most_exponent);
  if (std::max(length, kept) > k_most_digits) return std::nullopt;
  return with_point(digits, kept, false) + "e-" + std::to_string(places - kept);
}

/// The power of ten of the first digit: 10^p <= |value| < 10^(p + 1), for values other than 0.
int magnitude(const Rational& value) {
  const auto digits = [](const Integer& number) {
    return static_cast<int>(Integer(abs(number)).str().size());
  };
  int p = digits(numerator_of(value)) - digits(denominator_of(value));
  if (abs(value) < scaled_by_ten(1, p)) --p;
  return p;
}

}  // namespace

std::optional<std::string> decimal_text(const Rational& value) {
  if (value == 0) return "0";
  Integer rest = denominator_of(value);
  int exponent = -take_out_tens(rest);
  if (rest != 1) return std::nullopt;
  std::string digits = Integer(abs(numerator_of(scaled_by_ten(value, -exponent)))).str();
  const auto end = digits.find_last_not_of('0') + 1;
  exponent += static_cast<int>(digits.size() - end);
  digits.resize(end);
  auto text = unsigned_text(digits, exponent);
  if (text && value < 0) text->insert(0, "-");
  return text;
}

Rational rounded(const Rational& value, int places) {
  const Rational shifted = scaled_by_ten(abs(value), places) + Rational(1, 2);
  const Rational whole = scaled_by_ten(numerator_of(shifted) / denominator_of(shifted), -places);
  return value < 0 ? Rational(-whole) : whole;
}

std::string nearest_decimal_text(const Rational& value, Rational& error) {
  if (const auto exact = decimal_text(value)) return *exact;
  const Rational nearest = rounded(value, k_significant_digits - 1 - magnitude(value));
  if (auto text = decimal_text(nearest)) {
    error = std::max<Rational>(error, abs(value - nearest));
    return *text;
  }
  error = std::max<Rational>(error, abs(value));  // too close to 0 to be written
  return "0";
}

Integer decimal_multiplier(std::span<const Rational> values) {
  Integer multiplier = 1;
  for (const auto& value : values) {
    Integer rest = denominator_of(value);
    if (multiplier % rest == 0) continue;
    take_out_tens(rest);
    multiplier = lcm(multiplier, rest);
  }
  return multiplier;
}

Rational decimal_divisor(const Rational& value) {
  const int p = magnitude(value);
  for (const int step : std::array{1, 2, 4, 5, 8}) {
    const Rational candidate = scaled_by_ten(step, p);
    if (candidate >= value) return candidate;
  }
  return scaled_by_ten(1, p + 1);
}

}  // namespace entente::format
