// Folders as scenarios, and files that do not belong together.

#include "entente/format/folder.hpp"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/format/load.hpp"
#include "entente/format/names.hpp"
#include "entente/format/write.hpp"
#include "tests/format/native_support.hpp"
#include "tests/format/round_trip_support.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/temporary_folder.hpp"

namespace entente::format::test {
namespace {

using entente::test::TemporaryFolder;

const std::string k_us = "entente: 1\nparty: us\npreferences: {theft: [0, 9], talks: [0, 1]}\n";
const std::string k_china =
    "entente: 1\nparty: china\npreferences: {theft: [0, -4], talks: [0, 1]}\n";

TEST(Folder, HoldsAScenarioAndPreferences) {
  const auto stated = read_native(k_head + k_wishes, "s.yaml");
  ASSERT_TRUE(stated.scenario);
  const TemporaryFolder beside;
  beside.write("a.yaml", k_us);
  beside.write("scenario.yaml", k_head);
  beside.write("z.yaml", k_china);
  const auto given = load_scenario({beside.path("")});
  ASSERT_TRUE(given.scenario) << lines_of(given.diagnostics);
  EXPECT_EQ(text_of(*given.scenario), text_of(*stated.scenario));
  const TemporaryFolder named;
  named.write("a.yaml", k_us);
  named.write("scenario.yaml", k_head + "preferences: {us: {file: ./a.yaml}}\n");
  named.write("z.yaml", k_china);
  named.write("agreement.yaml", "entente: 1\nagreement: {theft: stopped}\n");
  const auto read = load_scenario({named.path("")});
  ASSERT_TRUE(read.scenario) << lines_of(read.diagnostics);
  EXPECT_EQ(text_of(*read.scenario), text_of(*stated.scenario));
  EXPECT_TRUE(read.agreement);
}

TEST(Folder, ASecondScenarioIsRefused) {
  const TemporaryFolder folder;
  folder.write("one.yaml", k_head + k_wishes);
  folder.write("two.yaml", k_head + k_wishes);
  const auto result = load_scenario({folder.path("")});
  EXPECT_FALSE(result.scenario);
  EXPECT_TRUE(says(result.diagnostics, "this is a scenario")) << lines_of(result.diagnostics);
}

TEST(Folder, ABrokenFileDoesNotBlameTheOthers) {
  const TemporaryFolder folder;
  const std::string profile = R"({"issueWeights": {"x": 1}, "issues": {"x": {"p": 0, "q": 1}}})";
  const auto good = folder.write("b.json", profile);
  const auto broken = folder.write("a.json", profile.substr(0, profile.size() - 5));
  const auto also = folder.write("c.json", "{\"issueWeights\": {\"x\": ]}");
  for (const auto& paths : {std::vector{broken, good, also}, std::vector{good, also, broken}}) {
    const auto result = load_scenario(paths);
    EXPECT_FALSE(result.scenario);
    std::set<std::string> blamed;
    for (const auto& d : result.diagnostics) {
      EXPECT_GT(d.place.line, 0) << to_string(d);
      blamed.insert(d.place.file);
    }
    EXPECT_EQ(blamed, (std::set{broken, also})) << lines_of(result.diagnostics);
  }
}

TEST(Folder, SpreadsheetsOwnFilesCount) {
  EXPECT_TRUE(may_hold_scenario("talks.ods"));
  EXPECT_TRUE(may_hold_scenario("Talks.XLSX"));
  EXPECT_FALSE(may_hold_scenario("~$talks.xlsx"));
  EXPECT_FALSE(may_hold_scenario(".~lock.talks.ods#"));
}

TEST(Folder, WhatIsWrittenIsFoundAgain) {
  auto s = entente::test::plain_scenario(2, 2, 2);
  s.parties[0].key = s.parties[0].name = "pareto";
  s.parties[1].key = s.parties[1].name = "specs";
  for (const auto target : {Target::genius, Target::geniusweb}) {
    const std::string extension(target_name(target).extension);
    const Written written = write_scenario(s, target, "domain" + extension);
    ASSERT_EQ(written.files.size(), 3U) << lines_of(written.losses);
    const TemporaryFolder folder;
    for (const auto& file : written.files) {
      EXPECT_TRUE(may_hold_scenario(file.name)) << file.name;
      folder.write(file.name, file.text);
    }
    const auto back = load_scenario({folder.path("")});
    ASSERT_TRUE(back.scenario) << lines_of(back.diagnostics);
    EXPECT_EQ(back.scenario->party_count(), 2U);
  }
  EXPECT_EQ(file_stem("pareto"), "party-pareto");
  EXPECT_EQ(file_stem("specs"), "party-specs");
}

TEST(Folder, FilesOfPartiesDifferByMoreThanCapitals) {
  auto s = entente::test::plain_scenario(4, 2, 2);
  const std::vector<std::string> keys{"us", "US", "Us-2", "DOMAIN"};
  for (std::size_t j = 0; j < keys.size(); ++j) s.parties[j].key = s.parties[j].name = keys[j];
  for (const auto target : {Target::genius, Target::geniusweb}) {
    const std::string extension(target_name(target).extension);
    const Written written = write_scenario(s, target, "domain" + extension);
    std::vector<std::string> names;
    for (const auto& file : written.files) names.push_back(file.name);
    EXPECT_EQ(names,
              (std::vector<std::string>{"domain" + extension, "us" + extension, "US-2" + extension,
                                        "Us-2-2" + extension, "DOMAIN-2" + extension}));
  }
}

}  // namespace
}  // namespace entente::format::test
