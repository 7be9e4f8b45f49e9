#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "entente/base/rational.hpp"

namespace entente::format {

/// A whole number as Java's Integer.parseInt reads it: optional sign, digits, 32 bits. Blanks
/// around it are allowed.
[[nodiscard]] std::optional<std::int32_t> parse_java_int(std::string_view text);

/// A finite number as Java's Double.parseDouble reads it: optional sign, digits with an optional
/// point, optional exponent, optional type letter (f, F, d, D), blanks around it. The decimal text
/// is taken exactly; only a number too long or too extreme for that (more than 60 digits, exponent
/// beyond +-60) becomes the nearest double first. Nothing for NaN, Infinity, what overflows a
/// double, hexadecimal numbers and everything else.
[[nodiscard]] std::optional<Rational> parse_java_double(std::string_view text);

}  // namespace entente::format
