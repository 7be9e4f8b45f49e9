#include <string>
#include <string_view>
#include <vector>

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

/// The theft stopped, with no US activity on the table.
const std::vector<std::string> k_stop_the_theft = {
    "why",    k_cyber_file,
    "--off",  "circumvention_support",
    "--off",  "network_exploitation",
    "--off",  "hacktivists",
    "--off",  "botnet_cleanup",
    "--off",  "critical_infrastructure_us",
    "--goal", "commercial_theft=stopped and prosecuted"};

std::vector<std::string> with(std::vector<std::string> words,
                              const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(Why, SaysWhatADealHangsOn) {
  const auto result = run_entente({"why", k_cyber_file});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.err, IsEmpty());
  EXPECT_TRUE(test::matches_golden(result.out, "why_us_china_80.txt"));
}

TEST(Why, SaysWhatWouldOpenADeal) {
  const auto result = run_entente(k_stop_the_theft);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_TRUE(test::matches_golden(result.out, "why_no_theft_80.txt"));
  EXPECT_TRUE(test::matches_golden(run_entente(with(k_stop_the_theft, {"--width", "120"})).out,
                                   "why_no_theft_120.txt"));
  EXPECT_TRUE(test::matches_golden(run_entente(with(k_stop_the_theft, {"--ascii"})).out,
                                   "why_no_theft_ascii.txt"));
}

TEST(Why, FindsTheTablesThatTheTheftNeeds) {
  // With up to three changes: each US set that must be on the table for the goal, the goal given
  // up, the sanctions, and China asking for less.
  const auto result = run_entente(with(k_stop_the_theft, {"--most-changes", "3", "--json"}));
  const auto answer = ordered_json::parse(result.out);
  std::vector<std::vector<std::string>> sets;
  for (const auto& relaxation : answer["relaxations"]) {
    std::vector<std::string> set;
    bool lowered = false;
    for (const auto& change : relaxation["changes"]) {
      if (change["kind"] == "put_on_table") set.push_back(change["issue"]);
      lowered = lowered || change["kind"] == "lower_reservation";
    }
    if (!set.empty() && !lowered) sets.push_back(set);
  }
  EXPECT_EQ(sets, (std::vector<std::vector<std::string>>{
                      {"circumvention_support"},
                      {"network_exploitation", "hacktivists"},
                      {"network_exploitation", "botnet_cleanup"},
                      {"network_exploitation", "critical_infrastructure_us"},
                      {"hacktivists", "botnet_cleanup", "critical_infrastructure_us"}}));
  EXPECT_TRUE(answer["complete"]);
}

TEST(Why, NamesTheRuleByItsLine) {
  const test::TemporaryFolder folder;
  const auto result = run_entente({"why", folder.write("ruled.yaml", test::k_ruled_out)});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.out, HasSubstr("Drop the rule on line 10 ("));
  EXPECT_THAT(result.out, HasSubstr("Ben is content without gaining anything"));
}

TEST(Why, SaysWhenItWasCutShort) {
  const auto result = run_entente(with(k_stop_the_theft, {"--max-questions", "1"}));
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.out, HasSubstr("A limit of work was reached"));
}

TEST(Why, MistakesAreUsageErrors) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"--off", "hactivists"}, "did you mean"},
      {{"--off", "sanctions"}, "threats are never part of an agreement"},
      {{"--goal", "sanctions=imposed"}, "threats are never part of an agreement"},
      {{"--goal", "hacktivists"}, "takes ISSUE=OPTION"},
      {{"--goal", "hacktivists=gone"}, "has no option"},
      {{"--most-changes", "0"}, "1 to 10"}};
  for (const auto& [words, message] : cases) {
    const auto result = run_entente(with({"why", k_cyber_file}, words));
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.out, IsEmpty());
    EXPECT_THAT(result.err, HasSubstr(message));
  }
}

constexpr std::string_view k_half_way = R"(entente: 1
parties: [a, b]
issues:
  x: {options: [today, all for a, half-way, all for b], ordered: false}
preferences:
  a: {reservation: 5, x: [0, 10, 4, 0]}
  b: {reservation: 5, x: [0, 0, 4, 10]}
)";

TEST(Why, ListsEveryWayToAskForLess) {
  const test::TemporaryFolder folder;
  const auto result = run_entente({"why", folder.write("half.yaml", k_half_way)});
  EXPECT_EQ(result.exit_code, 1);
  // Keys are never changed, not even at the start of a sentence.
  EXPECT_THAT(result.out, HasSubstr("1. a asks for less, by more than 5 points."));
  EXPECT_THAT(result.out, HasSubstr("2. b asks for less, by more than 5 points."));
  EXPECT_THAT(result.out, HasSubstr("3. a asks for less, by more than 1 point and b asks for less, "
                                    "by more than 1\n   point."));
  EXPECT_THAT(result.out, HasSubstr("Compared with no deal, the Nash deal then gives a -1 and b "
                                    "-1: x: half-way."));
}

TEST(Why, NamesGoalsAndRulesThatContradictEachOther) {
  const std::vector<std::string> goal = {"--goal", "commercial_theft=stopped and prosecuted"};
  const auto off = with({k_cyber_file, "--off", "commercial_theft"}, goal);
  for (const auto& verb : {"why", "table"}) {
    const auto result = run_entente(with({verb}, off));
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.out, HasSubstr("no outcome keeps all of these: the goal"));
    EXPECT_THAT(result.out, HasSubstr("`commercial_theft` left as it is"));
    const auto twice = run_entente(
        with(with({verb, k_cyber_file}, goal), {"--goal", "commercial_theft=as today"}));
    EXPECT_EQ(twice.exit_code, 2);
    EXPECT_THAT(twice.err, HasSubstr("there are two goals for the issue `commercial_theft`"));
  }
  const auto answer = ordered_json::parse(run_entente(with({"why"}, with(off, {"--json"}))).out);
  ASSERT_EQ(answer["conflict"].size(), 2U);
  EXPECT_EQ(answer["conflict"][0]["kind"], "drop_goal");
  EXPECT_EQ(answer["conflict"][1]["kind"], "put_on_table");
}

TEST(Why, ADealNeedsAsManyAsTheAcceptanceRuleWants) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("two-of-three.yaml", R"(entente: 1
parties: [a, b, c]
issues:
  x: {giver: a, options: ["no", "yes"]}
  y: {giver: b, options: ["no", "yes"]}
preferences:
  a: {x: [0, -1], y: [0, 2]}
  b: {x: [0, 2], y: [0, -1]}
  c: {x: [0, -1], y: [0, -1]}
acceptance: {at_least: 2}
)");
  const auto result = run_entente({"why", file});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(run_entente({"table", file}).exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("at least 2 of 3 parties gain"));
  EXPECT_THAT(result.out, HasSubstr("The Nash deal of a and b gives a a gain of 1, b 1 and c -2."));
  const auto answer = ordered_json::parse(run_entente({"why", file, "--json"}).out);
  EXPECT_EQ(answer["acceptance"]["at_least"], 2);
  EXPECT_EQ(answer["deal"]["accepted_by"], (std::vector<std::string>{"a", "b"}));
  EXPECT_FALSE(answer["margins"]["c"]["needed"]);
  EXPECT_TRUE(answer["margins"]["a"]["needed"]);
}

TEST(Why, RoundedValuesAreNoExcuseWhereTheAnswerIsProven) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("fine.yaml", R"(entente: 1
parties: [a, b]
issues:
  x: {giver: a, options: ["no", "yes"]}
  y: {giver: b, options: ["no", "yes"]}
preferences:
  a: {x: [0, -3.1234567890123456789012], y: [0, 1.9876543210987654321098]}
  b: {x: [0, 2.1111111111111111111113], y: [0, -4.7777777777777777777771]}
)");
  const auto result = run_entente({"why", file, "--json"});
  EXPECT_EQ(result.exit_code, 1);
  const auto answer = ordered_json::parse(result.out);
  EXPECT_EQ(answer["arithmetic"], "double");
  EXPECT_GT(answer["tolerance"]["a"], 0);
  EXPECT_EQ(answer["deal"]["status"], "none");
  EXPECT_EQ(answer["deal"]["blocking"], ordered_json({"a", "b"}));
  EXPECT_EQ(answer["relaxations"].size(), 2U);
  // A gain that rounding swallows is a gain all the same: nothing is proven.
  const auto hidden = folder.write("hidden.yaml", R"(entente: 1
parties: [a, b]
issues:
  x: {giver: a, options: ["no", "yes"]}
  z: {options: ["no", "yes"]}
preferences:
  a: {x: [0, -3.1234567890123456789012], z: [0, 0.0000000000000000000000001]}
  b: {x: [0, 2.1111111111111111111113], z: [0, 0.0000000000000000000000001]}
)");
  const auto unknown = run_entente({"why", hidden, "--json"});
  EXPECT_EQ(unknown.exit_code, 3);
  EXPECT_EQ(ordered_json::parse(unknown.out)["deal"]["status"], "unknown");
}

TEST(Why, PagesPointToWhatToAskNext) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("half way.yaml", k_half_way);
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"solve", file}, {"table", file}, {"improve", file, "--set", "x=half-way"}}) {
    const auto result = run_entente(with(words, {"--rule-out", "x=all for b"}));
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.out, EndsWith("\nWhat would open a deal:\n  entente why '" + file +
                                     "' --rule-out 'x=all for b'\n"));
  }
  const auto why = run_entente({"why", k_cyber_file, "--goal",
                                "commercial_theft=stopped and prosecuted", "--off", "hacktivists"});
  EXPECT_EQ(why.exit_code, 0);
  EXPECT_THAT(why.out, EndsWith("\nWhat else would do for this goal:\n  entente table " +
                                std::string(k_cyber_file) +
                                " --goal 'commercial_theft=stopped and prosecuted'\n"));
}

TEST(Why, ALimitOnTheListIsSaid) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("half.yaml", k_half_way);
  const auto result = run_entente({"why", file, "--max-relaxations", "2", "--json"});
  const auto answer = ordered_json::parse(result.out);
  EXPECT_EQ(answer["relaxations"].size(), 2U);
  EXPECT_FALSE(answer["relaxations_complete"]);
  EXPECT_EQ(answer["stopped_by"], "work_limit");
}

TEST(Why, WithoutAStatusQuoNothingCanStayAsItIs) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("open.yaml", test::k_no_status_quo);
  const auto result = run_entente({"why", file});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("How much each could ask for"));
  const auto off = run_entente({"why", file, "--off", "tea"});
  EXPECT_EQ(off.exit_code, 2);
  EXPECT_THAT(off.err, HasSubstr("states no status quo"));
}

}  // namespace
}  // namespace entente
