#include "entente/bargain/elimination.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "tests/support/random_problem.hpp"

namespace entente::bargain {
namespace {

using Choice = Elimination::Choice;

/// The greatest price . (utilities, minus costs) over outcomes, forbidden boxes respected, rules
/// only priced.
double slow_max_sum(const Problem& problem, const std::vector<double>& price) {
  Problem unruled = problem;
  unruled.linear.clear();
  double best = -std::numeric_limits<double>::infinity();
  for (const auto& x : test::all_feasible(unruled)) {
    double total = 0;
    for (std::size_t j = 0; j < problem.parties; ++j) {
      total += price[j] * static_cast<double>(x.utility[j]);
    }
    for (std::size_t r = 0; r < problem.linear.size(); ++r) {
      for (std::size_t i = 0; i < problem.issues; ++i) {
        total -= price[problem.parties + r] *
                 static_cast<double>(problem.linear[r].cost[problem.first[i] + x.outcome[i]]);
      }
    }
    best = std::max(best, total);
  }
  return best;
}

/// Small whole prices, so that sums are exact in doubles.
std::vector<double> draw_price(std::size_t dims, std::uint64_t seed) {
  RandomStream random(seed);
  std::vector<double> price;
  for (std::size_t d = 0; d < dims; ++d) price.push_back(static_cast<double>(random.below(5)));
  return price;
}

TEST(Elimination, MaxSumAndItsOutcomeAgreeWithBruteForce) {
  for (std::uint64_t seed = 0; seed < 1'000; ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = test::random_problem_with_rules(seed, test::varied_options(seed));
    const Elimination elimination(problem);
    EXPECT_TRUE(elimination.loose().empty());
    const auto price = draw_price(elimination.dims(), seed);
    const double expected = slow_max_sum(problem, price);
    EXPECT_EQ(elimination.feasible(), expected > -std::numeric_limits<double>::infinity());
    Elimination::Worth worth;
    EXPECT_EQ(elimination.max_sum(price.data(), worth), expected);
    if (!elimination.feasible()) continue;
    std::vector<Choice> choice(elimination.size());
    elimination.argmax(worth, choice.data());
    const Outcome outcome = elimination.decode(choice.data());
    Problem unruled = problem;
    unruled.linear.clear();
    ASSERT_TRUE(feasible(unruled, outcome.data()));
    std::vector<std::int64_t> u(problem.parties);
    utilities(problem, outcome.data(), u.data());
    double total = 0;
    for (std::size_t j = 0; j < problem.parties; ++j) {
      total += price[j] * static_cast<double>(u[j]);
    }
    for (std::size_t r = 0; r < problem.linear.size(); ++r) {
      for (std::size_t i = 0; i < problem.issues; ++i) {
        total -= price[problem.parties + r] *
                 static_cast<double>(problem.linear[r].cost[problem.first[i] + outcome[i]]);
      }
    }
    EXPECT_EQ(total, expected);
  }
}

TEST(Elimination, LooseBoxesMakeTheSumAnUpperBound) {
  std::size_t loose = 0;
  for (std::uint64_t seed = 0; seed < 1'000; ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = test::random_problem_with_rules(seed, test::varied_options(seed));
    const Elimination elimination(problem, {6, 30});
    loose += elimination.loose().size();
    if (!elimination.feasible()) continue;
    const auto price = draw_price(elimination.dims(), seed);
    Elimination::Worth worth;
    const double bound =
        elimination.max_sum(price.data(), worth) + elimination.loose_bonus(price.data());
    EXPECT_GE(bound, slow_max_sum(problem, price));
  }
  EXPECT_GT(loose, 500U);
}

TEST(Elimination, TablesRespectTheirLimits) {
  std::size_t loose = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    test::RandomProblemOptions options;
    options.issues = 12;
    options.options = 4;
    options.terms = 80;
    options.structure = test::Structure::complete;
    const Problem problem = test::random_problem_with_rules(seed, options);
    const EliminationLimits limits{60, 300};
    const Elimination elimination(problem, limits);
    EXPECT_LE(elimination.total_rows(), limits.total_rows);
    for (std::size_t p = 0; p < elimination.size(); ++p) {
      EXPECT_LE(elimination.bucket(p).rows(), limits.table_rows);
      for (const auto q : elimination.bucket(p).separator) EXPECT_GT(q, p);
    }
    loose += elimination.loose().size();
  }
  EXPECT_GT(loose, 1'000U);
}

TEST(Elimination, APathNeedsTablesOfItsWidthOnly) {
  test::RandomProblemOptions options;
  options.issues = 60;
  options.options = 4;
  options.terms = 400;
  options.structure = test::Structure::path;
  const Elimination elimination(test::random_problem_with_rules(5, options));
  EXPECT_TRUE(elimination.loose().empty());
  for (std::size_t p = 0; p < elimination.size(); ++p) {
    EXPECT_LE(elimination.bucket(p).separator.size(), 2U);
  }
}

TEST(Elimination, OptionsThatRepeatAnotherAreMerged) {
  test::RandomProblemOptions options;
  options.issues = 3;
  Problem problem = test::random_problem_with_rules(2, options);
  problem.terms.clear();
  std::fill(problem.value.begin(), problem.value.end(), 1);
  const Elimination elimination(problem);
  EXPECT_EQ(elimination.total_rows(), 3U);
  for (std::size_t p = 0; p < 3; ++p) EXPECT_EQ(elimination.option(p, 0), 0);
}

}  // namespace
}  // namespace entente::bargain
