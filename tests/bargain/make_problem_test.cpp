// The whole-number problem that solvers see, against the scenario it was made from.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/bargain/problem.hpp"
#include "entente/base/random.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/rounds.hpp"

namespace entente::bargain {
namespace {

using test::plain_scenario;
using test::random_scenario;
using test::RandomScenarioOptions;

Value exact(const Rational& v) { return {Value::Kind::exact, v, 0, 0}; }

Rational in_points(const Problem& p, std::size_t party, std::int64_t amount) {
  return Rational(Integer(amount)) / p.denominator[party];
}

std::vector<std::int64_t> utilities_of(const Problem& p, const Outcome& x) {
  std::vector<std::int64_t> u(p.parties);
  utilities(p, x.data(), u.data());
  return u;
}

void expect_same(const Scenario& s, const std::vector<ThreatCarriedOut>& threats = {}) {
  const auto made = make_problem(s, threats);
  ASSERT_TRUE(made.has_value());
  const Problem& p = *made;
  ASSERT_EQ(p.arithmetic, Arithmetic::exact);
  for (std::size_t j = 0; j < p.parties; ++j) {
    ASSERT_EQ(p.tolerance[j], 0.0);
    ASSERT_EQ(in_points(p, j, p.no_deal[j]), no_deal_utility(s, PartyId(j), threats));
  }
  test::for_each_outcome(s, [&](const Outcome& x) {
    ASSERT_EQ(feasible(p, x.data()), is_agreement(s, x));
    const auto u = utilities_of(p, x);
    for (std::size_t j = 0; j < p.parties; ++j) {
      ASSERT_EQ(in_points(p, j, u[j]), utility(s, PartyId(j), x));
    }
  });
}

TEST(MakeProblem, ReproducesTheScenarioExactly) {
  for (std::uint64_t seed = 0; seed < test::rounds(1500); ++seed) {
    SCOPED_TRACE(seed);
    expect_same(random_scenario(seed));
    if (HasFatalFailure()) return;
  }
}

TEST(MakeProblem, ReproducesAggregatesCapsAndImportedScenarios) {
  RandomScenarioOptions options;
  options.aggregates = options.caps = options.imported = true;
  options.max_issues = 5;
  for (std::uint64_t seed = 0; seed < test::rounds(1500); ++seed) {
    SCOPED_TRACE(seed);
    expect_same(random_scenario(seed, options));
    if (HasFatalFailure()) return;
  }
}

TEST(MakeProblem, ReproducesContradictoryRules) {
  RandomScenarioOptions options;
  options.consistent_rules = false;
  options.max_rules = 8;
  options.max_parties = 2;
  for (std::uint64_t seed = 0; seed < test::rounds(1000); ++seed) {
    SCOPED_TRACE(seed);
    expect_same(random_scenario(seed, options));
    if (HasFatalFailure()) return;
  }
}

TEST(MakeProblem, MeasuresFromTheThreatsCarriedOut) {
  RandomScenarioOptions options;
  options.max_issues = 4;
  int carried_out = 0;
  for (std::uint64_t seed = 0; seed < test::rounds(600); ++seed) {
    SCOPED_TRACE(seed);
    const Scenario s = random_scenario(seed, options);
    std::vector<ThreatCarriedOut> threats;
    for (std::size_t i = 0; i < s.issue_count(); ++i) {
      const auto& issue = s.issues[i];
      const ThreatCarriedOut threat{IssueId(i), OptionId(issue.options.size() - 1)};
      if (issue.is_threat() && disabling_rule(s, threat) == nullptr) threats.push_back(threat);
    }
    carried_out += threats.empty() ? 0 : 1;
    expect_same(s, threats);
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(carried_out, static_cast<int>(test::rounds(50)));
}

TEST(MakeProblem, CountsARepeatedIssueAsOftenAsItIsNamed) {
  Scenario s = plain_scenario(1, 2, 2);
  Rule count;
  count.kind = Rule::Kind::at_most;
  count.count = 1;
  count.issues = {IssueId(0), IssueId(0)};
  Rule budget;
  budget.kind = Rule::Kind::budget;
  budget.limit = 5;
  budget.costs = {{IssueId(1), {0, 3}}, {IssueId(1), {0, 3}}};
  s.rules = {count, budget};
  expect_same(s);
}

TEST(MakeProblem, SharesTermsWithTheSameBoxAndFoldsNarrowOnes) {
  Scenario s = plain_scenario(2, 3, 2);
  const Condition first{IssueId(0), {OptionId(1)}};
  const Condition second{IssueId(1), {OptionId(1)}};
  const Condition always{IssueId(2), {OptionId(0), OptionId(1)}};
  s.preferences[0].together = {{{first, second}, exact(3), {}},
                               {{first, second, always}, exact(4), {}},
                               {{first, always}, exact(5), {}},
                               {{always}, exact(6), {}}};
  s.preferences[1].together = {{{first, second}, exact(-1), {}}};
  expect_same(s);
  const auto made = make_problem(s);
  ASSERT_EQ(made->terms.size(), 1U);
  EXPECT_EQ(made->terms[0].add, (std::vector<std::int64_t>{7, -1}));
  EXPECT_FALSE(made->separable());
}

TEST(MakeProblem, DropsCapsThatNothingReaches) {
  Scenario s = plain_scenario(1, 1, 2);
  s.preferences[0].values[0] = {exact(0), exact(1)};
  s.preferences[0].cap = Rational(1);
  EXPECT_TRUE(make_problem(s)->cap.empty());
  s.preferences[0].cap = Rational(1, 2);
  EXPECT_FALSE(make_problem(s)->cap.empty());
  expect_same(s);
}

TEST(MakeProblem, UsesTheLeastCommonDenominator) {
  Scenario s = plain_scenario(2, 1, 2);
  s.preferences[0].values[0] = {exact(Rational(1, 4)), {Value::Kind::triangular, 0, 0, 1}};
  s.preferences[1].values[0] = {exact(2), exact(4)};
  const auto made = make_problem(s);
  EXPECT_EQ(made->denominator, (std::vector<Rational>{12, 1}));
  EXPECT_EQ(to_points(*made, 0, 4), 1.0 / 3);
}

/// Values such as other tools compute: 16 digits divided by 16 digits.
Rational long_fraction(RandomStream& random) {
  const auto part = [&] {
    return Integer(1'000'000'000'000'000ULL + random.below(8'000'000'000'000'000ULL));
  };
  const Rational value(part(), part());
  return random.below(2) == 0 ? value : Rational(-value);
}

TEST(MakeProblem, RoundsWhatDoesNotFitWithinItsTolerance) {
  RandomScenarioOptions options;
  options.aggregates = options.caps = options.imported = true;
  options.max_issues = 4;
  int rounded = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    Scenario s = random_scenario(seed, options);
    RandomStream random(seed);
    for (auto& p : s.preferences) {
      for (auto& row : p.values) {
        for (auto& v : row) v = exact(long_fraction(random));
      }
    }
    const auto made = make_problem(s);
    ASSERT_TRUE(made.has_value());
    for (std::size_t j = 0; j < s.party_count(); ++j) rounded += made->tolerance[j] > 0 ? 1 : 0;
    test::for_each_outcome(s, [&](const Outcome& x) {
      ASSERT_EQ(feasible(*made, x.data()), is_agreement(s, x));
      const auto u = utilities_of(*made, x);
      for (std::size_t j = 0; j < s.party_count(); ++j) {
        const Rational error = abs(in_points(*made, j, u[j]) - utility(s, PartyId(j), x));
        ASSERT_LE(to_double(error), made->tolerance[j]);
        if (made->tolerance[j] > 0) {
          ASSERT_EQ(made->arithmetic, Arithmetic::double_grid);
          ASSERT_LT(made->tolerance[j], 1e-9);
          ASSERT_LT(std::abs(u[j]), std::int64_t{1} << 51);
        }
      }
    });
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(rounded, 400);
}

TEST(MakeProblem, RoundsADenominatorOfManyPrimes) {
  Scenario s = plain_scenario(1, 20, 2);
  int prime = 2;
  for (auto& row : s.preferences[0].values) {
    const auto composite = [&] {
      for (int d = 2; d * d <= prime; ++d) {
        if (prime % d == 0) return true;
      }
      return false;
    };
    while (composite()) ++prime;
    row = {exact(0), exact(Rational(1, prime++))};
  }
  const auto made = make_problem(s);
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->arithmetic, Arithmetic::double_grid);
  const Outcome all(20, 1);
  EXPECT_NEAR(to_points(*made, 0, utilities_of(*made, all)[0]),
              to_double(utility(s, PartyId(0), all)), made->tolerance[0]);
}

TEST(MakeProblem, ReachesItsLargestExactNumbers) {
  Scenario s = plain_scenario(1, 2, 2);
  const Rational half(Integer(1) << 61);
  s.preferences[0].values[0] = {exact(0), exact(half - 1)};
  s.preferences[0].values[1] = {exact(0), exact(-half)};
  expect_same(s);
  s.preferences[0].values[1][1] = exact(half + 1);  // now a sum of 2^62 is conceivable
  const auto made = make_problem(s);
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->arithmetic, Arithmetic::double_grid);
}

TEST(MakeProblem, MultiplesOfAVeryLargeOrSmallNumberStayExact) {
  for (const char* step : {"1e60", "1e-60", "7e21", "3e-40"}) {
    SCOPED_TRACE(step);
    Scenario s = plain_scenario(2, 2, 3);
    const Rational unit = *parse_decimal(step);
    s.preferences[0].values[0] = {exact(0), exact(5 * unit), exact(-2 * unit)};
    s.preferences[0].values[1] = {exact(unit), exact(0), exact(12 * unit)};
    s.preferences[0].reservation = exact(3 * unit);
    expect_same(s);
    EXPECT_EQ(make_problem(s)->arithmetic, Arithmetic::exact);
  }
}

TEST(MakeProblem, RoundsRelativeToTheSizeOfTheValues) {
  for (const char* size : {"1e55", "1e-50"}) {
    SCOPED_TRACE(size);
    Scenario s = plain_scenario(1, 1, 2);
    // A third and a long fraction have no common measure of 62 bits.
    const Rational value = *parse_decimal(size) / 3;
    s.preferences[0].values[0] = {exact(value),
                                  exact(value * Rational(Integer("1234567890123456789012345"),
                                                         Integer("1000000000000000000000001")))};
    const auto made = make_problem(s);
    ASSERT_TRUE(made.has_value());
    EXPECT_EQ(made->arithmetic, Arithmetic::double_grid);
    for (const std::uint16_t o : {std::uint16_t{0}, std::uint16_t{1}}) {
      const Rational u = utility(s, PartyId(0), {o});
      EXPECT_NEAR(to_points(*made, 0, utilities_of(*made, {o})[0]), to_double(u),
                  made->tolerance[0]);
    }
    EXPECT_LT(made->tolerance[0], 1e-14 * to_double(value));
  }
}

TEST(MakeProblem, RefusesBudgetsThatAreTooLargeOrTooFine) {
  Scenario s = plain_scenario(1, 1, 2);
  for (const char* limit : {"1e30", "1e-30"}) {
    Rule budget;
    budget.kind = Rule::Kind::budget;
    budget.limit = *parse_decimal(limit);
    budget.costs = {{IssueId(0), {0, 1}}};
    budget.place = {"x.yaml", static_cast<int>(10 + s.rules.size()), 3};
    s.rules.push_back(budget);
  }
  const auto made = make_problem(s);
  ASSERT_FALSE(made.has_value());
  ASSERT_EQ(made.error().size(), 2U);  // every problem at once
  EXPECT_EQ(made.error()[1].place.line, 11);
}

TEST(MakeProblem, RefusesThreatsThatARuleDisables) {
  Scenario s = plain_scenario(1, 2, 3);
  s.issues[1].threat_by = PartyId(0);
  ASSERT_TRUE(make_problem(s, {{IssueId(1), OptionId(1)}}).has_value());
  Rule rule;
  rule.kind = Rule::Kind::ruled_out;
  rule.when = {{IssueId(1), {OptionId(1)}}};
  rule.place = {"x.yaml", 9, 5};
  rule.text = "--rule-out i2=o1";
  s.rules = {rule};
  EXPECT_TRUE(make_problem(s).has_value());
  EXPECT_TRUE(make_problem(s, {{IssueId(1), OptionId(2)}}).has_value());
  const auto refused = make_problem(s, {{IssueId(1), OptionId(1)}});
  ASSERT_FALSE(refused.has_value());
  ASSERT_EQ(refused.error().size(), 1U);
  EXPECT_EQ(refused.error()[0].place, rule.place);
  EXPECT_EQ(refused.error()[0].message,
            "the threat `i2` = `o1` is ruled out by the rule on line 9");
  EXPECT_FALSE(refused.error()[0].hint.empty());
  s.rules[0].place = {};
  EXPECT_EQ(make_problem(s, {{IssueId(1), OptionId(1)}}).error()[0].message,
            "the threat `i2` = `o1` is ruled out by --rule-out i2=o1");
}

TEST(OutcomeCount, MultipliesTheOptionsThatAreAllowed) {
  Scenario s = plain_scenario(1, 3, 4);
  s.issues[2].threat_by = PartyId(0);
  Rule rule;
  rule.kind = Rule::Kind::ruled_out;
  rule.when = {{IssueId(0), {OptionId(3)}}};
  s.rules = {rule};
  EXPECT_EQ(outcome_count(*make_problem(s)), 12.0);
}

}  // namespace
}  // namespace entente::bargain
