#include "tests/support/frontier_oracle.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace entente::test {

using bargain::Box;
using bargain::Frontier;
using bargain::FrontierStatus;
using bargain::Problem;

namespace {

bool dominates(const Vector& a, const Vector& b) {
  for (std::size_t c = 0; c < a.size(); ++c) {
    if (a[c] < b[c]) return false;
  }
  return a != b;
}

/// The next outcome in lexicographic order; false after the last.
bool advance(const Problem& problem, Outcome& outcome) {
  for (std::size_t i = outcome.size(); i-- > 0;) {
    if (++outcome[i] < problem.options[i]) return true;
    outcome[i] = 0;
  }
  return false;
}

std::int64_t between(RandomStream& random, std::int64_t low, std::int64_t high) {
  return low + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(high - low + 1)));
}

Box random_box(const Problem& problem, RandomStream& random) {
  Box box;
  while (box.issues.size() < 2) {
    box = {};
    for (std::uint32_t i = 0; i < problem.issues; ++i) {
      if (random.below(problem.issues) > 1) continue;
      box.issues.push_back(i);
      std::vector<std::uint8_t> mask(problem.options[i]);
      for (auto& bit : mask) bit = static_cast<std::uint8_t>(random.below(2));
      mask[random.below(mask.size())] = 1;
      box.mask.push_back(mask);
    }
  }
  return box;
}

bargain::LinearRule random_rule(const Problem& problem, RandomStream& random) {
  bargain::LinearRule rule;
  const std::int64_t most = between(random, 1, 6);
  std::int64_t total = 0;
  for (std::size_t at = 0; at < problem.option_total(); ++at) {
    rule.cost.push_back(
        random.below(3) == 0 ? 0 : between(random, random.below(3) == 0 ? -most : 0, most));
    total += rule.cost.back();
  }
  const auto issues = static_cast<std::int64_t>(problem.issues);
  const auto mean = total * issues / static_cast<std::int64_t>(problem.option_total());
  rule.limit = mean + between(random, -2 * issues, 2 * issues);
  return rule;
}

void add_features(const SmallProblemFeatures& features, RandomStream& random, Problem& p) {
  if (features.ruled_out && random.below(3) == 0) {
    for (auto& a : p.allowed) a = random.below(5) == 0 ? 0 : 1;
  }
  if (features.linear) {
    for (std::uint64_t r = random.below(3); r > 0; --r) p.linear.push_back(random_rule(p, random));
  }
  if (features.terms && p.issues >= 2) {
    for (std::uint64_t t = random.below(4); t > 0; --t) {
      bargain::Term term{random_box(p, random), {}};
      for (std::size_t j = 0; j < p.parties; ++j) term.add.push_back(between(random, -5, 5));
      p.terms.push_back(term);
    }
  }
  if (features.forbidden && p.issues >= 2) {
    for (std::uint64_t t = random.below(4); t > 0; --t) {
      p.forbidden.push_back({random_box(p, random), static_cast<std::uint32_t>(t)});
    }
  }
  if (features.caps && random.below(2) == 0) {
    p.cap.resize(p.parties);
    for (auto& cap : p.cap) {
      if (random.below(2) == 0) cap = between(random, -2, 3 * static_cast<std::int64_t>(p.issues));
    }
  }
}

}  // namespace

FrontierAnswer brute_force_frontier(const Problem& problem) {
  FrontierAnswer all;
  Outcome outcome(problem.issues, 0);
  Vector u(problem.parties);
  do {
    if (!feasible(problem, outcome.data())) continue;
    utilities(problem, outcome.data(), u.data());
    all[u].push_back(outcome);
  } while (advance(problem, outcome));
  FrontierAnswer out;
  for (const auto& [v, outcomes] : all) {
    const bool beaten =
        std::any_of(all.begin(), all.end(), [&](const auto& w) { return dominates(w.first, v); });
    if (!beaten) out.emplace(v, outcomes);
  }
  return out;
}

std::vector<Vector> points_of(const Frontier& frontier) {
  std::vector<Vector> out;
  for (std::size_t k = 0; k < frontier.size(); ++k) {
    out.emplace_back(frontier.utility(k), frontier.utility(k) + frontier.parties());
  }
  return out;
}

void expect_sound(const Problem& problem, const Frontier& frontier) {
  ASSERT_EQ(frontier.parties(), problem.parties);
  const auto points = points_of(frontier);
  Vector u(problem.parties);
  for (std::size_t k = 0; k < points.size(); ++k) {
    if (k > 0) {
      ASSERT_GT(points[k - 1], points[k]) << "order at " << k;
      if (problem.parties == 2) {
        ASSERT_LT(points[k - 1][1], points[k][1]) << "at " << k;
      }
    }
    const Outcome outcome = frontier.outcome(k);
    ASSERT_EQ(outcome.size(), problem.issues);
    ASSERT_TRUE(feasible(problem, outcome.data())) << "witness " << k;
    utilities(problem, outcome.data(), u.data());
    ASSERT_EQ(u, points[k]) << "witness " << k;
  }
  if (points.size() >= 3000) return;
  for (const auto& a : points) {
    for (const auto& b : points) ASSERT_FALSE(dominates(a, b));
  }
}

void expect_frontier(const Problem& problem, const Frontier& frontier, const FrontierAnswer& answer,
                     FrontierStatus status) {
  std::vector<Vector> wanted;
  for (const auto& [v, unused] : answer) wanted.push_back(v);
  std::reverse(wanted.begin(), wanted.end());
  EXPECT_STREQ(to_string(frontier.status()), to_string(status));
  ASSERT_EQ(points_of(frontier), wanted);
  expect_sound(problem, frontier);
}

Problem small_problem(RandomStream& random, const SmallProblemFeatures& features) {
  Problem p;
  p.parties = 1 + random.below(features.max_parties);
  p.issues = 1 + random.below(features.max_issues);
  std::uint32_t at = 0;
  for (std::size_t i = 0; i < p.issues; ++i) {
    p.options.push_back(static_cast<std::uint32_t>(1 + random.below(features.max_options)));
    p.first.push_back(at);
    at += p.options.back();
  }
  p.first.push_back(at);
  const std::int64_t range = between(random, 1, 9);
  for (std::size_t v = 0; v < at * p.parties; ++v) {
    p.value.push_back(between(random, random.below(4) == 0 ? -range : 0, range));
  }
  // A copy of another option now and then.
  for (std::size_t i = 0; i < p.issues && p.options[i] > 1; ++i) {
    if (random.below(4) != 0) continue;
    const auto from = p.value.begin() + static_cast<long>(p.first[i] * p.parties);
    std::copy_n(from, p.parties, from + static_cast<long>(p.parties));
  }
  p.allowed.assign(at, 1);
  p.no_deal.assign(p.parties, 0);
  p.denominator.assign(p.parties, 1);
  p.tolerance.assign(p.parties, 0);
  add_features(features, random, p);
  return p;
}

}  // namespace entente::test
