#include "entente/enforce/holding_deal.hpp"

#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "tests/enforce/random_holding.hpp"
#include "tests/support/rounds.hpp"

// The oracle looks at every outcome, asks hold() whether it holds, and compares merits in
// fractions.

namespace entente::enforce {
namespace {

using bargain::Concept;
using bargain::Status;
using test::RandomHoldingOptions;

using Vector = std::vector<Rational>;

/// What all outcomes that everybody accepts and keeps are worth: gains, with the smallest outcome.
std::map<Vector, Outcome> holding_gains(const Scenario& scenario, const HoldOptions& options) {
  std::map<Vector, Outcome> out;
  test::for_each_outcome(scenario, [&](const Outcome& x) {
    if (!is_agreement(scenario, x)) return;
    Vector gains;
    for (std::size_t j = 0; j < scenario.party_count(); ++j) {
      const PartyId party(j);
      gains.push_back(utility(scenario, party, x) -
                      no_deal_utility(scenario, party, options.threats));
      if (gains.back() < 0) return;
    }
    if (hold(scenario, x, options)->holds == true) out.try_emplace(std::move(gains), x);
  });
  return out;
}

Vector merit(Concept which, const Vector& gains, const Vector& ideal) {
  Vector out;
  if (which == Concept::nash) {
    out = {1};
    for (const auto& g : gains) out[0] *= g;
  } else if (which == Concept::utilitarian) {
    out = {0};
    for (const auto& g : gains) out[0] += g;
  } else {
    for (std::size_t j = 0; j < gains.size(); ++j) {
      out.push_back(which == Concept::kalai_smorodinsky ? Rational(gains[j] / ideal[j]) : gains[j]);
    }
    std::sort(out.begin(), out.end());
  }
  return out;
}

bool all_gain(const Vector& gains) {
  return std::all_of(gains.begin(), gains.end(), [](const auto& g) { return g > 0; });
}

/// The best outcome: of equals the one with the largest gains, then the smallest.
std::optional<Outcome> brute_force(Concept which, const std::map<Vector, Outcome>& holding) {
  Vector ideal;
  bool everybody = false;
  for (const auto& [gains, x] : holding) {
    ideal.resize(gains.size(), Rational(0));
    for (std::size_t j = 0; j < gains.size(); ++j) ideal[j] = std::max(ideal[j], gains[j]);
    everybody = everybody || all_gain(gains);
  }
  if (!everybody) return std::nullopt;
  std::optional<Outcome> best;
  Vector most;
  for (const auto& [gains, x] : holding) {
    const Vector value = merit(which, gains, ideal);
    if (best && value < most) continue;
    most = value;
    best = x;
  }
  return best;
}

struct Seen {
  std::uint64_t none = 0;        ///< no deal holds, though there is one
  std::uint64_t restricted = 0;  ///< another deal than the free one
  std::uint64_t ruled_out = 0;
  std::uint64_t splits = 0;
};

void expect_best(const RandomHoldingOptions& shape, std::uint64_t seed, Seen& seen) {
  const Scenario scenario = test::random_holding(seed, shape);
  HoldOptions options;
  for (std::size_t i = 0; i < scenario.issue_count() && seed % 3 == 0; ++i) {
    const auto& issue = scenario.issues[i];
    const OptionId other(issue.options.size() - 1);
    if (!issue.is_threat() || other == issue.status_quo) continue;
    if (disabling_rule(scenario, {IssueId(i), other}) == nullptr) {
      options.threats = {{IssueId(i), other}};
    }
  }
  const auto holding = holding_gains(scenario, options);
  for (const Concept which : bargain::k_concepts) {
    SCOPED_TRACE(bargain::to_string(which));
    const auto found = find_holding_deal(scenario, which, options, {}, {});
    ASSERT_TRUE(found) << to_string(found.error().front());
    const auto best = brute_force(which, holding);
    ASSERT_EQ(found->deal.status, best ? Status::exact : Status::none) << found->deal.reason;
    if (!best) {
      if (found->free.found()) ++seen.none;
      EXPECT_FALSE(found->deal.reason.empty());
      continue;
    }
    EXPECT_EQ(found->deal.outcome, *best);
    EXPECT_EQ(found->deal.gap, 0);
    EXPECT_TRUE(found->deal.witness_canonical);
    EXPECT_EQ(found->free_holds, *hold(scenario, found->free.outcome, options)->holds);
    if (!found->free_holds) ++seen.restricted;
    if (which != Concept::kalai_smorodinsky) {
      EXPECT_LE(found->deal.value, found->free.value);
      if (found->free_holds) {
        EXPECT_EQ(found->deal.outcome, found->free.outcome);
      }
    }
    for (std::size_t j = 0; j < scenario.party_count(); ++j) {
      EXPECT_EQ(found->price[j], utility(scenario, PartyId(j), found->free.outcome) -
                                     utility(scenario, PartyId(j), found->deal.outcome));
    }
    seen.ruled_out += found->work.rules;
    seen.splits += found->work.splits;
  }
}

Seen expect_all_best(const RandomHoldingOptions& shape, std::uint64_t rounds) {
  Seen seen;
  for (std::uint64_t seed = 0; seed < rounds; ++seed) {
    SCOPED_TRACE(seed);
    expect_best(shape, seed, seen);
    if (testing::Test::HasFatalFailure()) break;
  }
  EXPECT_GT(seen.none, rounds / 20);
  EXPECT_GT(seen.restricted, rounds / 20);
  return seen;
}

TEST(HoldingDeal, IsTheBestThatHoldsWhereBreachesAreSeen) {
  const auto rounds = test::rounds(200);
  expect_all_best({.perfect = true}, rounds);
}

TEST(HoldingDeal, IsTheBestThatHoldsWhereBreachesMayPassUnseen) {
  const auto rounds = test::rounds(200);
  EXPECT_GT(expect_all_best({}, rounds).ruled_out, rounds / 20);
}

TEST(HoldingDeal, IsTheBestThatHoldsWithFalseAlarms) {
  const auto rounds = test::rounds(200);
  EXPECT_GT(expect_all_best({.false_alarms = true}, rounds).splits, rounds / 50);
  expect_all_best({.false_alarms = true, .attribution = true}, rounds);
}

TEST(HoldingDeal, IsTheBestThatHoldsWithLagsAndInteractions) {
  const auto rounds = test::rounds(200);
  expect_all_best({.interactions = 3, .longest_lag = 3}, rounds);
  expect_all_best({.interactions = 3, .false_alarms = true, .longest_lag = 3}, rounds);
  expect_all_best({.interactions = 2, .longest_lag = 2, .attribution = true}, rounds);
}

/// What all parties gain by the deal, as a product; 0 without one.
double nash_value(const Scenario& scenario) {
  const auto found = find_holding_deal(scenario, Concept::nash, {}, {}, {});
  return found && found->deal.found() ? found->deal.value : 0;
}

TEST(HoldingDeal, IsNoWorseWithMoreDetectionOrPatience) {
  std::uint64_t better = 0;
  const auto rounds = test::rounds(200);
  for (std::uint64_t seed = 0; seed < rounds; ++seed) {
    SCOPED_TRACE(seed);
    const Scenario scenario =
        test::random_holding(seed, {.max_issues = 5, .false_alarms = true, .longest_lag = 2});
    const double before = nash_value(scenario);
    Scenario seen = scenario;
    for (auto& issue : seen.issues) {
      if (issue.detection) issue.detection = (1 + *issue.detection) / 2;
    }
    Scenario patient = scenario;
    for (auto& party : patient.parties) party.discount = (1 + *party.discount) / 2;
    for (const Scenario* changed : {&seen, &patient}) {
      const double after = nash_value(*changed);
      EXPECT_GE(after, before);
      if (after > before) ++better;
    }
  }
  EXPECT_GT(better, rounds / 20);
}

/// Two parties that give each other something in every issue: five steps, more of it for more.
Scenario exchange(std::uint64_t seed, std::size_t issues) {
  Scenario scenario = test::plain_scenario(2, issues, 5);
  RandomStream random(seed);
  for (auto& p : scenario.preferences) p.values.assign(issues, {});
  for (std::size_t i = 0; i < issues; ++i) {
    Issue& issue = scenario.issues[i];
    issue.giver = PartyId(i % 2);
    issue.detection = Rational(30 + static_cast<int>(random.below(70)), 100);
    issue.false_alarm = Rational(static_cast<int>(random.below(10)), 1000);
    for (std::size_t j = 0; j < 2; ++j) {
      auto& row = scenario.preferences[j].values[i];
      row.emplace_back();
      for (int step = 1; step < 5; ++step) {
        const int points = 1 + static_cast<int>(random.below(20));
        row.push_back(row.back());
        row.back().a += j == i % 2 ? -points : points;
      }
    }
  }
  for (auto& party : scenario.parties) party.discount = Rational(3, 5);
  return scenario;
}

TEST(HoldingDeal, IsFoundAmongManyOutcomes) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    SCOPED_TRACE(seed);
    const Scenario scenario = exchange(seed, 40);
    const auto found = find_holding_deal(scenario, Concept::nash, {}, {}, {});
    ASSERT_TRUE(found);
    EXPECT_EQ(found->deal.status, Status::exact);
    EXPECT_FALSE(found->free_holds);
    EXPECT_LT(found->deal.value, found->free.value);
    EXPECT_EQ(hold(scenario, found->deal.outcome, {})->holds, true);
    // No single change is better and holds.
    for (std::size_t i = 0; i < 40; ++i) {
      for (std::uint16_t o = 0; o < 5; ++o) {
        Outcome other = found->deal.outcome;
        other[i] = o;
        Rational product = 1;
        for (std::size_t j = 0; j < 2; ++j) product *= utility(scenario, PartyId(j), other);
        if (to_double(product) <= found->deal.value * (1 + 1e-12)) continue;
        EXPECT_EQ(hold(scenario, other, {})->holds, false);
      }
    }
  }
}

TEST(HoldingDeal, SaysWhatIsProvenWhenItIsStopped) {
  const Scenario scenario = exchange(2, 40);
  const auto best = find_holding_deal(scenario, Concept::nash, {}, {}, {});
  ASSERT_TRUE(best);
  bargain::SearchOptions few;
  std::uint64_t stopped = 0;
  for (few.max_nodes = 1; few.max_nodes < 300'000; few.max_nodes *= 4) {
    SCOPED_TRACE(few.max_nodes);
    const auto found = find_holding_deal(scenario, Concept::nash, {}, few, {});
    ASSERT_TRUE(found);
    EXPECT_NE(found->deal.status, Status::none);
    if (found->deal.status != Status::exact) ++stopped;
    EXPECT_GE(found->deal.value + found->deal.gap, best->deal.value * (1 - 1e-12));
    EXPECT_LE(found->deal.value, best->deal.value);
    if (!found->deal.found()) continue;
    EXPECT_EQ(hold(scenario, found->deal.outcome, {})->holds, true);
  }
  EXPECT_GT(stopped, 0U);
}

TEST(HoldingDeal, ValuesOfManyDigitsDoNotHideADeal) {
  std::uint64_t found_some = 0;
  for (std::uint64_t seed = 0; seed < test::rounds(60); ++seed) {
    SCOPED_TRACE(seed);
    Scenario scenario = test::random_holding(seed, {.false_alarms = true});
    for (auto& p : scenario.preferences) {
      for (auto& row : p.values) {
        for (auto& value : row) {
          value.a += Rational(1, (Integer(1) << 80) + 1) * static_cast<int>(seed % 7);
        }
      }
    }
    const auto holding = holding_gains(scenario, {});
    const auto best = brute_force(Concept::nash, holding);
    const auto found = find_holding_deal(scenario, Concept::nash, {}, {}, {});
    ASSERT_TRUE(found);
    if (found->deal.status == Status::none) {
      EXPECT_FALSE(best);
    }
    if (!found->deal.found() || !best) continue;
    ++found_some;
    EXPECT_EQ(hold(scenario, found->deal.outcome, {})->holds, true);
    EXPECT_EQ(found->deal.outcome, *best);
  }
  EXPECT_GT(found_some, 5U);
}

TEST(HoldingDeal, RefusesWhatItCannotLookAt) {
  Scenario scenario = exchange(1, 4);
  scenario.parties[1].discount.reset();
  const auto open = find_holding_deal(scenario, Concept::nash, {}, {}, {});
  ASSERT_FALSE(open);
  EXPECT_NE(open.error().front().message.find("discount"), std::string::npos);
  scenario.parties[1].discount = Rational(1);
  EXPECT_FALSE(find_holding_deal(scenario, Concept::nash, {}, {}, {}));
}

}  // namespace
}  // namespace entente::enforce
