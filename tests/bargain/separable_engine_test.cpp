#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/bargain/engine.hpp"
#include "entente/bargain/families.hpp"
#include "entente/base/random.hpp"
#include "tests/bargain/brute_force.hpp"
#include "tests/bargain/small_problems.hpp"
#include "tests/support/rounds.hpp"

namespace entente::bargain {
namespace {

using brute::Vector;

const WorkControl k_control;

/// F by definition, to compare: the product of gains to whole powers, the least or the sum of
/// weighted gains; nothing where F is undefined.
std::optional<Rational> exact_f(const Problem& p, Objective::Kind kind,
                                const std::vector<Rational>& weight, const Vector& u) {
  std::optional<Rational> f;
  for (std::size_t j = 0; j < p.parties; ++j) {
    if (weight[j] == 0) continue;
    const Rational gain = Rational(Integer(u[j] - p.no_deal[j])) / p.denominator[j];
    if (kind == Objective::Kind::log_sum) {
      if (gain <= 0) return std::nullopt;
      if (!f) f = 1;
      for (Rational k = 0; k < weight[j]; k += 1) *f *= gain;
    } else if (kind == Objective::Kind::minimum) {
      const Rational v = weight[j] * gain;
      if (!f || v < *f) f = v;
    } else {
      f = f.value_or(0) + weight[j] * gain;
    }
  }
  return f;
}

struct Question {
  Objective::Kind kind;
  std::vector<Rational> weight;
  Vector floor;
};

/// Weights and floors of every sort: parties that do not count, floors nobody notices, floors
/// just within or just out of reach.
Question random_question(const Problem& p, const std::map<Vector, Outcome>& all,
                         RandomStream& random) {
  constexpr Objective::Kind kinds[] = {Objective::Kind::log_sum, Objective::Kind::minimum,
                                       Objective::Kind::linear};
  Question q{kinds[random.below(3)], {}, {}};
  for (std::size_t j = 0; j < p.parties; ++j) {
    q.weight.emplace_back(static_cast<int>(random.below(4)));
    if (q.kind != Objective::Kind::log_sum) q.weight.back() /= 1 + random.below(3);
  }
  if (std::all_of(q.weight.begin(), q.weight.end(), [](const auto& w) { return w == 0; })) {
    q.weight[random.below(p.parties)] = 1;
  }
  auto some = all.begin();
  std::advance(some, static_cast<std::ptrdiff_t>(random.below(all.size())));
  for (std::size_t j = 0; j < p.parties; ++j) {
    switch (random.below(4)) {
      case 0:
        q.floor.push_back(std::numeric_limits<std::int64_t>::min() / 2);
        break;
      case 1:
        q.floor.push_back(some->first[j] + static_cast<std::int64_t>(random.below(2)));
        break;
      case 2:
        q.floor.push_back(some->first[j] - static_cast<std::int64_t>(random.below(3)));
        break;
      default:
        q.floor.push_back(p.no_deal[j]);
    }
  }
  return q;
}

/// The vectors that meet the floors, by F.
std::map<Rational, std::set<Vector>> by_value(const Problem& p, const Question& q,
                                              const std::map<Vector, Outcome>& all) {
  std::map<Rational, std::set<Vector>> values;
  for (const auto& [u, x] : all) {
    bool met = true;
    for (std::size_t j = 0; j < p.parties; ++j) met = met && u[j] >= q.floor[j];
    const auto f = exact_f(p, q.kind, q.weight, u);
    if (met && f) values[*f].insert(u);
  }
  return values;
}

std::set<Vector> enumerate_all(const Problem& p, Engine& engine, const Objective& objective,
                               const Vector& level) {
  std::set<Vector> found;
  const bool finished = engine.enumerate(
      objective, level,
      [&](const std::int64_t* u, const Outcome& x) {
        Vector v(u, u + p.parties);
        Vector worth(p.parties);
        utilities(p, x.data(), worth.data());
        EXPECT_EQ(v, worth);
        EXPECT_TRUE(feasible(p, x.data()));
        EXPECT_TRUE(found.insert(std::move(v)).second) << "a vector came twice";
        return true;
      },
      {}, k_control);
  EXPECT_TRUE(finished);
  return found;
}

void expect_answers(const Problem& p, Engine& engine, RandomStream& random,
                    const std::map<Vector, Outcome>& all) {
  const Question q = random_question(p, all, random);
  const auto values = by_value(p, q, all);
  const Objective objective(p, q.kind, q.weight, q.floor);
  const auto r = engine.maximise(objective, {}, k_control);
  if (values.empty()) {
    ASSERT_EQ(r.status, Status::none);
    return;
  }
  ASSERT_EQ(r.status, Status::exact);
  ASSERT_EQ(exact_f(p, q.kind, q.weight, r.utility), values.rbegin()->first);
  EXPECT_EQ(values.rbegin()->second.count(r.utility), 1U);
  Vector worth(p.parties);
  utilities(p, r.outcome.data(), worth.data());
  EXPECT_EQ(worth, r.utility);
  EXPECT_EQ(r.value, objective.value(r.utility.data()));
  EXPECT_EQ(r.upper, r.value);
  // All optima, then everything down to some lower level.
  EXPECT_EQ(enumerate_all(p, engine, objective, r.utility), values.rbegin()->second);
  auto level = values.begin();
  std::advance(level, static_cast<std::ptrdiff_t>(random.below(values.size())));
  const Vector from = *level->second.begin();
  std::set<Vector> wanted;
  for (auto v = level; v != values.end(); ++v) wanted.insert(v->second.begin(), v->second.end());
  EXPECT_EQ(enumerate_all(p, engine, objective, from), wanted);
  for (const auto& u : values.rbegin()->second) {
    EXPECT_EQ(engine.smallest_witness(objective, u, {}, k_control), all.at(u));
  }
  EXPECT_EQ(engine.smallest_witness(objective, from, {}, k_control), all.at(from));
}

TEST(SeparableEngine, AgreesWithBruteForceOnCoarseProblems) {
  RandomStream random(5);
  for (std::uint64_t round = 0; round < test::rounds(1500); ++round) {
    const Problem p = test::coarse_problem(random);
    const auto all = brute::all_vectors(p);
    const auto engine = make_separable_engine(p);
    for (int question = 0; question < 3; ++question) {
      SCOPED_TRACE("round " + std::to_string(round) + " question " + std::to_string(question));
      expect_answers(p, *engine, random, all);
      if (testing::Test::HasFailure()) return;
    }
  }
}

TEST(SeparableEngine, AgreesWithBruteForceOnFamilies) {
  RandomStream random(6);
  for (std::uint64_t round = 0; round < test::rounds(400); ++round) {
    const auto family = k_families[random.below(5)];
    Problem p = random_problem(family, 2 + random.below(5), 2 + random.below(4),
                               2 + random.below(3), round);
    const auto all = brute::all_vectors(p);
    const auto engine = make_separable_engine(p);
    SCOPED_TRACE("round " + std::to_string(round));
    expect_answers(p, *engine, random, all);
    if (testing::Test::HasFailure()) return;
  }
}

/// Amounts from 1 to 2^58 side by side, and no-deal utilities far outside the range.
TEST(SeparableEngine, KeepsItsPrecisionAcrossScales) {
  RandomStream random(7);
  for (int round = 0; round < 300; ++round) {
    Problem p = test::coarse_problem(random);
    for (std::size_t j = 0; j < p.parties; ++j) {
      const auto factor = std::int64_t{1} << (19 * random.below(4));
      const auto offset =
          static_cast<std::int64_t>(random.below(3)) * (std::int64_t{1} << (20 * random.below(3)));
      for (std::size_t e = 0; e < p.option_total(); ++e) {
        auto& v = p.value[e * p.parties + j];
        v = v * factor + static_cast<std::int64_t>(random.below(2)) + offset;
      }
      p.no_deal[j] = p.no_deal[j] * factor - offset;
    }
    const auto all = brute::all_vectors(p);
    const auto engine = make_separable_engine(p);
    SCOPED_TRACE("round " + std::to_string(round));
    for (int question = 0; question < 3; ++question) {
      expect_answers(p, *engine, random, all);
      if (testing::Test::HasFailure()) return;
    }
  }
}

TEST(SeparableEngine, SaysThatNothingCanBeAgreed) {
  Problem p = test::table_problem({{{1, 1}, {2, 0}}, {{0, 3}, {1, 1}}});
  const Objective sum(p, Objective::Kind::linear, {1, 1}, {-100, -100});
  p.allowed[2] = p.allowed[3] = 0;
  const auto engine = make_separable_engine(p);
  EXPECT_EQ(engine->maximise(sum, {}, k_control).status, Status::none);
  EXPECT_TRUE(enumerate_all(p, *engine, sum, {0, 0}).empty());
  EXPECT_FALSE(engine->smallest_witness(sum, {1, 1}, {}, k_control).has_value());
}

TEST(SeparableEngine, KnowsWhenUtilitiesCannotBeReached) {
  const Problem p = test::table_problem({{{2, 0}, {0, 2}}, {{4, 0}, {0, 4}}});
  const auto engine = make_separable_engine(p);
  const Objective sum(p, Objective::Kind::linear, {1, 1}, {0, 0});
  EXPECT_FALSE(engine->smallest_witness(sum, {3, 3}, {}, k_control).has_value());
  EXPECT_EQ(engine->smallest_witness(sum, {2, 4}, {}, k_control), (Outcome{0, 1}));
}

// A hundred alike issues: 2^100 outcomes, but only 101 utility vectors.
TEST(SeparableEngine, MergesAlikeIssues) {
  const Problem p = test::table_problem(test::alike(100, {{3, 0}, {0, 3}}));
  const auto engine = make_separable_engine(p);
  const Objective sum(p, Objective::Kind::linear, {1, 1}, {0, 0});
  const auto r = engine->maximise(sum, {}, k_control);
  EXPECT_EQ(r.status, Status::exact);
  EXPECT_EQ(r.value, 300);
  EXPECT_EQ(enumerate_all(p, *engine, sum, r.utility).size(), 101U);
  Outcome even(100, 0);
  std::fill(even.begin() + 50, even.end(), std::uint16_t{1});
  EXPECT_EQ(engine->smallest_witness(sum, {150, 150}, {}, k_control), even);
}

// The same with amounts no step of the objective can tell apart in doubles.
TEST(SeparableEngine, MergesAlikeIssuesOfFineValues) {
  const std::int64_t a = 123'456'789'123'457;
  const Problem p = test::table_problem(test::alike(40, {{a, 0, 1}, {0, a, 2}, {a / 2, a / 3, 0}}));
  const auto engine = make_separable_engine(p);
  for (const auto kind : {Objective::Kind::log_sum, Objective::Kind::minimum}) {
    const Objective objective(p, kind, {1, 1, 0}, {0, 0, 0});
    const auto r = engine->maximise(objective, {}, k_control);
    EXPECT_EQ(r.status, Status::exact);
    EXPECT_EQ(r.utility, (Vector{20 * a, 20 * a, 60}));
    EXPECT_EQ(enumerate_all(p, *engine, objective, r.utility).size(), 1U);
    Outcome even(40, 0);
    std::fill(even.begin() + 20, even.end(), std::uint16_t{1});
    EXPECT_EQ(engine->smallest_witness(objective, r.utility, {}, k_control), even);
  }
}

TEST(SeparableEngine, BoundsWhatItHasNotSearched) {
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    const Problem p = random_problem(Family::opposed, 4, 30, 4, seed);
    const auto engine = make_separable_engine(p);
    const Objective least(p, Objective::Kind::minimum, {1, 1, 1, 1}, p.no_deal);
    const auto best = engine->maximise(least, {}, k_control);
    ASSERT_EQ(best.status, Status::exact);
    double last = std::numeric_limits<double>::infinity();
    for (const std::uint64_t nodes : {1U, 100U, 5'000U}) {
      const auto r = make_separable_engine(p)->maximise(least, {nodes}, k_control);
      ASSERT_TRUE(r.status == Status::bound || r.status == Status::exact);
      EXPECT_LE(r.value, best.value);
      EXPECT_GE(r.upper, best.value);
      EXPECT_LE(r.upper, last);
      last = r.upper;
    }
  }
}

TEST(SeparableEngine, StopsWhenAsked) {
  const Problem p = random_problem(Family::opposed, 6, 100, 5, 1);
  CancelToken cancel;
  WorkControl control;
  control.cancel = &cancel;
  std::uint64_t reports = 0;
  control.progress = [&](const Progress& progress) {
    EXPECT_EQ(progress.step, "nodes");
    if (++reports == 3) cancel.request();
  };
  const auto engine = make_separable_engine(p);
  const Objective least(p, Objective::Kind::minimum, std::vector<Rational>(6, 1), p.no_deal);
  const auto r = engine->maximise(least, {}, control);
  EXPECT_EQ(r.status, Status::bound);
  EXPECT_GT(r.upper, r.value);
  EXPECT_EQ(reports, 3U);
  EXPECT_FALSE(engine->enumerate(
      least, r.utility, [](const std::int64_t*, const Outcome&) { return true; }, {}, control));
}

TEST(SeparableEngine, DoesNotDependOnWhatWasAskedBefore) {
  const Problem p = random_problem(Family::percent, 3, 20, 4, 3);
  const Objective product(p, Objective::Kind::log_sum, {1, 1, 1}, p.no_deal);
  const Objective least(p, Objective::Kind::minimum, {1, 2, 1}, p.no_deal);
  const auto engine = make_separable_engine(p);
  WorkControl many;
  many.threads = 8;
  const auto first = engine->maximise(product, {}, k_control);
  const auto other = engine->maximise(least, {}, k_control);
  const auto again = engine->maximise(product, {}, many);
  const auto fresh = make_separable_engine(p)->maximise(least, {}, many);
  EXPECT_EQ(first.outcome, again.outcome);
  EXPECT_EQ(first.nodes, again.nodes);
  EXPECT_EQ(other.outcome, fresh.outcome);
  EXPECT_EQ(other.nodes, fresh.nodes);
}

}  // namespace
}  // namespace entente::bargain
