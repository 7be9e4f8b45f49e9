#include "entente/bargain/elimination_frontier.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "entente/bargain/elimination.hpp"
#include "entente/bargain/search_frontier.hpp"
#include "entente/base/random.hpp"
#include "entente/model/outcome.hpp"
#include "tests/support/random_problem.hpp"
#include "tests/support/random_scenario.hpp"

namespace entente::bargain {
namespace {

using Vector = std::vector<std::int64_t>;

std::vector<Vector> points_of(const Frontier& frontier) {
  std::vector<Vector> out;
  for (std::size_t k = 0; k < frontier.size(); ++k) {
    out.emplace_back(frontier.utility(k), frontier.utility(k) + frontier.parties());
  }
  return out;
}

void expect_honest_witnesses(const Problem& problem, const Frontier& frontier) {
  Vector utility(problem.parties);
  for (std::size_t k = 0; k < frontier.size(); ++k) {
    const Outcome outcome = frontier.outcome(k);
    ASSERT_EQ(outcome.size(), problem.issues);
    ASSERT_TRUE(feasible(problem, outcome.data()));
    utilities(problem, outcome.data(), utility.data());
    ASSERT_EQ(utility, Vector(frontier.utility(k), frontier.utility(k) + problem.parties));
  }
}

bool dominates(const Vector& a, const Vector& b) {
  if (a == b) return false;
  for (std::size_t j = 0; j < a.size(); ++j) {
    if (a[j] < b[j]) return false;
  }
  return true;
}

TEST(EliminationFrontier, AgreesWithBruteForce) {
  for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = test::random_problem_with_rules(seed, test::varied_options(seed));
    const Frontier frontier = eliminate_frontier(problem, {}, {});
    EXPECT_EQ(frontier.status(), FrontierStatus::exact);
    EXPECT_EQ(points_of(frontier), test::slow_frontier(test::all_feasible(problem)));
    expect_honest_witnesses(problem, frontier);
    if (HasFailure()) return;
  }
}

/// Costs with so many different sums that no counter holds them.
void make_uncountable(Problem& problem, std::uint64_t seed) {
  RandomStream random(seed);
  for (auto& rule : problem.linear) {
    for (auto& cost : rule.cost) cost = cost * 1'000 + static_cast<std::int64_t>(random.below(700));
    rule.limit = rule.limit * 1'000 + static_cast<std::int64_t>(random.below(2'000));
  }
}

TEST(EliminationFrontier, AgreesWithBruteForceWhereRulesAreCoordinates) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    SCOPED_TRACE(seed);
    auto options = test::varied_options(seed + 60'000);
    options.rules = 1 + seed % 2;
    Problem problem = test::random_problem_with_rules(seed, options);
    make_uncountable(problem, seed);
    const Frontier frontier = eliminate_frontier(problem, {}, {});
    EXPECT_EQ(frontier.status(), FrontierStatus::exact);
    EXPECT_EQ(points_of(frontier), test::slow_frontier(test::all_feasible(problem)));
    expect_honest_witnesses(problem, frontier);
    if (HasFailure()) return;
  }
}

TEST(EliminationFrontier, BranchAndBoundAgreesWithBruteForce) {
  for (std::uint64_t seed = 0; seed < 1'500; ++seed) {
    SCOPED_TRACE(seed);
    auto options = test::varied_options(seed + 50'000);
    options.terms += 3;
    const Problem problem = test::random_problem_with_rules(seed, options);
    const Frontier frontier = eliminate_frontier(problem, {seed % 2 == 0 ? 1U : 12U, 60}, {}, {});
    EXPECT_EQ(frontier.status(), FrontierStatus::exact);
    EXPECT_EQ(points_of(frontier), test::slow_frontier(test::all_feasible(problem)));
    expect_honest_witnesses(problem, frontier);
    if (HasFailure()) return;
  }
}

TEST(EliminationFrontier, AgreesWithTheModelsDefinitionsOnRandomScenarios) {
  test::RandomScenarioOptions options;
  options.max_parties = 4;
  options.max_issues = 5;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    const Scenario scenario = test::random_scenario(seed, options);
    const auto problem = make_problem(scenario);
    ASSERT_TRUE(problem.has_value());
    if (problem->arithmetic != Arithmetic::exact) continue;
    std::vector<test::Enumerated> outcomes;
    test::for_each_outcome(scenario, [&](const Outcome& outcome) {
      if (!is_agreement(scenario, outcome)) return;
      Vector u;
      for (std::size_t j = 0; j < problem->parties; ++j) {
        const Rational amount = utility(scenario, PartyId(j), outcome) * problem->denominator[j];
        ASSERT_EQ(denominator_of(amount), 1);
        u.push_back(numerator_of(amount).convert_to<std::int64_t>());
      }
      outcomes.push_back({outcome, std::move(u)});
    });
    const Frontier frontier = eliminate_frontier(*problem, {}, {});
    EXPECT_EQ(points_of(frontier), test::slow_frontier(outcomes));
    expect_honest_witnesses(*problem, frontier);
    if (HasFailure()) return;
  }
}

/// A problem with a long frontier.
Problem large_problem(test::Structure structure, std::size_t parties, std::uint64_t seed) {
  test::RandomProblemOptions options;
  options.parties = parties;
  options.issues = 24;
  options.options = 4;
  options.terms = 60;
  options.values = 1'000;
  options.structure = structure;
  return test::random_problem_with_rules(seed, options);
}

TEST(EliminationFrontier, EliminationAndBranchAndBoundAgreeBeyondBruteForce) {
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    SCOPED_TRACE(seed);
    test::RandomProblemOptions options;
    options.issues = 12;
    options.options = 3;
    options.terms = 16;
    options.rules = seed % 2;
    options.structure = test::Structure::path;
    const Problem problem = test::random_problem_with_rules(seed, options);
    const Frontier by_lists = eliminate_frontier(problem, {}, {});
    const Frontier by_search = search_frontier(problem, Elimination(problem), {}, {});
    EXPECT_EQ(by_lists.status(), FrontierStatus::exact);
    EXPECT_EQ(by_search.status(), FrontierStatus::exact);
    EXPECT_EQ(points_of(by_lists), points_of(by_search));
  }
}

TEST(EliminationFrontier, SaysPartialPastACapAndStaysHonest) {
  for (const std::size_t parties : {2U, 3U}) {
    const Problem problem = large_problem(test::Structure::path, parties, 7);
    FrontierOptions options;
    options.max_points = 10;
    const Frontier partial = eliminate_frontier(problem, options, {});
    EXPECT_EQ(partial.status(), FrontierStatus::partial);
    EXPECT_GT(partial.size(), 0U);
    expect_honest_witnesses(problem, partial);
    const auto points = points_of(partial);
    EXPECT_TRUE(std::is_sorted(points.begin(), points.end(), std::greater<>()));
    for (const auto& a : points) {
      for (const auto& b : points) ASSERT_FALSE(dominates(a, b));
    }
  }
}

TEST(EliminationFrontier, CancelGivesAnHonestPart) {
  const Problem problem = large_problem(test::Structure::tree, 3, 3);
  CancelToken cancel;
  cancel.request();
  WorkControl control;
  control.cancel = &cancel;
  const Frontier partial = eliminate_frontier(problem, {}, control);
  EXPECT_EQ(partial.status(), FrontierStatus::partial);
  EXPECT_GT(partial.size(), 0U);
  expect_honest_witnesses(problem, partial);
}

TEST(EliminationFrontier, IsEmptyWhenRulesExcludeEverything) {
  test::RandomProblemOptions options;
  Problem problem = test::random_problem_with_rules(1, options);
  LinearRule never;
  never.cost.assign(problem.option_total(), 0);
  never.limit = -1;
  problem.linear.push_back(never);
  const Frontier frontier = eliminate_frontier(problem, {}, {});
  EXPECT_EQ(frontier.status(), FrontierStatus::exact);
  EXPECT_EQ(frontier.size(), 0U);
}

}  // namespace
}  // namespace entente::bargain
