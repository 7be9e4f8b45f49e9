#pragma once

#include <algorithm>
#include <vector>

namespace entente::enforce {

/// How a breach shows. Number is double or Rational.
template <class Number>
struct BreachOdds {
  Number detection = 1;    ///< probability of an alarm in a period of breach, in [0, 1]
  Number false_alarm = 0;  ///< and in a period without, at most that
  int lag = 1;             ///< periods until it is raised
};

/// base^exponent, exponent >= 0. O(log exponent) multiplications.
template <class Number>
[[nodiscard]] Number power(Number base, int exponent) {
  Number result = 1;
  for (; exponent > 0; exponent /= 2) {
    if (exponent % 2 != 0) result *= base;
    if (exponent > 1) base *= base;
  }
  return result;
}

/// What is left of the time before the first alarm, discounted, once these commitments are broken
/// and stay so: 1 where breaches do not show, 0 where they are known at once.
///
/// Let S_t be the probability that no alarm was raised before period t while the breach goes on,
/// and q the discount factor times the probability `quiet` of a period without a false alarm of any
/// commitment. Then this is sum over t of discount^t * S_t, divided by 1 / (1 - q), which is the
/// same sum while all keep the agreement. A breach that is known after `lag` periods multiplies S_t
/// by
/// ((1 - detection) / (1 - false_alarm))^max(0, t - lag + 1); with lag 0, by this ratio once more.
///
/// A party keeps its commitments if and only if gain * survival <= loss * (1 - survival) for every
/// set that it could break: `gain` per period, and `loss` what a suspension takes from a period's
/// utility (all as (1 - discount)-averages). With lag 1 that is Green and Porter's condition
/// (1984); with certain detection after L periods survival is 1 - discount^L.
///
/// 0 <= discount < 1, 0 <= quiet <= 1. O(broken * log(greatest lag)) operations.
template <class Number>
[[nodiscard]] Number survival(std::vector<BreachOdds<Number>> broken, const Number& quiet,
                              const Number& discount) {
  std::sort(broken.begin(), broken.end(),
            [](const auto& a, const auto& b) { return a.lag < b.lag; });
  const Number q = discount * quiet;
  Number left = 1;    // the factor of S_t
  Number shrink = 1;  // by which it shrinks from one period to the next
  Number sum = 0;
  Number weight = 1;  // q^t
  int t = 0;
  for (const auto& b : broken) {
    if (b.lag == 0 && b.false_alarm != 1) left *= (1 - b.detection) / (1 - b.false_alarm);
    const int periods = std::max(b.lag, 1) - 1 - t;
    if (periods > 0) {
      const Number rest = power(Number(q * shrink), periods);
      sum += weight * left * (1 - rest) / (1 - q * shrink);
      weight *= power(q, periods);
      left *= power(shrink, periods);
      t += periods;
    }
    if (b.false_alarm != 1) shrink *= (1 - b.detection) / (1 - b.false_alarm);
  }
  return (1 - q) * (sum + weight * left / (1 - q * shrink));
}

}  // namespace entente::enforce
