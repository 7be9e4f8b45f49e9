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
using test::k_cyber_draft_file;
using test::k_cyber_file;
using test::run_entente;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> with(std::vector<std::string> words,
                              const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

const std::vector<std::string> k_announced = {"improve", k_cyber_file, k_cyber_draft_file};

/// The neighbours' scenario and what is asked of it.
class Neighbours {
 public:
  [[nodiscard]] test::ProcessResult ask(const std::vector<std::string>& more) const {
    return run_entente(with({"improve", file_}, more));
  }
  [[nodiscard]] ordered_json json(std::vector<std::string> more) const {
    more.emplace_back("--json");
    return ordered_json::parse(ask(more).out);
  }

 private:
  test::TemporaryFolder folder_;
  std::string file_ = folder_.write("neighbours.yaml", test::k_neighbours);
};

TEST(Improve, AnswersWithOnePage) {
  const auto result = run_entente(k_announced);
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.err, IsEmpty());
  EXPECT_TRUE(test::matches_golden(result.out, "improve_us_china_80.txt"));
  EXPECT_TRUE(test::matches_golden(run_entente(with(k_announced, {"--width", "120"})).out,
                                   "improve_us_china_120.txt"));
  EXPECT_TRUE(test::matches_golden(run_entente(with(k_announced, {"--ascii"})).out,
                                   "improve_us_china_ascii.txt"));
  EXPECT_TRUE(test::matches_golden(run_entente(with(k_announced, {"--color", "always"})).out,
                                   "improve_us_china_colour.txt"));
}

TEST(Improve, TellsTheSameInJson) {
  const auto result = run_entente(with(k_announced, {"--json", "--verify"}));
  EXPECT_EQ(result.exit_code, 0);
  const auto json = ordered_json::parse(result.out);
  EXPECT_EQ(json["schema"], "entente.improve/1");
  EXPECT_EQ(json["complete"], true);
  EXPECT_EQ(json["draft"]["title"], "The announcement of 25 September 2015");
  EXPECT_EQ(json["draft"]["outcome"]["dialogue"], "twice a year with a hotline");
  EXPECT_EQ(json["draft"]["outcome"]["hacktivists"], "tolerated");
  // Theft 22, dialogue 3, assistance 4; for China -14, 4, 1.
  EXPECT_EQ(json["draft"]["gain"], ordered_json({{"us", 29}, {"china", -9}}));
  EXPECT_EQ(json["draft"]["acceptable"], false);
  const auto& improvement = json["improvement"];
  EXPECT_EQ(improvement["status"], "exact");
  EXPECT_EQ(improvement["improvement"], ordered_json({{"us", 5}, {"china", 10}}));
  EXPECT_EQ(improvement["value"], 50);
  EXPECT_EQ(improvement["gainers"], ordered_json({"us", "china"}));
  EXPECT_EQ(improvement["order"]["kind"], "none");
  EXPECT_EQ(json["frontier"]["size"], 5);
  const auto& change = json["smallest_change"];
  EXPECT_EQ(change["value"], 1);
  EXPECT_EQ(change["changes"][0]["issue"], "circumvention_support");
  EXPECT_EQ(change["changes"][0]["effect"], ordered_json({{"us", -20}, {"china", 26}}));
  EXPECT_EQ(change["gain"], ordered_json({{"us", 9}, {"china", 17}}));
}

TEST(Improve, TheLeastCostToAParty) {
  const auto json =
      ordered_json::parse(run_entente(with(k_announced, {"--least-cost", "us", "--json"})).out);
  const auto& change = json["smallest_change"];
  EXPECT_EQ(change["least_cost"], "us");
  EXPECT_EQ(change["status"], "exact");
  // The improvement gives the US 5 more than the draft and China just enough.
  EXPECT_EQ(change["value"], -5);
  EXPECT_EQ(change["gain"], ordered_json({{"us", 34}, {"china", 1}}));
}

TEST(Improve, MovesOneIssueAtATime) {
  const Neighbours neighbours;
  const auto json = neighbours.json({});
  EXPECT_EQ(json["draft"]["acceptable"], true);
  EXPECT_TRUE(json["smallest_change"].is_null());
  EXPECT_EQ(json["improvement"]["improvement"], ordered_json({{"ann", 5}, {"ben", 6}}));
  const auto& order = json["improvement"]["order"];
  EXPECT_EQ(order["kind"], "safe");
  ASSERT_EQ(order["moves"].size(), 3U);
  EXPECT_EQ(order["moves"][0]["issue"], "fence");
  EXPECT_EQ(order["moves"][0]["improvement"], ordered_json({{"ann", 1}, {"ben", 4}}));
  EXPECT_EQ(order["moves"][0]["broken_rules"][0]["line"], 12);
  EXPECT_EQ(order["moves"][1]["issue"], "road");
  EXPECT_THAT(order["moves"][1]["broken_rules"], IsEmpty());
  EXPECT_EQ(order["moves"][2]["improvement"], ordered_json({{"ann", 5}, {"ben", 6}}));
  EXPECT_TRUE(test::matches_golden(neighbours.ask({}).out, "improve_neighbours.txt"));
}

TEST(Improve, SaysWhereNothingHasToCostAnything) {
  const Neighbours neighbours;
  const std::string fine = neighbours.ask({"--least-cost", "ann"}).out;
  EXPECT_THAT(fine, HasSubstr("None is needed: every party accepts the draft as it is."));
  EXPECT_THAT(fine, Not(HasSubstr("would refuse")));
}

TEST(Improve, ADraftMayBreakRules) {
  const Neighbours neighbours;
  const auto json = neighbours.json({"--set", "fence=high"});
  EXPECT_EQ(json["draft"]["acceptable"], false);
  EXPECT_EQ(json["draft"]["gain"], ordered_json({{"ann", 1}, {"ben", 4}}));
  EXPECT_EQ(json["draft"]["broken_rules"][0]["text"], "excludes: {fence: high, road: dirt}");
  EXPECT_EQ(json["draft"]["broken_rules"][0]["line"], 12);
  // Without a high fence (3, 1) or (0, 0), with the road (7, 1).
  EXPECT_EQ(json["smallest_change"]["ties"], 3);
  EXPECT_EQ(json["smallest_change"]["gain"], ordered_json({{"ann", 7}, {"ben", 1}}));
  const auto page = neighbours.ask({"--set", "fence=high"});
  EXPECT_THAT(page.out, HasSubstr("It breaks rules."));
  EXPECT_THAT(page.out, HasSubstr("breaks: excludes: {fence: high, road: dirt} (line 12)"));
}

TEST(Improve, NothingLeftOnTheTableIsTheAnswerNo) {
  const Neighbours neighbours;
  const std::vector<std::string> best = {"--set", "garden=open", "--set",   "road=paved",
                                         "--set", "fence=high",  "--verify"};
  const auto result = neighbours.ask(best);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, IsEmpty());
  EXPECT_THAT(result.out, HasSubstr("The draft leaves nothing on the table"));
  const auto json = neighbours.json(best);
  EXPECT_EQ(json["improvement"]["status"], "none");
  EXPECT_THAT(json["improvement"]["reason"].get<std::string>(), HasSubstr("nobody worse off"));
  EXPECT_TRUE(json["improvement"]["outcome"].is_null());
  EXPECT_EQ(json["frontier"]["size"], 0);
  EXPECT_EQ(json["frontier"]["status"], "exact");
}

TEST(Improve, SetChangesTheDraftOfTheFile) {
  const auto json = ordered_json::parse(
      run_entente(with(k_announced, {"--set", "dialogue=none", "--json", "--no-frontier"})).out);
  EXPECT_EQ(json["draft"]["outcome"]["dialogue"], "none");
  EXPECT_EQ(json["draft"]["outcome"]["assistance"], "timely");
  EXPECT_TRUE(json["frontier"].is_null());
}

TEST(Improve, WeightsShiftTheImprovement) {
  const Neighbours neighbours;
  const auto json = neighbours.json({"--weights", "ann=5,ben=1"});
  // Low fence: 7^5 * 3 is more than 5^5 * 6.
  EXPECT_EQ(json["improvement"]["improvement"], ordered_json({{"ann", 7}, {"ben", 3}}));
  EXPECT_EQ(json["weights"], ordered_json({{"ann", 5}, {"ben", 1}}));
}

TEST(Improve, ThreatsMoveWhatIsAcceptable) {
  const auto json = ordered_json::parse(
      run_entente(with(k_announced, {"--threat", "sanctions=imposed", "--json"})).out);
  EXPECT_EQ(json["draft"]["acceptable"], true);
  EXPECT_TRUE(json["smallest_change"].is_null());
  EXPECT_EQ(json["improvement"]["improvement"], ordered_json({{"us", 5}, {"china", 10}}));
}

TEST(Improve, WithoutAStatusQuoADraftSettlesEverything) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("colours.yaml", test::k_no_status_quo);
  const auto open = run_entente({"improve", file, "--set", "tea=cold"});
  EXPECT_EQ(open.exit_code, 2);
  EXPECT_THAT(open.out, IsEmpty());
  EXPECT_THAT(open.err, HasSubstr("the draft does not settle `colour`"));
  const auto draft = folder.write("draft.yaml", "entente: 1\nagreement: {colour: blue}\n");
  const auto result = run_entente({"improve", file, draft, "--set", "tea=cold", "--json"});
  EXPECT_EQ(result.exit_code, 0);
  // Gains of blue and cold: -1 and 3; of green and hot: 3 and 5.
  EXPECT_EQ(ordered_json::parse(result.out)["improvement"]["gain"],
            ordered_json({{"ann", 3}, {"ben", 5}}));
}

TEST(Improve, ReadsAnAgreementBesideGeniusFiles) {
  const test::TemporaryFolder folder;
  const auto draft = folder.write("draft.yaml", test::k_england_draft);
  const auto result = run_entente({"improve", "examples/england-zimbabwe/domain.xml",
                                   "examples/england-zimbabwe/england.xml",
                                   "examples/england-zimbabwe/zimbabwe.xml", draft, "--verify"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("The draft can be improved"));
}

TEST(Improve, MistakesAreUsageErrors) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"--set", "hactivists=tolerated"}, "did you mean `hacktivists`?"},
      {{"--set", "hacktivists=gone"}, "has no option"},
      {{"--set", "hacktivists"}, "takes ISSUE=OPTION"},
      {{"--set", "sanctions=imposed"}, "threats are never part of an agreement"},
      {{"--set", "dialogue=none", "--set", "dialogue=once a year"}, "given twice"},
      {{"--least-cost", "usa"}, "there is no party `usa`"},
      {{"--weights", "us=0"}, "from 0.001 to 1000"},
      {{k_cyber_draft_file}, "an agreement is stated twice"}};
  for (const auto& [words, message] : cases) {
    const auto result = run_entente(with(k_announced, words));
    EXPECT_EQ(result.exit_code, 2) << message;
    EXPECT_THAT(result.out, IsEmpty());
    EXPECT_THAT(result.err, HasSubstr(message));
  }
}

TEST(Improve, OtherVerbsHaveNoUseForAgreements) {
  const auto result = run_entente({"solve", k_cyber_file, k_cyber_draft_file});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("us-china-draft.yaml:11:1: error: this question has no use"));
  EXPECT_EQ(run_entente({"check", k_cyber_file, k_cyber_draft_file}).exit_code, 0);
  const auto alone = run_entente({"improve", k_cyber_draft_file});
  EXPECT_EQ(alone.exit_code, 2);
  EXPECT_THAT(alone.err, HasSubstr("holds an agreement, not a scenario"));
}

TEST(Improve, TheSameBytesAtAnyNumberOfThreads) {
  const auto one = run_entente(with(k_announced, {"--json", "--threads", "1"})).out;
  EXPECT_THAT(one, Not(IsEmpty()));
  for (const char* threads : {"2", "8"}) {
    EXPECT_EQ(run_entente(with(k_announced, {"--json", "--threads", threads})).out, one);
  }
}

}  // namespace
}  // namespace entente
