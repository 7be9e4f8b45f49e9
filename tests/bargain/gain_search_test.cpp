#include "entente/bargain/gain_search.hpp"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "tests/bargain/small_problems.hpp"
#include "tests/support/random_problem.hpp"
#include "tests/support/rounds.hpp"

namespace entente::bargain {
namespace {

/// What an outcome must be worth, and which options it may have.
bool answers(const Problem& p, const GainQuestion& q, const Outcome& outcome,
             const std::vector<std::int64_t>& utility) {
  const auto& no_deal = q.no_deal.empty() ? p.no_deal : q.no_deal;
  for (std::size_t j = 0; j < p.parties; ++j) {
    if (utility[j] <= no_deal[j]) return false;
  }
  for (std::size_t i = 0; i < p.issues; ++i) {
    if (!q.allowed.empty() && q.allowed[p.first[i] + outcome[i]] == 0) return false;
  }
  return true;
}

void expect_brute_force(const Problem& p, GainSearch& search, const GainQuestion& question) {
  const auto answer = search.ask(question, {});
  const auto all = test::all_feasible(p);
  const bool exists = std::any_of(all.begin(), all.end(), [&](const test::Enumerated& e) {
    return answers(p, question, e.outcome, e.utility);
  });
  ASSERT_EQ(answer.status, exists ? Status::exact : Status::none);
  if (!exists) return;
  EXPECT_TRUE(feasible(p, answer.outcome.data()));
  std::vector<std::int64_t> utility(p.parties);
  utilities(p, answer.outcome.data(), utility.data());
  EXPECT_EQ(utility, answer.utility);
  EXPECT_TRUE(answers(p, question, answer.outcome, utility));
}

GainQuestion draw_question(const Problem& p, RandomStream& random) {
  GainQuestion q;
  if (random.below(3) > 0) {
    for (std::size_t k = 0; k < p.option_total(); ++k) q.allowed.push_back(random.below(4) > 0);
  }
  if (random.below(2) > 0) {
    for (const auto d : p.no_deal) {
      q.no_deal.push_back(d + static_cast<std::int64_t>(random.below(9)) - 4);
    }
  }
  return q;
}

TEST(GainSearch, IndependentIssuesAgreeWithBruteForce) {
  RandomStream random(5);
  for (std::uint64_t round = 0; round < test::rounds(1'000); ++round) {
    SCOPED_TRACE(round);
    const Problem p = test::coarse_problem(random);
    GainSearch search(p);
    for (int k = 0; k < 4; ++k) expect_brute_force(p, search, draw_question(p, random));
    EXPECT_EQ(search.questions(), 4U);
  }
}

TEST(GainSearch, InteractionsAndRulesAgreeWithBruteForce) {
  RandomStream random(6);
  for (std::uint64_t seed = 0; seed < test::rounds(400); ++seed) {
    SCOPED_TRACE(seed);
    const Problem p = test::random_problem_with_rules(seed, test::varied_options(seed));
    GainSearch search(p);
    for (int k = 0; k < 3; ++k) expect_brute_force(p, search, draw_question(p, random));
  }
}

TEST(GainSearch, CapsAreSeen) {
  // Above its cap, a utility is no gain.
  Problem p = test::table_problem({{{0, 0}, {5, 3}}});
  p.no_deal = {2, 2};
  p.cap = {std::nullopt, 2};
  EXPECT_EQ(GainSearch(p).ask({}, {}).status, Status::none);
  p.cap = {std::nullopt, 3};
  const auto answer = GainSearch(p).ask({}, {});
  EXPECT_EQ(answer.status, Status::exact);
  EXPECT_EQ(answer.utility, (std::vector<std::int64_t>{5, 3}));
}

}  // namespace
}  // namespace entente::bargain
