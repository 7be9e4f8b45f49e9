#include "entente/bargain/solve.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "entente/bargain/leximin.hpp"
#include "entente/bargain/verify.hpp"
#include "entente/base/random.hpp"
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

  /// The vectors where most parties gain, nobody loses, and the gainers' product is greatest.
  [[nodiscard]] std::set<Vector> fallback() const {
    std::set<Vector> out;
    std::pair<int, Rational> top{1, 0};
    for (const auto& [u, witness] : first_witness_) {
      std::pair<int, Rational> m{0, 1};
      bool loses = false;
      for (const auto& x : gains(u)) {
        loses = loses || x < 0;
        if (x > 0) m = {m.first + 1, m.second * x};
      }
      if (loses || m < top) continue;
      if (m > top) out.clear();
      top = m;
      out.insert(u);
    }
    return out;
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
    u.push_back(Rational(Rational(Integer(utility[j])) / problem.denominator[j]));
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

void check_fallback(const Scenario& scenario, const Exhaustive& all, const Solution& solution) {
  if (solution.deal(Concept::nash).status != Status::none) {
    EXPECT_FALSE(solution.nash_fallback);
    return;
  }
  const auto best = all.fallback();
  ASSERT_EQ(solution.nash_fallback.has_value(), !best.empty());
  if (best.empty()) return;
  const Deal& deal = *solution.nash_fallback;
  EXPECT_EQ(deal.status, Status::exact);
  EXPECT_EQ(deal.ties, best.size());
  EXPECT_TRUE(deal.ties_complete);
  const Vector shown = in_points(solution.problem, deal.utility.data());
  EXPECT_EQ(shown, *best.rbegin());
  EXPECT_TRUE(is_agreement(scenario, deal.outcome));
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
    if (frontier || searchable) check_fallback(scenario, all, *solution);
    for (const auto concept_ : k_concepts) {
      check_deal(scenario, all, *solution, concept_);
      if (searchable && solution->deal(concept_).found()) {
        EXPECT_TRUE(solution->deal(concept_).witness_canonical);
      }
    }
  }
}

Value exact_value(const Rational& v) { return {Value::Kind::exact, v, 0, 0}; }

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

/// Party 0 counts in other units.
void rescale_first_party(const Rational& factor, Scenario& s) {
  const auto scaled = [&](const Value& v) { return exact_value(v.mean() * factor); };
  Preferences& p = s.preferences[0];
  for (auto& row : p.values) {
    for (auto& v : row) v = scaled(v);
  }
  for (auto& term : p.together) term.add = scaled(term.add);
  if (p.reservation) p.reservation = scaled(*p.reservation);
}

/// Also by factors that leave the range of 64-bit numbers.
TEST(Solve, SolutionsIgnoreTheUnitsOfAParty) {
  const Rational huge(Integer(1), Integer("100000000000000000000"));
  const Rational factors[] = {Rational(7, 3), Rational(1 / huge), huge};
  for (std::uint64_t seed = 0; seed < test::rounds(200); ++seed) {
    SCOPED_TRACE(seed);
    test::RandomScenarioOptions random;
    random.max_issues = 4;
    const Scenario original = test::random_scenario(seed, random);
    SolveOptions options;
    options.frontier = seed % 2 == 0;
    const auto before = solve(original, options, {});
    Scenario s = original;
    rescale_first_party(factors[seed % 3], s);
    const auto after = solve(s, options, {});
    ASSERT_TRUE(before && after);
    for (const auto concept_ : {Concept::nash, Concept::kalai_smorodinsky}) {
      const Deal& a = before->deal(concept_);
      const Deal& b = after->deal(concept_);
      EXPECT_EQ(a.status, b.status);
      EXPECT_EQ(a.ties, b.ties);
      EXPECT_EQ(a.outcome, b.outcome);
    }
  }
}

TEST(Solve, RefusesWeightsThatCannotBeCompared) {
  const Scenario s = test::plain_scenario(2, 1, 2);
  const auto with = [&](const Rational& a, const Rational& b) {
    SolveOptions options;
    options.search.weights = {a, b};
    return solve(s, options, {}).has_value();
  };
  EXPECT_TRUE(with(1, 3));
  EXPECT_TRUE(with(Rational(1, 1000), Rational(2, 1000)));
  EXPECT_TRUE(with(Rational(655, 10), Rational(65, 10)));
  EXPECT_FALSE(with(1, Rational(100'001, 100'000)));
  EXPECT_FALSE(with(Rational(1, 1001), 1));
  EXPECT_FALSE(with(1001, 1));
}

/// Six parties and values that nearly cancel: what a search stopped at once finds.
Scenario hard_scenario(std::uint64_t seed) {
  Scenario s = test::plain_scenario(6, 12, 4);
  RandomStream random(seed);
  for (auto& p : s.preferences) {
    for (auto& row : p.values) row.assign(4, exact_value(0));
  }
  for (std::size_t i = 0; i < s.issue_count(); ++i) {
    for (std::size_t o = 1; o < 4; ++o) {
      int rest = 3;
      for (std::size_t j = 0; j < 6; ++j) {
        const int v = static_cast<int>(random.below(41)) - 19;
        rest += v;
        s.preferences[j].values[i][o] = exact_value(v);
      }
      const std::size_t last = random.below(6);
      s.preferences[last].values[i][o] =
          exact_value(s.preferences[last].values[i][o].mean() - rest + 6);
    }
  }
  return s;
}

TEST(Solve, NoDealShownIsBeatenByAnotherOne) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    SCOPED_TRACE(seed);
    SolveOptions options;
    options.search.max_nodes = 1 + 500 * (seed % 3);
    options.frontier = seed % 2 == 0;
    options.frontier_options.max_points = 50;
    const auto solution = solve(hard_scenario(seed), options, {});
    ASSERT_TRUE(solution);
    for (const auto concept_ : k_concepts) {
      const Deal& deal = solution->deal(concept_);
      if (!deal.found()) continue;
      EXPECT_GE(deal.gap, 0);
      if (concept_ == Concept::kalai_smorodinsky) {
        EXPECT_LE(deal.value + deal.gap, 1 + 1e-12);
        continue;
      }
      for (const auto other : k_concepts) {
        const Deal& rival = solution->deal(other);
        if (!rival.found()) continue;
        const auto weight = concept_weights(solution->problem, concept_, {}, {});
        EXPECT_GE(deal.value,
                  concept_value(solution->problem, concept_, weight, rival.utility.data()));
      }
    }
  }
}

TEST(Solve, APartialFrontierContainsTheDeals) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    SCOPED_TRACE(seed);
    Scenario s = test::plain_scenario(2 + seed % 2, 12, 4);
    RandomStream random(seed);
    for (auto& p : s.preferences) {
      for (auto& row : p.values) {
        row.resize(4);
        for (auto& v : row) v = exact_value(static_cast<int>(random.below(1000)) - 300);
      }
    }
    SolveOptions options;
    options.frontier_options.max_points = 7;
    options.frontier_options.epsilon = 0;
    const auto solution = solve(s, options, {});
    ASSERT_TRUE(solution);
    const Frontier& f = *solution->frontier;
    ASSERT_EQ(f.status(), FrontierStatus::partial);
    std::set<std::vector<std::int64_t>> points;
    for (std::size_t k = 0; k < f.size(); ++k) {
      points.emplace(f.utility(k), f.utility(k) + f.parties());
      std::vector<std::int64_t> u(f.parties());
      utilities(solution->problem, f.outcome(k).data(), u.data());
      EXPECT_TRUE(std::equal(u.begin(), u.end(), f.utility(k)));
    }
    for (const auto& deal : solution->deals) {
      if (deal.status == Status::exact) {
        EXPECT_EQ(points.count(deal.utility), 1U);
      }
    }
  }
}

/// Every reservation is the greatest utility there is, so nobody can gain; the values have too many
/// digits to be computed with exactly.
TEST(Solve, DoesNotTakeRoundingForAGain) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE(seed);
    Scenario s = test::plain_scenario(2, 6, 2);
    RandomStream random(seed);
    for (auto& p : s.preferences) {
      Rational best = 0;
      for (auto& row : p.values) {
        const Integer digits = Integer(random.below(1'000'000'000'000)) * 1'000'000'000'000 +
                               Integer(random.below(1'000'000'000'000)) + 1;
        const Rational value(digits, Integer("1000000000000000000000000"));
        row = {exact_value(0), exact_value(value)};
        best += value;
      }
      p.reservation = exact_value(best);
    }
    const auto solution = solve(s, {}, {});
    ASSERT_TRUE(solution);
    ASSERT_EQ(solution->problem.arithmetic, Arithmetic::double_grid);
    EXPECT_FALSE(solution->has_deal());
  }
}

/// The sizes of one party's values are so different that rounding swallows the small ones.
TEST(Solve, DoesNotClaimThatThereIsNoDealWhereRoundingMayHideOne) {
  Scenario s = test::plain_scenario(2, 1, 3);
  const Rational huge(Integer("100000000000000000000"));
  s.preferences[0].values = {{exact_value(0), exact_value(huge), exact_value(1)}};
  s.preferences[1].values = {{exact_value(0), exact_value(-1), exact_value(1)}};
  for (const bool frontier : {true, false}) {
    SolveOptions options;
    options.frontier = frontier;
    const auto solution = solve(s, options, {});
    ASSERT_TRUE(solution);
    for (const auto& deal : solution->deals) EXPECT_EQ(deal.status, Status::unknown);
    EXPECT_FALSE(solution->complete);
  }
  // Far from rounding, "no" is proven all the same.
  s.preferences[1].values = {{exact_value(0), exact_value(-1), exact_value(-1)}};
  s.preferences[1].reservation = exact_value(5);
  const auto solution = solve(s, {}, {});
  ASSERT_TRUE(solution);
  EXPECT_EQ(solution->problem.arithmetic, Arithmetic::double_grid);
  EXPECT_EQ(solution->deal(Concept::nash).status, Status::none);
}

/// To leave everything as it is gives a gain of 0 exactly, as does a change that is worth nothing
/// to anybody: rounding hides no gain there. Values have too many digits, each exchange hurts both.
TEST(Solve, KnowsThatTheStatusQuoIsNoGainWhateverWasRounded) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    SCOPED_TRACE(seed);
    RandomStream random(seed);
    const auto digits = [&](int size) {
      return exact_value(Rational(Integer(random.below(1'000'000'000'000)) + 1,
                                  Integer("1000000000000000000000007")) +
                         size);
    };
    Scenario s = test::plain_scenario(2, 5, 2);
    for (std::size_t i = 0; i < 4; ++i) {
      s.preferences[i % 2].values[i] = {exact_value(0), digits(-9)};
      s.preferences[1 - i % 2].values[i] = {exact_value(0), digits(4)};
    }
    const std::vector<Value> nothing = {exact_value(0), exact_value(0)};
    for (auto& p : s.preferences) p.values[4] = nothing;
    const auto none = solve(s, {}, {});
    ASSERT_TRUE(none);
    ASSERT_EQ(none->problem.arithmetic, Arithmetic::double_grid);
    for (const auto& deal : none->deals) EXPECT_EQ(deal.status, Status::none);
    EXPECT_TRUE(none->complete);
    // A change worth next to nothing may be a gain that rounding hides.
    for (auto& p : s.preferences) {
      p.values[4][1] = exact_value(Rational(1, Integer("1000000000000000000000000000007")));
    }
    const auto hidden = solve(s, {}, {});
    ASSERT_TRUE(hidden);
    for (const auto& deal : hidden->deals) EXPECT_EQ(deal.status, Status::unknown);
  }
}

TEST(Solve, VerificationNoticesAWrongListedOutcome) {
  Scenario s = test::plain_scenario(2, 2, 2);
  s.preferences[0].values = {{exact_value(0), exact_value(-1)}, {exact_value(0), exact_value(3)}};
  s.preferences[1].values = {{exact_value(0), exact_value(4)}, {exact_value(0), exact_value(-1)}};
  SolveOptions options;
  options.best = 2;
  options.fallback_bargaining = true;
  const auto right = solve(s, options, {});
  ASSERT_TRUE(right);
  EXPECT_TRUE(verify(s, options, *right).empty());
  auto wrong = *right;
  wrong.best->deals.front().utility[0] += 1;
  EXPECT_EQ(verify(s, options, wrong).size(), 1U);
  wrong = *right;
  wrong.fallback_bargaining->compromises.front().utility[1] -= 1;
  EXPECT_EQ(verify(s, options, wrong).size(), 1U);
}

TEST(Solve, OneLimitGivesOneAnswerForAllConcepts) {
  test::RandomScenarioOptions random;
  random.consistent_rules = false;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    SolveOptions options;
    options.frontier = false;
    options.search.max_nodes = 1 + seed % 40;
    const auto solution = solve(test::random_scenario(seed, random), options, {});
    ASSERT_TRUE(solution);
    const Deal& nash = solution->deal(Concept::nash);
    for (const auto& deal : solution->deals) {
      EXPECT_EQ(deal.status == Status::none, nash.status == Status::none);
      if (nash.status != Status::none) continue;
      EXPECT_EQ(deal.blocking, nash.blocking);
      EXPECT_EQ(deal.reason, nash.reason);
      if (!deal.blocking_complete) {
        EXPECT_FALSE(solution->complete);
      }
    }
  }
}

/// With so many parties and fine values neither deal is proven soon. Whoever stops the search once
/// it takes long has a good answer for each.
TEST(Solve, EveryConceptHasAnAnswerBeforeOneIsSearchedToTheEnd) {
  RandomStream random(5);
  Scenario s = test::plain_scenario(8, 60, 5);
  for (auto& preferences : s.preferences) {
    preferences.values.clear();
    for (std::size_t issue = 0; issue < 60; ++issue) {
      auto& values = preferences.values.emplace_back();
      values.push_back(exact_value(0));
      for (int option = 1; option < 5; ++option) {
        values.push_back(exact_value(static_cast<double>(random.below(1'000'000)) - 4e5));
      }
    }
  }
  SolveOptions options;
  options.frontier = false;
  CancelToken cancel;
  WorkControl control;
  control.cancel = &cancel;
  control.progress = [&](const Progress& p) {
    if (p.done > 30'000) cancel.request();
  };
  const auto solution = solve(s, options, control);
  ASSERT_TRUE(solution);
  EXPECT_TRUE(cancel.requested());
  EXPECT_FALSE(solution->complete);
  std::size_t open = 0;
  for (const auto concept_ : k_concepts) {
    const Deal& deal = solution->deal(concept_);
    EXPECT_TRUE(deal.found());
    EXPECT_LT(deal.gap, 0.05 * deal.value) << to_string(concept_);
    open += deal.status == Status::bound ? 1 : 0;
  }
  EXPECT_GE(open, 2U);
}

TEST(Solve, FallbackGainsForAsManyAsPossible) {
  // C can never gain; A and B can.
  Scenario s = test::plain_scenario(3, 1, 3);
  s.preferences[0].values = {{exact_value(0), exact_value(2), exact_value(5)}};
  s.preferences[1].values = {{exact_value(0), exact_value(3), exact_value(1)}};
  s.preferences[2].values = {{exact_value(0), exact_value(0), exact_value(0)}};
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
    EXPECT_TRUE(solution->nash_fallback->witness_canonical);
    options.search.weights = {4, 1, 1};  // 2^4 * 3 < 5^4 * 1
    const auto weighted = solve(s, options, {});
    ASSERT_TRUE(weighted && weighted->nash_fallback);
    EXPECT_EQ(weighted->nash_fallback->outcome, Outcome{2});
  }
}

}  // namespace
}  // namespace entente::bargain
