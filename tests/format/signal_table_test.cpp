#include "entente/format/signal_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/format/game_limits.hpp"
#include "entente/format/game_table.hpp"

namespace entente::format {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

StageGame game() {
  return *read_game_table(
      "Ann,Bob,Ann,Bob\nkeep,keep,2,2\nkeep,cheat,-1,3\ncheat,keep,3,-1\ncheat,cheat,0,0\n",
      "g.csv");
}

/// All errors as "line:column: message", one after another.
std::string errors_of(const std::string& text) {
  const auto result = read_signal_table(text, "s.csv", game());
  if (result) return "no error";
  std::string all;
  for (const auto& error : result.error()) {
    all += std::to_string(error.place.line) + ':' + std::to_string(error.place.column) + ": " +
           error.message + '\n';
  }
  return all;
}

TEST(SignalTable, RowsInAnyOrderDecimalsAndFractions) {
  const auto result = read_signal_table(
      "Ann,Bob,good,bad\n"
      "cheat,cheat,1/3,2/3\n\n"
      "keep,keep,0.9,.1\n"
      "cheat,keep,1,0\n"
      "keep,cheat,0.5,1/2\n",
      "s.csv", game());
  ASSERT_TRUE(result) << to_string(result.error().front());
  EXPECT_THAT(result->signals, ElementsAre("good", "bad"));
  EXPECT_THAT(result->probability,
              ElementsAre(Rational(9, 10), Rational(1, 10), Rational(1, 2), Rational(1, 2), 1, 0,
                          Rational(1, 3), Rational(2, 3)));
}

TEST(SignalTable, SemicolonsAndDecimalCommas) {
  const auto result = read_signal_table(
      "Ann;Bob;gut\nkeep;keep;1,0\nkeep;cheat;1\ncheat;keep;1\ncheat;cheat;1\n", "s.csv", game());
  ASSERT_TRUE(result) << to_string(result.error().front());
  EXPECT_EQ(result->at(0, 0), 1);
}

TEST(SignalTable, HeadingsThatDoNotFitTheGame) {
  EXPECT_THAT(errors_of(""), HasSubstr("the table is empty"));
  EXPECT_THAT(errors_of("Ann,Bob\nkeep,keep\n"), HasSubstr("1:1: there are 2 columns, and no"));
  EXPECT_THAT(errors_of("Ann,Bert,good\n"), HasSubstr("1:5: this column should be headed `Bob`"));
  EXPECT_THAT(errors_of("Ann,Bob,x,x\n"), HasSubstr("1:11: there is a signal `x` already"));
  EXPECT_THAT(errors_of("Ann,Bob,,x\n"), HasSubstr("1:9: this signal has no name"));
}

TEST(SignalTable, RowsThatDoNotFit) {
  const std::string head = "Ann,Bob,good,bad\n";
  EXPECT_THAT(errors_of(head + "keep,keep,1\n"),
              HasSubstr("2:1: row 2 has 3 filled cells where the headings name 4"));
  EXPECT_THAT(errors_of(head + "keep,sleep,1,0\n"),
              HasSubstr("2:6: `Bob` has no action `sleep` in the game"));
  EXPECT_THAT(errors_of(head + "keep,keep,1,x\n"), HasSubstr("2:13: the probability "));
  EXPECT_THAT(errors_of(head + "keep,keep,1.5,-.5\n"),
              HasSubstr("2:11: the probability `1.5` is not between 0 and 1"));
  EXPECT_THAT(errors_of(head + "keep,keep,1/0,1\n"), HasSubstr("2:11: the probability `1/0` div"));
  EXPECT_THAT(errors_of(head + "keep,keep,0.3,0.3\n"),
              HasSubstr("2:11: the probabilities of row 2 add up to 0.6, not to 1"));
  EXPECT_THAT(errors_of(head + "keep,keep,1,0\nkeep,keep,1,0\n"),
              HasSubstr("3:1: this profile stands in row 2 already"));
}

TEST(SignalTable, AllProfilesMustBeThere) {
  const auto errors = errors_of("Ann,Bob,good\nkeep,keep,1\ncheat,cheat,1\n");
  EXPECT_THAT(errors, HasSubstr("no row says what is seen after (keep, cheat)"));
  EXPECT_THAT(errors, HasSubstr("no row says what is seen after (cheat, keep)"));
}

TEST(SignalTable, Limits) {
  std::string head = "Ann,Bob";
  for (std::size_t k = 0; k <= k_max_signals; ++k) head += ",s" + std::to_string(k);
  EXPECT_THAT(errors_of(head + "\n"), HasSubstr("at most 64 signals"));
  StageGame large;
  large.players = {"A", "B"};
  large.actions.assign(2, {});
  for (auto& own : large.actions) {
    for (int k = 0; k < 17; ++k) own.push_back(std::to_string(k));
  }
  large.payoff.resize(2 * 17 * 17);
  const auto result = read_signal_table("A,B,x\n", "s.csv", large);
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().front().message, HasSubstr("at most 256 profiles"));
}

}  // namespace
}  // namespace entente::format
