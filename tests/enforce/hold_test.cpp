#include "entente/enforce/hold.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "tests/enforce/random_agreement.hpp"
#include "tests/support/rounds.hpp"

// The oracle plays the agreement period by period, for every set that a party could break.

namespace entente::enforce {
namespace {

using test::RandomAgreement;

struct Played {
  double keep = 0;   ///< average value of keeping
  double cheat = 0;  ///< of breaking the set until it is found out
};

constexpr int k_never = -1;

/// With suspensions of `periods` (a large number: for good). Commitment k of `commitments` is
/// broken from the period starts[k] on, if ever.
Played play(const RandomAgreement& random, const KeptAgreement& agreement, PartyId party,
            const std::vector<std::size_t>& commitments, const std::vector<int>& starts,
            double discount, double periods) {
  const auto& standing = agreement.parties[party.index()];
  const double c = to_double(standing.keep);
  const double n = to_double(standing.no_deal);
  const double f = to_double(agreement.false_alarm);
  const double rest = std::pow(discount, periods);
  Played out;
  // v = (1 - d) c + d ((1 - f) v + f (n (1 - rest) + rest v))
  out.keep = ((1 - discount) * c + discount * f * n * (1 - rest)) /
             (1 - discount * (1 - f) - discount * f * rest);
  const double suspended = n * (1 - rest) + rest * out.keep;
  int settled = 0;
  for (std::size_t k = 0; k < commitments.size(); ++k) {
    settled = std::max(settled, starts[k] + agreement.commitments[commitments[k]].lag);
  }
  for (int t = settled; t >= 0; --t) {
    std::vector<std::size_t> broken;
    double quiet = 1 - f;
    for (std::size_t k = 0; k < commitments.size(); ++k) {
      const auto& b = agreement.commitments[commitments[k]];
      if (starts[k] == k_never || t < starts[k]) continue;
      broken.push_back(commitments[k]);
      if (t + 1 - starts[k] < b.lag || b.false_alarm == 1) continue;
      quiet *= to_double((1 - b.detection) / (1 - b.false_alarm));
    }
    const double now = (1 - discount) * to_double(utility(random.scenario, party,
                                                          broken_outcome(agreement, broken))) +
                       discount * (1 - quiet) * suspended;
    out.cheat = t == settled ? now / (1 - discount * quiet) : now + discount * quiet * out.cheat;
  }
  return out;
}

/// Does no plan gain? With lags above 1 breaches may be added as long as others are not known.
bool deters(const RandomAgreement& random, const KeptAgreement& agreement, PartyId party,
            double discount, double periods, double tolerance) {
  const auto& standing = agreement.parties[party.index()];
  if (standing.keep < standing.no_deal) return false;
  int longest = 1;
  for (const std::size_t k : standing.own) {
    longest = std::max(longest, agreement.commitments[k].lag);
  }
  std::vector<int> starts(standing.own.size(), k_never);
  while (true) {
    const Played played = play(random, agreement, party, standing.own, starts, discount, periods);
    if (played.cheat > played.keep + tolerance) return false;
    std::size_t k = 0;
    while (k < starts.size() && ++starts[k] == longest) starts[k++] = k_never;
    if (k == starts.size()) return true;
  }
}

HoldOptions with_discount(const RandomAgreement& random, const Rational& discount) {
  HoldOptions options;
  options.discounts.assign(random.scenario.party_count(), discount);
  return options;
}

constexpr double k_for_good = 1e9;

void expect_as_played(const RandomAgreement& random, const Rational& discount, int& held) {
  const auto found = hold(random.scenario, random.outcome, with_discount(random, discount));
  ASSERT_TRUE(found);
  const double d = to_double(discount);
  bool all = true;
  for (std::size_t j = 0; j < found->parties.size(); ++j) {
    SCOPED_TRACE(j);
    const PartyHold& party = found->parties[j];
    const auto deterred = [&](double at, double periods, double tolerance) {
      return deters(random, found->agreement, PartyId(j), at, periods, tolerance);
    };
    ASSERT_TRUE(party.holds);
    // Where it is a close call, either answer is right in doubles.
    EXPECT_TRUE(*party.holds == deterred(d, k_for_good, 1e-9) ||
                *party.holds == deterred(d, k_for_good, -1e-9));
    all = all && *party.holds;
    if (party.critical_discount && *party.critical_discount > 0) {
      const double least = *party.critical_discount;
      EXPECT_TRUE(deterred(std::min(.9999, least + 1e-4), k_for_good, 1e-9));
      EXPECT_FALSE(deterred(least - 1e-4, k_for_good, -1e-12));
    } else if (!party.critical_discount) {
      EXPECT_FALSE(deterred(.9999, k_for_good, -1e-12));
    }
    if (party.slack) {
      EXPECT_EQ(*party.slack >= -1e-9 && party.keep >= party.no_deal, *party.holds);
    }
    if (!party.suspension) continue;
    const auto periods = static_cast<double>(*party.suspension);
    EXPECT_TRUE(deterred(d, periods, 1e-9));
    if (periods >= 1) {
      EXPECT_FALSE(deterred(d, periods - 1, -1e-9));
    }
  }
  EXPECT_EQ(found->holds, all);
  if (!all) return;
  ++held;
  ASSERT_TRUE(found->suspension);
  for (std::size_t j = 0; j < found->parties.size(); ++j) {
    const auto played = play(random, found->agreement, PartyId(j), {}, {}, d,
                             static_cast<double>(*found->suspension));
    EXPECT_NEAR(*found->parties[j].value, played.keep, 1e-9);
    EXPECT_GE(*found->parties[j].greatest_value, played.keep - 1e-9);
  }
}

void expect_all_as_played(const test::RandomAgreementOptions& options, std::uint64_t rounds) {
  int held = 0;
  for (std::uint64_t seed = 0; seed < rounds; ++seed) {
    SCOPED_TRACE(seed);
    expect_as_played(test::random_agreement(seed, options),
                     Rational(60 + static_cast<int>(seed % 40), 100), held);
  }
  EXPECT_GT(held, static_cast<int>(rounds / 50));
}

TEST(Hold, IsWhatPlayingShows) { expect_all_as_played({.issues = 5}, test::rounds(100)); }

TEST(Hold, IsWhatPlayingShowsWithLagsAndInteractions) {
  expect_all_as_played({.issues = 4, .longest_lag = 4, .interactions = 3}, test::rounds(60));
}

/// Two parties, one commitment each, worth 2 to the other and costing 1.
RandomAgreement dilemma() {
  RandomAgreement out{test::plain_scenario(2, 2, 2), {1, 1}};
  for (std::size_t j = 0; j < 2; ++j) {
    out.scenario.issues[j].giver = PartyId(j);
    auto& values = out.scenario.preferences[j].values;
    values.resize(2);
    values[j] = {Value{}, Value{Value::Kind::exact, -1, 0, 0}};
    values[1 - j] = {Value{}, Value{Value::Kind::exact, 2, 0, 0}};
  }
  return out;
}

TEST(Hold, DecidesThresholdsExactly) {
  RandomAgreement random = dilemma();  // c = 1, n = 0, D = 1
  const auto at = [&](const Rational& discount) {
    return *hold(random.scenario, random.outcome, with_discount(random, discount));
  };
  EXPECT_EQ(at(Rational(1, 2)).holds, true);
  EXPECT_EQ(at(Rational(1, 2)).parties[0].critical_discount, .5);
  EXPECT_TRUE(at(Rational(1, 2)).parties[0].suspension == std::nullopt ||
              *at(Rational(1, 2)).parties[0].suspension > 40)
      << "on the threshold only an end for good deters";
  EXPECT_EQ(at(Rational(1, 2) - parse_decimal("1e-30").value()).holds, false);
  random.scenario.issues[0].detection = Rational(1, 3);
  // G / (d + G) = 3/4 for the first party
  EXPECT_EQ(at(Rational(3, 4)).holds, true);
  EXPECT_EQ(at(Rational(3, 4) - parse_decimal("1e-30").value()).holds, false);
}

TEST(Hold, WithoutDiscountFactorsTellsThresholdsOnly) {
  const RandomAgreement random = dilemma();
  const auto found = hold(random.scenario, random.outcome, {});
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->holds.has_value());
  EXPECT_FALSE(found->suspension);
  EXPECT_EQ(found->parties[1].critical_discount, .5);
  RandomAgreement never = dilemma();
  never.scenario.preferences[0].reservation = Value{Value::Kind::exact, 3, 0, 0};
  const auto no = hold(never.scenario, never.outcome, {});
  EXPECT_EQ(no->holds, false) << "no discount factor makes up for a better no deal";
}

TEST(Hold, TellsWhatWouldHelp) {
  RandomAgreement random = dilemma();
  random.scenario.issues[0].detection = Rational(1, 10);
  const Rational discount(4, 5);
  const auto found = hold(random.scenario, random.outcome, with_discount(random, discount));
  ASSERT_TRUE(found);
  const PartyHold& weak = found->parties[0];
  EXPECT_EQ(found->holds, false);
  // D (1 - delta) <= delta d g: d = 1/4.
  ASSERT_TRUE(weak.commitments[0].least_detection);
  EXPECT_NEAR(*weak.commitments[0].least_detection, .25, 1e-9);
  // D <= d H + delta / (1 - delta) d g: H = 6.
  ASSERT_TRUE(weak.bond);
  EXPECT_NEAR(*weak.bond, 6, 1e-9);
  EXPECT_NEAR(*weak.slack, 1 - 1 * .2 / (.8 * .1), 1e-12);
  EXPECT_FALSE(weak.longest_lag == 1);
  EXPECT_EQ(found->parties[1].longest_lag, 3) << ".8^L >= 1/2";
  ASSERT_EQ(found->dropped.size(), 2U);
  EXPECT_EQ(found->dropped[0].holds, false) << "nothing is left for the second party";
}

TEST(Hold, MoreFalseAlarmsEndIt) {
  RandomAgreement random = dilemma();
  for (auto& issue : random.scenario.issues) issue.detection = Rational(1, 2);
  const auto found = hold(random.scenario, random.outcome, with_discount(random, Rational(9, 10)));
  ASSERT_TRUE(found);
  ASSERT_TRUE(found->most_false_alarms);
  for (const double change : {-1e-6, 1e-6}) {
    for (auto& issue : random.scenario.issues) {
      issue.false_alarm = Rational(*found->most_false_alarms + change);
    }
    EXPECT_EQ(hold(random.scenario, random.outcome, with_discount(random, Rational(9, 10)))->holds,
              change < 0);
  }
}

TEST(Hold, AJointIssueIsInEverybodysHands) {
  RandomAgreement random = dilemma();
  random.scenario.issues[1].giver.reset();
  const auto agreement = keep_agreement(random.scenario, random.outcome);
  EXPECT_EQ(agreement.parties[0].own, (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(agreement.parties[1].own, (std::vector<std::size_t>{1}));
}

TEST(Hold, RefusesWhatItCannotLookAt) {
  RandomAgreement random = dilemma();
  EXPECT_FALSE(hold(random.scenario, random.outcome, with_discount(random, Rational(1))));
  random.scenario.has_status_quo = false;
  EXPECT_FALSE(hold(random.scenario, random.outcome, {}));
}

/// A party with two commitments, of which one is known late: g = 3.
RandomAgreement late_and_early(int lag) {
  RandomAgreement two{test::plain_scenario(2, 3, 2), {1, 1, 1}};
  two.scenario.issues[0].giver = two.scenario.issues[1].giver = PartyId(0);
  two.scenario.issues[2].giver = PartyId(1);
  two.scenario.issues[0].lag = lag;
  two.scenario.preferences[0].values = {{Value{}, Value{Value::Kind::exact, -1, 0, 0}},
                                        {Value{}, Value{Value::Kind::exact, -2, 0, 0}},
                                        {Value{}, Value{Value::Kind::exact, 6, 0, 0}}};
  return two;
}

TEST(Hold, BreachesAreAddedWhereTheEndIsCertainAnyway) {
  const auto random = late_and_early(3);
  const auto found = hold(random.scenario, random.outcome, {});
  ASSERT_TRUE(found);
  const auto& party = found->parties[0];
  EXPECT_FALSE(party.added_breaches_open);
  // The first is known after three periods; the second is broken in the last of these.
  const double d = *party.critical_discount;
  EXPECT_NEAR((1 - d * d * d) + (1 - d) * d * d * 2, d * d * d * 3, 1e-9);
  EXPECT_EQ(party.binding.commitments, (std::vector<std::size_t>{0, 1}));
  const auto below = hold(random.scenario, random.outcome,
                          with_discount(random, *parse_decimal(std::to_string(d - 1e-3))));
  EXPECT_EQ(below->parties[0].holds, false);
  EXPECT_LT(*below->parties[0].slack, 0);
}

TEST(Hold, BoundsWhatBreachesInAnyOrderGainWhereThereAreTooMany) {
  const auto random = late_and_early(20'000);
  const auto found = hold(random.scenario, random.outcome, {});
  ASSERT_TRUE(found);
  const auto& party = found->parties[0];
  EXPECT_TRUE(party.added_breaches_open);
  ASSERT_TRUE(party.critical_at_most);
  EXPECT_LT(*party.critical_discount, *party.critical_at_most);
  const double between = (*party.critical_discount + *party.critical_at_most) / 2;
  const auto open = hold(random.scenario, random.outcome,
                         with_discount(random, *parse_decimal(std::to_string(between))));
  EXPECT_FALSE(open->parties[0].holds);
  EXPECT_FALSE(open->holds);
}

}  // namespace
}  // namespace entente::enforce
