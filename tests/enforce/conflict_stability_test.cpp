#include "entente/enforce/conflict_stability.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "tests/enforce/conflict_examples.hpp"
#include "tests/support/rounds.hpp"

namespace entente::enforce {
namespace {

constexpr std::array<Stability, k_stabilities> k_all = {
    Stability::nash, Stability::gmr, Stability::smr, Stability::seq, Stability::sseq};

using Set = std::set<std::size_t>;

/// In the numbers of the examples.
Set numbers(const BitRows& rows, std::size_t row) {
  Set set;
  rows.for_each(row, [&](std::size_t s) { set.insert(s + 1); });
  return set;
}

Set equilibria(const ConflictAnalysis& analysis, Stability s) {
  return numbers(analysis.equilibria, static_cast<std::size_t>(s));
}

TEST(ConflictStability, PrisonersDilemma) {
  const auto conflict = test::prisoners_dilemma();
  const auto found = analyse_conflict(conflict);
  EXPECT_EQ(equilibria(found, Stability::nash), (Set{4}));
  for (const auto s : {Stability::gmr, Stability::smr, Stability::seq, Stability::sseq}) {
    EXPECT_EQ(equilibria(found, s), (Set{1, 4})) << to_string(s);
  }
  // Together they leave mutual defection for mutual cooperation.
  ASSERT_TRUE(found.coalitions_known);
  ASSERT_EQ(found.coalitions.size(), 1U);
  EXPECT_EQ(numbers(found.coalitions[0].stable, 0), (Set{1, 2, 3}));
  EXPECT_EQ(numbers(found.coalition_equilibria, 0), (Set{}));
  EXPECT_EQ(numbers(found.coalition_equilibria, 1), (Set{1}));
}

TEST(ConflictStability, Chicken) {
  const auto conflict = test::chicken();
  const auto found = analyse_conflict(conflict);
  EXPECT_EQ(equilibria(found, Stability::nash), (Set{2, 3}));
  EXPECT_EQ(equilibria(found, Stability::seq), (Set{2, 3}));
  EXPECT_EQ(equilibria(found, Stability::sseq), (Set{2, 3}));
  EXPECT_EQ(equilibria(found, Stability::gmr), (Set{1, 2, 3}));
  EXPECT_EQ(equilibria(found, Stability::smr), (Set{1, 2, 3}));
}

TEST(ConflictStability, Elmira) {
  const auto conflict = test::elmira();
  const auto found = analyse_conflict(conflict);
  for (const auto s : {Stability::nash, Stability::seq, Stability::sseq}) {
    EXPECT_EQ(equilibria(found, s), (Set{5, 8, 9})) << to_string(s);
  }
  for (const auto s : {Stability::gmr, Stability::smr}) {
    EXPECT_EQ(equilibria(found, s), (Set{1, 4, 5, 8, 9})) << to_string(s);
  }
  // The ministry and Uniroyal move from 5 to 8; of the three, 8 and 9 are left.
  ASSERT_EQ(found.coalitions.size(), 4U);
  EXPECT_EQ(found.coalitions[0].members, (std::vector<std::size_t>{0, 1}));
  const auto move = std::find_if(found.coalition_moves.begin(), found.coalition_moves.end(),
                                 [](const CoalitionMove& m) { return m.from == 4; });
  ASSERT_NE(move, found.coalition_moves.end());
  EXPECT_EQ(move->coalition, 0U);
  EXPECT_EQ(move->to, 7U);
  EXPECT_EQ(move->path, (std::vector<ConflictMove>{{0, 5}, {1, 7}}));
  EXPECT_EQ(numbers(found.coalition_equilibria, 0), (Set{8, 9}));
}

TEST(ConflictStability, SaysWhichSanctionDetersWhichMove) {
  const auto conflict = test::elmira();
  const auto found = analyse_conflict(conflict);
  // In 1, the local government would insist (5 is better for it); once the ministry has modified
  // its order in answer, neither 6 nor the way back to 2 is. It would not gain by that answer.
  const auto at = std::find_if(
      found.deterrence.begin(), found.deterrence.end(),
      [](const Deterrence& d) { return d.state == 0 && d.party == 2 && d.improvement == 4; });
  ASSERT_NE(at, found.deterrence.end());
  EXPECT_EQ(at->by(Stability::gmr), (std::vector<ConflictMove>{{0, 5}}));
  EXPECT_EQ(at->by(Stability::smr), (std::vector<ConflictMove>{{0, 5}}));
  EXPECT_TRUE(at->by(Stability::seq).empty());
  EXPECT_TRUE(found.deterrence_complete);
}

// The oracle: definitions word for word, by recursion over sequences of moves and on sets.

struct Oracle {
  const OrdinalConflict& conflict;
  bool sequences = true;

  using Group = std::set<std::size_t>;

  [[nodiscard]] bool prefers(std::size_t i, std::size_t a, std::size_t b) const {
    return conflict.rank[i][a] < conflict.rank[i][b];
  }
  [[nodiscard]] Set moves(std::size_t i, std::size_t s, bool improving) const {
    Set result;
    for (std::size_t to = 0; to < conflict.state_count(); ++to) {
      if (conflict.moves[i].test(s, to) && (!improving || prefers(i, to, s))) result.insert(to);
    }
    return result;
  }
  void walk(const Group& group, bool improving, bool chain, std::size_t s, std::size_t last,
            std::set<std::pair<std::size_t, std::size_t>>& seen) const {
    for (const std::size_t i : group) {
      if (i == last) continue;
      for (const std::size_t to : moves(i, s, improving)) {
        if (seen.emplace(to, i).second && chain) walk(group, improving, chain, to, i, seen);
      }
    }
  }
  [[nodiscard]] Set reach(const Group& group, std::size_t s, bool improving, bool chain) const {
    std::set<std::pair<std::size_t, std::size_t>> seen;
    walk(group, improving, chain, s, conflict.party_count(), seen);
    Set result;
    for (const auto& [state, who] : seen) result.insert(state);
    return result;
  }
  /// Is `x` no better than `s` for somebody in the group?
  [[nodiscard]] bool no_better(const Group& group, std::size_t x, std::size_t s) const {
    return std::any_of(group.begin(), group.end(),
                       [&](std::size_t i) { return !prefers(i, x, s); });
  }
  [[nodiscard]] bool stable(const Group& group, std::size_t s, Stability kind) const {
    Group others;
    for (std::size_t i = 0; i < conflict.party_count(); ++i) {
      if (!group.contains(i)) others.insert(i);
    }
    const bool improving = kind == Stability::seq || kind == Stability::sseq;
    const bool for_good = kind == Stability::smr || kind == Stability::sseq;
    for (const std::size_t s1 : reach(group, s, false, true)) {
      if (no_better(group, s1, s)) continue;
      if (kind == Stability::nash) return false;
      bool sanctioned = false;
      for (const std::size_t s2 : reach(others, s1, improving, sequences)) {
        bool good = no_better(group, s2, s);
        if (for_good) {
          for (const std::size_t s3 : reach(group, s2, false, true)) {
            good = good && no_better(group, s3, s);
          }
        }
        sanctioned = sanctioned || good;
      }
      if (!sanctioned) return false;
    }
    return true;
  }
};

OrdinalConflict random_conflict(RandomStream& random) {
  OrdinalConflict conflict;
  const std::size_t parties = 2 + random.below(3);
  const std::size_t states = 1 + random.below(8);
  const std::uint64_t percent = 5 + random.below(50);
  const std::uint64_t ranks = 1 + random.below(states + 2);
  for (std::size_t s = 0; s < states; ++s) {
    conflict.states.push_back({std::to_string(s + 1), {}, {}});
  }
  for (std::size_t p = 0; p < parties; ++p) {
    conflict.parties.push_back({std::to_string(p), std::to_string(p)});
    BitRows rows(states, states);
    for (std::size_t a = 0; a < states; ++a) {
      for (std::size_t b = 0; b < states; ++b) {
        if (a != b && random.below(100) < percent) rows.set(a, b);
      }
    }
    conflict.moves.push_back(rows);
    std::vector<std::uint32_t> rank;
    for (std::size_t s = 0; s < states; ++s) {
      rank.push_back(static_cast<std::uint32_t>(random.below(ranks)));
    }
    conflict.rank.push_back(rank);
  }
  return conflict;
}

void expect_as_defined(const OrdinalConflict& conflict, const ConflictAnalysis& found) {
  const Oracle oracle{conflict, found.sanctions == SanctionRule::sequences};
  for (std::size_t s = 0; s < conflict.state_count(); ++s) {
    for (const Stability kind : k_all) {
      bool all = true;
      for (std::size_t p = 0; p < conflict.party_count(); ++p) {
        const bool stable = oracle.stable({p}, s, kind);
        EXPECT_EQ(found.is_stable(kind, p, s), stable) << to_string(kind);
        all = all && stable;
      }
      EXPECT_EQ(found.is_equilibrium(kind, s), all);
      if (kind == Stability::sseq) continue;
      const auto k = static_cast<std::size_t>(kind);
      for (const auto& coalition : found.coalitions) {
        const Oracle::Group group(coalition.members.begin(), coalition.members.end());
        const bool stable = oracle.stable(group, s, kind);
        EXPECT_EQ(coalition.stable.test(k, s), stable) << to_string(kind);
        all = all && stable;
      }
      EXPECT_EQ(found.coalition_equilibria.test(k, s), all);
    }
  }
}

TEST(ConflictStability, IsAsDefinedOnRandomGraphs) {
  RandomStream random(5);
  for (std::uint64_t round = 0; round < test::rounds(500); ++round) {
    const auto conflict = random_conflict(random);
    ConflictOptions options;
    options.sanctions = random.below(2) == 0 ? SanctionRule::sequences : SanctionRule::single_moves;
    const auto found = analyse_conflict(conflict, options);
    ASSERT_TRUE(found.coalitions_known);
    ASSERT_EQ(found.coalitions.size(),
              (std::size_t{1} << conflict.party_count()) - conflict.party_count() - 1);
    expect_as_defined(conflict, found);
    if (HasFailure()) FAIL() << "round " << round;
  }
}

/// Follows a path of legal moves; the state where it ends.
std::size_t follow(const OrdinalConflict& conflict, std::size_t from,
                   const std::vector<ConflictMove>& path, const std::set<std::size_t>& group,
                   bool improving) {
  std::size_t last = conflict.party_count();
  for (const auto& [party, to] : path) {
    EXPECT_TRUE(group.contains(party));
    EXPECT_NE(party, last);
    EXPECT_TRUE(conflict.moves[party].test(from, to));
    if (improving) {
      EXPECT_LT(conflict.rank[party][to], conflict.rank[party][from]);
    }
    from = to;
    last = party;
  }
  return from;
}

TEST(ConflictStability, AnswersAreLegalAndDeter) {
  RandomStream random(6);
  for (std::uint64_t round = 0; round < test::rounds(500); ++round) {
    const auto conflict = random_conflict(random);
    const auto found = analyse_conflict(conflict);
    std::map<std::pair<std::size_t, std::size_t>, std::array<bool, k_stabilities>> all_deterred;
    for (const auto& d : found.deterrence) {
      std::set<std::size_t> others;
      for (std::size_t p = 0; p < conflict.party_count(); ++p) {
        if (p != d.party) others.insert(p);
      }
      const std::uint32_t now = conflict.rank[d.party][d.state];
      EXPECT_LT(conflict.rank[d.party][d.improvement], now);
      auto& all = all_deterred
                      .try_emplace({d.party, d.state},
                                   std::array<bool, k_stabilities>{true, true, true, true, true})
                      .first->second;
      for (const auto s : {Stability::gmr, Stability::smr, Stability::seq, Stability::sseq}) {
        if (d.by(s).empty()) {
          all[static_cast<std::size_t>(s)] = false;
          continue;
        }
        const bool credible = s == Stability::seq || s == Stability::sseq;
        const std::size_t end = follow(conflict, d.improvement, d.by(s), others, credible);
        EXPECT_GE(conflict.rank[d.party][end], now);
        if (s != Stability::smr && s != Stability::sseq) continue;
        conflict.moves[d.party].for_each(
            end, [&](std::size_t to) { EXPECT_GE(conflict.rank[d.party][to], now); });
      }
    }
    for (const auto& [where, all] : all_deterred) {
      for (const auto s : {Stability::gmr, Stability::smr, Stability::seq, Stability::sseq}) {
        EXPECT_EQ(all[static_cast<std::size_t>(s)], found.is_stable(s, where.first, where.second));
      }
    }
    for (const auto& m : found.coalition_moves) {
      const auto& members = found.coalitions[m.coalition].members;
      EXPECT_EQ(follow(conflict, m.from, m.path, {members.begin(), members.end()}, false), m.to);
      for (const std::size_t p : members) {
        EXPECT_LT(conflict.rank[p][m.to], conflict.rank[p][m.from]);
      }
    }
    if (HasFailure()) FAIL() << "round " << round;
  }
}

bool within(const BitRows& inner, const BitRows& outer) {
  for (std::size_t row = 0; row < inner.rows(); ++row) {
    if (!inner.within(row, outer, row)) return false;
  }
  return true;
}

/// What each notion implies (Fang, Hipel & Kilgour 1993), on larger graphs than the oracle bears.
TEST(ConflictStability, StrongerNotionsImplyWeakerOnes) {
  RandomStream random(7);
  for (std::uint64_t round = 0; round < test::rounds(50); ++round) {
    const std::size_t states = 70 + random.below(80);
    std::vector<std::vector<std::pair<std::size_t, std::size_t>>> moves(2 + random.below(3));
    std::vector<std::vector<std::vector<std::size_t>>> rankings(moves.size());
    for (std::size_t p = 0; p < moves.size(); ++p) {
      for (std::size_t k = 0; k < 3 * states; ++k) {
        const std::size_t a = 1 + random.below(states);
        const std::size_t b = 1 + random.below(states);
        if (a != b) moves[p].emplace_back(a, b);
      }
      rankings[p].resize(states / 2);
      for (std::size_t s = 1; s <= states; ++s) {
        rankings[p][random.below(rankings[p].size())].push_back(s);
      }
    }
    const auto conflict = test::numbered_conflict(states, moves, rankings);
    ConflictOptions options;
    options.max_listed = 100;
    const auto found = analyse_conflict(conflict, options);
    const auto of = [&](Stability s) -> const BitRows& {
      return found.stable[static_cast<std::size_t>(s)];
    };
    EXPECT_TRUE(within(of(Stability::nash), of(Stability::sseq)));
    EXPECT_TRUE(within(of(Stability::sseq), of(Stability::seq)));
    EXPECT_TRUE(within(of(Stability::sseq), of(Stability::smr)));
    EXPECT_TRUE(within(of(Stability::seq), of(Stability::gmr)));
    EXPECT_TRUE(within(of(Stability::smr), of(Stability::gmr)));
    options.sanctions = SanctionRule::single_moves;
    options.coalitions = false;
    const auto single = analyse_conflict(conflict, options);
    EXPECT_FALSE(single.coalitions_known);
    for (std::size_t k = 0; k < k_stabilities; ++k) {
      EXPECT_TRUE(within(single.stable[k], found.stable[k]));  // sequences deter more
      EXPECT_TRUE(moves.size() > 2 || within(found.stable[k], single.stable[k]));
    }
    ASSERT_TRUE(found.coalitions_known);
    for (const auto& c : found.coalitions) {
      EXPECT_TRUE(c.stable.within(0, c.stable, 3));  // nash in seq
      EXPECT_TRUE(c.stable.within(0, c.stable, 2));
      EXPECT_TRUE(c.stable.within(2, c.stable, 1));
      EXPECT_TRUE(c.stable.within(3, c.stable, 1));
    }
    if (HasFailure()) FAIL() << "round " << round;
  }
}

TEST(ConflictStability, ListsStopAtTheirLimit) {
  const auto conflict = test::elmira();
  ConflictOptions options;
  options.max_listed = 1;
  options.focus = {1};
  const auto found = analyse_conflict(conflict, options);
  EXPECT_FALSE(found.deterrence_complete);
  EXPECT_LE(found.deterrence.size(), 1U);
  EXPECT_LE(found.coalition_moves.size(), 1U);
  options.coalition_steps = 1;
  EXPECT_FALSE(analyse_conflict(conflict, options).coalitions_known);
}

// 4096 states of twelve switches, four of each of three parties: all sets of moves are dense.
TEST(ConflictStability, ThousandsOfStates) {
  OrdinalConflict conflict;
  constexpr std::size_t states = 4096;
  conflict.states.resize(states);
  RandomStream random(8);
  for (std::size_t p = 0; p < 3; ++p) {
    conflict.parties.push_back({std::to_string(p), std::to_string(p)});
    BitRows rows(states, states);
    std::vector<std::uint32_t> rank(states);
    for (std::size_t s = 0; s < states; ++s) {
      for (std::size_t change = 1; change < 16; ++change) rows.set(s, s ^ (change << (4 * p)));
      rank[s] = static_cast<std::uint32_t>(random.below(states));
    }
    conflict.moves.push_back(rows);
    conflict.rank.push_back(rank);
  }
  ConflictOptions options;
  options.coalitions = false;
  options.max_listed = 100;
  const auto found = analyse_conflict(conflict, options);
  // Every party can be taken to any state by the other two but for its own switches, and back.
  EXPECT_GT(found.equilibria.count(static_cast<std::size_t>(Stability::gmr)), 1000U);
  EXPECT_LT(found.equilibria.count(static_cast<std::size_t>(Stability::nash)), 100U);
}

}  // namespace
}  // namespace entente::enforce
