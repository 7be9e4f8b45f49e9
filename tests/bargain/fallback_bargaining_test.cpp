#include "entente/bargain/fallback_bargaining.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "entente/bargain/solve.hpp"
#include "entente/base/random.hpp"
#include "entente/format/load.hpp"
#include "tests/bargain/small_problems.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/rounds.hpp"

namespace entente::bargain {
namespace {

/// The procedure itself, step by step: every party has a list of all agreements, best first, and a
/// set into which it takes the next one, with all that are as good.
class SlowBargaining {
 public:
  explicit SlowBargaining(const Scenario& scenario) : scenario_(scenario) {
    test::for_each_outcome(scenario, [&](const Outcome& x) {
      if (is_agreement(scenario, x)) agreements.push_back(x);
    });
    for (std::size_t j = 0; j < scenario.party_count(); ++j) {
      auto& worth = worth_.emplace_back();
      for (const auto& x : agreements) worth.push_back(utility(scenario, PartyId(j), x));
      auto& list = list_.emplace_back(worth);
      std::sort(list.begin(), list.end(), std::greater<>());
      no_deal_.push_back(no_deal_utility(scenario, PartyId(j)));
    }
    while (reached.empty() && depth < agreements.size()) {
      for (std::size_t x = 0; x < agreements.size(); ++x) {
        if (enough(x)) reached.insert(agreements[x]);
      }
      ++depth;
    }
  }

  /// Those reached that none of those reached beats.
  [[nodiscard]] std::set<std::vector<Rational>> best_vectors() const {
    std::set<std::vector<Rational>> all;
    for (const auto& x : reached) all.insert(vector_of(x));
    std::set<std::vector<Rational>> best;
    for (const auto& u : all) {
      if (std::none_of(all.begin(), all.end(), [&](const auto& v) { return beats(v, u); })) {
        best.insert(u);
      }
    }
    return best;
  }

  [[nodiscard]] std::vector<Rational> vector_of(const Outcome& x) const {
    std::vector<Rational> u;
    for (std::size_t j = 0; j < scenario_.party_count(); ++j) {
      u.push_back(utility(scenario_, PartyId(j), x));
    }
    return u;
  }

  std::vector<Outcome> agreements;
  std::set<Outcome> reached;  ///< empty: impasse
  std::size_t depth = 0;      ///< of `reached`

 private:
  /// Is agreement x in enough sets, once all have taken the agreement at place `depth`?
  [[nodiscard]] bool enough(std::size_t x) const {
    const auto& rule = scenario_.acceptance;
    std::set<std::size_t> with;
    for (std::size_t j = 0; j < worth_.size(); ++j) {
      if (worth_[j][x] >= list_[j][depth] && worth_[j][x] >= no_deal_[j]) with.insert(j);
    }
    const bool vetoed = std::any_of(rule.veto.begin(), rule.veto.end(),
                                    [&](PartyId p) { return !with.contains(p.index()); });
    const auto wanted = rule.at_least > 0 ? static_cast<std::size_t>(rule.at_least) : worth_.size();
    return !vetoed && with.size() >= wanted;
  }

  static bool beats(const std::vector<Rational>& a, const std::vector<Rational>& b) {
    return a != b && std::equal(a.begin(), a.end(), b.begin(), std::greater_equal<>());
  }

  const Scenario& scenario_;
  std::vector<std::vector<Rational>> worth_;  ///< [party][agreement]
  std::vector<std::vector<Rational>> list_;   ///< [party] best first
  std::vector<Rational> no_deal_;
};

/// What holds of every answer, however it was found.
void expect_right(const SlowBargaining& slow, const FallbackBargaining& fast) {
  EXPECT_EQ(fast.outcomes, slow.agreements.size());
  ASSERT_EQ(fast.status, slow.reached.empty() ? Status::none : Status::exact);
  if (slow.reached.empty()) return;
  EXPECT_EQ(fast.depth, slow.depth);
  ASSERT_TRUE(fast.size.has_value());
  EXPECT_EQ(*fast.size, slow.reached.size());
  const auto best = slow.best_vectors();
  ASSERT_FALSE(fast.compromises.empty());
  std::set<std::vector<Rational>> listed;
  for (const auto& compromise : fast.compromises) {
    EXPECT_TRUE(slow.reached.contains(compromise.outcome));
    EXPECT_TRUE(listed.insert(slow.vector_of(compromise.outcome)).second);
    EXPECT_TRUE(best.contains(slow.vector_of(compromise.outcome)));
  }
  EXPECT_TRUE(!fast.all_listed || listed == best);
}

FallbackBargaining answer_of(const Scenario& scenario, bool frontier) {
  SolveOptions options;
  options.frontier = frontier;
  options.fallback_bargaining = true;
  return solve(scenario, options, {})->fallback_bargaining.value();
}

TEST(FallbackBargaining, IsTheProcedureCarriedOutRankByRank) {
  std::size_t settled = 0;
  std::size_t impasse = 0;
  for (std::uint64_t seed = 1; seed <= test::rounds(2'000); ++seed) {
    SCOPED_TRACE(seed);
    test::RandomScenarioOptions random;
    random.max_parties = 4;
    random.max_issues = 4;
    random.max_options = 3;
    random.threats = seed % 4 == 0;
    const Scenario scenario = test::random_scenario(seed, random);
    const SlowBargaining slow(scenario);
    const auto listed = answer_of(scenario, true);
    expect_right(slow, listed);
    EXPECT_TRUE(listed.status == Status::none || listed.all_listed);
    expect_right(slow, answer_of(scenario, false));
    (slow.reached.empty() ? impasse : settled) += 1;
  }
  EXPECT_GT(settled, impasse);
  EXPECT_GT(impasse, 20U);
}

TEST(FallbackBargaining, RanksWhatIsNoSumToo) {
  for (std::uint64_t seed = 1; seed <= test::rounds(200); ++seed) {
    SCOPED_TRACE(seed);
    test::RandomScenarioOptions random;
    random.max_parties = 3;
    random.max_issues = 4;
    random.max_options = 3;
    random.aggregates = true;
    random.caps = true;
    random.imported = true;
    const Scenario scenario = test::random_scenario(seed, random);
    expect_right(SlowBargaining(scenario), answer_of(scenario, true));
  }
}

/// Digits that no grid holds: the order is that of the fractions as long as it is clear.
TEST(FallbackBargaining, RanksRoundedValuesByTheirFractions) {
  std::size_t answered = 0;
  std::size_t rounded = 0;
  std::size_t together = 0;
  for (std::uint64_t seed = 1; seed <= test::rounds(80); ++seed) {
    SCOPED_TRACE(seed);
    test::RandomScenarioOptions random;
    random.max_parties = 3;
    random.max_issues = 4;
    random.max_options = 3;
    Scenario scenario = test::random_scenario(seed, random);
    // Whole multiples of a weight per issue: equal values stay equal, sums hardly ever meet.
    for (auto& preferences : scenario.preferences) {
      Rational weight = 1;
      for (auto& issue : preferences.values) {
        weight *=
            Rational(Integer("1000000000000000000000007"), Integer("999999000000000000000011"));
        for (auto& value : issue) value.a *= weight, value.b *= weight, value.c *= weight;
      }
      if (!preferences.together.empty()) ++together;
    }
    if (make_problem(scenario, {})->arithmetic == Arithmetic::exact) continue;
    ++rounded;
    const auto answer = answer_of(scenario, true);
    if (answer.status == Status::unknown) continue;
    ++answered;
    const SlowBargaining slow(scenario);
    expect_right(slow, answer);
    expect_right(slow, answer_of(scenario, false));
  }
  EXPECT_GE(2 * rounded, test::rounds(80));
  EXPECT_GE(2 * answered, rounded);
  EXPECT_GT(together, 0U);
}

TEST(FallbackBargaining, RanksTheSharedExamplesWithLongFractions) {
  for (const std::vector<std::string>& names :
       {std::vector<std::string>{"itex-cypress/itex.xml", "itex-cypress/cypress.xml"},
        {"england-zimbabwe/england.xml", "england-zimbabwe/zimbabwe.xml"}}) {
    SCOPED_TRACE(names.front());
    const std::string folder = std::string(ENTENTE_SOURCE_DIR) + "/examples/";
    const auto domain = names.front().substr(0, names.front().find('/')) + "/domain.xml";
    const auto read =
        format::load_scenario({folder + domain, folder + names[0], folder + names[1]});
    ASSERT_TRUE(read.scenario);
    const auto answer = answer_of(*read.scenario, true);
    EXPECT_EQ(answer.status, Status::exact);
    expect_right(SlowBargaining(*read.scenario), answer);
    expect_right(SlowBargaining(*read.scenario), answer_of(*read.scenario, false));
  }
}

/// One party, one issue with options worth 0, 1/3 and a little more than `second`.
Scenario nearly(const Rational& second, const Rational& more) {
  Scenario scenario = test::plain_scenario(1, 1, 3);
  scenario.preferences[0].values.assign(1, std::vector<Value>(3));
  scenario.preferences[0].values[0][1].a = Rational(1, 3);
  scenario.preferences[0].values[0][2].a = second + more;
  return scenario;
}

TEST(FallbackBargaining, RefusesOnlyNearTies) {
  const Rational tiny(1, Integer("1000000000000000000000007"));
  EXPECT_EQ(answer_of(nearly(Rational(1, 3), tiny), true).status, Status::unknown);
  EXPECT_EQ(answer_of(nearly(0, tiny), true).status, Status::unknown);  // nearly no deal
  EXPECT_EQ(answer_of(nearly(0, -tiny), true).status, Status::unknown);
  EXPECT_FALSE(answer_of(nearly(0, tiny), true).reason.empty());
  const auto far = answer_of(nearly(Rational(1, 2), tiny), true);
  EXPECT_EQ(far.status, Status::exact);
  EXPECT_EQ(far.depth, 1);
  EXPECT_EQ(far.compromises.at(0).outcome, Outcome{2});
}

/// Only the order counts: any rising change of a party's values leaves the answer as it is.
TEST(FallbackBargaining, LooksAtTheOrderAlone) {
  for (std::uint64_t seed = 1; seed <= test::rounds(100); ++seed) {
    SCOPED_TRACE(seed);
    RandomStream random(seed);
    Scenario scenario = test::plain_scenario(3, 1, 7);
    for (std::size_t j = 0; j < 3; ++j) {
      scenario.preferences[j].values.assign(1, std::vector<Value>(7));
      for (auto& value : scenario.preferences[j].values[0]) value.a = random.below(9);
    }
    const auto before = answer_of(scenario, true);
    for (auto& value : scenario.preferences[1].values[0]) value.a = value.a * value.a * value.a + 5;
    const auto after = answer_of(scenario, true);
    EXPECT_EQ(before.status, after.status);
    EXPECT_EQ(before.depth, after.depth);
    ASSERT_EQ(before.compromises.size(), after.compromises.size());
    for (std::size_t k = 0; k < before.compromises.size(); ++k) {
      EXPECT_EQ(before.compromises[k].rank, after.compromises[k].rank);
    }
  }
}

/// 2^120 outcomes: each of two parties wants as many of 120 things as it can get. They meet where
/// both have 60; those who have more are counted by binomial coefficients.
TEST(FallbackBargaining, CountsRanksFarBeyondEnumeration) {
  constexpr unsigned k_things = 120;
  const Problem problem = test::table_problem(test::alike(k_things, {{1, 0}, {0, 1}}));
  Integer all = 1;
  Integer half = 1;
  for (unsigned i = 1; i <= k_things; ++i) {
    all *= 2;
    if (i <= k_things / 2) half = half * (k_things + 1 - i) / i;
  }
  const auto engine = make_separable_engine(problem);
  const auto answer = find_fallback_bargaining(problem, {}, nullptr, engine.get(), {}, {});
  ASSERT_EQ(answer.status, Status::exact);
  EXPECT_EQ(answer.outcomes, all);
  EXPECT_EQ(answer.depth, (all - half) / 2 + 1);
  EXPECT_EQ(answer.size, half);
  ASSERT_EQ(answer.compromises.size(), 1U);
  EXPECT_EQ(answer.compromises[0].utility, (std::vector<std::int64_t>{60, 60}));
  EXPECT_FALSE(answer.all_listed);
}

TEST(FallbackBargaining, SaysWhereItsLimitsAre) {
  const Problem problem = test::table_problem(test::alike(40, {{1, 0}, {0, 1}}));
  const auto engine = make_separable_engine(problem);
  FallbackBargainingOptions options;
  options.ranks.max_levels = 50;  // each party has 41
  const auto few = find_fallback_bargaining(problem, {}, nullptr, engine.get(), options, {});
  EXPECT_EQ(few.status, Status::unknown);
  EXPECT_FALSE(few.reason.empty());
  Problem bound = problem;
  bound.forbidden.push_back({{{0, 1}, {{1, 0}, {1, 0}}}, 0});
  options = {};
  options.ranks.max_outcomes = 1'000;
  const auto many = find_fallback_bargaining(bound, {}, nullptr, engine.get(), options, {});
  EXPECT_EQ(many.status, Status::unknown);
  const auto no_sums = find_fallback_bargaining(problem, {}, nullptr, nullptr, {}, {});
  EXPECT_EQ(no_sums.status, Status::unknown);
  Problem rounded = problem;
  rounded.arithmetic = Arithmetic::double_grid;
  EXPECT_EQ(find_fallback_bargaining(rounded, {}, nullptr, engine.get(), {}, {}).status,
            Status::unknown);
  CancelToken stop;
  stop.request();
  WorkControl control;
  control.cancel = &stop;
  const auto stopped = find_fallback_bargaining(problem, {}, nullptr, engine.get(), {}, control);
  EXPECT_EQ(stopped.status, Status::unknown);
}

}  // namespace
}  // namespace entente::bargain
