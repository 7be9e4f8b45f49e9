// Each diagnostic of validate(), where it points and what it says, and that it stays silent where
// nothing is wrong.

#include "entente/model/validate.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/model/outcome.hpp"
#include "tests/support/random_scenario.hpp"

namespace entente {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::vector<Value> values(const std::vector<int>& points) {
  std::vector<Value> row;
  for (const int v : points) row.push_back({Value::Kind::exact, v, 0, 0});
  return row;
}

Condition on(std::size_t issue, const std::vector<std::size_t>& options) {
  Condition c{IssueId(issue), {}};
  for (const auto o : options) c.options.emplace_back(o);
  return c;
}

/// Two parties, three issues of three options; a gives i1, b gives i2, i3 is joint. Sound.
Scenario sound() {
  Scenario s = test::plain_scenario(2, 3, 3);
  s.issues[0].giver = PartyId(0);
  s.issues[1].giver = PartyId(1);
  s.preferences[0].values = {values({0, -2, -5}), values({0, 4, 8}), values({0, 1, 1})};
  s.preferences[1].values = {values({0, 6, 9}), values({0, -1, -3}), values({0, 2, 3})};
  for (std::size_t j = 0; j < 2; ++j) {
    for (std::size_t i = 0; i < 3; ++i) {
      s.preferences[j].issue_places[i] = {s.file, static_cast<int>(50 + 10 * j + i), 5};
    }
  }
  return s;
}

void add(Scenario& s, Rule rule, const std::string& text) {
  rule.text = text;
  rule.place = {s.file, static_cast<int>(100 + s.rules.size()), 5};
  s.rules.push_back(std::move(rule));
}

Rule ruled_out(Condition c) {
  Rule rule;
  rule.kind = Rule::Kind::ruled_out;
  rule.when = {std::move(c)};
  return rule;
}

Rule needs(Condition when, Condition then) {
  Rule rule;
  rule.kind = Rule::Kind::requires_;
  rule.when = {std::move(when)};
  rule.then = {std::move(then)};
  return rule;
}

Rule count(Rule::Kind kind, int number, const std::vector<std::size_t>& issues) {
  Rule rule;
  rule.kind = kind;
  rule.count = number;
  for (const auto i : issues) rule.issues.emplace_back(i);
  return rule;
}

Rule budget(const Rational& limit, std::size_t issue, std::vector<Rational> costs) {
  Rule rule;
  rule.kind = Rule::Kind::budget;
  rule.limit = limit;
  rule.costs = {{IssueId(issue), std::move(costs)}};
  return rule;
}

/// Exactly one diagnostic, and it says this here.
void expect_only(const Scenario& s, Severity severity, const Place& place,
                 const std::string& message) {
  const Diagnostics found = validate(s);
  ASSERT_THAT(found, SizeIs(1)) << (found.empty() ? "" : to_string(found[1]));
  EXPECT_EQ(found[0].severity, severity);
  EXPECT_EQ(found[0].place, place);
  EXPECT_THAT(found[0].message, HasSubstr(message));
  EXPECT_THAT(found[0].hint, Not(IsEmpty()));
}

TEST(Validate, HasNothingToSayAboutASoundScenario) { EXPECT_THAT(validate(sound()), IsEmpty()); }

TEST(Validate, ShowsContradictoryRulesInTheirOwnWordsWithLines) {
  Scenario s = sound();
  add(s, needs(on(0, {0}), on(1, {2})), "requires: A");
  add(s, count(Rule::Kind::at_most, 2, {0, 1, 2}), "at_most: innocent");
  add(s, ruled_out(on(0, {1, 2})), "ruled_out: B");
  add(s, ruled_out(on(1, {2})), "ruled_out: C");
  s.rules[3].place = {"other.yaml", 7, 1};
  expect_only(
      s, Severity::error, s.rules[0].place,
      "`requires: A` (line 100), `ruled_out: B` (line 102) and `ruled_out: C` (other.yaml:7)");
  EXPECT_THAT(validate(s)[0].message, Not(HasSubstr("innocent")));
  EXPECT_THAT(validate(s)[0].hint, HasSubstr("any one of them"));
}

TEST(Validate, ShowsEveryDisjointContradiction) {
  Scenario s = sound();
  add(s, count(Rule::Kind::at_least, 1, {0}), "at_least: first");
  add(s, count(Rule::Kind::at_least, 1, {1}), "at_least: second");
  add(s, count(Rule::Kind::at_most, 0, {0}), "at_most: first");
  add(s, budget(-1, 1, {0, 5, 5}), "budget: alone");
  const auto found = validate(s);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].place.line, 100);
  EXPECT_THAT(found[0].message, HasSubstr("`at_least: first` (line 100) and `at_most: first`"));
  EXPECT_EQ(found[1].place.line, 103);
  EXPECT_THAT(found[1].message, HasSubstr("no outcome that may be agreed keeps the rule"));
}

TEST(Validate, SaysThatThreatsAreNotCarriedOutWhereThatIsTheReason) {
  Scenario s = sound();
  s.issues[2].threat_by = PartyId(0);
  s.preferences[1].values[2] = values({0, -2, -3});
  add(s, ruled_out(on(2, {0})), "ruled_out: {i3: o0}");
  const auto found = validate(s);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0].hint, HasSubstr("never carries out a threat"));
}

TEST(Validate, RefusesBudgetsItCannotAdd) {
  Scenario s = sound();
  add(s, budget(*parse_decimal("1.0000000000000000000001"), 0, {0, 1, 2}), "budget: fine");
  expect_only(s, Severity::error, s.rules[0].place, "too large or too fine");
}

TEST(Validate, RefusesAcceptanceByMoreThanThereAre) {
  Scenario s = sound();
  s.acceptance.at_least = 3;
  expect_only(s, Severity::error, {s.file, 0, 0}, "at least 3 of 2 parties");
  s.acceptance.at_least = -1;
  expect_only(s, Severity::error, {s.file, 0, 0}, "at least -1 of 2 parties");
  s.acceptance.at_least = 2;
  EXPECT_THAT(validate(s), IsEmpty());
}

TEST(Validate, WarnsOfRulesThatRestrictNothing) {
  Scenario s = sound();
  add(s, count(Rule::Kind::at_most, 3, {0, 1, 2}), "at_most: 3");
  expect_only(s, Severity::warning, s.rules[0].place, "every outcome keeps `at_most: 3`");
}

TEST(Validate, WarnsOfAnIssueThatChangesNothing) {
  Scenario s = sound();
  s.preferences[0].values[2].clear();
  s.preferences[1].values[2] = values({0, 0, 0});
  expect_only(s, Severity::warning, s.issues[2].place, "`i3` changes nothing");
  s.preferences[1].together.push_back({{on(0, {1}), on(2, {1})}, values({1})[0], {}});
  EXPECT_THAT(validate(s), IsEmpty());
}

TEST(Validate, WarnsOfAnIssueWithOneOption) {
  Scenario s = sound();
  s.issues[2].options.resize(1);
  s.preferences[0].values[2].resize(1);
  s.preferences[1].values[2].resize(1);
  expect_only(s, Severity::warning, s.issues[2].place, "nothing to settle in `i3`");
}

TEST(Validate, WarnsOfValuesThatNeverVaryUnlessTheyAreZero) {
  Scenario s = sound();
  s.preferences[0].values[2] = values({5, 5, 5});
  expect_only(s, Severity::warning, s.preferences[0].issue_places[2],
              "`a` gives every option of `i3` the same value");
  s.preferences[0].values[2] = values({0, 0, 0});
  EXPECT_THAT(validate(s), IsEmpty());
}

TEST(Validate, WarnsOfAPartyForWhichEverythingIsWorthTheSame) {
  Scenario s = sound();
  for (auto& row : s.preferences[0].values) row.clear();
  expect_only(s, Severity::warning, s.preferences[0].place, "`a` states no values");
  s.preferences[0].values[1] = values({0, 0, 0});
  expect_only(s, Severity::warning, s.preferences[0].place,
              "every outcome is worth the same to `a`");
}

TEST(Validate, WarnsOfValuesThatGoUpAndDown) {
  const std::vector<std::pair<std::vector<int>, std::string>> cases{
      {{0, 5, 3}, "`o2` (3) breaks the order, it is below `o1` (5)"},
      {{0, -1, 3}, "`o1` (-1) breaks the order, it is below `o0` (0)"},
      {{0, 2, -3}, "`o1` (2) breaks the order, it is above `o0` (0)"},
      {{0, 2, 0}, "`o2` (0) breaks the order, it is below `o1` (2)"},
  };
  for (const auto& [row, message] : cases) {
    Scenario s = sound();
    s.preferences[1].values[0] = values(row);
    expect_only(s, Severity::warning, s.preferences[1].issue_places[0], message);
    EXPECT_THAT(validate(s)[0].hint, HasSubstr("`ordered: false`"));
    s.issues[0].ordered = false;
    EXPECT_THAT(validate(s), IsEmpty());
  }
  for (const auto& row : {std::vector<int>{0, 0, 3}, {3, 3, -1}, {0, 2, 2}, {-4, -2, 9}}) {
    Scenario s = sound();
    s.preferences[1].values[0] = values(row);
    EXPECT_THAT(validate(s), IsEmpty());
  }
}

TEST(Validate, WarnsOfACommitmentNobodyCanObserve) {
  Scenario s = sound();
  s.issues[0].detection = Rational(0);
  expect_only(s, Severity::warning, s.issues[0].place,
              "nobody can observe whether `a` keeps a commitment on `i1`");
  s.issues[0].detection = Rational(1, 1000);
  EXPECT_THAT(validate(s), IsEmpty());
  s.issues[2].detection = Rational(0);  // joint: no giver
  EXPECT_THAT(validate(s), IsEmpty());
}

TEST(Validate, WarnsOfOptionsThatRulesMakeImpossible) {
  Scenario s = sound();
  add(s, needs(on(0, {1}), on(1, {2})), "requires: A");
  add(s, needs(on(0, {1}), on(2, {2})), "requires: B");
  add(s, count(Rule::Kind::at_most, 2, {0, 1, 2}), "at_most: 2");
  expect_only(s, Severity::warning, s.issues[0].option_places[1],
              "no agreement can contain `o1` of `i1`, because of `requires: A` (line 100), "
              "`requires: B` (line 101) and `at_most: 2` (line 102)");
}

TEST(Validate, DoesNotRepeatWhatIsRuledOutInSoManyWords) {
  Scenario s = sound();
  add(s, ruled_out(on(0, {1, 2})), "ruled_out: {i1: [o1, o2]}");
  add(s, count(Rule::Kind::at_most, 0, {1}), "at_most: 0");
  EXPECT_THAT(validate(s), IsEmpty());
}

TEST(Validate, NotesRulesThatTheStatusQuoBreaks) {
  Scenario s = sound();
  add(s, count(Rule::Kind::at_least, 1, {0, 1}), "at_least: 1");
  expect_only(s, Severity::note, s.rules[0].place, "the status quo breaks this rule");
}

TEST(Validate, WarnsOfThreatsThatHurtNobody) {
  Scenario s = sound();
  s.issues[2].giver.reset();
  s.issues[2].threat_by = PartyId(0);
  s.preferences[0].values[2] = values({0, -1, -2});
  s.preferences[1].values[2] = values({0, -3, -4});
  EXPECT_THAT(validate(s), IsEmpty());
  s.preferences[1].values[2] = values({0, 0, -4});
  expect_only(s, Severity::warning, s.issues[2].option_places[1],
              "carrying out the threat `o1` of `i3` hurts nobody but perhaps `a` itself");
  s.preferences[0].values[2].clear();
  s.preferences[1].values[2].clear();
  expect_only(s, Severity::warning, s.issues[2].place,
              "the threat `i3` is worth nothing to anybody");
}

TEST(Validate, WarnsOfTermsThatNeverCount) {
  Scenario s = sound();
  const Place place{s.file, 90, 9};
  s.preferences[0].together.push_back({{on(0, {1}), on(1, {1})}, values({2})[0], place});
  EXPECT_THAT(validate(s), IsEmpty());
  Rule excludes;
  excludes.when = {on(0, {1, 2}), on(1, {1})};
  add(s, excludes, "excludes: X");
  expect_only(s, Severity::warning, place,
              "this term of `a` never counts: no agreement can contain all its options, because of "
              "`excludes: X` (line 100)");
  s.preferences[0].together[0].when = {on(0, {0}), on(1, {0})};  // holds without a deal
  s.rules[0].when = {on(0, {0}), on(1, {0})};
  expect_only(s, Severity::note, s.rules[0].place, "the status quo breaks");
}

TEST(Validate, WarnsOfTermsThatTieAThreatToAConcession) {
  Scenario s = sound();
  s.issues[2].threat_by = PartyId(0);
  s.preferences[1].values[2] = values({0, -3, -4});
  const Place place{s.file, 90, 9};
  s.preferences[1].together.push_back({{on(0, {0}), on(2, {1, 2})}, values({2})[0], place});
  EXPECT_THAT(validate(s), IsEmpty());  // counts when the threat is carried out
  s.preferences[1].together[0].when[0] = on(0, {1});
  expect_only(s, Severity::warning, place, "no agreement carries out a threat");
}

TEST(Validate, WarnsOfReservationsThatNothingReaches) {
  Scenario s = sound();
  s.preferences[1].reservation = values({12})[0];
  EXPECT_THAT(validate(s), IsEmpty());
  s.preferences[1].reservation = Value{Value::Kind::uniform, 12, 13, 0};
  expect_only(s, Severity::warning, s.preferences[1].place,
              "`b` can never accept: its reservation 12.5 is above 12");
  s.preferences[1].together.push_back({{on(0, {1}), on(1, {1})}, values({1})[0], {}});
  EXPECT_THAT(validate(s), IsEmpty());
}

TEST(Validate, WarnsOfBeliefsWithoutEffect) {
  Scenario s = sound();
  const Place place{s.file, 80, 9};
  s.beliefs[0].push_back({IssueId(1), {Rational(1, 2), Rational(1, 2), 0}, place});
  EXPECT_THAT(validate(s), IsEmpty());
  s.beliefs[0][0].issue = IssueId(0);
  expect_only(s, Severity::warning, place, "`a` itself is the giver of `i1`");
  s.issues[1].threat_by = PartyId(1);
  s.issues[1].giver.reset();
  s.preferences[0].values[1] = values({0, -4, -8});
  s.beliefs[0][0].issue = IssueId(1);
  expect_only(s, Severity::warning, place, "`i2` is a threat");
  s = sound();
  s.preferences[0].values[1].clear();
  s.beliefs[0].push_back({IssueId(1), {Rational(1, 2), Rational(1, 2), 0}, place});
  const auto found = validate(s);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].severity, Severity::note);
}

TEST(Validate, SaysWhenTheRulesAreTooEntangled) {
  Scenario s = sound();
  add(s, count(Rule::Kind::at_least, 1, {0, 1}), "at_least: 1");
  const auto found = validate(s, {0, 0, 0});
  EXPECT_TRUE(std::any_of(found.begin(), found.end(), [](const Diagnostic& d) {
    return d.severity == Severity::note && d.message.find("entangled") != std::string::npos;
  }));
  EXPECT_FALSE(has_errors(found));
}

/// A rule that names the option alone, or that lets its issue not move at all.
bool said_plainly(const Scenario& s, std::size_t issue, std::size_t option) {
  return std::any_of(s.rules.begin(), s.rules.end(), [&](const Rule& rule) {
    if (rule.kind == Rule::Kind::at_most && rule.count == 0) {
      return OptionId(option) != s.issues[issue].status_quo &&
             std::count(rule.issues.begin(), rule.issues.end(), IssueId(issue)) > 0;
    }
    if (rule.kind != Rule::Kind::excludes && rule.kind != Rule::Kind::ruled_out) return false;
    Outcome x(s.issue_count(), 0);
    x[issue] = static_cast<std::uint16_t>(option);
    return rule.when.size() == 1 && rule.when[0].issue == IssueId(issue) && holds(rule.when[0], x);
  });
}

TEST(Validate, AgreesWithExhaustiveSearchOnContradictionsAndDeadOptions) {
  test::RandomScenarioOptions options;
  options.consistent_rules = false;
  options.max_rules = 6;
  options.max_parties = 2;
  int dead_seen = 0;
  int contradictions = 0;
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    SCOPED_TRACE(seed);
    const Scenario s = test::random_scenario(seed, options);
    std::set<std::pair<std::size_t, std::size_t>> alive;
    test::for_each_outcome(s, [&](const Outcome& x) {
      if (!is_agreement(s, x)) return;
      for (std::size_t i = 0; i < x.size(); ++i) alive.insert({i, x[i]});
    });
    const auto found = validate(s);
    ASSERT_EQ(has_errors(found), alive.empty());
    if (alive.empty()) {
      ++contradictions;
      continue;
    }
    for (std::size_t i = 0; i < s.issue_count(); ++i) {
      for (std::size_t o = 0; o < s.issues[i].options.size(); ++o) {
        const bool dead = !s.issues[i].is_threat() && alive.count({i, o}) == 0;
        const bool said = std::any_of(found.begin(), found.end(), [&](const Diagnostic& d) {
          return d.place == s.issues[i].option_places[o] &&
                 d.message.rfind("no agreement can contain `", 0) == 0;
        });
        ASSERT_EQ(said, dead && !said_plainly(s, i, o)) << i << " " << o;
        dead_seen += said ? 1 : 0;
      }
    }
  }
  EXPECT_GT(dead_seen, 300);
  EXPECT_GT(contradictions, 100);
}

TEST(Validate, TakesEveryKindOfScenarioAndRepeatsItself) {
  test::RandomScenarioOptions options;
  options.aggregates = options.caps = options.imported = true;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    SCOPED_TRACE(seed);
    const Scenario s = test::random_scenario(seed, options);
    const auto found = validate(s);
    EXPECT_FALSE(has_errors(found));
    EXPECT_EQ(found, validate(s));
    for (const auto& d : found) EXPECT_FALSE(d.place.file.empty()) << to_string(d);
  }
}

}  // namespace
}  // namespace entente
