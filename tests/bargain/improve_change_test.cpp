#include "entente/bargain/improve_change.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "entente/bargain/families.hpp"
#include "entente/base/random.hpp"
#include "tests/bargain/small_problems.hpp"
#include "tests/support/random_problem.hpp"
#include "tests/support/rounds.hpp"

namespace entente::bargain {
namespace {

using Utility = std::vector<std::int64_t>;

std::int64_t count_changes(const Outcome& a, const Outcome& b) {
  std::int64_t count = 0;
  for (std::size_t i = 0; i < a.size(); ++i) count += a[i] != b[i] ? 1 : 0;
  return count;
}

/// The acceptable outcomes of least cost, by looking at all.
struct Oracle {
  std::optional<std::pair<std::int64_t, std::int64_t>> cost;  ///< to the party named, then changes
  std::set<Utility> ties;
  Utility best;  ///< the most gainers, the greatest product of gains, the largest
};

Oracle look(const Problem& p, const Outcome& draft, std::optional<PartyId> payer) {
  Oracle o;
  std::tuple<std::size_t, Rational, Utility> most;
  for (const auto& e : test::all_feasible(p)) {
    std::size_t gainers = 0;
    Rational product = 1;
    bool accepted = true;
    for (std::size_t j = 0; j < p.parties; ++j) {
      const std::int64_t gain = e.utility[j] - p.no_deal[j];
      accepted = accepted && gain >= 0;
      gainers += gain > 0 ? 1 : 0;
      if (gain > 0) product *= Rational(gain) / p.denominator[j];
    }
    if (!accepted) continue;
    const std::pair<std::int64_t, std::int64_t> cost{payer ? -e.utility[payer->index()] : 0,
                                                     count_changes(draft, e.outcome)};
    if (o.cost && cost > *o.cost) continue;
    if (!o.cost || cost < *o.cost) o.ties.clear();
    const std::tuple merit{gainers, product, e.utility};
    if (o.ties.empty() || merit > most) most = merit;
    o.cost = cost;
    o.ties.insert(e.utility);
  }
  o.best = std::get<2>(most);
  return o;
}

/// `few`: with so few ties counted that the best of them must be searched for.
void expect_oracle(const Problem& p, RandomStream& random, bool few, std::size_t& searched) {
  Outcome draft;
  for (std::size_t i = 0; i < p.issues; ++i) {
    draft.push_back(static_cast<std::uint16_t>(random.below(p.options[i])));
  }
  ImproveOptions options;
  if (random.below(3) == 0) options.least_cost = PartyId(random.below(p.parties));
  if (few) options.search.max_ties = 1;
  const auto change = ChangeSearch(p, draft, options, {}).smallest_change();
  const Oracle o = look(p, draft, options.least_cost);
  ASSERT_EQ(change.deal.status, o.cost ? Status::exact : Status::none);
  if (!o.cost) return;
  EXPECT_EQ(count_changes(draft, change.deal.outcome), o.cost->second);
  EXPECT_EQ(change.deal.ties, few ? 1 : o.ties.size());
  EXPECT_EQ(change.deal.ties_complete, !few || o.ties.size() == 1);
  EXPECT_TRUE(o.ties.count(change.deal.utility) == 1);
  if (change.choice_proven) {
    EXPECT_EQ(change.deal.utility, o.best);
  }
  // With so little a tie of products may remain, which the search cannot list in full.
  EXPECT_TRUE(few || change.choice_proven);
  searched += few && o.ties.size() > 1 && change.choice_proven ? 1 : 0;
  Utility reached(p.parties);
  utilities(p, change.deal.outcome.data(), reached.data());
  EXPECT_EQ(reached, change.deal.utility);
}

TEST(SmallestChange, AgreesWithAllOutcomesAlsoWhereTiesAreNotListed) {
  RandomStream random(1);
  std::size_t searched = 0;
  for (std::uint64_t round = 0; round < test::rounds(600); ++round) {
    SCOPED_TRACE(round);
    const bool few = round % 2 == 0;
    expect_oracle(test::coarse_problem(random), random, few, searched);
    expect_oracle(test::random_problem_with_rules(round, test::varied_options(round)), random, few,
                  searched);
  }
  EXPECT_GT(searched, test::rounds(600) / 30);
}

/// A hundred issues: the number of changes is proven, ties are not all listed, and the same work
/// gives the same answer.
TEST(SmallestChange, ManyIssuesAreProvenWithinTheLimit) {
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    SCOPED_TRACE(seed);
    Problem p = random_problem(Family::uniform, 4, 100, 5, seed);
    Outcome draft;
    RandomStream random(seed);
    for (std::size_t i = 0; i < p.issues; ++i) {
      draft.push_back(static_cast<std::uint16_t>(random.below(5)));
    }
    Utility highest(p.parties, 0);
    for (std::size_t j = 0; j < p.parties; ++j) {
      for (std::size_t i = 0; i < p.issues; ++i) {
        std::int64_t most = p.at(i, 0, j);
        for (std::size_t o = 1; o < 5; ++o) most = std::max(most, p.at(i, o, j));
        highest[j] += most;
      }
      p.no_deal[j] = highest[j] * 7 / 10;
    }
    const auto change = ChangeSearch(p, draft, {}, {}).smallest_change();
    ASSERT_EQ(change.deal.status, Status::exact);
    for (std::size_t j = 0; j < p.parties; ++j) EXPECT_GE(change.deal.utility[j], p.no_deal[j]);
    EXPECT_EQ(static_cast<double>(count_changes(draft, change.deal.outcome)), change.deal.value);
    const auto again = ChangeSearch(p, draft, {}, {}).smallest_change();
    EXPECT_EQ(again.deal.outcome, change.deal.outcome);
    EXPECT_EQ(again.deal.ties, change.deal.ties);
    EXPECT_EQ(again.choice_proven, change.choice_proven);
  }
}

}  // namespace
}  // namespace entente::bargain
