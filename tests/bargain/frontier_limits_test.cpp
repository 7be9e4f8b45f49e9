#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "entente/bargain/additive_frontier.hpp"
#include "entente/bargain/enumerate.hpp"
#include "entente/bargain/families.hpp"
#include "entente/bargain/find_frontier.hpp"
#include "tests/support/frontier_oracle.hpp"

namespace entente::bargain {
namespace {

using test::brute_force_frontier;
using test::expect_sound;
using test::points_of;
using test::small_problem;
using test::Vector;

/// All options^issues outcomes are on the frontier.
Problem constant_sum(std::size_t issues, std::size_t options) {
  Problem p = random_problem(Family::points, 2, issues, options, 0);
  std::int64_t unit = 1;
  for (std::size_t i = 0; i < issues; ++i) {
    for (std::size_t o = 0; o < options; ++o) {
      p.value[(p.first[i] + o) * 2] = static_cast<std::int64_t>(o) * unit;
      p.value[(p.first[i] + o) * 2 + 1] = -static_cast<std::int64_t>(o) * unit;
    }
    unit *= static_cast<std::int64_t>(options);
  }
  return p;
}

TEST(FrontierLimits, PointsMayReachTheCapButNotPassIt) {
  const Problem p = constant_sum(6, 4);
  const Frontier whole = find_frontier(p, {.max_points = 4096}, {});
  EXPECT_EQ(whole.size(), 4096U);
  EXPECT_EQ(whole.status(), FrontierStatus::exact);
  const Frontier cut = find_frontier(p, {.max_points = 4095}, {});
  EXPECT_EQ(cut.status(), FrontierStatus::partial);
  EXPECT_LE(cut.size(), 4095U);
  EXPECT_GE(cut.size(), 500U);
  expect_sound(p, cut);
  // The ends of the frontier are kept.
  EXPECT_EQ(points_of(cut).front(), points_of(whole).front());
  EXPECT_EQ(points_of(cut).back(), points_of(whole).back());
}

TEST(FrontierLimits, FiveToTheHundredOutcomesUnderACap) {
  const Problem p = random_problem(Family::nearly_zero_sum, 2, 100, 5, 1);
  for (const std::size_t cap : {1U, 2U, 100U, 5000U}) {
    const Frontier f = find_frontier(p, {.max_points = cap}, {});
    EXPECT_EQ(f.status(), FrontierStatus::partial);
    EXPECT_GE(f.size(), 1U);
    EXPECT_LE(f.size(), cap);
    expect_sound(p, f);
  }
}

TEST(FrontierLimits, BytesLimitListsAndWitnesses) {
  const Problem p = random_problem(Family::opposed, 2, 60, 5, 2);
  const Frontier whole = find_frontier(p, {}, {});
  ASSERT_EQ(whole.status(), FrontierStatus::exact);
  ASSERT_GT(whole.witness_bytes(), 200'000U);
  for (const std::size_t bytes : {1'000U, 50'000U, 200'000U}) {
    const Frontier f = find_frontier(p, {.max_bytes = bytes}, {});
    EXPECT_EQ(f.status(), FrontierStatus::partial);
    EXPECT_GE(f.size(), 1U);
    expect_sound(p, f);
    // The floor of a few points per stage is allowed to pass a limit this small.
    EXPECT_LE(f.witness_bytes(), std::max<std::size_t>(bytes, 60 * 64 * 5 * 5 * 2));
  }
}

TEST(FrontierLimits, ThreeAndMorePartiesUnderACap) {
  for (const std::size_t parties : {1U, 3U, 4U, 6U}) {
    const Problem p = random_problem(Family::opposed, parties, 12, 4, 3);
    const Frontier f = find_frontier(p, {.max_points = 200, .epsilon = 0}, {});
    EXPECT_LE(f.size(), 200U);
    EXPECT_EQ(f.status(), parties == 1 ? FrontierStatus::exact : FrontierStatus::partial);
    expect_sound(p, f);
  }
}

TEST(FrontierLimits, LinearRulesUnderACapStayHonest) {
  RandomStream random(5);
  for (int round = 0; round < 200; ++round) {
    const Problem p = small_problem(random, {.linear = true});
    const Frontier f = additive_frontier(p, {.max_points = 3}, {});
    expect_sound(p, f);
    const auto answer = brute_force_frontier(p);
    if (f.status() == FrontierStatus::exact) {
      EXPECT_EQ(f.size(), answer.size());
    }
    EXPECT_LE(f.size(), 3U);
    ASSERT_FALSE(::testing::Test::HasFailure()) << round;
  }
}

TEST(FrontierLimits, CancelledFromTheStart) {
  CancelToken cancel;
  cancel.request();
  WorkControl control;
  control.cancel = &cancel;
  for (const std::size_t parties : {2U, 3U, 5U}) {
    const Problem p = random_problem(Family::opposed, parties, 40, 5, 4);
    const Frontier f = find_frontier(p, {}, control);
    EXPECT_EQ(f.status(), FrontierStatus::partial);
    EXPECT_GE(f.size(), 1U);
    EXPECT_LE(f.size(), 5000U);
    expect_sound(p, f);
  }
}

TEST(FrontierLimits, CancelledHalfWayAndProgressPerIssue) {
  const Problem p = random_problem(Family::nearly_zero_sum, 2, 30, 5, 4);
  CancelToken cancel;
  std::vector<std::uint64_t> done;
  WorkControl control;
  control.cancel = &cancel;
  control.progress = [&](const Progress& progress) {
    EXPECT_EQ(progress.step, "issues");
    EXPECT_EQ(progress.total, 30U);
    done.push_back(progress.done);
    if (progress.done == 15) cancel.request();
  };
  const Frontier f = find_frontier(p, {}, control);
  EXPECT_EQ(f.status(), FrontierStatus::partial);
  expect_sound(p, f);
  ASSERT_EQ(done.size(), 31U);
  for (std::size_t s = 0; s < done.size(); ++s) EXPECT_EQ(done[s], s);
}

/// Six parties whose neighbouring issues interact.
Problem six_parties(std::size_t issues) {
  Problem p = random_problem(Family::uniform, 6, issues, 3, 11);
  RandomStream random(12);
  for (std::uint32_t i = 0; i + 1 < issues; ++i) {
    Term term{Box{{i, i + 1}, {{0, 1, 0}, {0, 0, 1}}}, {}};
    for (std::size_t j = 0; j < 6; ++j)
      term.add.push_back(static_cast<std::int64_t>(random.below(90)));
    p.terms.push_back(std::move(term));
  }
  return p;
}

/// A long list makes few nodes much work: whoever asks to stop must not wait for a count of nodes.
TEST(FrontierLimits, CancelledAmongManyPointsNoMoreWorkIsTold) {
  const Problem p = six_parties(40);
  FrontierOptions options;
  options.max_candidates = 100'000;  // the search's turn comes soon
  options.max_nodes = 20'000;
  std::uint64_t points = 0;
  WorkControl control;
  CancelToken cancel;
  control.cancel = &cancel;
  std::uint64_t stop = 0;
  control.progress = [&](const Progress& progress) {
    if (progress.step == "points" && ++points == stop) cancel.request();
  };
  const Frontier whole = find_frontier(p, options, control);
  EXPECT_EQ(whole.status(), FrontierStatus::partial);
  ASSERT_GE(points, 3U);
  points = 0;
  stop = 2;
  const Frontier cut = find_frontier(p, options, control);
  EXPECT_EQ(points, 2U);
  EXPECT_EQ(cut.status(), FrontierStatus::partial);
  EXPECT_LT(cut.size(), whole.size());
  expect_sound(p, cut);
}

TEST(Enumeration, VisitsEveryFeasibleOutcomeInOrder) {
  RandomStream random(6);
  std::size_t visited = 0;
  for (int round = 0; round < 1000; ++round) {
    const Problem p =
        small_problem(random, {.linear = true, .terms = true, .forbidden = true, .caps = true});
    std::vector<std::pair<Outcome, Vector>> wanted;
    Outcome o(p.issues, 0);
    Vector u(p.parties);
    for (std::size_t i = p.issues; i > 0;) {
      if (feasible(p, o.data())) {
        utilities(p, o.data(), u.data());
        wanted.emplace_back(o, u);
      }
      for (i = p.issues; i > 0 && ++o[i - 1] == p.options[i - 1]; --i) o[i - 1] = 0;
    }
    std::vector<std::pair<Outcome, Vector>> got;
    const auto end = for_each_feasible_outcome(
        p, 1'000'000, {}, [&](const std::int64_t* utility, const Outcome& outcome) {
          got.emplace_back(outcome, Vector(utility, utility + p.parties));
          return true;
        });
    EXPECT_EQ(end, EnumerationEnd::complete);
    ASSERT_EQ(got, wanted) << round;
    visited += got.size();
  }
  EXPECT_GT(visited, 3000U);
}

TEST(Enumeration, EndsWhenToldTo) {
  const Problem p = random_problem(Family::uniform, 2, 6, 4, 0);
  std::size_t visits = 0;
  const auto count = [&](const std::int64_t*, const Outcome&) { return ++visits < 10; };
  EXPECT_EQ(for_each_feasible_outcome(p, 1'000'000, {}, count), EnumerationEnd::stopped);
  EXPECT_EQ(visits, 10U);
  EXPECT_EQ(for_each_feasible_outcome(p, 100, {}, [](auto, auto&) { return true; }),
            EnumerationEnd::limit);
  CancelToken cancel;
  cancel.request();
  WorkControl control;
  control.cancel = &cancel;
  const Problem big = random_problem(Family::uniform, 2, 60, 4, 0);
  EXPECT_EQ(
      for_each_feasible_outcome(big, ~std::uint64_t{0}, control, [](auto, auto&) { return true; }),
      EnumerationEnd::cancelled);
}

TEST(Enumeration, FrontierAgreesWithTheSum) {
  // More outcomes than the buffer holds at once.
  for (const std::size_t parties : {2U, 3U, 4U}) {
    const Problem p = random_problem(Family::opposed, parties, 9, 4, 8);
    const Frontier f = enumerated_frontier(p, {}, {});
    EXPECT_EQ(f.status(), FrontierStatus::exact);
    EXPECT_EQ(points_of(f), points_of(find_frontier(p, {}, {})));
    expect_sound(p, f);
  }
}

TEST(Enumeration, WitnessIsTheSmallestOutcome) {
  RandomStream random(7);
  for (int round = 0; round < 300; ++round) {
    const Problem p = small_problem(random, {.terms = true, .caps = true});
    const Frontier f = enumerated_frontier(p, {}, {});
    const auto answer = brute_force_frontier(p);
    test::expect_frontier(p, f, answer);
    for (std::size_t k = 0; k < f.size(); ++k) {
      EXPECT_EQ(f.outcome(k), answer.at(points_of(f)[k]).front());
    }
  }
}

TEST(Enumeration, BeyondTheLimitIsPartial) {
  const Problem p = random_problem(Family::opposed, 2, 12, 4, 8);
  const Frontier f = enumerated_frontier(p, {.max_outcomes = 300'000}, {});
  EXPECT_EQ(f.status(), FrontierStatus::partial);
  expect_sound(p, f);
  const Frontier few = enumerated_frontier(constant_sum(6, 4), {.max_points = 77}, {});
  EXPECT_EQ(few.status(), FrontierStatus::partial);
  EXPECT_EQ(few.size(), 77U);
}

void expect_same_bytes(const Problem& p, const FrontierOptions& options) {
  const Frontier one = find_frontier(p, options, {});
  for (const int threads : {2, 8}) {
    WorkControl control;
    control.threads = threads;
    const Frontier many = find_frontier(p, options, control);
    EXPECT_EQ(many.status(), one.status());
    ASSERT_EQ(many.size(), one.size());
    EXPECT_EQ(many.witness_bytes(), one.witness_bytes());
    for (std::size_t k = 0; k < one.size(); ++k) {
      for (std::size_t j = 0; j < p.parties; ++j) {
        ASSERT_EQ(many.utility(k)[j], one.utility(k)[j]) << threads << " at " << k;
      }
      ASSERT_EQ(many.outcome(k), one.outcome(k)) << threads << " at " << k;
    }
  }
}

TEST(ThreadsFrontier, TwoPartiesSameBytes) {
  const Problem p = random_problem(Family::nearly_zero_sum, 2, 50, 5, 1);
  ASSERT_GT(find_frontier(p, {}, {}).size(), 100'000U);
  expect_same_bytes(p, {});
}

TEST(ThreadsFrontier, TiesInLongListsSameBytes) {
  // Few distinct steps, so that equal points from different options are everywhere.
  Problem p = constant_sum(9, 4);
  for (std::size_t at = 0; at < p.option_total(); ++at) {
    p.value[2 * at] = p.value[2 * at] / 3 * 3;
    p.value[2 * at + 1] = -p.value[2 * at];
  }
  ASSERT_GT(find_frontier(p, {}, {}).size(), 30'000U);
  expect_same_bytes(p, {});
}

TEST(ThreadsFrontier, CapsSameBytes) {
  const Problem p = random_problem(Family::nearly_zero_sum, 2, 40, 5, 1);
  expect_same_bytes(p, {.max_points = 30'000});
}

TEST(ThreadsFrontier, FourPartiesSameBytes) {
  expect_same_bytes(random_problem(Family::opposed, 4, 9, 4, 1), {});
}

}  // namespace
}  // namespace entente::bargain
