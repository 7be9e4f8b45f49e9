#include "entente/bargain/improve_frontier.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "entente/bargain/families.hpp"
#include "entente/bargain/find_frontier.hpp"
#include "entente/base/random.hpp"
#include "tests/bargain/small_problems.hpp"
#include "tests/support/random_problem.hpp"
#include "tests/support/rounds.hpp"

namespace entente::bargain {
namespace {

bool at_least(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b) {
  for (std::size_t j = 0; j < a.size(); ++j) {
    if (a[j] < b[j]) return false;
  }
  return true;
}

/// Every outcome that meets the floors must stay, and none may come.
void expect_kept(const Problem& p, RandomStream& random, std::size_t& taken) {
  const auto all = test::all_feasible(p);
  if (all.empty()) return;
  const auto& draft = all[random.below(all.size())].utility;
  std::vector<double> prices;
  for (std::size_t k = 0; k < 3 * p.parties; ++k) prices.push_back(random.uniform());
  const Problem rest = within_reach(p, draft, prices);
  for (std::size_t e = 0; e < p.option_total(); ++e) {
    EXPECT_LE(rest.allowed[e], p.allowed[e]);
    taken += p.allowed[e] > rest.allowed[e] ? 1 : 0;
  }
  for (const auto& e : all) {
    if (!at_least(e.utility, draft)) continue;
    EXPECT_TRUE(feasible(rest, e.outcome.data()));
  }
}

TEST(WithinReach, KeepsWhateverMeetsTheFloors) {
  RandomStream random(1);
  std::size_t taken = 0;
  for (std::uint64_t round = 0; round < test::rounds(500); ++round) {
    SCOPED_TRACE(round);
    expect_kept(test::coarse_problem(random), random, taken);
    expect_kept(test::random_problem_with_rules(round, test::varied_options(round)), random, taken);
  }
  EXPECT_GT(taken, test::rounds(500));
}

/// Every improvement there is must have a listed point that falls short by at most epsilon of what
/// each party can gain over the draft.
void expect_epsilon(const Frontier& points, const Frontier& all, const Problem& p,
                    const std::vector<std::int64_t>& draft) {
  std::vector<double> range(p.parties, 0);
  for (std::size_t k = 0; k < all.size(); ++k) {
    for (std::size_t j = 0; j < p.parties; ++j) {
      range[j] = std::max(range[j], static_cast<double>(all.utility(k)[j] - draft[j]));
    }
  }
  for (std::size_t k = 0; k < all.size(); ++k) {
    double least = 1;
    for (std::size_t s = 0; s < points.size(); ++s) {
      double most = 0;
      for (std::size_t j = 0; j < p.parties; ++j) {
        const auto lack = static_cast<double>(all.utility(k)[j] - points.utility(s)[j]);
        if (lack > 0) most = std::max(most, lack / range[j]);
      }
      least = std::min(least, most);
    }
    EXPECT_LE(least, points.epsilon() + 1e-12);
  }
}

TEST(ImprovementFrontier, PointsThatStandForOthersKeepWhatTheyPromise) {
  std::size_t seen = 0;
  for (std::uint64_t seed = 0; seed < test::rounds(10); ++seed) {
    SCOPED_TRACE(seed);
    const Problem p = random_problem(k_families[seed % 5], 3 + seed % 2, 8, 4, 100 + seed);
    RandomStream random(seed);
    Outcome draft;
    for (std::size_t i = 0; i < p.issues; ++i) {
      draft.push_back(static_cast<std::uint16_t>(random.below(4)));
    }
    std::vector<std::int64_t> utility(p.parties);
    utilities(p, draft.data(), utility.data());
    const Frontier all = improvement_frontier(p, utility, {}, {}, {});
    ASSERT_EQ(all.status(), FrontierStatus::exact);
    FrontierOptions limits;
    limits.max_points = all.size() / 3 + 1;
    limits.epsilon = 0.1;
    limits.epsilon_work = 4'000'000;
    limits.epsilon_points = 200;
    const Frontier points = improvement_frontier(p, utility, {}, limits, {});
    for (std::size_t k = 0; k < points.size(); ++k) {
      const std::vector<std::int64_t> u(points.utility(k), points.utility(k) + p.parties);
      EXPECT_TRUE(at_least(u, utility) && u != utility);
      std::vector<std::int64_t> reached(p.parties);
      utilities(p, points.outcome(k).data(), reached.data());
      EXPECT_EQ(reached, u);
    }
    if (points.status() != FrontierStatus::epsilon) continue;
    ++seen;
    expect_epsilon(points, all, p, utility);
  }
  EXPECT_GE(seen, test::rounds(10) / 2);
}

TEST(ImprovementFrontier, IsThatOfTheWholeAboveTheDraft) {
  for (std::uint64_t seed = 0; seed < test::rounds(15); ++seed) {
    SCOPED_TRACE(seed);
    const Problem p = random_problem(k_families[seed % 5], 2 + seed % 3, 11, 4, seed);
    RandomStream random(seed);
    Outcome draft;
    for (std::size_t i = 0; i < p.issues; ++i) {
      draft.push_back(static_cast<std::uint16_t>(random.below(4)));
    }
    std::vector<std::int64_t> utility(p.parties);
    utilities(p, draft.data(), utility.data());
    const Frontier whole = find_frontier(p, {}, {});
    std::set<std::vector<std::int64_t>> expected;
    std::vector<std::int64_t> better;
    for (std::size_t k = 0; k < whole.size(); ++k) {
      const std::vector<std::int64_t> u(whole.utility(k), whole.utility(k) + p.parties);
      if (!at_least(u, utility) || u == utility) continue;
      expected.insert(u);
      if (random.below(5) == 0) better = u;
    }
    const Frontier part = improvement_frontier(p, utility, better, {}, {});
    EXPECT_EQ(part.status(), FrontierStatus::exact);
    std::set<std::vector<std::int64_t>> points;
    for (std::size_t k = 0; k < part.size(); ++k) {
      points.insert({part.utility(k), part.utility(k) + p.parties});
    }
    EXPECT_EQ(points, expected);
    EXPECT_EQ(part.size(), expected.size());
  }
}

}  // namespace
}  // namespace entente::bargain
