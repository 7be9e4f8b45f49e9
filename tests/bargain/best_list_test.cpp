#include "entente/bargain/best_list.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "entente/bargain/concepts.hpp"
#include "entente/bargain/families.hpp"
#include "entente/base/random.hpp"
#include "tests/bargain/brute_force.hpp"
#include "tests/bargain/small_problems.hpp"
#include "tests/support/random_problem.hpp"
#include "tests/support/rounds.hpp"

namespace entente::bargain {
namespace {

using brute::Vector;

struct Merit {
  std::vector<Rational> merit;
  Vector utility;
};

/// All vectors of a concept, best first, by the definitions.
std::vector<Merit> ranked(const Problem& p, Concept which, const std::vector<Rational>& weight) {
  const auto all = brute::all_vectors(p);
  std::vector<Rational> ideal(p.parties, 0);
  for (const auto& [u, x] : all) {
    if (!brute::acceptable(p, u, p.parties)) continue;
    const auto g = brute::gains(p, u);
    for (std::size_t j = 0; j < p.parties; ++j) ideal[j] = std::max(ideal[j], g[j]);
  }
  std::vector<Merit> list;
  for (const auto& [u, x] : all) {
    const auto g = brute::gains(p, u);
    const bool strict =
        std::all_of(g.begin(), g.end(), [](const Rational& gain) { return gain > 0; });
    if (which == Concept::nash ? !strict : !brute::acceptable(p, u, p.parties)) continue;
    list.push_back({brute::merit(which, g, weight, ideal), u});
  }
  std::sort(list.begin(), list.end(), [](const Merit& a, const Merit& b) {
    return a.merit != b.merit ? a.merit > b.merit : a.utility > b.utility;
  });
  return list;
}

void expect_ranks(const std::vector<Merit>& expected, const BestList& list) {
  for (std::size_t k = 0; k < list.deals.size(); ++k) {
    EXPECT_EQ(list.deals[k].utility, expected[k].utility) << k;
    std::size_t first = k;
    while (first > 0 && expected[first - 1].merit == expected[k].merit) --first;
    EXPECT_EQ(list.deals[k].rank, first + 1);
  }
}

void expect_brute_force(const Problem& p, RandomStream& random) {
  SearchOptions options;
  for (std::size_t j = 0; j < p.parties; ++j) options.weights.emplace_back(1 + random.below(3));
  for (const auto which : k_concepts) {
    const auto engine = p.separable() ? make_separable_engine(p) : make_general_engine(p);
    const Deal deal = find_deal(p, *engine, which, options, {});
    const std::size_t count = 1 + random.below(12);
    const auto list = find_best(p, which, deal, count, options, {});
    EXPECT_TRUE(list.complete);
    if (!deal.found()) {
      EXPECT_TRUE(list.deals.empty());
      continue;
    }
    const auto expected = ranked(p, which, options.weights);
    ASSERT_EQ(list.deals.size(), std::min(count, expected.size()));
    EXPECT_EQ(list.deals.front().utility, deal.utility);
    expect_ranks(expected, list);
    EXPECT_EQ(list.more_ties,
              expected.size() > count && expected[count].merit == expected[count - 1].merit);
    for (const auto& ranked_deal : list.deals) {
      Vector u(p.parties);
      utilities(p, ranked_deal.outcome.data(), u.data());
      EXPECT_EQ(u, ranked_deal.utility);
      EXPECT_TRUE(feasible(p, ranked_deal.outcome.data()));
    }
  }
}

TEST(BestList, IndependentIssuesAgreeWithBruteForce) {
  RandomStream random(17);
  for (std::uint64_t round = 0; round < test::rounds(500); ++round) {
    SCOPED_TRACE(round);
    expect_brute_force(test::coarse_problem(random), random);
  }
}

TEST(BestList, InteractionsAndRulesAgreeWithBruteForce) {
  RandomStream random(18);
  for (std::uint64_t seed = 0; seed < test::rounds(200); ++seed) {
    SCOPED_TRACE(seed);
    expect_brute_force(test::random_problem_with_rules(seed, test::varied_options(seed)), random);
  }
}

TEST(BestList, UtilitiesThatAreNoSumsAreEnumerated) {
  Problem p = test::table_problem({{{1, 1}, {2, 3}}, {{1, 1}, {3, 2}}});
  p.cap = {std::nullopt, 4};

  Deal deal;
  deal.status = Status::exact;
  deal.utility = {5, 4};
  deal.outcome = {1, 1};
  const auto list = find_best(p, Concept::utilitarian, deal, 3, {}, {});
  ASSERT_EQ(list.deals.size(), 3U);
  EXPECT_EQ(list.deals[0].utility, (Vector{5, 4}));
  EXPECT_EQ(list.deals[1].utility, (Vector{4, 3}));
  EXPECT_EQ(list.deals[2].utility, (Vector{3, 4}));
  EXPECT_EQ(list.deals[2].rank, 2U);
}

/// Beyond enumeration: the list of 2k starts with the list of k, values never rise, and no outcome
/// one change away from a listed one is missing.
TEST(BestList, LargeListsAreConsistent) {
  const Problem p = random_problem(Family::uniform, 3, 40, 5, 3);
  const auto engine = make_separable_engine(p);
  const Deal deal = find_deal(p, *engine, Concept::nash, {}, {});
  const auto few = find_best(p, Concept::nash, deal, 50, {}, {});
  const auto many = find_best(p, Concept::nash, deal, 100, {}, {});
  ASSERT_TRUE(few.complete);
  ASSERT_TRUE(many.complete);
  ASSERT_EQ(few.deals.size(), 50U);
  ASSERT_EQ(many.deals.size(), 100U);
  std::set<Vector> listed;
  for (std::size_t k = 0; k < 100; ++k) {
    if (k < 50) {
      EXPECT_EQ(few.deals[k].utility, many.deals[k].utility);
    }
    if (k > 0) {
      EXPECT_LE(many.deals[k].value, many.deals[k - 1].value * (1 + 1e-12));
    }
    listed.insert(many.deals[k].utility);
  }
  const Objective product(p, Objective::Kind::log_sum, std::vector<Rational>(3, 1), p.no_deal);
  for (const auto& ranked_deal : many.deals) {
    Outcome x = ranked_deal.outcome;
    for (std::size_t i = 0; i < p.issues; ++i) {
      const auto kept = x[i];
      for (std::uint16_t o = 0; o < p.options[i]; ++o) {
        x[i] = o;
        Vector u(p.parties);
        utilities(p, x.data(), u.data());
        EXPECT_TRUE(listed.contains(u) ||
                    product.compare(u.data(), many.deals.back().utility.data()) <= 0);
      }
      x[i] = kept;
    }
  }
}

TEST(BestList, ANodeLimitIsSaid) {
  const Problem p = random_problem(Family::opposed, 5, 40, 5, 1);
  const auto engine = make_separable_engine(p);
  const Deal deal = find_deal(p, *engine, Concept::egalitarian, {}, {});
  SearchOptions options;
  options.max_nodes = 100;
  const auto list = find_best(p, Concept::egalitarian, deal, 500, options, {});
  EXPECT_FALSE(list.complete);
  EXPECT_EQ(list.deals.size(), 500U);
}

}  // namespace
}  // namespace entente::bargain
