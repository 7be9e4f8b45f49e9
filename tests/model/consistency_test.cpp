// The solver of rules against exhaustive search, and conflicts against all subsets of the rules.

#include "entente/model/consistency.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "tests/support/random_scenario.hpp"

namespace entente {
namespace {

using test::plain_scenario;
using test::random_scenario;
using test::RandomScenarioOptions;

std::vector<std::size_t> all_rules(const Scenario& s) {
  std::vector<std::size_t> rules(s.rules.size());
  std::iota(rules.begin(), rules.end(), std::size_t{0});
  return rules;
}

/// Per outcome that carries out no threat: which rules it breaks, as a bit set.
std::vector<std::pair<Outcome, std::uint32_t>> breaches(const Scenario& s) {
  std::vector<std::pair<Outcome, std::uint32_t>> out;
  Scenario bare = s;
  bare.rules.clear();
  test::for_each_outcome(s, [&](const Outcome& x) {
    if (!is_agreement(bare, x)) return;
    std::uint32_t broken = 0;
    for (const Rule* rule : broken_rules(s, x)) {
      broken |= 1U << static_cast<unsigned>(rule - s.rules.data());
    }
    out.emplace_back(x, broken);
  });
  return out;
}

bool possible(const std::vector<std::pair<Outcome, std::uint32_t>>& table, std::uint32_t rules) {
  return std::any_of(table.begin(), table.end(),
                     [&](const auto& row) { return (row.second & rules) == 0; });
}

std::uint32_t bits(const std::vector<std::size_t>& rules) {
  std::uint32_t set = 0;
  for (const auto r : rules) set |= 1U << r;
  return set;
}

RandomScenarioOptions wild_options() {
  RandomScenarioOptions options;
  options.max_parties = 1;
  options.consistent_rules = false;
  options.max_rules = 9;
  return options;
}

TEST(RuleSolver, AgreesWithExhaustiveSearch) {
  int contradictory = 0;
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    SCOPED_TRACE(seed);
    const Scenario s = random_scenario(seed, wild_options());
    const auto table = breaches(s);
    ConsistencyLimits limits;
    if (seed % 2 == 1) limits.plain_nodes = 0;  // the combined sum from the start
    RuleSolver solver(s, limits);
    const auto answer = solver.solve(all_rules(s));
    ASSERT_NE(answer.verdict, Consistency::undecided);
    ASSERT_EQ(answer.verdict == Consistency::possible, possible(table, bits(all_rules(s))));
    if (answer.verdict == Consistency::possible) {
      ASSERT_TRUE(is_agreement(s, answer.witness));
    } else {
      ++contradictory;
      ASSERT_FALSE(possible(table, bits(answer.cause)));
    }
  }
  EXPECT_GT(contradictory, 500);
}

TEST(RuleSolver, ConflictsAreMinimalAgainstAllSubsets) {
  std::vector<int> sizes(10, 0);
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    SCOPED_TRACE(seed);
    const Scenario s = random_scenario(seed, wild_options());
    const auto table = breaches(s);
    ConsistencyLimits limits;
    if (seed % 2 == 1) limits.plain_nodes = 0;
    RuleSolver solver(s, limits);
    const auto found = solver.conflict(all_rules(s));
    if (found.verdict == Consistency::possible) continue;
    ASSERT_EQ(found.verdict, Consistency::contradictory);
    EXPECT_TRUE(found.minimal);
    const std::uint32_t set = bits(found.rules);
    ASSERT_FALSE(possible(table, set));
    for (std::uint32_t sub = (set - 1) & set;; sub = (sub - 1) & set) {
      ASSERT_TRUE(possible(table, sub)) << "of " << set << " already contradictory: " << sub;
      if (sub == 0) break;
    }
    ++sizes[found.rules.size()];
  }
  for (std::size_t size = 1; size <= 3; ++size) EXPECT_GT(sizes[size], 10) << size;
  EXPECT_GT(sizes[4], 0);
}

TEST(RuleSolver, DecidesEveryOptionAsExhaustiveSearchDoes) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    SCOPED_TRACE(seed);
    const Scenario s = random_scenario(seed, wild_options());
    const auto table = breaches(s);
    RuleSolver solver(s);
    for (std::size_t i = 0; i < s.issue_count(); ++i) {
      for (std::size_t o = 0; o < s.issues[i].options.size(); ++o) {
        const bool expected = std::any_of(table.begin(), table.end(), [&](const auto& row) {
          return row.second == 0 && row.first[i] == o;
        });
        const auto answer = solver.solve(all_rules(s), {{IssueId(i), {OptionId(o)}}});
        ASSERT_EQ(answer.verdict, expected ? Consistency::possible : Consistency::contradictory);
        if (expected) {
          ASSERT_TRUE(is_agreement(s, answer.witness));
          ASSERT_EQ(answer.witness[i], o);
        }
      }
    }
  }
}

Rule count_rule(const Scenario& s, Rule::Kind kind, int count) {
  Rule rule;
  rule.kind = kind;
  rule.count = count;
  for (std::size_t i = 0; i < s.issue_count(); ++i) rule.issues.emplace_back(i);
  return rule;
}

Rule flat_budget(const Scenario& s, int limit, int cost) {
  Rule rule;
  rule.kind = Rule::Kind::budget;
  rule.limit = limit;
  for (std::size_t i = 0; i < s.issue_count(); ++i) {
    std::vector<Rational> costs(s.issues[i].options.size(), cost);
    costs.front() = 0;
    rule.costs.push_back({IssueId(i), std::move(costs)});
  }
  return rule;
}

// A contradiction between two sums over 100 issues: each alone leaves almost everything open.
TEST(RuleSolver, SeesThatACountAndABudgetContradictOnManyIssues) {
  Scenario s = plain_scenario(2, 100, 5);
  s.rules.push_back(count_rule(s, Rule::Kind::at_least, 5));
  s.rules.push_back(flat_budget(s, 49, 10));
  RuleSolver solver(s);
  const auto found = solver.conflict({0, 1});
  EXPECT_EQ(found.verdict, Consistency::contradictory);
  EXPECT_TRUE(found.minimal);
  EXPECT_EQ(found.rules, (std::vector<std::size_t>{0, 1}));
  s.rules[1].limit = 50;
  RuleSolver relaxed(s);
  const auto answer = relaxed.solve({0, 1});
  ASSERT_EQ(answer.verdict, Consistency::possible);
  EXPECT_TRUE(is_agreement(s, answer.witness));
}

/// 100 issues of 5 options with random logical rules, counts and budgets that a hidden outcome
/// keeps.
Scenario large_scenario(std::uint64_t seed, int rules) {
  RandomScenarioOptions options;
  options.min_parties = options.max_parties = 1;
  options.min_issues = options.max_issues = 100;
  options.min_options = options.max_options = 5;
  options.max_rules = static_cast<std::size_t>(rules);
  options.threats = false;
  return random_scenario(seed, options);
}

TEST(RuleSolver, DecidesLargeScenariosWithinItsLimit) {
  int undecided = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    const Scenario s = large_scenario(seed, 60);
    RuleSolver solver(s);
    const auto answer = solver.solve(all_rules(s));
    undecided += answer.verdict == Consistency::undecided ? 1 : 0;
    ASSERT_NE(answer.verdict, Consistency::contradictory);  // a hidden outcome keeps all rules
    if (answer.verdict == Consistency::possible) {
      EXPECT_TRUE(is_agreement(s, answer.witness));
    }
  }
  EXPECT_EQ(undecided, 0);
}

// Issues that must all differ, more of them than options: no sum sees it, search takes very long.
Scenario pigeons(std::size_t issues, std::size_t options) {
  Scenario s = plain_scenario(1, issues, options);
  for (std::size_t a = 0; a < issues; ++a) {
    for (std::size_t b = a + 1; b < issues; ++b) {
      for (std::size_t o = 0; o < options; ++o) {
        Rule rule;
        rule.when = {{IssueId(a), {OptionId(o)}}, {IssueId(b), {OptionId(o)}}};
        s.rules.push_back(rule);
      }
    }
  }
  return s;
}

TEST(RuleSolver, StopsAtItsLimitAndSaysSo) {
  const Scenario s = pigeons(15, 14);
  RuleSolver solver(s, {200'000, 1'000'000, 1'000});
  EXPECT_EQ(solver.solve(all_rules(s)).verdict, Consistency::undecided);
  const auto found = solver.conflict(all_rules(s));
  EXPECT_EQ(found.verdict, Consistency::undecided);
  EXPECT_TRUE(found.rules.empty());
}

TEST(RuleSolver, FindsTheWholeOfAHardConflict) {
  const Scenario s = pigeons(5, 4);
  RuleSolver solver(s);
  const auto found = solver.conflict(all_rules(s));
  EXPECT_EQ(found.verdict, Consistency::contradictory);
  EXPECT_TRUE(found.minimal);
  EXPECT_EQ(found.rules.size(), s.rules.size());  // every pair and option is needed
}

TEST(RuleSolver, KeepsThreatsAtTheirStatusQuo) {
  Scenario s = plain_scenario(1, 2, 2);
  s.issues[1].threat_by = PartyId(0);
  Rule rule;
  rule.kind = Rule::Kind::ruled_out;
  rule.when = {{IssueId(1), {OptionId(0)}}};
  s.rules.push_back(rule);
  RuleSolver solver(s);
  const auto found = solver.conflict({0});
  EXPECT_EQ(found.verdict, Consistency::contradictory);
  EXPECT_EQ(found.rules, std::vector<std::size_t>{0});
  EXPECT_EQ(solver.solve({}, {{IssueId(1), {OptionId(1)}}}).verdict, Consistency::contradictory);
}

TEST(RuleSolver, NamesIdleRulesAndNumbersItCannotAdd) {
  Scenario s = plain_scenario(1, 2, 2);
  s.rules.push_back(count_rule(s, Rule::Kind::at_most, 2));
  s.rules.push_back(count_rule(s, Rule::Kind::at_most, 1));
  s.rules.push_back(flat_budget(s, 10, 5));
  s.rules.push_back(flat_budget(s, 10, 6));
  s.rules.back().limit = *parse_decimal("10.0000000000000000000000000001");
  RuleSolver solver(s);
  EXPECT_EQ(solver.idle(), (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(solver.unreadable(), std::vector<std::size_t>{3});
}

}  // namespace
}  // namespace entente
