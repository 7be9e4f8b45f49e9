#include "entente/format/genius_write.hpp"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/format/genius.hpp"
#include "entente/format/load.hpp"
#include "tests/format/round_trip_support.hpp"
#include "tests/support/genius_golden.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/rounds.hpp"

namespace entente::format::test {
namespace {

using entente::test::only_threats;
using entente::test::random_scenario;
using entente::test::RandomScenarioOptions;
using testing::HasSubstr;

/// A cap has to lie at 1 there, so that numbers may have to be rounded to 17 digits.
const Rational k_rounding(1, Integer("1000000000000"));

Scenario read_back(const Written& written) {
  std::vector<GeniusFile> files;
  for (const auto& f : written.files) files.push_back({f.name, f.text});
  EXPECT_GE(files.size(), 2U) << lines_of(written.losses);
  const auto read = read_genius(files.at(0), std::span(files).subspan(1));
  EXPECT_TRUE(read.scenario) << lines_of(read.diagnostics);
  return read.scenario.value_or(Scenario{});
}

void expect_round_trips(const RandomScenarioOptions& options, std::uint64_t rounds) {
  for (std::uint64_t seed = 0; seed < entente::test::rounds(rounds); ++seed) {
    SCOPED_TRACE(seed);
    const Scenario s = random_scenario(seed, options);
    if (only_threats(s)) continue;
    const Written written = write_genius(s, "domain.xml");
    ASSERT_EQ(written.files.size(), s.party_count() + 1) << lines_of(written.losses);
    const Scenario back = read_back(written);
    const bool rounded = says(written.losses, "are rounded");
    for (std::size_t j = 0; j < s.party_count(); ++j) {
      EXPECT_EQ(back.parties[j].key, s.parties[j].key);
      ASSERT_TRUE(same_preferences(s, back, j, true, rounded ? k_rounding : Rational(0)))
          << written.files[0].text << written.files[j + 1].text;
      for (const auto& [here, there] : utility_pairs(s, back, j)) {
        ASSERT_GE(there, 0);
        ASSERT_LE(there, 1);
      }
    }
  }
}

TEST(GeniusWrite, SumsOverIssuesComeBack) {
  RandomScenarioOptions options;
  options.max_interactions = 0;
  options.imported = true;
  expect_round_trips(options, 300);
}

TEST(GeniusWrite, CapsComeBack) {
  RandomScenarioOptions options;
  options.max_interactions = 0;
  options.caps = true;
  options.max_issues = 4;
  expect_round_trips(options, 150);
}

TEST(GeniusWrite, InteractionsAndAggregatesComeBack) {
  RandomScenarioOptions options;
  options.max_issues = 4;
  options.aggregates = true;
  options.caps = true;
  options.threats = false;
  expect_round_trips(options, 200);
  options.aggregates = false;
  options.threats = true;
  expect_round_trips(options, 200);
}

TEST(GeniusWrite, WhatGeniusReadStaysAsItIs) {
  const std::string folder = std::string(ENTENTE_SOURCE_DIR) + "/examples/";
  for (const std::vector<std::string>& paths :
       {std::vector{folder + "itex-cypress/domain.xml", folder + "itex-cypress/itex.xml",
                    folder + "itex-cypress/cypress.xml"}}) {
    const auto read = load_scenario(paths);
    ASSERT_TRUE(read.scenario);
    const Written written = write_genius(*read.scenario, "domain.xml");
    EXPECT_TRUE(written.losses.empty()) << lines_of(written.losses);
    const Scenario back = read_back(written);
    EXPECT_EQ(back.title, read.scenario->title);
    for (std::size_t j = 0; j < back.party_count(); ++j) {
      EXPECT_EQ(back.preferences[j].values, read.scenario->preferences[j].values);
      EXPECT_EQ(back.preferences[j].reservation, read.scenario->preferences[j].reservation);
      EXPECT_EQ(back.preferences[j].time_discount, read.scenario->preferences[j].time_discount);
    }
  }
}

TEST(GeniusWrite, GeniusOwnFilesKeepTheirUtilities) {
  const auto folders = entente::test::genius_golden_folders();
  if (folders.empty()) GTEST_SKIP() << "no golden values here";
  for (const auto& folder : folders) {
    SCOPED_TRACE(folder.string());
    const auto golden = entente::test::read_golden(folder);
    std::vector<std::string> profiles;
    for (const auto& p : golden.at("profiles")) profiles.push_back(p.at("file"));
    if (profiles.size() > 3) profiles.resize(3);
    const auto read = entente::test::read_golden_scenario(folder, golden.at("domain"), profiles);
    ASSERT_TRUE(read.scenario);
    const Written written = write_genius(*read.scenario, "domain.xml");
    EXPECT_FALSE(has_warnings(written.losses)) << lines_of(written.losses);
    const Scenario back = read_back(written);
    for (std::size_t k = 0; k < 50; ++k) {
      Outcome outcome;
      for (std::size_t i = 0; i < back.issue_count(); ++i) {
        const auto count = back.issues[i].options.size();
        outcome.push_back(static_cast<std::uint16_t>((k * 7 + i * 3) % count));
      }
      for (std::size_t j = 0; j < back.party_count(); ++j) {
        EXPECT_EQ(utility(back, PartyId(j), outcome), utility(*read.scenario, PartyId(j), outcome));
      }
    }
  }
}

TEST(GeniusWrite, LossesAndScalesAreSaid) {
  Scenario s = entente::test::plain_scenario(2, 2, 3);
  s.parties[0].key = "north/south";
  s.parties[1].key = "Domain";
  s.preferences[0].values[0] = std::vector<Value>(3);
  s.preferences[0].values[0][1].a = -5;
  s.preferences[0].values[0][2].a = 57;
  s.issues[0].giver = PartyId(0);
  const Written sum = write_genius(s, "domain.xml");
  for (const char* part :
       {"party `north/south` is called `north_south` there",
        "party `Domain` is called `Domain-2` there",
        "issue `i1`: the giver `north/south` and the status quo `o0` are left out",
        "utilities are on another scale there: 0.0125 x (utility + 5)",
        "what each party gets without an agreement stands there as its reservation"}) {
    EXPECT_TRUE(says(sum.losses, part)) << part << '\n' << lines_of(sum.losses);
  }
  EXPECT_EQ(sum.files[1].name, "north_south.xml");
  s.preferences[0].together.push_back(
      {{{IssueId(0), {OptionId(0), OptionId(2)}}, {IssueId(1), {OptionId(1)}}}, Value{}, {}});
  s.preferences[0].together[0].add.a = 3;
  const Written joined = write_genius(s, "domain.xml");
  EXPECT_TRUE(says(joined.losses, "its options are only numbered there: 0 = o0, 1 = o1, 2 = o2"));
  EXPECT_THAT(joined.files[1].text, HasSubstr("<hyperRectangle"));
}

TEST(GeniusWrite, NamesThatMeanSomethingToXmlComeBack) {
  Scenario s = entente::test::plain_scenario(2, 1, 4);
  s.title = "a < b & \"c\"";
  s.issues[0].key = "'x' > \"y\"";
  s.issues[0].options = {"&amp;", "<item/>", "]]>", "caf\xC3\xA9"};
  const Scenario back = read_back(write_genius(s, "domain.xml"));
  EXPECT_EQ(back.title, s.title);
  EXPECT_EQ(back.issues[0].key, s.issues[0].key);
  EXPECT_EQ(back.issues[0].options, s.issues[0].options);
}

}  // namespace
}  // namespace entente::format::test
