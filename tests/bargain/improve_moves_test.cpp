#include "entente/bargain/improve_moves.hpp"

#include <algorithm>
#include <bit>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "tests/bargain/small_problems.hpp"
#include "tests/support/random_problem.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/rounds.hpp"

namespace entente::bargain {
namespace {

using Kind = MoveOrder::Kind;
using Utility = std::vector<std::int64_t>;

Utility worth(const Problem& p, const Outcome& x) {
  Utility u(p.parties);
  utilities(p, x.data(), u.data());
  return u;
}

bool at_least(const Utility& a, const Utility& b) {
  for (std::size_t j = 0; j < a.size(); ++j) {
    if (a[j] < b[j]) return false;
  }
  return true;
}

/// Which kind of order exists, from what every set of changes is worth.
Kind by_all_subsets(const Problem& p, const Outcome& draft, const Outcome& target) {
  std::vector<std::size_t> issues;
  for (std::size_t i = 0; i < draft.size(); ++i) {
    if (draft[i] != target[i]) issues.push_back(i);
  }
  const std::size_t all = (std::size_t{1} << issues.size()) - 1;
  std::vector<Utility> value;
  for (std::size_t set = 0; set <= all; ++set) {
    Outcome x = draft;
    for (std::size_t k = 0; k < issues.size(); ++k) {
      if ((set >> k & 1U) != 0) x[issues[k]] = target[issues[k]];
    }
    value.push_back(worth(p, x));
  }
  std::vector<bool> steady(all + 1, false);
  std::vector<bool> safe(all + 1, false);
  steady[0] = safe[0] = true;
  for (std::size_t set = 1; set <= all; ++set) {
    for (std::size_t k = 0; k < issues.size(); ++k) {
      if ((set >> k & 1U) == 0) continue;
      const std::size_t before = set & ~(std::size_t{1} << k);
      if (safe[before] && at_least(value[set], value[0])) safe[set] = true;
      if (steady[before] && at_least(value[set], value[before])) steady[set] = true;
    }
  }
  return steady[all] ? Kind::steady : (safe[all] ? Kind::safe : Kind::none);
}

/// The largest group and, negated, the number of steps of the best way to make the rest of the
/// changes, by trying all ways.
std::pair<int, int> best_steps(const Problem& p, const Outcome& draft, const Outcome& target,
                               const std::vector<std::size_t>& issues, std::size_t made) {
  const std::size_t all = (std::size_t{1} << issues.size()) - 1;
  if (made == all) return {0, 0};
  std::pair<int, int> best{1'000, 0};
  for (std::size_t group = 1; group <= all; ++group) {
    if ((group & made) != 0) continue;
    Outcome x = draft;
    for (std::size_t k = 0; k < issues.size(); ++k) {
      if (((made | group) >> k & 1U) != 0) x[issues[k]] = target[issues[k]];
    }
    if (!at_least(worth(p, x), worth(p, draft))) continue;
    const auto rest = best_steps(p, draft, target, issues, made | group);
    best = std::min(best, {std::max(std::popcount(group), rest.first), rest.second - 1});
  }
  return best;
}

/// Groups must hold every change once and never take anybody below the draft; few changes are split
/// as well as can be.
void expect_groups(const Problem& p, const Outcome& draft, const Outcome& target,
                   const std::vector<IssueChange>& changes, const MoveOrder& order) {
  Outcome x = draft;
  std::size_t made = 0;
  int largest = 0;
  for (const auto& group : order.groups) {
    ASSERT_FALSE(group.changes.empty());
    for (const std::size_t k : group.changes) {
      const auto& change = changes.at(k);
      ASSERT_EQ(x[change.issue.index()], change.from.index());
      x[change.issue.index()] = static_cast<std::uint16_t>(change.to.index());
    }
    made += group.changes.size();
    largest = std::max(largest, static_cast<int>(group.changes.size()));
    EXPECT_EQ(group.utility, worth(p, x));
    EXPECT_TRUE(at_least(group.utility, worth(p, draft)));
  }
  EXPECT_EQ(x, target);
  EXPECT_EQ(made, changes.size());
  if (changes.size() > 5) return;
  EXPECT_TRUE(order.groups_proven);
  std::vector<std::size_t> issues;
  for (const auto& change : changes) issues.push_back(change.issue.index());
  EXPECT_EQ(best_steps(p, draft, target, issues, 0),
            (std::pair<int, int>{largest, -static_cast<int>(order.groups.size())}));
}

/// The order, after checking that it leads from the draft to the target as it claims to.
MoveOrder checked_order(const Problem& p, const Outcome& draft, const Outcome& target) {
  const Scenario frame = test::plain_scenario(p.parties, p.issues, 2);
  const auto changes = list_changes(p, draft, target);
  const MoveOrder order = find_order(frame, p, draft, changes, {});
  if (order.kind == Kind::none || order.kind == Kind::unknown) {
    EXPECT_TRUE(order.moves.empty());
    expect_groups(p, draft, target, changes, order);
    return order;
  }
  EXPECT_TRUE(order.groups.empty());
  EXPECT_EQ(order.moves.size(), changes.size());
  Outcome x = draft;
  Utility before = worth(p, draft);
  for (const auto& move : order.moves) {
    const auto& change = changes.at(move.change);
    EXPECT_EQ(x[change.issue.index()], change.from.index());
    x[change.issue.index()] = static_cast<std::uint16_t>(change.to.index());
    EXPECT_EQ(move.utility, worth(p, x));
    EXPECT_TRUE(at_least(move.utility, order.kind == Kind::steady ? before : worth(p, draft)));
    before = move.utility;
  }
  EXPECT_EQ(x, target);
  return order;
}

/// `issues` of two options; moving issue i adds delta[i].
Problem steps(const std::vector<Utility>& delta) {
  std::vector<test::IssueTable> table;
  for (const auto& d : delta) table.push_back({Utility(d.size(), 0), d});
  return test::table_problem(table);
}

MoveOrder order_of(const std::vector<Utility>& delta) {
  const Problem p = steps(delta);
  return checked_order(p, Outcome(p.issues, 0), Outcome(p.issues, 1));
}

TEST(MoveOrder, AgreesWithAllSubsetsOnSums) {
  RandomStream random(1);
  std::size_t kinds[3] = {};
  for (std::uint64_t round = 0; round < test::rounds(400); ++round) {
    SCOPED_TRACE(round);
    const std::size_t parties = 2 + random.below(3);
    std::vector<Utility> delta(1 + random.below(9), Utility(parties));
    Utility total(parties, 0);
    for (auto& d : delta) {
      for (std::size_t j = 0; j < parties; ++j) {
        d[j] = static_cast<std::int64_t>(random.below(9)) - 4;
        total[j] += d[j];
      }
    }
    for (std::size_t j = 0; j < parties; ++j)
      delta.back()[j] += std::max<std::int64_t>(0, -total[j]);
    const Problem p = steps(delta);
    const Outcome draft(p.issues, 0);
    const Outcome target(p.issues, 1);
    const Kind kind = by_all_subsets(p, draft, target);
    EXPECT_EQ(checked_order(p, draft, target).kind, kind);
    ++kinds[static_cast<std::size_t>(kind)];
  }
  for (const auto count : kinds) EXPECT_GT(count, test::rounds(400) / 50);
}

TEST(MoveOrder, AgreesWithAllSubsetsWhereIssuesCountTogether) {
  RandomStream random(2);
  std::size_t kinds[3] = {};
  for (std::uint64_t seed = 0; seed < test::rounds(400); ++seed) {
    SCOPED_TRACE(seed);
    test::RandomProblemOptions options;
    options.parties = 2 + random.below(2);
    options.issues = 2 + random.below(7);
    options.terms = random.below(8);
    options.values = 6;
    const Problem p = test::random_problem_with_rules(seed, options);
    for (int tries = 0; tries < 20; ++tries) {
      Outcome draft;
      Outcome target;
      for (std::size_t i = 0; i < p.issues; ++i) {
        draft.push_back(static_cast<std::uint16_t>(random.below(p.options[i])));
        target.push_back(static_cast<std::uint16_t>(random.below(p.options[i])));
      }
      if (draft == target || !at_least(worth(p, target), worth(p, draft))) continue;
      const Kind kind = by_all_subsets(p, draft, target);
      EXPECT_EQ(checked_order(p, draft, target).kind, kind);
      ++kinds[static_cast<std::size_t>(kind)];
      break;
    }
  }
  for (const auto count : kinds) EXPECT_GT(count, test::rounds(400) / 50);
}

/// A small gift and exchanges of odd sizes, which in the end leave nobody worse off.
std::vector<Utility> odd_exchanges(std::size_t count, std::uint64_t seed) {
  RandomStream random(seed);
  std::vector<Utility> delta(count, Utility(2));
  Utility total(2, 0);
  for (std::size_t k = 1; k < count; ++k) {
    const auto size = 10 + static_cast<std::int64_t>(random.below(90));
    delta[k] = k % 2 == 0 ? Utility{size, -size} : Utility{-size, size};
    for (std::size_t j = 0; j < 2; ++j) total[j] += delta[k][j];
  }
  delta[0] = {9, 20};
  for (std::size_t j = 0; j < 2; ++j) delta[1][j] += std::max<std::int64_t>(0, -total[j]);
  return delta;
}

TEST(MoveOrder, TwentyChangesAreDecided) {
  for (std::uint64_t seed = 0; seed < test::rounds(12); ++seed) {
    SCOPED_TRACE(seed);
    const Problem p = steps(odd_exchanges(13, seed));
    const Outcome draft(p.issues, 0);
    const Outcome target(p.issues, 1);
    EXPECT_EQ(checked_order(p, draft, target).kind, by_all_subsets(p, draft, target));
    EXPECT_NE(order_of(odd_exchanges(20, seed)).kind, Kind::unknown);
  }
  // Each step needs what the one before it brought.
  std::vector<Utility> chain = {{2, 0}};
  for (std::int64_t k = 1; k < 20; ++k) {
    const std::int64_t size = std::int64_t{1} << k;
    chain.push_back(k % 2 == 1 ? Utility{-size, 3 * size} : Utility{3 * size, -size});
  }
  EXPECT_EQ(order_of(chain).kind, Kind::safe);
}

TEST(MoveOrder, ManyChangesAreOrderedOrExcluded) {
  // A gift first, then exchanges that it can pay for.
  std::vector<Utility> exchanges(150, Utility(3, 0));
  for (std::size_t k = 0; k < exchanges.size(); ++k) {
    exchanges[k][k % 3] = -5;
    exchanges[k][(k + 1) % 3] = 3;
    exchanges[k][(k + 2) % 3] = 3;
  }
  exchanges[77] = {6, 6, 6};
  EXPECT_EQ(order_of(exchanges).kind, Kind::safe);
  exchanges[77] = {0, 0, 1};
  const MoveOrder none = order_of(exchanges);
  EXPECT_EQ(none.kind, Kind::none);
  EXPECT_LE(none.groups.front().changes.size(), 3U);
  EXPECT_GT(none.groups.size(), 30U);
  const std::vector<Utility> gifts(500, Utility{1, 0});
  EXPECT_EQ(order_of(gifts).kind, Kind::steady);
}

TEST(MoveOrder, WhatMustMoveTogetherIsSaid) {
  // The first two pay for each other, and only together with them the third can be borne.
  const MoveOrder pairs = order_of({{-1, 4}, {4, -1}, {-3, -3}});
  EXPECT_EQ(pairs.kind, Kind::none);
  ASSERT_EQ(pairs.groups.size(), 2U);
  EXPECT_EQ(pairs.groups[0].changes, (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(pairs.groups[1].changes, (std::vector<std::size_t>{2}));
  EXPECT_TRUE(pairs.groups_proven);
  // A ring of three: each gives to the next.
  const MoveOrder ring = order_of({{-2, 3, 0}, {0, -2, 3}, {3, 0, -2}});
  EXPECT_EQ(ring.groups.size(), 1U);
  EXPECT_TRUE(ring.groups_proven);
}

TEST(MoveOrder, CancelledItIsUnknown) {
  CancelToken cancel;
  cancel.request();
  WorkControl control;
  control.cancel = &cancel;
  const Problem p = steps({{-1, 3}, {3, -1}});
  const Outcome draft(2, 0);
  const auto changes = list_changes(p, draft, Outcome(2, 1));
  const Scenario frame = test::plain_scenario(2, 2, 2);
  EXPECT_EQ(find_order(frame, p, draft, changes, control).kind, Kind::unknown);
  EXPECT_EQ(find_order(frame, p, draft, changes, {}).kind, Kind::none);
}

}  // namespace
}  // namespace entente::bargain
