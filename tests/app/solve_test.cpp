#include <algorithm>
#include <cmath>
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
using testing::EndsWith;
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

TEST(Solve, ListsTheNextBestOutcomes) {
  const auto result = run_entente({"solve", k_cyber_file, "--best", "5", "--no-frontier"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(test::matches_golden(result.out, "solve_best_80.txt"));
  const auto json = ordered_json::parse(
      run_entente({"solve", k_cyber_file, "--best", "400", "--deal", "egalitarian", "--json"}).out);
  EXPECT_EQ(json["best"]["outcomes"].size(), 400U);
  EXPECT_TRUE(json["best"]["complete"]);
  EXPECT_EQ(json["best"]["outcomes"][0]["gain"], json["deals"]["egalitarian"]["gain"]);
  // Cut short: said, and an exit code of its own.
  const auto cut = run_entente({"solve", "examples/fishing-quota.json", "--best", "100000",
                                "--max-nodes", "20", "--no-frontier"});
  EXPECT_EQ(cut.exit_code, 3);
}

TEST(Solve, DividesAnEstateByAdjustedWinner) {
  const auto result = run_entente({"solve", test::k_estate_file, "--adjusted-winner"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(test::matches_golden(result.out, "solve_estate_80.txt"));
  const auto json = ordered_json::parse(
      run_entente({"solve", test::k_estate_file, "--adjusted-winner", "--json"}).out);
  const auto& division = json["adjusted_winner"];
  EXPECT_EQ(division["split"], "palm_beach");
  EXPECT_DOUBLE_EQ(division["points"]["donald"], 218.0 / 3);
  EXPECT_EQ(division["points_text"]["donald"], "218/3");
  EXPECT_EQ(division["issues"][1]["share"]["donald"], "13/15");
  EXPECT_EQ(division["issues"][1]["bid_text"]["donald"], "40");
}

TEST(Solve, WeightsAreForPartiesWithAnyName) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("names.yaml", R"(entente: 1
parties: {"Smith, Ltd": Smith Limited, b: "Best, of B=C", c: c}
issues:
  x: {options: [p, q]}
preferences:
  "Smith, Ltd": {x: [0, 1]}
  b: {x: [0, 1]}
  c: {x: [0, 1]}
)");
  const auto weights_of = [&](const std::string& text) {
    return ordered_json::parse(run_entente({"solve", file, "--weights", text, "--json"}).out)
        .at("weights");
  };
  const ordered_json wanted = {{"Smith, Ltd", 2}, {"b", 3}, {"c", 1}};
  EXPECT_EQ(weights_of("Smith, Ltd=2,b=3"), wanted);
  EXPECT_EQ(weights_of("b=3, Smith, Ltd = 2"), wanted);
  EXPECT_EQ(weights_of("Best, of B=C=3,Smith Limited=2,c=1"), wanted);
  const auto error_of = [&](const std::string& text) {
    const auto result = run_entente({"solve", file, "--weights", text});
    EXPECT_EQ(result.exit_code, 2);
    return result.err;
  };
  EXPECT_THAT(error_of("Smith,b=2"), HasSubstr("--weights takes PARTY=WEIGHT, not `Smith`"));
  EXPECT_THAT(error_of("d=2,b=1"), HasSubstr("--weights: there is no party `d`"));
  EXPECT_THAT(error_of("Smith Limited=1,Smith, Ltd=2"),
              HasSubstr("party `Smith, Ltd` is given twice"));
}

TEST(Solve, LeavesATraceOfTheVerification) {
  for (const char* verb : {"solve", "improve"}) {
    SCOPED_TRACE(verb);
    const std::string about = "Checked again by the slow definitions";
    EXPECT_THAT(run_entente({verb, k_cyber_file, "--verify"}).out, HasSubstr(about));
    EXPECT_THAT(run_entente({verb, k_cyber_file}).out, Not(HasSubstr(about)));
    const auto json =
        ordered_json::parse(run_entente({verb, k_cyber_file, "--verify", "--json"}).out);
    EXPECT_EQ(json["verified"], true);
  }
}

TEST(Solve, DividesExactlyAndSaysWhatWinningMeans) {
  // To a, both options of x are equal, so that b bids for it and wins it; y is shared.
  const test::TemporaryFolder folder;
  const auto file = folder.write("two.yaml", R"(entente: 1
status_quo: none
parties: [a, b]
issues:
  x: {options: [p, q]}
  y: {options: [A, B]}
  z: {options: [left, middle, right]}
preferences:
  a: {x: [5, 5], y: [3, 0], z: [6, 6, 0]}
  b: {x: [1, 5], y: [0, 2], z: [0, 6, 6]}
)");
  const auto page = run_entente({"solve", file, "--adjusted-winner", "--no-frontier"}).out;
  EXPECT_THAT(page, HasSubstr("x             0  200/3  b             q\n"));
  EXPECT_THAT(page, HasSubstr("y           100  100/3  3/4 a, 1/4 b  A / B\n"));
  EXPECT_THAT(page, HasSubstr("z             0      0  both alike    middle\n"));
  const auto division =
      ordered_json::parse(run_entente({"solve", file, "--adjusted-winner", "--json"}).out)
          .at("adjusted_winner");
  EXPECT_EQ(division["points_text"], ordered_json({{"a", "75"}, {"b", "75"}}));
  EXPECT_EQ(division["issues"][0]["agreed"], false);
  EXPECT_EQ(division["issues"][0]["bid_text"], ordered_json({{"a", "0"}, {"b", "200/3"}}));
  EXPECT_EQ(division["issues"][1]["share"], ordered_json({{"a", "3/4"}, {"b", "1/4"}}));
  EXPECT_EQ(division["issues"][2]["agreed"], true);
}

TEST(Solve, SettlesByFallbackBargaining) {
  const auto page =
      run_entente({"solve", test::k_treaty_file, "--fallback-bargaining", "--no-frontier"});
  EXPECT_EQ(page.exit_code, 0);
  EXPECT_THAT(page.out, HasSubstr("rank 5 of 8 before some"));
  const auto bargaining =
      ordered_json::parse(
          run_entente({"solve", test::k_harbour_file, "--fallback-bargaining", "--json"}).out)
          .at("fallback_bargaining");
  EXPECT_EQ(bargaining["status"], "exact");
  EXPECT_EQ(bargaining["rule"]["at_least"], 5);
  EXPECT_EQ(bargaining["outcomes"], 720);
  EXPECT_EQ(bargaining["all_listed"], true);
  for (const auto& compromise : bargaining["compromises"]) {
    std::size_t within = 0;
    for (const auto& [party, rank] : compromise["rank"].items()) {
      within += !rank.is_null() && rank <= bargaining["depth"] ? 1 : 0;
    }
    EXPECT_GE(within, 5U);
    EXPECT_LE(compromise["rank"]["sportco"], bargaining["depth"]);
    EXPECT_LE(compromise["rank"]["tourism"], bargaining["depth"]);
  }
  // Nobody accepts what the other wants: impasse, which is an answer.
  const test::TemporaryFolder folder;
  const auto file = folder.write("apart.yaml", R"(entente: 1
status_quo: none
parties: [a, b]
issues:
  x: {options: [left, right]}
preferences:
  a: {reservation: 1, x: [2, 0]}
  b: {reservation: 1, x: [0, 2]}
)");
  const auto apart = run_entente({"solve", file, "--fallback-bargaining"});
  EXPECT_EQ(apart.exit_code, 1);
  EXPECT_THAT(apart.out, HasSubstr("Impasse: "));
}

TEST(Solve, BoundsWhatJsonLists) {
  const auto all =
      ordered_json::parse(run_entente({"solve", k_cyber_file, "--best", "9", "--json"}).out);
  const auto cut = ordered_json::parse(
      run_entente({"solve", k_cyber_file, "--best", "9", "--json", "--max-points", "4"}).out);
  EXPECT_EQ(all["best"]["outcomes_omitted"], 0);
  EXPECT_EQ(cut["best"]["outcomes_omitted"], 5);
  ASSERT_EQ(cut["best"]["outcomes"].size(), 4U);
  for (std::size_t k = 0; k < 4; ++k) {
    EXPECT_EQ(cut["best"]["outcomes"][k], all["best"]["outcomes"][k]);
  }
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

TEST(Solve, RuledOutThreatsAreNotCarriedOut) {
  const auto asked = run_entente(
      {"solve", k_cyber_file, "--rule-out", "sanctions=imposed", "--threat", "sanctions=imposed"});
  EXPECT_EQ(asked.exit_code, 2);
  EXPECT_THAT(asked.out, IsEmpty());
  EXPECT_THAT(asked.err, HasSubstr("the threat `sanctions` = `imposed` is ruled out by --rule-out "
                                   "sanctions=imposed\n  hint: "));
  const test::TemporaryFolder folder;
  const auto file = folder.write("threat.yaml", R"(entente: 1
parties: [a, b]
issues:
  x: {giver: a, options: [p, q]}
  y: {giver: b, options: [p, q]}
  t: {threat_by: a, options: [none, hit]}
preferences:
  a: {x: [0, -1], y: [0, 5], t: [0, -1]}
  b: {x: [0, 4], y: [0, -2], t: [0, -4]}
rules:
  - {ruled_out: {t: hit}}
)");
  EXPECT_EQ(run_entente({"solve", file}).exit_code, 0);
  const auto stated = run_entente({"solve", file, "--threat", "t=hit"});
  EXPECT_EQ(stated.exit_code, 2);
  EXPECT_THAT(stated.err, HasSubstr("threat.yaml:11:"));
  EXPECT_THAT(stated.err, HasSubstr("the threat `t` = `hit` is ruled out by the rule on line 11"));
}

TEST(Solve, RulingOutEverythingIsAnErrorThatNamesTheOptions) {
  const auto all =
      run_entente({"solve", k_cyber_file, "--rule-out", "dialogue=none", "--rule-out",
                   "dialogue=once a year", "--rule-out", "dialogue=twice a year with a hotline",
                   "--rule-out", "no_theft_pledge=pledge"});
  EXPECT_EQ(all.exit_code, 2);
  EXPECT_THAT(all.out, IsEmpty());
  EXPECT_THAT(all.err, HasSubstr("contradict each other"));
  EXPECT_THAT(all.err, HasSubstr("`--rule-out dialogue=once a year`"));
  EXPECT_THAT(all.err, Not(HasSubstr("no_theft_pledge")));
  EXPECT_EQ(run_entente({"solve", k_cyber_file, "--rule-out", "sanctions=none"}).exit_code, 2);
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

TEST(Solve, ValuesAreWeightedAsDocumented) {
  const auto deals = ordered_json::parse(
      run_entente({"solve", k_cyber_file, "--weights", "us=2,china=3", "--json"}).out)["deals"];
  const auto gain = [&](const char* name, const char* party) {
    return deals[name]["gain"][party].get<double>();
  };
  // The ideal gains of both, from the frontier's acceptable points.
  double ideal_us = 0;
  double ideal_china = 0;
  const auto frontier = ordered_json::parse(run_entente({"solve", k_cyber_file, "--json"}).out);
  for (const auto& point : frontier["frontier"]["points"]) {
    if (!point["acceptable"].get<bool>()) continue;
    ideal_us = std::max(ideal_us, point["gain"]["us"].get<double>());
    ideal_china = std::max(ideal_china, point["gain"]["china"].get<double>());
  }
  EXPECT_DOUBLE_EQ(deals["nash"]["value"].get<double>(),
                   std::pow(gain("nash", "us"), 2) * std::pow(gain("nash", "china"), 3));
  EXPECT_DOUBLE_EQ(deals["utilitarian"]["value"].get<double>(),
                   2 * gain("utilitarian", "us") + 3 * gain("utilitarian", "china"));
  EXPECT_DOUBLE_EQ(deals["egalitarian"]["value"].get<double>(),
                   std::min(gain("egalitarian", "us") / 2, gain("egalitarian", "china") / 3));
  EXPECT_DOUBLE_EQ(deals["kalai_smorodinsky"]["value"].get<double>(),
                   std::min(gain("kalai_smorodinsky", "us") / ideal_us / 2,
                            gain("kalai_smorodinsky", "china") / ideal_china / 3));
}

TEST(Solve, ReadsStandardInput) {
  test::ProcessOptions piped;
  piped.in_file = k_cyber_file;
  EXPECT_EQ(run_entente({"solve", "-", "--no-frontier"}, piped).exit_code, 0);
  const auto twice = run_entente({"solve", "-", "-"}, piped);
  EXPECT_EQ(twice.exit_code, 2);
  EXPECT_THAT(twice.err, HasSubstr("<stdin>: error: standard input can be read only once"));
  const test::TemporaryFolder folder;
  piped.in_file = folder.write("broken.yaml", test::k_broken);
  EXPECT_THAT(run_entente({"check", "-"}, piped).out, HasSubstr("<stdin>:6:12: error: "));
  EXPECT_THAT(run_entente({"check", "-"}).out, HasSubstr("<stdin>"));  // empty
}

TEST(Solve, ShowsEveryNameThatDoesNotExist) {
  const auto result = run_entente({"solve", k_cyber_file, "--weights", "uss=1,us=0", "--weights",
                                   "chna=2", "--threat", "dialogue=none", "--rule-out", "x=y"});
  EXPECT_EQ(result.exit_code, 2);
  for (const char* part :
       {"no party `uss`", "weight of `us`", "no party `chna`", "not a threat", "no issue `x`"}) {
    EXPECT_THAT(result.err, HasSubstr(part));
  }
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

TEST(Solve, OnePartyAloneIsNoBargain) {
  const auto page =
      run_entente({"solve", "examples/itex-cypress/domain.xml", "examples/itex-cypress/itex.xml"});
  EXPECT_EQ(page.exit_code, 0);
  EXPECT_THAT(page.out,
              HasSubstr("There is one party only: its best outcome gives itex a gain of"));
  EXPECT_THAT(page.out, HasSubstr("1 point, acceptable to all."));
  EXPECT_THAT(page.out, Not(HasSubstr("compares points")));
}

TEST(Solve, NoDealIsTheAnswerNo) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("cake.yaml", test::k_no_deal);
  const auto result = run_entente({"solve", file});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, IsEmpty());
  EXPECT_THAT(result.out, StartsWith("No deal: "));
  const std::string next = "\nWhat would open a deal:\n  entente why " + file + '\n';
  ASSERT_THAT(result.out, EndsWith(next));
  const auto page = result.out.substr(0, result.out.size() - next.size());
  EXPECT_TRUE(test::matches_golden(page, "solve_no_deal.txt"));
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
      {{"--weights", "us=-1"}, "from 0.001 to 1000"},
      {{"--weights", "us=nan"}, "from 0.001 to 1000"},
      {{"--weights", "us=1e300"}, "from 0.001 to 1000"},
      {{"--weights", "us=1000.1"}, "from 0.001 to 1000"},
      {{"--weights", "us=1,us=2"}, "party `us` is given twice"},
      {{"--weights", "us=1", "--weights", "us=1"}, "party `us` is given twice"},
      {{"--weights", "us=1.00001,china=1"}, "entente: --weights: the weight of `us`, 1.00001, is"},
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

TEST(Solve, BlanksAroundNamesDoNotMatter) {
  const auto tight = run_entente({"solve", k_cyber_file, "--rule-out", "dialogue=once a year",
                                  "--weights", "us=2,china=3", "--no-frontier"});
  EXPECT_EQ(tight.exit_code, 0);
  const auto loose = run_entente({"solve", k_cyber_file, "--rule-out", " dialogue = once a year ",
                                  "--weights", " us = 2, china = 3 ", "--no-frontier"});
  EXPECT_EQ(loose.out, tight.out);
  // A name that has blanks is still met as it is written.
  const test::TemporaryFolder folder;
  const auto file = folder.write("blanks.yaml", R"(entente: 1
status_quo: none
parties: [a, b]
issues:
  x: {options: [low, " low", high]}
preferences:
  a: {x: [1, 2, 3]}
  b: {x: [3, 2, 1]}
)");
  const auto json =
      ordered_json::parse(run_entente({"solve", file, "--rule-out", "x= low", "--json"}).out);
  for (const auto& point : json["frontier"]["points"]) EXPECT_NE(point["outcome"]["x"], " low");
  EXPECT_EQ(json["frontier"]["size"], 2);
}

TEST(Solve, WarnsOfAThreatThatIsTheStatusQuo) {
  const auto idle = run_entente({"solve", k_cyber_file, "--threat", "sanctions=none"});
  EXPECT_EQ(idle.exit_code, 0);
  EXPECT_THAT(idle.out, HasSubstr("--threat sanctions=none changes nothing"));
  const auto real = run_entente({"solve", k_cyber_file, "--threat", "sanctions=imposed"});
  EXPECT_THAT(real.out, Not(HasSubstr("--threat")));
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

TEST(Solve, SaysThatTheFileAsksForFewerThanAll) {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("two_of_three.yaml", R"(entente: 1
parties: [ann, ben, cat]
issues:
  road: {options: [dirt, paved]}
preferences:
  ann: {road: [0, 3]}
  ben: {road: [0, 2]}
  cat: {road: [0, -1]}
acceptance: {at_least: 2}
)");
  const auto solved = run_entente({"solve", file});
  EXPECT_EQ(solved.exit_code, 1);
  EXPECT_THAT(solved.out, HasSubstr("The file asks for fewer than all parties"));
  EXPECT_THAT(solved.out, HasSubstr("A deal by the file's rule, or what would open one:"));
  EXPECT_EQ(run_entente({"why", file}).exit_code, 0);
}

}  // namespace
}  // namespace entente
