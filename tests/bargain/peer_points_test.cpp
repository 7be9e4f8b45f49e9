#include "entente/bargain/peer_points.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <optional>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "entente/bargain/find_frontier.hpp"
#include "entente/bargain/solve.hpp"
#include "tests/support/frontier_oracle.hpp"
#include "tests/support/genius_golden.hpp"
#include "tests/support/random_problem.hpp"
#include "tests/support/rounds.hpp"

// The oracle lists all outcomes, compares all pairs and works on fractions of points.

namespace entente::bargain {
namespace {

using Points = std::vector<Rational>;
using Score = std::function<Rational(const Points&)>;

Points in_points(const Problem& p, const std::vector<std::int64_t>& units) {
  Points points;
  for (std::size_t j = 0; j < p.parties; ++j) {
    points.push_back(Rational(Integer(units[j])) / p.denominator[j]);
  }
  return points;
}

Rational distance(const Rational& a, const Rational& b) { return a < b ? b - a : a - b; }

/// What is greatest at the point.
Score score_of(PeerConcept concept_, const Points& no_deal) {
  switch (concept_) {
    case PeerConcept::genius_nash:
      return [no_deal](const Points& u) {
        Rational product = 1;
        for (std::size_t j = 0; j < u.size(); ++j) product *= u[j] - no_deal[j];
        return product;
      };
    case PeerConcept::negolog_nash:
    case PeerConcept::anl_nash:
      return [](const Points& u) { return u[0] * u[1]; };
    case PeerConcept::negolog_kalai:
      return [](const Points& u) { return u[0] + u[1]; };
    case PeerConcept::anl_kalai:
      return [](const Points& u) { return -distance(u[0], u[1]); };
    case PeerConcept::genius_kalai:
      break;
  }
  return [](const Points& u) {
    Rational twice = 0;
    for (const auto& a : u) {
      for (const auto& b : u) twice += distance(a, b);
    }
    return Rational(-twice / 2);
  };
}

void expect_as_defined(const Problem& p, const PeerPoints& found, const Frontier& frontier,
                       const std::vector<std::vector<std::int64_t>>& slow) {
  ASSERT_EQ(found.points.size(), p.parties == 2 ? 6U : 2U);
  std::size_t at = 0;
  for (const auto concept_ : k_peer_concepts) {
    if (is_bilateral(concept_) && p.parties != 2) continue;
    SCOPED_TRACE(to_string(concept_));
    const PeerPoint& peer = found.points[at++];
    EXPECT_EQ(peer.concept_, concept_);
    const Score score = score_of(concept_, in_points(p, p.no_deal));
    std::optional<Rational> best;
    for (const auto& u : slow) {
      const Rational value = score(in_points(p, u));
      if (!best || value > *best) best = value;
    }
    std::vector<std::vector<std::int64_t>> ties;
    for (const auto& u : slow) {
      if (score(in_points(p, u)) == *best) ties.push_back(u);
    }
    EXPECT_EQ(peer.ties, ties.size());
    const std::int64_t* shown = frontier.utility(peer.point);
    EXPECT_EQ(std::vector<std::int64_t>(shown, shown + p.parties),
              *std::max_element(ties.begin(), ties.end()));
    EXPECT_EQ(peer.value < 0 ? Rational(-peer.value) : peer.value,
              *best < 0 ? Rational(-*best) : *best);
  }
}

TEST(PeerPoints, AreThoseThatBruteForceFinds) {
  std::size_t several = 0;
  for (std::uint64_t seed = 0; seed < test::rounds(300); ++seed) {
    SCOPED_TRACE(seed);
    RandomStream random(seed);
    auto options = test::varied_options(seed);
    const bool coarse = seed % 2 == 0;  // few values on one scale: many ties
    if (coarse) {
      options.parties = 2 + seed % 4 / 2;
      options.values = 3;
    }
    Problem p = test::random_problem_with_rules(seed, options);
    for (std::size_t j = 0; j < p.parties && !coarse; ++j) {
      // Points of different parties are compared, so their units must not be the same.
      p.denominator[j] =
          Rational(1 + static_cast<int>(random.below(12)), 1 + static_cast<int>(random.below(3)));
    }
    const Frontier frontier = find_frontier(p, {}, WorkControl{});
    ASSERT_EQ(frontier.status(), FrontierStatus::exact);
    const auto slow = test::slow_frontier(test::all_feasible(p));
    const PeerPoints found = find_peer_points(p, &frontier);
    if (slow.empty()) {
      EXPECT_EQ(found.reason, "the rules leave no outcome");
      continue;
    }
    EXPECT_TRUE(found.reason.empty());
    expect_as_defined(p, found, frontier, slow);
    for (const auto& peer : found.points) several += peer.ties > 1 ? 1 : 0;
    const bool unit = std::all_of(slow.begin(), slow.end(), [&](const auto& u) {
      const Points points = in_points(p, u);
      return std::all_of(points.begin(), points.end(),
                         [](const Rational& x) { return x >= 0 && x <= 1; });
    });
    EXPECT_EQ(found.unit_scale, unit);
  }
  EXPECT_GT(several, test::rounds(20)) << "too few ties to have tested them";
}

/// NegoLog looks at all outcomes, not at the frontier: where no utility is negative and some
/// product is not 0, that is the same.
TEST(PeerPoints, AreThoseOfAllOutcomesWhereUtilitiesArePositive) {
  for (std::uint64_t seed = 0; seed < test::rounds(100); ++seed) {
    SCOPED_TRACE(seed);
    test::RandomProblemOptions options;
    options.terms = 0;
    Problem p = test::random_problem_with_rules(seed, options);
    for (auto& value : p.value) value = std::abs(value) + 1;
    const Frontier frontier = find_frontier(p, {}, WorkControl{});
    const PeerPoints found = find_peer_points(p, &frontier);
    for (const auto& peer : found.points) {
      if (peer.concept_ != PeerConcept::negolog_nash &&
          peer.concept_ != PeerConcept::negolog_kalai) {
        continue;
      }
      const Score score = score_of(peer.concept_, {});
      Rational best = -1;
      for (const auto& outcome : test::all_feasible(p)) {
        best = std::max(best, score(in_points(p, outcome.utility)));
      }
      EXPECT_EQ(peer.value, best);
    }
  }
}

/// Two parties with these utilities in units of 1 / denominator.
PeerPoints of_list(std::vector<std::int64_t> utilities, std::vector<std::int64_t> no_deal,
                   const Rational& denominator) {
  Problem p;
  p.parties = 2;
  p.no_deal = std::move(no_deal);
  p.denominator = {denominator, denominator};
  const Frontier frontier(2, std::move(utilities), nullptr, FrontierStatus::exact);
  return find_peer_points(p, &frontier);
}

TEST(PeerPoints, TellWhatRoundedArithmeticCannot) {
  // Products and sums that differ by one unit in 2^60 and more: doubles take them for equal.
  const std::int64_t large = std::int64_t{1} << 60;
  const auto found = of_list({large + 1, large - 1, large, large}, {0, 0}, 1);
  EXPECT_EQ(found.points[0].point, 1U);
  EXPECT_EQ(found.points[0].ties, 1U);
  EXPECT_EQ(found.points[1].point, 1U);
  EXPECT_EQ(found.points[3].ties, 2U) << "the sums are equal";
  const auto sums = of_list({large + 1, large - 2, large, large}, {0, 0}, 1);
  EXPECT_EQ(sums.points[3].point, 1U);
  EXPECT_EQ(sums.points[3].ties, 1U);
}

TEST(PeerPoints, HeedReservationsOnlyWhereTheToolDoes) {
  const auto found = of_list({9, 2, 6, 5, 4, 6}, {0, 4}, 10);
  EXPECT_EQ(found.points[0].point, 2U) << "4 * 2 is more than 6 * 1";
  EXPECT_EQ(found.points[2].point, 1U);
  EXPECT_EQ(found.points[5].point, 1U);
  EXPECT_TRUE(found.unit_scale);
  EXPECT_EQ(found.points[0].value, Rational(8, 100));
  EXPECT_EQ(found.points[1].value, Rational(1, 10));
}

TEST(PeerPoints, NeedTheCompleteFrontier) {
  Problem p;
  p.parties = 2;
  p.no_deal = {0, 0};
  p.denominator = {1, 1};
  const Frontier partial(2, {1, 1}, nullptr, FrontierStatus::partial);
  const Frontier epsilon(2, {1, 1}, nullptr, FrontierStatus::epsilon, 0.1);
  for (const Frontier* frontier : {&partial, &epsilon, static_cast<const Frontier*>(nullptr)}) {
    const auto found = find_peer_points(p, frontier);
    EXPECT_FALSE(found.reason.empty());
    EXPECT_TRUE(found.points.empty());
  }
}

TEST(PeerPoints, AgreeWithWhatGeniusComputed) {
  const auto folders = test::genius_golden_folders();
  if (folders.empty()) GTEST_SKIP() << "no golden values here";
  int compared = 0;
  for (const auto& [folder, space, read] : test::golden_spaces(folders)) {
    SCOPED_TRACE(folder.string());
    ASSERT_TRUE(read.scenario);
    SolveOptions options;
    options.peer_points = true;
    const auto solution = solve(*read.scenario, options, WorkControl{});
    ASSERT_TRUE(solution.has_value());
    ASSERT_EQ(solution->peer_points->points.size(), 6U);
    EXPECT_TRUE(solution->peer_points->unit_scale);
    const char* const names[] = {"nash", "kalai_genius"};
    for (std::size_t k = 0; k < 2; ++k) {
      const auto wanted = space.at(names[k]).get<std::vector<double>>();
      const std::int64_t* u = solution->frontier->utility(solution->peer_points->points[k].point);
      for (std::size_t j = 0; j < 2; ++j) {
        EXPECT_NEAR(to_points(solution->problem, j, u[j]), wanted[j], 1e-12) << names[k];
      }
    }
    ++compared;
  }
  EXPECT_EQ(compared, 6);
}

}  // namespace
}  // namespace entente::bargain
