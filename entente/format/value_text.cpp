#include "entente/format/value_text.hpp"

#include "entente/format/decimal_text.hpp"

namespace entente::format {

std::string value_text(const Value& value, const Rational& unit, Rational& error) {
  const auto number = [&](const Rational& n) { return nearest_decimal_text(n * unit, error); };
  switch (value.kind) {
    case Value::Kind::exact:
      return number(value.a);
    case Value::Kind::normal:
      return number(value.a) + "\xC2\xB1" + number(value.b);
    case Value::Kind::uniform:
      return number(value.a) + ".." + number(value.b);
    case Value::Kind::triangular:
      return number(value.a) + ".." + number(value.b) + ".." + number(value.c);
  }
  return {};
}

void shift(Value& value, const Rational& by) {
  value.a += by;
  if (value.kind == Value::Kind::uniform || value.kind == Value::Kind::triangular) value.b += by;
  if (value.kind == Value::Kind::triangular) value.c += by;
}

void append_numbers(const Value& value, std::vector<Rational>& numbers) {
  numbers.push_back(value.a);
  if (value.kind != Value::Kind::exact) numbers.push_back(value.b);
  if (value.kind == Value::Kind::triangular) numbers.push_back(value.c);
}

}  // namespace entente::format
