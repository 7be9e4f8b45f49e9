#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "entente/report/hold_game_report.hpp"

namespace entente::report {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

StageGame game_of(const std::vector<int>& payoff) {
  StageGame game;
  game.players = {"Ann", "Bob"};
  game.actions = {{"keep", "cheat"}, {"keep", "cheat"}};
  for (const int x : payoff) game.payoff.emplace_back(x);
  return game;
}

const StageGame k_dilemma = game_of({9, 9, 1, 10, 10, 1, 3, 3});
const StageGame k_pennies = game_of({1, -1, -1, 1, -1, 1, 1, -1});

std::string page_of(const StageGame& game, const Rational& discount) {
  const auto set = enforce::find_equilibrium_set(game, discount);
  Style style;
  style.width = 100;
  return hold_game_page({&game, "g.nfg", discount, &set}, style);
}

json json_of(const StageGame& game, const Rational& discount) {
  const auto set = enforce::find_equilibrium_set(game, discount);
  std::string text;
  write_hold_game_json({&game, "g.nfg", discount, &set}, {},
                       [&](std::string_view part) { text += part; });
  return json::parse(text);
}

TEST(HoldGame, PageTellsWhatCanBeKeptUpAndWhy) {
  const auto page = page_of(k_dilemma, Rational(3, 4));
  EXPECT_THAT(page, HasSubstr("More can be kept up than the equilibria of a single period."));
  EXPECT_THAT(page, HasSubstr("proven in fractions"));
  EXPECT_THAT(page, HasSubstr("keep / keep"));
  EXPECT_THAT(page, HasSubstr("the same, for ever"));
  EXPECT_THAT(page, HasSubstr("just willing"));
  EXPECT_THAT(page, HasSubstr("9.75"));
}

TEST(HoldGame, PageWithoutCooperationOrEquilibrium) {
  EXPECT_THAT(page_of(k_dilemma, Rational(1, 10)),
              HasSubstr("Nothing can be kept up but the equilibria of a single period, in pure "));
  const auto none = page_of(k_pennies, Rational(1, 2));
  EXPECT_THAT(none, HasSubstr("No equilibrium in pure strategies"));
  EXPECT_THAT(none, Not(HasSubstr("Today")));
}

TEST(HoldGame, JsonHasVerticesAndCertificates) {
  const auto answer = json_of(k_dilemma, Rational(3, 4));
  EXPECT_EQ(answer["schema"], "entente.hold_game/1");
  EXPECT_EQ(answer["status"], "exact");
  EXPECT_EQ(answer["beyond_stage"], true);
  EXPECT_EQ(answer["vertices"], json::parse("[[3,3],[9.75,3],[9,9],[3,9.75]]"));
  EXPECT_EQ(answer["threats"], json::parse("[3,3]"));
  EXPECT_EQ(answer["stage_equilibria"], json::parse(R"([["cheat","cheat"]])"));
  const auto& second = answer["certificates"][1];
  EXPECT_EQ(second["profile"], json::parse(R"(["cheat","keep"])"));
  EXPECT_EQ(second["proven"], json::parse(R"(["39/4","3"])"));
  EXPECT_EQ(second["binds"], json::parse("[false,true]"));
  EXPECT_EQ(second["slack"], json::parse("[5,0]"));
  EXPECT_EQ(second["stays"], false);
  // (9.75, 3) = 1/4 (10, 1) + 3/4 (29/3, 11/3)
  EXPECT_DOUBLE_EQ(second["continuation"][0], 29.0 / 3);
}

TEST(HoldGame, JsonWithoutEquilibrium) {
  const auto answer = json_of(k_pennies, Rational(1, 2));
  EXPECT_EQ(answer["status"], "none");
  EXPECT_TRUE(answer["vertices"].empty());
  EXPECT_TRUE(answer["threats"].is_null());
}

}  // namespace
}  // namespace entente::report
