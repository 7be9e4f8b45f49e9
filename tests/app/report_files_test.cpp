#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/app/example_files.hpp"
#include "tests/support/files.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

using test::files_in;
using test::k_cyber_file;
using test::run_entente;
using test::text_of;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

TEST(ReportFiles, AreWrittenBesideThePage) {
  const test::TemporaryFolder folder;
  const std::string html = folder.path("report.html");
  const auto result = run_entente({"solve", k_cyber_file, "--html", html, "--svg",
                                   folder.path("charts"), "--csv", folder.path("tables")});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.err, IsEmpty());
  EXPECT_EQ(result.out, run_entente({"solve", k_cyber_file}).out);
  EXPECT_THAT(text_of(html), StartsWith("<!doctype html>"));
  EXPECT_THAT(text_of(html), EndsWith("</html>\n"));
  EXPECT_THAT(files_in(folder.path("charts")), ElementsAre("frontier.svg", "ledger.svg"));
  EXPECT_THAT(files_in(folder.path("tables")),
              ElementsAre("balance.csv", "deals.csv", "frontier.csv", "ledger.csv"));
  EXPECT_THAT(files_in(folder.path("")), ElementsAre("charts", "report.html", "tables"));
}

TEST(ReportFiles, FollowLinksAndKeepPermissions) {
  const test::TemporaryFolder folder;
  const std::string target = folder.path("target.html");
  std::ofstream(target) << "old";
  fs::permissions(target, fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("target.html", folder.path("link.html"));
  const auto result = run_entente({"solve", k_cyber_file, "--html", folder.path("link.html")});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(fs::is_symlink(folder.path("link.html")));
  EXPECT_THAT(text_of(target), StartsWith("<!doctype html>"));
  EXPECT_EQ(fs::status(target).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_THAT(files_in(folder.path("")), ElementsAre("link.html", "target.html"));
}

TEST(ReportFiles, NeverReplaceEachOther) {
  const test::TemporaryFolder folder;
  const std::string one = folder.path("one");
  for (const char* other : {"--csv", "--svg"}) {
    const auto result = run_entente({"solve", k_cyber_file, "--html", one, other, one});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("both write"));
    EXPECT_THAT(result.out, IsEmpty());
  }
  const auto result = run_entente({"solve", k_cyber_file, "--html", folder.path("y.svg")});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("end its name in .html"));
  EXPECT_THAT(files_in(folder.path("")), IsEmpty());
}

TEST(ReportFiles, OneThatFailsLeavesTheOthers) {
  const test::TemporaryFolder folder;
  const auto result =
      run_entente({"table", k_cyber_file, "--csv", folder.path("t.csv"), "--html", "/dev/full"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("cannot write `/dev/full`"));
  EXPECT_THAT(files_in(folder.path("")), ElementsAre("t.csv"));
}

TEST(ReportFiles, NeverReplaceWhatIsReadFromStandardInput) {
  const test::TemporaryFolder folder;
  const std::string input = folder.path("in.yaml");
  std::ofstream(input) << test::k_neighbours;
  test::ProcessOptions options;
  options.in_file = input;
  const auto result = run_entente({"solve", "-", "--html", input}, options);
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(text_of(input), test::k_neighbours);
}

TEST(ReportFiles, AreTheSameAtAnyNumberOfThreads) {
  const test::TemporaryFolder folder;
  for (const char* threads : {"1", "4"}) {
    static_cast<void>(run_entente({"solve", k_cyber_file, "--threads", threads, "--html",
                                   folder.path(std::string("report") + threads)}));
  }
  EXPECT_THAT(text_of(folder.path("report1")), Not(IsEmpty()));
  EXPECT_EQ(text_of(folder.path("report1")), text_of(folder.path("report4")));
}

TEST(ReportFiles, ComeFromEveryVerbWithItsExitCode) {
  const test::TemporaryFolder folder;
  const std::vector<std::vector<std::string>> questions = {
      {"table", k_cyber_file},
      {"why", k_cyber_file},
      {"improve", k_cyber_file, "examples/us-china-draft.yaml"},
      {"check", k_cyber_file},
      {"check", "examples/us-china-draft.yaml"}};
  for (const auto& question : questions) {
    const std::string html = folder.path("report.html");
    auto words = question;
    words.insert(words.end(), {"--html", html});
    const auto result = run_entente(words);
    EXPECT_EQ(result.exit_code, run_entente(question).exit_code);
    EXPECT_THAT(text_of(html), HasSubstr("<h1>")) << question[0];
    EXPECT_THAT(text_of(html), EndsWith("</html>\n")) << question[0];
    fs::remove(html);
  }
}

TEST(ReportFiles, OneFileHoldsTheMainChartOrAllTables) {
  const test::TemporaryFolder folder;
  const std::string svg = folder.path("chart.svg");
  const std::string csv = folder.path("tables.csv");
  EXPECT_EQ(run_entente({"solve", k_cyber_file, "--svg", svg, "--csv", csv}).exit_code, 0);
  EXPECT_THAT(text_of(svg), StartsWith("<svg xmlns=\"http://www.w3.org/2000/svg\""));
  EXPECT_THAT(text_of(csv), StartsWith("deals\r\n"));
  EXPECT_THAT(text_of(csv), HasSubstr("\r\n\r\nfrontier\r\nGain of United States,"));
}

TEST(ReportFiles, StayAwayFromWhatTheyWouldSpoil) {
  const test::TemporaryFolder folder;
  const std::string scenario = folder.write("mine.yaml", text_of(k_cyber_file));
  const std::string other = folder.write("other.txt", "keep me");
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"--html", scenario}, "it is a file that was read"},
      {{"--html", folder.path("")}, "it is a folder"},
      {{"--html", folder.path("none/report.html")}, "there is no folder"},
      {{"--html", "-"}, "--html wants the path of a file"},
      {{"--csv", other}, "it is no folder"},
      {{"--svg", ""}, "--svg wants the path of a file"}};
  for (const auto& [words, reason] : cases) {
    std::vector<std::string> all = {"solve", scenario};
    all.insert(all.end(), words.begin(), words.end());
    const auto result = run_entente(all);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.out, IsEmpty());  // said before the work is done
    EXPECT_THAT(result.err, HasSubstr(reason));
  }
  EXPECT_EQ(text_of(scenario), text_of(k_cyber_file));
  EXPECT_EQ(text_of(other), "keep me");
  EXPECT_THAT(files_in(folder.path("")), ElementsAre("mine.yaml", "other.txt"));
}

TEST(ReportFiles, AFullDiskIsNoAnswer) {
  const auto result = run_entente({"solve", k_cyber_file, "--html", "/dev/full"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("cannot write `/dev/full`: No space left on device"));
}

TEST(ReportFiles, ReplaceWhatWasThereAndLeaveNothingElse) {
  const test::TemporaryFolder folder;
  const std::string html = folder.write("report.html", "old");
  folder.write("report.html.part", "somebody else's");
  EXPECT_EQ(run_entente({"solve", k_cyber_file, "--html", html}).exit_code, 0);
  EXPECT_THAT(text_of(html), StartsWith("<!doctype html>"));
  EXPECT_EQ(text_of(folder.path("report.html.part")), "somebody else's");
  EXPECT_THAT(files_in(folder.path("")), ElementsAre("report.html", "report.html.part"));
}

TEST(ReportFiles, SayWhatTheirFolderHoldsBesides) {
  const test::TemporaryFolder folder;
  const std::string scenario =
      folder.write("mine.csv",
                   "issue,option,status quo,a,b\ntax,low,x,0,0\ntax,high,,3,-1\n"
                   "farm,no,x,0,0\nfarm,yes,,-1,3\n");
  folder.write("older.csv", "of another answer");
  folder.write("frontier.csv", "older, and replaced");
  folder.write("chart.svg", "no table");
  const auto result = run_entente({"solve", scenario, "--csv", folder.path("")});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.err,
              HasSubstr(": note: the folder also holds `older.csv`, which this answer has not"));
  EXPECT_EQ(text_of(folder.path("older.csv")), "of another answer");
  EXPECT_THAT(text_of(folder.path("frontier.csv")), StartsWith("Gain of "));
}

TEST(ReportFiles, SayWhereThereIsNoChart) {
  const test::TemporaryFolder folder;
  const auto result =
      run_entente({"solve", std::string(ENTENTE_SOURCE_DIR) + "/examples/england-zimbabwe",
                   "--no-frontier", "--svg", folder.path("t.svg")});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("t.svg` is not written: this answer has no chart"));
  for (const char* verb : {"table", "why"}) {
    const auto none = run_entente({verb, k_cyber_file, "--svg", folder.path("chart.svg")});
    EXPECT_EQ(none.exit_code, 2);
    EXPECT_THAT(none.err, HasSubstr("has no option `--svg`"));
    EXPECT_THAT(none.out, IsEmpty());
  }
}

}  // namespace
}  // namespace entente
