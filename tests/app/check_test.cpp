#include <filesystem>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "tests/app/example_files.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace entente {
namespace {

using nlohmann::ordered_json;
using test::run_entente;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// The folder's name differs from run to run.
std::string without_folder(std::string text, const std::string& file, const std::string& name) {
  for (std::size_t at = 0; (at = text.find(file, at)) != std::string::npos; at += name.size()) {
    text.replace(at, file.size(), name);
  }
  return text;
}

TEST(Check, ShowsEveryProblemAtOnce) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("broken.yaml", test::k_broken);
  const auto page = run_entente({"check", file});
  EXPECT_EQ(page.exit_code, 2);
  EXPECT_TRUE(
      test::matches_golden(without_folder(page.out, file, "broken.yaml"), "check_broken.txt"));
  const auto json = run_entente({"check", file, "--json"});
  EXPECT_EQ(json.exit_code, 2);
  EXPECT_TRUE(
      test::matches_golden(without_folder(json.out, file, "broken.yaml"), "check_broken.json"));
  EXPECT_GE(ordered_json::parse(json.out)["errors"], 3);
}

TEST(Check, WarningsAreNoErrors) {
  const auto result = run_entente({"check", test::k_cyber_file, "--json"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.err, IsEmpty());
  const auto json = ordered_json::parse(result.out);
  EXPECT_EQ(json["ok"], true);
  EXPECT_EQ(json["errors"], 0);
  EXPECT_EQ(json["scenario"]["parties"], ordered_json({"us", "china"}));
  EXPECT_EQ(json["scenario"]["issues"].size(), 13U);
}

TEST(Check, WarnsOfAnAgreementThatBreaksTheRules) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("neighbours.yaml", test::k_neighbours);
  const auto bad = folder.write("bad.yaml", "entente: 1\nagreement: {fence: high}\n");
  const auto page = run_entente({"check", file, bad});
  EXPECT_EQ(page.exit_code, 0);
  EXPECT_THAT(page.out, HasSubstr(bad + ":2:1: warning: the agreement breaks the rule "
                                        "`excludes: {fence: high, road: dirt}`"));
  const auto json = ordered_json::parse(run_entente({"check", file, bad, "--json"}).out);
  EXPECT_EQ(json["ok"], true);
  EXPECT_EQ(json["warnings"], 1);
  EXPECT_EQ(json["diagnostics"][0]["line"], 2);
  EXPECT_THAT(std::string(json["diagnostics"][0]["hint"]),
              HasSubstr("the rule is stated at " + file + ":12:"));
  const auto good =
      folder.write("good.yaml", "entente: 1\nagreement: {fence: high, road: paved}\n");
  EXPECT_THAT(run_entente({"check", file, good}).out, HasSubstr("no problems"));
}

TEST(Check, SaysOnceThatABudgetIsTooFine) {
  const test::TemporaryFolder folder;
  const auto fine =
      folder.write("fine.yaml",
                   "entente: 1\nparties: [ann, ben]\n"
                   "issues: {cake: {options: [a, b]}, tea: {options: [a, b]}}\npreferences:\n"
                   "  ann: {cake: [0, 5], tea: [0, 1]}\n  ben: {cake: [0, 3], tea: [0, 2]}\n"
                   "rules:\n  - {budget: 10, costs: {cake: [0, 1e-30], tea: [0, 9]}}\n");
  const auto json = ordered_json::parse(run_entente({"check", fine, "--json"}).out);
  ASSERT_EQ(json["diagnostics"].size(), 1U);
  EXPECT_THAT(json["diagnostics"][0]["message"], HasSubstr("too large or too fine"));
}

/// `issues` issues of three options: Ann's values for all of them go up and down.
std::string with_warnings(int issues, const std::string& rules) {
  std::string text = "entente: 1\nparties: [ann, ben]\nissues:\n";
  for (int i = 0; i < issues; ++i) text += fmt::format("  i{}: {{options: [a, b, c]}}\n", i);
  text += "preferences:\n  ben: {i0: [0, 1, 2]}\n  ann:\n";
  for (int i = 0; i < issues; ++i) text += fmt::format("    i{}: [0, 2, 1]\n", i);
  return text + rules;
}

TEST(Check, TellsHowManyProblemsAreNotShown) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("odd.yaml", with_warnings(1'234, ""));
  const auto page = run_entente({"check", file});
  EXPECT_EQ(page.exit_code, 0);
  EXPECT_THAT(without_folder(page.out, file, "odd.yaml"),
              testing::EndsWith("note: 234 more messages are not shown\n"
                                "  hint: see to those above first\n\n"
                                "odd.yaml: at least 1000 warnings. 2 parties and 1234 issues.\n"));
  const auto json = ordered_json::parse(run_entente({"check", file, "--json"}).out);
  EXPECT_EQ(json["warnings"], 1'000);
  EXPECT_EQ(json["omitted"], 234);
  EXPECT_EQ(json["diagnostics"].size(), 1'001U);
  EXPECT_THAT(run_entente({"check", folder.write("some.yaml", with_warnings(1'000, ""))}).out,
              Not(HasSubstr("not shown")));
}

TEST(Check, WarningsNeverCrowdOutAnError) {
  const test::TemporaryFolder folder;
  const auto file = folder.write(
      "odd.yaml",
      with_warnings(1'100, "rules: [{ruled_out: {i0: a}}, {ruled_out: {i0: [b, c]}}]\n"));
  const auto page = run_entente({"check", file});
  EXPECT_EQ(page.exit_code, 2);
  EXPECT_THAT(page.out, HasSubstr("error: these rules contradict each other"));
  EXPECT_THAT(page.out, HasSubstr("101 more messages are not shown"));
}

TEST(Check, FilesThatCannotBeReadAreProblemsLikeOthers) {
  const test::TemporaryFolder folder;
  const auto missing = run_entente({"check", folder.path("missing.yaml")});
  EXPECT_EQ(missing.exit_code, 2);
  EXPECT_THAT(missing.out, HasSubstr("missing.yaml: error: "));
  EXPECT_EQ(run_entente({"check", folder.path("")}).exit_code, 2);
  EXPECT_EQ(run_entente({"check", folder.write("empty.yaml", "")}).exit_code, 2);
  EXPECT_EQ(run_entente({"check", folder.write("zeros.yaml", std::string(100, '\0'))}).exit_code,
            2);
  EXPECT_EQ(run_entente({"check", "/dev/null"}).exit_code, 2);
  const auto locked = folder.write("locked.yaml", test::k_no_deal);
  std::filesystem::permissions(locked, std::filesystem::perms::none);
  // The superuser may read it all the same.
  EXPECT_EQ(run_entente({"check", locked}).exit_code, geteuid() == 0 ? 0 : 2);
}

TEST(Check, HostileTextNeverReachesTheTerminal) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("a.yaml",
                                 "entente: 1\ntitle: x\nparties: {\"a\\e[31m\\u202e\": {}}\n"
                                 "issues: {\"\\e]0;t\\a\": {options: [a, a]}}\n");
  const auto result = run_entente({"check", file});
  EXPECT_EQ(result.exit_code, 2);
  for (const char c : result.out) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20U);
}

}  // namespace
}  // namespace entente
