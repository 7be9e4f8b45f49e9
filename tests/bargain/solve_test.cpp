#include "entente/bargain/solve.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/random_scenario.hpp"
#include "tests/support/rounds.hpp"

// The whole main job against exhaustive search by the model's definitions, in fractions.

namespace entente::bargain {
namespace {

using Vector = std::vector<Rational>;

/// Everything about a small scenario, by visiting every outcome.
class Exhaustive {
 public:
  explicit Exhaustive(const Scenario& scenario) {
    for (std::size_t j = 0; j < scenario.party_count(); ++j) {
      no_deal_.push_back(no_deal_utility(scenario, PartyId(j)));
    }
    test::for_each_outcome(scenario, [&](const Outcome& outcome) {
      if (!is_agreement(scenario, outcome)) return;
      Vector u;
      for (std::size_t j = 0; j < scenario.party_count(); ++j) {
        u.push_back(utility(scenario, PartyId(j), outcome));
      }
      first_witness_.try_emplace(std::move(u), outcome);
    });
  }

  [[nodiscard]] const Vector& no_deal() const { return no_deal_; }
  [[nodiscard]] const Outcome& witness(const Vector& u) const { return first_witness_.at(u); }
  [[nodiscard]] bool reachable(const Vector& u) const { return first_witness_.contains(u); }

  [[nodiscard]] std::set<Vector> frontier() const {
    std::set<Vector> out;
    for (const auto& [u, witness] : first_witness_) {
      const bool dominated =
          std::any_of(first_witness_.begin(), first_witness_.end(), [&, &u = u](const auto& other) {
            return other.first != u &&
                   std::equal(u.begin(), u.end(), other.first.begin(),
                              [](const auto& a, const auto& b) { return a <= b; });
          });
      if (!dominated) out.insert(u);
    }
    return out;
  }

  [[nodiscard]] Vector gains(const Vector& u) const {
    Vector g = u;
    for (std::size_t j = 0; j < g.size(); ++j) g[j] -= no_deal_[j];
    return g;
  }

  [[nodiscard]] bool everyone_can_gain() const {
    return std::any_of(first_witness_.begin(), first_witness_.end(), [&](const auto& entry) {
      const auto g = gains(entry.first);
      return std::all_of(g.begin(), g.end(), [](const Rational& x) { return x > 0; });
    });
  }

  [[nodiscard]] std::set<Vector> best(Concept concept_) const {
    Vector ideal(no_deal_.size(), 0);
    for (const auto& [u, witness] : first_witness_) {
      const auto g = gains(u);
      if (*std::min_element(g.begin(), g.end()) < 0) continue;
      for (std::size_t j = 0; j < g.size(); ++j) ideal[j] = std::max(ideal[j], g[j]);
    }
    std::set<Vector> out;
    Vector top;
    for (const auto& [u, witness] : first_witness_) {
      const auto g = gains(u);
      if (*std::min_element(g.begin(), g.end()) < 0) continue;
      auto m = merit(concept_, g, ideal);
      if (out.empty() || m > top) {
        out = {u};
        top = std::move(m);
      } else if (m == top) {
        out.insert(u);
      }
    }
    return out;
  }

 private:
  static Vector merit(Concept concept_, Vector g, const Vector& ideal) {
    if (concept_ == Concept::nash || concept_ == Concept::utilitarian) {
      Rational total = concept_ == Concept::nash ? 1 : 0;
      for (const auto& x : g) total = concept_ == Concept::nash ? total * x : total + x;
      return {total};
    }
    if (concept_ == Concept::kalai_smorodinsky) {
      for (std::size_t j = 0; j < g.size(); ++j) g[j] /= ideal[j];
    }
    std::sort(g.begin(), g.end());
    return g;
  }

  Vector no_deal_;
  std::map<Vector, Outcome> first_witness_;
};

Vector in_points(const Problem& problem, const std::int64_t* utility) {
  Vector u;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    u.push_back(Rational(Integer(utility[j]), Integer(problem.denominator[j])));
  }
  return u;
}

void check_frontier(const Exhaustive& all, const Solution& solution) {
  ASSERT_TRUE(solution.frontier.has_value());
  ASSERT_EQ(solution.frontier->status(), FrontierStatus::exact);
  std::set<Vector> found;
  for (std::size_t k = 0; k < solution.frontier->size(); ++k) {
    found.insert(in_points(solution.problem, solution.frontier->utility(k)));
  }
  EXPECT_EQ(found.size(), solution.frontier->size());
  EXPECT_EQ(found, all.frontier());
}

void check_deal(const Scenario& scenario, const Exhaustive& all, const Solution& solution,
                Concept concept_) {
  SCOPED_TRACE(to_string(concept_));
  const Deal& deal = solution.deal(concept_);
  if (!all.everyone_can_gain()) {
    EXPECT_EQ(deal.status, Status::none);
    EXPECT_FALSE(deal.found());
    EXPECT_FALSE(deal.reason.empty());
    return;
  }
  ASSERT_EQ(deal.status, Status::exact);
  EXPECT_EQ(deal.gap, 0);
  const auto best = all.best(concept_);
  EXPECT_EQ(deal.ties, best.size());
  EXPECT_TRUE(deal.ties_complete);
  const Vector shown = in_points(solution.problem, deal.utility.data());
  EXPECT_EQ(shown, *best.rbegin());
  ASSERT_EQ(deal.outcome.size(), scenario.issue_count());
  EXPECT_TRUE(is_agreement(scenario, deal.outcome));
  for (std::size_t j = 0; j < scenario.party_count(); ++j) {
    EXPECT_EQ(utility(scenario, PartyId(j), deal.outcome), shown[j]);
  }
  if (deal.witness_canonical) {
    EXPECT_EQ(deal.outcome, all.witness(shown));
  }
}

void check(const Scenario& scenario, bool searchable) {
  const Exhaustive all(scenario);
  for (const bool frontier : {true, false}) {
    SCOPED_TRACE(frontier ? "with frontier" : "without frontier");
    SolveOptions options;
    options.frontier = frontier;
    options.verify = true;
    const auto solution = solve(scenario, options, {});
    ASSERT_TRUE(solution.has_value()) << to_string(solution.error().front());
    EXPECT_TRUE(solution->complete);
    EXPECT_EQ(in_points(solution->problem, solution->problem.no_deal.data()), all.no_deal());
    if (frontier) check_frontier(all, *solution);
    for (const auto concept_ : k_concepts) {
      check_deal(scenario, all, *solution, concept_);
      if (searchable && solution->deal(concept_).found()) {
        EXPECT_TRUE(solution->deal(concept_).witness_canonical);
      }
    }
  }
}

/// Shards, so that the cores share the work.
class SolveRandom : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Shard, SolveRandom, testing::Range(0, 8));

constexpr std::uint64_t k_per_shard = 150;

void check_family(int shard, test::RandomScenarioOptions options, bool searchable) {
  options.max_issues = std::min<std::size_t>(options.max_issues, 5);
  for (std::uint64_t s = 0; s < test::rounds(k_per_shard); ++s) {
    const std::uint64_t seed = static_cast<std::uint64_t>(shard) * k_per_shard + s;
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    check(test::random_scenario(seed, options), searchable);
    if (testing::Test::HasFatalFailure()) return;
  }
}

TEST_P(SolveRandom, Additive) {
  test::RandomScenarioOptions options;
  options.max_interactions = 0;
  options.max_rules = 0;
  check_family(GetParam(), options, true);
}

TEST_P(SolveRandom, InteractionsAndRules) {
  test::RandomScenarioOptions options;
  options.consistent_rules = false;
  check_family(GetParam(), options, true);
}

TEST_P(SolveRandom, ImportedSpaces) {
  test::RandomScenarioOptions options;
  options.aggregates = true;
  options.caps = true;
  options.imported = true;
  options.max_parties = 4;
  options.max_issues = 4;
  check_family(GetParam(), options, false);
}

TEST(Solve, NashIgnoresPositiveAffineChangesOfAParty) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    test::RandomScenarioOptions options;
    options.max_issues = 4;
    Scenario s = test::random_scenario(seed, options);
    const auto before = solve(s, {}, {});
    for (auto& row : s.preferences[0].values) {
      for (auto& v : row) v = {Value::Kind::exact, v.mean() * Rational(7, 3), 0, 0};
    }
    for (auto& term : s.preferences[0].together) {
      term.add = {Value::Kind::exact, term.add.mean() * Rational(7, 3), 0, 0};
    }
    if (s.preferences[0].reservation) {
      const Rational r = s.preferences[0].reservation->mean() * Rational(7, 3);
      s.preferences[0].reservation = Value{Value::Kind::exact, r, 0, 0};
    }
    const auto after = solve(s, {}, {});
    ASSERT_TRUE(before && after);
    const Deal& a = before->deal(Concept::nash);
    const Deal& b = after->deal(Concept::nash);
    EXPECT_EQ(a.status, b.status);
    EXPECT_EQ(a.ties, b.ties);
    EXPECT_EQ(a.outcome, b.outcome);
  }
}

TEST(Solve, FallbackGainsForAsManyAsPossible) {
  // C can never gain; A and B can.
  Scenario s = test::plain_scenario(3, 1, 3);
  const auto exact = [](int v) { return Value{Value::Kind::exact, v, 0, 0}; };
  s.preferences[0].values = {{exact(0), exact(2), exact(5)}};
  s.preferences[1].values = {{exact(0), exact(3), exact(1)}};
  s.preferences[2].values = {{exact(0), exact(0), exact(0)}};
  for (const bool frontier : {true, false}) {
    SolveOptions options;
    options.frontier = frontier;
    const auto solution = solve(s, options, {});
    ASSERT_TRUE(solution);
    EXPECT_EQ(solution->deal(Concept::nash).status, Status::none);
    ASSERT_EQ(solution->deal(Concept::nash).blocking.size(), 1U);
    EXPECT_EQ(solution->deal(Concept::nash).blocking[0], PartyId(2));
    ASSERT_TRUE(solution->nash_fallback);
    EXPECT_EQ(solution->nash_fallback->outcome, Outcome{1});
    EXPECT_EQ(solution->nash_fallback->value, 6);
  }
}

}  // namespace
}  // namespace entente::bargain
