// Any bytes as a file of signals, for a game of two and one of three players.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "entente/format/game_limits.hpp"
#include "entente/format/signal_table.hpp"

namespace {

void require(bool promise) {
  if (!promise) std::abort();
}

entente::StageGame game_of(std::size_t players) {
  entente::StageGame game;
  for (std::size_t i = 0; i < players; ++i) {
    game.players.push_back(std::string(1, static_cast<char>('A' + i)));
    game.actions.push_back({"x", "y"});
  }
  game.payoff.resize(players << players);
  return game;
}

void check(const std::string& text, const entente::StageGame& game) {
  const auto result = entente::format::read_signal_table(text, "s.csv", game);
  if (!result) {
    require(entente::has_errors(result.error()));
    return;
  }
  const std::size_t signals = result->signals.size();
  require(signals > 0 && signals <= entente::format::k_max_signals);
  require(result->probability.size() == signals * game.profile_count());
  for (std::size_t a = 0; a < game.profile_count(); ++a) {
    entente::Rational sum(0);
    for (std::size_t y = 0; y < signals; ++y) {
      require(result->at(a, y) >= 0);
      sum += result->at(a, y);
    }
    require(sum == 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const entente::StageGame two = game_of(2);
  static const entente::StageGame three = game_of(3);
  const std::string text(data, data + size);
  check(text, two);
  check(text, three);
  return 0;
}
