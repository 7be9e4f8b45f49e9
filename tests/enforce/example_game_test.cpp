#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "entente/enforce/two_party_set.hpp"
#include "entente/format/game_table.hpp"

namespace entente::enforce {
namespace {

TEST(ExampleGame, TheWellIsSparedFromTheThresholdOn) {
  const std::string path = ENTENTE_SOURCE_DIR "/examples/prisoners-dilemma.nfg";
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  const auto game = format::read_game(text.str(), path);
  ASSERT_TRUE(game) << to_string(game.error().front());
  EXPECT_EQ(game->players[0], "Upstream");
  // Upstream pumps while Downstream spares: the second payoff pair of the file.
  EXPECT_EQ(game->at(game->changed(0, 0, 1), 0), 10);
  const auto set = find_equilibrium_set(*game, Rational(3, 4));
  ASSERT_EQ(set.vertices.size(), 4U);
  EXPECT_EQ(set.vertices[2].value[0], 9);
  EXPECT_EQ(find_critical_discount(*game, 0).high, Rational(1, 7));
}

}  // namespace
}  // namespace entente::enforce
