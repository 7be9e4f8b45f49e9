#include "entente/enforce/limit_bounds.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "entente/enforce/direction_lattice.hpp"
#include "entente/enforce/limit_set.hpp"
#include "entente/enforce/monitored_profile.hpp"
#include "tests/enforce/game_support.hpp"
#include "tests/support/rounds.hpp"

namespace entente::enforce {
namespace {

TEST(DirectionLattice, HoldsEachDirectionOnce) {
  // 2 n^2 + 2 on an octahedron; for four players 8 n (n^2 + 2) / 3.
  EXPECT_EQ(direction_lattice(3, 4).size(), 66U);
  EXPECT_EQ(direction_lattice(4, 3).size(), 88U);
  const auto lattice = direction_lattice(3, 6);
  EXPECT_EQ(std::set<LatticePoint>(lattice.begin(), lattice.end()).size(), 146U);
  EXPECT_EQ(lattice[2], (LatticePoint{0, 6, 0, 0}));
  EXPECT_EQ(lattice[3], (LatticePoint{0, -6, 0, 0}));
}

TEST(DirectionLattice, ConesFillEveryOrthant) {
  // 8 orthants of n^2 cones, 12 faces of n, 6 axes; in four dimensions n^3, n^2, n and 1.
  EXPECT_EQ(lattice_cones(3, 4).size(), 8U * 16 + 12 * 4 + 6);
  EXPECT_EQ(lattice_cones(4, 3).size(), 16U * 27 + 32 * 9 + 24 * 3 + 8);
  // The volumes of the cones' simplices add up to that of the whole.
  int volume = 0;
  for (const auto& cone : lattice_cones(3, 4)) {
    if (cone.corners.size() != 3) continue;
    const auto& [a, b, c] = std::tie(cone.corners[0], cone.corners[1], cone.corners[2]);
    volume += std::abs(a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) +
                       a[2] * (b[0] * c[1] - b[1] * c[0]));
  }
  EXPECT_EQ(volume, 8 * 64);
}

TEST(LimitBounds, EncloseTheExactSetOfTwoPlayers) {
  RandomStream random(61);
  int compared = 0;
  for (std::uint64_t round = 0; round < test::rounds(20); ++round) {
    SCOPED_TRACE(round);
    const auto game = round == 0 ? test::trust_game() : test::random_game(random, 2, 3, 12);
    const auto monitoring =
        round == 0 ? test::trust_signals() : test::random_signals(random, game, 4);
    const auto exact = find_limit_set(game, monitoring);
    const auto bounds = find_limit_bounds(game, monitoring);
    if (exact.vertices.empty()) {
      EXPECT_TRUE(bounds.inner_empty);
      continue;
    }
    ASSERT_FALSE(bounds.empty);
    for (const auto& level : bounds.levels) {
      double most = -1e9;
      for (const auto& v : exact.vertices) {
        most = std::max(
            most, level.direction[0] * to_double(v[0]) + level.direction[1] * to_double(v[1]));
      }
      EXPECT_LE(most, level.outer + 1e-8);
      if (!bounds.inner_empty) {
        EXPECT_LE(level.inner, most + 1e-8);
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 100);
}

TEST(LimitBounds, ThreeAndFourPlayersWhoSeeEverything) {
  for (const std::size_t players : {3U, 4U}) {
    const auto game = test::public_good(players);  // nobody can be held below 0
    const auto bounds = find_limit_bounds(game, perfect_monitoring(game));
    ASSERT_FALSE(bounds.inner_empty);
    for (std::size_t i = 0; i < players; ++i) {
      // Each bound is in units of the player's range.
      const double unit = bounds.levels[2 * i].direction[i];
      EXPECT_NEAR(bounds.levels[2 * i + 1].outer / unit, 0, 1e-6);
      EXPECT_LE(bounds.levels[2 * i].inner, bounds.levels[2 * i].outer);
      // The folk theorem: all that leaves nobody with less than 0. Inside it what all get by
      // giving.
      EXPECT_NEAR(bounds.levels[2 * i].outer / unit, players == 3 ? 6 : 9, 1e-6);
      EXPECT_GT(bounds.levels[2 * i].inner / unit, 3 * static_cast<double>(players) - 4.5 - 0.6);
    }
    EXPECT_GT(bounds.gap, 0);
    EXPECT_LT(bounds.gap, players == 3 ? 0.5 : 2.5);
  }
}

}  // namespace
}  // namespace entente::enforce
