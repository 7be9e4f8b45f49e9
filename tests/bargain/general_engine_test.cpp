#include "entente/bargain/general_engine.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "tests/support/random_problem.hpp"

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

  std::set<Vector> optimal;
  for (const auto& [utility, outcome] : answer.witnesses) optimal.insert(utility);
  EXPECT_EQ(enumerated(engine, objective, result.utility, problem), optimal);
  const auto& [utility, smallest] = *answer.witnesses.rbegin();
  const auto witness = engine.smallest_witness(objective, utility, {}, {});
  ASSERT_TRUE(witness.has_value());
  EXPECT_EQ(*witness, smallest);
}

TEST(GeneralEngine, AgreesWithBruteForce) {
  for (std::uint64_t seed = 0; seed < k_problems; ++seed) {
    SCOPED_TRACE(seed);
    const auto options = test::varied_options(seed);
    const Problem problem = test::random_problem_with_rules(seed, options);
    const auto outcomes = test::all_feasible(problem);
    const auto engine = make_general_engine(problem);
    for (std::uint64_t k = 0; k < 3; ++k) {
      check(problem, *engine, draw_question(problem, 3 * seed + k), outcomes);
    }
    if (HasFailure()) return;
  }
}

TEST(GeneralEngine, AgreesWithBruteForceWhenBoxesDoNotFitTheTables) {
  for (std::uint64_t seed = 0; seed < k_problems; ++seed) {
    SCOPED_TRACE(seed);
    auto options = test::varied_options(seed + 10'000);
    options.terms += 3;
    options.forbidden += seed % 3;
    const Problem problem = test::random_problem_with_rules(seed, options);
    const auto outcomes = test::all_feasible(problem);
    const EliminationLimits tiny{seed % 2 == 0 ? 1U : 12U, 60};
    const auto engine = make_general_engine(problem, tiny);
    for (std::uint64_t k = 0; k < 3; ++k) {
      check(problem, *engine, draw_question(problem, 3 * seed + k), outcomes);
    }
    if (HasFailure()) return;
  }
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
    const auto engine = make_general_engine(problem, {seed % 2 == 0 ? 8U : 1024U, 1024});
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
    const auto engine = make_general_engine(problem, {seed % 2 == 0 ? 8U : 1024U, 1024});
    const auto witness =
        engine->smallest_witness(draw_question(problem, seed).objective(problem), target, {}, {});
    ASSERT_TRUE(witness.has_value());
    EXPECT_EQ(*witness, first->outcome);
  }
}

}  // namespace
}  // namespace entente::bargain
