// What the native format can say, read back from the scenario.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/format/native_values.hpp"
#include "entente/model/outcome.hpp"
#include "tests/format/native_support.hpp"

namespace entente::format::test {
namespace {

Scenario read(const std::string& text) {
  auto result = read_native(text, "s.yaml");
  EXPECT_TRUE(result.scenario) << text << all(result.diagnostics);
  return result.scenario ? std::move(*result.scenario) : Scenario{};
}

Rational decimal(const std::string& text) { return parse_decimal(text).value(); }

Value value(Value::Kind kind, const Rational& a, const Rational& b = 0, const Rational& c = 0) {
  return {kind, a, b, c};
}

TEST(NativeFeatures, PartiesInThreeForms) {
  const auto s = read(
      "entente: 1\n"
      "parties:\n"
      "  us: {name: United States, discount: 0.90}\n"
      "  china: China\n"
      "  un:\n"
      "issues: {talks: {options: [a, b]}}\n"
      "preferences: {us: {talks: [0, 1]}, china: {talks: [0, 1]}, un: {talks: [0, 1]}}\n");
  ASSERT_EQ(s.party_count(), 3U);
  EXPECT_EQ(s.parties[0].name, "United States");
  EXPECT_EQ(s.parties[0].discount, Rational(9, 10));
  EXPECT_EQ(s.parties[0].place, (Place{"s.yaml", 3, 3}));
  EXPECT_EQ(s.parties[1].name, "China");
  EXPECT_FALSE(s.parties[1].discount);
  EXPECT_EQ(s.parties[2].key, "un");
  EXPECT_EQ(s.parties[2].name, "un");
  const auto listed_parties = read(k_head + k_wishes);
  EXPECT_EQ(listed_parties.parties[1].key, "china");
  EXPECT_EQ(listed_parties.parties[1].name, "china");
  EXPECT_EQ(listed_parties.parties[1].place, (Place{"s.yaml", 2, 15}));
}

TEST(NativeFeatures, HeadingIsTextOnOneLine) {
  const auto s = read(k_head + k_wishes +
                      "title: >\n  A long\n  title\nsource: |\n  two\n  lines\n"
                      "period: 6 months\n");
  EXPECT_EQ(s.title, "A long title");
  EXPECT_EQ(s.source, "two lines");
  EXPECT_EQ(s.period, "6 months");
  EXPECT_EQ(s.file, "s.yaml");
  EXPECT_TRUE(s.has_status_quo);
}

TEST(NativeFeatures, IssuesAndTheirDefaults) {
  const auto s = read(
      "entente: 1\nparties: [us, china]\nissues:\n"
      "  theft:\n    title: Theft\n    giver: china\n    options: [as today, less, none]\n"
      "    status_quo: less\n    acknowledged: false\n    detection: 0.35\n    false_alarm: 4e-2\n"
      "    lag: 4\n    reversible: false\n    ordered: false\n"
      "  talks: {options: [none, some]}\n"
      "  tariffs: {threat_by: us, options: [none, some], lag: 0, acknowledged: true}\n"
      "preferences: {us: {theft: [0, 1, 2]}, china: {theft: [0, -1, -2], talks: [0, 1], "
      "tariffs: [0, -3]}}\n");
  ASSERT_EQ(s.issue_count(), 3U);
  const auto& theft = s.issues[0];
  EXPECT_EQ(theft.key, "theft");
  EXPECT_EQ(theft.title, "Theft");
  EXPECT_EQ(theft.giver, PartyId(1));
  EXPECT_EQ(theft.options, (std::vector<std::string>{"as today", "less", "none"}));
  EXPECT_EQ(theft.status_quo, OptionId(1));
  EXPECT_EQ(theft.acknowledged, false);
  EXPECT_EQ(theft.detection, Rational(7, 20));
  EXPECT_EQ(theft.false_alarm, Rational(1, 25));
  EXPECT_EQ(theft.lag, 4);
  EXPECT_FALSE(theft.reversible);
  EXPECT_FALSE(theft.ordered);
  EXPECT_FALSE(theft.is_threat());
  EXPECT_EQ(theft.place, (Place{"s.yaml", 4, 3}));
  ASSERT_EQ(theft.option_places.size(), 3U);
  EXPECT_EQ(theft.option_places[1], (Place{"s.yaml", 7, 25}));
  const auto& talks = s.issues[1];
  EXPECT_EQ(talks.title, "talks");
  EXPECT_FALSE(talks.giver);
  EXPECT_FALSE(talks.acknowledged);
  EXPECT_FALSE(talks.detection);
  EXPECT_FALSE(talks.false_alarm);
  EXPECT_EQ(talks.status_quo, OptionId(0));
  EXPECT_EQ(talks.lag, 1);
  EXPECT_TRUE(talks.reversible);
  EXPECT_TRUE(talks.ordered);
  EXPECT_EQ(s.issues[2].threat_by, PartyId(0));
  EXPECT_EQ(s.issues[2].lag, 0);
  EXPECT_EQ(s.issues[2].acknowledged, true);
}

TEST(NativeFeatures, NamesAreTextHoweverTheyLook) {
  const auto s = read(
      "entente: 1\nparties: [1, no]\nissues:\n"
      "  1.0: {options: [yes, no, 1, 1.0, null, ~, true, 'on', 0x10, 1e3, 12±4]}\n"
      "  yes: {options: [no, yes], status_quo: yes, giver: no}\n"
      "preferences: {1: {yes: {no: 3, yes: 4}}, no: {1.0: [0,1,2,3,4,5,6,7,8,9,10]}}\n"
      "rules:\n  - {excludes: {1.0: [1.0, ~], yes: no}}\n");
  EXPECT_EQ(s.parties[0].key, "1");
  EXPECT_EQ(s.issues[0].key, "1.0");
  EXPECT_EQ(s.issues[0].options, (std::vector<std::string>{"yes", "no", "1", "1.0", "null", "~",
                                                           "true", "on", "0x10", "1e3", "12±4"}));
  EXPECT_EQ(s.issues[1].status_quo, OptionId(1));
  EXPECT_EQ(s.issues[1].giver, PartyId(1));
  EXPECT_EQ(s.preferences[0].values[1][0].a, 3);
  EXPECT_EQ(s.rules[0].when[0].options, (std::vector<OptionId>{OptionId(3), OptionId(5)}));
  EXPECT_EQ(s.rules[0].text, "excludes: {1.0: [1.0, ~], yes: no}");
}

TEST(NativeFeatures, Beliefs) {
  const auto s = read(k_head + k_wishes +
                      "beliefs:\n  us:\n    theft: {as today: 0.95, stopped: 0.05}\n  china:\n");
  ASSERT_EQ(s.beliefs.size(), 2U);
  ASSERT_EQ(s.beliefs[0].size(), 1U);
  EXPECT_TRUE(s.beliefs[1].empty());
  EXPECT_EQ(s.beliefs[0][0].issue, IssueId(0));
  EXPECT_EQ(s.beliefs[0][0].probability,
            (std::vector<Rational>{Rational(19, 20), Rational(1, 20)}));
  EXPECT_EQ(s.beliefs[0][0].place, (Place{"s.yaml", 11, 5}));
  const auto certain = read(k_head + k_wishes + "beliefs: {us: {theft: {stopped: 1}}}\n");
  EXPECT_EQ(certain.beliefs[0][0].probability, (std::vector<Rational>{0, 1}));
}

TEST(NativeFeatures, TenTenthsAreOne) {
  std::string options;
  std::string belief;
  for (int i = 0; i < 10; ++i) {
    options += (i ? ", o" : "o") + std::to_string(i);
    belief += (i ? ", o" : "o") + std::to_string(i) + ": 0.1";
  }
  const auto s = read("entente: 1\nparties: [a, b]\nissues: {x: {options: [" + options +
                      "]}, y: {options: [p, q]}}\nbeliefs: {a: {x: {" + belief +
                      "}}}\npreferences: {a: {y: [0, 1]}, b: {y: [0, 1]}}\n");
  EXPECT_EQ(s.beliefs[0][0].probability, std::vector<Rational>(10, Rational(1, 10)));
}

TEST(NativeFeatures, ValuesInEveryForm) {
  using Kind = Value::Kind;
  const auto parsed = [](const std::string& text) { return parse_value(text).value(); };
  EXPECT_EQ(parsed("12"), value(Kind::exact, 12));
  EXPECT_EQ(parsed("-0.1"), value(Kind::exact, Rational(-1, 10)));
  EXPECT_EQ(parsed("+5"), value(Kind::exact, 5));
  EXPECT_EQ(parsed(".5"), value(Kind::exact, Rational(1, 2)));
  EXPECT_EQ(parsed("1e3"), value(Kind::exact, 1000));
  EXPECT_EQ(parsed("12±4"), value(Kind::normal, 12, 4));
  EXPECT_EQ(parsed("12+-4"), value(Kind::normal, 12, 4));
  EXPECT_EQ(parsed("-12 ± 0.5"), value(Kind::normal, -12, Rational(1, 2)));
  EXPECT_EQ(parsed("-1e1+-1e-1"), value(Kind::normal, -10, Rational(1, 10)));
  EXPECT_EQ(parsed("12±0"), value(Kind::normal, 12, 0));
  EXPECT_EQ(parsed("8..14"), value(Kind::uniform, 8, 14));
  EXPECT_EQ(parsed("-9 .. -5"), value(Kind::uniform, -9, -5));
  EXPECT_EQ(parsed("0.5..1.5"), value(Kind::uniform, Rational(1, 2), Rational(3, 2)));
  EXPECT_EQ(parsed("3..3"), value(Kind::uniform, 3, 3));
  for (const std::string text :
       {"",      " ",     "x",     "±",       "1±",     "±1",    "..",   "1..",
        "..1",   "1...2", "1±2±3", "1..2..3", "1±2..3", "0x10",  "nan",  ".inf",
        "1_000", "1e61",  "--1",   "1 2",     "1,5",    "12±-4", "2..1", "1\n"}) {
    EXPECT_FALSE(parse_value(text)) << text;
  }
  const auto s = read(k_head +
                      "preferences:\n  us: {theft: [0, {min: 1, mode: 2.5, max: 4}], "
                      "reservation: 3±1}\n  china: {theft: {stopped: \"-4\", as today: 0}}\n");
  EXPECT_EQ(s.preferences[0].values[0][1], value(Kind::triangular, 1, Rational(5, 2), 4));
  EXPECT_EQ(s.preferences[0].reservation, value(Kind::normal, 3, 1));
  EXPECT_EQ(s.preferences[1].values[0][1], value(Kind::exact, -4));
  EXPECT_FALSE(s.preferences[1].reservation);
  EXPECT_TRUE(s.preferences[1].values[1].empty());
  EXPECT_EQ(s.preferences[1].issue_places[0], (Place{"s.yaml", 8, 11}));
  EXPECT_EQ(s.preferences[1].issue_places[1].line, 0);
  EXPECT_EQ(s.preferences[1].place, (Place{"s.yaml", 8, 3}));
}

TEST(NativeFeatures, NumbersKeepEveryDigit) {
  const std::string digits = "123456789012345678901234567890.123456789012345678901234567891";
  const auto s = read(k_head + "preferences:\n  us: {theft: [0, " + digits +
                      "]}\n  china: {theft: [0, -1e60], talks: [0, 1e-60]}\n");
  EXPECT_EQ(s.preferences[0].values[0][1].a, decimal(digits));
  EXPECT_EQ(to_text(decimal(digits)), digits);
  EXPECT_EQ(s.preferences[1].values[0][1].a * s.preferences[1].values[1][1].a, -1);
  const auto refused = read_native(k_head + "preferences:\n  us: {theft: [0, " +
                                       std::string(61, '9') + "]}\n  china: {theft: [0, 1e61]}\n",
                                   "s.yaml");
  EXPECT_EQ(refused.diagnostics.size(), 2U) << all(refused.diagnostics);
}

TEST(NativeFeatures, NoStatusQuo) {
  const auto s = read(
      "entente: 1\nstatus_quo: none\nparties: [us, china]\nissues:\n"
      "  theft: {options: [some, none], giver: china, detection: 0.5}\n"
      "  colour: {options: [red, green, blue], ordered: false}\npreferences:\n"
      "  us: {theft: [3, 9], colour: [0, 2, 1], reservation: 2..3}\n"
      "  china: {theft: [5, 0], colour: [1, 0, 4]}\nrules:\n"
      "  - {excludes: {theft: none, colour: red}}\n"
      "  - {budget: 4, costs: {colour: [1, 2, 5]}}\n");
  EXPECT_FALSE(s.has_status_quo);
  EXPECT_EQ(s.rules.size(), 2U);
  // Not what the first options are worth: those are not in force.
  EXPECT_EQ(no_deal_utility(s, PartyId(0)), Rational(5, 2));
  EXPECT_EQ(no_deal_utility(s, PartyId(1)), 0);
}

TEST(NativeFeatures, OnlyOrderedOptionsMakeValuesThatGoUpAndDownSuspicious) {
  for (const std::string order : {"", ", ordered: true", ", ordered: false"}) {
    for (const std::string quo : {"", "status_quo: none\n"}) {
      const auto result = read_native(
          "entente: 1\nparties: [us, china]\n" + quo + "issues: {colour: {options: [a, b, c]" +
              order + "}}\npreferences: {us: {colour: [0, 2, 1]}, china: {colour: [0, 0, 1]}}\n",
          "s.yaml");
      ASSERT_TRUE(result.scenario);
      EXPECT_EQ(result.diagnostics.size(), order == ", ordered: false" ? 0U : 1U) << order << quo;
    }
  }
}

TEST(NativeFeatures, InteractionTerms) {
  const auto s = read(k_head +
                      "preferences:\n"
                      "  us:\n"
                      "    talks: [0, 1]\n"
                      "    together:\n"
                      "      - {if: {talks: once a year, theft: [stopped, as today]}, add: 2±1}\n"
                      "      - if: {theft: stopped}\n"
                      "        add: -1\n"
                      "  china: {talks: [0, 1], together: []}\n");
  const auto& terms = s.preferences[0].together;
  ASSERT_EQ(terms.size(), 2U);
  EXPECT_EQ(terms[0].when, (std::vector<Condition>{{IssueId(0), {OptionId(0), OptionId(1)}},
                                                   {IssueId(1), {OptionId(1)}}}));
  EXPECT_EQ(terms[0].add, value(Value::Kind::normal, 2, 1));
  EXPECT_EQ(terms[0].place, (Place{"s.yaml", 10, 9}));
  EXPECT_EQ(terms[1].when, (std::vector<Condition>{{IssueId(0), {OptionId(1)}}}));
  EXPECT_EQ(utility(s, PartyId(0), {1, 1}), 1 + 2 - 1);
  EXPECT_EQ(utility(s, PartyId(0), {1, 0}), -1);
}

TEST(NativeFeatures, Rules) {
  const auto s = read(
      "entente: 1\nparties: [us, china]\nissues:\n"
      "  a: {options: [a0, a1, a2]}\n  b: {options: [b0, b1, b2]}\n  c: {options: [c0, c1]}\n"
      "preferences: {us: {a: [0, 1, 2], b: [0, 1, 2]}, china: {c: [0, 1]}}\n"
      "rules:\n"
      "  - {requires: {if: {b: b1, a: a2}, then: {c: c1}}}\n"
      "  - excludes: {a: a2, b: [b2, b1]}\n"
      "  - {at_most: 2, of: [c, a, b]}\n"
      "  - at_least: 0\n    of: [a]\n"
      "  - {budget: 40.5, costs: {b: {b2: 12}, a: [0, 10, 25]}}\n"
      "  - {ruled_out: {c: c1, a: a1}}\n"
      "  - ruled_out:\n    - {a: a1, b: b2}\n    - {b: b1, c: c0}\n");
  ASSERT_EQ(s.rules.size(), 8U);
  const auto& r = s.rules;
  EXPECT_EQ(r[0].kind, Rule::Kind::requires_);
  EXPECT_EQ(r[0].when,
            (std::vector<Condition>{{IssueId(0), {OptionId(2)}}, {IssueId(1), {OptionId(1)}}}));
  EXPECT_EQ(r[0].then, (std::vector<Condition>{{IssueId(2), {OptionId(1)}}}));
  EXPECT_EQ(r[0].text, "requires: {if: {b: b1, a: a2}, then: {c: c1}}");
  EXPECT_EQ(r[0].place, (Place{"s.yaml", 9, 5}));
  EXPECT_EQ(r[1].kind, Rule::Kind::excludes);
  EXPECT_EQ(r[1].when[1].options, (std::vector<OptionId>{OptionId(1), OptionId(2)}));
  EXPECT_EQ(r[1].text, "excludes: {a: a2, b: [b2, b1]}");
  EXPECT_EQ(r[2].kind, Rule::Kind::at_most);
  EXPECT_EQ(r[2].count, 2);
  EXPECT_EQ(r[2].issues, (std::vector<IssueId>{IssueId(2), IssueId(0), IssueId(1)}));
  EXPECT_EQ(r[2].text, "at_most: 2, of: [c, a, b]");
  EXPECT_EQ(r[3].kind, Rule::Kind::at_least);
  EXPECT_EQ(r[3].text, "at_least: 0, of: [a]");
  EXPECT_EQ(r[4].kind, Rule::Kind::budget);
  EXPECT_EQ(r[4].limit, Rational(81, 2));
  ASSERT_EQ(r[4].costs.size(), 2U);
  EXPECT_EQ(r[4].costs[0].cost, (std::vector<Rational>{0, 10, 25}));
  EXPECT_EQ(r[4].costs[1].cost, (std::vector<Rational>{0, 0, 12}));
  EXPECT_EQ(r[5].kind, Rule::Kind::ruled_out);
  EXPECT_EQ(r[5].when.size(), 2U);
  EXPECT_EQ(r[6].text, "ruled_out: {a: a1, b: b2}");
  EXPECT_EQ(r[7].place, (Place{"s.yaml", 18, 7}));
}

TEST(NativeFeatures, RulesMeanWhatTheirWordsSay) {
  const auto breaks = [](const std::string& rule, const Outcome& outcome) {
    const auto s = read(
        "entente: 1\nparties: [us, china]\nissues:\n"
        "  a: {options: [a0, a1, a2], status_quo: a1}\n  b: {options: [b0, b1]}\n"
        "preferences: {us: {a: [0, 1, 2]}, china: {b: [0, 1]}}\n"
        "rules:\n  - " +
        rule + "\n");
    return !broken_rules(s, outcome).empty();
  };
  EXPECT_TRUE(breaks("{excludes: {a: [a0, a2], b: b1}}", {0, 1}));
  EXPECT_TRUE(breaks("{excludes: {a: [a0, a2], b: b1}}", {2, 1}));
  EXPECT_FALSE(breaks("{excludes: {a: [a0, a2], b: b1}}", {1, 1}));
  EXPECT_FALSE(breaks("{excludes: {a: [a0, a2], b: b1}}", {0, 0}));
  EXPECT_TRUE(breaks("{requires: {if: {a: a2}, then: {b: b1}}}", {2, 0}));
  EXPECT_FALSE(breaks("{requires: {if: {a: a2}, then: {b: b1}}}", {0, 0}));
  EXPECT_TRUE(breaks("{at_most: 1, of: [a, b]}", {0, 1}));
  EXPECT_FALSE(breaks("{at_most: 1, of: [a, b]}", {1, 1}));
  EXPECT_TRUE(breaks("{at_least: 1, of: [a, b]}", {1, 0}));
  EXPECT_TRUE(breaks("{budget: 9.9, costs: {a: {a2: 7.4}, b: [0, 2.6]}}", {2, 1}));
  EXPECT_FALSE(breaks("{budget: 10, costs: {a: {a2: 7.4}, b: [0, 2.6]}}", {2, 1}));
}

TEST(NativeFeatures, Acceptance) {
  auto s = read(k_head + k_wishes + "acceptance: {at_least: 1, veto: [china]}\n");
  EXPECT_EQ(s.acceptance.at_least, 1);
  EXPECT_EQ(s.acceptance.veto, (std::vector<PartyId>{PartyId(1)}));
  s = read(k_head + k_wishes);
  EXPECT_EQ(s.acceptance.at_least, 0);
  EXPECT_TRUE(s.acceptance.veto.empty());
}

TEST(NativeFeatures, Attribution) {
  const auto s = read(k_head + k_wishes +
                      "attribution:\n  blame: {us: {us: 0.8, china: 0.1}}\n"
                      "  others: {incidents: 0.25, blame: {china: 0.5}}\n");
  ASSERT_TRUE(s.attribution);
  const std::vector<std::vector<Rational>> blame{{Rational(4, 5), Rational(1, 10)}, {0, 1}};
  EXPECT_EQ(s.attribution->blame, blame);
  EXPECT_EQ(s.attribution->incidents, Rational(1, 4));
  EXPECT_EQ(s.attribution->incidents_blame, (std::vector<Rational>{0, Rational(1, 2)}));
  EXPECT_FALSE(read(k_head + k_wishes).attribution);
}

TEST(NativeFeatures, SectionsMayBeLeftEmpty) {
  const auto s = read(k_head + k_wishes + "beliefs:\nrules:\nattribution:\n");
  EXPECT_TRUE(s.rules.empty());
  EXPECT_EQ(s.beliefs.size(), 2U);
}

TEST(NativeFeatures, TheOrderOfSectionsDoesNotMatter) {
  const std::string rules = "rules:\n  - {excludes: {theft: stopped, talks: none}}\n";
  EXPECT_EQ(text_of(read(rules + k_wishes + k_head)), text_of(read(k_head + k_wishes + rules)));
}

TEST(NativeFeatures, JsonAndYamlSayTheSame) {
  const std::string yaml =
      "entente: 1\ntitle: Bay's \"peace\"\nparties:\n  a: {name: É, discount: 0.5}\n  b: B\n"
      "issues:\n  x: {giver: a, options: [as today, yes], detection: 1, acknowledged: true}\n"
      "  y: {options: [none, 1]}\n"
      "beliefs: {b: {x: {as today: 0.25, yes: 0.75}}}\n"
      "preferences:\n  a: {x: [0, -1.5], reservation: 2}\n"
      "  b:\n    x: [0, 8±2]\n    y: {1: {min: 0, mode: 1, max: 5}, none: 0}\n"
      "    together:\n      - {if: {x: [yes], y: 1}, add: 2}\n"
      "rules:\n  - {requires: {if: {x: yes}, then: {y: 1}}}\n"
      "acceptance: {at_least: 1, veto: [a]}\n";
  const std::string json =
      "\xEF\xBB\xBF{\"entente\": 1, \"title\": \"Bay's \\\"peace\\\"\",\r\n"
      "\t\"parties\": {\"a\": {\"name\": \"\\u00c9\", \"discount\": 0.5}, \"b\": \"B\"},\r\n"
      "\t\"issues\": {\"x\": {\"giver\": \"a\", \"options\": [\"as today\", \"yes\"],"
      " \"detection\": 1, \"acknowledged\": true}, \"y\": {\"options\": [\"none\", \"1\"]}},\r\n"
      "\t\"beliefs\": {\"b\": {\"x\": {\"as today\": 0.25, \"yes\": 0.75}}},\r\n"
      "\t\"preferences\": {\"a\": {\"x\": [0, -1.5], \"reservation\": 2},\r\n"
      "\t\t\"b\": {\"x\": [0, \"8±2\"], \"y\": {\"1\": {\"min\": 0, \"mode\": 1, \"max\": 5},"
      " \"none\": 0},\r\n\t\t\"together\": [{\"if\": {\"x\": [\"yes\"], \"y\": \"1\"},"
      " \"add\": 2}]}},\r\n"
      "\t\"rules\": [{\"requires\": {\"if\": {\"x\": \"yes\"}, \"then\": {\"y\": \"1\"}}}],\r\n"
      "\t\"acceptance\": {\"at_least\": 1, \"veto\": [\"a\"]}}\r\n";
  EXPECT_EQ(text_of(read(json)), text_of(read(yaml)));
}

TEST(NativeFeatures, ReadingTwiceGivesTheSame) {
  const std::string text = k_head + k_wishes + "rules:\n  - {ruled_out: {theft: stopped}}\n";
  const auto once = read_native(text, "s.yaml");
  const auto twice = read_native(text, "s.yaml");
  EXPECT_EQ(once.diagnostics, twice.diagnostics);
  EXPECT_EQ(text_of(*once.scenario), text_of(*twice.scenario));
}

}  // namespace
}  // namespace entente::format::test
