#pragma once

#include <cstddef>
#include <string>
#include <vector>

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

}  // namespace entente::test
