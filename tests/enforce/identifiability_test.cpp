#include "entente/enforce/identifiability.hpp"

#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "tests/support/rounds.hpp"

namespace entente::enforce {
namespace {

StageGame game_of(const std::vector<std::size_t>& actions) {
  StageGame game;
  for (std::size_t i = 0; i < actions.size(); ++i) {
    game.players.push_back(std::to_string(i));
    game.actions.emplace_back(actions[i], "x");
  }
  return game;
}

TEST(Identifiability, OneSignalOfTrustTellsNoOneApart) {
  // Two players who keep or cheat; all that shows is whether the result is good.
  const StageGame game = game_of({2, 2});
  PublicMonitoring monitoring{{"good", "bad"}, {}};
  for (const auto& good : {Rational(9, 10), Rational(1, 2), Rational(1, 2), Rational(1, 5)}) {
    monitoring.probability.push_back(good);
    monitoring.probability.push_back(1 - good);
  }
  EXPECT_TRUE(tells_actions(game, monitoring, 0, 0));
  EXPECT_FALSE(tells_players_apart(game, monitoring, 0, 0, 1)) << "two signals, three rows";
  EXPECT_EQ(response_that_works(game, monitoring, 0), Response::collective);
}

TEST(Identifiability, BlameThatFallsOnTheRightOneMoreOftenTellsApart) {
  const StageGame game = game_of({2, 2});
  // Signals: nobody, the first, the second is blamed. Profiles: kk, kc, ck, cc.
  const auto blame = [&](const Rational& right, const Rational& wrong) {
    const Rational none = 1 - right - wrong;
    PublicMonitoring m{{"nobody", "first", "second"}, {}};
    m.probability = {
        Rational(9, 10), Rational(1, 20), Rational(1, 20), none,          wrong, right, none, right,
        wrong,           Rational(0),     Rational(1, 2),  Rational(1, 2)};
    return m;
  };
  EXPECT_EQ(response_that_works(game, blame(Rational(1, 2), Rational(1, 10)), 0),
            Response::targeted);
  EXPECT_EQ(response_that_works(game, blame(Rational(3, 10), Rational(3, 10)), 0),
            Response::collective)
      << "blame falls on the innocent as often";
  EXPECT_EQ(response_that_works(game, blame(Rational(1, 20), Rational(1, 20)), 0), Response::none)
      << "cheating looks like keeping";
}

/// By minors: the largest square of rows and columns with a determinant other than 0.
std::size_t slow_rank(const std::vector<std::vector<Rational>>& rows) {
  const std::function<Rational(std::vector<std::size_t>, std::vector<std::size_t>)> determinant =
      [&](std::vector<std::size_t> r, const std::vector<std::size_t>& c) -> Rational {
    if (r.empty()) return 1;
    const std::size_t row = r.back();
    r.pop_back();
    Rational sum = 0;
    for (std::size_t k = 0; k < c.size(); ++k) {
      auto rest = c;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(k));
      const Rational part = rows[row][c[k]] * determinant(r, rest);
      sum += (c.size() - k) % 2 == 1 ? part : Rational(-part);
    }
    return sum;
  };
  std::size_t best = 0;
  for (std::size_t r = 0; r < std::size_t{1} << rows.size(); ++r) {
    for (std::size_t c = 0; c < std::size_t{1} << rows[0].size(); ++c) {
      std::vector<std::size_t> some_rows;
      std::vector<std::size_t> some_columns;
      for (std::size_t k = 0; k < rows.size(); ++k) {
        if ((r >> k & 1U) != 0) some_rows.push_back(k);
      }
      for (std::size_t k = 0; k < rows[0].size(); ++k) {
        if ((c >> k & 1U) != 0) some_columns.push_back(k);
      }
      if (some_rows.size() != some_columns.size() || some_rows.size() <= best) continue;
      if (determinant(some_rows, some_columns) != 0) best = some_rows.size();
    }
  }
  return best;
}

TEST(Identifiability, RanksAgreeWithMinors) {
  RandomStream random(23);
  std::size_t apart = 0;
  for (std::size_t round = 0; round < test::rounds(150); ++round) {
    const StageGame game = game_of({2 + random.below(2), 2});
    PublicMonitoring m{std::vector<std::string>(2 + random.below(3), "y"), {}};
    for (std::size_t p = 0; p < game.profile_count(); ++p) {
      std::vector<int> parts(m.signals.size());
      int sum = 0;
      for (auto& part : parts) sum += part = 1 + static_cast<int>(random.below(2));
      for (const int part : parts) m.probability.emplace_back(part, sum);
    }
    const std::size_t profile = random.below(game.profile_count());
    std::vector<std::vector<Rational>> rows;
    for (std::size_t i = 0; i < 2; ++i) {
      std::vector<std::vector<Rational>> own;
      for (std::size_t a = 0; a < game.actions[i].size(); ++a) {
        auto& row = own.emplace_back();
        for (std::size_t y = 0; y < m.signals.size(); ++y) {
          row.push_back(m.at(game.changed(profile, i, a), y));
        }
      }
      EXPECT_EQ(tells_actions(game, m, profile, i), slow_rank(own) == own.size());
      rows.insert(rows.end(), own.begin(), own.end());
    }
    const bool told = slow_rank(rows) == rows.size() - 1;
    EXPECT_EQ(tells_players_apart(game, m, profile, 0, 1), told);
    apart += told ? 1 : 0;
  }
  EXPECT_GT(apart, test::rounds(10));
}

}  // namespace
}  // namespace entente::enforce
