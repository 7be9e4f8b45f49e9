#include "entente/enforce/fractions.hpp"

#include <utility>

namespace entente::enforce {
namespace {

Integer floor_of(const Rational& value) {
  const Integer n = numerator_of(value);
  const Integer d = denominator_of(value);
  Integer q = n / d;
  if (q * d > n) --q;
  return q;
}

}  // namespace

std::optional<Rational> simple_fraction(const Rational& value, unsigned bits) {
  // Convergents of the continued fraction. With a denominator below 2^(bits/3), agreement to
  // 2^-(bits - 8) is no chance: chance would need a denominator near 2^(bits/2).
  const Integer most = Integer(1) << (bits / 3);
  const Rational close(1, Integer(1) << (bits - 8));
  Integer n = numerator_of(value);
  Integer d = denominator_of(value);
  std::pair<Integer, Integer> before{0, 1};
  std::pair<Integer, Integer> now{1, 0};
  while (d != 0) {
    Integer whole = n / d;
    if (whole * d > n) --whole;
    before = {whole * now.first + before.first, whole * now.second + before.second};
    std::swap(before, now);
    if (now.second > most) return std::nullopt;
    // How close a convergent is to the value shows in what is left.
    n -= whole * d;
    std::swap(n, d);
    const bool ends = d == 0;
    if (ends || (n / d) > (Integer(1) << (bits / 4))) {
      const Rational guess(now.first, now.second);
      const Rational gap = guess > value ? guess - value : value - guess;
      if (gap <= close) return guess;
    }
  }
  return std::nullopt;
}

Rational simplest_between(const Rational& low, const Rational& high) {
  const Integer whole = floor_of(low);
  if (Rational(whole) == low) return low;
  if (Rational(whole + 1) <= high) return Rational(whole + 1);
  const Rational inner =
      simplest_between(1 / (high - Rational(whole)), 1 / (low - Rational(whole)));
  return Rational(whole) + 1 / inner;
}

}  // namespace entente::enforce
