#include <string>
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
    for (const auto& change : relaxation["changes"]) {
      if (change["kind"] == "put_on_table") set.push_back(change["issue"]);
    }
    if (!set.empty()) sets.push_back(set);
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
  EXPECT_THAT(result.out, HasSubstr("Ben asks for less, by more than 0 points"));
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
