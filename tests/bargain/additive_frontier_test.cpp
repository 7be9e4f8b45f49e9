#include "entente/bargain/additive_frontier.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>

#include <gtest/gtest.h>

#include "entente/bargain/families.hpp"
#include "entente/bargain/sum_plan.hpp"
#include "tests/support/frontier_oracle.hpp"

namespace entente::bargain {
namespace {

using test::brute_force_frontier;
using test::expect_frontier;
using test::expect_sound;
using test::points_of;
using test::small_problem;
using test::Vector;

TEST(AdditiveFrontier, EveryFamilyAgreesWithBruteForce) {
  for (const Family family : k_families) {
    for (std::size_t parties = 1; parties <= 6; ++parties) {
      for (std::uint64_t seed = 0; seed < 12; ++seed) {
        const std::size_t issues = 1 + seed % 5;
        const std::size_t options = 2 + seed % 3;
        const Problem problem = random_problem(family, parties, issues, options, seed);
        expect_frontier(problem, additive_frontier(problem, {}, {}), brute_force_frontier(problem));
        ASSERT_FALSE(::testing::Test::HasFailure())
            << to_string(family) << ' ' << parties << ' ' << seed;
      }
    }
  }
}

TEST(AdditiveFrontier, LinearRulesAsCoordinatesAgreeWithBruteForce) {
  RandomStream random(11);
  std::size_t empty = 0;
  for (int round = 0; round < 1000; ++round) {
    const Problem problem = small_problem(random, {.linear = true});
    const auto answer = brute_force_frontier(problem);
    empty += answer.empty() ? 1U : 0U;
    expect_frontier(problem, additive_frontier(problem, {}, {}), answer);
    ASSERT_FALSE(::testing::Test::HasFailure()) << "round " << round;
  }
  EXPECT_GT(empty, 10U);
  EXPECT_LT(empty, 500U);
}

/// The documented rule, by definition: of all outcomes with the same utilities the one smallest in
/// option indices when read from the last stage to the first.
TEST(AdditiveFrontier, WitnessIsSmallestFromTheLastStageBack) {
  RandomStream random(12);
  std::size_t choices = 0;
  for (int round = 0; round < 500; ++round) {
    const Problem problem = small_problem(random, {});
    const SumPlan plan = plan_sum(
        problem, problem.parties == 2 ? SwingOrder::largest_first : SwingOrder::smallest_first);
    const Frontier frontier = additive_frontier(problem, {}, {});
    const auto answer = brute_force_frontier(problem);
    for (std::size_t k = 0; k < frontier.size(); ++k) {
      const Vector u(frontier.utility(k), frontier.utility(k) + problem.parties);
      auto outcomes = answer.at(u);
      choices += outcomes.size() - 1;
      const auto read = [&](const Outcome& o) {
        Outcome out;
        for (auto stage = plan.stages.rbegin(); stage != plan.stages.rend(); ++stage) {
          out.push_back(o[stage->issue]);
        }
        // Issues that leave one option worth considering take the smallest of equal ones.
        out.insert(out.end(), o.begin(), o.end());
        return out;
      };
      const auto smallest =
          std::min_element(outcomes.begin(), outcomes.end(),
                           [&](const auto& a, const auto& b) { return read(a) < read(b); });
      ASSERT_EQ(frontier.outcome(k), *smallest) << "round " << round << " point " << k;
    }
  }
  EXPECT_GT(choices, 1000U);
}

/// A second algorithm for two parties with small whole numbers: best[u] = the most party 2 can have
/// when party 1 has exactly u, issue by issue.
std::vector<Vector> by_dense_table(const Problem& problem) {
  std::int64_t most = 0;
  for (std::size_t i = 0; i < problem.issues; ++i) {
    std::int64_t high = 0;
    for (std::size_t o = 0; o < problem.options[i]; ++o) high = std::max(high, problem.at(i, o, 0));
    most += high;
  }
  constexpr std::int64_t k_never = -1;
  Vector best(static_cast<std::size_t>(most) + 1, k_never);
  best[0] = 0;
  for (std::size_t i = 0; i < problem.issues; ++i) {
    Vector next(best.size(), k_never);
    for (std::size_t o = 0; o < problem.options[i]; ++o) {
      const auto step = static_cast<std::size_t>(problem.at(i, o, 0));
      for (std::size_t u = 0; u + step < best.size(); ++u) {
        if (best[u] == k_never) continue;
        next[u + step] = std::max(next[u + step], best[u] + problem.at(i, o, 1));
      }
    }
    best = std::move(next);
  }
  std::vector<Vector> out;
  for (std::size_t u = best.size(); u-- > 0;) {
    if (best[u] == k_never || (!out.empty() && best[u] <= out.back()[1])) continue;
    out.push_back({static_cast<std::int64_t>(u), best[u]});
  }
  return out;
}

TEST(AdditiveFrontier, TwoPartiesAgreeWithADenseTable) {
  for (const Family family : {Family::points, Family::percent}) {
    for (const std::size_t issues : {20U, 50U, 100U}) {
      for (std::uint64_t seed = 0; seed < 4; ++seed) {
        const Problem problem = random_problem(family, 2, issues, 5, seed);
        const Frontier frontier = additive_frontier(problem, {}, {});
        ASSERT_EQ(points_of(frontier), by_dense_table(problem)) << issues << ' ' << seed;
        expect_sound(problem, frontier);
      }
    }
  }
}

/// A third: halves, and then every pair of their points, filtered by a map.
std::vector<Vector> by_halves(const Problem& problem, std::size_t begin, std::size_t end) {
  std::vector<Vector> candidates;
  if (end - begin == 1) {
    for (std::size_t o = 0; o < problem.options[begin]; ++o) {
      candidates.emplace_back(problem.row(begin, o), problem.row(begin, o) + problem.parties);
    }
  } else {
    const auto left = by_halves(problem, begin, (begin + end) / 2);
    const auto right = by_halves(problem, (begin + end) / 2, end);
    for (const auto& a : left) {
      for (const auto& b : right) {
        candidates.push_back(a);
        for (std::size_t j = 0; j < a.size(); ++j) candidates.back()[j] += b[j];
      }
    }
  }
  std::sort(candidates.rbegin(), candidates.rend());
  std::vector<Vector> out;
  for (const auto& c : candidates) {
    // With two parties the last point kept is the best for the second.
    const auto first = c.size() == 2 && !out.empty() ? out.end() - 1 : out.begin();
    const bool covered = std::any_of(first, out.end(), [&](const Vector& q) {
      for (std::size_t j = 0; j < c.size(); ++j) {
        if (q[j] < c[j]) return false;
      }
      return true;
    });
    if (!covered) out.push_back(c);
  }
  return out;
}

TEST(AdditiveFrontier, AgreesWithSumsOfHalves) {
  for (const Family family : k_families) {
    for (const std::size_t parties : {2U, 3U, 4U, 5U}) {
      const std::size_t issues = parties == 2 ? 20 : parties == 3 ? 9 : 6;
      if (family == Family::nearly_zero_sum && parties == 2) continue;
      const Problem problem = random_problem(family, parties, issues, 4, 77);
      const Frontier frontier = additive_frontier(problem, {}, {});
      ASSERT_EQ(points_of(frontier), by_halves(problem, 0, issues)) << to_string(family);
      expect_sound(problem, frontier);
    }
  }
}

/// A fourth, for three parties at any size: all candidates of an issue sorted, and a staircase of
/// what the points so far give parties 2 and 3.
std::vector<Vector> by_staircase(const Problem& problem) {
  std::vector<Vector> list{Vector(3, 0)};
  for (std::size_t i = 0; i < problem.issues; ++i) {
    std::vector<Vector> candidates;
    for (const auto& p : list) {
      for (std::size_t o = 0; o < problem.options[i]; ++o) {
        const auto* row = problem.row(i, o);
        candidates.push_back({p[0] + row[0], p[1] + row[1], p[2] + row[2]});
      }
    }
    std::sort(candidates.rbegin(), candidates.rend());
    std::map<std::int64_t, std::int64_t> stairs;
    list.clear();
    for (const auto& c : candidates) {
      auto step = stairs.lower_bound(c[1]);
      if (step != stairs.end() && step->second >= c[2]) continue;
      list.push_back(c);
      while (step != stairs.begin() && std::prev(step)->second <= c[2]) {
        stairs.erase(std::prev(step));
      }
      stairs[c[1]] = c[2];
    }
  }
  return list;
}

TEST(AdditiveFrontier, ThreePartiesAgreeWithAStaircase) {
  for (const Family family : k_families) {
    const std::size_t issues = family == Family::nearly_zero_sum ? 8 : 16;
    const Problem problem = random_problem(family, 3, issues, 5, 4);
    const Frontier frontier = additive_frontier(problem, {}, {});
    ASSERT_GT(frontier.size(), 200U);
    ASSERT_EQ(points_of(frontier), by_staircase(problem)) << to_string(family);
    for (std::size_t k = 0; k < frontier.size(); k += 97) {
      Vector u(3);
      utilities(problem, frontier.outcome(k).data(), u.data());
      ASSERT_TRUE(std::equal(u.begin(), u.end(), frontier.utility(k)));
    }
  }
}

/// A fifth, for four and five: candidates by falling sum, each against all kept so far.
std::vector<Vector> by_nested_loops(const Problem& problem) {
  std::vector<Vector> list{Vector(problem.parties, 0)};
  for (std::size_t i = 0; i < problem.issues; ++i) {
    std::vector<std::pair<std::int64_t, Vector>> candidates;
    for (const auto& p : list) {
      for (std::size_t o = 0; o < problem.options[i]; ++o) {
        Vector c = p;
        for (std::size_t j = 0; j < c.size(); ++j) c[j] += problem.at(i, o, j);
        candidates.emplace_back(std::accumulate(c.begin(), c.end(), std::int64_t{0}), c);
      }
    }
    std::sort(candidates.rbegin(), candidates.rend());
    list.clear();
    for (const auto& [sum, c] : candidates) {
      const bool covered = std::any_of(list.begin(), list.end(), [&c = c](const Vector& q) {
        for (std::size_t j = 0; j < c.size(); ++j) {
          if (q[j] < c[j]) return false;
        }
        return true;
      });
      if (!covered) list.push_back(c);
    }
  }
  std::sort(list.rbegin(), list.rend());
  return list;
}

TEST(AdditiveFrontier, FourAndFivePartiesAgreeWithNestedLoops) {
  for (const std::size_t parties : {4U, 5U}) {
    for (const Family family : {Family::uniform, Family::points, Family::percent}) {
      const Problem problem = random_problem(family, parties, parties == 4 ? 8 : 7, 4, 6);
      const Frontier frontier = additive_frontier(problem, {}, {});
      ASSERT_GT(frontier.size(), 100U);
      ASSERT_EQ(points_of(frontier), by_nested_loops(problem)) << to_string(family);
    }
  }
}

TEST(AdditiveFrontier, ConstantSumKeepsEveryOutcome) {
  // Powers of 4 for one, their complement for the other: all 4^8 outcomes differ.
  Problem p = random_problem(Family::points, 2, 8, 4, 0);
  for (std::size_t i = 0; i < 8; ++i) {
    for (std::size_t o = 0; o < 4; ++o) {
      const auto v = static_cast<std::int64_t>(o) << (2 * i);
      p.value[(p.first[i] + o) * 2] = v;
      p.value[(p.first[i] + o) * 2 + 1] = -v;
    }
  }
  const Frontier frontier = additive_frontier(p, {}, {});
  EXPECT_EQ(frontier.size(), 65'536U);
  EXPECT_EQ(frontier.status(), FrontierStatus::exact);
  expect_sound(p, frontier);
}

TEST(AdditiveFrontier, AllEqualIsOnePoint) {
  for (const std::size_t parties : {1U, 2U, 3U, 5U}) {
    Problem p = random_problem(Family::points, parties, 1000, 3, 0);
    std::fill(p.value.begin(), p.value.end(), 7);
    const Frontier frontier = additive_frontier(p, {}, {});
    ASSERT_EQ(points_of(frontier), (std::vector<Vector>{Vector(parties, 7000)}));
    EXPECT_EQ(frontier.outcome(0), Outcome(1000, 0));
  }
}

TEST(AdditiveFrontier, ThousandIssues) {
  const Problem p = random_problem(Family::points, 2, 1000, 3, 3);
  const Frontier frontier = additive_frontier(p, {}, {});
  EXPECT_EQ(points_of(frontier), by_dense_table(p));
  expect_sound(p, frontier);
}

TEST(AdditiveFrontier, ManyOptionsTakeTheHeapAndWideLinks) {
  RandomStream random(4);
  Problem p = random_problem(Family::points, 2, 2, 400, 0);
  for (std::size_t at = 0; at < p.option_total(); ++at) {
    // On a circle's arc, so that nearly all options matter.
    const auto x = static_cast<std::int64_t>(random.below(30'000));
    p.value[2 * at] = x;
    p.value[2 * at + 1] = 1'000'000'000 - x * x + static_cast<std::int64_t>(random.below(3));
  }
  const SumPlan plan = plan_sum(p, SwingOrder::largest_first);
  EXPECT_GT(plan.stages.front().size(), 256U);
  const Frontier frontier = additive_frontier(p, {}, {});
  expect_sound(p, frontier);
  EXPECT_EQ(points_of(frontier), by_halves(p, 0, 2));
}

TEST(AdditiveFrontier, ValuesNearTheLimitDoNotOverflow) {
  const std::int64_t big = (std::int64_t{1} << 61) - 1;
  for (const std::size_t parties : {2U, 3U}) {
    Problem p = random_problem(Family::points, parties, 2, 3, 0);
    for (std::size_t i = 0; i < 2; ++i) {
      for (std::size_t o = 0; o < 3; ++o) {
        for (std::size_t j = 0; j < parties; ++j) {
          const std::int64_t v = o == j ? big - static_cast<std::int64_t>(i) : -big;
          p.value[(p.first[i] + o) * parties + j] = v;
        }
      }
    }
    expect_frontier(p, additive_frontier(p, {}, {}), brute_force_frontier(p));
  }
}

TEST(AdditiveFrontier, NothingAllowedIsEmptyAndExact) {
  Problem p = random_problem(Family::uniform, 2, 3, 2, 0);
  p.allowed[p.first[1]] = p.allowed[p.first[1] + 1] = 0;
  const Frontier frontier = additive_frontier(p, {}, {});
  EXPECT_EQ(frontier.size(), 0U);
  EXPECT_EQ(frontier.parties(), 2U);
  EXPECT_EQ(frontier.status(), FrontierStatus::exact);
}

}  // namespace
}  // namespace entente::bargain
