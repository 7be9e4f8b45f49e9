// Any bytes as a game: Gambit's format and tables.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "entente/format/game_limits.hpp"
#include "entente/format/game_table.hpp"
#include "entente/format/nfg.hpp"

namespace {

void require(bool promise) {
  if (!promise) std::abort();
}

void check(const entente::Result<entente::StageGame>& result) {
  if (!result) {
    require(entente::has_errors(result.error()));
    return;
  }
  const auto& game = *result;
  require(!game.players.empty() && game.players.size() <= entente::format::k_max_players);
  require(game.actions.size() == game.players.size());
  for (const auto& own : game.actions) require(!own.empty());
  require(game.profile_count() <= entente::format::k_max_profiles);
  require(game.payoff.size() == game.profile_count() * game.players.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  check(entente::format::read_nfg(text, "g.nfg"));
  check(entente::format::read_game_table(text, "g.csv"));
  check(entente::format::read_game(text, "g"));
  return 0;
}
