#include "entente/bargain/concepts.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "entente/bargain/families.hpp"
#include "entente/bargain/find_frontier.hpp"
#include "entente/base/random.hpp"
#include "tests/bargain/brute_force.hpp"
#include "tests/bargain/small_problems.hpp"
#include "tests/support/rounds.hpp"

namespace entente::bargain {
namespace {

using test::rounds;

const WorkControl k_control;

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

class FindDealOnFamily : public testing::TestWithParam<Family> {};
INSTANTIATE_TEST_SUITE_P(Family, FindDealOnFamily, testing::ValuesIn(k_families),
                         [](const testing::TestParamInfo<Family>& family) {
                           return to_string(family.param);
                         });

TEST_P(FindDealOnFamily, AgreesWithBruteForce) {
  const auto most_outcomes = static_cast<double>(rounds(300));
  std::uint64_t seed = 0;
  for (std::size_t n = 2; n <= 6; ++n) {
    for (std::size_t m = 1; m <= 8; ++m) {
      for (std::size_t k = 2; k <= 4; ++k) {
        if (std::pow(k, m) > most_outcomes) continue;
        for (const double share : {0.0, 0.3, 0.7}) {
          Problem p = random_problem(GetParam(), n, m, k, ++seed);
          set_no_deal_share(p, share);
          SCOPED_TRACE("n=" + std::to_string(n) + " m=" + std::to_string(m) +
                       " k=" + std::to_string(k) + " share=" + std::to_string(share));
          expect_all_deals(p, {});
          if (testing::Test::HasFailure()) return;
        }
      }
    }
  }
}

TEST(FindDeal, AgreesWithBruteForceWhereTiesAbound) {
  RandomStream random(11);
  for (std::uint64_t round = 0; round < rounds(2000); ++round) {
    const Problem p = test::coarse_problem(random);
    SearchOptions options;
    if (round % 3 == 1) {
      for (std::size_t j = 0; j < p.parties; ++j) {
        options.weights.emplace_back(static_cast<int>(1 + random.below(3)));
      }
    }
    SCOPED_TRACE(round);
    expect_all_deals(p, options);
    if (testing::Test::HasFailure()) return;
  }
}

/// With eight parties, assignments of parties to levels are many; values are few, so ties are, too.
TEST(FindDeal, AgreesWithBruteForceForEightParties) {
  RandomStream random(12);
  for (std::uint64_t round = 0; round < rounds(60); ++round) {
    Problem p = random_problem(Family::points, 8, 5, 3, round);
    for (auto& v : p.value) v = static_cast<std::int64_t>(random.below(3));
    SCOPED_TRACE(round);
    expect_all_deals(p, {});
    if (testing::Test::HasFailure()) return;
  }
}

std::set<brute::Vector> optimal_vectors(const Problem& p, Concept which) {
  return brute::solve(p, brute::all_vectors(p), which, std::vector<Rational>(p.parties, 1)).best;
}

/// Parties, issues and options in another order: party j of the result is party[j] of `p`.
Problem rearranged(const Problem& p, const std::vector<std::size_t>& party,
                   const std::vector<std::size_t>& issue, bool reverse_options) {
  Problem q;
  q.parties = p.parties;
  q.issues = p.issues;
  q.first.push_back(0);
  for (const auto i : issue) {
    q.options.push_back(p.options[i]);
    q.first.push_back(q.first.back() + p.options[i]);
    for (std::size_t o = 0; o < p.options[i]; ++o) {
      const std::size_t from = reverse_options ? p.options[i] - 1 - o : o;
      q.allowed.push_back(p.allowed[p.first[i] + from]);
      for (const auto j : party) q.value.push_back(p.at(i, from, j));
    }
  }
  for (const auto j : party) {
    q.no_deal.push_back(p.no_deal[j]);
    q.denominator.push_back(p.denominator[j]);
    q.tolerance.push_back(p.tolerance[j]);
  }
  return q;
}

std::vector<std::size_t> shuffled(std::size_t size, RandomStream& random) {
  std::vector<std::size_t> order(size);
  for (std::size_t k = 0; k < size; ++k) order[k] = k;
  for (std::size_t k = size; k > 1; --k) std::swap(order[k - 1], order[random.below(k)]);
  return order;
}

TEST(FindDeal, RearrangingTheProblemRearrangesTheOptimalVectors) {
  RandomStream random(21);
  for (int round = 0; round < 150; ++round) {
    const Problem p = test::coarse_problem(random);
    const auto party = shuffled(p.parties, random);
    const Problem q = rearranged(p, party, shuffled(p.issues, random), random.below(2) == 1);
    const auto engine = make_separable_engine(q);
    for (const auto which : k_concepts) {
      std::set<brute::Vector> image;
      for (const auto& u : optimal_vectors(p, which)) {
        brute::Vector v;
        for (const auto j : party) v.push_back(u[j]);
        image.insert(std::move(v));
      }
      const Deal deal = find_deal(q, *engine, which, {}, k_control);
      ASSERT_EQ(deal.status, image.empty() ? Status::none : Status::exact);
      if (image.empty()) continue;
      EXPECT_EQ(deal.ties, image.size());
      EXPECT_EQ(deal.utility, *image.rbegin());
    }
  }
}

TEST(FindDeal, LargeProblemsMayBeRearranged) {
  RandomStream random(22);
  for (const auto family : {Family::uniform, Family::percent, Family::points}) {
    const Problem p = random_problem(family, 4, 40, 4, 5);
    const std::vector<std::size_t> party{2, 0, 3, 1};
    const Problem q = rearranged(p, party, shuffled(p.issues, random), true);
    const auto engine_p = make_separable_engine(p);
    const auto engine_q = make_separable_engine(q);
    for (const auto which : k_concepts) {
      const Deal a = find_deal(p, *engine_p, which, {}, k_control);
      const Deal b = find_deal(q, *engine_q, which, {}, k_control);
      ASSERT_EQ(a.status, Status::exact);
      ASSERT_EQ(b.status, Status::exact);
      EXPECT_EQ(a.ties, b.ties);
      EXPECT_NEAR(a.value, b.value, 1e-12 * a.value);
      if (a.ties > 1) continue;
      for (std::size_t j = 0; j < p.parties; ++j) EXPECT_EQ(a.utility[party[j]], b.utility[j]);
    }
  }
}

TEST(FindDeal, NashDoesNotDependOnAPartysScale) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    Problem p = random_problem(Family::percent, 3, 40, 4, seed);
    set_no_deal_share(p, 0.2);
    const Deal before = find_deal(p, *make_separable_engine(p), Concept::nash, {}, k_control);
    Problem q = p;
    for (std::size_t e = 0; e < q.option_total(); ++e) q.value[e * 3 + 1] = 7 * p.value[e * 3 + 1];
    for (std::size_t o = 0; o < q.options[4]; ++o) q.value[(q.first[4] + o) * 3 + 1] += 12345;
    q.no_deal[1] = 7 * p.no_deal[1] + 12345;
    q.denominator[1] = 3;
    const Deal after = find_deal(q, *make_separable_engine(q), Concept::nash, {}, k_control);
    EXPECT_EQ(before.outcome, after.outcome);
    EXPECT_EQ(before.ties, after.ties);
  }
}

// The frontier of two parties is found by other code altogether.
TEST(FindDeal, AgreesWithTheFrontierOfTwoParties) {
  for (const auto family : k_families) {
    for (const std::size_t issues : {50U, 100U}) {
      if (family == Family::nearly_zero_sum && issues == 100) continue;  // a very long frontier
      Problem p = random_problem(family, 2, issues, 5, issues);
      set_no_deal_share(p, 0.3);
      const auto frontier = find_frontier(p, {}, k_control);
      ASSERT_EQ(frontier.status(), FrontierStatus::exact);
      const auto engine = make_separable_engine(p);
      for (const auto which : k_concepts) {
        SCOPED_TRACE(std::string(to_string(family)) + " " + to_string(which));
        std::size_t index = 0;
        const Deal chosen = choose_deal(p, frontier.utility(0), frontier.size(), which, {}, &index);
        const Deal found = find_deal(p, *engine, which, {}, k_control);
        EXPECT_EQ(found.status, Status::exact);
        EXPECT_EQ(found.utility, chosen.utility);
        EXPECT_EQ(found.ties, chosen.ties);
        EXPECT_EQ(found.value, chosen.value);
      }
    }
  }
}

TEST(FindDeal, SharesAHundredAlikeIssuesEvenly) {
  const Problem p = test::table_problem(test::alike(100, {{3, 0}, {0, 3}}));
  const auto engine = make_separable_engine(p);
  Outcome even(100, 0);
  std::fill(even.begin() + 50, even.end(), std::uint16_t{1});
  for (const auto which : k_concepts) {
    SCOPED_TRACE(to_string(which));
    const Deal deal = find_deal(p, *engine, which, {}, k_control);
    EXPECT_EQ(deal.status, Status::exact);
    EXPECT_TRUE(deal.ties_complete);
    EXPECT_TRUE(deal.witness_canonical);
    if (which == Concept::utilitarian) {  // every division with both gains >= 0 sums to 300
      EXPECT_EQ(deal.ties, 101U);
      EXPECT_EQ(deal.utility, (brute::Vector{300, 0}));
      EXPECT_EQ(deal.outcome, Outcome(100, 0));
    } else {
      EXPECT_EQ(deal.ties, 1U);
      EXPECT_EQ(deal.utility, (brute::Vector{150, 150}));
      EXPECT_EQ(deal.outcome, even);
    }
  }
}

TEST(FindDeal, CountsTiesUpToTheCapAndStillShowsTheLargest) {
  const Problem p = test::table_problem(test::alike(300, {{3, 0, 1}, {0, 3, 1}, {1, 1, 2}}));
  SearchOptions options;
  options.max_ties = 10;
  const auto engine = make_separable_engine(p);
  const Deal deal = find_deal(p, *engine, Concept::utilitarian, options, k_control);
  EXPECT_EQ(deal.status, Status::exact);
  EXPECT_EQ(deal.ties, 10U);
  EXPECT_FALSE(deal.ties_complete);
  EXPECT_EQ(deal.utility, (brute::Vector{900, 0, 300}));
  EXPECT_EQ(deal.outcome, Outcome(300, 0));
}

TEST(FindDeal, TakesTheFirstOutcomeWhenAllAreWorthTheSame) {
  Problem p = test::table_problem(test::alike(60, {{2, 2, 2}, {2, 2, 2}, {2, 2, 2}}));
  p.allowed[0] = 0;
  const auto engine = make_separable_engine(p);
  Outcome first(60, 0);
  first[0] = 1;
  for (const auto which : k_concepts) {
    const Deal deal = find_deal(p, *engine, which, {}, k_control);
    EXPECT_EQ(deal.status, Status::exact);
    EXPECT_EQ(deal.ties, 1U);
    EXPECT_EQ(deal.outcome, first);
  }
}

TEST(FindDeal, SaysThatAZeroSumLeavesNothingToGain) {
  Problem p = test::table_problem(test::alike(50, {{0, 0}, {4, -4}, {-7, 7}, {2, -3}}));
  const auto engine = make_separable_engine(p);
  for (const auto which : k_concepts) {
    const Deal deal = find_deal(p, *engine, which, {}, k_control);
    EXPECT_EQ(deal.status, Status::none);
    EXPECT_EQ(deal.blocking, (std::vector{PartyId(0), PartyId(1)}));
    EXPECT_FALSE(deal.reason.empty());
  }
}

// Three parties, any two of whom can gain while the third stands still: none blocks alone.
TEST(FindDeal, SaysThatAllCannotGainAtOnce) {
  const Problem p =
      test::table_problem({{{0, 0, 0}, {1, 1, 0}, {1, 0, 1}, {0, 1, 1}}, {{0, 0, 0}, {-1, 1, 0}}});
  const Deal deal = find_deal(p, *make_separable_engine(p), Concept::nash, {}, k_control);
  EXPECT_EQ(deal.status, Status::none);
  EXPECT_TRUE(deal.blocking.empty());
}

TEST(FindDeal, StopsAtAReservationThatIsTheOptimumItself) {
  for (const auto family : {Family::uniform, Family::opposed, Family::percent}) {
    for (const std::size_t n : {2U, 3U, 4U, 6U}) {
      Problem p = random_problem(family, n, 100, 5, n);
      const Deal best = find_deal(p, *make_separable_engine(p), Concept::nash, {}, k_control);
      ASSERT_EQ(best.status, Status::exact);
      p.no_deal = best.utility;
      const auto engine = make_separable_engine(p);
      for (const auto which : k_concepts) {
        EXPECT_EQ(find_deal(p, *engine, which, {}, k_control).status, Status::none);
      }
      // One unit less for everybody: the old optimum is a deal again.
      for (auto& d : p.no_deal) --d;
      const Deal again = find_deal(p, *make_separable_engine(p), Concept::nash, {}, k_control);
      EXPECT_EQ(again.status, Status::exact);
      EXPECT_EQ(again.utility, best.utility);
    }
  }
}

TEST(FindDeal, BoundsWhatALimitLeavesOpen) {
  bool cut = false;
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    const Problem p = random_problem(Family::opposed, 5, 40, 4, seed);
    for (const auto which : k_concepts) {
      const Deal best = find_deal(p, *make_separable_engine(p), which, {}, k_control);
      ASSERT_EQ(best.status, Status::exact);
      SearchOptions options;
      options.max_nodes = 1;
      const Deal deal = find_deal(p, *make_separable_engine(p), which, options, k_control);
      ASSERT_TRUE(deal.status == Status::exact || deal.status == Status::bound);
      EXPECT_GE(deal.gap, 0);
      EXPECT_GE(best.value, deal.value * (1 - 1e-12));
      EXPECT_LE(best.value, (deal.value + deal.gap) * (1 + 1e-12));
      cut = cut || deal.status == Status::bound;
    }
  }
  EXPECT_TRUE(cut) << "no search was cut short, so nothing was tested";
}

TEST(FindDeal, CancelledBeforeItStartsItSaysWhatItKnows) {
  const Problem p = random_problem(Family::opposed, 6, 60, 5, 2);
  CancelToken cancel;
  cancel.request();
  WorkControl control;
  control.cancel = &cancel;
  const Deal deal = find_deal(p, *make_separable_engine(p), Concept::egalitarian, {}, control);
  EXPECT_TRUE(deal.status == Status::bound || deal.status == Status::unknown);
}

TEST(FindIdealPoint, IsTheBestAcceptableUtilityOfEachParty) {
  RandomStream random(31);
  for (int round = 0; round < 500; ++round) {
    const Problem p = test::coarse_problem(random);
    brute::Vector ideal;
    for (const auto& [u, x] : brute::all_vectors(p)) {
      if (!brute::acceptable(p, u, p.parties)) continue;
      if (ideal.empty()) ideal = u;
      for (std::size_t j = 0; j < p.parties; ++j) ideal[j] = std::max(ideal[j], u[j]);
    }
    const auto found = find_ideal_point(p, *make_separable_engine(p), {}, k_control);
    EXPECT_EQ(found.utility, ideal);
    EXPECT_TRUE(found.exact);
  }
}

}  // namespace
}  // namespace entente::bargain
