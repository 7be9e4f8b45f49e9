#include "entente/enforce/breach_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "tests/enforce/random_agreement.hpp"
#include "tests/support/rounds.hpp"

// The oracle tries every set and asks the model what the outcome is worth.

namespace entente::enforce {
namespace {

struct Case {
  test::RandomAgreement random;
  KeptAgreement agreement;
};

Case make_case(std::uint64_t seed, const test::RandomAgreementOptions& options) {
  Case out{test::random_agreement(seed, options), {}};
  out.agreement = keep_agreement(out.random.scenario, out.random.outcome);
  return out;
}

std::vector<std::size_t> set_of(std::size_t mask) {
  std::vector<std::size_t> set;
  for (std::size_t k = 0; mask >> k != 0; ++k) {
    if ((mask >> k & 1U) != 0) set.push_back(k);
  }
  return set;
}

Rational slow_gain(const Case& c, PartyId party, const std::vector<std::size_t>& set) {
  std::vector<std::size_t> commitments;
  for (const std::size_t k : set) {
    commitments.push_back(c.agreement.parties[party.index()].own[k]);
  }
  return utility(c.random.scenario, party, broken_outcome(c.agreement, commitments)) -
         utility(c.random.scenario, party, c.agreement.outcome);
}

std::vector<BreachOdds<double>> odds_of(const Breaches& breaches) {
  std::vector<BreachOdds<double>> odds;
  for (const auto& b : breaches.odds()) {
    odds.push_back({to_double(b.detection), to_double(b.false_alarm), b.lag});
  }
  return odds;
}

TEST(Breaches, GainIsWhatTheModelSays) {
  for (std::uint64_t seed = 0; seed < test::rounds(200); ++seed) {
    SCOPED_TRACE(seed);
    const Case c = make_case(seed, {.issues = 6, .interactions = 4});
    for (std::size_t j = 0; j < c.random.scenario.party_count(); ++j) {
      const Breaches breaches(c.random.scenario, c.agreement, PartyId(j));
      for (std::size_t mask = 0; mask < std::size_t{1} << breaches.size(); ++mask) {
        EXPECT_EQ(breaches.gain(set_of(mask)), slow_gain(c, PartyId(j), set_of(mask)));
      }
    }
  }
}

/// The greatest demand of all sets.
double slow_demand(const Case& c, PartyId party, const std::vector<BreachOdds<double>>& odds,
                   double quiet, double discount) {
  double worst = 0;
  for (std::size_t mask = 1; mask < std::size_t{1} << odds.size(); ++mask) {
    const auto set = set_of(mask);
    const double gain = to_double(slow_gain(c, party, set));
    if (gain <= 0) continue;
    std::vector<BreachOdds<double>> broken;
    for (const std::size_t k : set) broken.push_back(odds[k]);
    const double left = survival(broken, quiet, discount);
    const bool shows = 1 - left > 1e-13;  // but for rounding
    worst =
        std::max(worst, shows ? gain * left / (1 - left) : std::numeric_limits<double>::infinity());
  }
  return worst;
}

void expect_worst(const test::RandomAgreementOptions& options, std::uint64_t rounds) {
  std::size_t partial = 0;
  for (std::uint64_t seed = 0; seed < rounds; ++seed) {
    SCOPED_TRACE(seed);
    const Case c = make_case(seed, options);
    const double quiet = to_double(1 - c.agreement.false_alarm);
    const double discount = static_cast<double>(50 + seed % 49) / 100;
    for (std::size_t j = 0; j < c.random.scenario.party_count(); ++j) {
      const Breaches breaches(c.random.scenario, c.agreement, PartyId(j));
      const auto odds = odds_of(breaches);
      const BreachSearch search(breaches, odds);
      const auto found = search.greatest_demand(quiet, discount);
      const double slow = slow_demand(c, PartyId(j), odds, quiet, discount);
      EXPECT_TRUE(found.breach.proven);
      if (std::isinf(slow)) {
        EXPECT_TRUE(std::isinf(found.loss));
        continue;
      }
      EXPECT_NEAR(found.loss, slow, 1e-9 * (1 + slow));
      EXPECT_NEAR(search.demand(found.breach.set, quiet, discount), found.loss, 1e-12);
      std::size_t tempting = 0;
      for (const auto& gain : breaches.alone()) tempting += gain > 0 ? 1 : 0;
      partial += !found.breach.set.empty() && found.breach.set.size() < tempting ? 1 : 0;
    }
  }
  EXPECT_GT(partial, rounds / 20) << "the worst is nearly always to break everything";
}

TEST(BreachSearch, OrderFindsTheWorstOfAllSets) {
  expect_worst({.issues = 9}, test::rounds(300));
  expect_worst({.issues = 12}, test::rounds(20));
}

TEST(BreachSearch, TreeFindsItWhereLagsDiffer) {
  expect_worst({.issues = 8, .longest_lag = 6}, test::rounds(200));
  expect_worst({.issues = 8, .longest_lag = 2, .zero_lag = true}, test::rounds(100));
}

TEST(BreachSearch, TreeFindsItWhereCommitmentsInteract) {
  expect_worst({.issues = 8, .interactions = 6}, test::rounds(200));
  expect_worst({.issues = 8, .longest_lag = 4, .interactions = 6, .zero_lag = true},
               test::rounds(100));
}

/// The same lag for all, other than 1: the order must agree with the tree, which knows no order.
TEST(BreachSearch, OrderFindsItForAnyCommonLag) {
  for (std::uint64_t seed = 0; seed < test::rounds(200); ++seed) {
    SCOPED_TRACE(seed);
    Case c = make_case(seed, {.issues = 9});
    for (auto& commitment : c.agreement.commitments) {
      commitment.lag = 2 + static_cast<int>(seed % 5);
    }
    const double quiet = to_double(1 - c.agreement.false_alarm);
    for (std::size_t j = 0; j < c.random.scenario.party_count(); ++j) {
      const Breaches breaches(c.random.scenario, c.agreement, PartyId(j));
      const auto odds = odds_of(breaches);
      const BreachSearch search(breaches, odds);
      ASSERT_TRUE(search.by_order());
      const double slow = slow_demand(c, PartyId(j), odds, quiet, .9);
      const double found = search.greatest_demand(quiet, .9).loss;
      if (std::isinf(slow)) {
        EXPECT_TRUE(std::isinf(found));
      } else {
        EXPECT_NEAR(found, slow, 1e-9 * (1 + slow));
      }
    }
  }
}

TEST(BreachSearch, FortyCommitmentsOfManyLagsAreProven) {
  const Case c = make_case(7, {.issues = 110, .longest_lag = 4, .interactions = 3});
  for (std::size_t j = 0; j < c.random.scenario.party_count(); ++j) {
    const Breaches breaches(c.random.scenario, c.agreement, PartyId(j));
    const auto found = BreachSearch(breaches, odds_of(breaches))
                           .greatest_demand(to_double(1 - c.agreement.false_alarm), .9);
    EXPECT_TRUE(found.breach.proven) << breaches.size();
  }
}

TEST(BreachSearch, ALimitOnNodesIsSaid) {
  const Case c = make_case(7, {.issues = 60, .longest_lag = 4, .interactions = 6});
  const Breaches breaches(c.random.scenario, c.agreement, PartyId(0));
  const auto found = BreachSearch(breaches, odds_of(breaches), 3)
                         .greatest_demand(to_double(1 - c.agreement.false_alarm), .9);
  EXPECT_FALSE(found.breach.proven);
}

}  // namespace
}  // namespace entente::enforce
