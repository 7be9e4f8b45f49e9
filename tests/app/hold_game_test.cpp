#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/golden.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace entente {
namespace {

using nlohmann::json;
using test::run_entente;
using testing::HasSubstr;

constexpr const char* k_dilemma = "examples/prisoners-dilemma.nfg";

TEST(HoldGame, TellsTheCornersOfWhatCanBeKeptUp) {
  // The published set from 1/7 on; below, only pumping.
  const auto patient = run_entente({"hold", "--game", k_dilemma, "--discount", "0.75", "--json"});
  EXPECT_EQ(patient.exit_code, 0);
  EXPECT_EQ(json::parse(patient.out).at("vertices"),
            json::parse("[[3, 3], [9.75, 3], [9, 9], [3, 9.75]]"));
  const auto impatient = run_entente({"hold", "--game", k_dilemma, "--discount", "0.1", "--json"});
  EXPECT_EQ(json::parse(impatient.out).at("vertices"), json::parse("[[3, 3]]"));
  EXPECT_THAT(run_entente({"hold", "--game", k_dilemma, "--discount", "0.75"}).out,
              HasSubstr("Upstream"));
}

TEST(HoldGame, TellsWhatPaymentsKeepUp) {
  const auto result = run_entente({"hold", "--game", k_dilemma, "--discount", "0.75", "--json"});
  // Liquidity 2, a sum of 18 against 3 + 3 at worst: from 2 / 14 on.
  const json steps = json::parse(result.out).at("side_payments");
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].at("total"), 6);
  EXPECT_EQ(steps[1].at("exact"), "1/7");
  EXPECT_EQ(steps[1].at("total"), 18);
  EXPECT_EQ(steps[1].at("lowest"), json::parse("[3, 3]"));
  EXPECT_THAT(run_entente({"hold", "--game", k_dilemma, "--discount", "0.75"}).out,
              HasSubstr("If they can pay each other"));
}

TEST(HoldGame, SaysWhereThereIsNoPureEquilibrium) {
  const test::TemporaryFolder folder;
  const auto pennies =
      folder.write("pennies.nfg", "NFG 1 R \"\" { \"a\" \"b\" } { 2 2 }\n1 -1 -1 1 -1 1 1 -1\n");
  const auto result = run_entente({"hold", "--game", pennies, "--discount", "0.1", "--json"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(json::parse(result.out).at("status"), "none");
}

constexpr const char* k_signals = "examples/wells.csv";

TEST(HoldGame, SignalsOfWhatWasDone) {
  const auto result = run_entente(
      {"hold", "--game", k_dilemma, "--signals", k_signals, "--discount", "0.9", "--json"});
  EXPECT_EQ(result.exit_code, 0);
  const json answer = json::parse(result.out);
  EXPECT_EQ(answer.at("schema"), "entente.hold_signals/1");
  EXPECT_EQ(answer.at("status"), "enclosed");
  EXPECT_EQ(answer.at("beyond_stage"), true);
  EXPECT_LT(answer.at("gap"), 0.01);
  EXPECT_GT(answer.at("vertices").size(), 4U);
  // 9 - 1 * .1 / .4: what false alarms cost both, whatever the discount factor.
  const json limit = answer.at("limit");
  EXPECT_EQ(limit.at("exact").at(2), json::parse(R"(["35/4", "35/4"])"));
  EXPECT_EQ(limit.at("vertices").at(0), json::parse("[3, 3]"));
  for (const auto& row : answer.at("responses")) EXPECT_EQ(row.at("response"), "collective");
}

TEST(HoldGame, PageOfSignals) {
  const auto result = run_entente(
      {"hold", "--game", k_dilemma, "--signals", k_signals, "--discount", "0.9", "--width", "80"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(test::matches_golden(result.out, "hold_signals_80.txt"));
}

TEST(HoldGame, PaymentsByWhoIsBlamed) {
  const test::TemporaryFolder folder;
  const auto game = folder.write(
      "game.csv",
      "A,B,A,B\nkeep,keep,1,1\nkeep,cheat,-1.5,2\ncheat,keep,2,-1.5\ncheat,cheat,0,0\n");
  const auto signals = folder.write("signals.csv",
                                    "A,B,none,somebody,A,B\nkeep,keep,.7,.1,.1,.1\n"
                                    "cheat,keep,.3,.3,.3,.1\nkeep,cheat,.3,.3,.1,.3\n"
                                    "cheat,cheat,0,1,0,0\n");
  const std::vector<std::string> words = {"hold",  "--game",     game, "--signals",
                                          signals, "--discount", "0.8"};
  auto with_json = words;
  with_json.emplace_back("--json");
  const json steps = json::parse(run_entente(with_json).out).at("side_payments");
  EXPECT_EQ(steps.back().at("exact"), "5/6");
  EXPECT_EQ(steps.back().at("total"), 2);
  EXPECT_EQ(steps.back().at("gradual"), false);
  EXPECT_EQ(steps.at(steps.size() - 2).at("exact"), "10/13");
  EXPECT_EQ(steps.at(steps.size() - 2).at("gradual"), true);
  const auto page = run_entente(words).out;
  EXPECT_THAT(page, HasSubstr("gradually"));
  EXPECT_THAT(page, HasSubstr("At 0.8: 1.66667 at most, and nobody is held to less than 0 for A "
                              "and 0 for B."));
}

TEST(HoldGame, ImpatientPlayersKeepNothingUpThatTheyDoNotSee) {
  const auto result = run_entente(
      {"hold", "--game", k_dilemma, "--signals", k_signals, "--discount", "0.2", "--json"});
  const json answer = json::parse(result.out);
  EXPECT_EQ(answer.at("vertices"), json::parse("[[3, 3]]"));
  EXPECT_EQ(answer.at("beyond_stage"), false);
}

TEST(HoldGame, ThreePlayersWhoSeeWhatWasDone) {
  const test::TemporaryFolder folder;
  // Giving costs 4 and brings each 3; from 1/6 on all give.
  std::string table = "A,B,C,A,B,C\n";
  for (int a = 0; a < 8; ++a) {
    const bool gives[] = {(a & 4) == 0, (a & 2) == 0, (a & 1) == 0};
    for (const bool give : gives) table += std::string(give ? "give" : "keep") + ',';
    for (int i = 0; i < 3; ++i) {
      table += std::to_string(3 * (gives[0] + gives[1] + gives[2]) - (gives[i] ? 4 : 0));
      table += i < 2 ? ',' : '\n';
    }
  }
  const auto file = folder.write("good.csv", table);
  const auto patient = run_entente({"hold", "--game", file, "--discount", "0.2", "--json"});
  EXPECT_EQ(patient.exit_code, 0);
  const json answer = json::parse(patient.out);
  EXPECT_EQ(answer.at("perfect"), true);
  EXPECT_EQ(answer.at("beyond_stage"), true);
  EXPECT_THAT(answer.at("vertices"), testing::Contains(json::parse("[5, 5, 5]")));
  const auto page = run_entente({"hold", "--game", file, "--discount", "0.2"}).out;
  EXPECT_THAT(page, HasSubstr("All see what was done."));
  EXPECT_THAT(page, HasSubstr("give / give / give"));
}

TEST(HoldGame, AnAgreementAsAGame) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("hands.yaml",
                                 "entente: 1\nparties: [a, b]\nissues:\n"
                                 "  north: {giver: a, options: [as today, stopped], lag: 3}\n"
                                 "  south: {giver: b, options: [as today, stopped]}\n"
                                 "preferences:\n  a: {north: [0, -1], south: [0, 2]}\n"
                                 "  b: {north: [0, 2], south: [0, -1]}\n");
  const auto result = run_entente({"hold", file, "--as-game", "--discount", "0.6", "--json"});
  EXPECT_EQ(result.exit_code, 0);
  const json answer = json::parse(result.out);
  EXPECT_EQ(answer.at("schema"), "entente.hold_game/1");
  EXPECT_EQ(answer.at("agreement"), "the Nash deal");
  EXPECT_EQ(answer.at("actions"), json::parse(R"([["keep all", "break north"],
                                                  ["keep all", "break south"]])"));
  // A dilemma: 1 each if both keep, 2 and -1 if one does, 0 if none. From 1/2 on both keep.
  EXPECT_THAT(answer.at("vertices"), testing::Contains(json::parse("[1, 1]")));
  const auto page = run_entente({"hold", file, "--as-game", "--discount", "0.6"}).out;
  EXPECT_THAT(page, HasSubstr("This is the Nash deal as a game"));
  EXPECT_THAT(page, HasSubstr("Lags are left out: a breach of north"));
  EXPECT_THAT(page, HasSubstr("a gets  b gets"));
  const auto impatient = run_entente({"hold", file, "--as-game", "--discount", "0.4", "--json"});
  EXPECT_EQ(json::parse(impatient.out).at("vertices"), json::parse("[[0, 0]]"));
}

TEST(HoldGame, ScenariosThatAreNoGames) {
  const auto refused = [](std::vector<std::string> words, const char* why) {
    words.insert(words.begin(), {"hold", "--as-game"});
    const auto result = run_entente(words);
    EXPECT_EQ(result.exit_code, 2) << testing::PrintToString(words);
    EXPECT_THAT(result.err, HasSubstr(why));
  };
  refused({"examples/us-china-2015.yaml"}, "--on ISSUE looks at the issues named");
  refused({"examples/us-china-2015.yaml", "--on", "weather"}, "weather");
  refused({"examples/us-china-2015.yaml", "--on", "dialogue", "--discount", "us=0.5"},
          "one number above 0 and below 1");
  refused({"examples/labour-dispute.yaml"}, "needs one discount factor");
  refused({"examples/us-china-2015.yaml", "--must-hold"}, "of no use with --as-game");
  refused({"examples/us-china-2015.yaml", "--ordinal"}, "of no use with --ordinal");
  refused({"--game", k_dilemma, "--discount", "0.5"}, "of no use with --game");
}

TEST(HoldGame, ComplainsOfBadUse) {
  const test::TemporaryFolder folder;
  const auto broken = folder.write("broken.nfg", "NFG 1 R \"\" { \"a\" \"b\" } { 2 2 }\n1 1 x\n");
  const auto five = folder.write(
      "five.nfg", "NFG 1 R \"\" { \"a\" \"b\" \"c\" \"d\" \"e\" } { 1 1 1 1 1 }\n1 1 1 1 1\n");
  const auto odd = folder.write("odd.csv", "Upstream,Downstream,high\nspare,spare,0.9\n");
  const std::vector<std::vector<std::string>> bad = {
      {"--game", k_dilemma},
      {"--game", k_dilemma, "--discount", "1"},
      {"--game", k_dilemma, "--discount", "a=0.5"},
      {"--game", k_dilemma, "--discount", "0.5", "--deal", "nash"},
      {"--game", k_dilemma, "--discount", "0.5", "examples/us-china-2015.yaml"},
      {"--game", folder.path("missing.nfg"), "--discount", "0.5"},
      {"--game", broken, "--discount", "0.5"},
      {"--game", five, "--discount", "0.5"},
      {"--game", k_dilemma, "--signals", odd, "--discount", "0.5"},
      {"--game", k_dilemma, "--signals", folder.path("missing.csv"), "--discount", "0.5"},
      {"--signals", k_signals, "examples/us-china-2015.yaml"},
      {}};
  for (auto words : bad) {
    words.insert(words.begin(), "hold");
    const auto result = run_entente(words);
    EXPECT_EQ(result.exit_code, 2) << testing::PrintToString(words);
    EXPECT_NE(result.err, "") << testing::PrintToString(words);
  }
  EXPECT_THAT(run_entente({"hold", "--game", broken, "--discount", "0.5"}).err,
              HasSubstr("broken.nfg:2:5"));
  EXPECT_THAT(run_entente({"hold", "--game", k_dilemma, "--signals", odd, "--discount", "0.5"}).err,
              HasSubstr("odd.csv:2:13: error: the probabilities of row 2 add up to 0.9"));
}

}  // namespace
}  // namespace entente
