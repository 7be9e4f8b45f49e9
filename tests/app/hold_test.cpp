#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/app/example_files.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace entente {
namespace {

using nlohmann::json;
using test::k_cyber_file;
using test::run_entente;
using testing::HasSubstr;

json answer(std::vector<std::string> words) {
  words.emplace_back("--json");
  return json::parse(run_entente(words).out);
}

TEST(HoldVerb, LooksAtTheNashDealOfTheFlagship) {
  const auto result = run_entente({"hold", k_cyber_file});
  EXPECT_TRUE(test::matches_golden(result.out, "hold_80.txt"));
  EXPECT_EQ(result.exit_code, 1);
  const json found = answer({"hold", k_cyber_file});
  const json solved = answer({"solve", k_cyber_file});
  EXPECT_EQ(found.at("agreement"), solved.at("deals").at("nash").at("outcome"));
  EXPECT_EQ(found.at("holds"), false);
  for (const char* party : {"us", "china"}) {
    const json& one = found.at("parties").at(party);
    EXPECT_EQ(one.at("keep"), solved.at("deals").at("nash").at("utility").at(party));
    EXPECT_EQ(one.at("slack") >= 0, one.at("holds"));
  }
}

TEST(HoldVerb, DecidesOnTheThreshold) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("hands.yaml", test::k_hands);  // thresholds 1/2 and 2/3
  const json at = answer({"hold", file, "--discount", "0.5"});
  EXPECT_EQ(at.at("parties").at("a").at("holds"), true);
  EXPECT_EQ(at.at("parties").at("a").at("critical_discount"), 0.5);
  EXPECT_EQ(at.at("parties").at("a").at("binding"), json::array({"north"}));
  EXPECT_EQ(at.at("parties").at("b").at("holds"), false);
  EXPECT_EQ(at.at("parties").at("b").at("worst_deviation"), json::array({"south"}));
  EXPECT_EQ(at.at("suspension"), nullptr);
  const json patient = answer({"hold", file, "--discount", "0.9", "--discount", "b=0.8"});
  EXPECT_EQ(patient.at("holds"), true);
  EXPECT_EQ(patient.at("parties").at("b").at("discount"), 0.8);
  // 0.8^T <= 1 - 0.25 / 0.5 for b: four periods.
  EXPECT_EQ(patient.at("suspension").at("periods"), 4);
  EXPECT_EQ(patient.at("suspension").at("value").at("a"), 1);
  EXPECT_EQ(patient.at("suspension").at("share_suspended"), 0);
}

TEST(HoldVerb, LooksAtADraft) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("hands.yaml", test::k_hands);
  const json half = answer({"hold", file, "--set", "north=stopped"});
  EXPECT_EQ(half.at("agreement"), (json{{"north", "stopped"}, {"south", "as today"}}));
  EXPECT_EQ(half.at("holds"), false);
  EXPECT_EQ(half.at("parties").at("a").at("critical_discount"), nullptr) << "it gets nothing";
  const auto both = run_entente({"hold", file, "--set", "north=stopped", "--deal", "nash"});
  EXPECT_EQ(both.exit_code, 2);
}

TEST(HoldVerb, WithoutDiscountFactorsShowsWhatIsNeeded) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("hands.yaml", test::k_hands);
  const auto result = run_entente({"hold", file});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("depends on how patient"));
  EXPECT_EQ(answer({"hold", file}).at("holds"), nullptr);
}

TEST(HoldVerb, FindsTheBestDealThatHolds) {
  const auto result = run_entente({"hold", k_cyber_file, "--must-hold"});
  EXPECT_TRUE(test::matches_golden(result.out, "hold_must_hold_80.txt"));
  EXPECT_EQ(result.exit_code, 0);
  const json found = answer({"hold", k_cyber_file, "--must-hold"});
  const json nash = answer({"hold", k_cyber_file});
  EXPECT_EQ(found.at("holds"), true);
  EXPECT_EQ(nash.at("must_hold"), nullptr);
  const json& must = found.at("must_hold");
  EXPECT_EQ(must.at("status"), "exact");
  EXPECT_EQ(must.at("value"), 154) << "7 times 22";
  EXPECT_EQ(must.at("if_enforced").at("agreement"), nash.at("agreement"));
  EXPECT_EQ(must.at("if_enforced").at("verification"), nash.at("verification"));
  for (const char* party : {"us", "china"}) {
    const json& price = must.at("price").at(party).at("points");
    EXPECT_EQ(price.get<double>(), nash.at("parties").at(party).at("keep").get<double>() -
                                       found.at("parties").at(party).at("keep").get<double>());
  }
}

TEST(HoldVerb, TellsThatNoDealHolds) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("hands.yaml", test::k_hands);
  const auto none = run_entente({"hold", file, "--must-hold", "--discount", "0.6"});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_THAT(none.out, HasSubstr("No deal holds"));
  EXPECT_EQ(answer({"hold", file, "--must-hold", "--discount", "0.6"}).at("must_hold").at("status"),
            "none");
  // 2/3 is what b needs, and the decimal is a little less.
  const auto close =
      run_entente({"hold", file, "--must-hold", "--discount", "0.66666666666666666"});
  EXPECT_EQ(close.exit_code, 1);
  const auto enough = run_entente({"hold", file, "--must-hold", "--discount", "0.7"});
  EXPECT_EQ(enough.exit_code, 0);
  EXPECT_THAT(enough.out, HasSubstr("the best of all deals"));
}

TEST(HoldVerb, TellsTheLeastBetterVerification) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("hands.yaml", test::k_hands);
  const json found = answer({"hold", file, "--discount", "0.6"}).at("verification");
  EXPECT_NEAR(found.at("total").get<double>(), 1.0 / 6, 1e-9);  // detection of 2/3 instead of 1/2
  EXPECT_EQ(found.at("commitments").at(0).at("needed"), 1) << "as it is";
  EXPECT_EQ(answer({"hold", file, "--discount", "0.9"}).at("verification"), nullptr);
  EXPECT_EQ(answer({"hold", file}).at("verification"), nullptr);
  const json never = answer({"hold", file, "--discount", "0.4"}).at("verification");
  EXPECT_EQ(never.at("beyond"), json::array({"a", "b"}));
}

TEST(HoldVerb, ComparesStandardsOfEvidence) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("hands.yaml", test::k_hands);
  const auto standards = folder.write("standards.csv",
                                      "issue,standard,detection,false_alarm\n"
                                      "north,loose,1,0.2\nnorth,strict,0.6,0\nnorth,blind,0.1,0\n");
  const json found = answer({"hold", file, "--discount", "0.8", "--standards", standards});
  const json& choices = found.at("evidence").at("choices");
  ASSERT_EQ(choices.size(), 3U);
  EXPECT_EQ(found.at("evidence").at("best"), 1);
  EXPECT_EQ(choices.at(1).at("share_left"), 1);
  EXPECT_EQ(choices.at(2).at("holds"), false);
  const auto page = run_entente({"hold", file, "--discount", "0.8", "--standards", standards}).out;
  EXPECT_THAT(page, HasSubstr("Best: north: strict. With it the agreement holds"));
  EXPECT_THAT(run_entente({"hold", file, "--standards", standards}).out,
              HasSubstr("Which is best depends on the discount factors"));
  const auto useless =
      folder.write("useless.csv", "issue,standard,detection,false_alarm\nsouth,any,1,0\n");
  EXPECT_THAT(run_entente({"hold", file, "--set", "north=stopped", "--discount", "0.8",
                           "--standards", useless})
                  .out,
              HasSubstr("useless.csv:2:1: the agreement has no commitment on `south`"));
  const auto broken = folder.write("broken.csv", "standard,detection,false_alarm\na,2,0\n");
  const auto refused = run_entente({"hold", file, "--standards", broken});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("broken.csv:2:3: error: the probability `2`"));
}

TEST(HoldVerb, ComplainsOfBadUse) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("hands.yaml", test::k_hands);
  for (const char* other : {"--ordinal", "--set=north=stopped"}) {
    EXPECT_EQ(run_entente({"hold", file, "--discount=0.9", "--must-hold", other}).exit_code, 2);
  }
  const auto impatient = run_entente({"hold", file, "--must-hold"});
  EXPECT_EQ(impatient.exit_code, 2);
  EXPECT_THAT(impatient.err, HasSubstr("discount factor"));
  for (const char* bad : {"1", "0", "-1", "nan", "x", "us=2", "nobody=0.5"}) {
    EXPECT_EQ(run_entente({"hold", k_cyber_file, "--discount", bad}).exit_code, 2) << bad;
  }
  const auto imported = run_entente({"hold", "examples/england-zimbabwe/domain.xml",
                                     "examples/england-zimbabwe/england.xml",
                                     "examples/england-zimbabwe/zimbabwe.xml"});
  EXPECT_EQ(imported.exit_code, 2);
  EXPECT_THAT(imported.err, HasSubstr("status quo"));
}

}  // namespace
}  // namespace entente
