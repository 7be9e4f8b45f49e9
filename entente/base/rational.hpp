#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/multiprecision/cpp_int.hpp>

namespace entente {

/// Whole numbers and fractions of any size. Expression templates are off so that `auto` is safe.
using Integer = boost::multiprecision::number<boost::multiprecision::cpp_int_backend<>,
                                              boost::multiprecision::et_off>;
using Rational = boost::multiprecision::number<
    boost::multiprecision::rational_adaptor<boost::multiprecision::cpp_int_backend<>>,
    boost::multiprecision::et_off>;

/// Reads a decimal number exactly: optional sign, digits with an optional point, optional
/// exponent ("-12", "0.35", ".5", "1e-3"). Nothing else may stand around it. Returns nothing when
/// the text is not such a number, has more than 60 digits, or an exponent beyond +-60.
[[nodiscard]] std::optional<Rational> parse_decimal(std::string_view text);

/// The nearest double (round to nearest, ties to even), so that 209/10 prints as 20.9.
[[nodiscard]] double to_double(const Rational& value);

/// Exact text: a decimal where one exists with at most 30 places, else "numerator/denominator".
[[nodiscard]] std::string to_text(const Rational& value);

/// Exact text in lowest terms: a whole number, else "numerator/denominator".
[[nodiscard]] std::string to_fraction_text(const Rational& value);

[[nodiscard]] Integer numerator_of(const Rational& value);
[[nodiscard]] Integer denominator_of(const Rational& value);

}  // namespace entente
