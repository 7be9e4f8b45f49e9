#include <algorithm>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "entente/bargain/concepts.hpp"
#include "entente/bargain/leximin.hpp"
#include "entente/base/random.hpp"
#include "tests/support/rounds.hpp"

// The oracle below works on fractions and sorts everything; it shares no code with the chooser.

namespace entente::bargain {
namespace {

using Gains = std::vector<Rational>;

Problem frame(std::vector<Rational> denominator, std::vector<std::int64_t> no_deal) {
  Problem p;
  p.parties = denominator.size();
  p.denominator = std::move(denominator);
  p.no_deal = std::move(no_deal);
  p.tolerance.assign(p.parties, 0);
  return p;
}

std::vector<Gains> acceptable_gains(const Problem& p, const std::vector<std::int64_t>& list) {
  std::vector<Gains> all;
  for (std::size_t k = 0; k < list.size(); k += p.parties) {
    Gains g;
    for (std::size_t j = 0; j < p.parties; ++j) {
      g.push_back(Rational(Rational(Integer(list[k + j] - p.no_deal[j])) / p.denominator[j]));
    }
    if (std::all_of(g.begin(), g.end(), [](const Rational& x) { return x >= 0; })) {
      all.push_back(std::move(g));
    }
  }
  return all;
}

/// What the concept compares, as a list of fractions compared from the front.
Gains merit(Concept concept_, const Gains& gain, const std::vector<Rational>& weight,
            const Gains& ideal) {
  Gains m;
  if (concept_ == Concept::nash) {
    m = {1};
    for (std::size_t j = 0; j < gain.size(); ++j) {
      for (Rational times = 0; times < weight[j]; times += 1) m[0] *= gain[j];
    }
  } else if (concept_ == Concept::utilitarian) {
    m = {0};
    for (std::size_t j = 0; j < gain.size(); ++j) m[0] += weight[j] * gain[j];
  } else {
    for (std::size_t j = 0; j < gain.size(); ++j) {
      const bool ks = concept_ == Concept::kalai_smorodinsky;
      m.push_back(gain[j] / (ks ? Rational(weight[j] * ideal[j]) : weight[j]));
    }
    std::sort(m.begin(), m.end());
  }
  return m;
}

struct Expected {
  bool exists = false;
  std::set<Gains> best;
};

Expected brute(const Problem& p, const std::vector<std::int64_t>& list, Concept concept_,
               const std::vector<Rational>& weight) {
  const auto all = acceptable_gains(p, list);
  Gains ideal(p.parties, 0);
  Expected e;
  for (const auto& g : all) {
    for (std::size_t j = 0; j < p.parties; ++j) ideal[j] = std::max(ideal[j], g[j]);
    e.exists = e.exists || std::all_of(g.begin(), g.end(), [](const Rational& x) { return x > 0; });
  }
  if (!e.exists) return e;
  Gains top;
  for (const auto& g : all) {
    const auto m = merit(concept_, g, weight, ideal);
    if (e.best.empty() || m > top) {
      e.best = {g};
      top = m;
    } else if (m == top) {
      e.best.insert(g);
    }
  }
  return e;
}

std::vector<std::int64_t> random_list(RandomStream& random, std::size_t parties,
                                      std::size_t count) {
  std::set<std::vector<std::int64_t>> distinct;
  for (std::size_t k = 0; k < count; ++k) {
    std::vector<std::int64_t> v(parties);
    for (auto& x : v) x = static_cast<std::int64_t>(random.below(9)) - 2;
    distinct.insert(v);
  }
  std::vector<std::int64_t> flat;
  for (const auto& v : distinct) flat.insert(flat.end(), v.begin(), v.end());
  return flat;
}

TEST(ChooseDeal, MatchesSortingAllFractions) {
  for (std::uint64_t seed = 0; seed < test::rounds(3000); ++seed) {
    RandomStream random(seed);
    const std::size_t parties = 2 + random.below(5);
    std::vector<Rational> den(parties);
    std::vector<std::int64_t> d(parties);
    std::vector<Rational> weight(parties);
    for (auto& x : den) x = 1 + static_cast<std::int64_t>(random.below(3));
    for (auto& x : d) x = static_cast<std::int64_t>(random.below(4)) - 1;
    const bool weighted = random.below(2) == 0;
    for (auto& w : weight) w = weighted ? Rational(1 + static_cast<int>(random.below(3))) : 1;
    const Problem p = frame(den, d);
    const auto list = random_list(random, parties, 1 + random.below(60));
    SearchOptions options;
    if (weighted) options.weights = weight;
    for (const auto concept_ : k_concepts) {
      SCOPED_TRACE(testing::Message() << "seed " << seed << " " << to_string(concept_));
      const auto expected = brute(p, list, concept_, weight);
      std::size_t index = 0;
      const Deal deal =
          choose_deal(p, list.data(), list.size() / parties, concept_, options, &index);
      ASSERT_EQ(deal.status == Status::exact, expected.exists);
      if (!expected.exists) {
        EXPECT_EQ(deal.status, Status::none);
        EXPECT_FALSE(deal.reason.empty());
        continue;
      }
      ASSERT_EQ(deal.ties, expected.best.size());
      Gains shown;
      for (std::size_t j = 0; j < parties; ++j) {
        shown.push_back(Rational(Integer(deal.utility[j] - d[j]), Integer(den[j])));
      }
      // The largest in party order is shown.
      EXPECT_EQ(shown, *expected.best.rbegin());
      EXPECT_TRUE(std::equal(deal.utility.begin(), deal.utility.end(),
                             list.begin() + static_cast<std::ptrdiff_t>(index * parties)));
    }
  }
}

TEST(ChooseDeal, NamesTheBlockingParty) {
  const Problem p = frame({1, 1}, {0, 5});
  const std::vector<std::int64_t> list = {3, 5, 7, 2};
  std::size_t index = 0;
  const Deal deal = choose_deal(p, list.data(), 2, Concept::nash, {}, &index);
  ASSERT_EQ(deal.status, Status::none);
  ASSERT_EQ(deal.blocking.size(), 1U);
  EXPECT_EQ(deal.blocking.front(), PartyId(1));
}

TEST(ChooseDeal, EmptyListHasNoDeal) {
  const Problem p = frame({1, 1}, {0, 0});
  std::size_t index = 7;
  const Deal deal = choose_deal(p, nullptr, 0, Concept::egalitarian, {}, &index);
  EXPECT_EQ(deal.status, Status::none);
  EXPECT_FALSE(deal.found());
  EXPECT_TRUE(deal.blocking.empty());
  EXPECT_EQ(deal.reason, "the rules leave no outcome that could be agreed");
}

TEST(ChooseDeal, DoesNotBlameWhoIsOnlyThere) {
  // A and B want opposite things; C would gain from either, but nothing suits both A and B.
  const Problem p = frame({1, 1, 1}, {0, 0, 0});
  const std::vector<std::int64_t> list = {1, -1, 1, -1, 1, 1};
  std::size_t index = 0;
  const Deal deal = choose_deal(p, list.data(), 2, Concept::nash, {}, &index);
  EXPECT_EQ(deal.blocking, (std::vector{PartyId(0), PartyId(1)}));
}

TEST(ChooseDeal, NamesOnlyWhoNeverGains) {
  const Problem p = frame({1, 1, 1}, {0, 0, 9});
  const std::vector<std::int64_t> list = {1, 2, 3, 2, 1, 3};
  std::size_t index = 0;
  const Deal deal = choose_deal(p, list.data(), 2, Concept::nash, {}, &index);
  EXPECT_EQ(deal.blocking, (std::vector{PartyId(2)}));
}

TEST(ChooseDeal, TiesThatDoublesCannotSeeAreDecidedExactly) {
  // 3000000019 * 3000000021 = 3000000020^2 - 1: equal to 19 digits as doubles.
  const Problem p = frame({1, 1}, {0, 0});
  const std::vector<std::int64_t> list = {3000000021, 3000000019, 3000000020, 3000000020};
  std::size_t index = 0;
  const Deal deal = choose_deal(p, list.data(), 2, Concept::nash, {}, &index);
  EXPECT_EQ(index, 1U);
  EXPECT_EQ(deal.ties, 1U);
}

}  // namespace
}  // namespace entente::bargain
