#include "entente/model/stage_game.hpp"

#include <gtest/gtest.h>

namespace entente {
namespace {

TEST(StageGame, NumbersProfilesWithTheLastPlayerFastest) {
  StageGame game;
  game.players = {"a", "b", "c"};
  game.actions = {{"x", "y"}, {"x", "y", "z"}, {"x", "y"}};
  ASSERT_EQ(game.profile_count(), 12U);
  std::size_t profile = 0;
  for (std::size_t a = 0; a < 2; ++a) {
    for (std::size_t b = 0; b < 3; ++b) {
      for (std::size_t c = 0; c < 2; ++c, ++profile) {
        EXPECT_EQ(game.action_of(profile, 0), a);
        EXPECT_EQ(game.action_of(profile, 1), b);
        EXPECT_EQ(game.action_of(profile, 2), c);
        for (std::size_t other = 0; other < 3; ++other) {
          EXPECT_EQ(game.changed(profile, 1, other), (a * 3 + other) * 2 + c);
        }
      }
    }
  }
}

}  // namespace
}  // namespace entente
