#include "entente/enforce/suspension.hpp"

#include <cmath>
#include <optional>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "tests/support/rounds.hpp"

// Published figures, and a simulation that knows nothing of the closed forms.

namespace entente::enforce {
namespace {

std::optional<std::uint64_t> periods_of(const Stakes& s, double discount) {
  return suspension_periods(required_loss(s, discount), s.keep - s.no_deal, s.false_alarm,
                            discount);
}

struct Row {
  Stakes stakes;
  double discount;
  std::uint64_t periods;
  double value;
};

TEST(Suspension, ShortestLengthsAndTheirValues) {
  const Row rows[] = {
      {{2, 0, 1, .5, .1}, .6, 6, 1.749779},  {{2, 0, 1, .5, .1}, .9, 2, 1.707942},
      {{2, 0, 1, .5, .1}, .99, 2, 1.670830}, {{2, 0, 1, .9, .01}, .9, 1, 1.982161},
      {{3, 1, 2, .7, .1}, .9, 3, 2.607846},  {{3, 1, 2, .3, .1}, .99, 11, 1.982245},
      {{2, 0, 1, .3, .1}, .99, 4, 1.438746}, {{2, 0, 1, .4, .2}, .99, 6, .926486},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.value);
    ASSERT_EQ(periods_of(row.stakes, row.discount), row.periods);
    EXPECT_NEAR(suspension_value(row.stakes, row.discount, row.periods), row.value, 1e-6);
  }
  EXPECT_NEAR(*critical_discount({2, 0, 1, .5, .1}), 10.0 / 17, 1e-15);
  EXPECT_NEAR(greatest_value({2, 0, 1, .5, .1}), 7.0 / 4, 1e-15);
  EXPECT_NEAR(greatest_value({3, 1, 2, .7, .1}), 8.0 / 3, 1e-15);
  EXPECT_NEAR(*critical_discount({2, 0, 1, .4, .2}), 5.0 / 6, 1e-15);
  EXPECT_FALSE(critical_discount({3, 1, 2, .4, .2})) << "f reaches d / (1 + G)";
  EXPECT_FALSE(periods_of({3, 1, 2, .4, .2}, .999));
}

TEST(Suspension, CertainDetectionAndLags) {
  EXPECT_NEAR(*critical_discount({10, 0, 10}), .5, 1e-15);
  const double lags[][2] = {{1, .5}, {2, .70711}, {3, .79370}, {6, .89090}};
  for (const auto& row : lags) {
    EXPECT_NEAR(*critical_discount_with_lag({1, 0, 1}, static_cast<int>(row[0])), row[1], 5e-6);
  }
  EXPECT_NEAR(longest_delay({1, 0, 1}, .1), 6.931, 5e-4);
  EXPECT_NEAR(*critical_discount({1, 0, 1, .25, 0}), 1 / 1.25, 1e-15) << "G / (d + G)";
  EXPECT_FALSE(critical_discount({1, 1, 1}));
  EXPECT_EQ(critical_discount({1, 1, 0}), 0);
  EXPECT_FALSE(critical_discount({1, 2, 0})) << "no deal is better";
}

TEST(Suspension, APackagePoolsSlack) {
  EXPECT_NEAR(*package_discount({1}, {3}), .25, 1e-15);
  EXPECT_FALSE(package_discount({2}, {-1})) << "never alone";
  EXPECT_NEAR(*package_discount({1, 2}, {3, -1}), 3.0 / 5, 1e-15) << "carried by the other";
}

TEST(Suspension, BondsFillTheGap) {
  // D <= d H + discount / (1 - discount) d g, without false alarms.
  const Stakes s{2, 1, 4, .5, 0};
  const double bond = least_bond(s, .6);
  EXPECT_NEAR(.5 * bond + .6 / .4 * .5 * 1, 4, 1e-12);
  EXPECT_EQ(least_bond({9, 1, 1, .5, 0}, .9), 0);
}

TEST(Suspension, BestStandardOfEvidence) {
  const auto best = best_normal_standard(2, {3, 1, 2}, .9);
  ASSERT_TRUE(best);
  EXPECT_NEAR(best->threshold, 3.21375, 5e-6);
  EXPECT_NEAR(best->standard.detection, .11242, 5e-6);
  EXPECT_NEAR(best->standard.false_alarm, .000655, 5e-7);
  EXPECT_NEAR(best->value, 2.98828, 5e-6);
  // A list of points along the same curve has its best one nearby.
  std::vector<Standard> curve;
  for (int k = -400; k <= 600; ++k) {
    const double z = k / 100.0;
    curve.push_back({.5 * std::erfc((z - 2) / std::sqrt(2)), .5 * std::erfc(z / std::sqrt(2))});
  }
  const auto listed = best_standard(curve, {3, 1, 2}, .9);
  ASSERT_TRUE(listed);
  EXPECT_EQ(*listed, 400U + 321U);
  EXPECT_FALSE(best_normal_standard(.1, {3, 1, 2}, .5)) << "evidence too weak";
}

TEST(Suspension, SensorsOfManyPartiesRaiseMoreFalseAlarms) {
  const std::vector<Standard> sensors = {{.5, .1}, {.4, .2}, {.9, 0}};
  for (std::size_t own = 0; own < 3; ++own) {
    const auto odds = collective_standard(sensors, own);
    double quiet = 1;
    for (const auto& s : sensors) quiet *= 1 - s.false_alarm;
    EXPECT_NEAR(odds.false_alarm, 1 - quiet, 1e-15);
    double rest = 1;
    for (std::size_t j = 0; j < 3; ++j) rest *= j == own ? 1 : 1 - sensors[j].false_alarm;
    EXPECT_NEAR(odds.detection,
                odds.false_alarm + (sensors[own].detection - sensors[own].false_alarm) * rest,
                1e-15);
  }
}

/// With as much renegotiation as that, keeping is only just worth it, by the recursion of values.
TEST(Suspension, BearsRenegotiation) {
  RandomStream random(7);
  std::size_t found = 0;
  for (std::size_t round = 0; round < test::rounds(500); ++round) {
    const Stakes s{static_cast<double>(1 + random.below(20)), 0,
                   static_cast<double>(1 + random.below(20)),
                   .3 + static_cast<double>(random.below(70)) / 100,
                   static_cast<double>(random.below(20)) / 100};
    const double discount = static_cast<double>(1 + random.below(98)) / 100;
    const auto most =
        most_renegotiation(required_loss(s, discount), s.keep, s.false_alarm, discount);
    ASSERT_EQ(most.has_value(), periods_of(s, discount).has_value());
    if (!most) continue;
    ++found;
    // Of v_s = (1 - r) delta v_s + r v and v = (1 - delta) c + delta ((1 - f) v + f v_s), n = 0.
    const double ratio = *most / (1 - (1 - *most) * discount);
    const double v = (1 - discount) * s.keep /
                     (1 - discount * (1 - s.false_alarm) - discount * s.false_alarm * ratio);
    const double cheat = (1 - discount) * (s.keep + s.gain) +
                         discount * ((1 - s.detection) * v + s.detection * ratio * v);
    EXPECT_NEAR(cheat, v, 1e-9 * s.keep);
  }
  EXPECT_GE(found, test::rounds(50));
  // Everything seen: discount (1 - r) = G / (1 + G).
  EXPECT_NEAR(*most_renegotiation(required_loss({2, 1, 1, 1, 0}, .8), 1, 0, .8), 1 - .5 / .8,
              1e-12);
}

/// No shorter suspension keeps anybody from cheating, by the recursion of values itself.
TEST(Suspension, IsTheShortestThatWorks) {
  RandomStream random(5);
  std::size_t found = 0;
  for (std::size_t round = 0; round < test::rounds(2000); ++round) {
    Stakes s;
    s.keep = static_cast<double>(1 + random.below(20));
    s.gain = static_cast<double>(1 + random.below(20));
    s.false_alarm = static_cast<double>(random.below(30)) / 100;
    s.detection = s.false_alarm + static_cast<double>(1 + random.below(70)) / 100;
    const double discount = static_cast<double>(1 + random.below(98)) / 100;
    const auto deters = [&](double periods) {
      const double rest = std::pow(discount, periods);
      // v = (1 - delta) c + delta ((1 - f) v + f delta^T v), n = 0
      const double v = (1 - discount) * s.keep /
                       (1 - discount * (1 - s.false_alarm) - discount * s.false_alarm * rest);
      const double cheat = (1 - discount) * (s.keep + s.gain) +
                           discount * ((1 - s.detection) * v + s.detection * rest * v);
      return cheat <= v * (1 + 1e-11);
    };
    const auto periods = periods_of(s, discount);
    if (!periods) {
      EXPECT_FALSE(deters(1e5));
      continue;
    }
    ++found;
    EXPECT_TRUE(deters(static_cast<double>(*periods)));
    if (*periods > 1) {
      EXPECT_FALSE(deters(static_cast<double>(*periods) - 1));
    }
  }
  EXPECT_GT(found, test::rounds(200));
}

/// The agreement is played, many times over.
TEST(Suspension, ValueAgreesWithSimulation) {
  const Stakes s{3, 1, 2, .7, .1};
  const double discount = .9;
  const std::uint64_t length = 3;
  RandomStream random(11);
  const std::size_t runs = test::rounds(20'000);
  double sum = 0;
  double squares = 0;
  for (std::size_t run = 0; run < runs; ++run) {
    double value = 0;
    double weight = 1 - discount;
    std::uint64_t suspended = 0;
    for (int t = 0; t < 250; ++t, weight *= discount) {
      value += weight * (suspended > 0 ? s.no_deal : s.keep);
      if (suspended > 0) {
        --suspended;
      } else if (static_cast<double>(random.below(1'000'000)) < s.false_alarm * 1e6) {
        suspended = length;
      }
    }
    sum += value;
    squares += value * value;
  }
  const double n = static_cast<double>(runs);
  const double error = std::sqrt((squares / n - sum / n * sum / n) / n);
  EXPECT_NEAR(sum / n, suspension_value(s, discount, length), 4 * error);
}

}  // namespace
}  // namespace entente::enforce
