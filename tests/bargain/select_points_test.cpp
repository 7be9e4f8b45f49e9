#include "entente/bargain/select_points.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "entente/bargain/find_frontier.hpp"
#include "tests/support/frontier_oracle.hpp"

namespace entente::bargain {
namespace {

using test::points_of;
using test::small_problem;
using test::Vector;

/// The documented rule, by definition.
std::vector<Vector> without_look_alikes(std::vector<Vector> points, const Vector& slack) {
  for (std::size_t k = 0; k < points.size();) {
    const bool covered = std::any_of(points.begin(), points.end(), [&](const Vector& q) {
      if (q == points[k]) return false;
      for (std::size_t c = 0; c < q.size(); ++c) {
        if (q[c] < points[k][c] - slack[c]) return false;
      }
      return true;
    });
    if (covered) {
      points.erase(points.begin() + static_cast<long>(k));
    } else {
      ++k;
    }
  }
  return points;
}

TEST(SelectPoints, LookAlikesGoAsDocumented) {
  RandomStream random(1);
  std::size_t dropped = 0;
  for (int round = 0; round < 600; ++round) {
    Problem p = small_problem(random, {.max_parties = 5, .terms = true});
    for (auto& v : p.value) v = 3 * v + static_cast<std::int64_t>(random.below(3));
    const auto exact = points_of(find_frontier(p, {}, {}));
    p.arithmetic = Arithmetic::double_grid;
    Vector slack;
    for (std::size_t j = 0; j < p.parties; ++j) {
      p.denominator[j] = 4;
      const auto units = static_cast<std::int64_t>(random.below(4));
      p.tolerance[j] = static_cast<double>(units) / 8;
      slack.push_back(units);
    }
    const Frontier got = find_frontier(p, {}, {});
    ASSERT_EQ(points_of(got), without_look_alikes(exact, slack)) << round;
    test::expect_sound(p, got);
    dropped += exact.size() - got.size();
  }
  EXPECT_GT(dropped, 100U);
}

TEST(SelectPoints, AddedPointsAndTheFrontierAreFiltered) {
  RandomStream random(2);
  for (int round = 0; round < 300; ++round) {
    const Problem p = small_problem(random, {.max_parties = 4});
    const Frontier whole = find_frontier(p, {}, {});
    // Half of the points are forgotten; some of them, and any others, are added.
    std::vector<KnownPoint> added;
    std::vector<std::uint32_t> half;
    for (std::size_t k = 0; k < whole.size(); ++k) {
      if (random.below(2) == 0) half.push_back(static_cast<std::uint32_t>(k));
    }
    std::vector<std::int64_t> utilities;
    for (const auto k : half) {
      utilities.insert(utilities.end(), whole.utility(k), whole.utility(k) + p.parties);
    }
    const Frontier part(p.parties, utilities, select_witnesses(whole.witnesses(), half),
                        FrontierStatus::partial);
    std::vector<Vector> all = points_of(part);
    for (std::size_t extra = random.below(5); extra > 0; --extra) {
      Outcome x;
      for (std::size_t i = 0; i < p.issues; ++i) {
        x.push_back(static_cast<std::uint16_t>(random.below(p.options[i])));
      }
      if (!feasible(p, x.data())) continue;
      Vector u(p.parties);
      bargain::utilities(p, x.data(), u.data());
      all.push_back(u);
      added.push_back({u, x});
    }
    std::sort(all.rbegin(), all.rend());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    const Frontier got = add_points(part, added);
    ASSERT_EQ(points_of(got), without_look_alikes(all, Vector(p.parties, 0))) << round;
    EXPECT_EQ(got.status(), FrontierStatus::partial);
    if (got.size() > 0) test::expect_sound(p, got);
  }
}

TEST(SelectPoints, ChainsEndInOnePoint) {
  // 0.1 + 0.2 and 0.3: the same true utility, told apart by rounding, best for party 2 last.
  Problem p;
  p.parties = 2;
  p.issues = 1;
  p.options = {3};
  p.first = {0, 3};
  p.value = {1002, 5, 1001, 6, 1000, 7};
  p.allowed = {1, 1, 1};
  p.no_deal = {0, 0};
  p.denominator = {1000, 1};
  p.tolerance = {0.0005, 0};
  p.arithmetic = Arithmetic::double_grid;
  EXPECT_EQ(points_of(find_frontier(p, {}, {})), (std::vector<Vector>{{1000, 7}}));
}

TEST(SelectPoints, SpreadKeepsEndsAndMusts) {
  using Indices = std::vector<std::uint32_t>;
  EXPECT_EQ(spread_indices(5, 9, {}), (Indices{0, 1, 2, 3, 4}));
  EXPECT_EQ(spread_indices(100, 3, {}), (Indices{0, 49, 99}));
  EXPECT_EQ(spread_indices(100, 3, {7}), (Indices{0, 7, 99}));
  EXPECT_EQ(spread_indices(100, 1, {}), (Indices{0}));
  EXPECT_EQ(spread_indices(100, 2, {3, 4, 5}), (Indices{3, 4}));
  EXPECT_EQ(spread_indices(0, 2, {}), Indices{});
}

}  // namespace
}  // namespace entente::bargain
