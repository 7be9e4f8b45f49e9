#include "entente/enforce/side_payments.hpp"

#include <algorithm>
#include <limits>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "tests/enforce/game_support.hpp"
#include "tests/support/rounds.hpp"

namespace entente::enforce {
namespace {

TEST(SidePayments, PublishedDuopoly) {
  const auto steps = side_payment_steps(test::two_player_game(
      {{10, 3, 0}, {15, 7, -4}, {7, 5, -15}}, {{10, 15, 7}, {3, 7, 5}, {0, -4, -15}}));
  ASSERT_EQ(steps.size(), 3U);
  const Rational discounts[] = {0, Rational(1, 4), Rational(1, 3)};
  const int liquidity[] = {0, 6, 10};
  const int total[] = {14, 18, 20};
  const int lowest[] = {7, 0, 0};
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_EQ(steps[k].discount, discounts[k]);
    EXPECT_EQ(steps[k].liquidity, liquidity[k]);
    EXPECT_EQ(steps[k].total, total[k]);
    EXPECT_EQ(steps[k].lowest, (std::vector<Rational>{lowest[k], lowest[k]}));
  }
  EXPECT_EQ(side_payment_step_at(steps, Rational(1, 4))->total, 18) << "the threshold itself holds";
  EXPECT_EQ(side_payment_step_at(steps, Rational(1, 4) - Rational(1, 1'000'000'007))->total, 14);
}

TEST(SidePayments, PrisonersDilemma) {
  const auto steps =
      side_payment_steps(test::two_player_game({{9, 1}, {10, 3}}, {{9, 10}, {1, 3}}));
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].total, 6);
  // L = 2, U - v = 18 - 6.
  EXPECT_EQ(steps[1].discount, Rational(1, 7));
  EXPECT_EQ(steps[1].total, 18);
}

/// The definition, for one discount factor: from all profiles on, those that the future does not
/// cover are dropped until none is left to drop.
struct Kept {
  bool any = false;
  Rational total;
  std::vector<Rational> lowest;
};

Kept slow(const StageGame& game, const Rational& discount) {
  std::vector<std::size_t> kept(game.profile_count());
  for (std::size_t p = 0; p < kept.size(); ++p) kept[p] = p;
  const auto reply = [&](std::size_t profile, std::size_t player) {
    Rational best = game.at(profile, player);
    for (std::size_t other = 0; other < game.profile_count(); ++other) {
      bool differs_elsewhere = false;
      for (std::size_t i = 0; i < game.player_count(); ++i) {
        if (i != player && game.action_of(other, i) != game.action_of(profile, i)) {
          differs_elsewhere = true;
        }
      }
      if (!differs_elsewhere) best = std::max(best, game.at(other, player));
    }
    return best;
  };
  while (true) {
    Kept out;
    for (const std::size_t p : kept) {
      Rational sum = 0;
      for (std::size_t i = 0; i < game.player_count(); ++i) {
        sum += game.at(p, i);
        if (!out.any) out.lowest.push_back(reply(p, i));
        out.lowest[i] = std::min(out.lowest[i], reply(p, i));
      }
      out.total = out.any ? std::max(out.total, sum) : sum;
      out.any = true;
    }
    if (!out.any) return out;
    Rational surplus = out.total;
    for (const auto& v : out.lowest) surplus -= v;
    const std::size_t before = kept.size();
    std::erase_if(kept, [&](std::size_t p) {
      Rational liquidity = 0;
      for (std::size_t i = 0; i < game.player_count(); ++i) {
        liquidity += reply(p, i) - game.at(p, i);
      }
      return liquidity * (1 - discount) > discount * surplus;
    });
    if (kept.size() == before) return out;
  }
}

TEST(SidePayments, AgreeWithTheDefinition) {
  RandomStream random(17);
  std::size_t several = 0;
  for (std::size_t round = 0; round < test::rounds(80); ++round) {
    SCOPED_TRACE(round);
    const auto game = test::random_small_game(random);
    const auto steps = side_payment_steps(game);
    several += steps.size() > 1 ? 1 : 0;
    for (int d = 0; d < 20; ++d) {
      const Rational discount(d, 20);
      const auto step = side_payment_step_at(steps, discount);
      const Kept kept = slow(game, discount);
      ASSERT_EQ(step.has_value(), kept.any);
      if (!step) continue;
      EXPECT_EQ(step->total, kept.total);
      EXPECT_EQ(step->lowest, kept.lowest);
    }
  }
  EXPECT_GT(several, test::rounds(10));
}

}  // namespace
}  // namespace entente::enforce
