// Preferences in files of their own, loading from the disk, and the examples.

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/format/agreement.hpp"
#include "entente/format/conflict_file.hpp"
#include "entente/format/file_kind.hpp"
#include "entente/format/load.hpp"
#include "entente/model/outcome.hpp"
#include "tests/format/native_support.hpp"

namespace entente::format::test {
namespace {

namespace fs = std::filesystem;

const std::string k_us = "entente: 1\nparty: us\npreferences: {theft: [0, 9], talks: [0, 1]}\n";
const std::string k_china =
    "entente: 1\nparty: china\npreferences: {theft: [0, -4], talks: [0, 1]}\n";

PreferenceFiles folder(const std::map<std::string, std::string>& files) {
  PreferenceFiles result;
  result.open = [files](const std::string& path) -> tl::expected<SourceText, std::string> {
    const auto it = files.find(path);
    if (it == files.end()) return tl::unexpected<std::string>("there is no such file");
    return SourceText{path, it->second};
  };
  return result;
}

/// Expects exactly one problem, at file:line:column.
void expect_one(const ReadResult& result, const Place& place, const std::string& message,
                const std::string& hint) {
  EXPECT_FALSE(result.scenario);
  ASSERT_EQ(result.diagnostics.size(), 1U) << all(result.diagnostics);
  EXPECT_EQ(to_string(result.diagnostics[0].place), to_string(place));
  EXPECT_EQ(result.diagnostics[0].message, message);
  EXPECT_NE(result.diagnostics[0].hint.find(hint), std::string::npos) << result.diagnostics[0].hint;
}

TEST(NativeFiles, NamedInTheScenarioOrGivenBesideItOrStatedAreTheSame) {
  const auto stated = read_native(k_head + k_wishes, "s.yaml");
  const auto named =
      read_native(k_head + "preferences:\n  us: {file: p/us.yaml}\n  china: {file: ./china.yaml}\n",
                  "s.yaml", folder({{"p/us.yaml", k_us}, {"./china.yaml", k_china}}));
  PreferenceFiles both;
  both.given = {{"c.yaml", k_china}, {"u.yaml", k_us}};
  const auto given = read_native(k_head, "s.yaml", both);
  ASSERT_TRUE(stated.scenario) << all(stated.diagnostics);
  ASSERT_TRUE(named.scenario) << all(named.diagnostics);
  ASSERT_TRUE(given.scenario) << all(given.diagnostics);
  EXPECT_EQ(text_of(*named.scenario), text_of(*stated.scenario));
  EXPECT_EQ(text_of(*given.scenario), text_of(*stated.scenario));
  EXPECT_EQ(named.scenario->preferences[0].issue_places[0], (Place{"p/us.yaml", 3, 15}));
  EXPECT_EQ(given.scenario->preferences[0].place, (Place{"u.yaml", 2, 8}));
}

TEST(NativeFiles, TwoSourcesOfOnePartysPreferences) {
  PreferenceFiles files;
  files.given = {{"u.yaml", k_us}};
  expect_one(read_native(k_head + k_wishes, "s.yaml", files), {"u.yaml", 2, 8},
             "the preferences of `us` are stated twice, here and in s.yaml:7:3", "keep one");
  files.given = {{"u.yaml", k_us}, {"v.yaml", k_us}, {"c.yaml", k_china}};
  expect_one(read_native(k_head, "s.yaml", files), {"v.yaml", 2, 8},
             "the preferences of `us` are stated twice, here and in u.yaml:2:8", "keep one");
}

TEST(NativeFiles, MissingPreferences) {
  PreferenceFiles files;
  files.given = {{"u.yaml", k_us}};
  expect_one(read_native(k_head, "s.yaml", files), {"s.yaml", 1, 1},
             "the party `china` has no preferences", "give the file beside the scenario");
}

TEST(NativeFiles, PathsThatLeaveTheFolder) {
  const auto named = [](const std::string& path) {
    return read_native(
        k_head + "preferences:\n  us: {file: " + path + "}\n  china: {talks: [0, 1]}\n", "s.yaml",
        folder({}));
  };
  const Place place{"s.yaml", 7, 14};
  const std::string hint = "in the scenario's folder or below";
  expect_one(named("/etc/passwd"), place, "the path `/etc/passwd` is absolute", hint);
  expect_one(named("'C:/us.yaml'"), place, "the path `C:/us.yaml` is absolute", hint);
  expect_one(named("../us.yaml"), place, "the path `../us.yaml` leaves the scenario's folder",
             hint);
  expect_one(named("a/../../us.yaml"), place,
             "the path `a/../../us.yaml` leaves the scenario's folder", hint);
  expect_one(named("a/.."), place, "the path `a/..` leaves the scenario's folder", hint);
  expect_one(named("'a\\us.yaml'"), place, "the path `a\\us.yaml` holds a backslash", hint);
  expect_one(named("\"a\\0b\""), place, "the path `a?b` holds a control character", hint);
  expect_one(named("\"\""), place, "`file` is empty", "");
  expect_one(named("[a]"), place, "`file` must be a single value, not a list", "");
  expect_one(named("..us.yaml"), place, "cannot read `..us.yaml`: there is no such file",
             "starts from the scenario's folder");
}

TEST(NativeFiles, WithoutAccessToFiles) {
  expect_one(
      read_native(k_head + "preferences: {us: {file: u.yaml}, china: {talks: [0, 1]}}\n", "s.yaml"),
      {"s.yaml", 6, 26}, "the file `u.yaml` cannot be read here", "beside the scenario");
}

TEST(NativeFiles, ProblemsInsideAPreferencesFile) {
  const auto with = [](const std::string& text) {
    return read_native(k_head + "preferences: {us: {file: u.yaml}, china: {talks: [0, 1]}}\n",
                       "s.yaml", folder({{"u.yaml", text}}));
  };
  expect_one(with("entente: 1\nparty: us\npreferences: {theft: [0, 1, 2]}\n"), {"u.yaml", 3, 22},
             "3 values for 2 options of `theft`", "in this order");
  expect_one(with("party: us\npreferences: {theft: [0, 1]}\n"), {"u.yaml", 1, 1},
             "a preferences file lacks `entente`", "`entente: 1`");
  expect_one(with("entente: 3\nparty: us\npreferences: {theft: [0, 1]}\n"), {"u.yaml", 1, 10},
             "version `3` of the format is not known", "version 1");
  expect_one(with("entente: 1\npreferences: {theft: [0, 1]}\n"), {"u.yaml", 1, 1},
             "a preferences file lacks `party`", "`party: us`");
  expect_one(with("entente: 1\nparty: us\n"), {"u.yaml", 1, 1},
             "a preferences file lacks `preferences`", "`party: us`");
  expect_one(with("entente: 1\nparty: us\npreferences: {theft: [0, 1]}\nrules: []\n"),
             {"u.yaml", 4, 1}, "a preferences file has no key `rules`", "`preferences`");
  expect_one(with("entente: 1\nparty: uk\npreferences: {theft: [0, 1]}\n"), {"u.yaml", 2, 8},
             "there is no party `uk`", "`us`");
  expect_one(with("entente: 1\nparty: us\npreferences: {file: v.yaml}\n"), {"u.yaml", 3, 15},
             "a preferences file cannot point to another file", "name the other file");
  expect_one(with("entente: 1\nparty: us\npreferences: [1, 2\n"), {"u.yaml", 3, 14},
             "the bracket `[` that opens here is not closed", "close it with `]`");
  expect_one(with(k_head), {"u.yaml", 2, 1},
             "this is a scenario, not a file with one party's preferences", "`party: us`");
  expect_one(with("- a\n"), {"u.yaml", 1, 1}, "a preferences file must be a map, not a list",
             "`party: us`");
  expect_one(with(k_china), {"s.yaml", 6, 26}, "this file holds the preferences of `china`",
             "it says so in u.yaml:2:8");
}

TEST(NativeFiles, AnUnreadableFileIsNotAMissingParty) {
  PreferenceFiles files;
  files.given = {{"u.yaml", "entente: 1\nparty: us\npreferences: {\n"}, {"c.yaml", k_china}};
  const auto result = read_native(k_head, "s.yaml", files);
  ASSERT_EQ(result.diagnostics.size(), 1U) << all(result.diagnostics);
  EXPECT_EQ(result.diagnostics[0].place, (Place{"u.yaml", 3, 14}));
}

class LoadScenario : public testing::Test {
 protected:
  LoadScenario()
      : folder_(fs::path(testing::TempDir()) /
                ("entente_load_" +
                 std::string(testing::UnitTest::GetInstance()->current_test_info()->name()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "sub");
  }
  ~LoadScenario() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }

  fs::path folder_;
};

TEST_F(LoadScenario, FindsWhatTheScenarioNames) {
  write("sub/us.yaml", k_us);
  const auto china = write("china.yaml", k_china);
  const auto path = write("s.yaml", k_head + "preferences: {us: {file: sub/us.yaml}}\n");
  const auto result = load_scenario({path, china});
  ASSERT_TRUE(result.scenario) << all(result.diagnostics);
  EXPECT_EQ(result.scenario->file, path);
  EXPECT_EQ(result.scenario->preferences[0].place.file, (folder_ / "sub/us.yaml").string());
}

TEST_F(LoadScenario, DoesNotFollowLinksOutOfTheFolder) {
  write("us.yaml", k_us);
  fs::create_symlink(folder_ / "us.yaml", folder_ / "sub/us.yaml");
  fs::create_directory_symlink(folder_, folder_ / "sub/up");
  for (const std::string name : {"us.yaml", "up/us.yaml"}) {
    const auto path = write(
        "sub/s.yaml", k_head + "preferences: {us: {file: " + name + "}, china: {talks: [0, 1]}}\n");
    expect_one(load_scenario({path}), {path, 6, 26},
               "cannot read `" + name + "`: it lies outside the scenario's folder", "folder");
  }
}

TEST_F(LoadScenario, SaysWhatIsWrongWithFiles) {
  const auto path = write("s.yaml", k_head + k_wishes);
  expect_one(load_scenario({}), {}, "no file was given", "name a scenario");
  EXPECT_TRUE(load_scenario({folder_.string()}).scenario);
  const auto hollow = (folder_ / "hollow").string();
  std::filesystem::create_directory(hollow);
  expect_one(
      load_scenario({hollow}), {hollow, 0, 0},
      "the folder holds no scenario: no file ends in .yaml, .json, .xml, .csv, .tsv, .ods or .xlsx",
      "name the files");
  const auto missing = (folder_ / "missing.yaml").string();
  expect_one(load_scenario({path, missing}), {missing, 0, 0},
             "cannot read this file: No such file or directory", "");
  const auto named = write("n.yaml", k_head +
                                         "preferences: {us: {file: sub}, china: {talks: [0, "
                                         "1]}}\n");
  expect_one(load_scenario({named}), {named, 6, 26}, "cannot read `sub`: it is a folder", "");
  const auto xml = write("domain.xml", "\n <negotiation_template/>");
  expect_one(load_scenario({path, xml}), {xml, 0, 0}, "this file is XML, unlike the first one",
             "in YAML or JSON");
  expect_one(load_scenario({xml, path}), {path, 0, 0}, "this file is not XML, unlike the first one",
             "in XML");
  const auto empty = write("empty.xml", " \n");
  expect_one(load_scenario({empty, xml}), {empty, 1, 1}, "the file is empty", "");
  const auto wide = write("wide.xml", "\xFF\xFE<");
  expect_one(load_scenario({wide, xml}), {wide, 1, 1},
             "the text is written in UTF-16, not in UTF-8", "UTF-8");
  const auto huge = write("huge.yaml", std::string((std::size_t{16} << 20U) + 1, '#'));
  expect_one(load_scenario({huge}), {huge, 0, 0},
             "cannot read this file: it has more than 16777216 bytes, the limit for one file", "");
}

TEST_F(LoadScenario, KnowsTheListsOfNumbersThatStandBesideProfiles) {
  const std::string examples = std::string(ENTENTE_SOURCE_DIR) + "/examples/itex-cypress/";
  const std::string domain = examples + "domain.xml";
  const std::string itex = examples + "itex.xml";
  for (const std::string blank : {"", "\n", "\xEF\xBB\xBF \r\n"}) {
    const auto list = write("pareto.xml", blank + "0.678, 1.0\n1.0, 0.594\n");
    const auto first = list + (blank.find('\n') == std::string::npos ? ":1:1" : ":2:1");
    for (const auto& files : {std::vector<std::string>{domain, list, itex},
                              {domain, itex, list},
                              {list, domain, itex},
                              {list}}) {
      const auto result = load_scenario(files);
      EXPECT_FALSE(result.scenario);
      std::size_t said = 0;
      for (const auto& d : result.diagnostics) {
        EXPECT_EQ(d.message.find("unlike the first one"), std::string::npos);
        if (to_string(d.place) != first) continue;
        ++said;
        EXPECT_EQ(d.message, "this is a list of numbers, not XML: it begins with `0.678, 1.0`");
        EXPECT_NE(d.hint.find("pareto.xml"), std::string::npos);
      }
      EXPECT_EQ(said, 1U) << all(result.diagnostics);
    }
  }
  for (const std::string text : {"0.5", "1.0, x", ", 1.0", "1.0,", "[1, 2]", "a: 1, b"}) {
    const auto other = write("other.xml", text);
    expect_one(load_scenario({domain, other}), {other, 0, 0},
               "this file is not XML, unlike the first one", "in XML");
  }
}

TEST_F(LoadScenario, TellsXmlByItsContents) {
  EXPECT_TRUE(looks_like_xml("<a/>"));
  EXPECT_TRUE(looks_like_xml("\xEF\xBB\xBF\r\n <a/>"));
  EXPECT_FALSE(looks_like_xml("entente: 1"));
  EXPECT_FALSE(looks_like_xml(""));
  const std::string examples = std::string(ENTENTE_SOURCE_DIR) + "/examples/itex-cypress/";
  const auto result =
      load_scenario({examples + "domain.xml", examples + "itex.xml", examples + "cypress.xml"});
  ASSERT_TRUE(result.scenario) << all(result.diagnostics);
  EXPECT_EQ(result.scenario->party_count(), 2U);
  EXPECT_FALSE(result.scenario->has_status_quo);
}

ReadResult example(const std::string& name) {
  return load_scenario({std::string(ENTENTE_SOURCE_DIR) + "/examples/" + name});
}

TEST(NativeExamples, AllCanBeRead) {
  std::size_t count = 0;
  for (const auto& entry :
       fs::recursive_directory_iterator(std::string(ENTENTE_SOURCE_DIR) + "/examples")) {
    const auto extension = entry.path().extension();
    if (extension != ".yaml" && extension != ".json") continue;
    const auto source = read_file(entry.path().string());
    ASSERT_TRUE(source) << entry.path();
    // Preferences files are read through the scenarios that name them, agreements beside theirs.
    if (source->text.find("\nparty:") != std::string::npos) continue;
    if (holds_agreement(source->text) || holds_conflict(source->text)) continue;
    ++count;
    const auto result = load_scenario({entry.path().string()});
    EXPECT_TRUE(result.scenario) << all(result.diagnostics);
  }
  EXPECT_GE(count, 5U);
}

TEST(NativeExamples, UsChinaDraft) {
  const std::string folder = std::string(ENTENTE_SOURCE_DIR) + "/examples/";
  const auto result =
      load_scenario({folder + "us-china-2015.yaml", folder + "us-china-draft.yaml"});
  ASSERT_TRUE(result.agreement) << all(result.diagnostics);
  EXPECT_EQ(outcome_of(*result.scenario, *result.agreement),
            (Outcome{1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 1, 0}));
}

TEST(NativeExamples, UsChina) {
  const auto result = example("us-china-2015.yaml");
  ASSERT_TRUE(result.scenario) << all(result.diagnostics);
  const Scenario& s = *result.scenario;
  EXPECT_EQ(s.title, "US-China cyber restraint, September 2015");
  EXPECT_EQ(s.period, "6 months");
  ASSERT_EQ(s.party_count(), 2U);
  ASSERT_EQ(s.issue_count(), 13U);
  EXPECT_EQ(s.parties[1].discount, Rational(9, 10));
  const IssueId theft = s.find_issue("commercial_theft").value();
  EXPECT_EQ(s.issues[theft.index()].lag, 4);
  EXPECT_EQ(s.issues[theft.index()].detection, Rational(7, 20));
  EXPECT_EQ(s.beliefs[0][0].probability[1], Rational(1, 20));
  EXPECT_TRUE(s.issues[s.find_issue("sanctions")->index()].is_threat());
  double outcomes = 1;
  for (const auto& issue : s.issues) {
    if (!issue.is_threat()) outcomes *= static_cast<double>(issue.options.size());
  }
  EXPECT_EQ(outcomes, 31104);
  // Theft curbed, support ended, dialogue with a hotline, assistance: what each side gains.
  Outcome deal = no_deal_outcome(s);
  const auto choose = [&](const char* issue, const char* option) {
    const auto i = s.find_issue(issue).value();
    deal[i.index()] = static_cast<std::uint16_t>(s.find_option(i, option).value().index());
  };
  choose("commercial_theft", "state groups stop");
  choose("circumvention_support", "ended");
  EXPECT_EQ(utility(s, PartyId(0), deal), 22 - 20);
  EXPECT_EQ(utility(s, PartyId(1), deal), -14 + 26);
  EXPECT_TRUE(is_agreement(s, deal));
  EXPECT_EQ(no_deal_utility(s, PartyId(0)), 0);
}

TEST(NativeExamples, LabourDisputeUsesEveryFeature) {
  const auto result = example("labour-dispute.yaml");
  ASSERT_TRUE(result.scenario) << all(result.diagnostics);
  const Scenario& s = *result.scenario;
  std::set<Rule::Kind> kinds;
  for (const auto& rule : s.rules) kinds.insert(rule.kind);
  EXPECT_EQ(kinds.size(), 6U);
  EXPECT_EQ(s.acceptance.at_least, 2);
  EXPECT_EQ(s.acceptance.veto.size(), 2U);
  std::set<Value::Kind> values;
  for (const auto& p : s.preferences) {
    for (const auto& row : p.values) {
      for (const auto& value : row) values.insert(value.kind);
    }
  }
  EXPECT_EQ(values.size(), 4U);
  EXPECT_EQ(s.preferences[0].reservation->a, 4);
  EXPECT_FALSE(s.preferences[0].together.empty());
}

}  // namespace
}  // namespace entente::format::test
