#pragma once

#include <string>
#include <vector>

#include "entente/base/rational.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// A value as people write it on one line, multiplied by `unit`: `12`, `12±4`, `8..14`, and
/// `2..5..9` for least, most likely and most. `error` grows to the greatest rounding.
[[nodiscard]] std::string value_text(const Value& value, const Rational& unit, Rational& error);

/// Adds a number to a value, whatever its distribution.
void shift(Value& value, const Rational& by);

/// The numbers that state the value.
void append_numbers(const Value& value, std::vector<Rational>& numbers);

}  // namespace entente::format
