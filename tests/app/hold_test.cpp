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

TEST(HoldVerb, ComplainsOfBadUse) {
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
