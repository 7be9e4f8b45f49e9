#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

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

TEST(HoldGame, ComplainsOfBadUse) {
  const test::TemporaryFolder folder;
  const auto broken = folder.write("broken.nfg", "NFG 1 R \"\" { \"a\" \"b\" } { 2 2 }\n1 1 x\n");
  const auto three =
      folder.write("three.nfg", "NFG 1 R \"\" { \"a\" \"b\" \"c\" } { 1 1 2 }\n1 1 1 2 2 2\n");
  const std::vector<std::vector<std::string>> bad = {
      {"--game", k_dilemma},
      {"--game", k_dilemma, "--discount", "1"},
      {"--game", k_dilemma, "--discount", "a=0.5"},
      {"--game", k_dilemma, "--discount", "0.5", "--deal", "nash"},
      {"--game", k_dilemma, "--discount", "0.5", "examples/us-china-2015.yaml"},
      {"--game", folder.path("missing.nfg"), "--discount", "0.5"},
      {"--game", broken, "--discount", "0.5"},
      {"--game", three, "--discount", "0.5"},
      {}};
  for (auto words : bad) {
    words.insert(words.begin(), "hold");
    const auto result = run_entente(words);
    EXPECT_EQ(result.exit_code, 2) << testing::PrintToString(words);
    EXPECT_NE(result.err, "") << testing::PrintToString(words);
  }
  EXPECT_THAT(run_entente({"hold", "--game", broken, "--discount", "0.5"}).err,
              HasSubstr("broken.nfg:2:5"));
}

}  // namespace
}  // namespace entente
