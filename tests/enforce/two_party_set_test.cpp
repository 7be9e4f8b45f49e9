#include "entente/enforce/two_party_set.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "tests/enforce/game_support.hpp"
#include "tests/support/rounds.hpp"

namespace entente::enforce {
namespace {

using test::random_game;
using test::two_player_game;
using Exact = std::array<Rational, 2>;
using Points = std::vector<std::array<double, 2>>;

StageGame dilemma() { return two_player_game({{9, 1}, {10, 3}}, {{9, 10}, {1, 3}}); }

StageGame three_by_three() {
  return two_player_game({{16, 3, 0}, {21, 10, -1}, {9, 5, -5}},
                         {{9, 13, 3}, {1, 4, 0}, {0, -4, -15}});
}

StageGame cournot() {
  return two_player_game({{10, 3, 0}, {15, 7, -4}, {7, 5, -15}},
                         {{10, 15, 7}, {3, 7, 5}, {0, -4, -15}});
}

Rational cross(const Exact& a, const Exact& b, const Exact& c) {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/// Is c a mixture of the points? Whatever their order: by all triangles.
bool is_mixture(const std::vector<Exact>& points, const Exact& c) {
  for (const auto& p : points) {
    for (const auto& q : points) {
      for (const auto& r : points) {
        const Rational all = cross(p, q, r);
        if (all > 0) {
          if (cross(p, q, c) >= 0 && cross(q, r, c) >= 0 && cross(r, p, c) >= 0) return true;
        } else if (all == 0 && cross(p, q, c) == 0) {
          const bool between_x = std::min(p[0], q[0]) <= c[0] && c[0] <= std::max(p[0], q[0]);
          const bool between_y = std::min(p[1], q[1]) <= c[1] && c[1] <= std::max(p[1], q[1]);
          if (between_x && between_y) return true;
        }
      }
    }
  }
  return false;
}

Rational best_reply(const StageGame& game, std::size_t profile, std::size_t player) {
  Rational best = game.at(profile, player);
  for (std::size_t a = 0; a < game.actions[player].size(); ++a) {
    best = std::max(best, game.at(game.changed(profile, player, a), player));
  }
  return best;
}

/// The definition of self-generation, in fractions: today's payoff and the continuation make up the
/// point, the continuation is a mixture of proven points, and nobody gains by a deviation that is
/// followed by its worst proven point.
void expect_certificate(const StageGame& game, const Rational& delta, const EquilibriumSet& set) {
  std::vector<Exact> proven;
  for (const auto& v : set.vertices) proven.push_back(v.proven);
  Exact worst = proven.front();
  for (const auto& p : proven) {
    for (std::size_t i = 0; i < 2; ++i) worst[i] = std::min(worst[i], p[i]);
  }
  for (const auto& v : set.vertices) {
    EXPECT_TRUE(is_mixture(proven, v.continuation));
    for (std::size_t i = 0; i < 2; ++i) {
      const Rational kept = (1 - delta) * game.at(v.profile, i) + delta * v.continuation[i];
      const Rational cheated = (1 - delta) * best_reply(game, v.profile, i) + delta * worst[i];
      EXPECT_EQ(kept, v.proven[i]);
      EXPECT_EQ(v.slack[i], kept - cheated);
      EXPECT_GE(v.slack[i], 0);
      EXPECT_LE(std::abs(v.value[i] - to_double(v.proven[i])), set.inner_gap + 1e-12);
    }
  }
}

void expect_vertices(const StageGame& game, const char* discount, const Points& expected) {
  SCOPED_TRACE(discount);
  const Rational delta = *parse_decimal(discount);
  const auto set = find_equilibrium_set(game, delta);
  ASSERT_TRUE(set.status == SetStatus::exact || set.status == SetStatus::enclosed);
  ASSERT_EQ(set.vertices.size(), expected.size());
  for (std::size_t k = 0; k < expected.size(); ++k) {
    EXPECT_NEAR(set.vertices[k].value[0], expected[k][0], 1e-12);
    EXPECT_NEAR(set.vertices[k].value[1], expected[k][1], 1e-12);
  }
  EXPECT_LT(set.inner_gap, 1e-15);
  EXPECT_LT(set.outer_gap, 1e-9);
  expect_certificate(game, delta, set);
}

TEST(TwoPartySet, PublishedVerticesOfTheThreeByThreeGame) {
  const auto game = three_by_three();
  expect_vertices(game, "0.2", {{10, 4}});
  expect_vertices(game, "0.3",
                  {{1.125682395504878557, 2.8},
                   {7.337704718651463567, 0},
                   {7.863089638136199675, 0},
                   {19.791797697363599928, 2.8},
                   {15.563089638136199675, 9.1},
                   {7.337704718651463567, 10.982625279106762319}});
  expect_vertices(game, "0.4",
                  {{0.431697313975863140, 2.4},
                   {6.172678925590345256, 0},
                   {10.15, 0},
                   {20.125, 2.4},
                   {16, 9},
                   {6.172678925590345256, 12.02379109981835531}});
}

TEST(TwoPartySet, DilemmaBattleAndCournot) {
  const Points square{{3, 3}, {9.75, 3}, {9, 9}, {3, 9.75}};
  expect_vertices(dilemma(), "0.75", square);
  expect_vertices(dilemma(), "0.9", square);
  expect_vertices(dilemma(), "0.1", {{3, 3}});
  expect_vertices(two_player_game({{8, 3}, {0, 5}}, {{5, 3}, {0, 8}}), "0.8",
                  {{5, 5}, {8, 5}, {5, 8}});
  expect_vertices(cournot(), "0.24", {{7, 7}});
  expect_vertices(cournot(), "0.3",
                  {{0, 4.9}, {4.9, 0}, {6.1, 0}, {13.1, 4.9}, {4.9, 13.1}, {0, 6.1}});
}

TEST(TwoPartySet, FractionsAreExactAndOthersAreEnclosed) {
  EXPECT_EQ(find_equilibrium_set(cournot(), Rational(3, 10)).status, SetStatus::exact);
  const auto set = find_equilibrium_set(cournot(), Rational(1, 3));
  EXPECT_EQ(set.status, SetStatus::exact);
  EXPECT_EQ(set.inner_gap, 0);
  EXPECT_EQ(set.vertices[2].proven[0], Rational(50, 7));
  // 40 x^2 - 3573 x + 1535 = 0 has no rational root.
  EXPECT_EQ(find_equilibrium_set(three_by_three(), Rational(4, 10)).status, SetStatus::enclosed);
}

TEST(TwoPartySet, CooperationAppearsExactlyAtTheThreshold) {
  const Rational threshold(1, 7);  // gain 1 today against 9 - 3 in every later period
  const auto at = find_equilibrium_set(dilemma(), threshold);
  EXPECT_EQ(at.status, SetStatus::exact);
  ASSERT_EQ(at.vertices.size(), 2U);
  EXPECT_EQ(at.vertices[1].proven, (Exact{9, 9}));
  EXPECT_EQ(at.vertices[1].slack, (Exact{0, 0}));
  EXPECT_TRUE(at.vertices[1].binds[0] && at.vertices[1].binds[1] && at.vertices[1].stays);
  for (const unsigned bits : {20U, 38U, 44U, 60U, 120U}) {
    SCOPED_TRACE(bits);
    const Rational little(Integer(1), Integer(1) << bits);
    const auto below = find_equilibrium_set(dilemma(), threshold - little);
    EXPECT_EQ(below.status, SetStatus::exact);
    EXPECT_EQ(below.vertices.size(), 1U);
    const auto above = find_equilibrium_set(dilemma(), threshold + little);
    EXPECT_EQ(above.status, SetStatus::exact);
    EXPECT_EQ(above.vertices.size(), 2U);
  }
}

TEST(TwoPartySet, NoPureEquilibrium) {
  const auto pennies = two_player_game({{1, -1}, {-1, 1}}, {{-1, 1}, {1, -1}});
  for (const int d : {1, 5, 9}) {
    const auto set = find_equilibrium_set(pennies, Rational(d, 10));
    EXPECT_EQ(set.status, SetStatus::none);
    EXPECT_TRUE(set.vertices.empty());
  }
}

TEST(TwoPartySet, OneActionAndConstantPayoffs) {
  const auto single = two_player_game({{4}}, {{-2}});
  const auto set = find_equilibrium_set(single, Rational(1, 2));
  EXPECT_EQ(set.status, SetStatus::exact);
  ASSERT_EQ(set.vertices.size(), 1U);
  EXPECT_EQ(set.vertices[0].proven, (Exact{4, -2}));
  // Only the second player has something to lose, and nobody a reason to deviate.
  const auto line = two_player_game({{1, 1}}, {{0, 5}});
  EXPECT_EQ(find_equilibrium_set(line, Rational(1, 2)).vertices.size(), 1U);
  const auto free = two_player_game({{1, 2}, {1, 2}}, {{3, 3}, {7, 7}});
  const auto all = find_equilibrium_set(free, Rational(1, 2));
  EXPECT_EQ(all.status, SetStatus::exact);
  EXPECT_EQ(all.vertices.size(), 4U);
}

TEST(TwoPartySet, ScaleAndOriginDoNotMatter) {
  auto game = three_by_three();
  for (std::size_t a = 0; a < game.profile_count(); ++a) {
    game.payoff[2 * a] = game.payoff[2 * a] * Rational(1, 1000000) + 1000000;
    game.payoff[2 * a + 1] *= 1000000000;
  }
  const auto plain = find_equilibrium_set(three_by_three(), Rational(3, 10));
  const auto scaled = find_equilibrium_set(game, Rational(3, 10));
  ASSERT_EQ(scaled.vertices.size(), plain.vertices.size());
  for (std::size_t k = 0; k < plain.vertices.size(); ++k) {
    const auto& p = plain.vertices[k].proven;
    EXPECT_EQ(scaled.vertices[k].proven[0], p[0] * Rational(1, 1000000) + 1000000);
    EXPECT_EQ(scaled.vertices[k].proven[1], p[1] * 1000000000);
  }
}

// The operator of Abreu, Pearce and Stacchetti itself, by support functions in many directions: the
// largest of a direction over all profiles and all continuations that are worth enough. Slow, and
// an outer bound that is close when the directions are many.
class Hyperplanes {
 public:
  Hyperplanes(const StageGame& game, double delta) : game_(game), delta_(delta) {
    for (int k = 0; k < k_count; ++k) {
      const double angle = 2 * std::acos(-1.0) * k / k_count;
      direction_.push_back({std::cos(angle), std::sin(angle)});
      double most = -1e9;
      for (std::size_t a = 0; a < game.profile_count(); ++a) {
        most = std::max(most, dot(direction_.back(), pay(a)));
      }
      level_.push_back(most);
    }
  }

  /// Returns false when nothing is left.
  bool run(int rounds) {
    for (int round = 0; round < rounds; ++round) {
      std::vector<double> next(k_count, -1e9);
      for (std::size_t a = 0; a < game_.profile_count(); ++a) raise(a, next);
      if (next[0] < -1e8) return false;
      level_ = next;
    }
    return true;
  }

  [[nodiscard]] const std::vector<double>& levels() const { return level_; }
  [[nodiscard]] const Points& directions() const { return direction_; }

 private:
  static constexpr int k_count = 64;

  static double dot(const std::array<double, 2>& a, const std::array<double, 2>& b) {
    return a[0] * b[0] + a[1] * b[1];
  }

  [[nodiscard]] std::array<double, 2> pay(std::size_t a) const {
    return {to_double(game_.at(a, 0)), to_double(game_.at(a, 1))};
  }

  /// The corners of what lies below all levels and is worth enough: a square, cut by each.
  [[nodiscard]] Points good_enough(const std::array<double, 2>& least) const {
    Points region{{least[0], least[1]}, {1e6, least[1]}, {1e6, 1e6}, {least[0], 1e6}};
    for (std::size_t d = 0; d < level_.size() && !region.empty(); ++d) {
      Points cut;
      for (std::size_t k = 0; k < region.size(); ++k) {
        const auto& p = region[k];
        const auto& q = region[(k + 1) % region.size()];
        const double over_p = dot(direction_[d], p) - level_[d];
        const double over_q = dot(direction_[d], q) - level_[d];
        if (over_p <= 1e-9) cut.push_back(p);
        if ((over_p <= 1e-9) != (over_q <= 1e-9)) {
          const double share = over_p / (over_p - over_q);
          cut.push_back({p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])});
        }
      }
      region = cut;
    }
    return region;
  }

  void raise(std::size_t a, std::vector<double>& next) const {
    const auto now = pay(a);
    std::array<double, 2> least{};
    for (std::size_t i = 0; i < 2; ++i) {
      const double worst = -level_[i == 0 ? k_count / 2 : 3 * k_count / 4];
      const double gain = to_double(best_reply(game_, a, i)) - now[i];
      least[i] = worst + (1 - delta_) / delta_ * gain;
    }
    for (const auto& w : good_enough(least)) {
      for (std::size_t d = 0; d < next.size(); ++d) {
        const double value =
            (1 - delta_) * dot(direction_[d], now) + delta_ * dot(direction_[d], w);
        next[d] = std::max(next[d], value);
      }
    }
  }

  const StageGame& game_;
  double delta_;
  Points direction_;
  std::vector<double> level_;
};

TEST(TwoPartySet, AgreesWithHyperplanesOnRandomGames) {
  RandomStream random(71);
  int compared = 0;
  int cooperative = 0;
  for (std::uint64_t round = 0; round < test::rounds(60); ++round) {
    SCOPED_TRACE(round);
    const std::size_t n = 2 + round % 2;
    const auto game = random_game(random, n, n, 12);
    const auto tenths = static_cast<int>(1 + random.below(8));
    const auto set = find_equilibrium_set(game, Rational(tenths, 10));
    Hyperplanes oracle(game, tenths / 10.0);
    const bool some = oracle.run(250);
    if (!some) {
      EXPECT_EQ(set.status, SetStatus::none);
      continue;
    }
    if (set.status == SetStatus::none) continue;  // the oracle is a bound from outside
    ASSERT_NE(set.status, SetStatus::bound);
    expect_certificate(game, Rational(tenths, 10), set);
    double widest = 0;
    for (std::size_t d = 0; d < oracle.levels().size(); ++d) {
      double most = -1e9;
      for (const auto& v : set.vertices) {
        most = std::max(
            most, oracle.directions()[d][0] * v.value[0] + oracle.directions()[d][1] * v.value[1]);
      }
      EXPECT_LE(most, oracle.levels()[d] + 1e-7);
      widest = std::max(widest, oracle.levels()[d] - most);
    }
    ++compared;
    // Coarse directions can keep alive what does not last, so closeness is asked of most only.
    if (widest < 0.6) ++cooperative;
  }
  EXPECT_GT(compared, static_cast<int>(test::rounds(20)));
  EXPECT_GT(cooperative * 10, compared * 8);
}

TEST(TwoPartySet, CertificatesHoldAndSetsGrowWithPatience) {
  RandomStream random(5);
  int open = 0;
  for (std::uint64_t round = 0; round < test::rounds(40); ++round) {
    SCOPED_TRACE(round);
    const auto game = random_game(random, 2 + round % 3, 2 + round % 2, 30);
    std::vector<Exact> before;
    for (const int d : {15, 35, 55, 75, 95}) {
      const Rational delta(d, 100);
      const auto set = find_equilibrium_set(game, delta);
      if (set.status == SetStatus::none) {
        EXPECT_TRUE(before.empty());
        continue;
      }
      if (set.status == SetStatus::bound) {
        ++open;
        continue;
      }
      expect_certificate(game, delta, set);
      std::vector<Exact> now;
      for (const auto& v : set.vertices) now.push_back(v.proven);
      if (set.status == SetStatus::exact) {
        for (const auto& p : before) EXPECT_TRUE(is_mixture(now, p));
      }
      before = set.status == SetStatus::exact ? now : std::vector<Exact>{};
    }
  }
  EXPECT_LE(open, 2);
}

TEST(TwoPartySet, StageEquilibriaAreByDefinition) {
  EXPECT_EQ(stage_equilibria(dilemma()), (std::vector<std::size_t>{3}));
  EXPECT_EQ(stage_equilibria(two_player_game({{8, 3}, {0, 5}}, {{5, 3}, {0, 8}})),
            (std::vector<std::size_t>{0, 3}));
  EXPECT_TRUE(stage_equilibria(two_player_game({{1, -1}, {-1, 1}}, {{-1, 1}, {1, -1}})).empty());
}

/// A payoff far below all others must not hide what the others allow: doubles would take the
/// differences between these for rounding.
TEST(TwoPartySet, OneHugeLossHidesNothing) {
  for (const char* loss : {"1e9", "1e10", "1e13", "1e16", "1e20"}) {
    SCOPED_TRACE(loss);
    auto game = test::two_player_game({{9, 0}, {10, 3}}, {{9, 10}, {0, 3}});
    game.payoff[2] = game.payoff[5] = -*parse_decimal(loss);
    const auto set = find_equilibrium_set(game, Rational(1, 2));
    EXPECT_EQ(set.status, SetStatus::exact);
    EXPECT_LT(set.outer_gap, 1e-3);
    const bool both_keep =
        std::any_of(set.vertices.begin(), set.vertices.end(),
                    [](const EquilibriumVertex& v) { return v.value[0] == 9 && v.value[1] == 9; });
    EXPECT_TRUE(both_keep);
  }
}

TEST(CriticalDiscount, DilemmaAndCournot) {
  const auto keep = find_critical_discount(dilemma(), 0);
  EXPECT_EQ(keep.grim, Rational(1, 7));
  EXPECT_EQ(keep.high, Rational(1, 7));
  EXPECT_GT(keep.low, Rational(1, 7) - Rational(1, Integer(1) << 50));
  // (L, L): with reversion to the equilibrium of the stage game, and with the worst punishment.
  const auto low = find_critical_discount(cournot(), 0);
  EXPECT_EQ(low.grim, Rational(5, 8));
  EXPECT_EQ(low.high, Rational(1, 3));
  const auto stage = find_critical_discount(dilemma(), 3);
  EXPECT_EQ(stage.grim, Rational(0));
  EXPECT_EQ(stage.high, Rational(0));
  const auto never = find_critical_discount(dilemma(), 1);
  EXPECT_FALSE(never.grim);
  EXPECT_FALSE(never.high);
}

}  // namespace
}  // namespace entente::enforce
