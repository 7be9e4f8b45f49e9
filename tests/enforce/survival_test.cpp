#include "entente/enforce/survival.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "entente/base/rational.hpp"
#include "tests/support/rounds.hpp"

namespace entente::enforce {
namespace {

using Odds = std::vector<BreachOdds<double>>;

/// Period by period: the probability of no alarm so far, discounted, less what is the same with all
/// kept.
double by_periods(const Odds& broken, double quiet, double discount) {
  double sum = 0;
  double kept_sum = 0;
  double left = 1;
  for (const auto& b : broken) {
    if (b.lag == 0) left *= (1 - b.detection) / (1 - b.false_alarm);
  }
  double kept = 1;
  double weight = 1;
  for (int t = 0; weight > 1e-17; ++t, weight *= discount) {
    sum += weight * left;
    kept_sum += weight * kept;
    kept *= quiet;
    double alarm_free = quiet;  // at the end of period t
    for (const auto& b : broken) {
      if (t + 1 >= b.lag) alarm_free *= (1 - b.detection) / (1 - b.false_alarm);
    }
    left *= alarm_free;
  }
  return sum / kept_sum;
}

Odds random_odds(RandomStream& random) {
  Odds odds(random.below(5));
  for (auto& b : odds) {
    b.false_alarm = static_cast<double>(random.below(20)) / 100;
    b.detection = b.false_alarm + static_cast<double>(random.below(81)) / 100;
    b.lag = static_cast<int>(random.below(6));
  }
  return odds;
}

TEST(Survival, IsTheDiscountedSumOverPeriods) {
  RandomStream random(3);
  for (std::size_t round = 0; round < test::rounds(2000); ++round) {
    const Odds odds = random_odds(random);
    double quiet = 1 - static_cast<double>(random.below(10)) / 100;
    for (const auto& b : odds) quiet *= 1 - b.false_alarm;
    const double discount = static_cast<double>(random.below(99)) / 100;
    EXPECT_NEAR(survival(odds, quiet, discount), by_periods(odds, quiet, discount), 1e-12);
  }
}

TEST(Survival, CertainDetectionAfterALagLeavesTheLag) {
  for (int lag = 0; lag <= 40; ++lag) {
    EXPECT_NEAR(survival(Odds{{1, 0, lag}}, 1.0, .9), 1 - std::pow(.9, lag), 1e-14);
  }
  EXPECT_NEAR(survival(Odds{{1, 0, 1'000'000}}, 1.0, .999999), 1 - std::exp(-1.0), 1e-6);
}

TEST(Survival, IsExactInFractions) {
  const std::vector<BreachOdds<Rational>> odds = {{Rational(1, 2), Rational(1, 10), 1},
                                                  {Rational(1), Rational(0), 3}};
  const Rational quiet(9, 10);
  const Rational discount(4, 5);
  // S_t: 1, 1/2, 1/4, 0
  const Rational sum = 1 + discount / 2 + discount * discount / 4;
  EXPECT_EQ(survival(odds, quiet, discount), sum * (1 - discount * quiet));
  EXPECT_EQ(survival(std::vector<BreachOdds<Rational>>{}, quiet, discount), 1);
}

TEST(Survival, MoreDetectionAndLessLagNeverHelpTheBreaker) {
  RandomStream random(4);
  for (std::size_t round = 0; round < test::rounds(1000); ++round) {
    Odds odds = random_odds(random);
    if (odds.empty()) continue;
    const double before = survival(odds, .9, .8);
    auto& b = odds[random.below(odds.size())];
    if (random.below(2) == 0) {
      b.detection = std::min(1.0, b.detection + .1);
    } else {
      b.lag = std::max(0, b.lag - 1);
    }
    EXPECT_LE(survival(odds, .9, .8), before + 1e-15);
  }
}

}  // namespace
}  // namespace entente::enforce
