// The scenarios that other tests draw at random must be well formed and must vary.

#include "tests/support/random_scenario.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <set>

#include <gtest/gtest.h>

namespace entente {
namespace {

using test::random_scenario;
using test::RandomScenarioOptions;

constexpr std::uint64_t k_seeds = 2000;

void expect_well_formed(const Scenario& s, const std::vector<Condition>& conditions) {
  for (std::size_t k = 0; k < conditions.size(); ++k) {
    const auto& c = conditions[k];
    ASSERT_LT(c.issue.index(), s.issue_count());
    if (k > 0) {
      EXPECT_LT(conditions[k - 1].issue, c.issue);
    }
    ASSERT_FALSE(c.options.empty());
    EXPECT_TRUE(std::is_sorted(c.options.begin(), c.options.end(), std::less_equal<>()));
    EXPECT_LT(c.options.back().index(), s.issues[c.issue.index()].options.size());
  }
}

void expect_well_formed(const Scenario& s) {
  ASSERT_EQ(s.beliefs.size(), s.party_count());
  ASSERT_EQ(s.preferences.size(), s.party_count());
  for (const auto& issue : s.issues) {
    ASSERT_FALSE(issue.options.empty());
    EXPECT_LT(issue.status_quo.index(), issue.options.size());
    EXPECT_EQ(issue.option_places.size(), issue.options.size());
    EXPECT_FALSE(issue.giver && issue.threat_by);
  }
  for (std::size_t j = 0; j < s.party_count(); ++j) {
    for (const auto& belief : s.beliefs[j]) {
      Rational sum = 0;
      for (const auto& p : belief.probability) sum += p;
      EXPECT_EQ(sum, 1);
    }
    const auto& p = s.preferences[j];
    ASSERT_EQ(p.values.size(), s.issue_count());
    for (std::size_t i = 0; i < s.issue_count(); ++i) {
      if (!p.values[i].empty()) {
        EXPECT_EQ(p.values[i].size(), s.issues[i].options.size());
      }
    }
    for (const auto& term : p.together) expect_well_formed(s, term.when);
  }
  for (const auto& rule : s.rules) {
    expect_well_formed(s, rule.when);
    expect_well_formed(s, rule.then);
    EXPECT_FALSE(rule.text.empty());
    for (const auto& costs : rule.costs) {
      EXPECT_EQ(costs.cost.size(), s.issues[costs.issue.index()].options.size());
    }
  }
}

std::size_t agreements(const Scenario& s) {
  std::size_t count = 0;
  test::for_each_outcome(s, [&](const Outcome& x) { count += is_agreement(s, x) ? 1 : 0; });
  return count;
}

TEST(RandomScenario, IsWellFormed) {
  for (std::uint64_t seed = 0; seed < k_seeds; ++seed) {
    SCOPED_TRACE(seed);
    expect_well_formed(random_scenario(seed));
  }
}

TEST(RandomScenario, KeepsAnAgreementUnlessAskedNotTo) {
  RandomScenarioOptions wild;
  wild.consistent_rules = false;
  wild.max_rules = 8;
  std::size_t contradictory = 0;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    EXPECT_GT(agreements(random_scenario(seed)), 0U) << seed;
    contradictory += agreements(random_scenario(seed, wild)) == 0 ? 1 : 0;
  }
  EXPECT_GT(contradictory, 50U);
  EXPECT_LT(contradictory, 400U);
}

TEST(RandomScenario, ShowsEveryFeature) {
  RandomScenarioOptions all;
  all.aggregates = all.caps = all.imported = true;
  std::set<Rule::Kind> rules;
  std::set<Value::Kind> values;
  std::set<Aggregate::Kind> nodes;
  std::size_t threats = 0, joint = 0, beliefs = 0, reservations = 0, terms = 0, caps = 0;
  std::size_t imported = 0, moved_status_quo = 0, vetoes = 0, deals = 0;
  for (std::uint64_t seed = 0; seed < k_seeds; ++seed) {
    const Scenario s = random_scenario(seed, all);
    for (const auto& rule : s.rules) rules.insert(rule.kind);
    for (const auto& issue : s.issues) {
      threats += issue.is_threat() ? 1 : 0;
      joint += !issue.is_threat() && !issue.giver ? 1 : 0;
      moved_status_quo += issue.status_quo.index() > 0 ? 1 : 0;
    }
    for (std::size_t j = 0; j < s.party_count(); ++j) {
      const auto& p = s.preferences[j];
      for (const auto& row : p.values) {
        for (const auto& v : row) values.insert(v.kind);
      }
      beliefs += s.beliefs[j].size();
      reservations += p.reservation ? 1 : 0;
      terms += p.together.size();
      caps += p.cap ? 1 : 0;
      if (p.aggregate) nodes.insert(p.aggregate->kind);
    }
    imported += s.has_status_quo ? 0 : 1;
    vetoes += s.acceptance.veto.size();
  }
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Scenario s = random_scenario(seed);
    bool deal = false;
    test::for_each_outcome(s, [&](const Outcome& x) {
      if (deal || !is_agreement(s, x)) return;
      deal = true;
      for (std::size_t j = 0; j < s.party_count(); ++j) {
        deal = deal && utility(s, PartyId(j), x) > no_deal_utility(s, PartyId(j));
      }
    });
    deals += deal ? 1 : 0;
  }
  EXPECT_EQ(rules.size(), 6U);
  EXPECT_EQ(values.size(), 4U);
  EXPECT_EQ(nodes.size(), 3U);
  for (const auto count :
       {threats, joint, beliefs, reservations, terms, caps, imported, moved_status_quo, vetoes}) {
    EXPECT_GT(count, 100U);
  }
  // Both answers, "a deal" and "no deal", must be common.
  EXPECT_GT(deals, 75U);
  EXPECT_LT(deals, 275U);
}

TEST(RandomScenario, DependsOnTheSeedAlone) {
  const Scenario a = random_scenario(7);
  const Scenario b = random_scenario(7);
  ASSERT_EQ(a.issue_count(), b.issue_count());
  ASSERT_EQ(a.party_count(), b.party_count());
  for (std::size_t j = 0; j < a.party_count(); ++j) {
    EXPECT_EQ(a.preferences[j].values, b.preferences[j].values);
  }
}

TEST(RandomScenario, VisitsEveryOutcomeOnceInOrder) {
  const Scenario s = test::plain_scenario(2, 3, 3);
  std::set<Outcome> seen;
  Outcome last;
  test::for_each_outcome(s, [&](const Outcome& x) {
    if (!seen.empty()) {
      EXPECT_LT(last, x);
    }
    last = x;
    seen.insert(x);
  });
  EXPECT_EQ(seen.size(), 27U);
}

}  // namespace
}  // namespace entente
