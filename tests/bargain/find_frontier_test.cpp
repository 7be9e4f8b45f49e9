#include "entente/bargain/find_frontier.hpp"

#include <gtest/gtest.h>

#include "entente/bargain/families.hpp"
#include "tests/support/frontier_oracle.hpp"

namespace entente::bargain {
namespace {

using test::brute_force_frontier;
using test::expect_frontier;
using test::small_problem;
using test::SmallProblemFeatures;

void compare_with_brute_force(std::uint64_t seed, int rounds,
                              const SmallProblemFeatures& features) {
  RandomStream random(seed);
  for (int round = 0; round < rounds; ++round) {
    const Problem problem = small_problem(random, features);
    expect_frontier(problem, find_frontier(problem, {}, {}), brute_force_frontier(problem));
    ASSERT_FALSE(::testing::Test::HasFailure()) << "seed " << seed << " round " << round;
  }
}

TEST(FindFrontier, IndependentIssuesAgreeWithBruteForce) { compare_with_brute_force(1, 1500, {}); }

TEST(FindFrontier, LinearRulesAgreeWithBruteForce) {
  compare_with_brute_force(2, 1000, {.linear = true});
}

TEST(FindFrontier, InteractionsAndRulesAgreeWithBruteForce) {
  compare_with_brute_force(3, 1000, {.linear = true, .terms = true, .forbidden = true});
}

TEST(FindFrontier, CapsAgreeWithBruteForce) {
  compare_with_brute_force(4, 1000, {.linear = true, .terms = true, .caps = true});
}

}  // namespace
}  // namespace entente::bargain
