#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "entente/enforce/two_party_set.hpp"
#include "tests/enforce/game_support.hpp"
#include "tests/support/rounds.hpp"

// The operator of Abreu, Pearce and Stacchetti (1990), carried out as it is defined: every
// continuation in the set that keeps both from deviating, from the set of all payoffs inwards.

namespace entente::enforce {
namespace {

using Point = std::array<double, 2>;
using Polygon = std::vector<Point>;

double turn(const Point& a, const Point& b, const Point& c) {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

Polygon hull(Polygon points) {
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  if (points.size() < 3) return points;
  Polygon out;
  for (int side = 0; side < 2; ++side) {
    const std::size_t base = out.size();
    for (const auto& p : points) {
      while (out.size() >= base + 2 && turn(out[out.size() - 2], out.back(), p) <= 0) {
        out.pop_back();
      }
      out.push_back(p);
    }
    out.pop_back();
    std::reverse(points.begin(), points.end());
  }
  return out;
}

/// The part in which coordinate i is at least `least`.
Polygon clip(const Polygon& polygon, std::size_t i, double least) {
  Polygon out;
  for (std::size_t k = 0; k < polygon.size(); ++k) {
    const Point& a = polygon[k];
    const Point& b = polygon[(k + 1) % polygon.size()];
    if (a[i] >= least) out.push_back(a);
    if ((a[i] < least) == (b[i] < least)) continue;
    const double share = (least - a[i]) / (b[i] - a[i]);
    Point cut = {a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])};
    cut[i] = least;
    out.push_back(cut);
  }
  return out;
}

struct Game {
  std::vector<Point> payoff;  ///< [profile]
  std::vector<Point> gain;    ///< [profile] of the best deviation
};

Game game_of(const StageGame& stage) {
  Game game;
  for (std::size_t p = 0; p < stage.profile_count(); ++p) {
    Point payoff{};
    Point gain{};
    for (std::size_t i = 0; i < 2; ++i) {
      payoff[i] = to_double(stage.at(p, i));
      for (std::size_t other = 0; other < stage.profile_count(); ++other) {
        if (stage.action_of(other, 1 - i) != stage.action_of(p, 1 - i)) continue;
        gain[i] = std::max(gain[i], to_double(stage.at(other, i)) - payoff[i]);
      }
    }
    game.payoff.push_back(payoff);
    game.gain.push_back(gain);
  }
  return game;
}

Polygon step(const Game& game, double delta, const Polygon& set) {
  constexpr double ease = 1e-11;
  Point threat = set.front();
  for (const auto& p : set) {
    for (std::size_t i = 0; i < 2; ++i) threat[i] = std::min(threat[i], p[i]);
  }
  Polygon next;
  for (std::size_t a = 0; a < game.payoff.size(); ++a) {
    Polygon follow = set;
    for (std::size_t i = 0; i < 2 && !follow.empty(); ++i) {
      follow = clip(follow, i, threat[i] + (1 - delta) / delta * game.gain[a][i] - ease);
    }
    for (const auto& w : follow) {
      next.push_back({(1 - delta) * game.payoff[a][0] + delta * w[0],
                      (1 - delta) * game.payoff[a][1] + delta * w[1]});
    }
  }
  return hull(std::move(next));
}

double support(const Polygon& set, double angle) {
  double most = -1e300;
  for (const auto& p : set) most = std::max(most, std::cos(angle) * p[0] + std::sin(angle) * p[1]);
  return most;
}

double distance(const Polygon& a, const Polygon& b) {
  double most = 0;
  for (int k = 0; k < 90; ++k) {
    const double angle = k * 4 * std::acos(-1.0) / 180;
    most = std::max(most, std::abs(support(a, angle) - support(b, angle)));
  }
  return most;
}

TEST(TwoPartySet, AgreesWithTheOperatorAsDefined) {
  RandomStream random(29);
  int empty = 0;
  int beyond = 0;
  int settled = 0;
  for (std::uint64_t round = 0; round < test::rounds(400); ++round) {
    SCOPED_TRACE(round);
    const std::size_t rows = 2 + random.below(2);
    const std::size_t columns = 2 + random.below(2);
    test::Matrix first(rows, std::vector<int>(columns));
    test::Matrix second = first;
    for (auto* matrix : {&first, &second}) {
      for (auto& row : *matrix) {
        for (auto& x : row) x = static_cast<int>(random.below(12));
      }
    }
    const auto stage = test::two_player_game(first, second);
    const int tenths = 1 + static_cast<int>(random.below(8));
    const double delta = tenths / 10.0;
    const Game game = game_of(stage);
    Polygon slow = hull(game.payoff);
    double change = 1;
    for (int k = 0; k < 400 && !slow.empty() && change > 1e-12; ++k) {
      const Polygon next = step(game, delta, slow);
      change = next.empty() ? 0 : distance(slow, next);
      slow = next;
    }
    const auto set = find_equilibrium_set(stage, Rational(tenths, 10));
    if (slow.empty()) {
      ++empty;
      EXPECT_EQ(set.status, SetStatus::none);
      continue;
    }
    if (change > 1e-12) continue;  // still shrinking: no verdict
    ++settled;
    ASSERT_NE(set.status, SetStatus::none);
    Polygon found;
    for (const auto& v : set.vertices) found.push_back({v.value[0], v.value[1]});
    EXPECT_LT(distance(found, slow), 1e-7);
    beyond += set.vertices.size() > 1 ? 1 : 0;
  }
  EXPECT_GT(empty, static_cast<int>(test::rounds(20)));
  EXPECT_GT(beyond, static_cast<int>(test::rounds(60)));
  EXPECT_GT(settled * 10, static_cast<int>(test::rounds(400)) * 5);
}

}  // namespace
}  // namespace entente::enforce
