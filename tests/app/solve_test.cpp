#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/app/example_files.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace entente {
namespace {

using nlohmann::ordered_json;
using test::k_cyber_file;
using test::run_entente;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

/// Every way the US could give something, taken from agreements.
std::vector<std::string> without_us_activities() {
  std::vector<std::string> words = {"solve", k_cyber_file};
  for (const char* option : {"network_exploitation=limited", "network_exploitation=ended",
                             "circumvention_support=reduced", "circumvention_support=ended",
                             "hacktivists=prosecuted", "botnet_cleanup=cleaned up",
                             "critical_infrastructure_us=stopped", "no_theft_pledge=pledge"}) {
    words.insert(words.end(), {"--rule-out", option});
  }
  return words;
}

TEST(Solve, AnswersOnStdoutWithOnePage) {
  const auto result = run_entente({"solve", k_cyber_file});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.err, IsEmpty());
  EXPECT_TRUE(test::matches_golden(result.out, "solve_us_china_80.txt"));
}

TEST(Solve, FollowsTheWidthAndTheCharacterSet) {
  EXPECT_TRUE(test::matches_golden(run_entente({"solve", k_cyber_file, "--width", "120"}).out,
                                   "solve_us_china_120.txt"));
  const auto ascii = run_entente({"solve", k_cyber_file, "--ascii"});
  EXPECT_TRUE(test::matches_golden(ascii.out, "solve_us_china_ascii.txt"));
  test::ProcessOptions plain_locale;
  plain_locale.environment = {{"LC_ALL", "C"}};
  EXPECT_EQ(run_entente({"solve", k_cyber_file}, plain_locale).out, ascii.out);
  test::ProcessOptions wide;
  wide.environment = {{"COLUMNS", "120"}};
  EXPECT_EQ(run_entente({"solve", k_cyber_file}, wide).out,
            run_entente({"solve", k_cyber_file, "--width", "120"}).out);
}

TEST(Solve, SaysTheSameInJson) {
  const auto result = run_entente({"solve", k_cyber_file, "--json", "--max-points", "3"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.err, IsEmpty());
  const auto json = ordered_json::parse(result.out);
  EXPECT_EQ(json["deals"]["nash"]["gain"], ordered_json({{"us", 17}, {"china", 15}}));
  EXPECT_EQ(json["frontier"]["size"], 55);
  EXPECT_EQ(json["frontier"]["acceptable"], 18);
  EXPECT_EQ(json["ledger"].back()["issue"], "no_theft_pledge");
  EXPECT_EQ(json["ledger"].back()["empty"], true);
}

TEST(Solve, RulesOutOptions) {
  auto words = without_us_activities();
  words.emplace_back("--json");
  const auto result = run_entente(words);
  EXPECT_EQ(result.exit_code, 0);
  const auto deals = ordered_json::parse(result.out)["deals"];
  EXPECT_EQ(deals["nash"]["gain"], ordered_json({{"us", 7}, {"china", 5}}));
  EXPECT_EQ(deals["kalai_smorodinsky"]["gain"], ordered_json({{"us", 7}, {"china", 5}}));
  EXPECT_EQ(deals["egalitarian"]["gain"], ordered_json({{"us", 7}, {"china", 5}}));
  EXPECT_EQ(deals["utilitarian"]["gain"], ordered_json({{"us", 13}, {"china", 1}}));
  EXPECT_EQ(deals["utilitarian"]["outcome"]["patriotic_hackers"], "prosecuted");
}

TEST(Solve, CarriesOutThreatsWithoutADeal) {
  const auto result =
      run_entente({"solve", k_cyber_file, "--threat", "sanctions=imposed", "--json"});
  EXPECT_EQ(result.exit_code, 0);
  const auto json = ordered_json::parse(result.out);
  EXPECT_EQ(json["no_deal"]["utility"], ordered_json({{"us", -4}, {"china", -20}}));
  EXPECT_EQ(json["no_deal"]["outcome"]["sanctions"], "imposed");
  EXPECT_EQ(json["deals"]["nash"]["outcome"]["sanctions"], "none");
  EXPECT_EQ(json["threats"][0]["option"], "imposed");
}

TEST(Solve, WeighsAndRecommendsAsAsked) {
  const auto json =
      ordered_json::parse(run_entente({"solve", k_cyber_file, "--weights", "us=2,china=1", "--deal",
                                       "utilitarian", "--json"})
                              .out);
  EXPECT_EQ(json["weights"], ordered_json({{"us", 2}, {"china", 1}}));
  EXPECT_EQ(json["recommended"], "utilitarian");
  EXPECT_GT(json["deals"]["nash"]["gain"]["us"], 17);
  EXPECT_THAT(run_entente({"solve", k_cyber_file, "--deal", "utilitarian"}).out,
              HasSubstr("Who gives what: the Utilitarian deal"));
}

TEST(Solve, CountsAcceptableOutcomes) {
  const auto result = run_entente({"solve", test::k_harbour_file, "--count"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("  12 acceptable to all\n"));
  EXPECT_THAT(result.out, HasSubstr("  55 acceptable under the rule: at least 5 of 6 parties"));
  const auto json = ordered_json::parse(
      run_entente({"solve", test::k_harbour_file, "--count", "--json", "--no-frontier"}).out);
  EXPECT_EQ(json["count"]["by_all"], 12);
  EXPECT_EQ(json["count"]["by_rule"], 55);
  EXPECT_TRUE(json["frontier"].is_null());
}

TEST(Solve, ReadsGeniusFiles) {
  const auto json = ordered_json::parse(
      run_entente({"solve", "examples/itex-cypress/domain.xml", "examples/itex-cypress/itex.xml",
                   "examples/itex-cypress/cypress.xml", "--json"})
          .out);
  EXPECT_TRUE(json["status_quo"].is_null());
  EXPECT_TRUE(json["no_deal"]["outcome"].is_null());
  EXPECT_TRUE(json["ledger"].is_null());
  EXPECT_EQ(json["deals"]["nash"]["status"], "exact");
}

TEST(Solve, NativeScenariosMayHaveNoStatusQuo) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("colours.yaml", test::k_no_status_quo);
  const auto json = ordered_json::parse(run_entente({"solve", file, "--json", "--verify"}).out);
  EXPECT_TRUE(json["status_quo"].is_null());
  EXPECT_TRUE(json["no_deal"]["outcome"].is_null());
  EXPECT_TRUE(json["ledger"].is_null());
  EXPECT_TRUE(json["balance"].is_null());
  EXPECT_EQ(json["no_deal"]["utility"], ordered_json({{"ann", 1}, {"ben", 0}}));
  // Gains: (6, 2) for red and hot, (3, 5) for green and hot, (0, 4) for blue and hot; cold is less.
  EXPECT_EQ(json["deals"]["nash"]["gain"], ordered_json({{"ann", 3}, {"ben", 5}}));
  EXPECT_EQ(json["deals"]["utilitarian"]["outcome"]["colour"], "red");
  const auto page = run_entente({"solve", file});
  EXPECT_EQ(page.exit_code, 0);
  EXPECT_THAT(page.out, HasSubstr("0 where none is stated: Ann 1 and\nBen 0."));
  EXPECT_THAT(page.out, HasSubstr("This file states no status quo, so there is no ledger."));
  EXPECT_THAT(page.out, Not(HasSubstr("Today")));
}

TEST(Solve, NoDealIsTheAnswerNo) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("cake.yaml", test::k_no_deal);
  const auto result = run_entente({"solve", file});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, IsEmpty());
  EXPECT_THAT(result.out, StartsWith("No deal: "));
  EXPECT_TRUE(test::matches_golden(result.out, "solve_no_deal.txt"));
  const auto json = ordered_json::parse(run_entente({"solve", file, "--json"}).out);
  EXPECT_EQ(json["deals"]["nash"]["status"], "none");
  EXPECT_FALSE(json["deals"]["nash"]["fallback"].is_null());
}

TEST(Solve, BadInputIsSaidOnStderrWithPlaces) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("broken.yaml", test::k_broken);
  const auto result = run_entente({"solve", file, "--json"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(result.err, HasSubstr("broken.yaml:6:12: error: "));
  EXPECT_THAT(result.err, HasSubstr("hint: "));
}

TEST(Solve, NamesThatDoNotExistAreBadUse) {
  const std::pair<std::vector<std::string>, const char*> cases[] = {
      {{"--weights", "uss=2"}, "there is no party `uss`"},
      {{"--weights", "us"}, "PARTY=WEIGHT"},
      {{"--weights", "us=-1"}, "above 0"},
      {{"--weights", "us=nan"}, "above 0"},
      {{"--threat", "dialogue=none"}, "is not a threat"},
      {{"--threat", "sanctions=imposed", "--threat", "sanctions=none"}, "given twice"},
      {{"--rule-out", "dialog=none"}, "did you mean `dialogue`?"},
      {{"--rule-out", "dialogue=nine"}, "did you mean `none`?"},
      {{"--rule-out", "dialogue"}, "ISSUE=OPTION"},
  };
  for (const auto& [options, message] : cases) {
    std::vector<std::string> words = {"solve", k_cyber_file};
    words.insert(words.end(), options.begin(), options.end());
    const auto result = run_entente(words);
    EXPECT_EQ(result.exit_code, 2) << message;
    EXPECT_THAT(result.out, IsEmpty()) << message;
    EXPECT_THAT(result.err, HasSubstr(message));
  }
}

TEST(Solve, TheSameBytesAtAnyNumberOfThreads) {
  const auto one = run_entente({"solve", k_cyber_file, "--json", "--threads", "1"}).out;
  EXPECT_THAT(one, Not(IsEmpty()));
  for (const char* threads : {"2", "8"}) {
    EXPECT_EQ(run_entente({"solve", k_cyber_file, "--json", "--threads", threads}).out, one);
  }
}

TEST(Solve, VerifiesWhenAsked) {
  EXPECT_EQ(run_entente({"solve", k_cyber_file, "--verify"}).exit_code, 0);
}

}  // namespace
}  // namespace entente
