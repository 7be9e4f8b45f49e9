#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/format/table_read.hpp"
#include "entente/format/table_write.hpp"
#include "entente/model/outcome.hpp"
#include "tests/format/native_support.hpp"
#include "tests/format/round_trip_support.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/rounds.hpp"

namespace entente::format::test {
namespace {

using entente::test::random_scenario;
using entente::test::RandomScenarioOptions;
using testing::HasSubstr;

const std::string k_river =
    "issue,option,status quo,giver,north,south\n"
    "reservation,,,,,1.5\n"
    "dam,as today,x,north,0,0\n"
    "dam,\"a third, or more\",,,-6,9\n"
    ",half more,,,-14,2..5..9\n"
    "commission,none,x,,,0\n"
    ",yearly,,,,2\xC2\xB1"
    "1\n";

Scenario read(const std::string& text) {
  const auto result = read_table_text(text, "river.csv");
  EXPECT_TRUE(result.scenario) << lines_of(result.diagnostics);
  return result.scenario.value_or(Scenario{});
}

TEST(TableFile, HoldsIssuesOptionsGiversAndValues) {
  const Scenario s = read(k_river);
  ASSERT_EQ(s.party_count(), 2U);
  EXPECT_EQ(s.parties[1].key, "south");
  ASSERT_EQ(s.issue_count(), 2U);
  EXPECT_THAT(s.issues[0].options,
              testing::ElementsAre("as today", "a third, or more", "half more"));
  EXPECT_EQ(s.issues[0].giver, PartyId(0));
  EXPECT_FALSE(s.issues[1].giver);
  EXPECT_TRUE(s.has_status_quo);
  EXPECT_EQ(s.preferences[0].values[0][2].a, -14);
  EXPECT_EQ(s.preferences[1].values[0][2], (Value{Value::Kind::triangular, 2, 5, 9}));
  EXPECT_EQ(s.preferences[1].values[1][1], (Value{Value::Kind::normal, 2, 1, 0}));
  EXPECT_TRUE(s.preferences[0].values[1].empty());
  EXPECT_FALSE(s.preferences[0].reservation);
  EXPECT_EQ(s.preferences[1].reservation->a, Rational(3, 2));
  EXPECT_EQ(s.issues[0].option_places[2], (Place{"river.csv", 5, 2}));
}

TEST(TableFile, TakesWhatSpreadsheetsOfAllCountriesWrite) {
  const Scenario expected = read(k_river);
  const std::string german =
      "\xEF\xBB\xBF\"Issue\";\"Option\";\"Status Quo\";\"Giver\";\"north\";\"south\"\r\n"
      "Reservation;;;;;1,5\r\n"
      "dam;as today;X;north;0;0\r\n"
      "dam;a third, or more;;;\xE2\x88\x92"
      "6,0;9\r\n"
      "dam;half more;no;north;-14;2 .. 5 .. 9\r\n"
      ";;;;;\r\n"
      "commission;none;yes;;;0,0\r\n"
      "commission;yearly;;-;;2 +/- 1\r\n";
  EXPECT_EQ(text_of(expected), text_of(read(german)));
  std::string tabs = k_river;
  std::replace(tabs.begin(), tabs.end(), ',', '\t');
  tabs.replace(tabs.find("\"a third\t or more\""), 18, "a third, or more");
  EXPECT_EQ(text_of(expected), text_of(read(tabs)));
}

TEST(TableFile, HeedsTheSeparatorThatSpreadsheetsDeclare) {
  const auto result =
      read_table_text("\xEF\xBB\xBFsep=;\r\nIssues;Options;a;b\r\ni;o, p;0,5;much\r\n", "t");
  ASSERT_EQ(result.diagnostics.size(), 1U) << lines_of(result.diagnostics);
  EXPECT_THAT(result.diagnostics[0].message, HasSubstr("row 2, column D: `much`"));
  EXPECT_EQ(to_string(result.diagnostics[0].place), "t:3:12");
  EXPECT_TRUE(looks_like_table("sep=\t\nissue\toption\ta\tb\n"));
}

TEST(TableFile, WithoutAMarkNothingIsInForceToday) {
  const Scenario s = read("option;issue;a;b\none;x;1;0\ntwo;x;0;1\n");
  EXPECT_FALSE(s.has_status_quo);
  EXPECT_EQ(no_deal_utility(s, PartyId(0)), 0);
}

TEST(TableFile, EveryProblemHasItsRowAndColumn) {
  struct Case {
    std::string text;
    std::string message;
    Place place;
  };
  const std::string head = "issue,option,status quo,giver,a,b\n";
  const Case cases[] = {
      {"", "the table is empty", {"t", 1, 1}},
      {"issue,a,b\nx,1,2\n", "no column is called `option`", {"t", 1, 1}},
      {"issue,option,a\nx,o,1\n", "at least two parties, not 1", {"t", 1, 1}},
      {"issue,option,a,a\n", "row 1, column D: the party `a` has a column already", {"t", 1, 16}},
      {"issue,option,Option,a,b\n", "a second column is called `Option`", {"t", 1, 14}},
      {head, "no rows below", {"t", 0, 0}},
      {head + ",o,x,,1,2\n", "row 2, column A: no issue is named", {"t", 2, 1}},
      {head + "i,,x,,1,2\n", "row 2, column B: no option of `i` is named", {"t", 2, 3}},
      {head + "i,o,x,,1,2\ni,o,,,1,2\n", "the option `o` of `i` is listed twice", {"t", 3, 3}},
      {head + "i,o,x,,1,2\nj,o,x,,1,2\ni,p,,,1,2\n", "`i` appears further up", {"t", 4, 1}},
      {head + "i,o,perhaps,,1,2\n", "`perhaps` says neither yes nor no", {"t", 2, 5}},
      {head + "i,o,x,,1,2\ni,p,x,,1,2\n", "a second option of `i` is marked", {"t", 3, 5}},
      {head + "i,o,x,,1,2\nj,p,,,1,2\n", "no option of `j` is marked", {"t", 3, 1}},
      {head + "i,o,x,c,1,2\n", "row 2, column D: there is no party `c`", {"t", 2, 7}},
      {head + "i,o,x,a,1,2\ni,p,,b,1,2\n", "`i` has another giver", {"t", 3, 6}},
      {head + "i,o,x,,much,2\n", "row 2, column E: `much` is not a value", {"t", 2, 8}},
      {head + "i,o,x,,5%,2\n", "`5%` is a percentage", {"t", 2, 8}},
      {head + "i,o,x,,\"1,234\",2\n", "may be a decimal number", {"t", 2, 8}},
      {head + "i,o,x,,\"1.234,5\",2\n", "both commas and points", {"t", 2, 8}},
      {head + "i,o,x,,5..2,2\n", "is not a value", {"t", 2, 8}},
      {head + "i,o,x,,1,2\ni,p,,,,2\n",
       "row 3, column E: `a` states no value for `p`",
       {"t", 3, 7}},
      {head + "i,o,x,,2,5,1\n",
       "row 2, column G: `1` stands in a column without a heading",
       {"t", 2, 12}},
      {head + "reservation,,,,1,2\nreservation,,,,1,\ni,o,x,,1,2\n",
       "`a` has stated a reservation further up",
       {"t", 3, 16}},
      {head + "reservation,o,,,1,2\n",
       "row 2, column B: `o` stands in the row `reservation`",
       {"t", 2, 13}},
      {head + "reservation,,x,,1,2\n", "column C: `x` stands in the row", {"t", 2, 14}},
      {head + "\"i,o\n", "row 2, column A: this quotation mark is never closed", {"t", 2, 1}},
      {head + "\"i\"x,o,x,,1,2\n",
       "row 2, column A: something follows the closing quotation mark",
       {"t", 2, 4}},
      {head + "i,\xFF,x,,1,2\n", "is not part of any UTF-8 character", {"t", 2, 3}},
      {head + "i,\"o\np\",x,,1,2\n", "holds a line break", {"t", 2, 3}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.text);
    const auto result = read_table_text(c.text, "t");
    EXPECT_FALSE(result.scenario);
    ASSERT_FALSE(result.diagnostics.empty());
    EXPECT_THAT(result.diagnostics[0].message, HasSubstr(c.message));
    EXPECT_EQ(to_string(result.diagnostics[0].place), to_string(c.place));
    EXPECT_LE(result.diagnostics.size(), 2U) << lines_of(result.diagnostics);
  }
}

TEST(TableFile, NamesThatLookLikeFormulasAreNoneInSpreadsheets) {
  Scenario s = entente::test::plain_scenario(2, 1, 6);
  const std::vector<std::string> names = {"=1+1", "+2 %", "-5", "@now", "'=x", "'tis"};
  s.issues[0].options = names;
  s.issues[0].key = "''-";
  s.parties[0].key = "=A1";
  s.issues[0].giver = PartyId(0);
  const Written written = write_table(s, "s.csv", ',');
  ASSERT_EQ(written.files.size(), 1U) << lines_of(written.losses);
  std::istringstream lines(written.files[0].text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream cells(line);
    for (std::string cell; std::getline(cells, cell, ',');) {
      EXPECT_TRUE(cell.find_first_of("=+-@") != 0) << cell;
    }
  }
  const Scenario back = read(written.files[0].text);
  EXPECT_EQ(back.issues[0].options, names);
  EXPECT_EQ(back.issues[0].key, s.issues[0].key);
  EXPECT_EQ(back.parties[0].key, s.parties[0].key);
  EXPECT_EQ(back.issues[0].giver, PartyId(0));
  EXPECT_THAT(written.files[0].text, HasSubstr(",'tis,"));
}

TEST(TableFile, AnotherEncodingIsExplained) {
  const auto result = read_table_text("issue,option,a,b\ncaf\xE9,o,1,2\n", "t");
  ASSERT_FALSE(result.diagnostics.empty());
  EXPECT_THAT(result.diagnostics[0].hint, HasSubstr("CSV UTF-8"));
}

TEST(TableFile, EveryGapIsReported) {
  const auto result = read_table_text("issue,option,a,b\ni,o,1,1\ni,p,,\ni,q,,2\n", "t");
  EXPECT_FALSE(result.scenario);
  EXPECT_EQ(result.diagnostics.size(), 3U) << lines_of(result.diagnostics);
  for (const char* cell : {"row 3, column C", "row 3, column D", "row 4, column C"}) {
    EXPECT_TRUE(says(result.diagnostics, cell)) << cell << lines_of(result.diagnostics);
  }
}

TEST(TableFile, AColumnThatMayBeNoPartyIsSaid) {
  const auto notes = read_table_text("issue,option,a,b,Notes\ni,o,1,0\ni,p,0,1,\n", "t");
  ASSERT_TRUE(notes.scenario);
  ASSERT_EQ(notes.diagnostics.size(), 1U) << lines_of(notes.diagnostics);
  EXPECT_THAT(notes.diagnostics[0].message, HasSubstr("column E holds no values; `Notes` counts"));
  EXPECT_EQ(to_string(notes.diagnostics[0].place), "t:1:18");
  const auto number = read_table_text("issue,option,a,b,7\ni,o,1,0,0\ni,p,0,1,1\n", "t");
  ASSERT_EQ(number.diagnostics.size(), 1U) << lines_of(number.diagnostics);
  EXPECT_THAT(number.diagnostics[0].message, HasSubstr("and its name is `7`"));
}

TEST(TableFile, DoesNotFloodThePage) {
  std::string text = "issue,option,a,b\n";
  for (int k = 0; k < 5000; ++k) text += "i" + std::to_string(k) + ",o,much,little\n";
  const auto result = read_table_text(text, "t");
  EXPECT_FALSE(result.scenario);
  EXPECT_LE(result.diagnostics.size(), 1001U);
  EXPECT_GT(result.omitted, 0U);
}

TEST(TableFile, TellsATableByItsHeadings) {
  EXPECT_TRUE(looks_like_table("issue,option,a\n"));
  EXPECT_TRUE(looks_like_table("\xEF\xBB\xBF\n \"Option\";\"ISSUE\"\r\n"));
  EXPECT_TRUE(looks_like_table("a\tissue\toption"));
  EXPECT_FALSE(looks_like_table("issue: {option: 1, x: 2}"));
  EXPECT_FALSE(looks_like_table("entente: 1\n"));
  EXPECT_FALSE(looks_like_table(""));
}

TEST(TableFile, RandomScenariosComeBack) {
  RandomScenarioOptions options;
  options.min_parties = 2;
  options.max_interactions = 0;
  options.imported = true;
  options.max_rules = 0;  // some count what has moved, which needs a status quo
  for (std::uint64_t seed = 0; seed < entente::test::rounds(300); ++seed) {
    SCOPED_TRACE(seed);
    const Scenario s = random_scenario(seed, options);
    if (std::all_of(s.issues.begin(), s.issues.end(),
                    [](const Issue& i) { return i.is_threat(); })) {
      continue;
    }
    for (const char separator : {',', '\t'}) {
      const Written written = write_table(s, "s.csv", separator);
      ASSERT_EQ(written.files.size(), 1U) << lines_of(written.losses);
      const Scenario back = read(written.files[0].text);
      EXPECT_EQ(back.has_status_quo, s.has_status_quo);
      for (std::size_t j = 0; j < s.party_count(); ++j) {
        ASSERT_TRUE(same_preferences(s, back, j, true)) << written.files[0].text;
      }
    }
  }
}

TEST(TableFile, WhatTheReaderWouldRefuseIsNotWritten) {
  Scenario long_issue = entente::test::plain_scenario(2, 1, 1);
  while (long_issue.issues[0].options.size() <= 1000) {
    long_issue.issues[0].options.push_back("n" +
                                           std::to_string(long_issue.issues[0].options.size()));
    for (auto& wishes : long_issue.preferences) wishes.values[0].emplace_back();
  }
  Scenario threats = entente::test::plain_scenario(2, 1, 2);
  threats.issues[0].threat_by = PartyId(0);
  const std::pair<Scenario, std::string> cases[] = {
      {entente::test::plain_scenario(1, 2, 2), "a table needs two parties at least"},
      {long_issue, "has 1001 options; a table takes 1000"},
      {threats, "all issues are threats"}};
  for (const auto& [scenario, message] : cases) {
    const auto written = write_table(scenario, "s.csv", ',');
    EXPECT_TRUE(has_errors(written.losses));
    EXPECT_TRUE(says(written.losses, message)) << message << lines_of(written.losses);
    EXPECT_TRUE(written.files.empty());
  }
}

TEST(TableFile, AFileNameIsNoTitleToLose) {
  EXPECT_TRUE(write_table(read(k_river), "other.csv", ',').losses.empty());
  Scenario titled = read(k_river);
  titled.title = "The river";
  EXPECT_TRUE(says(write_table(titled, "other.csv", ',').losses, "its title is left out"));
}

TEST(TableFile, LossesAreSaidByName) {
  Scenario s = entente::test::plain_scenario(2, 2, 2);
  s.period = "1 year";
  s.parties[0].key = "Option";
  s.issues[0].detection = Rational(1, 2);
  s.beliefs[1].push_back({IssueId(0), {Rational(1, 2), Rational(1, 2)}, {}});
  s.preferences[0].together.push_back(
      {{{IssueId(0), {OptionId(1)}}, {IssueId(1), {OptionId(0)}}}, Value{}, {}});
  Rule rule;
  rule.text = "excludes: {i1: o1}";
  s.rules.push_back(rule);
  s.acceptance.veto.emplace_back(0);
  const auto losses = write_table(s, "s.csv", ',').losses;
  for (const char* part :
       {"the length of a period", "issue `i1`: the detection is left out",
        "party `b`: its beliefs about `i1`", "the combination `i1: o1, i2: o0`",
        "the rule `excludes: {i1: o1}` is left out", "how many parties must accept",
        "the party `Option` is called `Option (2)` there"}) {
    EXPECT_TRUE(says(losses, part)) << part << '\n' << lines_of(losses);
  }
}

}  // namespace
}  // namespace entente::format::test
