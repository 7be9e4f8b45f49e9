#include "entente/bargain/count.hpp"

#include <gtest/gtest.h>

#include "entente/bargain/families.hpp"
#include "entente/base/random.hpp"

namespace entente::bargain {
namespace {

/// Visits every outcome with a plain odometer and counts by the definitions.
AcceptanceCount brute(const Problem& p, const Acceptance& rule) {
  AcceptanceCount c;
  c.by_party.assign(p.parties, 0);
  Outcome x(p.issues, 0);
  std::vector<std::int64_t> u(p.parties);
  for (;;) {
    if (feasible(p, x.data())) {
      utilities(p, x.data(), u.data());
      std::size_t yes = 0;
      bool vetoed = false;
      for (std::size_t j = 0; j < p.parties; ++j) {
        const bool accepts = u[j] >= p.no_deal[j];
        yes += accepts ? 1 : 0;
        if (accepts) c.by_party[j] += 1;
        for (const auto v : rule.veto) vetoed = vetoed || (v.index() == j && !accepts);
      }
      const auto needed = rule.at_least > 0 ? static_cast<std::size_t>(rule.at_least) : p.parties;
      c.outcomes += 1;
      if (yes == p.parties) c.by_all += 1;
      if (yes >= needed && !vetoed) c.by_rule += 1;
    }
    std::size_t i = 0;
    while (i < p.issues && ++x[i] == p.options[i]) x[i++] = 0;
    if (i == p.issues) return c;
  }
}

void expect_same(const AcceptanceCount& a, const AcceptanceCount& b) {
  EXPECT_EQ(a.outcomes, b.outcomes);
  EXPECT_EQ(a.by_party, b.by_party);
  EXPECT_EQ(a.by_all, b.by_all);
  EXPECT_EQ(a.by_rule, b.by_rule);
}

TEST(Count, MatchesVisitingEveryOutcome) {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    RandomStream random(seed + 1);
    const Family family = k_families[random.below(5)];
    const std::size_t parties = 2 + random.below(4);
    Problem p = random_problem(family, parties, 1 + random.below(6), 2 + random.below(3), seed);
    set_no_deal_share(p, 0.2 + 0.6 * random.uniform());
    for (auto& a : p.allowed) a = random.below(8) == 0 ? 0 : 1;
    if (random.below(3) == 0) {
      LinearRule rule;
      for (std::size_t o = 0; o < p.option_total(); ++o) {
        rule.cost.push_back(static_cast<std::int64_t>(random.below(4)));
      }
      rule.limit = static_cast<std::int64_t>(random.below(p.issues * 3));
      p.linear.push_back(rule);
    }
    Acceptance rule;
    rule.at_least = static_cast<int>(random.below(parties + 1));
    if (random.below(2) == 0) rule.veto.emplace_back(random.below(parties));
    SCOPED_TRACE(seed);
    const auto counted = count_acceptable(p, rule, {}, {});
    ASSERT_TRUE(counted.has_value());
    expect_same(*counted, brute(p, rule));
  }
}

TEST(Count, ScoringSheetsFarBeyondEnumeration) {
  // 60 equal issues worth 0 or 1 to the one party: binomial tail, known in closed form.
  Problem p = random_problem(Family::points, 1, 60, 2, 1);
  for (std::size_t i = 0; i < 60; ++i) {
    p.value[p.first[i]] = 0;
    p.value[p.first[i] + 1] = 1;
  }
  p.no_deal = {59};
  const auto counted = count_acceptable(p, {}, {}, {});
  ASSERT_TRUE(counted.has_value());
  EXPECT_EQ(counted->by_all, 61);
  EXPECT_EQ(counted->outcomes, Integer(1) << 60);
}

TEST(Count, GivesUpAtItsLimits) {
  const Problem p = random_problem(Family::uniform, 3, 40, 5, 1);
  CountOptions few;
  few.max_states = 1000;
  Problem tight = p;
  set_no_deal_share(tight, 0.7);
  EXPECT_FALSE(count_acceptable(tight, {}, few, {}).has_value());
}

}  // namespace
}  // namespace entente::bargain
