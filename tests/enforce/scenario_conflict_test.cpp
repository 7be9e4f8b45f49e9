#include "entente/enforce/scenario_conflict.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/enforce/conflict_stability.hpp"
#include "entente/format/native.hpp"

namespace entente::enforce {
namespace {

using testing::HasSubstr;

Scenario scenario_of(const std::string& text) {
  auto result = format::read_native(text, "s.yaml");
  EXPECT_TRUE(result.scenario);
  return std::move(*result.scenario);
}

/// Two parties give one thing each, a joint issue and a threat of b.
constexpr const char* k_exchange = R"(entente: 1
parties: {a: First, b: Second}
issues:
  x: {giver: a, options: [today, moved]}
  y: {giver: b, options: [today, half, moved]}
  z: {options: [none, joint]}
  w: {threat_by: b, options: [none, done]}
preferences:
  a: {x: [0, -3], y: [0, 1, 5], z: [0, 2], w: [0, -9]}
  b: {x: [0, 4], y: [0, 0, -3], z: [0, 1], w: [0, -1]}
)";

std::size_t state_of(const OrdinalConflict& conflict, const std::string& name) {
  for (std::size_t s = 0; s < conflict.state_count(); ++s) {
    if (conflict.states[s].name == name) return s;
  }
  ADD_FAILURE() << "no state " << name;
  return 0;
}

TEST(ScenarioConflict, PartiesKeepBreakAndCarryOut) {
  const auto scenario = scenario_of(k_exchange);
  const auto found = scenario_conflict(scenario, {1, 2, 1, 0});
  ASSERT_TRUE(found);
  const auto& c = found->conflict;
  EXPECT_EQ(c.state_count(), 16U);
  EXPECT_FALSE(found->coarse);
  EXPECT_EQ(c.states[found->agreement].name, "YYYN");
  EXPECT_EQ(c.states[found->no_deal.value()].name, "NNNN");
  const auto can = [&](std::size_t party, const char* from, const char* to) {
    return c.moves[party].test(state_of(c, from), state_of(c, to));
  };
  EXPECT_TRUE(can(0, "YYYN", "NYYN"));
  EXPECT_TRUE(can(0, "NYYN", "YYYN"));
  EXPECT_FALSE(can(0, "YYYN", "YNYN"));  // not its own
  EXPECT_TRUE(can(0, "YYYN", "NYNN"));   // ends what is joint, and breaks
  EXPECT_TRUE(can(1, "YYYN", "YYNN"));
  EXPECT_FALSE(can(0, "YYNN", "YYYN"));  // nobody resumes it alone
  EXPECT_FALSE(can(1, "YYNN", "YYYN"));
  EXPECT_TRUE(can(1, "YYYN", "YYYY"));
  EXPECT_TRUE(can(1, "NYYY", "NNYN"));
  EXPECT_FALSE(can(0, "NYYY", "NYYN"));  // the other's threat
  // a: -3x + 5y + 2z - 9w; by hand best first over the states without the threat.
  const std::vector<const char*> order = {"NYYN", "NYNN", "YYYN", "YYNN",
                                          "NNYN", "NNNN", "YNYN", "YNNN"};
  for (std::size_t k = 1; k < order.size(); ++k) {
    const std::uint32_t before = c.rank[0][state_of(c, order[k - 1])];
    const std::uint32_t after = c.rank[0][state_of(c, order[k])];
    // YYNN and NNYN are worth 2 each.
    EXPECT_EQ(before == after, std::string(order[k]) == "NNYN");
    EXPECT_LE(before, after);
  }
}

// a gains 3 by breaking x; b can take y back, which costs a more.
TEST(ScenarioConflict, TheAgreementIsHeldByWhatTheOthersWouldDo) {
  const auto scenario = scenario_of(k_exchange);
  const auto found = scenario_conflict(scenario, {1, 2, 1, 0});
  ASSERT_TRUE(found);
  const auto analysis = analyse_conflict(found->conflict);
  EXPECT_FALSE(analysis.is_equilibrium(Stability::nash, found->agreement));
  EXPECT_TRUE(analysis.is_equilibrium(Stability::gmr, found->agreement));
  EXPECT_TRUE(analysis.is_equilibrium(Stability::seq, found->agreement));
  EXPECT_TRUE(analysis.is_equilibrium(Stability::nash, found->no_deal.value()));
}

TEST(ScenarioConflict, NoDealIsWorthWhatIsStated) {
  std::string text = k_exchange;
  text.replace(text.find("a: {x"), 5, "a: {reservation: 100, x");
  const auto found = scenario_conflict(scenario_of(text), {1, 2, 1, 0});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->conflict.rank[0][found->no_deal.value()], 0U);
  EXPECT_GT(found->conflict.rank[0][found->agreement], 0U);
}

TEST(ScenarioConflict, WhatCannotBeTakenBackStays) {
  std::string text = k_exchange;
  text.replace(text.find("x: {giver: a"), 12, "x: {reversible: false, giver: a");
  text.replace(text.find("w: {"), 4, "w: {reversible: false, ");
  const auto found = scenario_conflict(scenario_of(text), {1, 2, 1, 0});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->for_good, (std::vector<IssueId>{IssueId(0)}));
  EXPECT_FALSE(found->no_deal);
  const auto& c = found->conflict;
  EXPECT_EQ(c.state_count(), 8U);
  EXPECT_TRUE(c.moves[1].test(state_of(c, "YYN"), state_of(c, "YYY")));
  EXPECT_FALSE(c.moves[1].test(state_of(c, "YYY"), state_of(c, "YYN")));
}

TEST(ScenarioConflict, IssuesCanBeSingledOut) {
  const auto found = scenario_conflict(scenario_of(k_exchange), {1, 2, 1, 0}, {IssueId(1)});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->conflict.state_count(), 2U);
  EXPECT_EQ(found->conflict.states[found->agreement].name, "Y");
  EXPECT_FALSE(found->no_deal);
}

TEST(ScenarioConflict, ManyCommitmentsAreKeptOrBrokenTogether) {
  std::string text = "entente: 1\nparties: [a, b]\nissues:\n";
  std::string of_a;
  std::string of_b;
  for (int i = 0; i < 20; ++i) {
    const std::string key = "i" + std::to_string(i);
    const char* giver = i % 3 == 0 ? "" : i % 3 == 1 ? "giver: a, " : "giver: b, ";
    text += "  " + key + ": {" + giver + "options: [today, moved]}\n";
    of_a += key + ": [0, " + (i % 3 == 1 ? "-1" : "2") + "], ";
    of_b += key + ": [0, " + (i % 3 == 2 ? "-1" : "2") + "], ";
  }
  text += "preferences:\n  a: {" + of_a + "}\n  b: {" + of_b + "}\n";
  const auto scenario = scenario_of(text);
  const Outcome all(20, 1);
  const auto found = scenario_conflict(scenario, all);
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->coarse);
  EXPECT_EQ(found->conflict.state_count(), 8U);
  EXPECT_EQ(found->switches[0].issues.size() + found->switches[1].issues.size() +
                found->switches[2].issues.size(),
            20U);
  std::vector<IssueId> named;
  for (std::size_t i = 0; i < 13; ++i) named.emplace_back(i);
  const auto refused = scenario_conflict(scenario, all, named);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error()[0].message, HasSubstr("13 things to keep, break or carry out"));
}

TEST(ScenarioConflict, NothingToBreakIsAnError) {
  std::string text = k_exchange;
  const auto scenario = scenario_of(text);
  EXPECT_TRUE(scenario_conflict(scenario, {0, 0, 0, 0}));  // the threat is left
  EXPECT_FALSE(scenario_conflict(scenario, {0, 0, 0, 0}, {IssueId(0)}));
}

}  // namespace
}  // namespace entente::enforce
