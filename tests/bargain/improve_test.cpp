#include "entente/bargain/improve.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/rounds.hpp"

namespace entente::bargain {
namespace {

using Points = std::vector<Rational>;

/// Everything that improve() should say, by looking at all outcomes of the model.
struct Oracle {
  Points at_draft;
  Points no_deal;
  bool acceptable = false;
  std::map<Points, Outcome> better;  ///< improvements, each with its nearest outcome
  std::set<Points> front;            ///< those that no other dominates
  std::set<Points> best;             ///< most gainers, greatest product
  std::size_t gainers = 0;
  bool any_acceptable = false;
  std::pair<Rational, std::size_t> cost;  ///< of the smallest change
  std::map<Points, Outcome> smallest;     ///< all of that cost, each with its smallest outcome
};

Points worth(const Scenario& s, const Outcome& x) {
  Points u;
  for (std::size_t j = 0; j < s.party_count(); ++j) u.push_back(utility(s, PartyId(j), x));
  return u;
}

bool at_least(const Points& a, const Points& b) {
  for (std::size_t j = 0; j < a.size(); ++j) {
    if (a[j] < b[j]) return false;
  }
  return true;
}

std::size_t changes(const Outcome& a, const Outcome& b) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.size(); ++i) count += a[i] != b[i] ? 1 : 0;
  return count;
}

/// How many parties have more than at `from`, then the product of what they have more, to whole
/// powers.
std::pair<std::size_t, Rational> merit(const Points& u, const Points& from,
                                       const std::vector<int>& weight) {
  std::pair<std::size_t, Rational> m{0, 1};
  for (std::size_t j = 0; j < u.size(); ++j) {
    if (u[j] <= from[j]) continue;
    ++m.first;
    for (int k = 0; k < weight[j]; ++k) m.second *= u[j] - from[j];
  }
  return m;
}

Oracle look(const Scenario& s, const Outcome& draft, const ImproveOptions& options,
            const std::vector<int>& weight) {
  Oracle o;
  o.at_draft = worth(s, draft);
  for (std::size_t j = 0; j < s.party_count(); ++j) {
    o.no_deal.push_back(no_deal_utility(s, PartyId(j), options.threats));
  }
  o.acceptable = is_agreement(s, draft) && at_least(o.at_draft, o.no_deal);
  std::pair<std::size_t, Rational> most{0, 0};
  test::for_each_outcome(s, [&](const Outcome& x) {
    if (!is_agreement(s, x)) return;
    const Points u = worth(s, x);
    if (at_least(u, o.at_draft) && u != o.at_draft) {
      const auto [it, fresh] = o.better.try_emplace(u, x);
      if (!fresh && changes(draft, x) < changes(draft, it->second)) it->second = x;
      const auto m = merit(u, o.at_draft, weight);
      if (m > most) o.best.clear();
      if (m >= most) o.best.insert(u);
      most = std::max(most, m);
    }
    if (!at_least(u, o.no_deal)) return;
    std::pair<Rational, std::size_t> cost{0, changes(draft, x)};
    if (options.least_cost) cost.first = -u[options.least_cost->index()];
    if (!o.any_acceptable || cost < o.cost) o.smallest.clear();
    if (!o.any_acceptable || cost <= o.cost) {
      o.cost = cost;
      o.smallest.try_emplace(u, x);
    }
    o.any_acceptable = true;
  });
  o.gainers = most.first;
  for (const auto& [u, x] : o.better) {
    const bool beaten = std::any_of(
        o.better.begin(), o.better.end(),
        [&, v = u](const auto& other) { return other.first != v && at_least(other.first, v); });
    if (!beaten) o.front.insert(u);
  }
  return o;
}

Points in_points(const Problem& p, const std::int64_t* u) {
  Points out;
  for (std::size_t j = 0; j < p.parties; ++j) out.push_back(amount_in_points(p, j, u[j]));
  return out;
}

void expect_improvement(const Scenario& s, const Oracle& o, const ImproveAnswer& a) {
  const Deal& deal = a.improvement.deal;
  ASSERT_EQ(deal.status, o.best.empty() ? Status::none : Status::exact) << deal.reason;
  if (o.best.empty()) {
    EXPECT_FALSE(deal.reason.empty());
    EXPECT_FALSE(deal.found());
    return;
  }
  const Points u = in_points(a.problem, deal.utility.data());
  EXPECT_EQ(u, *o.best.rbegin());
  EXPECT_EQ(deal.ties, o.best.size());
  EXPECT_TRUE(deal.ties_complete);
  EXPECT_EQ(worth(s, deal.outcome), u);
  EXPECT_EQ(deal.outcome, o.better.at(u));
  EXPECT_EQ(a.improvement.gainers.size(), o.gainers);
  for (const PartyId party : a.improvement.gainers) {
    EXPECT_GT(u[party.index()], o.at_draft[party.index()]);
  }
}

void expect_frontier(const Scenario& s, const Oracle& o, const ImproveAnswer& a) {
  ASSERT_TRUE(a.frontier);
  EXPECT_EQ(a.frontier->status(), FrontierStatus::exact);
  std::set<Points> points;
  for (std::size_t k = 0; k < a.frontier->size(); ++k) {
    points.insert(in_points(a.problem, a.frontier->utility(k)));
    const Outcome x = a.frontier->outcome(k);
    EXPECT_TRUE(is_agreement(s, x));
    EXPECT_EQ(worth(s, x), in_points(a.problem, a.frontier->utility(k)));
  }
  EXPECT_EQ(points.size(), a.frontier->size());
  EXPECT_EQ(points, o.front);
}

void expect_smallest(const Scenario& s, const Oracle& o, const ImproveAnswer& a,
                     const Outcome& draft, const std::vector<int>& weight) {
  EXPECT_EQ(a.acceptable, o.acceptable);
  ASSERT_EQ(a.smallest_change.has_value(), !o.acceptable);
  if (o.acceptable) return;
  const SmallestChange& change = *a.smallest_change;
  const Deal& deal = change.deal;
  ASSERT_EQ(deal.status, o.any_acceptable ? Status::exact : Status::none);
  if (!o.any_acceptable) return;
  EXPECT_EQ(deal.ties, o.smallest.size());
  EXPECT_EQ(change.changes.size(), o.cost.second);
  if (change.least_cost) {
    const std::size_t party = change.least_cost->index();
    EXPECT_EQ(deal.value, to_double(Rational(o.at_draft[party] + o.cost.first)));
  } else {
    EXPECT_EQ(deal.value, static_cast<double>(o.cost.second));
  }
  Points shown;
  std::pair<std::size_t, Rational> most{0, 0};
  for (const auto& [u, x] : o.smallest) {
    const auto m = merit(u, o.no_deal, weight);
    if (m >= most) shown = u;
    most = std::max(most, m);
  }
  EXPECT_EQ(worth(s, deal.outcome), shown);
  EXPECT_EQ(deal.outcome, o.smallest.at(shown));
  EXPECT_EQ(changes(draft, deal.outcome), o.cost.second);
}

/// Which kinds of order exist among all permutations of the changes.
MoveOrder::Kind best_order(const Scenario& s, const Oracle& o, const Outcome& draft,
                           const Outcome& target) {
  std::vector<std::size_t> issues;
  for (std::size_t i = 0; i < draft.size(); ++i) {
    if (draft[i] != target[i]) issues.push_back(i);
  }
  auto kind = MoveOrder::Kind::none;
  do {
    Outcome x = draft;
    Points before = o.at_draft;
    bool safe = true;
    bool steady = true;
    for (const auto i : issues) {
      x[i] = target[i];
      Points after = worth(s, x);
      safe = safe && at_least(after, o.at_draft);
      steady = steady && at_least(after, before);
      before = std::move(after);
    }
    if (steady) return MoveOrder::Kind::steady;
    if (safe) kind = MoveOrder::Kind::safe;
  } while (std::next_permutation(issues.begin(), issues.end()));
  return kind;
}

void expect_order(const Scenario& s, const Oracle& o, const ImproveAnswer& a,
                  const Outcome& draft) {
  const Improvement& improvement = a.improvement;
  if (!improvement.deal.found()) return;
  const MoveOrder& order = improvement.order;
  EXPECT_EQ(order.kind, best_order(s, o, draft, improvement.deal.outcome));
  if (order.kind == MoveOrder::Kind::none) {
    EXPECT_TRUE(order.moves.empty());
    return;
  }
  Outcome x = draft;
  Points before = o.at_draft;
  for (const auto& move : order.moves) {
    const auto& change = improvement.changes.at(move.change);
    EXPECT_EQ(x[change.issue.index()], change.from.index());
    x[change.issue.index()] = static_cast<std::uint16_t>(change.to.index());
    const Points after = worth(s, x);
    EXPECT_EQ(in_points(a.problem, move.utility.data()), after);
    EXPECT_TRUE(at_least(after, order.kind == MoveOrder::Kind::steady ? before : o.at_draft));
    EXPECT_EQ(move.broken.size(), broken_rules(s, x).size());
    before = after;
  }
  EXPECT_EQ(x, improvement.deal.outcome);
}

void expect_effects(const Scenario& s, const std::vector<IssueChange>& list, const Problem& p,
                    const Outcome& outcome) {
  for (const auto& change : list) {
    Outcome without = outcome;
    without[change.issue.index()] = static_cast<std::uint16_t>(change.from.index());
    const Points with = worth(s, outcome);
    const Points less = worth(s, without);
    for (std::size_t j = 0; j < with.size(); ++j) {
      EXPECT_EQ(amount_in_points(p, j, change.effect[j]), with[j] - less[j]);
    }
  }
}

/// An outcome without threats carried out, often near a good one.
Outcome draw_draft(const Scenario& s, RandomStream& random) {
  Outcome draft;
  for (const auto& issue : s.issues) {
    draft.push_back(static_cast<std::uint16_t>(
        issue.is_threat() ? issue.status_quo.index() : random.below(issue.options.size())));
  }
  return draft;
}

void expect_oracle(const Scenario& s, RandomStream& random) {
  ImproveOptions options;
  std::vector<int> weight(s.party_count(), 1);
  if (random.below(4) == 0) {
    for (auto& w : weight) w = 1 + static_cast<int>(random.below(3));
    options.search.weights.assign(weight.begin(), weight.end());
  }
  if (random.below(3) == 0) options.least_cost = PartyId(random.below(s.party_count()));
  Outcome draft = draw_draft(s, random);
  options.verify = random.below(4) == 0;
  // Half of the drafts are improved first, so that many leave nothing on the table.
  if (random.below(2) == 0) {
    const auto first = improve(s, draft, options, {});
    ASSERT_TRUE(first) << to_string(first.error().front());
    if (first->improvement.deal.found()) draft = first->improvement.deal.outcome;
  }
  const auto answer = improve(s, draft, options, {});
  ASSERT_TRUE(answer) << to_string(answer.error().front());
  const Oracle o = look(s, draft, options, weight);
  EXPECT_TRUE(answer->complete);
  expect_improvement(s, o, *answer);
  expect_frontier(s, o, *answer);
  expect_smallest(s, o, *answer, draft, weight);
  expect_order(s, o, *answer, draft);
  expect_effects(s, answer->improvement.changes, answer->problem, answer->improvement.deal.outcome);
  if (answer->smallest_change) {
    expect_effects(s, answer->smallest_change->changes, answer->problem,
                   answer->smallest_change->deal.outcome);
  }
}

TEST(Improve, AgreesWithAllOutcomesOnSums) {
  test::RandomScenarioOptions plain;
  plain.min_parties = 2;
  plain.max_issues = 5;
  plain.max_interactions = 0;
  plain.max_rules = 0;
  plain.imported = true;
  RandomStream random(1);
  for (std::uint64_t seed = 0; seed < test::rounds(700); ++seed) {
    SCOPED_TRACE(seed);
    expect_oracle(test::random_scenario(seed, plain), random);
  }
}

TEST(Improve, AgreesWithAllOutcomesWithInteractionsAndRules) {
  test::RandomScenarioOptions mixed;
  mixed.min_parties = 2;
  mixed.max_issues = 5;
  RandomStream random(2);
  for (std::uint64_t seed = 0; seed < test::rounds(700); ++seed) {
    SCOPED_TRACE(seed);
    expect_oracle(test::random_scenario(5'000 + seed, mixed), random);
  }
}

TEST(Improve, AgreesWithAllOutcomesWhereRulesContradict) {
  test::RandomScenarioOptions strict;
  strict.min_parties = 2;
  strict.max_issues = 5;
  strict.max_rules = 6;
  strict.consistent_rules = false;
  RandomStream random(3);
  for (std::uint64_t seed = 0; seed < test::rounds(300); ++seed) {
    SCOPED_TRACE(seed);
    expect_oracle(test::random_scenario(20'000 + seed, strict), random);
  }
}

TEST(Improve, AgreesWithAllOutcomesWhereUtilitiesAreNoSums) {
  test::RandomScenarioOptions other;
  other.min_parties = 2;
  other.max_parties = 4;
  other.max_issues = 5;
  other.aggregates = true;
  other.caps = true;
  other.imported = true;
  RandomStream random(4);
  for (std::uint64_t seed = 0; seed < test::rounds(300); ++seed) {
    SCOPED_TRACE(seed);
    expect_oracle(test::random_scenario(30'000 + seed, other), random);
  }
}

TEST(Improve, AFrontierThatIsCutShortHoldsTheImprovement) {
  RandomStream random(77);
  for (int round = 0; round < 20; ++round) {
    Scenario s = test::plain_scenario(3, 12, 3);
    for (auto& preferences : s.preferences) {
      preferences.values.clear();
      for (std::size_t issue = 0; issue < 12; ++issue) {
        auto& values = preferences.values.emplace_back();
        values.push_back({Value::Kind::exact, 0, 0, 0});
        for (int option = 1; option < 3; ++option) {
          const auto points = static_cast<std::int64_t>(random.below(200)) - 80;
          values.push_back({Value::Kind::exact, Rational(points), 0, 0});
        }
      }
    }
    ImproveOptions options;
    options.frontier_options.max_points = 2;
    options.frontier_options.epsilon = 0;
    const auto answer = improve(s, Outcome(12, 0), options, {});
    ASSERT_TRUE(answer && answer->frontier);
    const auto& frontier = *answer->frontier;
    const auto& deal = answer->improvement.deal;
    if (frontier.status() == FrontierStatus::exact || !deal.found()) continue;
    bool listed = false;
    for (std::size_t k = 0; k < frontier.size(); ++k) {
      listed = listed || std::equal(deal.utility.begin(), deal.utility.end(), frontier.utility(k));
    }
    EXPECT_TRUE(listed) << round;
  }
}

}  // namespace
}  // namespace entente::bargain
