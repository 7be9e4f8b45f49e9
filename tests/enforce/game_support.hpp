#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "entente/base/random.hpp"
#include "entente/model/stage_game.hpp"

namespace entente::test {

using Matrix = std::vector<std::vector<int>>;

/// A game of two: rows are the actions of the first.
inline StageGame two_player_game(const Matrix& first, const Matrix& second) {
  StageGame game;
  game.players = {"row", "column"};
  game.actions.resize(2);
  for (std::size_t i = 0; i < first.size(); ++i) game.actions[0].push_back(std::to_string(i));
  for (std::size_t j = 0; j < first[0].size(); ++j) game.actions[1].push_back(std::to_string(j));
  for (std::size_t i = 0; i < first.size(); ++i) {
    for (std::size_t j = 0; j < first[0].size(); ++j) {
      game.payoff.emplace_back(first[i][j]);
      game.payoff.emplace_back(second[i][j]);
    }
  }
  return game;
}

/// Two players who keep or cheat (2,2 / -1,3 / 3,-1 / 0,0); all see whether the result is good,
/// which it is with probability .9 if both keep, .5 if one cheats, .2 if both do.
inline StageGame trust_game() { return two_player_game({{2, -1}, {3, 0}}, {{2, 3}, {-1, 0}}); }

inline PublicMonitoring trust_signals() {
  PublicMonitoring monitoring{{"good", "bad"}, {}};
  for (const int tenths : {9, 5, 5, 2}) {
    monitoring.probability.emplace_back(tenths, 10);
    monitoring.probability.emplace_back(10 - tenths, 10);
  }
  return monitoring;
}

inline StageGame random_game(RandomStream& random, std::size_t rows, std::size_t columns,
                             int values) {
  Matrix first(rows, std::vector<int>(columns));
  Matrix second = first;
  for (auto* matrix : {&first, &second}) {
    for (auto& row : *matrix) {
      for (int& x : row) x = static_cast<int>(random.below(static_cast<std::uint64_t>(values)));
    }
  }
  return two_player_game(first, second);
}

/// Players who give 4 so that each gets 3 for every giver.
inline StageGame public_good(std::size_t players) {
  StageGame game;
  for (std::size_t i = 0; i < players; ++i) {
    game.players.push_back(std::to_string(i));
    game.actions.push_back({"give", "keep"});
  }
  game.payoff.resize(players << players);
  for (std::size_t a = 0; a < game.profile_count(); ++a) {
    int givers = 0;
    for (std::size_t i = 0; i < players; ++i) givers += game.action_of(a, i) == 0 ? 1 : 0;
    for (std::size_t i = 0; i < players; ++i) {
      game.payoff[a * players + i] = 3 * givers - (game.action_of(a, i) == 0 ? 4 : 0);
    }
  }
  return game;
}

/// Two or three players with up to three actions each.
inline StageGame random_small_game(RandomStream& random) {
  StageGame game;
  const std::size_t players = 2 + random.below(2);
  for (std::size_t i = 0; i < players; ++i) {
    game.players.push_back(std::to_string(i));
    game.actions.emplace_back();
    const std::size_t actions = 1 + random.below(3);
    for (std::size_t a = 0; a < actions; ++a) game.actions[i].push_back(std::to_string(a));
  }
  for (std::size_t k = 0; k < game.profile_count() * players; ++k) {
    game.payoff.emplace_back(static_cast<int>(random.below(15)) - 7);
  }
  return game;
}

/// Every signal may follow every profile.
inline PublicMonitoring random_signals(RandomStream& random, const StageGame& game,
                                       std::size_t signals) {
  PublicMonitoring monitoring;
  for (std::size_t y = 0; y < signals; ++y) monitoring.signals.push_back(std::to_string(y));
  for (std::size_t a = 0; a < game.profile_count(); ++a) {
    std::vector<int> weight(signals);
    int sum = 0;
    for (int& w : weight) sum += w = static_cast<int>(1 + random.below(9));
    for (const int w : weight) monitoring.probability.emplace_back(w, sum);
  }
  return monitoring;
}

}  // namespace entente::test
