#include "entente/bargain/general_engine.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "entente/bargain/elimination_frontier.hpp"
#include "entente/bargain/families.hpp"
#include "entente/base/random.hpp"
#include "entente/model/outcome.hpp"
#include "tests/support/random_problem.hpp"
#include "tests/support/random_scenario.hpp"

namespace entente::bargain {
namespace {

using test::Enumerated;
using Vector = std::vector<std::int64_t>;

constexpr std::uint64_t k_problems = 1'500;

/// A search to be answered: kind, weights and floors.
struct Question {
  Objective::Kind kind = Objective::Kind::linear;
  std::vector<int> weight;
  Vector floor;

  [[nodiscard]] Objective objective(const Problem& problem) const {
    return {problem, kind, std::vector<Rational>(weight.begin(), weight.end()), floor};
  }
};

Question draw_question(const Problem& problem, std::uint64_t seed) {
  RandomStream random(seed * 77 + 3);
  Question q;
  q.kind = static_cast<Objective::Kind>(seed % 3);
  for (std::size_t j = 0; j < problem.parties; ++j) {
    q.weight.push_back(static_cast<int>(random.below(3)));
    // The no-deal utility, a lower floor, or hardly any.
    const std::int64_t slack[] = {0, 5, 1'000'000, -3};
    q.floor.push_back(problem.no_deal[j] - slack[random.below(4)]);
  }
  q.weight[random.below(problem.parties)] = 1;
  return q;
}

bool meets(const Vector& utility, const Vector& floor) {
  for (std::size_t j = 0; j < floor.size(); ++j) {
    if (utility[j] < floor[j]) return false;
  }
  return true;
}

/// What brute force says: the best value and everything that attains it.
struct Answer {
  std::optional<Rational> best;
  std::map<Vector, Outcome> witnesses;  ///< optimal vectors, each with its smallest outcome
};

Answer brute_force(const Problem& problem, const std::vector<Enumerated>& outcomes,
                   const Question& q) {
  Answer answer;
  for (const auto& x : outcomes) {
    if (!meets(x.utility, q.floor)) continue;
    const auto value = test::exact_value(problem, q.kind, q.weight, x.utility);
    if (!value) continue;
    if (!answer.best || *value > *answer.best) {
      answer.best = value;
      answer.witnesses.clear();
    }
    if (*value == *answer.best) answer.witnesses.emplace(x.utility, x.outcome);
  }
  return answer;
}

Vector utility_of(const Problem& problem, const Outcome& outcome) {
  Vector u(problem.parties);
  utilities(problem, outcome.data(), u.data());
  return u;
}

std::set<Vector> enumerated(Engine& engine, const Objective& objective, const Vector& level,
                            const Problem& problem) {
  std::set<Vector> found;
  const bool complete = engine.enumerate(objective, level,
                                         [&](const std::int64_t* u, const Outcome& outcome) {
                                           const Vector utility(u, u + problem.parties);
                                           EXPECT_TRUE(found.insert(utility).second)
                                               << "visited twice";
                                           EXPECT_TRUE(feasible(problem, outcome.data()));
                                           EXPECT_EQ(utility_of(problem, outcome), utility);
                                           return true;
                                         },
                                         {}, {});
  EXPECT_TRUE(complete);
  return found;
}

void check(const Problem& problem, Engine& engine, const Question& q,
           const std::vector<Enumerated>& outcomes) {
  const Answer answer = brute_force(problem, outcomes, q);
  const Objective objective = q.objective(problem);
  const SearchResult result = engine.maximise(objective, {}, {});
  if (!answer.best) {
    EXPECT_EQ(result.status, Status::none);
    EXPECT_TRUE(result.outcome.empty());
    return;
  }
  ASSERT_EQ(result.status, Status::exact);
  ASSERT_TRUE(feasible(problem, result.outcome.data()));
  EXPECT_EQ(utility_of(problem, result.outcome), result.utility);
  EXPECT_TRUE(meets(result.utility, q.floor));
  EXPECT_EQ(test::exact_value(problem, q.kind, q.weight, result.utility), answer.best);
  EXPECT_EQ(result.value, result.upper);
  const SearchResult as_good = engine.maximise(objective, {0, &result.utility}, {});
  ASSERT_EQ(as_good.status, Status::exact);
  EXPECT_EQ(test::exact_value(problem, q.kind, q.weight, as_good.utility), answer.best);
  Vector better = result.utility;
  for (auto& u : better) ++u;
  EXPECT_EQ(engine.maximise(objective, {0, &better}, {}).status, Status::none);

  std::set<Vector> optimal;
  for (const auto& [utility, outcome] : answer.witnesses) optimal.insert(utility);
  EXPECT_EQ(enumerated(engine, objective, result.utility, problem), optimal);
  const auto& [utility, smallest] = *answer.witnesses.rbegin();
  const auto witness = engine.smallest_witness(objective, utility, {}, {});
  ASSERT_TRUE(witness.has_value());
  EXPECT_EQ(*witness, smallest);
}

/// Three questions to the engine about each of many problems. `options_of` and `limits_of` say of
/// which kind they are, by their seed.
void check_problems(const std::function<test::RandomProblemOptions(std::uint64_t)>& options_of,
                    const std::function<GeneralLimits(std::uint64_t)>& limits_of) {
  for (std::uint64_t seed = 0; seed < k_problems; ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = test::random_problem_with_rules(seed, options_of(seed));
    const auto outcomes = test::all_feasible(problem);
    const auto engine = make_general_engine(problem, limits_of(seed));
    for (std::uint64_t k = 0; k < 3; ++k) {
      check(problem, *engine, draw_question(problem, 3 * seed + k), outcomes);
    }
    if (testing::Test::HasFailure()) return;
  }
}

TEST(GeneralEngine, AgreesWithBruteForce) {
  check_problems(test::varied_options, [](std::uint64_t) { return GeneralLimits{}; });
}

TEST(GeneralEngine, AgreesWithBruteForceWhenBoxesDoNotFitTheTables) {
  const auto options_of = [](std::uint64_t seed) {
    auto options = test::varied_options(seed + 10'000);
    options.terms += 3;
    options.forbidden += seed % 3;
    return options;
  };
  check_problems(options_of, [](std::uint64_t seed) {
    return GeneralLimits{.tables = {seed % 2 == 0 ? 1U : 12U, 60}};
  });
}

TEST(GeneralEngine, AgreesWithBruteForceWhenRulesAreCounted) {
  const auto options_of = [](std::uint64_t seed) {
    auto options = test::varied_options(seed + 40'000);
    options.rules = 1 + seed % 3;
    return options;
  };
  // Whatever is not settled at once goes on with counters, in large tables or in small ones.
  check_problems(options_of, [](std::uint64_t seed) {
    const EliminationLimits small{64, 512};
    return GeneralLimits{.tables = seed % 4 == 3 ? small : EliminationLimits{}, .short_search = 1};
  });
}

TEST(GeneralEngine, EnumeratesEverythingAsGoodAsALevel) {
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem =
        test::random_problem_with_rules(seed, test::varied_options(seed + 20'000));
    const auto outcomes = test::all_feasible(problem);
    if (outcomes.empty()) continue;
    const Question q = draw_question(problem, seed);
    // Any outcome may set the level.
    const Vector level = outcomes[seed % outcomes.size()].utility;
    const auto at_least = test::exact_value(problem, q.kind, q.weight, level);
    if (!at_least) continue;
    std::set<Vector> expected;
    for (const auto& x : outcomes) {
      const auto value = test::exact_value(problem, q.kind, q.weight, x.utility);
      if (meets(x.utility, q.floor) && value && *value >= *at_least) expected.insert(x.utility);
    }
    const auto engine =
        make_general_engine(problem, {.tables = {seed % 2 == 0 ? 8U : 1024U, 1024}});
    EXPECT_EQ(enumerated(*engine, q.objective(problem), level, problem), expected);
    if (HasFailure()) return;
  }
}

TEST(GeneralEngine, FindsTheSmallestWitnessOfAnyVector) {
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    SCOPED_TRACE(seed);
    auto options = test::varied_options(seed + 30'000);
    options.values = 1 + static_cast<std::int64_t>(seed % 3);  // many outcomes per vector
    const Problem problem = test::random_problem_with_rules(seed, options);
    const auto outcomes = test::all_feasible(problem);
    if (outcomes.empty()) continue;
    const Vector target = outcomes[seed * 7 % outcomes.size()].utility;
    const auto first = std::find_if(outcomes.begin(), outcomes.end(),
                                    [&](const Enumerated& x) { return x.utility == target; });
    const auto engine =
        make_general_engine(problem, {.tables = {seed % 2 == 0 ? 8U : 1024U, 1024}});
    const auto witness =
        engine->smallest_witness(draw_question(problem, seed).objective(problem), target, {}, {});
    ASSERT_TRUE(witness.has_value());
    EXPECT_EQ(*witness, first->outcome);
  }
}

TEST(GeneralEngine, AgreesWithTheModelsDefinitionsOnRandomScenarios) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    const Scenario scenario = test::random_scenario(seed);
    const auto problem = make_problem(scenario);
    ASSERT_TRUE(problem.has_value());
    if (problem->arithmetic != Arithmetic::exact) continue;
    // The greatest product of gains, by the slow definitions.
    Rational best = 0;
    test::for_each_outcome(scenario, [&](const Outcome& outcome) {
      if (!is_agreement(scenario, outcome)) return;
      Rational product = 1;
      for (std::size_t j = 0; j < problem->parties; ++j) {
        const Rational gain =
            utility(scenario, PartyId(j), outcome) - no_deal_utility(scenario, PartyId(j));
        product *= gain > 0 ? gain : Rational(0);
      }
      best = std::max<Rational>(best, product);
    });
    const Objective nash(*problem, Objective::Kind::log_sum,
                         std::vector<Rational>(problem->parties, 1), problem->no_deal);
    const SearchResult result = make_general_engine(*problem)->maximise(nash, {}, {});
    ASSERT_EQ(result.status, best > 0 ? Status::exact : Status::none);
    if (best == 0) continue;
    EXPECT_TRUE(is_agreement(scenario, result.outcome));
    Rational product = 1;
    for (std::size_t j = 0; j < problem->parties; ++j) {
      product *=
          utility(scenario, PartyId(j), result.outcome) - no_deal_utility(scenario, PartyId(j));
    }
    EXPECT_EQ(product, best);
  }
}

TEST(GeneralEngine, AgreesWithTheSeparableEngineOnIndependentIssues) {
  for (const Family family : k_families) {
    for (const std::size_t parties : {2U, 3U, 4U}) {
      Problem problem = random_problem(family, parties, 20, 4, 11);
      set_no_deal_share(problem, 0.2);
      const auto general = make_general_engine(problem);
      const auto separable = make_separable_engine(problem);
      for (const auto kind :
           {Objective::Kind::log_sum, Objective::Kind::minimum, Objective::Kind::linear}) {
        SCOPED_TRACE(std::string(to_string(family)) + " " + std::to_string(parties) + " " +
                     std::to_string(static_cast<int>(kind)));
        const Objective objective(problem, kind, std::vector<Rational>(parties, 1),
                                  problem.no_deal);
        const SearchResult a = general->maximise(objective, {}, {});
        const SearchResult b = separable->maximise(objective, {}, {});
        ASSERT_EQ(a.status, b.status);
        if (a.status != Status::exact) continue;
        EXPECT_EQ(objective.compare(a.utility.data(), b.utility.data()), 0);
      }
    }
  }
}

TEST(GeneralEngine, AgreesWithTheFrontierBeyondBruteForce) {
  std::size_t compared = 0;
  for (std::uint64_t seed = 0; seed < 24; ++seed) {
    SCOPED_TRACE(seed);
    test::RandomProblemOptions options;
    options.issues = 20 + seed % 3 * 10;
    options.options = 4;
    options.terms = 3 * options.issues;
    options.forbidden = options.issues / 4;
    options.rules = seed % 2;
    options.values = seed % 4 == 0 ? 5 : 500;
    options.structure = seed % 2 == 0 ? test::Structure::path : test::Structure::tree;
    const Problem problem = test::random_problem_with_rules(seed, options);
    const Frontier frontier = eliminate_frontier(problem, {}, {});
    if (frontier.status() != FrontierStatus::exact) continue;
    const auto engine = make_general_engine(problem);
    for (const auto kind : {Objective::Kind::log_sum, Objective::Kind::minimum}) {
      const Objective objective(problem, kind, {1, 2}, problem.no_deal);
      const std::int64_t* best = nullptr;
      for (std::size_t k = 0; k < frontier.size(); ++k) {
        const std::int64_t* u = frontier.utility(k);
        if (!objective.meets_floor(u) || !std::isfinite(objective.value(u))) continue;
        if (best == nullptr || objective.compare(best, u) < 0) best = u;
      }
      const SearchResult result = engine->maximise(objective, {}, {});
      ASSERT_EQ(result.status, best == nullptr ? Status::none : Status::exact);
      if (best == nullptr) continue;
      EXPECT_EQ(objective.compare(result.utility.data(), best), 0);
      compared += frontier.size() > 3 ? 1 : 0;
    }
  }
  EXPECT_GT(compared, 10U);
}

/// Every pair of issues interacts.
Problem wide_problem(std::uint64_t seed) {
  test::RandomProblemOptions options;
  options.parties = 3;
  options.issues = 9;
  options.options = 4;
  options.terms = 60;
  options.values = 1'000;
  options.structure = test::Structure::complete;
  return test::random_problem_with_rules(seed, options);
}

TEST(GeneralEngine, ANodeLimitLeavesAValidBound) {
  std::size_t stopped = 0;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = wide_problem(seed);
    const auto engine = make_general_engine(problem, {.tables = {64, 600}});
    for (const auto kind :
         {Objective::Kind::log_sum, Objective::Kind::minimum, Objective::Kind::linear}) {
      const Objective objective(problem, kind, {1, 1, 1}, problem.no_deal);
      const SearchResult full = engine->maximise(objective, {}, {});
      for (const std::uint64_t limit : {1U, 30U, 2'500U}) {
        const SearchResult part = engine->maximise(objective, {limit}, {});
        EXPECT_LE(part.nodes, limit + 1);
        if (part.status == Status::exact || part.status == Status::none) {
          EXPECT_EQ(part.status, full.status);
          continue;
        }
        ++stopped;
        EXPECT_EQ(part.status, part.outcome.empty() ? Status::unknown : Status::bound);
        if (full.status == Status::none) continue;
        EXPECT_GE(part.upper, full.value);
        if (part.status == Status::bound) {
          EXPECT_LE(part.value, full.value);
        }
      }
    }
  }
  EXPECT_GT(stopped, 20U);
}

TEST(GeneralEngine, ALevelEnumerationSaysWhenItWasCutShort) {
  const Problem problem = wide_problem(3);
  const Objective objective(problem, Objective::Kind::linear, {1, 1, 1},
                            {-1'000'000, -1'000'000, -1'000'000});
  const auto engine = make_general_engine(problem);
  const Vector level(3, -1'000'000);
  int visited = 0;
  const auto count = [&](const std::int64_t*, const Outcome&) { return ++visited < 5; };
  EXPECT_FALSE(engine->enumerate(objective, level, count, {}, {}));
  EXPECT_EQ(visited, 5);
  visited = -1'000'000;
  EXPECT_FALSE(engine->enumerate(objective, level, count, {20}, {}));
}

TEST(GeneralEngine, CancelStopsWithoutAFalseClaim) {
  const Problem problem = wide_problem(5);
  CancelToken cancel;
  cancel.request();
  WorkControl control;
  control.cancel = &cancel;
  const Objective objective(problem, Objective::Kind::log_sum, {1, 1, 1}, problem.no_deal);
  const auto engine = make_general_engine(problem);
  const SearchResult result = engine->maximise(objective, {}, control);
  EXPECT_TRUE(result.status == Status::bound || result.status == Status::unknown);
  EXPECT_TRUE(std::isfinite(result.upper));
  const SearchResult full = engine->maximise(objective, {}, {});
  if (full.status == Status::exact) {
    EXPECT_GE(result.upper, full.value);
  }
  EXPECT_FALSE(engine->enumerate(
      objective, problem.no_deal, [](const std::int64_t*, const Outcome&) { return true; }, {},
      control));
}

/// 40 issues on which one party gets what the other gives, one of them tied to another by a rule.
Problem symmetric_problem() {
  test::RandomProblemOptions options;
  options.issues = 40;
  options.terms = 0;
  Problem problem = test::random_problem_with_rules(1, options);
  problem.options.assign(40, 2);
  problem.first.clear();
  for (std::uint32_t i = 0; i <= 40; ++i) problem.first.push_back(2 * i);
  problem.allowed.assign(80, 1);
  problem.value.clear();
  for (std::size_t i = 0; i < 40; ++i) problem.value.insert(problem.value.end(), {1, 0, 0, 1});
  problem.no_deal = {0, 0};
  problem.denominator = {1, 1};
  problem.forbidden.push_back({{{0, 1}, {{0, 1}, {0, 1}}}, 0});
  return problem;
}

TEST(GeneralEngine, SymmetricIssuesDoNotExplode) {
  const Problem problem = symmetric_problem();
  const auto engine = make_general_engine(problem);
  const Objective nash(problem, Objective::Kind::log_sum, {1, 1}, problem.no_deal);
  const SearchResult result = engine->maximise(nash, {1'000'000}, {});
  EXPECT_EQ(result.status, Status::exact);
  EXPECT_EQ(result.utility, (Vector{20, 20}));
  EXPECT_EQ(enumerated(*engine, nash, {20, 20}, problem), (std::set<Vector>{{20, 20}}));
  const auto witness = engine->smallest_witness(nash, {20, 20}, {1'000'000}, {});
  ASSERT_TRUE(witness.has_value());
  Outcome expected(40, 0);
  std::fill(expected.begin() + 20, expected.end(), std::uint16_t{1});
  EXPECT_EQ(*witness, expected);
  const Objective sum(problem, Objective::Kind::linear, {1, 1}, problem.no_deal);
  EXPECT_EQ(engine->maximise(sum, {100'000}, {}).status, Status::exact);
  // All splits but those that the forbidden pair excludes.
  EXPECT_EQ(enumerated(*engine, sum, {20, 20}, problem).size(), 40U);
}

TEST(GeneralEngine, ContradictoryRulesAreProvenToLeaveNothing) {
  Problem problem = symmetric_problem();
  LinearRule most;
  LinearRule least;
  for (std::size_t i = 0; i < 40; ++i) {
    most.cost.insert(most.cost.end(), {0, 1});
    least.cost.insert(least.cost.end(), {0, -1});
  }
  most.limit = 12;
  least.limit = -13;
  problem.linear = {most, least};
  const Objective nash(problem, Objective::Kind::log_sum, {1, 1}, problem.no_deal);
  EXPECT_EQ(make_general_engine(problem)->maximise(nash, {100'000}, {}).status, Status::none);
  problem.linear[1].limit = -12;
  const SearchResult twelve = make_general_engine(problem)->maximise(nash, {1'000'000}, {});
  EXPECT_EQ(twelve.status, Status::exact);
  EXPECT_EQ(twelve.utility, (Vector{28, 12}));
}

/// Two parties that give each other something in every issue, and what a party gives may cost it at
/// most so much per point that it gains: rules with large costs, of which one mostly binds.
Problem bounded_exchange(std::uint64_t seed) {
  constexpr std::size_t issues = 40;
  constexpr std::uint32_t steps = 5;
  Problem p;
  p.parties = 2;
  p.issues = issues;
  p.options.assign(issues, steps);
  p.first = {0};
  for (std::size_t i = 0; i < issues; ++i) p.first.push_back(p.first.back() + steps);
  p.allowed.assign(p.option_total(), 1);
  p.no_deal = {0, 0};
  p.denominator = {1, 1};
  p.tolerance = {0, 0};
  p.linear.resize(2);
  RandomStream random(seed);
  for (std::size_t i = 0; i < issues; ++i) {
    std::int64_t worth[2] = {0, 0};
    for (std::uint32_t o = 0; o < steps; ++o) {
      for (std::size_t j = 0; j < 2; ++j) {
        const auto points = static_cast<std::int64_t>(o == 0 ? 0 : 1 + random.below(20));
        worth[j] += j == i % 2 ? -points : points;
        p.value.push_back(worth[j]);
        const std::int64_t given = j == i % 2 ? -worth[j] : 0;
        p.linear[j].cost.push_back(9 * given - 11 * worth[j]);
      }
    }
  }
  return p;
}

TEST(GeneralEngine, RulesThatBindDoNotKeepItFromAnswering) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(seed);
    const Problem problem = bounded_exchange(seed);
    const auto engine = make_general_engine(problem);
    const Objective product(problem, Objective::Kind::log_sum, {1, 1}, problem.no_deal);
    const auto found = engine->maximise(product, {200'000}, {});
    EXPECT_TRUE(found.status == Status::exact || found.status == Status::none);
  }
}

}  // namespace
}  // namespace entente::bargain
