#include "entente/model/discounting.hpp"

#include <gtest/gtest.h>

#include "entente/model/outcome.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/rounds.hpp"

namespace entente {
namespace {

TEST(Discounting, FactorsArePowersOfTheShareOfTime) {
  Preferences p;
  EXPECT_EQ(time_factor(p, 0.5), 1) << "no discount factor is stated";
  p.time_discount = Rational(1, 4);
  EXPECT_EQ(time_factor(p, 0), 1);
  EXPECT_EQ(time_factor(p, 0.5), Rational(1, 2));
  EXPECT_EQ(time_factor(p, 1), Rational(1, 4));
  p.time_discount = Rational(1);
  EXPECT_EQ(time_factor(p, 0.3), 1);
}

TEST(Discounting, EveryOutcomeIsWorthLessByTheFactor) {
  test::RandomScenarioOptions options;
  options.min_parties = 2;
  options.aggregates = true;
  options.caps = true;
  options.imported = true;
  for (std::uint64_t seed = 0; seed < test::rounds(200); ++seed) {
    SCOPED_TRACE(seed);
    const Scenario before = test::random_scenario(seed, options);
    Scenario after = before;
    after.preferences[0].time_discount = Rational(1, 16);
    discount(after, 0.5);
    EXPECT_FALSE(after.preferences[0].time_discount) << "it would count twice";
    EXPECT_EQ(no_deal_utility(after, PartyId(0)), no_deal_utility(before, PartyId(0)) / 4);
    EXPECT_EQ(no_deal_utility(after, PartyId(1)), no_deal_utility(before, PartyId(1)));
    test::for_each_outcome(before, [&](const Outcome& outcome) {
      EXPECT_EQ(utility(after, PartyId(0), outcome), utility(before, PartyId(0), outcome) / 4);
      EXPECT_EQ(utility(after, PartyId(1), outcome), utility(before, PartyId(1), outcome));
    });
  }
}

}  // namespace
}  // namespace entente
