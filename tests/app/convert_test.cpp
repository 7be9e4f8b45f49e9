#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/app/example_files.hpp"
#include "tests/support/files.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
using test::files_in;
using test::run_entente;
using test::text_of;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

TEST(Convert, TheFlagshipSurvivesYamlAndJson) {
  const test::TemporaryFolder folder;
  const auto yaml = folder.path("again.yaml");
  const auto json = folder.path("again.json");
  const auto first = run_entente({"convert", test::k_cyber_file, yaml, "--strict"});
  EXPECT_EQ(first.exit_code, 0) << first.err;
  EXPECT_THAT(first.err, IsEmpty());
  EXPECT_EQ(first.out, "wrote " + yaml + "\n");
  EXPECT_EQ(run_entente({"convert", yaml, json, "--strict"}).exit_code, 0);
  const auto answer = [](const std::string& file) {
    auto solved = ordered_json::parse(run_entente({"solve", file, "--json"}).out);
    return solved["deals"].dump() + solved["frontier"].dump();
  };
  const auto expected = answer(test::k_cyber_file);
  EXPECT_EQ(answer(yaml), expected);
  EXPECT_EQ(answer(json), expected);
  EXPECT_TRUE(ordered_json::accept(text_of(json)));
}

TEST(Convert, ATableLosesWhatItSaysItLoses) {
  const test::TemporaryFolder folder;
  const auto table = folder.path("table.csv");
  const auto strict = run_entente({"convert", test::k_cyber_file, table, "--strict"});
  EXPECT_EQ(strict.exit_code, 2);
  EXPECT_FALSE(fs::exists(table));
  EXPECT_THAT(strict.err, HasSubstr("nothing is written"));
  const auto loose = run_entente({"convert", test::k_cyber_file, table});
  EXPECT_EQ(loose.exit_code, 0);
  EXPECT_THAT(loose.err, HasSubstr("the threat `sanctions` of `us` is left out"));
  EXPECT_THAT(loose.err, HasSubstr(":17:3: warning: issue `commercial_theft`: "));
  EXPECT_THAT(loose.err, HasSubstr("its beliefs about `commercial_theft` are left out"));
  EXPECT_THAT(text_of(table), StartsWith("issue,option,status quo,giver,us,china\n"));
  const auto solved = run_entente({"solve", table, "--json"});
  EXPECT_EQ(solved.exit_code, 0) << solved.err;
  const auto here = ordered_json::parse(run_entente({"solve", test::k_cyber_file, "--json"}).out);
  EXPECT_EQ(ordered_json::parse(solved.out)["deals"]["nash"]["gain"],
            here["deals"]["nash"]["gain"]);
}

TEST(Convert, ReplacesNothingUnlessForced) {
  const test::TemporaryFolder folder;
  const auto file = folder.write("out.yaml", "precious\n");
  const auto refused = run_entente({"convert", test::k_cyber_file, file});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("is there already"));
  EXPECT_THAT(refused.err, HasSubstr("--force"));
  EXPECT_EQ(text_of(file), "precious\n");
  EXPECT_EQ(run_entente({"convert", test::k_cyber_file, file, "--force"}).exit_code, 0);
  EXPECT_THAT(text_of(file), HasSubstr("entente: 1"));
  EXPECT_THAT(files_in(folder.path("")), SizeIs(1)) << "a draft was left behind";
}

TEST(Convert, OneFileGoesToStandardOutput) {
  const auto result = run_entente({"convert", test::k_cyber_file, "--to", "json", "-"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(ordered_json::parse(result.out)["parties"]["us"]["name"], "United States");
  test::ProcessOptions full;
  full.out_file = "/dev/full";
  const auto failed = run_entente({"convert", test::k_cyber_file, "--to", "yaml", "-"}, full);
  EXPECT_EQ(failed.exit_code, 2);
  EXPECT_THAT(failed.err, HasSubstr("cannot write the answer"));
}

TEST(Convert, MakesTheFolderThatIsMissing) {
  const test::TemporaryFolder folder;
  const auto file = folder.path("new/deep/out.yaml");
  EXPECT_EQ(run_entente({"convert", test::k_cyber_file, file}).exit_code, 0);
  EXPECT_TRUE(fs::exists(file));
  const auto blocked = folder.path("new/deep/out.yaml/x.yaml");
  const auto failed = run_entente({"convert", test::k_cyber_file, blocked});
  EXPECT_EQ(failed.exit_code, 2);
  EXPECT_THAT(failed.err, HasSubstr("cannot write"));
}

TEST(Convert, FoldersHoldDomainsAndProfiles) {
  const test::TemporaryFolder folder;
  const auto genius = folder.path("genius");
  const auto first = run_entente({"convert", test::k_cyber_file, genius, "--to", "genius"});
  EXPECT_EQ(first.exit_code, 0) << first.err;
  EXPECT_THAT(files_in(genius), SizeIs(3));
  EXPECT_THAT(first.err, HasSubstr("note: party `us`: utilities are on another scale there"));
  const auto web = folder.path("web") + "/";
  EXPECT_EQ(run_entente({"convert", genius, web, "--to", "geniusweb"}).exit_code, 0);
  EXPECT_TRUE(fs::exists(web + "domain.json") && fs::exists(web + "china.json"));
  const auto xml = run_entente({"convert", web, folder.path("again/talks.xml")});
  EXPECT_EQ(xml.exit_code, 0) << xml.err;
  EXPECT_TRUE(fs::exists(folder.path("again/talks.xml")) &&
              fs::exists(folder.path("again/us.xml")));
  // The same outcome is the Nash deal all along, whatever the scale.
  const auto deal = [](const std::string& file) {
    auto outcome = ordered_json::parse(
        run_entente({"solve", file, "--json", "--no-frontier"}).out)["deals"]["nash"]["outcome"];
    outcome.erase("sanctions");
    return outcome;
  };
  const auto expected = deal(test::k_cyber_file);
  EXPECT_EQ(deal(genius), expected);
  EXPECT_EQ(deal(web), expected);
  EXPECT_EQ(deal(folder.path("again")), expected);
  const auto several = run_entente({"convert", test::k_cyber_file, "-", "--to", "genius"});
  EXPECT_EQ(several.exit_code, 2);
  EXPECT_THAT(several.err, HasSubstr("several files"));
}

TEST(Convert, ADotInAFoldersNameMakesItNoFile) {
  const test::TemporaryFolder folder;
  const auto talks = folder.path("talks.v2");
  const auto result = run_entente({"convert", test::k_cyber_file, talks, "--to", "genius"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_TRUE(fs::is_directory(talks));
  EXPECT_TRUE(fs::exists(talks + "/domain.xml") && fs::exists(talks + "/us.xml"));
  EXPECT_THAT(files_in(folder.path("")), SizeIs(1));
}

TEST(Convert, NeverReplacesWhatItReadUnlessThatIsNamed) {
  const test::TemporaryFolder folder;
  const auto talks = folder.path("talks");
  ASSERT_EQ(run_entente({"convert", test::k_cyber_file, talks, "--to", "genius"}).exit_code, 0);
  const auto before = text_of(talks + "/us.xml");
  const auto inside = run_entente({"convert", talks, talks, "--to", "genius", "--force"});
  EXPECT_EQ(inside.exit_code, 2);
  EXPECT_THAT(inside.err, HasSubstr("has been read; it would be replaced"));
  const auto domain = run_entente({"convert", talks, talks + "/domain.xml", "--force"});
  EXPECT_EQ(domain.exit_code, 2) << "the profiles are not named";
  EXPECT_EQ(text_of(talks + "/us.xml"), before);
  const auto yaml = folder.path("same.yaml");
  ASSERT_EQ(run_entente({"convert", test::k_cyber_file, yaml}).exit_code, 0);
  EXPECT_EQ(run_entente({"convert", yaml, yaml}).exit_code, 2);
  EXPECT_EQ(run_entente({"convert", yaml, yaml, "--force"}).exit_code, 0);
}

TEST(Convert, OtherFilesOfTheFolderAreNamed) {
  const test::TemporaryFolder folder;
  const auto talks = folder.path("talks") + "/";
  ASSERT_EQ(run_entente({"convert", test::k_cyber_file, talks, "--to", "genius"}).exit_code, 0);
  fs::rename(talks + "us.xml", talks + "usa.xml");
  std::ofstream(talks + "notes.txt") << "no scenario";
  const std::vector<std::string> again{"convert", test::k_cyber_file, talks,
                                       "--to",    "genius",           "--force"};
  const auto loose = run_entente(again);
  EXPECT_EQ(loose.exit_code, 0) << loose.err;
  EXPECT_THAT(loose.err, HasSubstr("warning: the folder also holds `usa.xml`, which would be"));
  EXPECT_THAT(loose.err, Not(HasSubstr("notes.txt")));
  const auto table = folder.write("t.csv", "issue,option,a,b\ni,o,0,1\ni,p,1,0\n");
  const auto fresh =
      run_entente({"convert", table, folder.path("new"), "--to", "genius", "--strict"});
  EXPECT_EQ(fresh.exit_code, 0) << fresh.err;
  const auto strict =
      run_entente({"convert", table, folder.path("new"), "--to", "geniusweb", "--strict"});
  EXPECT_EQ(strict.exit_code, 2);
  EXPECT_THAT(strict.err, HasSubstr("`a.xml`, `b.xml` and `domain.xml`"));
  EXPECT_THAT(files_in(folder.path("new")), SizeIs(3));
}

TEST(Convert, SaysWhatReadingGuessedAt) {
  const test::TemporaryFolder folder;
  const auto table = folder.write("t.csv", "issue,option,a,b,Notes\ni,o,0,1,\ni,p,1,0,\n");
  const auto result = run_entente({"convert", table, folder.path("t.yaml")});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.err, HasSubstr("`Notes` counts as a party"));
  const auto lines = folder.write(
      "l.yaml",
      "entente: 1\nsource: |\n  one\n  two\nparties: [a, b]\nissues: {i: {options: [o, p]}}\n"
      "preferences: {a: {i: [0, 1]}, b: {i: [0, 1]}}\n");
  EXPECT_THAT(run_entente({"convert", lines, folder.path("again.yaml")}).err,
              HasSubstr("the line breaks of `source` become blanks"));
}

TEST(Convert, SpreadsheetsAreReadFromStandardInputToo) {
  const std::string fixture = std::string(ENTENTE_SOURCE_DIR) + "/tests/fixtures/spreadsheets/";
  for (const char* file : {"river.ods", "river.xlsx"}) {
    const auto named = run_entente({"convert", fixture + file, "-", "--to", "csv"});
    EXPECT_EQ(named.exit_code, 0) << named.err;
    test::ProcessOptions pipe;
    pipe.in_file = fixture + file;
    const auto piped = run_entente({"convert", "-", "-", "--to", "csv"}, pipe);
    EXPECT_EQ(piped.exit_code, 0) << piped.err;
    EXPECT_EQ(piped.out, named.out);
  }
}

TEST(Convert, ContentsCountForMoreThanNames) {
  const test::TemporaryFolder folder;
  const auto odd = folder.write(
      "scenario.csv", text_of(std::string(ENTENTE_SOURCE_DIR) + "/" + test::k_cyber_file));
  const auto result = run_entente({"convert", odd, "-", "--to", "yaml", "--strict"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
}

TEST(Convert, ADeclinedReservationIsNotWrittenForGeniusWeb) {
  const test::TemporaryFolder folder;
  const auto table = folder.write("t.csv",
                                  "issue,option,a,b\nreservation,,100,1\nrent,low,9,1\n"
                                  "rent,high,0,7\n");
  const auto result = run_entente({"convert", table, folder.path("web"), "--to", "geniusweb"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("party `a`: no outcome is as good as what it gets without"));
  EXPECT_FALSE(fs::exists(folder.path("web")));
}

TEST(Convert, WhatIsLostIsToldInFull) {
  const test::TemporaryFolder folder;
  const std::string title = "Whether " + std::string(100, 'x') + " at the end";
  const auto file = folder.write(
      "s.yaml", "entente: 1\nparties: {a: {}, b: {}}\nissues:\n  i:\n    title: " + title +
                    "\n    options: [no, yes]\npreferences:\n  a: {i: [0, 2]}\n"
                    "  b: {i: [0, 1]}\n");
  const auto result = run_entente({"convert", file, folder.path("t.csv")});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.err, HasSubstr("the title `" + title + "` is left out"));
}

TEST(Convert, BadUseIsExplained) {
  const test::TemporaryFolder folder;
  const auto nameless = run_entente({"convert", test::k_cyber_file, folder.path("what")});
  EXPECT_EQ(nameless.exit_code, 2);
  EXPECT_THAT(nameless.err, HasSubstr("tells no format"));
  EXPECT_THAT(nameless.err, HasSubstr("--to FORMAT"));
  const auto alone = run_entente({"convert", test::k_cyber_file});
  EXPECT_EQ(alone.exit_code, 2);
  EXPECT_THAT(alone.err, HasSubstr("entente convert needs FILE... OUTPUT"));
  const auto sheet = run_entente({"convert", test::k_cyber_file, folder.path("out.xlsx")});
  EXPECT_EQ(sheet.exit_code, 2);
  EXPECT_THAT(sheet.err, HasSubstr("a spreadsheet's own file cannot be written"));
  EXPECT_FALSE(fs::exists(folder.path("out.xlsx")));
  const auto broken = folder.write("broken.yaml", test::k_broken);
  const auto unread = run_entente({"convert", broken, folder.path("out.csv")});
  EXPECT_EQ(unread.exit_code, 2);
  EXPECT_THAT(unread.err, HasSubstr(broken + ":"));
  EXPECT_FALSE(fs::exists(folder.path("out.csv")));
  const auto format = run_entente({"convert", test::k_cyber_file, "-", "--to", "yml"});
  EXPECT_THAT(format.err, HasSubstr("--to takes one of"));
}

}  // namespace
}  // namespace entente
