// Every problem the reader can report: where it is reported, in which words, and that one slip
// gives one message. `@@` marks the expected place and is removed before reading.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/format/native_support.hpp"

namespace entente::format::test {
namespace {

struct Case {
  std::string text;
  std::string message;
  std::string hint;  ///< a part of it
};

std::string issue(const std::string& body) {
  return "entente: 1\nparties: [us, china]\nissues:\n  theft: " + body +
         "\n  talks: {options: [none, once a year]}\npreferences:\n"
         "  us: {talks: [0, 1]}\n  china: {talks: [0, 1]}\n";
}

std::string wish(const std::string& body) {
  return k_head + "preferences:\n  us: " + body + "\n  china: {theft: [0, -4], talks: [0, 1]}\n";
}

std::string rule(const std::string& body) {
  return k_head + k_wishes + "rules:\n  - " + body + "\n";
}

std::string with(const std::string& section) { return k_head + k_wishes + section + "\n"; }

std::string parties(const std::string& body) {
  return "entente: 1\nparties: " + body +
         "\nissues:\n  talks: {options: [none, once]}\npreferences:\n  us: {talks: [0, 1]}\n"
         "  china: {talks: [0, 1]}\n";
}

/// A sound scenario without a status quo, but for what is added to the issue `theft` and behind it.
std::string timeless(const std::string& theft, const std::string& section = "") {
  return "entente: 1\nparties: [us, china]\nstatus_quo: none\nissues:\n"
         "  theft: {options: [some, none]" +
         theft + "}\n  talks: {options: [none, once a year]}\n" + k_wishes + section + "\n";
}

void expect_each(const std::vector<Case>& cases) {
  for (const auto& c : cases) {
    const Marked m = marked(c.text);
    SCOPED_TRACE(m.text);
    const auto result = read_native(m.text, "s.yaml");
    EXPECT_FALSE(result.scenario);
    ASSERT_EQ(result.diagnostics.size(), 1U) << all(result.diagnostics);
    const auto& d = result.diagnostics.front();
    EXPECT_EQ(d.severity, Severity::error);
    EXPECT_EQ(d.place, (Place{"s.yaml", m.line, m.column})) << all(result.diagnostics);
    EXPECT_EQ(d.message, c.message);
    EXPECT_NE(d.hint.find(c.hint), std::string::npos) << d.hint;
  }
}

TEST(NativeDiagnostics, TheBaseOfTheCasesIsSound) {
  for (const auto& text : {with(""), issue("{options: [a, b]}"), wish("{theft: [0, 1]}"),
                           rule("{ruled_out: {theft: stopped}}"), parties("[us, china]"),
                           timeless(", giver: us, detection: 0.5", "beliefs:\nrules: []")}) {
    const auto result = read_native(text, "s.yaml");
    EXPECT_TRUE(result.scenario) << text << all(result.diagnostics);
  }
}

TEST(NativeDiagnostics, Heading) {
  expect_each({
      {"@@title: X\n" + with("").substr(11), "a scenario lacks `entente`", "`entente: 1`"},
      {"entente: @@2\nfoo: bar\n", "version `2` of the format is not known", "version 1"},
      {"entente: @@1.0\n", "version `1.0` of the format is not known", "version 1"},
      {with("@@titel: X"), "a scenario has no key `titel`", "did you mean `title`?"},
      {with("@@zzz: X"), "a scenario has no key `zzz`", "the keys here are `entente`, `title`"},
      {with("title: @@[a]"), "`title` must be a single value, not a list", ""},
      {with("@@title:"), "`title` is empty", "leave the key out"},
      {with("period: @@\"a\\u0007b\""), "`period` holds a control character", "remove it"},
      {"@@[1, 2]", "a scenario must be a map, not a list", "`entente: 1`"},
      {"@@hello", "a scenario must be a map, not `hello`", "`entente: 1`"},
      {"@@entente:1", "a scenario must be a map, not `entente:1`", "a space is needed after"},
      {"entente: 1\n@@party: us\npreferences: {talks: [0, 1]}\n",
       "this file holds one party's preferences, not a scenario", "name the scenario first"},
      {with("").replace(0, 31, "@@entente: 1\n"), "a scenario lacks `parties`", "[us, china]"},
  });
}

TEST(NativeDiagnostics, Parties) {
  expect_each({
      {parties("@@us"), "`parties` must be a map or a list, not `us`", "`parties: [us, china]`"},
      {parties("{us: {name: A}, china: {@@nam: B}}"), "the party `china` has no key `nam`",
       "did you mean `name`?"},
      {parties("{us: A, china: {discount: @@0}}"),
       "`discount` must be above 0 and at most 1, not `0`", "worth today"},
      {parties("{us: A, china: {discount: @@1.01}}"),
       "`discount` must be above 0 and at most 1, not `1.01`", "worth today"},
      {parties("{us: A, china: {discount: @@high}}"), "`discount` must be a number, not `high`",
       "write a number"},
      {parties("{us: A, china: @@[B]}"), "the party `china` must be a map, not a list", "parties"},
      {parties("[us, china, @@us]"), "the party `us` is listed twice", "remove"},
      {parties("[us, china, @@{a: b}]"), "the name of a party must be a single value, not a map",
       ""},
      {parties("[us, china, @@\"\"]"), "the name of a party is empty", ""},
      {parties("[us, china, @@\"a\\nb\"]"),
       "the name of a party holds a line break or another control character", "one line"},
  });
}

TEST(NativeDiagnostics, TooFewPartiesAndReservedNames) {
  auto m = marked(
      "entente: 1\nparties: @@[us]\nissues: {talks: {options: [a, b]}}\n"
      "preferences: {us: {talks: [0, 1]}}\n");
  auto result = read_native(m.text, "s.yaml");
  ASSERT_EQ(result.diagnostics.size(), 1U) << all(result.diagnostics);
  EXPECT_EQ(result.diagnostics[0].message, "an agreement needs at least two parties, not 1");
  EXPECT_EQ(result.diagnostics[0].place, (Place{"s.yaml", m.line, m.column}));
  for (const std::string word : {"reservation", "together", "file"}) {
    m = marked("entente: 1\nparties: [us, china]\nissues:\n  @@" + word +
               ": {options: [a, b]}\n  talks: {options: [a, b]}\n"
               "preferences: {us: {talks: [0, 1]}, china: {talks: [0, 1]}}\n");
    result = read_native(m.text, "s.yaml");
    ASSERT_EQ(result.diagnostics.size(), 1U) << all(result.diagnostics);
    EXPECT_EQ(result.diagnostics[0].message, "`" + word + "` cannot be the name of an issue");
    EXPECT_EQ(result.diagnostics[0].place, (Place{"s.yaml", m.line, m.column}));
    EXPECT_NE(result.diagnostics[0].hint.find("choose another name"), std::string::npos);
  }
}

TEST(NativeDiagnostics, Issues) {
  expect_each({
      {issue("@@[a, b]"), "the issue `theft` must be a map, not a list", "options: [as today"},
      {issue("@@{giver: us}"), "the issue `theft` lacks `options`", "options: [as today"},
      {issue("{options: @@a}"), "`options` must be a list, not `a`", "options: [as today"},
      {issue("{options: @@[]}"), "the issue `theft` has no options", "name the ways"},
      {issue("{options: [a, b, @@a]}"), "the option `a` is listed twice", "remove"},
      {issue("{options: [a, @@[b]]}"), "an option must be a single value, not a list", ""},
      {issue("{options: [a, b], status_quo: @@c}"), "`theft` has no option `c`",
       "the options are `a` and `b`"},
      {issue("{options: [today, ended], status_quo: @@tody}"), "`theft` has no option `tody`",
       "did you mean `today`? the options are `today` and `ended`"},
      {issue("{options: [a, b], giver: @@chna}"), "there is no party `chna`",
       "did you mean `china`?"},
      {issue("{options: [a, b], giver: @@japan}"), "there is no party `japan`",
       "the parties are `us` and `china`"},
      {issue("{options: [a, b], threat_by: @@[us]}"),
       "the name of a party must be a single value, not a list", ""},
      {issue("{options: [a, b], giver: us, threat_by: @@us}"),
       "`theft` has both a giver and `threat_by`", "keep one of the two"},
      {issue("{options: [a, b], acknowledged: @@yes}"),
       "`acknowledged` must be true or false, not `yes`", "`true` or `false`"},
      {issue("{options: [a, b], ordered: @@no}"), "`ordered` must be true or false, not `no`", ""},
      {issue("{options: [a, b], reversible: @@0}"), "`reversible` must be true or false, not `0`",
       ""},
      {issue("{options: [a, b], detection: @@35}"),
       "`detection` is a probability and must be from 0 to 1, not `35`", "0.35 for 35 %"},
      {issue("{options: [a, b], detection: @@-0.1}"),
       "`detection` is a probability and must be from 0 to 1, not `-0.1`", ""},
      {issue("{options: [a, b], false_alarm: @@35%}"), "`false_alarm` must be a number, not `35%`",
       "0.35 for 35 %"},
      {issue("{options: [a, b], false_alarm: @@\"0,3\"}"),
       "`false_alarm` must be a number, not `0,3`", "decimals with a point"},
      {issue("{options: [a, b], lag: @@1.5}"),
       "`lag` (a number of periods) must be a whole number from 0 to 1000000, not `1.5`", ""},
      {issue("{options: [a, b], lag: @@-1}"),
       "`lag` (a number of periods) must be a whole number from 0 to 1000000, not `-1`", ""},
      {issue("{options: [a, b], lag: @@1000001}"),
       "`lag` (a number of periods) must be a whole number from 0 to 1000000, not `1000001`", ""},
      {issue("{options: [a, b], @@detecton: 0.5}"), "the issue `theft` has no key `detecton`",
       "did you mean `detection`?"},
      {issue("{@@option: [a, b]}"), "the issue `theft` has no key `option`",
       "did you mean `options`?"},
      {"entente: 1\nparties: [us, china]\nissues: @@{}\npreferences: {us: {}, china: {}}\n",
       "there is no issue to settle", "options"},
  });
}

TEST(NativeDiagnostics, WithoutAStatusQuo) {
  const std::string either = "`status_quo: none`";
  expect_each({
      {with("status_quo: @@as today"),
       "`status_quo` of a scenario can only be `none`, not `as today`", "in each issue"},
      {with("status_quo: @@~"), "`status_quo` of a scenario can only be `none`, not `~`", "each"},
      {with("status_quo: @@{theft: stopped}"),
       "`status_quo` of a scenario must be a single value, not a map", ""},
      {timeless(", @@status_quo: some"),
       "`theft` has a status quo, but the scenario says that it has none", "leave one"},
      {timeless(", @@acknowledged: false"),
       "`theft` says what is admitted, but nothing is in force today", either},
      {timeless(", @@threat_by: us"),
       "the threat `theft` needs a status quo, from which it departs", either},
      {timeless("", "beliefs: @@{us: {theft: {some: 1}}}"),
       "`beliefs` are about what is in force today, and there is no status quo", either},
      {timeless("", "rules: [{@@at_most: 1, of: [theft, talks]}]"),
       "`at_most` counts issues moved off the status quo, and there is none", "`excludes`"},
      {timeless("", "rules: [{of: [theft, talks], @@at_least: 1}]"),
       "`at_least` counts issues moved off the status quo, and there is none", "`budget`"},
  });
}

TEST(NativeDiagnostics, Beliefs) {
  expect_each({
      {with("beliefs: @@[us]"), "`beliefs` must be a map, not a list", "write `beliefs:"},
      {with("beliefs: {@@japan: {theft: {stopped: 1}}}"), "there is no party `japan`", "`us`"},
      {with("beliefs: {us: @@1}"), "the beliefs of `us` must be a map, not `1`", "write"},
      {with("beliefs: {us: {@@thft: {stopped: 1}}}"), "there is no issue `thft`",
       "did you mean `theft`?"},
      {with("beliefs: {us: {theft: @@stopped}}"),
       "the belief about `theft` must be a map, not `stopped`", "write"},
      {with("beliefs: {us: {theft: {@@stoped: 1}}}"), "`theft` has no option `stoped`",
       "did you mean `stopped`?"},
      {with("beliefs: {us: {theft: @@{stopped: 0.3, as today: 0.6}}}"),
       "the belief about `theft` sums to `0.9`, not to 1", "not named count as 0"},
      {with(
           "beliefs: {us: {theft: @@{stopped: 0.3333333333333333, as today: 0.6666666666666666}}}"),
       "the belief about `theft` sums to `0.9999999999999999`, not to 1", ""},
      {with("beliefs: {us: {theft: {stopped: @@2}}}"),
       "the belief in `stopped` is a probability and must be from 0 to 1, not `2`", ""},
      {with("beliefs: {us: {theft: {stopped: @@maybe}}}"),
       "the belief in `stopped` must be a number, not `maybe`", ""},
  });
}

TEST(NativeDiagnostics, Preferences) {
  expect_each({
      {"@@" + k_head, "a scenario lacks `preferences`", "write `preferences:"},
      {k_head + "preferences: @@[a]\n", "`preferences` must be a map, not a list", "write"},
      {k_head + "preferences:\n  @@us: {talks: [0, 1]}\n", "the party `china` has no preferences",
       "china: {file: NAME.yaml}"},
      {wish("{talks: [0, 1]}\n  @@chna: {talks: [0, 1]}")
           .replace(wish("{talks: [0, 1]}\n  @@chna: {talks: [0, 1]}").find("  china: {theft"), 100,
                    ""),
       "there is no party `chna`", "did you mean `china`?"},
      {wish("@@5"), "the preferences of `us` must be a map, not `5`", "write"},
      {wish("{theft: @@[0, 1, 2]}"), "3 values for 2 options of `theft`",
       "in this order: `as today` and `stopped`; decimals take a point"},
      {wish("{theft: @@[0]}"), "1 value for 2 options of `theft`", "in this order"},
      {wish("{theft: @@4}"), "the values of `theft` must be a list or a map, not `4`", "[0, 5]"},
      {wish("{theft: @@{stopped: 4}}"), "`theft` has no value for `as today`", "gets 0"},
      {wish("{theft: {as today: 0, @@stop: 4}}"), "`theft` has no option `stop`",
       "did you mean `stopped`?"},
      {wish("{@@circumvention: [0, 1]}"), "there is no issue `circumvention`",
       "the issues are `theft` and `talks`"},
      {wish("{@@reservatoin: 4}"), "there is no issue `reservatoin`",
       "did you mean `reservation`?"},
      {wish("{reservation: @@many}"), "`reservation`: `many` is not a number", "write a number"},
      {wish("{theft: [0, @@x]}"), "the value of `stopped`: `x` is not a number", "12±4"},
      {wish("{theft: [0, @@[1]]}"), "the value of `stopped` must be a value, not a list", "12±4"},
      {wish("{theft: [0, @@12±-4]}"),
       "the value of `stopped`: `12±-4` has a negative standard deviation", "0 or more"},
      {wish("{theft: [0, @@12+-]}"), "the value of `stopped`: `12+-` is not two numbers", "12±4"},
      {wish("{theft: [0, @@14..8]}"), "the value of `stopped`: `14..8` runs downwards", "`8..14`"},
      {wish("{theft: [0, @@8...14]}"), "the value of `stopped`: `8...14` has three points",
       "two points"},
      {wish("{theft: [0, @@1e5000]}"), "the value of `stopped`: `1e5000` is not a number",
       "exponent from -60 to 60"},
      {wish("{theft: [0, @@8–14]}"), "the value of `stopped`: `8–14` is not a number",
       "with two points: `8..14`"},
      {wish("{theft: [0, @@−4]}"), "the value of `stopped`: `−4` is not a number", "hyphen"},
      {wish("{theft: [0, @@{min: 1, max: 3}]}"), "the value of `stopped` lacks `mode`", "min: 2"},
      {wish("{theft: [0, @@{min: 1, mode: 4, max: 3}]}"),
       "the value of `stopped`: `min`, `mode` and `max` are not in rising order", "min: 2"},
      {wish("{theft: [0, {min: 1, mode: @@1±2, max: 3}]}"), "`mode` must be a number, not `1±2`",
       ""},
      {wish("{theft: [0, {min: 1, mode: 2, max: 3, @@sd: 1}]}"),
       "the value of `stopped` has no key `sd`", "`min`, `mode` and `max`"},
      {wish("{@@file: us.yaml, theft: [0, 1]}"), "a file is named and values are stated, too",
       "keep either"},
  });
}

TEST(NativeDiagnostics, Together) {
  expect_each({
      {wish("{together: @@{if: {theft: stopped}, add: 1}}"), "`together` must be a list, not a map",
       "`- `"},
      {wish("{together: [@@1]}"), "an interaction term must be a map, not `1`", "if:"},
      {wish("{together: [@@{if: {theft: stopped}}]}"), "an interaction term lacks `add`", "if:"},
      {wish("{together: [@@{add: 1}]}"), "an interaction term lacks `if`", "if:"},
      {wish("{together: [{if: @@{}, add: 1}]}"), "`if` names no issue", "at least one"},
      {wish("{together: [{if: @@theft, add: 1}]}"), "`if` must be a map, not `theft`", "option"},
      {wish("{together: [{if: {@@thefts: stopped}, add: 1}]}"), "there is no issue `thefts`",
       "did you mean `theft`?"},
      {wish("{together: [{if: {theft: @@halted}, add: 1}]}"), "`theft` has no option `halted`",
       "the options are"},
      {wish("{together: [{if: {theft: [as today, @@halted]}, add: 1}]}"),
       "`theft` has no option `halted`", "the options are"},
      {wish("{together: [{if: {theft: @@[]}, add: 1}]}"), "the list of options is empty", "one"},
      {wish("{together: [{if: {theft: @@[stopped, stopped]}, add: 1}]}"),
       "an option is named twice in this list", "once"},
      {wish("{together: [{if: {theft: stopped}, add: @@?}]}"), "`add`: `?` is not a number", ""},
      {wish("{together: [{if: {theft: stopped}, @@ad: 1}]}"), "an interaction term has no key `ad`",
       "did you mean `add`?"},
  });
}

TEST(NativeDiagnostics, Rules) {
  expect_each({
      {with("rules: @@{excludes: {theft: stopped}}"), "`rules` must be a list, not a map", "`- `"},
      {rule("@@excludes"), "a rule must be a map, not `excludes`", "`at_least`"},
      {rule("{@@exclude: {theft: stopped}}"), "a rule has no key `exclude`",
       "did you mean `excludes`?"},
      {rule("{excludes: {theft: stopped}, @@ruled_out: {talks: none}}"),
       "a second rule starts within the same list item", "`- `"},
      {rule("@@{of: [theft]}"), "this rule does not say of which kind it is", "`budget`"},
      {rule("@@{}"), "this rule does not say of which kind it is", "`budget`"},
      {rule("{requires: @@{if: {theft: stopped}}}"), "`requires` lacks `then`", "then:"},
      {rule("{requires: @@x}"), "`requires` must be a map, not `x`", "then:"},
      {rule("{requires: {if: {theft: stopped}, then: {talks: @@twice}}}"),
       "`talks` has no option `twice`", "`none` and `once a year`"},
      {rule("{excludes: @@[theft]}"), "`excludes` must be a map, not a list", "{issue: option}"},
      {rule("{excludes: {theft: stopped}, @@of: [theft]}"), "`of` does not belong to `excludes`",
       "`at_most`"},
      {rule("{at_most: 1, of: [theft], @@costs: {}}"), "`costs` does not belong to `at_most`",
       "`budget`"},
      {rule("@@{at_most: 1}"), "a rule lacks `of`", "at_most: 2, of:"},
      {rule("{at_most: @@-1, of: [theft]}"),
       "`at_most` must be a whole number from 0 to 10000, not `-1`", ""},
      {rule("{at_least: @@few, of: [theft]}"), "`at_least` must be a number, not `few`", ""},
      {rule("{at_most: 1, of: @@theft}"), "`of` must be a list, not `theft`", "of: [issue"},
      {rule("{at_most: 1, of: @@[]}"), "`of` names no issue", "of: [issue"},
      {rule("{at_most: 1, of: @@[theft, theft]}"), "an issue is named twice in `of`", "once"},
      {rule("{at_most: 1, of: [theft, @@talk]}"), "there is no issue `talk`",
       "did you mean `talks`?"},
      {rule("@@{budget: 4}"), "a rule lacks `costs`", "costs:"},
      {rule("{budget: @@4±1, costs: {theft: [0, 3]}}"), "`budget` must be a number, not `4±1`", ""},
      {rule("{budget: 4, costs: @@{}}"), "`costs` names no issue", "costs:"},
      {rule("{budget: 4, costs: {theft: @@[0, 3, 4]}}"), "3 costs for 2 options of `theft`",
       "in this order"},
      {rule("{budget: 4, costs: {theft: @@3}}"),
       "the costs of `theft` must be a list or a map, not `3`", "[0, 10]"},
      {rule("{budget: 4, costs: {theft: [0, @@x]}}"), "a cost must be a number, not `x`", ""},
      {rule("{budget: 4, costs: {theft: {@@stop: 4}}}"), "`theft` has no option `stop`",
       "did you mean `stopped`?"},
      {rule("{ruled_out: @@[]}"), "`ruled_out` names nothing", "ruled_out:"},
      {rule("{ruled_out: [{theft: stopped}, @@x]}"), "`ruled_out` must be a map, not `x`", ""},
  });
}

TEST(NativeDiagnostics, Acceptance) {
  expect_each({
      {with("acceptance: @@2"), "`acceptance` must be a map, not `2`", "at_least"},
      {with("acceptance: {at_least: @@3}"),
       "`at_least` (a number of parties) must be a whole number from 1 to 2, not `3`", ""},
      {with("acceptance: {at_least: @@0}"),
       "`at_least` (a number of parties) must be a whole number from 1 to 2, not `0`", ""},
      {with("acceptance: {veto: @@us}"), "`veto` must be a list, not `us`", "veto: [us"},
      {with("acceptance: {veto: [us, @@chian]}"), "there is no party `chian`",
       "did you mean `china`?"},
      {with("acceptance: {veto: [us, @@us]}"), "`us` is named twice in `veto`", "once"},
      {with("acceptance: {@@vetos: [us]}"), "`acceptance` has no key `vetos`",
       "did you mean `veto`?"},
  });
}

TEST(NativeDiagnostics, Attribution) {
  expect_each({
      {with("attribution: @@2"), "`attribution` must be a map, not `2`", "blame"},
      {with("attribution: {@@blames: {us: {us: 1}}}"), "`attribution` has no key `blames`",
       "did you mean `blame`?"},
      {with("attribution: {blame: @@1}"), "`blame` of `attribution` must be a map, not `1`",
       "four of five"},
      {with("attribution: {blame: {@@uss: {us: 1}}}"), "there is no party `uss`",
       "did you mean `us`?"},
      {with("attribution: {blame: {us: {@@chian: 1}}}"), "there is no party `chian`", ""},
      {with("attribution: {blame: {us: {us: @@1.5}}}"),
       "the blame on `us` is a probability and must be from 0 to 1, not `1.5`", ""},
      {with("attribution: {blame: {us: @@{us: 0.75, china: 0.5}}}"),
       "the blame for breaches by `us` sums to `1.25`, more than 1", "blamed on nobody"},
      {with("attribution: {others: @@{incidents: 0.5}}"), "`others` of `attribution` lacks `blame`",
       "who is blamed"},
      {with("attribution: {others: {incidents: @@2, blame: {us: 1}}}"),
       "`incidents` is a probability and must be from 0 to 1, not `2`", "0.35 for 35 %"},
  });
}

TEST(NativeDiagnostics, ContradictoryRulesVoidTheScenario) {
  const auto result = read_native(
      with("rules:\n  - {ruled_out: {theft: stopped}}\n  - {ruled_out: {theft: as today}}"),
      "s.yaml");
  EXPECT_FALSE(result.scenario);
  ASSERT_TRUE(has_errors(result.diagnostics));
  EXPECT_NE(all(result.diagnostics).find("contradict"), std::string::npos);
}

TEST(NativeDiagnostics, EverythingAtOnceInOrderOfThePlaces) {
  const auto result = read_native(
      "entente: 1\n"
      "titel: X\n"
      "parties: {us: {discount: 2}, china: China}\n"
      "issues:\n"
      "  theft: {giver: chna, options: [as today, stopped], detection: high}\n"
      "  talks: {options: [none, once a year], lag: -2}\n"
      "preferences:\n"
      "  us: {theft: [0, 1, 2], talk: [0, 1]}\n"
      "  china: {theft: [0, x], talk: [5]}\n"
      "rules:\n"
      "  - {excludes: {talk: none, theft: stoped}}\n",
      "s.yaml");
  EXPECT_FALSE(result.scenario);
  std::vector<std::pair<int, int>> places;
  for (const auto& d : result.diagnostics) places.emplace_back(d.place.line, d.place.column);
  const std::vector<std::pair<int, int>> expected{{2, 1},  {3, 26}, {5, 18}, {5, 65}, {6, 46},
                                                  {8, 15}, {8, 26}, {9, 22}, {11, 36}};
  EXPECT_EQ(places, expected) << all(result.diagnostics);
  EXPECT_NE(all(result.diagnostics).find("there is no issue `talk` (also on lines 9, 11)"),
            std::string::npos)
      << all(result.diagnostics);
}

TEST(NativeDiagnostics, ABrokenSectionCausesNoFollowUps) {
  // Issues that cannot be read: whatever names an issue is not blamed for it.
  auto result = read_native("entente: 1\nparties: [us, china]\nissues: [theft, talks]\n" +
                                k_wishes + "rules:\n  - {excludes: {theft: stopped}}\n",
                            "s.yaml");
  ASSERT_EQ(result.diagnostics.size(), 1U) << all(result.diagnostics);
  EXPECT_EQ(result.diagnostics[0].message, "`issues` must be a map, not a list");
  // Options that cannot be read: neither names nor counts of values are judged.
  result = read_native(issue("{options: as today, status_quo: as today}") +
                           "rules:\n  - {excludes: {theft: stopped}}\n",
                       "s.yaml");
  EXPECT_EQ(result.diagnostics.size(), 1U) << all(result.diagnostics);
  // Parties that cannot be read.
  result = read_native(parties("12"), "s.yaml");
  EXPECT_EQ(result.diagnostics.size(), 1U) << all(result.diagnostics);
}

}  // namespace
}  // namespace entente::format::test
