#include "entente/bargain/find_frontier.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "entente/bargain/families.hpp"
#include "tests/support/frontier_oracle.hpp"

namespace entente::bargain {
namespace {

using test::brute_force_frontier;
using test::expect_frontier;
using test::points_of;
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

/// The problem with parties, issues and options renumbered; `at` of the copy is
/// issue_of[i], option o of it option_of[i][o], party j party_of[j] of the original.
struct Renumbering {
  std::vector<std::size_t> party_of;
  std::vector<std::size_t> issue_of;
  std::vector<std::vector<std::size_t>> option_of;
};

std::vector<std::size_t> shuffled(RandomStream& random, std::size_t size) {
  std::vector<std::size_t> out(size);
  std::iota(out.begin(), out.end(), std::size_t{0});
  for (std::size_t k = size; k > 1; --k) std::swap(out[k - 1], out[random.below(k)]);
  return out;
}

Problem renumbered(const Problem& p, const Renumbering& to) {
  Problem q = p;
  q.options.clear();
  q.first.assign(1, 0);
  q.value.clear();
  q.allowed.clear();
  for (auto& rule : q.linear) rule.cost.clear();
  for (std::size_t i = 0; i < p.issues; ++i) {
    const std::size_t old = to.issue_of[i];
    q.options.push_back(p.options[old]);
    q.first.push_back(q.first.back() + p.options[old]);
    for (const std::size_t o : to.option_of[i]) {
      for (std::size_t j = 0; j < p.parties; ++j) q.value.push_back(p.at(old, o, to.party_of[j]));
      q.allowed.push_back(p.allowed[p.first[old] + o]);
      for (std::size_t r = 0; r < p.linear.size(); ++r) {
        q.linear[r].cost.push_back(p.linear[r].cost[p.first[old] + o]);
      }
    }
  }
  return q;
}

TEST(FindFrontier, RenumberingPermutesThePoints) {
  RandomStream random(5);
  for (int round = 0; round < 400; ++round) {
    const Problem p = small_problem(random, {.linear = round % 2 == 0});
    Renumbering to{shuffled(random, p.parties), shuffled(random, p.issues), {}};
    for (const std::size_t i : to.issue_of) to.option_of.push_back(shuffled(random, p.options[i]));
    auto wanted = points_of(find_frontier(p, {}, {}));
    for (auto& v : wanted) {
      const auto old = v;
      for (std::size_t j = 0; j < p.parties; ++j) v[j] = old[to.party_of[j]];
    }
    std::sort(wanted.rbegin(), wanted.rend());
    ASSERT_EQ(points_of(find_frontier(renumbered(p, to), {}, {})), wanted) << round;
  }
}

TEST(FindFrontier, ScalesAndConstantsCarryOver) {
  RandomStream random(6);
  for (int round = 0; round < 200; ++round) {
    const Problem p = small_problem(random, {});
    Problem q = p;
    std::vector<std::int64_t> scale(p.parties);
    std::vector<std::int64_t> shift(p.parties, 0);
    for (auto& s : scale) s = 1 + static_cast<std::int64_t>(random.below(50));
    for (std::size_t i = 0; i < p.issues; ++i) {
      for (std::size_t j = 0; j < p.parties; ++j) {
        const auto add = static_cast<std::int64_t>(random.below(100)) - 50;
        shift[j] += add;
        for (std::size_t o = 0; o < p.options[i]; ++o) {
          auto& v = q.value[(q.first[i] + o) * p.parties + j];
          v = v * scale[j] + add;
        }
      }
    }
    auto wanted = points_of(find_frontier(p, {}, {}));
    for (auto& v : wanted) {
      for (std::size_t j = 0; j < p.parties; ++j) v[j] = v[j] * scale[j] + shift[j];
    }
    ASSERT_EQ(points_of(find_frontier(q, {}, {})), wanted) << round;
  }
}

TEST(FindFrontier, AnIssueNobodyCaresAboutChangesNothing) {
  RandomStream random(7);
  for (int round = 0; round < 200; ++round) {
    const Problem p = small_problem(random, {});
    Problem q = p;
    ++q.issues;
    q.options.push_back(3);
    q.first.push_back(q.first.back() + 3);
    q.value.resize(q.value.size() + 3 * p.parties, 0);
    q.allowed.resize(q.allowed.size() + 3, 1);
    ASSERT_EQ(points_of(find_frontier(q, {}, {})), points_of(find_frontier(p, {}, {})));
  }
}

/// Two issues are one with a pair of options each.
TEST(FindFrontier, MergingTwoIssuesChangesNothing) {
  for (const Family family : k_families) {
    for (std::size_t parties = 1; parties <= 5; ++parties) {
      const Problem p = random_problem(family, parties, 6, 4, parties);
      Problem q = p;
      q.issues = 5;
      q.options = {16, 4, 4, 4, 4};
      q.first = {0, 16, 20, 24, 28, 32};
      q.allowed.assign(32, 1);
      q.value.clear();
      for (std::size_t a = 0; a < 4; ++a) {
        for (std::size_t b = 0; b < 4; ++b) {
          for (std::size_t j = 0; j < parties; ++j)
            q.value.push_back(p.at(0, a, j) + p.at(1, b, j));
        }
      }
      q.value.insert(q.value.end(), p.row(2, 0), p.value.data() + p.value.size());
      ASSERT_EQ(points_of(find_frontier(q, {}, {})), points_of(find_frontier(p, {}, {})))
          << to_string(family);
    }
  }
}

TEST(FindFrontier, AggregatesAreEnumerated) {
  Problem p = random_problem(Family::points, 2, 3, 3, 1);
  p.aggregate.resize(2);
  CompiledAggregate best;
  best.kind = entente::Aggregate::Kind::maximum;
  for (std::uint32_t i = 0; i < 3; ++i) {
    best.leaves.push_back({Box{{i}, {{0, 1, 1}}}, true, 10 * (i + 1)});
  }
  p.aggregate[1] = best;
  expect_frontier(p, find_frontier(p, {}, {}), brute_force_frontier(p));
}

}  // namespace
}  // namespace entente::bargain
