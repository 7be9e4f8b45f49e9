#include "entente/bargain/concepts.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "entente/bargain/families.hpp"
#include "entente/base/random.hpp"
#include "tests/bargain/brute_force.hpp"

namespace entente::bargain {
namespace {

const WorkControl k_control;

std::string describe(Family family, std::size_t n, std::size_t m, std::size_t k, double share,
                     std::uint64_t seed, Concept which) {
  return std::string(to_string(family)) + " n=" + std::to_string(n) + " m=" + std::to_string(m) +
         " k=" + std::to_string(k) + " no-deal " + std::to_string(share) + " seed " +
         std::to_string(seed) + " " + to_string(which);
}

/// Compares find_deal with the brute-force answer in every respect.
void expect_deal(const Problem& p, Engine& engine, Concept which, const SearchOptions& options,
                 const std::map<brute::Vector, Outcome>& all) {
  std::vector<Rational> weight(p.parties, 1);
  if (!options.weights.empty()) weight = options.weights;
  const auto expected = brute::solve(p, all, which, weight);
  const Deal deal = find_deal(p, engine, which, options, k_control);
  if (!expected.exists) {
    ASSERT_EQ(deal.status, Status::none);
    EXPECT_FALSE(deal.reason.empty());
    std::set<std::size_t> blocking;
    for (const auto party : deal.blocking) blocking.insert(party.index());
    EXPECT_EQ(blocking, expected.blocking);
    EXPECT_FALSE(deal.found());
    return;
  }
  ASSERT_EQ(deal.status, Status::exact);
  EXPECT_EQ(deal.utility, *expected.best.rbegin());
  EXPECT_EQ(deal.ties, expected.best.size());
  EXPECT_TRUE(deal.ties_complete);
  EXPECT_TRUE(deal.witness_canonical);
  EXPECT_EQ(deal.outcome, expected.outcome);
  const double value = to_double(expected.merit.front());
  EXPECT_NEAR(deal.value, value, 1e-12 * std::abs(value));
  EXPECT_EQ(deal.gap, 0);
}

void expect_all_deals(const Problem& p, const SearchOptions& options) {
  const auto all = brute::all_vectors(p);
  const auto engine = make_separable_engine(p);
  for (const auto which : k_concepts) {
    SCOPED_TRACE(to_string(which));
    expect_deal(p, *engine, which, options, all);
  }
}

TEST(FindDeal, AgreesWithBruteForceOnEveryFamily) {
  for (const auto family : k_families) {
    for (std::size_t n = 2; n <= 6; ++n) {
      for (std::size_t m = 1; m <= 8; ++m) {
        for (std::size_t k = 2; k <= 4; ++k) {
          if (std::pow(k, m) > 600) continue;
          for (const double share : {0.0, 0.3, 0.7}) {
            for (std::uint64_t seed = 0; seed < 2; ++seed) {
              Problem p = random_problem(family, n, m, k, seed);
              set_no_deal_share(p, share);
              SCOPED_TRACE(describe(family, n, m, k, share, seed, Concept::nash));
              expect_all_deals(p, {});
              if (testing::Test::HasFatalFailure()) return;
            }
          }
        }
      }
    }
  }
}

/// Whole values of few points, denominators of its own for each party, some below zero, some
/// options ruled out: ties abound.
Problem coarse_problem(RandomStream& random) {
  Problem p;
  p.parties = 2 + random.below(5);
  p.issues = 1 + random.below(6);
  p.first.push_back(0);
  for (std::size_t i = 0; i < p.issues; ++i) {
    p.options.push_back(static_cast<std::uint32_t>(1 + random.below(3)));
    p.first.push_back(p.first.back() + p.options.back());
  }
  const std::uint64_t range = 2 + random.below(5);
  const std::int64_t low = -static_cast<std::int64_t>(random.below(3));
  for (std::size_t e = 0; e < p.option_total() * p.parties; ++e) {
    p.value.push_back(low + static_cast<std::int64_t>(random.below(range)));
  }
  p.allowed.assign(p.option_total(), 1);
  for (std::size_t i = 0; i < p.issues; ++i) {
    if (p.options[i] > 1 && random.below(5) == 0) {
      p.allowed[p.first[i] + random.below(p.options[i])] = 0;
    }
  }
  const std::int64_t denominators[] = {1, 2, 3, 10, 7};
  for (std::size_t j = 0; j < p.parties; ++j) {
    p.denominator.push_back(denominators[random.below(5)]);
    p.no_deal.push_back(static_cast<std::int64_t>(random.below(4)) - 2);
  }
  p.tolerance.assign(p.parties, 0);
  return p;
}

TEST(FindDeal, AgreesWithBruteForceWhereTiesAbound) {
  RandomStream random(11);
  for (int round = 0; round < 3000; ++round) {
    const Problem p = coarse_problem(random);
    SearchOptions options;
    if (round % 3 == 1) {
      for (std::size_t j = 0; j < p.parties; ++j) {
        options.weights.emplace_back(static_cast<int>(1 + random.below(3)));
      }
    }
    SCOPED_TRACE(round);
    expect_all_deals(p, options);
    if (testing::Test::HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace entente::bargain
