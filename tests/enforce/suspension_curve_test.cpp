#include "entente/enforce/suspension_curve.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "tests/enforce/random_agreement.hpp"
#include "tests/support/rounds.hpp"

namespace entente::enforce {
namespace {

// The oracle is hold() itself, asked again with every party at the discount factor of the point: it
// goes another way to the shortest suspension (the party's own demand, decided in fractions).
TEST(SuspensionCurve, EveryPointIsWhatHoldSaysOfThatDiscountFactor) {
  std::size_t compared = 0;
  std::size_t none = 0;
  for (std::uint64_t seed = 0; seed < entente::test::rounds(400); ++seed) {
    SCOPED_TRACE(seed);
    const auto [scenario, agreement] = entente::test::random_agreement(seed, {.issues = 4});
    HoldOptions patient;
    patient.discounts.assign(scenario.party_count(), Rational(9, 10));
    const auto held = hold(scenario, agreement, patient);
    ASSERT_TRUE(held);
    const auto curve = suspension_curve(scenario, *held);
    if (!curve) {
      ++none;
      double most = 0;
      bool never = false;
      for (const auto& party : held->parties) {
        never = never || !party.critical_discount;
        most = std::max(most, party.critical_discount.value_or(0));
      }
      EXPECT_TRUE(never || most == 0);
      continue;
    }
    double last = curve->from;
    for (std::size_t k = 0; k < curve->points.size(); k += 7) {
      const auto& point = curve->points[k];
      EXPECT_GT(point.discount, last);
      last = point.discount;
      HoldOptions options;
      options.discounts.assign(scenario.party_count(), Rational(point.discount));
      const auto there = hold(scenario, agreement, options);
      ASSERT_TRUE(there);
      ASSERT_TRUE(there->suspension);
      EXPECT_EQ(*there->suspension, point.periods);
      for (std::size_t j = 0; j < scenario.party_count(); ++j) {
        EXPECT_NEAR(*there->parties[j].value, point.value[j],
                    1e-9 * (1 + std::fabs(point.value[j])));
      }
      ++compared;
    }
    // Below its start it does not hold.
    HoldOptions options;
    options.discounts.assign(scenario.party_count(), Rational(curve->from * (1 - 1e-6)));
    const auto below = hold(scenario, agreement, options);
    ASSERT_TRUE(below);
    EXPECT_EQ(below->holds, false);
  }
  EXPECT_GT(compared, entente::test::rounds(400) / 4);
  EXPECT_GT(none, 0U);
}

}  // namespace
}  // namespace entente::enforce
