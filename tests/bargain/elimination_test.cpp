#include "entente/bargain/elimination.hpp"

#include <algorithm>
#include <cmath>
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

/// The rows that make up an outcome, one per bucket.
std::vector<std::size_t> rows_of(const Elimination& e, const Choice* choice) {
  std::vector<std::size_t> rows;
  for (std::size_t t = 0; t < e.buckets(); ++t) {
    const auto& b = e.bucket(t);
    rows.push_back(b.first_row + e.cell(t, choice) * b.choices + choice[b.position]);
  }
  return rows;
}

/// Six issues that nearly all interact.
Problem dense_problem(std::uint64_t seed) {
  test::RandomProblemOptions options;
  options.issues = 6;
  options.options = 4;
  options.terms = 25;
  options.forbidden = seed % 4;
  options.rules = seed % 3;
  options.structure = test::Structure::complete;
  return test::random_problem_with_rules(seed, options);
}

TEST(Elimination, SplitTablesAndLooseBoxesMakeTheSumAnUpperBound) {
  std::size_t loose = 0;
  std::size_t split = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = dense_problem(seed);
    const Elimination elimination(problem, {seed % 2 == 0 ? 8U : 20U, 1000, 1000});
    loose += elimination.loose().size();
    split += elimination.split() ? 1 : 0;
    if (!elimination.feasible()) continue;
    const auto price = draw_price(elimination.dims(), seed);
    Elimination::Worth worth;
    const double bound =
        elimination.max_sum(price.data(), worth) + elimination.loose_bonus(price.data());
    EXPECT_GE(bound, slow_max_sum(problem, price) - 1e-9);
  }
  EXPECT_GT(loose, 300U);
  EXPECT_GT(split, 150U);
}

/// However the boxes are divided, an outcome's rows and loose boxes add up to its utilities, and
/// what balancing adds to a choice in one bucket it takes from the others.
TEST(Elimination, RowsOfSplitTablesAddUpToEveryOutcome) {
  std::size_t split = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = dense_problem(seed);
    const Elimination elimination(problem, {seed % 2 == 0 ? 9U : 20U, 1000, 1000});
    split += elimination.split() ? 1 : 0;
    if (!elimination.feasible()) continue;
    const auto price = draw_price(elimination.dims(), seed);
    Elimination::Worth worth;
    const double bound = elimination.max_sum(price.data(), worth);
    std::vector<std::int64_t> utility(problem.parties);
    std::vector<Choice> choice(elimination.size(), 0);
    const auto check = [&] {
      auto amount = elimination.base();
      double lost = 0;
      bool forbidden = false;
      const auto rows = rows_of(elimination, choice.data());
      for (std::size_t t = 0; t < rows.size(); ++t) {
        forbidden = forbidden || !elimination.ok(rows[t]);
        const auto& b = elimination.bucket(t);
        lost += worth.cell[b.first_cell + elimination.cell(t, choice.data())] - worth.row[rows[t]];
        for (std::size_t d = 0; d < amount.size(); ++d) amount[d] += elimination.own(rows[t])[d];
      }
      double worth_of_tables = 0;
      for (std::size_t d = 0; d < amount.size(); ++d) {
        worth_of_tables += price[d] * static_cast<double>(amount[d]);
      }
      for (const auto& box : elimination.loose()) {
        bool holds = true;
        for (std::size_t k = 0; k < box.positions.size(); ++k) {
          holds = holds && box.mask[k][choice[box.positions[k]]] != 0;
        }
        if (!holds) continue;
        forbidden = forbidden || box.forbidden;
        for (std::size_t d = 0; d < amount.size(); ++d) amount[d] += box.add[d];
      }
      const Outcome outcome = elimination.decode(choice.data());
      Problem unruled = problem;
      unruled.linear.clear();
      ASSERT_EQ(!forbidden, feasible(unruled, outcome.data()));
      if (forbidden) return;
      utilities(problem, outcome.data(), utility.data());
      ASSERT_TRUE(std::equal(utility.begin(), utility.end(), amount.begin()));
      ASSERT_NEAR(bound - lost, worth_of_tables, 1e-6 * (1 + std::abs(bound)));
    };
    for (std::size_t p = 0; p < choice.size();) {
      check();
      for (p = 0; p < choice.size() && ++choice[p] == elimination.choices(p); ++p) choice[p] = 0;
    }
  }
  EXPECT_GT(split, 150U);
}

TEST(Elimination, SplittingNarrowsTheBoundThatLooseBoxesLeave) {
  test::RandomProblemOptions options;
  options.issues = 12;
  options.options = 4;
  options.terms = 80;
  options.structure = test::Structure::complete;
  std::size_t compared = 0;
  double split_sum = 0;
  double loose_sum = 0;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const Problem problem = test::random_problem_with_rules(seed, options);
    const Elimination split(problem, {32, 1 << 16, 1 << 16});
    const Elimination loose(problem, {32, 1 << 16, 1});
    if (!split.split()) continue;
    ASSERT_TRUE(split.loose().empty() && !loose.loose().empty());
    ++compared;
    const auto price = draw_price(split.dims(), seed + 1);
    Elimination::Worth worth;
    const auto bound = [&](const Elimination& e) {
      return e.max_sum(price.data(), worth) + e.loose_bonus(price.data());
    };
    split_sum += bound(split);
    loose_sum += bound(loose);
  }
  EXPECT_LT(split_sum, 0.8 * loose_sum);
  EXPECT_GT(compared, 30U);
}

TEST(Elimination, TablesRespectTheirLimits) {
  std::size_t split = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    test::RandomProblemOptions options;
    options.issues = 12;
    options.options = 4;
    options.terms = 80;
    options.structure = test::Structure::complete;
    const Problem problem = test::random_problem_with_rules(seed, options);
    const EliminationLimits limits{64, 1 << 16, 1 << 14};
    const Elimination elimination(problem, limits);
    split += elimination.split() ? 1 : 0;
    EXPECT_LE(elimination.total_rows(), limits.split_rows);
    for (std::size_t t = 0; t < elimination.buckets(); ++t) {
      const auto& b = elimination.bucket(t);
      EXPECT_LE(b.rows(), limits.table_rows);
      for (const auto q : b.separator) EXPECT_GT(q, b.position);
    }
  }
  EXPECT_GT(split, 120U);
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
