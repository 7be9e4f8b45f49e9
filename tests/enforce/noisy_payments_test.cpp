#include "entente/enforce/noisy_payments.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "entente/enforce/monitored_profile.hpp"
#include "tests/enforce/game_support.hpp"
#include "tests/support/rounds.hpp"

namespace entente::enforce {
namespace {

using test::trust_game;
using test::trust_signals;
using Values = std::vector<Rational>;

void expect_same(const PaymentStep& a, const PaymentStep& b) {
  EXPECT_EQ(a.discount, b.discount);
  EXPECT_EQ(a.liquidity, b.liquidity);
  EXPECT_EQ(a.total, b.total);
  EXPECT_EQ(a.lowest, b.lowest);
}

/// Payoffs 1 if both keep, a gain of 1 by cheating, a loss of 3/2 by being cheated.
StageGame dilemma_with_blame() {
  auto game = test::two_player_game({{2, -3}, {4, 0}}, {{2, 4}, {-3, 0}});
  for (auto& x : game.payoff) x /= 2;
  return game;
}

/// Beside no signal, there is an alarm that names nobody and one that blames each; of each kind 1
/// in 10 if both keep. By cheating the first and the one that blames the cheater rise to 3 in 10.
/// (With both cheating the source states no signals; there is then always an alarm that names
/// nobody.)
PublicMonitoring blame() {
  PublicMonitoring monitoring{{"none", "somebody", "row", "column"}, {}};
  for (const int tenths : {7, 1, 1, 1, 3, 3, 1, 3, 3, 3, 3, 1, 0, 10, 0, 0}) {
    monitoring.probability.emplace_back(tenths, 10);
  }
  return monitoring;
}

TEST(NoisyPayments, PublishedDilemmaWithBlame) {
  const auto steps = noisy_payment_steps(dilemma_with_blame(), blame());
  const auto step_of = [&](const Rational& liquidity) {
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const PaymentStep& step) {
      return step.liquidity == liquidity;
    });
    return found == steps.end() ? PaymentStep{} : *found;
  };
  const PaymentStep burning = step_of(5);
  EXPECT_EQ(burning.discount, Rational(10, 13));
  EXPECT_EQ(burning.total, Rational(3, 2));
  EXPECT_TRUE(burning.gradual);
  const PaymentStep blaming = step_of(10);
  EXPECT_EQ(blaming.discount, Rational(5, 6));
  EXPECT_EQ(blaming.total, 2);
  EXPECT_EQ(blaming.lowest, (Values{0, 0}));
  EXPECT_FALSE(blaming.gradual);
}

/// Bad signals do not tell who cheated, so that both have to burn: with 5/2 each, 1 in 10 times.
TEST(NoisyPayments, SignalsThatBlameNobodyCostWhatIsBurnt) {
  const auto steps = noisy_payment_steps(trust_game(), trust_signals());
  ASSERT_GE(steps.size(), 2U);
  EXPECT_EQ(steps[0].discount, 0);
  EXPECT_EQ(steps[0].total, 0);
  const auto last = steps.back();
  EXPECT_EQ(last.discount, Rational(10, 17));
  EXPECT_EQ(last.liquidity, 5);
  EXPECT_EQ(last.total, Rational(7, 2));
  EXPECT_EQ(last.profile, 0U);
  EXPECT_EQ(last.lowest, (Values{0, 0}));
}

TEST(NoisyPayments, WithEverythingSeenAreThoseOfPerfectMonitoring) {
  RandomStream random(23);
  std::size_t several = 0;
  for (std::size_t round = 0; round < test::rounds(12); ++round) {
    SCOPED_TRACE(round);
    const auto game = test::random_small_game(random);
    const auto expected = side_payment_steps(game);
    const auto steps = noisy_payment_steps(game, perfect_monitoring(game));
    several += steps.size() > 1 ? 1 : 0;
    ASSERT_EQ(steps.size(), expected.size());
    for (std::size_t k = 0; k < steps.size(); ++k) {
      EXPECT_FALSE(steps[k].gradual);
      expect_same(steps[k], expected[k]);
    }
  }
  EXPECT_GE(several, test::rounds(2));
}

/// The solution of a square system; nothing where it is not unique.
std::optional<Values> solution(std::vector<Values> rows, Values right) {
  const std::size_t n = rows.size();
  for (std::size_t c = 0; c < n; ++c) {
    std::size_t pivot = c;
    while (pivot < n && rows[pivot][c] == 0) ++pivot;
    if (pivot == n) return std::nullopt;
    std::swap(rows[c], rows[pivot]);
    std::swap(right[c], right[pivot]);
    for (std::size_t r = 0; r < n; ++r) {
      if (r == c || rows[r][c] == 0) continue;
      const Rational factor = rows[r][c] / rows[c][c];
      for (std::size_t k = c; k < n; ++k) rows[r][k] -= factor * rows[c][k];
      right[r] -= factor * right[c];
    }
  }
  for (std::size_t c = 0; c < n; ++c) right[c] /= rows[c][c];
  return right;
}

/// What payments within a liquidity can do for two players, by the definition: at all corners of
/// all payments q[player * signals + signal].
struct Slow {
  bool any = false;
  Rational total;
  Values lowest = {0, 0};
};

struct Constraint {
  Values row;  ///< times q is at most
  Rational right;
};

std::vector<Constraint> constraints(const StageGame& game, const PublicMonitoring& monitoring,
                                    std::size_t profile, const Rational& liquidity) {
  const std::size_t signals = monitoring.signals.size();
  const Values zero(2 * signals, Rational(0));
  std::vector<Constraint> list;
  for (std::size_t k = 0; k < 2 * signals; ++k) {
    list.push_back({zero, 0});
    list.back().row[k] = -1;
  }
  for (std::size_t y = 0; y < signals; ++y) {
    list.push_back({zero, liquidity});
    list.back().row[y] = list.back().row[signals + y] = 1;
  }
  for (std::size_t i = 0; i < 2; ++i) {
    for (std::size_t a = 0; a < game.actions[i].size(); ++a) {
      const std::size_t other = game.changed(profile, i, a);
      if (other == profile) continue;
      list.push_back({zero, game.at(profile, i) - game.at(other, i)});
      for (std::size_t y = 0; y < signals; ++y) {
        list.back().row[i * signals + y] = monitoring.at(other, y) - monitoring.at(profile, y);
      }
    }
  }
  return list;
}

bool keeps(const std::vector<Constraint>& list, const Values& q) {
  return std::all_of(list.begin(), list.end(), [&](const Constraint& c) {
    Rational sum = 0;
    for (std::size_t k = 0; k < q.size(); ++k) sum += c.row[k] * q[k];
    return sum <= c.right;
  });
}

void look_at(const StageGame& game, const PublicMonitoring& monitoring, std::size_t profile,
             const Rational& liquidity, const Values& q, Slow& slow) {
  const std::size_t signals = monitoring.signals.size();
  Values payoff = {game.at(profile, 0), game.at(profile, 1)};
  for (std::size_t k = 0; k < q.size(); ++k) {
    payoff[k / signals] += monitoring.at(profile, k % signals) * q[k];
  }
  const Rational total = payoff[0] + payoff[1] - liquidity;
  slow.total = slow.any ? std::max(slow.total, total) : total;
  for (std::size_t i = 0; i < 2; ++i) {
    slow.lowest[i] = slow.any ? std::min(slow.lowest[i], payoff[i]) : payoff[i];
  }
  slow.any = true;
}

Slow slow_values(const StageGame& game, const PublicMonitoring& monitoring,
                 const Rational& liquidity) {
  Slow slow;
  const std::size_t n = 2 * monitoring.signals.size();
  for (std::size_t a = 0; a < game.profile_count(); ++a) {
    const auto list = constraints(game, monitoring, a, liquidity);
    std::vector<bool> chosen(list.size(), false);
    std::fill(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(n), true);
    do {
      std::vector<Values> rows;
      Values right;
      for (std::size_t c = 0; c < list.size(); ++c) {
        if (!chosen[c]) continue;
        rows.push_back(list[c].row);
        right.push_back(list[c].right);
      }
      const auto q = solution(std::move(rows), std::move(right));
      if (q && keeps(list, *q)) look_at(game, monitoring, a, liquidity, *q, slow);
    } while (std::prev_permutation(chosen.begin(), chosen.end()));
  }
  return slow;
}

/// At a discount factor: what the point says is so, and with more liquidity there is either nothing
/// more or no cover for it. Is anything kept up that takes payments?
bool expect_right(const StageGame& game, const PublicMonitoring& monitoring,
                  const std::vector<PaymentStep>& steps, const Rational& discount) {
  const Rational x = discount / (1 - discount);
  const auto point = side_payment_step_at(steps, discount);
  const auto covered = [&](const Slow& slow, const Rational& liquidity) {
    return slow.any && liquidity <= x * (slow.total - slow.lowest[0] - slow.lowest[1]);
  };
  const Rational least = point ? point->liquidity : Rational(0);
  for (int more = 0; more <= 3; ++more) {
    const Rational liquidity = least + Rational(more * more, 3);
    const Slow slow = slow_values(game, monitoring, liquidity);
    if (more == 0) {
      EXPECT_EQ(covered(slow, liquidity), point.has_value());
    }
    if (!covered(slow, liquidity) || !point) {
      EXPECT_FALSE(covered(slow, liquidity) && !point);
      continue;
    }
    EXPECT_EQ(point->total, slow.total);
    EXPECT_EQ(point->lowest, slow.lowest);
  }
  return point && point->liquidity > 0;
}

TEST(NoisyPayments, AgreeWithAllCornersOfAllPayments) {
  RandomStream random(29);
  std::size_t paying = 0;
  for (std::size_t round = 0; round < test::rounds(25); ++round) {
    const auto game = test::random_game(random, 2, 2, 9);
    const auto monitoring = test::random_signals(random, game, 2);
    const auto steps = noisy_payment_steps(game, monitoring);
    for (int d = 0; d < 20; d += 1 + static_cast<int>(random.below(6))) {
      SCOPED_TRACE(testing::Message() << "round " << round << ", discount " << d << "/20");
      paying += expect_right(game, monitoring, steps, Rational(d, 20)) ? 1 : 0;
    }
  }
  EXPECT_GE(paying, test::rounds(5));
}

TEST(NoisyPayments, BetweenStepsLessIsBurntTheMoreTheyCanPay) {
  const auto game = dilemma_with_blame();
  const auto monitoring = blame();
  const auto point = side_payment_step_at(noisy_payment_steps(game, monitoring), Rational(4, 5));
  ASSERT_TRUE(point);
  // L = 4 U, and U = 3/2 + (L - 5) / 10.
  EXPECT_EQ(point->liquidity, Rational(20, 3));
  EXPECT_EQ(point->total, Rational(5, 3));
  const Slow slow = slow_values(game, monitoring, point->liquidity);
  EXPECT_EQ(slow.total, point->total);
  EXPECT_EQ(slow.lowest, point->lowest);
}

}  // namespace
}  // namespace entente::enforce
