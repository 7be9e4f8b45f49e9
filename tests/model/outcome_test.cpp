// The slow, obvious definition of utilities and agreements, on cases computed by hand.

#include "entente/model/outcome.hpp"

#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/random_scenario.hpp"

namespace entente {
namespace {

Value exact(const Rational& v) { return {Value::Kind::exact, v, 0, 0}; }

Condition on(std::size_t issue, const std::vector<std::size_t>& options) {
  Condition c{IssueId(issue), {}};
  for (const auto o : options) c.options.emplace_back(o);
  return c;
}

Rational worth(const Scenario& s, const Outcome& x) { return utility(s, PartyId(0), x); }

/// One party, three issues of three options, all worth 0.
Scenario blank() { return test::plain_scenario(1, 3, 3); }

TEST(ValueMean, IsExact) {
  EXPECT_EQ((Value{Value::Kind::exact, 5, 9, 9}).mean(), 5);
  EXPECT_EQ((Value{Value::Kind::normal, 12, 4, 0}).mean(), 12);
  EXPECT_EQ((Value{Value::Kind::uniform, 8, 15, 0}).mean(), Rational(23, 2));
  EXPECT_EQ((Value{Value::Kind::triangular, 1, 2, 7}).mean(), Rational(10, 3));
}

TEST(Utility, AddsValuesAndInteractions) {
  Scenario s = blank();
  auto& p = s.preferences[0];
  p.values[0] = {exact(0), exact(3), exact(Rational(7, 2))};
  p.values[2] = {exact(-1), {Value::Kind::triangular, 0, 0, 1}, exact(2)};
  p.together.push_back({{on(0, {1, 2}), on(1, {0})}, exact(10), {}});
  p.together.push_back({{on(2, {2})}, {Value::Kind::uniform, 0, 1, 0}, {}});
  EXPECT_EQ(worth(s, {0, 0, 0}), -1);
  EXPECT_EQ(worth(s, {1, 1, 1}), 3 + Rational(1, 3));
  EXPECT_EQ(worth(s, {2, 0, 2}), Rational(7, 2) + 2 + 10 + Rational(1, 2));
  EXPECT_EQ(worth(s, {0, 0, 2}), 2 + Rational(1, 2));
  EXPECT_EQ(worth(s, {1, 2, 0}), 2);
  p.cap = Rational(5);
  EXPECT_EQ(worth(s, {2, 0, 2}), 5);
  EXPECT_EQ(worth(s, {1, 2, 0}), 2);
  EXPECT_EQ(worth(s, {0, 0, 0}), -1);  // clipped from above only
}

Aggregate node(Aggregate::Kind kind, const Rational& weight) { return {kind, weight, {}, {}}; }

TEST(Utility, TakesSumsMaximaAndMinimaOfBoxes) {
  Scenario s = blank();
  const Aggregate::Box first{{on(0, {1})}, true, 6};
  const Aggregate::Box second{{on(1, {1})}, true, 4};
  const Aggregate::Box outside{{on(2, {0})}, false, -3};  // counts unless i3 is o0
  using Kind = Aggregate::Kind;
  const auto with = [&](Kind kind, const Rational& weight) {
    Aggregate n = node(kind, weight);
    n.boxes = {first, second, outside};
    s.preferences[0].aggregate = n;
    return std::vector<Rational>{worth(s, {0, 0, 0}), worth(s, {1, 0, 0}), worth(s, {1, 1, 1}),
                                 worth(s, {0, 1, 1})};
  };
  EXPECT_EQ(with(Kind::sum, 1), (std::vector<Rational>{0, 6, 7, 1}));
  EXPECT_EQ(with(Kind::maximum, 1), (std::vector<Rational>{0, 6, 6, 4}));
  EXPECT_EQ(with(Kind::minimum, 1), (std::vector<Rational>{0, 0, -3, -3}));
  EXPECT_EQ(with(Kind::maximum, -2), (std::vector<Rational>{0, -12, -12, -8}));
  EXPECT_EQ(with(Kind::minimum, Rational(-1, 2)),
            (std::vector<Rational>{0, 0, Rational(3, 2), Rational(3, 2)}));
}

TEST(Utility, WeighsNestedAggregates) {
  Scenario s = blank();
  using Kind = Aggregate::Kind;
  Aggregate inner = node(Kind::minimum, -2);
  inner.boxes = {{{on(0, {1})}, true, 5}, {{on(1, {1})}, true, 3}};
  Aggregate root = node(Kind::maximum, 3);
  root.boxes = {{{}, true, -1}};  // no condition: always inside
  root.children = {inner};
  s.preferences[0].aggregate = root;
  EXPECT_EQ(worth(s, {0, 0, 0}), 0);   // 3 * max(-1, -2 * min(0, 0))
  EXPECT_EQ(worth(s, {1, 1, 0}), -3);  // 3 * max(-1, -2 * min(5, 3))
  EXPECT_EQ(worth(s, {1, 0, 0}), 0);
  s.preferences[0].aggregate = node(Kind::minimum, 7);  // nothing to take a minimum of
  EXPECT_EQ(worth(s, {1, 1, 1}), 0);
}

bool kept(const Rule& rule, const Outcome& x) {
  Scenario s = blank();
  s.issues[1].status_quo = OptionId(2);
  s.rules = {rule};
  EXPECT_EQ(is_agreement(s, x), broken_rules(s, x).empty());
  return is_agreement(s, x);
}

TEST(Rules, RequireAndExclude) {
  Rule rule;
  rule.kind = Rule::Kind::requires_;
  rule.when = {on(0, {1, 2}), on(1, {0})};
  rule.then = {on(1, {0, 1}), on(2, {2})};
  EXPECT_TRUE(kept(rule, {0, 0, 0}));
  EXPECT_TRUE(kept(rule, {1, 1, 0}));
  EXPECT_FALSE(kept(rule, {1, 0, 0}));
  EXPECT_TRUE(kept(rule, {2, 0, 2}));
  for (const auto kind : {Rule::Kind::excludes, Rule::Kind::ruled_out}) {
    rule = {};
    rule.kind = kind;
    rule.when = {on(0, {1, 2}), on(1, {0})};
    EXPECT_FALSE(kept(rule, {1, 0, 0}));
    EXPECT_FALSE(kept(rule, {2, 0, 1}));
    EXPECT_TRUE(kept(rule, {1, 1, 0}));
    EXPECT_TRUE(kept(rule, {0, 0, 0}));
  }
}

TEST(Rules, CountMovesOffTheStatusQuo) {
  Rule rule;
  rule.issues = {IssueId(0), IssueId(1)};  // whose status quo is o0 and o2
  rule.count = 1;
  rule.kind = Rule::Kind::at_most;
  EXPECT_TRUE(kept(rule, {0, 2, 1}));
  EXPECT_TRUE(kept(rule, {0, 0, 1}));
  EXPECT_FALSE(kept(rule, {2, 0, 0}));
  rule.kind = Rule::Kind::at_least;
  EXPECT_FALSE(kept(rule, {0, 2, 1}));
  EXPECT_TRUE(kept(rule, {1, 2, 0}));
  EXPECT_TRUE(kept(rule, {1, 1, 0}));
}

TEST(Rules, KeepWithinABudgetExactly) {
  Rule rule;
  rule.kind = Rule::Kind::budget;
  rule.limit = Rational(3, 10);
  rule.costs = {{IssueId(0), {0, Rational(1, 10), Rational(-1)}},
                {IssueId(2), {0, Rational(1, 5), 1}}};
  EXPECT_TRUE(kept(rule, {0, 0, 0}));
  EXPECT_TRUE(kept(rule, {1, 0, 1}));  // 0.1 + 0.2 is 0.3, not a hair more
  EXPECT_FALSE(kept(rule, {1, 0, 2}));
  EXPECT_TRUE(kept(rule, {2, 0, 2}));
  rule.limit = -1;
  EXPECT_FALSE(kept(rule, {0, 0, 0}));
  EXPECT_TRUE(kept(rule, {2, 0, 0}));
}

TEST(Rules, NameAllThatAreBrokenInFileOrder) {
  Scenario s = blank();
  for (const std::size_t o : {0U, 1U, 0U}) {
    Rule rule;
    rule.when = {on(0, {o})};
    s.rules.push_back(rule);
  }
  EXPECT_EQ(broken_rules(s, {0, 0, 0}), (std::vector<const Rule*>{&s.rules[0], &s.rules[2]}));
  EXPECT_EQ(broken_rules(s, {1, 0, 0}), (std::vector<const Rule*>{&s.rules[1]}));
  EXPECT_TRUE(broken_rules(s, {2, 0, 0}).empty());
}

TEST(NoDeal, IsTheStatusQuoWithoutThreatsUnlessAsked) {
  Scenario s = blank();
  s.issues[1].status_quo = OptionId(1);
  s.issues[2].threat_by = PartyId(0);
  s.preferences[0].values[1] = {exact(0), exact(4), exact(0)};
  s.preferences[0].values[2] = {exact(0), exact(-10), exact(-20)};
  EXPECT_EQ(no_deal_outcome(s), (Outcome{0, 1, 0}));
  EXPECT_EQ(no_deal_outcome(s, {{IssueId(2), OptionId(2)}}), (Outcome{0, 1, 2}));
  EXPECT_EQ(no_deal_utility(s, PartyId(0)), 4);
  EXPECT_EQ(no_deal_utility(s, PartyId(0), {{IssueId(2), OptionId(2)}}), -16);
  EXPECT_TRUE(is_agreement(s, {2, 0, 0}));
  EXPECT_FALSE(is_agreement(s, {2, 0, 1}));
  s.preferences[0].reservation = Value{Value::Kind::uniform, 1, 2, 0};
  EXPECT_EQ(no_deal_utility(s, PartyId(0), {{IssueId(2), OptionId(2)}}), Rational(3, 2));
}

TEST(NoDeal, IsTheReservationOrNothingWithoutAStatusQuo) {
  Scenario s = blank();
  s.has_status_quo = false;
  s.preferences[0].values[0] = {exact(5), exact(6), exact(7)};
  EXPECT_EQ(no_deal_utility(s, PartyId(0)), 0);
  s.preferences[0].reservation = exact(Rational(1, 3));
  EXPECT_EQ(no_deal_utility(s, PartyId(0)), Rational(1, 3));
}

TEST(NoDeal, OnlyARuleOnTheOptionItselfDisablesAThreat) {
  Scenario s = blank();
  s.issues[2].threat_by = PartyId(0);
  const ThreatCarriedOut threat{IssueId(2), OptionId(1)};
  EXPECT_EQ(disabling_rule(s, threat), nullptr);
  const auto rule = [&](Rule::Kind kind, std::vector<Condition> when) {
    Rule r;
    r.kind = kind;
    r.when = std::move(when);
    s.rules.push_back(std::move(r));
  };
  rule(Rule::Kind::ruled_out, {on(2, {2})});                // another option
  rule(Rule::Kind::excludes, {on(0, {0}), on(2, {1, 2})});  // a combination
  rule(Rule::Kind::requires_, {on(2, {1})});
  EXPECT_EQ(disabling_rule(s, threat), nullptr);
  rule(Rule::Kind::excludes, {on(2, {1, 2})});
  rule(Rule::Kind::ruled_out, {on(2, {1})});
  EXPECT_EQ(disabling_rule(s, threat), &s.rules[3]);
  s.rules.erase(s.rules.begin() + 3);
  EXPECT_EQ(disabling_rule(s, threat), &s.rules[3]);
  EXPECT_EQ(disabling_rule(s, {IssueId(2), OptionId(0)}), nullptr);
}

TEST(ScenarioLookup, FindsByTheNamesOfTheFile) {
  const Scenario s = test::plain_scenario(2, 2, 2);
  EXPECT_EQ(s.find_party("b"), PartyId(1));
  EXPECT_EQ(s.find_issue("i2"), IssueId(1));
  EXPECT_EQ(s.find_option(IssueId(1), "o1"), OptionId(1));
  EXPECT_FALSE(s.find_party("B"));
  EXPECT_FALSE(s.find_issue(""));
  EXPECT_FALSE(s.find_option(IssueId(0), "o2"));
}

}  // namespace
}  // namespace entente
