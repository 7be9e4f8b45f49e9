#include "entente/bargain/ledger.hpp"

#include <gtest/gtest.h>

namespace entente::bargain {
namespace {

Value exact(Rational v) { return {Value::Kind::exact, std::move(v), 0, 0}; }

/// Two parties; theft (giver b, three options), pledge (giver a), talks (joint), a threat of a.
Scenario small_scenario() {
  Scenario s;
  s.parties = {{"a", "A", {}, {}}, {"b", "B", {}, {}}};
  const auto issue = [&](std::string key, std::vector<std::string> options) -> Issue& {
    Issue i;
    i.key = i.title = std::move(key);
    i.options = std::move(options);
    s.issues.push_back(std::move(i));
    return s.issues.back();
  };
  issue("theft", {"as today", "less", "none"}).giver = PartyId(1);
  issue("pledge", {"no", "yes"}).giver = PartyId(0);
  issue("talks", {"none", "yearly"});
  issue("threat", {"none", "done"}).threat_by = PartyId(0);
  s.preferences.resize(2);
  s.preferences[0].values = {{exact(0), exact(10), exact(30)}, {}, {exact(0), exact(2)}, {}};
  s.preferences[1].values = {{exact(0), exact(-4), exact(-9)}, {}, {exact(0), exact(1)}, {}};
  s.beliefs.resize(2);
  s.beliefs[0].push_back({IssueId(0), {Rational(3, 4), Rational(1, 4), 0}, {}});
  return s;
}

TEST(Ledger, CreditsAgainstBeliefAndCostsTheGiver) {
  const auto ledger = make_ledger(small_scenario(), {1, 0, 1, 0});
  ASSERT_EQ(ledger.rows.size(), 3U);
  const auto& theft = ledger.rows[0];
  EXPECT_TRUE(theft.in_deal);
  EXPECT_EQ(*theft.cost, 4);
  EXPECT_EQ(*theft.credit[0], Rational(15, 2));  // 10 less the quarter believed to be there
  EXPECT_FALSE(theft.credit[1].has_value());
  EXPECT_FALSE(theft.empty);
  const auto& talks = ledger.rows[1];
  EXPECT_FALSE(talks.giver.has_value());
  EXPECT_FALSE(talks.cost.has_value());
  EXPECT_EQ(*talks.credit[0], 2);
  EXPECT_EQ(*talks.credit[1], 1);
  EXPECT_FALSE(talks.empty);
  EXPECT_EQ(ledger.credits[0], Rational(19, 2));
  EXPECT_EQ(ledger.costs[1], 4);
  EXPECT_EQ(ledger.balance[1], -3);
}

TEST(Ledger, NamesEmptyOffersInAndOutsideTheDeal) {
  const auto outside = make_ledger(small_scenario(), {1, 0, 0, 0});
  ASSERT_EQ(outside.rows.size(), 2U);
  EXPECT_EQ(outside.rows[1].issue, IssueId(1));
  EXPECT_TRUE(outside.rows[1].empty);
  EXPECT_FALSE(outside.rows[1].in_deal);
  EXPECT_EQ(*outside.rows[1].cost, 0);
  const auto inside = make_ledger(small_scenario(), {1, 1, 0, 0});
  ASSERT_EQ(inside.rows.size(), 2U);
  EXPECT_TRUE(inside.rows[1].empty);
  EXPECT_TRUE(inside.rows[1].in_deal);
}

TEST(Ledger, ConcessionAlreadyBelievedDoneIsEmpty) {
  auto s = small_scenario();
  s.beliefs[0][0].probability = {0, 1, 0};
  const auto ledger = make_ledger(s, {1, 0, 0, 0});
  EXPECT_EQ(*ledger.rows[0].credit[0], 0);
  EXPECT_TRUE(ledger.rows[0].empty);
}

TEST(Ledger, AttributesInteractionsByTheMarginal) {
  auto s = small_scenario();
  // Less theft is worth 6 more to A once there are talks.
  s.preferences[0].together.push_back(
      {{{IssueId(0), {OptionId(1)}}, {IssueId(2), {OptionId(1)}}}, exact(6), {}});
  s.beliefs.clear();
  const auto ledger = make_ledger(s, {1, 0, 1, 0});
  EXPECT_EQ(*ledger.rows[0].credit[0], 16);
  EXPECT_TRUE(ledger.rows[0].marginal);
  EXPECT_EQ(*ledger.rows[1].credit[0], 8);  // counted on both sides: parts need not add up
  const auto& pledge = ledger.rows[2];
  EXPECT_FALSE(pledge.marginal);
}

}  // namespace
}  // namespace entente::bargain
