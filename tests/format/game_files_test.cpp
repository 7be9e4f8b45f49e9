#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/format/game_limits.hpp"
#include "entente/format/game_table.hpp"
#include "entente/format/nfg.hpp"

namespace entente::format {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// The first error as "line:column: message".
std::string error_of(const Result<StageGame>& result) {
  if (result) return "no error";
  const Diagnostic& first = result.error().front();
  return std::to_string(first.place.line) + ':' + std::to_string(first.place.column) + ": " +
         first.message;
}

StageGame good(const Result<StageGame>& result) {
  EXPECT_TRUE(result) << error_of(result);
  return result.value_or(StageGame{});
}

const std::string k_payoffs =
    "NFG 1 R \"A \\\"small\\\" game\"\n"
    "{ \"Ann\" \"Bob\" } { { \"up\" \"down\" } { \"left\" \"middle\" \"right\" } }\n"
    "\"what it is about\"\n\n"
    "1 2 3 4 -.5 1/2 -3/4 1e2 0.10 7 8 9\n";

TEST(Nfg, PayoffsWithTheFirstPlayerFastest) {
  const auto game = good(read_nfg(k_payoffs, "a.nfg"));
  EXPECT_EQ(game.title, "A \"small\" game");
  EXPECT_THAT(game.players, ElementsAre("Ann", "Bob"));
  EXPECT_THAT(game.actions[0], ElementsAre("up", "down"));
  EXPECT_THAT(game.actions[1], ElementsAre("left", "middle", "right"));
  // up-left, up-middle, up-right, down-left, ...
  EXPECT_THAT(game.payoff, ElementsAre(1, 2, Rational(-1, 2), Rational(1, 2), Rational(1, 10), 7, 3,
                                       4, Rational(-3, 4), 100, 8, 9));
}

TEST(Nfg, OutcomesMayBeSharedAndMissing) {
  const auto game =
      good(read_nfg("NFG 1 D \"\" {\"A\" \"B\"}\n{ {\"x\" \"y\"} {\"x\" \"y\"} }\n\"\"\n"
                    "{ { \"both\" 3, 1/2 }\n{ \"\" -1 -1 } }\n1 2 0 1\n",
                    "o.nfg"));
  EXPECT_THAT(game.payoff, ElementsAre(3, Rational(1, 2), 0, 0, -1, -1, 3, Rational(1, 2)));
}

TEST(Nfg, CountsOfStrategiesAndNamelessPlayers) {
  const auto game = good(
      read_nfg("NFG 1 R \"t\" { \"\" \"\" \"C\" } { 2 1 2 }\n1 1 1  2 2 2  3 3 3  4 4 4", "c.nfg"));
  EXPECT_THAT(game.players, ElementsAre("Player 1", "Player 2", "C"));
  EXPECT_THAT(game.actions[2], ElementsAre("1", "2"));
  EXPECT_EQ(game.at(game.changed(0, 0, 1), 2), 2);
  EXPECT_EQ(game.at(game.changed(0, 2, 1), 0), 3);
}

TEST(Nfg, ErrorsHaveAPlace) {
  const auto says = [](const std::string& text) { return error_of(read_nfg(text, "b.nfg")); };
  const std::string head = "NFG 1 R \"t\"\n{ \"A\" \"B\" }\n";
  EXPECT_THAT(says(""), HasSubstr("1:1: a file of this format starts with the word NFG"));
  EXPECT_THAT(says("NFG 2 R \"t\""), HasSubstr("1:5: this should be the version"));
  EXPECT_THAT(says("NFG 1 X"), HasSubstr("1:7: expected R or D"));
  EXPECT_THAT(says("NFG 1 R t"), HasSubstr("1:9: expected the title"));
  EXPECT_THAT(says("NFG 1 R \"t"), HasSubstr("1:9: this quotation mark is never closed"));
  EXPECT_THAT(says("NFG 1 R \"t\" { }"), HasSubstr("1:15: the game has no players"));
  EXPECT_THAT(says("NFG 1 R \"t\" { \"A\" \"A\" }"), HasSubstr("1:19: two of this list"));
  EXPECT_THAT(says(head + "{ 2 }"), HasSubstr("3:5: there are 2 players, but strategies for 1"));
  EXPECT_THAT(says(head + "{ 2 2 2 }"), HasSubstr("3:7: there are more lists"));
  EXPECT_THAT(says(head + "{ 2 0 }"), HasSubstr("a player has no strategies"));
  EXPECT_THAT(says(head + "{ 2 -1 }"), HasSubstr("3:5: expected the number of a player's"));
  EXPECT_THAT(says(head + "{ 2 2 }\n1 2 3"), HasSubstr("4:6: the file ends after 3 of 8 payoffs"));
  EXPECT_THAT(says(head + "{ 1 1 }\n1 2 3"), HasSubstr("4:5: something follows the last payoff"));
  EXPECT_THAT(says(head + "{ 1 1 }\n1 x"), HasSubstr("4:3: `x` is no payoff"));
  EXPECT_THAT(says(head + "{ 1 1 }\n1 1/0"), HasSubstr("4:3: `1/0` is no payoff"));
  EXPECT_THAT(says(head + "{ 1 1 }\n1 {"), HasSubstr("4:3: expected a payoff, found an opening"));
  EXPECT_THAT(says(head + "{ 1 1 }\n{ { \"o\" 1 2 3 } }"), HasSubstr("4:13: expected a closing"));
  EXPECT_THAT(says(head + "{ 1 1 }\n{ { \"o\" 1 2 } }\n2"),
              HasSubstr("5:1: there is no outcome 2"));
}

TEST(Nfg, Limits) {
  std::string players = "NFG 1 R \"t\" {";
  std::string counts = "{";
  for (std::size_t i = 0; i <= k_max_players; ++i) players += " \"p" + std::to_string(i) + '"';
  EXPECT_THAT(error_of(read_nfg(players + "}", "l")), HasSubstr("at most 16 players"));
  EXPECT_THAT(error_of(read_nfg("NFG 1 R \"t\" {\"A\" \"B\"} { 1001 1 }", "l")),
              HasSubstr("at most 1000 strategies"));
  EXPECT_THAT(error_of(read_nfg("NFG 1 R \"t\" {\"A\" \"B\"} { 1000 1000 }", "l")),
              HasSubstr("more than 100000 profiles"));
}

const std::string k_table =
    "Ann,Bob,payoff Ann,Payoff: Bob\n"
    "keep,keep,9,9\n"
    "cheat,keep,10,1\n"
    "keep,cheat,1,10\n"
    "cheat,cheat,3,1/2\n";

TEST(GameTable, RowsInAnyOrder) {
  const auto game = good(read_game_table(k_table, "g.csv"));
  EXPECT_THAT(game.players, ElementsAre("Ann", "Bob"));
  EXPECT_THAT(game.actions[0], ElementsAre("keep", "cheat"));
  EXPECT_THAT(game.payoff, ElementsAre(9, 9, 1, 10, 10, 1, 3, Rational(1, 2)));
}

TEST(GameTable, TabsSemicolonsAndThreePlayers) {
  const auto tabs = good(read_game_table("A\tB\tA\tB\nx\ty\t1\t2\n", "g.tsv"));
  EXPECT_THAT(tabs.payoff, ElementsAre(1, 2));
  const auto german = good(read_game_table("A;B;A;B\nx;y;1,5;2\n", "g.csv"));
  EXPECT_THAT(german.payoff, ElementsAre(Rational(3, 2), 2));
  const auto three = good(read_game_table("A,B,C,A,B,C\nx,y,z,1,2,3\n\nx,y,w,4,5,6\n", "g.csv"));
  EXPECT_EQ(three.profile_count(), 2U);
  EXPECT_EQ(three.at(1, 2), 6);
}

TEST(GameTable, ErrorsHaveAPlace) {
  const auto says = [](const std::string& text) {
    return error_of(read_game_table(text, "g.csv"));
  };
  EXPECT_THAT(says(""), HasSubstr("the table is empty"));
  EXPECT_THAT(says("A,B,A\n"), HasSubstr("1:1: a game's table has twice as many columns"));
  EXPECT_THAT(says("A,A,A,A\n"), HasSubstr("1:3: there is a player `A` already"));
  EXPECT_THAT(says("A,B,B,A\n"), HasSubstr("1:5: this column should be headed `payoff A`"));
  EXPECT_THAT(says("A,B,A,B\n"), HasSubstr("no rows with payoffs"));
  EXPECT_THAT(says("A,B,A,B\nx,y,1\n"), HasSubstr("2:1: row 2 has 3 filled cells"));
  EXPECT_THAT(says("A,B,A,B\nx,y,1,z\n"), HasSubstr("2:7: the payoff"));
  EXPECT_THAT(says("A,B,A,B\nx,y,1,2/0\n"), HasSubstr("2:7: the payoff `2/0` divides by zero"));
  EXPECT_THAT(says("A,B,A,B\nx,y,1,1..3\n"), HasSubstr("2:7: the payoff `1..3` is uncertain"));
  EXPECT_THAT(says("A,B,A,B\nx,y,1,2\nx,y,3,4\n"),
              HasSubstr("3:1: the profile (x, y) stands on line 2 already"));
  EXPECT_THAT(says("A,B,A,B\nx,y,1,2\nz,w,3,4\n"), HasSubstr("no rows for 2 profiles"));
}

TEST(GameFiles, TheContentsTellTheFormat) {
  EXPECT_EQ(good(read_game(k_payoffs, "a")).profile_count(), 6U);
  EXPECT_EQ(good(read_game(k_table, "a")).profile_count(), 4U);
  EXPECT_FALSE(looks_like_nfg("NFGames,b"));
}

}  // namespace
}  // namespace entente::format
