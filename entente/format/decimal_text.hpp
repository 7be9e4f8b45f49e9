#pragma once

#include <optional>
#include <span>
#include <string>

#include "entente/base/rational.hpp"

namespace entente::format {

/// The number as the shortest text that parse_decimal reads back as the same number: digits, a
/// point where one is needed, an exponent where the digits would be too many. Nothing for fractions
/// that no decimal number equals, and for numbers beyond what parse_decimal reads.
[[nodiscard]] std::optional<std::string> decimal_text(const Rational& value);

/// The nearest decimal number with at most `places` places (half away from zero).
[[nodiscard]] Rational rounded(const Rational& value, int places);

/// decimal_text, or else of the nearest number with 17 significant digits; `error` grows to the
/// distance where that is greater.
[[nodiscard]] std::string nearest_decimal_text(const Rational& value, Rational& error);

/// The least whole number by which all the numbers must be multiplied to become decimals.
[[nodiscard]] Integer decimal_multiplier(std::span<const Rational> values);

/// The least of the numbers 1, 2, 4, 5 and 8, times powers of ten, that is at least `value`, which
/// is above 0. A decimal number divided by it is a decimal number.
[[nodiscard]] Rational decimal_divisor(const Rational& value);

}  // namespace entente::format
