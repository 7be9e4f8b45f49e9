#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "entente/bargain/table.hpp"
#include "entente/bargain/table_search.hpp"
#include "entente/base/random.hpp"
#include "tests/support/random_scenario.hpp"

namespace entente::bargain {
namespace {

/// Many issues, each given by one party, who loses by it, to the others, who gain; no rules.
Scenario exchange(std::size_t parties, std::size_t issues, std::uint64_t seed) {
  Scenario scenario = test::plain_scenario(parties, issues, 3);
  RandomStream random(seed);
  for (std::size_t i = 0; i < issues; ++i) {
    const std::size_t giver = random.below(parties);
    scenario.issues[i].giver = PartyId(giver);
    for (std::size_t j = 0; j < parties; ++j) {
      auto& row = scenario.preferences[j].values[i];
      row.assign(3, Value{});
      const auto low = static_cast<std::int64_t>(1 + random.below(9));
      const auto high = low + static_cast<std::int64_t>(random.below(9));
      row[1].a = j == giver ? -low : low;
      row[2].a = j == giver ? -high : high;
    }
  }
  return scenario;
}

IssueSet to_set(const std::vector<IssueId>& issues, std::size_t all) {
  IssueSet set(all);
  for (const IssueId i : issues) set.insert(i.index());
  return set;
}

/// Every table is enough, and no longer so without any one of its issues; blockers likewise.
void expect_sound(const Scenario& scenario, const TableAnswer& answer) {
  TableOracle oracle(answer.problem, no_deal_outcome(scenario), scenario.acceptance, 0);
  const std::size_t issues = scenario.issue_count();
  const IssueSet all = to_set(answer.may_move, issues);
  for (const auto& table : answer.tables) {
    const IssueSet set = to_set(table.issues, issues);
    EXPECT_EQ(oracle.ask(set, {}).status, Status::exact);
    EXPECT_EQ(oracle.moved(table.example), set);
    EXPECT_TRUE(is_agreement(scenario, table.example));
    for (std::size_t j = 0; j < scenario.party_count(); ++j) {
      EXPECT_GT(utility(scenario, PartyId(j), table.example), 0);
    }
    for (const std::size_t i : set.members()) {
      IssueSet less = set;
      less.erase(i);
      EXPECT_EQ(oracle.ask(less, {}).status, Status::none);
    }
  }
  for (const auto& blocker : answer.blockers) {
    const IssueSet off = to_set(blocker, issues);
    EXPECT_EQ(oracle.ask(all - off, {}).status, Status::none);
    for (const auto& table : answer.tables) {
      EXPECT_FALSE((to_set(table.issues, issues) & off).empty()) << "a table without a blocker";
    }
  }
}

std::set<std::vector<IssueId>> tables_of(const TableAnswer& answer) {
  std::set<std::vector<IssueId>> sets;
  for (const auto& table : answer.tables) sets.insert(table.issues);
  return sets;
}

TEST(TableLimits, FortyIssuesStopAtTheLimitWithTablesThatAreRight) {
  const Scenario scenario = exchange(3, 45, 1);
  TableOptions options;
  options.max_tables = 60;
  const auto answer = find_tables(scenario, {}, options, {});
  ASSERT_TRUE(answer.has_value());
  EXPECT_FALSE(answer->complete);
  EXPECT_TRUE(answer->capped);
  EXPECT_EQ(answer->tables.size(), 60U);
  EXPECT_EQ(tables_of(*answer).size(), 60U);
  expect_sound(scenario, *answer);
}

TEST(TableLimits, QuestionsAreALimitThatGivesTheSameAnswer) {
  const Scenario scenario = exchange(3, 45, 2);
  TableOptions options;
  options.max_questions = 300;
  const auto first = find_tables(scenario, {}, options, {});
  const auto second = find_tables(scenario, {}, options, {});
  ASSERT_TRUE(first.has_value());
  EXPECT_FALSE(first->complete);
  EXPECT_GE(first->questions, 300U);
  EXPECT_LT(first->questions, 400U);  // the last set is finished
  EXPECT_GT(first->tables.size(), 5U);
  EXPECT_EQ(tables_of(*first), tables_of(*second));
  expect_sound(scenario, *first);
}

TEST(TableLimits, CancelledAfterSomeTablesTheyAreShown) {
  const Scenario scenario = exchange(2, 40, 3);
  CancelToken cancel;
  WorkControl control;
  control.cancel = &cancel;
  TableOptions options;
  std::vector<std::vector<IssueId>> streamed;
  options.found = [&](const Problem&, const Table& table) {
    streamed.push_back(table.issues);
    if (streamed.size() == 7) cancel.request();
    return true;
  };
  const auto answer = find_tables(scenario, {}, options, control);
  ASSERT_TRUE(answer.has_value());
  EXPECT_FALSE(answer->complete);
  EXPECT_FALSE(answer->capped);
  EXPECT_EQ(streamed.size(), 7U);
  EXPECT_EQ(tables_of(*answer), std::set<std::vector<IssueId>>(streamed.begin(), streamed.end()));
  expect_sound(scenario, *answer);
}

/// Stopped wherever progress is reported, the answer has only tables that the whole one has, and
/// never fewer than when stopped earlier.
TEST(TableLimits, CancelledAnywhereWhatWasFoundIsKept) {
  const Scenario scenario = exchange(2, 12, 5);
  const auto whole = find_tables(scenario, {}, {}, {});
  ASSERT_TRUE(whole.has_value());
  ASSERT_TRUE(whole->complete);
  const auto all = tables_of(*whole);
  std::set<std::vector<IssueId>> before;
  std::size_t cut = 0;
  for (std::size_t stop_at = 1; stop_at < 200; stop_at += 7) {
    SCOPED_TRACE(stop_at);
    CancelToken cancel;
    WorkControl control;
    control.cancel = &cancel;
    std::size_t calls = 0;
    control.progress = [&](const Progress&) {
      if (++calls == stop_at) cancel.request();
    };
    const auto part = find_tables(scenario, {}, {}, control);
    ASSERT_TRUE(part.has_value());
    const auto found = tables_of(*part);
    EXPECT_TRUE(std::includes(all.begin(), all.end(), found.begin(), found.end()));
    EXPECT_TRUE(std::includes(found.begin(), found.end(), before.begin(), before.end()));
    EXPECT_TRUE(part->complete || calls >= stop_at);
    EXPECT_TRUE(!part->complete || found == all);
    expect_sound(scenario, *part);
    before = found;
    cut += part->complete ? 0 : 1;
  }
  EXPECT_GT(cut, 3U);
}

TEST(TableLimits, CancelledAtOnceNothingIsClaimed) {
  CancelToken cancel;
  cancel.request();
  WorkControl control;
  control.cancel = &cancel;
  const Scenario scenario = exchange(2, 30, 4);
  const auto answer = find_tables(scenario, {}, {}, control);
  ASSERT_TRUE(answer.has_value());
  EXPECT_FALSE(answer->complete);
  EXPECT_NE(answer->status, Status::none);
  EXPECT_TRUE(answer->not_needed.empty());
}

TEST(TableLimits, WhoeverListensMayEndTheSearch) {
  TableOptions options;
  std::size_t count = 0;
  options.found = [&](const Problem&, const Table&) { return ++count < 3; };
  const auto answer = find_tables(exchange(2, 20, 5), {}, options, {});
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(count, 3U);
  EXPECT_EQ(answer->tables.size(), 3U);
  EXPECT_FALSE(answer->complete);
}

/// What one party must move follows from all tables, and is also found directly.
TEST(TableLimits, SetsByPartyAreTheSameDirectlyAndFromAllTables) {
  std::size_t several = 0;
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    SCOPED_TRACE(seed);
    Scenario scenario = exchange(2 + seed % 3, 11, 100 + seed);
    // The last party asks for so much that one concession is seldom enough.
    scenario.preferences.back().reservation = Value{Value::Kind::exact, 25, 0, 0};
    TableOptions direct;
    direct.first_questions = 0;
    TableOptions derived;
    derived.first_questions = 1;
    const auto a = find_tables(scenario, {}, direct, {});
    const auto b = find_tables(scenario, {}, derived, {});
    ASSERT_TRUE(a.has_value() && b.has_value());
    EXPECT_TRUE(a->complete && b->complete);
    EXPECT_EQ(tables_of(*a), tables_of(*b));
    EXPECT_EQ(a->blockers, b->blockers);
    ASSERT_EQ(a->by_party.size(), b->by_party.size());
    for (std::size_t j = 0; j < a->by_party.size(); ++j) {
      EXPECT_EQ(a->by_party[j].sets, b->by_party[j].sets);
      several += a->by_party[j].sets.size() > 1 ? 1 : 0;
    }
  }
  EXPECT_GT(several, 3U);
}

/// Values have too many digits, and every exchange hurts: rounding is no excuse.
TEST(TableLimits, TheStatusQuoIsNoGainThatRoundingHides) {
  Scenario scenario = test::plain_scenario(2, 2, 2);
  const Rational fine(1, Integer("1000000000000000000000007"));
  for (std::size_t i = 0; i < 2; ++i) {
    scenario.issues[i].giver = PartyId(i);
    scenario.preferences[i].values[i] = {Value{}, Value{Value::Kind::exact, -3 - fine, 0, 0}};
    scenario.preferences[1 - i].values[i] = {Value{}, Value{Value::Kind::exact, 2 + fine, 0, 0}};
  }
  const auto answer = find_tables(scenario, {}, {}, {});
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->problem.arithmetic, Arithmetic::double_grid);
  EXPECT_EQ(answer->status, Status::none);
  EXPECT_TRUE(answer->complete);
}

TEST(TableLimits, IssuesThatNobodyWantsAreNotNeededEvenWhenCutShort) {
  Scenario scenario = exchange(2, 30, 6);
  scenario.preferences[0].values[4].assign(3, Value{});
  scenario.preferences[1].values[4].assign(3, Value{});
  TableOptions options;
  options.max_tables = 3;
  const auto answer = find_tables(scenario, {}, options, {});
  ASSERT_TRUE(answer.has_value());
  EXPECT_FALSE(answer->complete);
  EXPECT_EQ(answer->not_needed, std::vector<IssueId>{IssueId(4)});
}

TEST(TableLimits, GainsThatRoundingMayHideAreNotClaimed) {
  // Values that span more than 62 bits: a gain of a billionth of a billionth may be rounding.
  Scenario scenario = test::plain_scenario(2, 2, 2);
  const Rational tiny(1, Integer("1000000000000000000000000000"));
  for (std::size_t j = 0; j < 2; ++j) {
    for (std::size_t i = 0; i < 2; ++i) scenario.preferences[j].values[i].assign(2, Value{});
    scenario.preferences[j].values[0][1].a = tiny;
  }
  scenario.preferences[0].values[1][1].a = -1'000'000;
  scenario.preferences[1].values[1][1].a = 1'000'000;
  const auto small = find_tables(scenario, {}, {}, {});
  ASSERT_TRUE(small.has_value());
  EXPECT_EQ(small->problem.arithmetic, Arithmetic::double_grid);
  EXPECT_EQ(small->status, Status::unknown);
  EXPECT_FALSE(small->complete);
  scenario.preferences[0].values[0][1].a = 1 + tiny;
  scenario.preferences[1].values[0][1].a = 1 + tiny;
  const auto large = find_tables(scenario, {}, {}, {});
  ASSERT_TRUE(large.has_value());
  EXPECT_EQ(large->status, Status::exact);
  EXPECT_EQ(large->tables.size(), 1U);
}

}  // namespace
}  // namespace entente::bargain
