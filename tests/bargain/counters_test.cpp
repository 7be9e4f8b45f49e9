#include "entente/bargain/counters.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/bargain/small_problems.hpp"
#include "tests/support/random_problem.hpp"

namespace entente::bargain {
namespace {

constexpr std::uint64_t k_problems = 400;

Problem with_rules(std::uint64_t seed) {
  auto options = test::varied_options(seed);
  options.issues = std::min<std::size_t>(options.issues, 5);
  options.rules = 1 + seed % 3;
  return test::random_problem_with_rules(seed, options);
}

/// Visits every outcome, feasible or not.
template <class Visit>
void for_each_outcome(const std::vector<std::uint32_t>& options, std::size_t issues,
                      const Visit& visit) {
  Outcome x(issues, 0);
  while (true) {
    visit(x);
    std::size_t i = 0;
    while (i < issues && ++x[i] == options[i]) x[i++] = 0;
    if (i == issues) return;
  }
}

/// Does a box forbid what is decided, whatever the rest is?
bool excluded(const Problem& problem, const Outcome& x, const std::vector<char>& decided) {
  return std::any_of(problem.forbidden.begin(), problem.forbidden.end(), [&](const Forbidden& f) {
    for (std::size_t k = 0; k < f.box.issues.size(); ++k) {
      const auto i = f.box.issues[k];
      if (decided[i] == 0 || f.box.mask[k][x[i]] == 0) return false;
    }
    return true;
  });
}

/// Follows the order from its end: issues as in `x`, counters at the one option that is left.
/// Returns false where a counter has none left, or an option is ruled out; fails where it has
/// several.
bool follow(const CountedProblem& counted, Outcome& x) {
  std::vector<char> decided(counted.problem.issues, 0);
  const std::size_t own = x.size();
  x.resize(counted.problem.issues, 0);
  for (std::size_t p = counted.order.size(); p-- > 0;) {
    const auto issue = counted.order[p];
    decided[issue] = 1;
    if (issue < own && counted.problem.allowed[counted.problem.first[issue] + x[issue]] == 0) {
      return false;
    }
    if (issue < own) continue;
    std::size_t left = 0;
    std::uint16_t stands = 0;
    for (std::uint16_t o = 0; o < counted.problem.options[issue]; ++o) {
      x[issue] = o;
      if (excluded(counted.problem, x, decided)) continue;
      stands = o;
      ++left;
    }
    EXPECT_LE(left, 1U);
    if (left == 0) return false;
    x[issue] = stands;
  }
  return true;
}

TEST(Counters, EveryOutcomeThatKeepsTheRulesHasOneExtension) {
  std::size_t made = 0;
  for (std::uint64_t seed = 0; seed < k_problems; ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = with_rules(seed);
    const auto counted = with_counters(problem, {}, {});
    if (!counted) continue;
    ++made;
    EXPECT_LT(counted->problem.linear.size(), problem.linear.size());
    for_each_outcome(problem.options, problem.issues, [&](const Outcome& outcome) {
      Outcome extended = outcome;
      const bool kept = follow(*counted, extended) && feasible(counted->problem, extended.data());
      EXPECT_EQ(kept, feasible(problem, outcome.data()));
      if (!kept) return;
      std::vector<std::int64_t> before(problem.parties);
      std::vector<std::int64_t> after(problem.parties);
      utilities(problem, outcome.data(), before.data());
      utilities(counted->problem, extended.data(), after.data());
      EXPECT_EQ(before, after);
    });
    if (HasFailure()) return;
  }
  EXPECT_GT(made, k_problems / 2);
}

/// Issues with two options each, of which the second costs `cost[issue]`.
Problem yes_or_no(const std::vector<std::int64_t>& cost, std::int64_t limit) {
  Problem problem = test::table_problem(test::alike(cost.size(), {{0, 0}, {1, 2}}));
  LinearRule rule;
  rule.cost.assign(problem.option_total(), 0);
  rule.limit = limit;
  for (std::size_t i = 0; i < cost.size(); ++i) rule.cost[problem.first[i + 1] - 1] = cost[i];
  problem.linear.push_back(std::move(rule));
  return problem;
}

TEST(Counters, ARuleThatNothingCanBreakGoes) {
  const auto counted = with_counters(yes_or_no({1, 1, 1}, 3), {}, {});
  ASSERT_TRUE(counted.has_value());
  EXPECT_TRUE(counted->problem.linear.empty());
  EXPECT_EQ(counted->problem.issues, 3U);
}

TEST(Counters, SumsThatCannotMatterAnyMoreAreOneState) {
  // At most 4 of 5: only "all so far" and "not all so far" matter.
  const auto counted = with_counters(yes_or_no({1, 1, 1, 1, 1}, 4), {}, {});
  ASSERT_TRUE(counted.has_value());
  EXPECT_EQ(counted->problem.issues, 8U);
  for (std::size_t i = 5; i < counted->problem.issues; ++i) {
    EXPECT_EQ(counted->problem.options[i], 2U);
  }
}

TEST(Counters, ManyStatesOrRulesStayPriced) {
  // Every subset of issues has a sum of its own, and half of them may be chosen.
  std::vector<std::int64_t> cost;
  for (int i = 0; i < 12; ++i) cost.push_back(100'000 + (std::int64_t{1} << i));
  EXPECT_FALSE(with_counters(yes_or_no(cost, 602'000), {}, {}).has_value());
  Problem many = yes_or_no({1, 1, 1}, 2);
  many.linear.assign(17, many.linear.front());
  EXPECT_FALSE(may_count(many));
  EXPECT_FALSE(with_counters(many, {}, {}).has_value());
}

TEST(Counters, ARuleThatCannotBeKeptStays) {
  Problem problem = yes_or_no({1, 1, 1}, -1);
  EXPECT_FALSE(with_counters(problem, {}, {}).has_value());
}

TEST(Counters, TablesStayWithinTheirLimits) {
  const Problem problem = yes_or_no({1, 1, 1, 1, 1, 1}, 3);
  EXPECT_TRUE(with_counters(problem, {}, {}).has_value());
  EXPECT_FALSE(with_counters(problem, {4, 60}, {}).has_value());
}

}  // namespace
}  // namespace entente::bargain
