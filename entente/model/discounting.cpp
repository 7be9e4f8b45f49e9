#include "entente/model/discounting.hpp"

#include <cmath>

namespace entente {
namespace {

void multiply(Value& value, const Rational& factor) {
  value.a *= factor;
  value.b *= factor;
  value.c *= factor;
}

void multiply(Preferences& p, const Rational& factor) {
  for (auto& row : p.values) {
    for (auto& value : row) multiply(value, factor);
  }
  for (auto& term : p.together) multiply(term.add, factor);
  if (p.reservation) multiply(*p.reservation, factor);
  if (p.aggregate) p.aggregate->weight *= factor;
  if (p.cap) *p.cap *= factor;
}

}  // namespace

Rational time_factor(const Preferences& preferences, double time) {
  if (!preferences.time_discount) return 1;
  return Rational(std::pow(to_double(*preferences.time_discount), time));
}

void discount(Scenario& scenario, double time) {
  for (auto& preferences : scenario.preferences) {
    if (!preferences.time_discount) continue;
    multiply(preferences, time_factor(preferences, time));
    preferences.time_discount.reset();
  }
}

}  // namespace entente
