#include "entente/bargain/epsilon_frontier.hpp"

#include <algorithm>
#include <limits>

#include <gtest/gtest.h>

#include "entente/bargain/additive_frontier.hpp"
#include "entente/bargain/families.hpp"
#include "entente/bargain/find_frontier.hpp"
#include "entente/bargain/lower_corners.hpp"
#include "tests/bargain/brute_force.hpp"
#include "tests/support/frontier_oracle.hpp"
#include "tests/support/rounds.hpp"

namespace entente::bargain {
namespace {

using test::expect_sound;
using test::points_of;
using test::small_problem;
using test::Vector;

bool reaches(const Vector& a, const Vector& b) {
  for (std::size_t c = 0; c < a.size(); ++c) {
    if (a[c] < b[c]) return false;
  }
  return true;
}

/// The least epsilon with which the points stand for these vectors, by the definition: every
/// vector against every point, in shares of the ranges of the vectors.
double true_epsilon(const Problem& p, const std::vector<Vector>& acceptable,
                    const std::vector<Vector>& points) {
  Vector ideal = p.no_deal;
  for (const auto& u : acceptable) {
    for (std::size_t j = 0; j < u.size(); ++j) ideal[j] = std::max(ideal[j], u[j]);
  }
  double worst = 0;
  for (const auto& u : acceptable) {
    double nearest = std::numeric_limits<double>::infinity();
    for (const auto& z : points) {
      double miss = 0;
      for (std::size_t j = 0; j < u.size(); ++j) {
        if (u[j] <= z[j]) continue;
        miss = std::max(
            miss, static_cast<double>(u[j] - z[j]) / static_cast<double>(ideal[j] - p.no_deal[j]));
      }
      nearest = std::min(nearest, miss);
    }
    worst = std::max(worst, nearest);
  }
  return worst;
}

std::vector<Vector> acceptable_of(const Problem& p, const std::vector<Vector>& all) {
  std::vector<Vector> out;
  for (const auto& u : all) {
    if (reaches(u, p.no_deal)) out.push_back(u);
  }
  return out;
}

std::vector<Vector> non_dominated(const std::vector<Vector>& all) {
  std::vector<Vector> out;
  for (const auto& u : all) {
    if (std::none_of(all.begin(), all.end(),
                     [&](const Vector& v) { return v != u && reaches(v, u); })) {
      out.push_back(u);
    }
  }
  std::sort(out.rbegin(), out.rend());
  return out;
}

/// A small problem of two to five parties, with and without rules, interactions and caps, whose
/// no-deal utilities are those of a random vector, somewhat lowered: corners at the reservation are
/// met all the time.
Problem problem_with_reservations(RandomStream& random, std::vector<Vector>& acceptable) {
  const bool rules = random.below(2) == 0;
  Problem p = small_problem(random, {.max_parties = 5,
                                     .max_issues = 5,
                                     .linear = rules,
                                     .terms = rules,
                                     .forbidden = rules,
                                     .caps = random.below(3) == 0});
  std::vector<Vector> all;
  for (const auto& [u, x] : brute::all_vectors(p)) all.push_back(u);
  acceptable.clear();
  if (all.empty() || p.parties < 2) return p;
  p.no_deal = all[random.below(all.size())];
  for (auto& d : p.no_deal) d -= static_cast<std::int64_t>(random.below(5));
  acceptable = acceptable_of(p, all);
  return p;
}

/// A budget, a forbidden combination and an interaction of neighbouring issues.
void add_rules(RandomStream& random, Problem& p) {
  LinearRule rule;
  for (std::size_t e = 0; e < p.option_total(); ++e) {
    rule.cost.push_back(static_cast<std::int64_t>(random.below(10)));
  }
  rule.limit = 5 * static_cast<std::int64_t>(p.issues);
  p.linear.push_back(std::move(rule));
  for (std::uint32_t i = 0; i + 1 < p.issues; ++i) {
    const Box box{{i, i + 1}, {{1, 0, 0, 1}, {0, 1, 1, 0}}};
    if (i % 2 == 0) {
      p.forbidden.push_back({box, 0});
    } else {
      Term term{box, Vector(p.parties)};
      for (std::size_t j = 0; j < p.parties; ++j) {
        term.add[j] =
            p.no_deal[j] / 4 - static_cast<std::int64_t>(random.below(3)) * (p.no_deal[j] / 5);
      }
      p.terms.push_back(std::move(term));
    }
  }
}

TEST(EpsilonFrontier, WhatIsCertifiedHolds) {
  RandomStream random(71);
  std::size_t loose = 0;
  std::size_t tried = 0;
  for (std::uint64_t round = 0; round < test::rounds(500); ++round) {
    std::vector<Vector> acceptable;
    const Problem p = problem_with_reservations(random, acceptable);
    if (acceptable.empty()) continue;
    FrontierOptions options;
    options.epsilon = 0.01 * static_cast<double>(random.below(40));
    options.epsilon_points = p.parties + random.below(8);
    const auto f = epsilon_frontier(p, options, {});
    if (!f) continue;
    ++tried;
    EXPECT_EQ(f->status(), FrontierStatus::epsilon);
    EXPECT_LT(f->epsilon(), 1);
    EXPECT_LE(true_epsilon(p, acceptable, points_of(*f)), f->epsilon()) << round;
    expect_sound(p, *f);
    for (const auto& u : points_of(*f)) EXPECT_TRUE(reaches(u, p.no_deal));
    loose += f->epsilon() > 0 ? 1 : 0;
    ASSERT_FALSE(::testing::Test::HasFailure()) << round;
  }
  EXPECT_GT(tried, test::rounds(200));
  EXPECT_GT(loose, test::rounds(20));
}

TEST(EpsilonFrontier, RunToTheEndItIsExact) {
  RandomStream random(72);
  std::size_t points = 0;
  for (std::uint64_t round = 0; round < test::rounds(300); ++round) {
    std::vector<Vector> acceptable;
    const Problem p = problem_with_reservations(random, acceptable);
    if (p.parties < 2) continue;
    const auto f = epsilon_frontier(p, {.epsilon = 0}, {});
    ASSERT_EQ(f.has_value(), !acceptable.empty()) << round;
    if (!f) continue;
    EXPECT_EQ(f->epsilon(), 0);
    ASSERT_EQ(points_of(*f), non_dominated(acceptable)) << round;
    points += f->size();
  }
  EXPECT_GT(points, test::rounds(250));
}

TEST(EpsilonFrontier, LargerProblemsAgainstTheExactFrontier) {
  for (const Family family : {Family::uniform, Family::opposed, Family::percent}) {
    for (std::size_t parties = 3; parties <= 5; ++parties) {
      Problem p = random_problem(family, parties, parties == 3 ? 14 : 8, 4, 3);
      set_no_deal_share(p, family == Family::opposed ? 0.3 : 0.4);
      const auto exact = acceptable_of(p, points_of(additive_frontier(p, {}, {})));
      ASSERT_FALSE(exact.empty());
      double before = 1;
      for (const std::size_t points : {12U, 40U}) {
        const auto f = epsilon_frontier(p, {.epsilon = 0.02, .epsilon_points = points}, {});
        if (!f) continue;
        EXPECT_LE(true_epsilon(p, exact, points_of(*f)), f->epsilon());
        EXPECT_LE(f->epsilon(), before);
        EXPECT_LE(f->size(), points + 1);
        before = f->epsilon();
        expect_sound(p, *f);
      }
      EXPECT_LT(before, 1) << to_string(family) << parties;
    }
  }
}

/// Rules, interactions and caps at sizes where most corners are settled by relaxations.
TEST(EpsilonFrontier, EveryKindOfProblemAgainstEnumeration) {
  RandomStream random(74);
  for (std::uint64_t round = 0; round < test::rounds(8); ++round) {
    Problem p = random_problem(round % 2 == 0 ? Family::uniform : Family::points, 3 + round % 3, 5,
                               4, round);
    set_no_deal_share(p, 0.3);
    if (round % 4 < 2) add_rules(random, p);
    if (round % 3 == 0) {
      p.cap.assign(p.parties, std::nullopt);
      p.cap[0] = p.no_deal[0] * 2;
    }
    std::vector<Vector> all;
    for (const auto& [u, x] : brute::all_vectors(p)) all.push_back(u);
    const auto acceptable = non_dominated(acceptable_of(p, all));
    // Tables that hold no interaction, or only some parts of them, serve as well.
    EliminationLimits tables;
    if (round % 2 == 1) tables.table_rows = round % 8 == 1 ? 16 : 8;
    const auto f = epsilon_frontier(p, {.epsilon = 0.08}, {}, tables);
    ASSERT_EQ(f.has_value(), !acceptable.empty()) << round;
    if (!f) continue;
    EXPECT_LE(f->epsilon(), 0.08) << round;
    EXPECT_LE(true_epsilon(p, acceptable, points_of(*f)), f->epsilon()) << round;
    expect_sound(p, *f);
  }
}

/// Rounding hides up to twice the tolerance in each of two utilities.
TEST(EpsilonFrontier, RoundingIsPartOfIt) {
  Problem p = random_problem(Family::uniform, 3, 5, 4, 5);
  set_no_deal_share(p, 0.4);
  const auto exact = acceptable_of(p, points_of(additive_frontier(p, {}, {})));
  Problem rounded = p;
  rounded.arithmetic = Arithmetic::double_grid;
  const double step = 1e-3;  // points; the parties' ranges are below one
  rounded.tolerance.assign(p.parties, step);
  const auto f = epsilon_frontier(rounded, {.epsilon = 0.02}, {});
  ASSERT_TRUE(f);
  EXPECT_LE(f->epsilon(), 0.02);
  EXPECT_GT(f->epsilon(), true_epsilon(p, exact, points_of(*f)) + 2 * step);
  const auto all = epsilon_frontier(rounded, {.epsilon = 0}, {});
  EXPECT_GE(all->epsilon(), 2 * step);
  EXPECT_EQ(points_of(*all), exact);
  EXPECT_EQ(find_frontier(rounded, {.max_points = 50, .epsilon = 0.05}, {}).status(),
            FrontierStatus::epsilon);
}

TEST(EpsilonFrontier, GetsTheTimeThatTheExactAttemptMayNotUse) {
  Problem p = random_problem(Family::uniform, 4, 12, 4, 2);
  set_no_deal_share(p, 0.4);
  CancelToken half;
  FrontierOptions options{.epsilon = 0.1, .exact_cancel = &half};
  EXPECT_EQ(find_frontier(p, options, {}).status(), FrontierStatus::exact);
  half.request();
  const Frontier f = find_frontier(p, options, {});
  EXPECT_EQ(f.status(), FrontierStatus::epsilon);
  EXPECT_LE(f.epsilon(), 0.1);
  // Where nothing can take its place, the exact attempt has all the time.
  options.epsilon = 0;
  EXPECT_EQ(find_frontier(p, options, {}).status(), FrontierStatus::exact);
}

TEST(EpsilonFrontier, NothingAcceptableProvesNothing) {
  Problem p = random_problem(Family::uniform, 3, 5, 3, 1);
  set_no_deal_share(p, 1);
  p.no_deal[0] += 1;
  EXPECT_FALSE(epsilon_frontier(p, {}, {}));
  const Frontier f = find_frontier(p, {.max_points = 5}, {});
  EXPECT_EQ(f.status(), FrontierStatus::partial);
}

TEST(EpsilonFrontier, ReservationsThatLeaveOnePoint) {
  Problem p = random_problem(Family::uniform, 3, 6, 3, 1);
  const auto all = points_of(additive_frontier(p, {}, {}));
  p.no_deal = all[all.size() / 2];
  const auto f = epsilon_frontier(p, {}, {});
  ASSERT_TRUE(f);
  EXPECT_EQ(f->epsilon(), 0);
  EXPECT_EQ(points_of(*f), std::vector<Vector>{p.no_deal});
}

TEST(EpsilonFrontier, TakesOverWhereTheExactFrontierIsTooLarge) {
  Problem p = random_problem(Family::uniform, 4, 12, 4, 2);
  set_no_deal_share(p, 0.4);
  const FrontierOptions options{.max_points = 300, .epsilon = 0.1};
  const Frontier f = find_frontier(p, options, {});
  ASSERT_EQ(f.status(), FrontierStatus::epsilon);
  EXPECT_LE(f.epsilon(), 0.1);
  EXPECT_GT(f.epsilon(), 0);
  const auto exact = acceptable_of(p, points_of(additive_frontier(p, {}, {})));
  EXPECT_LE(true_epsilon(p, exact, points_of(f)), f.epsilon());
  EXPECT_EQ(find_frontier(p, {.max_points = 300, .epsilon = 0}, {}).status(),
            FrontierStatus::partial);
  EXPECT_EQ(find_frontier(p, {.max_candidates = 2'000, .epsilon = 0.1}, {}).status(),
            FrontierStatus::epsilon);
  EXPECT_EQ(find_frontier(p, {}, {}).status(), FrontierStatus::exact);
}

TEST(EpsilonFrontier, SixPartiesGetNone) {
  const Problem p = random_problem(Family::uniform, 6, 12, 4, 2);
  const Frontier f = find_frontier(p, {.max_points = 300}, {});
  EXPECT_EQ(f.status(), FrontierStatus::partial);
  // Their own limit can be raised.
  const Problem small = random_problem(Family::uniform, 6, 7, 4, 2);
  const Frontier whole = find_frontier(small, {}, {});
  ASSERT_EQ(whole.status(), FrontierStatus::exact);
  EXPECT_EQ(find_frontier(small, {.many_party_points = whole.size() / 2}, {}).status(),
            FrontierStatus::partial);
}

TEST(ThreadsFrontier, EpsilonSameBytes) {
  Problem p = random_problem(Family::opposed, 4, 10, 4, 2);
  set_no_deal_share(p, 0.3);
  const FrontierOptions options{.max_points = 200, .epsilon = 0.1};
  const Frontier one = find_frontier(p, options, {});
  ASSERT_EQ(one.status(), FrontierStatus::epsilon);
  for (const int threads : {2, 8}) {
    WorkControl control;
    control.threads = threads;
    const Frontier many = find_frontier(p, options, control);
    EXPECT_EQ(many.epsilon(), one.epsilon());
    ASSERT_EQ(points_of(many), points_of(one));
    for (std::size_t k = 0; k < one.size(); ++k) EXPECT_EQ(many.outcome(k), one.outcome(k));
  }
}

TEST(LowerCorners, SayWhatNoPointReaches) {
  RandomStream random(73);
  for (std::uint64_t round = 0; round < test::rounds(300); ++round) {
    const std::size_t dim = 1 + round % 4;
    constexpr std::int64_t k_top = 4;
    const Vector ceiling(dim, k_top);
    LowerCorners corners(Vector(dim, 0), 1);
    std::vector<Vector> points;
    for (std::size_t k = 0; k < 6; ++k) {
      Vector z(dim);
      for (auto& x : z) x = static_cast<std::int64_t>(random.below(k_top + 1));
      const bool fresh = std::none_of(points.begin(), points.end(),
                                      [&](const Vector& q) { return reaches(q, z); });
      EXPECT_EQ(corners.insert(z.data(), ceiling), fresh);
      points.push_back(z);
      std::vector<Vector> least;
      for (std::size_t c = 0; c < corners.numbers(); ++c) {
        if (!corners.alive(c)) continue;
        least.emplace_back(corners.corner(c), corners.corner(c) + dim);
      }
      EXPECT_EQ(least.size(), corners.size());
      // Every vector up to the ceiling is either reached by a point or above a corner.
      Vector y(dim, 0);
      for (std::size_t i = 0; i < dim;) {
        const auto by = [&](const Vector& q) { return reaches(q, y); };
        const auto above = [&](const Vector& l) { return reaches(y, l); };
        ASSERT_NE(std::any_of(points.begin(), points.end(), by),
                  std::any_of(least.begin(), least.end(), above));
        for (i = 0; i < dim && ++y[i] > k_top; ++i) y[i] = 0;
      }
      // No corner lies above another.
      for (std::size_t a = 0; a < least.size(); ++a) {
        for (std::size_t b = 0; b < least.size(); ++b) {
          ASSERT_TRUE(a == b || !reaches(least[a], least[b])) << round;
        }
      }
    }
  }
}

}  // namespace
}  // namespace entente::bargain
