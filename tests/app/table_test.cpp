#include <algorithm>
#include <csignal>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
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

constexpr const char* k_theft = "commercial_theft=stopped and prosecuted";

ordered_json table_of(std::vector<std::string> words, int exit_code = 0) {
  words.insert(words.begin(), "table");
  words.emplace_back("--json");
  const auto result = run_entente(words);
  EXPECT_EQ(result.exit_code, exit_code) << result.err;
  EXPECT_THAT(result.err, IsEmpty());
  return ordered_json::parse(result.out);
}

TEST(TableVerb, FlagshipGoalHasNineTables) {
  const auto json = table_of({k_cyber_file, "--goal", k_theft});
  EXPECT_EQ(json["schema"], "entente.table/1");
  EXPECT_EQ(json["complete"], true);
  EXPECT_EQ(json["tables"].size(), 9U);
  EXPECT_EQ(json["examples"].size(), 9U);
  EXPECT_EQ(json["tables"][0], ordered_json({{"us", {"circumvention_support"}},
                                             {"china", {"commercial_theft"}},
                                             {"joint", ordered_json::array()}}));
  EXPECT_EQ(json["by_party"]["us"], ordered_json::parse(R"([["circumvention_support"],
                ["network_exploitation", "hacktivists"],
                ["network_exploitation", "botnet_cleanup"],
                ["network_exploitation", "critical_infrastructure_us"],
                ["hacktivists", "botnet_cleanup", "critical_infrastructure_us"]])"));
  EXPECT_EQ(json["by_party"]["china"], ordered_json::parse(R"([["commercial_theft"]])"));
  EXPECT_EQ(json["must_move"], ordered_json({"commercial_theft"}));
  EXPECT_EQ(json["not_needed"],
            ordered_json({"government_networks", "patriotic_hackers", "no_theft_pledge"}));
  EXPECT_EQ(json["deals"], nullptr);
}

TEST(TableVerb, ExamplesReachTheGoalAndMoveTheTable) {
  const auto json = table_of({k_cyber_file, "--goal", k_theft});
  for (std::size_t k = 0; k < json["tables"].size(); ++k) {
    std::set<std::string> table;
    for (const auto& [side, issues] : json["tables"][k].items()) {
      for (const auto& issue : issues) table.insert(issue);
    }
    std::set<std::string> moved;
    const auto& example = json["examples"][k];
    for (const auto& [issue, option] : example["moves"].items()) moved.insert(issue);
    EXPECT_EQ(moved, table);
    EXPECT_EQ(example["moves"]["commercial_theft"], "stopped and prosecuted");
    EXPECT_GT(example["gain"]["us"], 0);
    EXPECT_GT(example["gain"]["china"], 0);
  }
}

TEST(TableVerb, PagesAreGolden) {
  const std::vector<std::string> words = {"table", k_cyber_file, "--goal", k_theft};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), words.begin(), words.end());
    const auto result = run_entente(more);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.err, IsEmpty());
    return result.out;
  };
  EXPECT_TRUE(test::matches_golden(with({}), "table_us_china_80.txt"));
  EXPECT_TRUE(test::matches_golden(with({"--width", "120"}), "table_us_china_120.txt"));
  EXPECT_TRUE(test::matches_golden(with({"--ascii"}), "table_us_china_ascii.txt"));
  EXPECT_TRUE(test::matches_golden(
      run_entente({"table", k_cyber_file, "--off", "dialogue", "--off", "assistance"}).out,
      "table_us_china_off.txt"));
}

TEST(TableVerb, AGivenTableShowsTheBestDeals) {
  const auto solved = ordered_json::parse(
      run_entente({"solve", k_cyber_file, "--rule-out", "dialogue=once a year", "--rule-out",
                   "dialogue=twice a year with a hotline", "--json"})
          .out);
  const auto json = table_of({k_cyber_file, "--off", "dialogue"});
  for (const char* name : {"nash", "kalai_smorodinsky", "egalitarian", "utilitarian"}) {
    EXPECT_EQ(json["deals"][name]["gain"], solved["deals"][name]["gain"]);
    EXPECT_EQ(json["deals"][name]["outcome"]["dialogue"], "none");
  }
  EXPECT_EQ(json["may_move"].size(), 11U);
  for (const auto& table : json["tables"]) EXPECT_THAT(table.dump(), Not(HasSubstr("dialogue")));
}

TEST(TableVerb, OnlyFromOnePartyLeavesJointIssuesOut) {
  const auto alone = table_of({k_cyber_file, "--only-from", "us"}, 1);
  EXPECT_EQ(alone["possible"], false);
  EXPECT_EQ(alone["blocking"], ordered_json({"us"}));
  EXPECT_EQ(alone["with_all_issues"], true);
  EXPECT_EQ(alone["may_move"].size(), 6U);
  const auto joined = table_of({k_cyber_file, "--only-from", "us", "--on", "dialogue"});
  EXPECT_EQ(joined["may_move"].size(), 7U);
  EXPECT_EQ(joined["tables"].size(), 1U);
  const auto less =
      table_of({k_cyber_file, "--only-from", "us", "--only-from", "china", "--off", "hacktivists"});
  EXPECT_EQ(less["may_move"].size(), 9U);
}

/// The harbour game as if the first option of every issue were in force today.
std::string harbour_of_today(const test::TemporaryFolder& folder) {
  std::ifstream file(std::string(ENTENTE_SOURCE_DIR) + "/" + test::k_harbour_file);
  std::string text;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("status_quo: none")) text += line + '\n';
  }
  return folder.write("harbour.yaml", text);
}

TEST(TableVerb, FewerThanAllMayBeEnough) {
  const test::TemporaryFolder folder;
  const auto harbour = harbour_of_today(folder);
  const std::vector<std::string> words = {harbour, "--off", "ecology"};
  const auto json = table_of(words);
  EXPECT_EQ(json["acceptance"]["at_least"], 5);
  EXPECT_EQ(json["possible"], true);
  EXPECT_EQ(json["deals"]["nash"]["status"], "none");
  const auto& gain = json["examples"][0]["gain"];
  std::size_t gaining = 0;
  for (const auto& [party, amount] : gain.items()) gaining += amount > 0 ? 1 : 0;
  EXPECT_GE(gaining, 5U);
  EXPECT_GT(gain["sportco"], 0);
  EXPECT_GT(gain["tourism"], 0);
  const auto page = run_entente({"table", harbour, "--on", "infrastructure", "--on", "ecology",
                                 "--on", "employment", "--on", "loan", "--on", "compensation"})
                        .out;
  EXPECT_THAT(page, HasSubstr("at least 5 of 6 parties gain"));
  EXPECT_THAT(page, HasSubstr("These are deals by which every party gains"));
  // Without a deal of all, the page says who makes the deals there are.
  const auto some = run_entente({"table", harbour, "--off", "infrastructure"}).out;
  EXPECT_THAT(some, Not(HasSubstr("There is none by any concept")));
  EXPECT_THAT(some, HasSubstr("How the table"));
  EXPECT_THAT(some, HasSubstr(" No gain: "));
  const auto none = table_of({harbour, "--on", "ecology"}, 1);
  EXPECT_EQ(none["blocking"], ordered_json({"tourism"}));
}

TEST(TableVerb, ShowsHowTablesCanBeSettled) {
  const std::vector<std::string> words = {k_cyber_file, "--only-from",     "us", "--on", "dialogue",
                                          "--on",       "commercial_theft"};
  const auto json = table_of(words);
  ASSERT_LE(json["tables"].size(), 5U);
  auto command = words;
  command.insert(command.begin(), {"table"});
  command.insert(command.end(), {"--width", "200"});
  const auto page = run_entente(command).out;
  for (const auto& example : json["examples"]) {
    EXPECT_THAT(page, HasSubstr("Gains: United States " + example["gain"]["us"].dump() +
                                " and China " + example["gain"]["china"].dump() + "."));
  }
  EXPECT_EQ(json["examples"][1]["moves"]["circumvention_support"], "ended");
  EXPECT_THAT(page, HasSubstr("2. Theft of commercial secrets by China-based groups: stopped and "
                              "prosecuted; Government support for tools that circumvent China's "
                              "content filters: ended.\n"));
  // Nine tables are settled on the page only where that is asked for.
  const std::vector<std::string> theft = {"table", k_cyber_file, "--goal", k_theft};
  EXPECT_THAT(run_entente(theft).out, Not(HasSubstr("can be settled")));
  auto settle = theft;
  settle.emplace_back("--settle");
  const auto settled = run_entente(settle).out;
  EXPECT_THAT(settled, HasSubstr("How the tables can be settled"));
  EXPECT_THAT(settled, HasSubstr("\n9. "));
  EXPECT_THAT(settled, HasSubstr("What would prevent it"));
}

TEST(TableVerb, NoTableSaysWhyAndExitsWithOne) {
  const test::TemporaryFolder folder;
  const auto cake = folder.write("cake.yaml", test::k_no_deal);
  const auto json = table_of({cake}, 1);
  EXPECT_EQ(json["possible"], false);
  EXPECT_EQ(json["complete"], true);
  EXPECT_EQ(json["tables"], ordered_json::array());
  EXPECT_EQ(run_entente({"table", cake}).exit_code, 1);
  // The goal stands in the way.
  const auto goal =
      run_entente({"table", k_cyber_file, "--goal", "network_exploitation=ended", "--goal",
                   "commercial_theft=as today", "--goal", "government_networks=as today"});
  EXPECT_EQ(goal.exit_code, 1);
  EXPECT_THAT(goal.out, StartsWith("No deal that reaches the goals: "));
  EXPECT_THAT(goal.out, HasSubstr("Without the goals there is a deal."));
}

TEST(TableVerb, ThreatsMayMakeStandingStillADeal) {
  const auto json = table_of({k_cyber_file, "--threat", "sanctions=imposed"});
  EXPECT_EQ(json["tables"].size(), 1U);
  EXPECT_EQ(json["tables"][0]["us"], ordered_json::array());
  EXPECT_EQ(json["by_party"]["us"], ordered_json::parse("[[]]"));
  EXPECT_THAT(run_entente({"table", k_cyber_file, "--threat", "sanctions=imposed"}).out,
              HasSubstr("Nothing has to move for a deal."));
}

TEST(TableVerb, StreamsTablesAsFound) {
  const auto result = run_entente({"table", k_cyber_file, "--goal", k_theft, "--stream", "--json"});
  EXPECT_EQ(result.exit_code, 0);
  std::istringstream in(result.out);
  std::vector<ordered_json> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(ordered_json::parse(line));
  ASSERT_EQ(lines.size(), 10U);
  std::set<std::string> streamed;
  for (std::size_t k = 0; k < 9; ++k) {
    EXPECT_EQ(lines[k]["schema"], "entente.table.found/1");
    EXPECT_EQ(lines[k]["number"], k + 1);
    streamed.insert(lines[k]["table"].dump());
  }
  std::set<std::string> listed;
  for (const auto& table : lines[9]["tables"]) listed.insert(table.dump());
  EXPECT_EQ(streamed, listed);
  EXPECT_EQ(lines[9], table_of({k_cyber_file, "--goal", k_theft}));
  const auto page = run_entente({"table", k_cyber_file, "--goal", k_theft, "--stream"}).out;
  EXPECT_THAT(page, StartsWith("1. "));
  EXPECT_THAT(page, HasSubstr("9 tables are just enough"));
}

TEST(TableVerb, LimitsThatWereSetExitWithThree) {
  const auto json = table_of({k_cyber_file, "--goal", k_theft, "--max-tables", "4"}, 3);
  EXPECT_EQ(json["complete"], false);
  EXPECT_EQ(json["stopped_by"], "work_limit");
  EXPECT_EQ(json["tables"].size(), 4U);
  EXPECT_THAT(json["not_needed"], testing::Contains("no_theft_pledge"));
  EXPECT_EQ(table_of({k_cyber_file, "--goal", k_theft, "--max-tables", "9"})["complete"], true);
  EXPECT_EQ(table_of({k_cyber_file, "--goal", k_theft, "--max-questions", "30"}, 3)["complete"],
            false);
}

/// Two parties who exchange 120 concessions of all sizes: more tables than any machine finds.
std::string wide_scenario() {
  std::string issues = "issues:\n";
  std::string left = "  left:\n";
  std::string right = "  right:\n";
  for (int i = 0; i < 120; ++i) {
    const bool gives = i % 2 == 0;
    const int cost = 300 + i * 7919 % 1009;
    const int gain = 100 + i * 4729 % 997;
    issues +=
        fmt::format("  i{}: {{giver: {}, options: [kept, given]}}\n", i, gives ? "left" : "right");
    left += fmt::format("    i{}: [0, {}]\n", i, gives ? -cost : gain);
    right += fmt::format("    i{}: [0, {}]\n", i, gives ? gain : -cost);
  }
  return "entente: 1\ntitle: Wide\nparties: [left, right]\n" + issues + "preferences:\n" + left +
         right;
}

TEST(TableVerb, ATimeLimitShowsWhatWasFound) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("wide.yaml", wide_scenario());
  const auto page = run_entente({"table", file, "--time-limit", "0.3", "--max-tables", "0"});
  EXPECT_EQ(page.exit_code, 3);
  EXPECT_THAT(page.err, IsEmpty());
  EXPECT_THAT(page.out, HasSubstr("The time limit was reached"));
  const auto json = table_of({file, "--max-tables", "0", "--time-limit", "0.3"}, 3);
  EXPECT_EQ(json["complete"], false);
  EXPECT_EQ(json["stopped_by"], "time_limit");
}

TEST(TableVerb, InterruptedItShowsWhatWasFound) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("wide.yaml", wide_scenario());
  test::ProcessOptions interrupted;
  interrupted.signal_when_ready = SIGINT;
  interrupted.lines_first = 30;
  const auto result = run_entente({"table", file, "--stream", "--max-tables", "0"}, interrupted);
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, IsEmpty());
  EXPECT_THAT(result.out, HasSubstr("\n30. "));
  EXPECT_THAT(result.out, HasSubstr("Interrupted: there may be more than is shown."));
  EXPECT_THAT(result.out, HasSubstr("No issue is known to be in every table"));
  const auto lines =
      run_entente({"table", file, "--stream", "--json", "--max-tables", "0"}, interrupted);
  EXPECT_EQ(lines.exit_code, 3);
  // What was streamed is in the answer, which is the last line.
  const auto last = lines.out.rfind('\n', lines.out.size() - 2);
  const auto json = ordered_json::parse(lines.out.substr(last + 1));
  EXPECT_EQ(json["complete"], false);
  EXPECT_EQ(json["stopped_by"], "interrupted");
  EXPECT_EQ(json["tables"].size(),
            static_cast<std::size_t>(std::count(lines.out.begin(), lines.out.end(), '\n')) - 1);
  EXPECT_GE(json["tables"].size(), 30U);
}

TEST(TableVerb, LongListsShowTheFirstTwentyAndHowManyMore) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("wide.yaml", wide_scenario());
  const auto page = run_entente({"table", file, "--max-tables", "50"}).out;
  EXPECT_THAT(page, HasSubstr("\n20 "));
  EXPECT_THAT(page, Not(HasSubstr("\n21 ")));
  EXPECT_THAT(page, HasSubstr("... and 30 tables more (all of them with --all, or --json)"));
  EXPECT_THAT(page, HasSubstr("No issue is known to be in every table"));
  const auto all = run_entente({"table", file, "--max-tables", "50", "--all"}).out;
  EXPECT_THAT(all, HasSubstr("\n50 "));
  EXPECT_THAT(all, Not(HasSubstr("more (all of them")));
  for (std::size_t at = 0; at < page.size();) {
    const std::size_t end = std::min(page.find('\n', at), page.size());
    EXPECT_LE(end - at, 80U + 160U);  // bytes: rules are of three each
    at = end + 1;
  }
}

TEST(TableVerb, AReaderThatGoesAwayEndsTheStream) {
  const test::TemporaryFolder folder;
  test::ProcessOptions closed;
  closed.close_out_at_once = true;
  const auto result =
      run_entente({"table", folder.write("wide.yaml", wide_scenario()), "--stream"}, closed);
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, IsEmpty());
}

TEST(TableVerb, SameBytesAtAnyNumberOfThreads) {
  const std::vector<std::string> words = {"table", k_cyber_file, "--goal",
                                          k_theft, "--json",     "--threads"};
  std::set<std::string> answers;
  for (const char* threads : {"1", "2", "8"}) {
    auto these = words;
    these.emplace_back(threads);
    answers.insert(run_entente(these).out);
  }
  EXPECT_EQ(answers.size(), 1U);
}

TEST(TableVerb, BadNamesAreErrorsWithHints) {
  struct Mistake {
    std::vector<std::string> words;
    const char* message;
  };
  const Mistake mistakes[] = {
      {{"--goal", "commercial_theft"}, "--goal takes ISSUE=OPTION"},
      {{"--goal", "comercial_theft=as today"}, "did you mean `commercial_theft`?"},
      {{"--goal", "commercial_theft=stopped"}, "has no option `stopped`"},
      {{"--goal", "sanctions=none"}, "`sanctions` is a threat"},
      {{"--goal", "assistance=timely", "--goal", "assistance=as today"},
       "two goals for the issue `assistance`"},
      {{"--on", "hactivists"}, "did you mean `hacktivists`?"},
      {{"--on", "sanctions"}, "`sanctions` is a threat"},
      {{"--off", "sanctions"}, "`sanctions` is a threat"},
      {{"--on", "dialogue", "--off", "dialogue"}, "named by --on and by --off"},
      {{"--only-from", "chna"}, "did you mean `china`?"},
      {{"--only-from", "\x1b[31m"}, "there is no party"},
      {{"--threat", "dialogue=none"}, "not a threat"},
      {{"--max-tables", "-1"}, "a whole number, at least 0"},
      {{"--max-questions", "0"}, "a whole number, at least 1"},
  };
  for (const auto& [more, message] : mistakes) {
    std::vector<std::string> words = {"table", k_cyber_file};
    words.insert(words.end(), more.begin(), more.end());
    const auto result = run_entente(words);
    EXPECT_EQ(result.exit_code, 2) << message;
    EXPECT_THAT(result.out, IsEmpty()) << message;
    EXPECT_THAT(result.err, HasSubstr(message));
    EXPECT_THAT(result.err, Not(HasSubstr("\x1b")));
  }
}

TEST(TableVerb, WithoutAStatusQuoNothingCanMove) {
  const test::TemporaryFolder folder;
  const auto result = run_entente({"table", folder.write("free.yaml", test::k_no_status_quo)});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.out, IsEmpty());
  EXPECT_THAT(result.err, HasSubstr("there is no status quo"));
  EXPECT_THAT(result.err, HasSubstr("hint: "));
}

TEST(TableVerb, TitlesAreNamesToo) {
  const auto by_key = table_of({k_cyber_file, "--only-from", "us", "--on", "dialogue", "--on",
                                "commercial_theft", "--goal", k_theft});
  const auto by_title =
      table_of({k_cyber_file, "--only-from", "United States", "--on",
                "High-level joint dialogue on fighting cyber crime", "--on",
                "Theft of commercial secrets by China-based groups", "--goal",
                "Theft of commercial secrets by China-based groups = stopped and prosecuted"});
  EXPECT_EQ(by_title, by_key);
  const test::TemporaryFolder folder;
  const auto file = folder.write("twins.yaml", R"(entente: 1
parties: {a: One, b: a, c: Two, d: Two}
issues:
  x: {title: Tariff, giver: a, options: [kept, cut]}
  y: {title: Tariff, giver: b, options: [kept, cut]}
preferences:
  a: {x: [0, -1], y: [0, 2]}
  b: {x: [0, 2], y: [0, -1]}
  c: {x: [0, 1]}
  d: {x: [0, 1]}
)");
  // A key comes before a title.
  EXPECT_EQ(table_of({file, "--only-from", "a", "--on", "y"})["complete"], true);
  const auto issue = run_entente({"table", file, "--goal", "Tariff=cut"});
  EXPECT_EQ(issue.exit_code, 2);
  EXPECT_THAT(issue.err, HasSubstr("--goal: 2 issues are called `Tariff`"));
  EXPECT_THAT(issue.err, HasSubstr("say which by its name in the file: `x`, `y`"));
  const auto party = run_entente({"table", file, "--only-from", "Two"});
  EXPECT_THAT(party.err, HasSubstr("--only-from: 2 parties are called `Two`"));
  EXPECT_THAT(run_entente({"table", file, "--off", "Tarif"}).err,
              HasSubstr("did you mean `Tariff`?"));
}

TEST(TableVerb, OptionsAndPartiesMayHaveOddNames) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("odd.yaml", R"(entente: 1
parties: [joint, "a=b"]
issues:
  "x=y": {giver: joint, options: ["p", "q=r"]}
  z: {giver: "a=b", options: [p, q]}
  w: {options: [p, q]}
preferences:
  joint: {"x=y": [0, -1], z: [0, 5], w: [0, -1]}
  "a=b": {"x=y": [0, 4], z: [0, -2]}
)");
  const auto json = table_of({file, "--goal", "x=y=q=r"});
  EXPECT_EQ(json["goals"][0]["option"], "q=r");
  ASSERT_EQ(json["tables"].size(), 1U);
  EXPECT_EQ(json["tables"][0], ordered_json::parse(R"({"joint": ["x=y"], "a=b": ["z"],
                                                      "joint_": []})"));
}

}  // namespace
}  // namespace entente
