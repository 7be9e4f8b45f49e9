#include "entente/format/native_write.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/format/load.hpp"
#include "entente/format/native.hpp"
#include "entente/format/text_node.hpp"
#include "tests/format/native_support.hpp"
#include "tests/format/round_trip_support.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/rounds.hpp"

namespace entente::format::test {
namespace {

using entente::test::random_scenario;
using entente::test::RandomScenarioOptions;
using testing::HasSubstr;

const std::string k_examples = std::string(ENTENTE_SOURCE_DIR) + "/examples/";

Scenario read_back(const Written& written) {
  EXPECT_EQ(written.files.size(), 1U) << lines_of(written.losses);
  const auto read = read_native(written.files.at(0).text, written.files.at(0).name);
  EXPECT_TRUE(read.scenario) << lines_of(read.diagnostics) << written.files.at(0).text;
  return read.scenario.value_or(Scenario{});
}

TEST(NativeWrite, RandomScenariosComeBackTheSame) {
  RandomScenarioOptions options;
  options.min_parties = 2;
  options.attribution = true;
  for (std::uint64_t seed = 0; seed < entente::test::rounds(400); ++seed) {
    SCOPED_TRACE(seed);
    const Scenario s = random_scenario(seed, options);
    for (const auto write : {write_native_yaml, write_native_json}) {
      const Written written = write(s, "s");
      EXPECT_TRUE(written.losses.empty()) << lines_of(written.losses);
      const Scenario back = read_back(written);
      // A triangular value keeps its corners, though its mean may be a third.
      ASSERT_EQ(text_of(s), text_of(back)) << written.files.at(0).text;
      ASSERT_EQ(write(back, "s").files.at(0).text, written.files.at(0).text);
    }
  }
}

TEST(NativeWrite, ImportedScenariosKeepWhatPartiesPrefer) {
  RandomScenarioOptions options;
  options.min_parties = 2;
  options.max_issues = 4;
  options.imported = true;
  options.max_rules = 0;  // some count what has moved, which needs a status quo
  options.aggregates = true;
  options.caps = true;
  for (std::uint64_t seed = 0; seed < entente::test::rounds(150); ++seed) {
    SCOPED_TRACE(seed);
    const Scenario s = random_scenario(seed, options);
    const Written written = write_native_yaml(s, "s.yaml");
    EXPECT_FALSE(has_warnings(written.losses)) << lines_of(written.losses);
    const Scenario back = read_back(written);
    for (std::size_t j = 0; j < s.party_count(); ++j) {
      ASSERT_TRUE(same_preferences(s, back, j, true)) << written.files.at(0).text;
    }
  }
}

TEST(NativeWrite, ExamplesComeBackTheSame) {
  for (const std::string name : {"us-china-2015.yaml", "fishing-quota.json", "harbour-game.yaml",
                                 "labour-dispute.yaml", "treaty-provisions.yaml"}) {
    SCOPED_TRACE(name);
    const auto read = load_scenario({k_examples + name});
    ASSERT_TRUE(read.scenario);
    const Scenario back = read_back(write_native_yaml(*read.scenario, name));
    EXPECT_EQ(text_of(*read.scenario), text_of(back));
    for (std::size_t r = 0; r < back.rules.size(); ++r) {
      // Costs may stand in a map; they are written as a list.
      if (back.rules[r].kind == Rule::Kind::budget) continue;
      EXPECT_EQ(back.rules[r].text, read.scenario->rules[r].text);
    }
  }
}

TEST(NativeWrite, NamesThatMeanSomethingToYamlComeBackTheSame) {
  Scenario s = entente::test::plain_scenario(2, 2, 9);
  s.title = "null";
  s.source = " a: b # c \"d\" \\ e ";
  s.parties[0].key = "yes";
  s.parties[0].name = "~";
  s.parties[1].key = "- x";
  s.parties[1].name = "[a, b]";
  s.issues[0].key = "a: b";
  s.issues[0].title = "a: b";
  s.issues[1].key = "&anchor";
  s.issues[1].title = "*alias";
  s.issues[0].options = {"1.0",
                         "true",
                         "#none",
                         "it's",
                         "a, b",
                         "{x}",
                         "?",
                         "\xEF\xBB\xBF mark",
                         "caf\xC3\xA9\xC2\xA0latte"};
  s.preferences[0].values[0].assign(9, Value{});
  s.preferences[0].values[0][1].a = Rational(1, 1'000'000'000);
  s.preferences[1].values[1].assign(9, Value{});
  s.preferences[1].values[1][1].a = parse_decimal("-123456789012345678901234567890e60").value();
  for (const auto write : {write_native_yaml, write_native_json}) {
    const Scenario back = read_back(write(s, "s"));
    EXPECT_EQ(text_of(s), text_of(back));
  }
}

TEST(NativeWrite, TextsThatOtherReadersWouldTakeForSomethingElseAreQuoted) {
  for (const char* text :
       {"yes", "No", "TRUE", "off", "0x1F", "0o17", "2015-09-25", "1e5", "1_000"}) {
    EXPECT_EQ(yaml_scalar(text), fmt::format("\"{}\"", text));
  }
  for (const char* text : {"none", "yes or no", "5 days", "30", "2.5", "state groups stop"}) {
    EXPECT_EQ(yaml_scalar(text), text);
  }
}

TEST(NativeWrite, FractionsGetAUnitOfTheirOwn) {
  Scenario s = entente::test::plain_scenario(2, 1, 2);
  s.preferences[0].values[0].assign(2, Value{});
  s.preferences[0].values[0][1].a = Rational(1, 7);
  s.preferences[1].values[0].assign(2, Value{});
  s.preferences[1].values[0][1].a = Rational(1, 4);
  s.parties[0].place = {"x.xml", 3, 1};
  const Written written = write_native_yaml(s, "s.yaml");
  ASSERT_EQ(written.losses.size(), 1U) << lines_of(written.losses);
  EXPECT_EQ(written.losses[0].severity, Severity::note);
  EXPECT_EQ(written.losses[0].place, (Place{"x.xml", 3, 1}));
  EXPECT_THAT(written.losses[0].message, HasSubstr("party `a`"));
  EXPECT_THAT(written.losses[0].message, HasSubstr("7 x utility"));
  const Scenario back = read_back(written);
  EXPECT_EQ(back.preferences[0].values[0][1].a, 1);
  EXPECT_EQ(back.preferences[1].values[0][1].a, Rational(1, 4));
}

TEST(NativeWrite, RoundedNumbersAreSaidOfWhatHoldsThem) {
  Scenario s = entente::test::plain_scenario(2, 2, 3);
  s.parties[0].discount = Rational(6, 7);
  s.issues[0].detection = Rational(1, 3);
  s.issues[0].false_alarm = Rational(1, 4);
  s.beliefs[1].push_back({IssueId(1), {Rational(1, 3), Rational(1, 3), Rational(1, 3)}, {}});
  const Written written = write_native_yaml(s, "s.yaml");
  ASSERT_EQ(written.losses.size(), 3U) << lines_of(written.losses);
  for (const std::string what : {"the discount factor of `a`", "issue `i1`", "what `b` believes"}) {
    EXPECT_TRUE(says(written.losses, what + ": numbers without exact decimals are rounded, by "))
        << what;
  }
  EXPECT_TRUE(has_warnings(written.losses));
  const Scenario back = read_back(written);
  const Rational near(1, Integer("10000000000000000"));
  EXPECT_LE(abs(*back.parties[0].discount - Rational(6, 7)), near);
  EXPECT_LE(abs(*back.issues[0].detection - Rational(1, 3)), near);
  EXPECT_EQ(*back.issues[0].false_alarm, Rational(1, 4));
  for (const auto& p : back.beliefs[1][0].probability) EXPECT_LE(abs(p - Rational(1, 3)), near);
}

TEST(NativeWrite, RoundedSharesStayWithinOne) {
  Scenario s = entente::test::plain_scenario(2, 2, 3);
  const std::vector<Rational> all{Rational(1, 6), Rational(5, 6)};
  s.attribution = Attribution{{all, all}, Rational(1, 8), all, {}};
  const Written written = write_native_yaml(s, "s.yaml");
  EXPECT_TRUE(says(written.losses, "`attribution`: numbers without exact decimals are rounded"));
  const Scenario back = read_back(written);
  ASSERT_TRUE(back.attribution);
  EXPECT_EQ(back.attribution->incidents, Rational(1, 8));
  EXPECT_LE(back.attribution->blame[0][0] + back.attribution->blame[0][1], 1);
  EXPECT_LE(abs(back.attribution->blame[1][1] - Rational(5, 6)), Rational(1, 1'000'000'000));
}

TEST(NativeWrite, ChangedNamesAreSaid) {
  Scenario s = entente::test::plain_scenario(2, 2, 2);
  s.issues[0].key = "file";
  s.issues[0].options[1] = std::string(300, 'x');
  s.issues[1].key = "line\nbreak";
  const Written written = write_native_yaml(s, "s.yaml");
  EXPECT_TRUE(says(written.losses, "the issue `file` is called `file (2)` there"));
  EXPECT_TRUE(says(written.losses, "the issue `line?break` is called `line?break` there"));
  EXPECT_TRUE(says(written.losses, "the option `xxx"));
  const Scenario back = read_back(written);
  EXPECT_EQ(back.issues[0].key, "file (2)");
}

TEST(NativeWrite, SaysWhyNothingCanBeWritten) {
  Scenario alone = entente::test::plain_scenario(1, 1, 2);
  const Written one = write_native_yaml(alone, "s.yaml");
  EXPECT_TRUE(one.files.empty());
  EXPECT_TRUE(says(one.losses, "two parties"));

  Scenario wide = entente::test::plain_scenario(2, 1, 1001);
  const Written many = write_native_yaml(wide, "s.yaml");
  EXPECT_TRUE(many.files.empty());
  EXPECT_TRUE(says(many.losses, "issue `i1` has 1001 options; the native format takes 1000"));

  Scenario deep = entente::test::plain_scenario(2, 9, 5);
  Aggregate least;
  least.kind = Aggregate::Kind::minimum;
  for (std::size_t i = 0; i < 9; ++i) {
    least.boxes.push_back({{{IssueId(i), {OptionId(1)}}}, true, Rational(1)});
  }
  deep.preferences[0].aggregate = least;
  const Written least_of_many = write_native_yaml(deep, "s.yaml");
  EXPECT_TRUE(least_of_many.files.empty());
  EXPECT_TRUE(says(least_of_many.losses, "party `a` takes a least or greatest"));
}

TEST(NativeWrite, WhatTheFormatCannotHoldIsSaid) {
  Scenario s = entente::test::plain_scenario(2, 9, 5);
  for (std::size_t i = 0; i < 9; ++i) {
    s.preferences[0].values[i].assign(5, Value{});
    s.preferences[0].values[i][4].a = 1;
  }
  s.preferences[0].cap = Rational(8);
  s.preferences[1].time_discount = Rational(9, 10);
  const Written written = write_native_yaml(s, "s.yaml");
  EXPECT_EQ(written.files.size(), 1U);
  EXPECT_TRUE(says(written.losses, "party `a`: that its utility never exceeds 8 is left out"));
  EXPECT_TRUE(says(written.losses, "party `b`: the discount factor 0.9"));
}

}  // namespace
}  // namespace entente::format::test
