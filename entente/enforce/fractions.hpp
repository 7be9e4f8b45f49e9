#pragma once

#include <optional>

#include "entente/base/rational.hpp"

namespace entente::enforce {

/// The fraction that a number known to about `bits` binary places most likely is: one whose
/// denominator is far smaller than chance would allow. Nothing where there is none, as for an
/// irrational number. A guess: what is built on it has to be checked.
[[nodiscard]] std::optional<Rational> simple_fraction(const Rational& value, unsigned bits);

/// The fraction with the least denominator in [low, high], 0 <= low <= high. O(digits) divisions.
[[nodiscard]] Rational simplest_between(const Rational& low, const Rational& high);

}  // namespace entente::enforce
