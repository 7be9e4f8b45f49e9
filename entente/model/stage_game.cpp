#include "entente/model/stage_game.hpp"

namespace entente {
namespace {

/// How far apart the player's successive actions are in the numbering of profiles.
std::size_t stride(const StageGame& game, std::size_t player) {
  std::size_t product = 1;
  for (std::size_t i = player + 1; i < game.actions.size(); ++i) product *= game.actions[i].size();
  return product;
}

}  // namespace

std::size_t StageGame::profile_count() const {
  std::size_t product = 1;
  for (const auto& own : actions) product *= own.size();
  return product;
}

std::size_t StageGame::action_of(std::size_t profile, std::size_t player) const {
  return profile / stride(*this, player) % actions[player].size();
}

std::size_t StageGame::changed(std::size_t profile, std::size_t player, std::size_t action) const {
  const std::size_t step = stride(*this, player);
  const std::size_t now = profile / step % actions[player].size();
  return profile - now * step + action * step;
}

}  // namespace entente
