#include "entente/enforce/limit_set.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "entente/enforce/monitored_profile.hpp"
#include "tests/enforce/game_support.hpp"
#include "tests/support/rounds.hpp"

namespace entente::enforce {
namespace {

using test::trust_game;
using test::trust_signals;
using Corner = std::array<Rational, 2>;

TEST(LimitSet, PublishedScoresOfTheNoisyDilemma) {
  const auto score = [](int x, int y) {
    return best_score(trust_game(), trust_signals(), {Rational(x), Rational(y)});
  };
  EXPECT_EQ(score(1, 1), Rational(7, 2));
  EXPECT_EQ(score(2, 1), Rational(21, 4));
  EXPECT_EQ(score(3, 2), Rational(35, 4));
  EXPECT_EQ(score(3, 1), Rational(8));
  EXPECT_EQ(score(4, 1), Rational(11));
  EXPECT_EQ(score(1, 0), Rational(3));
  EXPECT_EQ(score(4, -1), Rational(13));
  EXPECT_EQ(score(3, -1), Rational(10));
  EXPECT_EQ(score(1, -1), Rational(43, 12));
  EXPECT_EQ(score(1, -2), Rational(35, 12));
  EXPECT_EQ(score(8, -51), Rational(0));
}

TEST(LimitSet, SteepDirectionsDecide) {
  const auto set = find_limit_set(trust_game(), trust_signals());
  // A coarse set of directions would give (28/11, 0) in place of the second.
  const std::vector<Corner> corners{{0, 0},
                                    {Rational(1428, 601), Rational(224, 601)},
                                    {Rational(7, 4), Rational(7, 4)},
                                    {Rational(224, 601), Rational(1428, 601)}};
  EXPECT_EQ(set.vertices, corners);
  EXPECT_TRUE(set.reached);
  EXPECT_LT(set.programs, 100U);
}

TEST(LimitSet, WhereActionsAreSeenItIsTheFolkTheorem) {
  // Feasible payoffs above the pure minmax of 3.
  const auto dilemma = test::two_player_game({{9, 1}, {10, 3}}, {{9, 10}, {1, 3}});
  const std::vector<Corner> corners{{3, 3}, {Rational(39, 4), 3}, {9, 9}, {3, Rational(39, 4)}};
  EXPECT_EQ(find_limit_set(dilemma, perfect_monitoring(dilemma)).vertices, corners);
}

TEST(LimitSet, NothingIsEnforcedWhereNothingShows) {
  // Cheating is better whatever the other does, and leaves no trace.
  PublicMonitoring blind{{"same"}, std::vector<Rational>(4, Rational(1))};
  const auto set = find_limit_set(trust_game(), blind);
  EXPECT_EQ(set.vertices, (std::vector<Corner>{{0, 0}}));
  EXPECT_FALSE(set.reached);
  // Matching pennies, unseen: no profile can be enforced.
  const auto pennies = test::two_player_game({{1, -1}, {-1, 1}}, {{-1, 1}, {1, -1}});
  EXPECT_TRUE(find_limit_set(pennies, blind).vertices.empty());
}

// The oracle: the program as it is stated, in rewards, its corners enumerated. Rewards are held to
// a large box, so that there are corners.
class Rewards {
 public:
  Rewards(const StageGame& game, const PublicMonitoring& monitoring, std::size_t profile,
          const std::array<double, 2>& direction)
      : signals_(monitoring.signals.size()) {
    const std::size_t n = 2 * signals_;
    objective_.assign(n, 0.0);
    for (std::size_t i = 0; i < 2; ++i) {
      constant_ += direction[i] * to_double(game.at(profile, i));
      for (std::size_t y = 0; y < signals_; ++y) {
        objective_[i * signals_ + y] = direction[i] * to_double(monitoring.at(profile, y));
      }
      for (std::size_t a = 0; a < game.actions[i].size(); ++a) {
        const std::size_t other = game.changed(profile, i, a);
        if (other == profile) continue;
        std::vector<double> row(n, 0.0);
        for (std::size_t y = 0; y < signals_; ++y) {
          row[i * signals_ + y] = to_double(monitoring.at(other, y) - monitoring.at(profile, y));
        }
        add(row, to_double(game.at(profile, i) - game.at(other, i)));
      }
    }
    for (std::size_t y = 0; y < signals_; ++y) {
      std::vector<double> row(n, 0.0);
      for (std::size_t i = 0; i < 2; ++i) row[i * signals_ + y] = direction[i];
      add(row, 0);
    }
    for (std::size_t k = 0; k < n; ++k) {
      std::vector<double> row(n, 0.0);
      row[k] = 1;
      add(row, k_box);
      row[k] = -1;
      add(row, k_box);
    }
  }

  /// -infinity where nothing is feasible.
  double best() {
    choose(0);
    return best_;
  }

 private:
  static constexpr double k_box = 5000;

  void add(const std::vector<double>& row, double most) {
    rows_.push_back(row);
    most_.push_back(most);
  }

  void choose(std::size_t from) {
    if (active_.size() == objective_.size()) return corner();
    for (std::size_t r = from; r < rows_.size(); ++r) {
      active_.push_back(r);
      choose(r + 1);
      active_.pop_back();
    }
  }

  void corner() {
    const std::size_t n = objective_.size();
    std::vector<std::vector<double>> m;
    for (const std::size_t r : active_) {
      m.push_back(rows_[r]);
      m.back().push_back(most_[r]);
    }
    for (std::size_t c = 0; c < n; ++c) {
      std::size_t p = c;
      for (std::size_t r = c; r < n; ++r) {
        if (std::abs(m[r][c]) > std::abs(m[p][c])) p = r;
      }
      if (std::abs(m[p][c]) < 1e-9) return;
      std::swap(m[p], m[c]);
      for (std::size_t r = 0; r < n; ++r) {
        if (r == c || m[r][c] == 0) continue;
        const double by = m[r][c] / m[c][c];
        for (std::size_t k = c; k <= n; ++k) m[r][k] -= by * m[c][k];
      }
    }
    std::vector<double> x(n);
    for (std::size_t c = 0; c < n; ++c) x[c] = m[c][n] / m[c][c];
    double value = constant_;
    for (std::size_t c = 0; c < n; ++c) value += objective_[c] * x[c];
    if (value <= best_) return;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      double sum = 0;
      for (std::size_t c = 0; c < n; ++c) sum += rows_[r][c] * x[c];
      if (sum > most_[r] + 1e-7) return;
    }
    best_ = value;
  }

  std::size_t signals_;
  double constant_ = 0;
  std::vector<double> objective_;
  std::vector<std::vector<double>> rows_;
  std::vector<double> most_;
  std::vector<std::size_t> active_;
  double best_ = -std::numeric_limits<double>::infinity();
};

TEST(LimitSet, ScoresAgreeWithTheProgramAsStated) {
  RandomStream random(17);
  int enforceable = 0;
  for (std::uint64_t round = 0; round < test::rounds(60); ++round) {
    SCOPED_TRACE(round);
    const auto game = test::random_game(random, 2, 2, 9);
    const auto monitoring = test::random_signals(random, game, 2 + round % 2);
    const auto entry = [&] { return static_cast<int>(random.below(9)) - 4; };
    int x = entry();
    const int y = entry();
    if (x == 0 && y == 0) x = 1;
    double most = -std::numeric_limits<double>::infinity();
    for (std::size_t a = 0; a < 4; ++a) {
      most = std::max(most, Rewards(game, monitoring, a, {double(x), double(y)}).best());
    }
    const auto score = best_score(game, monitoring, {Rational(x), Rational(y)});
    if (!score) {
      // The box is not: it lets no more be enforced, and here nothing is.
      EXPECT_LT(most, -1e9);
      continue;
    }
    ++enforceable;
    EXPECT_NEAR(to_double(*score), most, 1e-6);
  }
  EXPECT_GT(enforceable, static_cast<int>(test::rounds(30)));
}

double product(const Corner& v, const std::vector<Rational>& direction) {
  return to_double(v[0] * direction[0] + v[1] * direction[1]);
}

TEST(LimitSet, IsWhatAllDirectionsLeave) {
  RandomStream random(23);
  int with_inside = 0;
  int sharp = 0;
  for (std::uint64_t round = 0; round < test::rounds(24); ++round) {
    SCOPED_TRACE(round);
    const auto game = test::random_game(random, 2, 2 + round % 2, 12);
    const auto monitoring = test::random_signals(random, game, 3);
    const auto set = find_limit_set(game, monitoring);
    if (!set.reached) continue;
    ++with_inside;
    Corner centre{0, 0};
    for (const auto& v : set.vertices) {
      for (std::size_t i = 0; i < 2; ++i) {
        centre[i] += v[i] / static_cast<int>(set.vertices.size());
      }
    }
    std::vector<bool> cut_off(set.vertices.size(), false);
    for (int k = 0; k < 240; ++k) {
      // Odd thousandths, so that the axes are met, too.
      const double angle = std::acos(-1.0) * k / 120;
      const std::vector<Rational> direction{
          Rational(static_cast<int>(std::lround(1000 * std::cos(angle))), 1000),
          Rational(static_cast<int>(std::lround(1000 * std::sin(angle))), 1000)};
      const auto score = best_score(game, monitoring, direction);
      ASSERT_TRUE(score);
      for (std::size_t v = 0; v < set.vertices.size(); ++v) {
        EXPECT_LE(product(set.vertices[v], direction), to_double(*score) + 1e-9);
        Corner outside = set.vertices[v];
        for (std::size_t i = 0; i < 2; ++i) {
          outside[i] += (set.vertices[v][i] - centre[i]) * Rational(1, 10);
        }
        if (product(outside, direction) > to_double(*score)) cut_off[v] = true;
      }
    }
    if (std::all_of(cut_off.begin(), cut_off.end(), [](bool b) { return b; })) ++sharp;
  }
  EXPECT_GT(with_inside, static_cast<int>(test::rounds(8)));
  // What is beyond is seen by some of these directions, but for corners between steep ones.
  EXPECT_GE(sharp * 10, with_inside * 8);
}

}  // namespace
}  // namespace entente::enforce
