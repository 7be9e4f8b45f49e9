#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/files.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace entente {
namespace {

using nlohmann::json;
using test::run_entente;
using test::text_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class Template : public testing::TestWithParam<const char*> {};

TEST_P(Template, IsSoundHasADealAndShowsTheFormat) {
  const test::TemporaryFolder folder;
  const auto path = folder.path("talks.yaml");
  const auto written = run_entente({"new", path, "--template", GetParam()});
  EXPECT_EQ(written.exit_code, 0);
  EXPECT_THAT(written.err, IsEmpty());
  EXPECT_THAT(written.out, StartsWith("wrote `"));
  EXPECT_THAT(written.out, HasSubstr("entente solve "));

  const auto check = json::parse(run_entente({"check", path, "--json"}).out);
  EXPECT_THAT(check["diagnostics"], IsEmpty());
  const auto solved = run_entente({"solve", path, "--json", "--verify"});
  EXPECT_EQ(solved.exit_code, 0);
  const auto answer = json::parse(solved.out);
  EXPECT_EQ(answer["deals"]["nash"]["status"], "exact");
  EXPECT_GE(answer["ledger"].size(), 3U);
  EXPECT_EQ(run_entente({"table", path}).exit_code, 0);
  EXPECT_EQ(run_entente({"why", path}).exit_code, 0);

  const std::string text = text_of(path);
  for (const char* part :
       {"\nparties:", "\nissues:", "options:", "giver:", "status_quo:", "threat_by:", "\nbeliefs:",
        "\npreferences:", "reservation:", "together:", "\nrules:", "±", "docs/format.md"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

INSTANTIATE_TEST_SUITE_P(New, Template, testing::Values("cyber", "trade", "labour"),
                         [](const auto& name) { return std::string(name.param); });

TEST(New, NeverReplacesAFileUnlessToldTo) {
  const test::TemporaryFolder folder;
  const auto path = folder.write("talks.yaml", "mine\n");
  const auto refused = run_entente({"new", path, "--template", "trade"});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("is there already"));
  EXPECT_THAT(refused.err, HasSubstr("--force"));
  EXPECT_EQ(text_of(path), "mine\n");
  EXPECT_EQ(run_entente({"new", path, "--template", "trade", "--force"}).exit_code, 0);
  EXPECT_THAT(text_of(path), HasSubstr("Trade talks"));
}

TEST(New, WritesToStandardOutput) {
  const auto shown = run_entente({"new", "-", "--template", "labour"});
  EXPECT_EQ(shown.exit_code, 0);
  EXPECT_THAT(shown.out, HasSubstr("entente: 1\ntitle: Working conditions at a hospital\n"));
  EXPECT_EQ(run_entente({"new", "-"}).out, run_entente({"new", "-", "--template", "cyber"}).out);
}

TEST(New, RefusesPlacesThatDoNotFit) {
  const test::TemporaryFolder folder;
  struct Mistake {
    std::vector<std::string> words;
    const char* message;
  };
  const Mistake mistakes[] = {
      {{"new"}, "needs a file"},
      {{"new", "a.csv"}, "a starter is YAML"},
      {{"new", "a.json"}, "entente convert"},
      {{"new", folder.path("")}, "is a folder"},
      {{"new", "/dev/null/x.yaml"}, "cannot write"},
      {{"new", folder.path("none/x.yaml")}, "there is no folder"},
      {{"new", "-", "--template", "cybre"}, "did you mean `cyber`?"},
      {{"new", "-", "--ask", "--template", "cyber"}, "leave one of them out"},
  };
  for (const auto& [words, message] : mistakes) {
    const auto result = run_entente(words);
    EXPECT_EQ(result.exit_code, 2) << message;
    EXPECT_THAT(result.err, HasSubstr(message));
    EXPECT_THAT(result.out, IsEmpty());
  }
}

/// What comes of these answers, one on each line.
test::ProcessResult answered(const test::TemporaryFolder& folder, const std::string& answers) {
  test::ProcessOptions options;
  options.in_file = folder.write("answers.txt", answers);
  return run_entente({"new", folder.path("asked.yaml"), "--ask"}, options);
}

constexpr const char* k_answers =
    "A river and two towns\n"
    "Upper Town, Lower: Town\n"
    "Water\n"
    "as today, some more, \"much\" more\n"
    "upper town\n"
    "-3 -7.5\n"
    "8, 12\n"
    "bridge toll\n"
    "5 %; 3, or so; none\r\n"
    "2\n"
    "4 6\n"
    "-1 -2\n"
    "fair\n"
    "no, yes\n"
    "\n"
    "\n"
    "1\n"
    "\n";

TEST(NewAsked, MakesAScenarioOfAnswers) {
  const test::TemporaryFolder folder;
  const auto result = answered(folder, k_answers);
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.err, IsEmpty());
  EXPECT_THAT(text_of(folder.path("asked.yaml")), HasSubstr("# What each party wants"));
  const auto solved = run_entente({"solve", folder.path("asked.yaml"), "--json"});
  EXPECT_EQ(solved.exit_code, 0) << solved.err;
  const auto answer = json::parse(solved.out);
  EXPECT_EQ(answer["title"], "A river and two towns");
  EXPECT_THAT(answer["parties"], ElementsAre("Upper Town", "Lower: Town"));
  EXPECT_EQ(answer["status_quo"]["bridge toll"], "5 %");
  EXPECT_EQ(answer["deals"]["utilitarian"]["outcome"],
            json({{"Water", "some more"}, {"bridge toll", "none"}, {"fair", "yes"}}));
  EXPECT_EQ(answer["deals"]["utilitarian"]["gain"], json({{"Upper Town", 3}, {"Lower: Town", 7}}));
  json givers;
  for (const auto& row : answer["ledger"]) givers[row["issue"].get<std::string>()] = row["giver"];
  EXPECT_EQ(givers,
            json({{"Water", "Upper Town"}, {"bridge toll", "Lower: Town"}, {"fair", nullptr}}));
}

TEST(NewAsked, WarnsOfOddAnswers) {
  const test::TemporaryFolder folder;
  const auto result = answered(folder, "\na, b\nx\nno, yes\na\n-1\n\n\n");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.err, HasSubstr("warning: "));
  EXPECT_TRUE(std::filesystem::exists(folder.path("asked.yaml")));
}

TEST(NewAsked, AnAnswerThatDoesNotFitEndsIt) {
  struct Mistake {
    std::string answers;
    const char* message;
  };
  const std::string ab = "\na, b\n";
  const std::string options = ab + "x\nno, yes, all\n";
  const Mistake mistakes[] = {
      {"", "there are no more answers"},
      {"\n", "there are no more answers"},
      {"\na\n", "answer 2, to \"Who must agree? The parties, with commas between them (or "},
      {"\na\n", "it takes 2 at least"},
      {"\na, b, a\n", "`a` is there twice"},
      {"\na, file\n", "has a meaning of its own"},
      {"\na, \x1b[31m\n", "characters that no name can have"},
      {"\na, \xff\n", "characters that no name can have"},
      {"\na, " + std::string(201, 'b') + "\n", "too long: 200 characters at most"},
      {std::string(10'001, 'b') + "\n", "too long: 10000 characters at most"},
      {std::string(std::size_t{3} << 20U, 'b') + "\n", "there are no more answers"},
      {ab + "\n", "it takes an issue"},
      {ab + "x\nno\n", "it takes 2 at least"},
      {ab + "x\nno, yes, no\n", "`no` is there twice"},
      {options + "c\n", "there is no party `c`"},
      {options + "\n1\n", "1 number for 2 options"},
      {options + "\n1 2 3\n", "3 numbers for 2 options"},
      {options + "\n1 two\n", "`two` is no number"},
      {options + "\n1,5 2,\n", "3 numbers for 2 options"},
      {options + "\n1 2\n1e99999 2\n", "is no number"},
      {options + "\n1 2\n1 2\nx\n", "`x` is there twice"},
      {options + "\n1 2\n1 2\n", "there are no more answers"},
      {options + "\n1 2\n1 2\n\ny\n", "more answers than questions, from `y` on"},
  };
  for (const auto& [answers, message] : mistakes) {
    const test::TemporaryFolder folder;
    const auto result = answered(folder, answers);
    EXPECT_EQ(result.exit_code, 2) << message;
    EXPECT_THAT(result.err, HasSubstr(message));
    EXPECT_THAT(result.err, Not(HasSubstr("\x1b")));
    EXPECT_THAT(result.out, IsEmpty());
    EXPECT_FALSE(std::filesystem::exists(folder.path("asked.yaml"))) << message;
  }
}

}  // namespace
}  // namespace entente
