#include "entente/bargain/adjusted_winner.hpp"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/rounds.hpp"

namespace entente::bargain {
namespace {

/// Issues that one side or the other wins (option 0: party 0), with these bids.
Scenario estate(const std::vector<std::pair<int, int>>& bids) {
  Scenario s = test::plain_scenario(2, bids.size(), 2);
  for (auto& preferences : s.preferences) preferences.values.assign(bids.size(), {});
  for (std::size_t i = 0; i < bids.size(); ++i) {
    Value zero;
    Value first;
    Value second;
    first.a = bids[i].first;
    second.a = bids[i].second;
    s.preferences[0].values[i] = {first, zero};
    s.preferences[1].values[i] = {zero, second};
  }
  return s;
}

// S. J. Brams and A. D. Taylor's account of the Trump divorce: Donald's and Ivana's points.
TEST(AdjustedWinner, DividesThePublishedEstate) {
  const auto result = adjusted_winner(estate({{10, 38}, {40, 20}, {10, 30}, {38, 10}, {2, 2}}));
  ASSERT_TRUE(result.has_value());
  ASSERT_TRUE(result->split.has_value());
  EXPECT_EQ(*result->split, 1U);
  EXPECT_EQ(result->issues[1].share, Rational(13, 15));
  EXPECT_EQ(result->points[0], Rational(218, 3));
  EXPECT_EQ(result->points[1], Rational(218, 3));
  const std::vector<Rational> shares = {0, Rational(13, 15), 0, 1, 0};
  for (std::size_t k : {0, 2, 3}) EXPECT_EQ(result->issues[k].share, shares[k]);
}

/// Points by the shares alone.
std::vector<Rational> points_of(const AdjustedWinner& result) {
  std::vector<Rational> points = {0, 0};
  for (const auto& issue : result.issues) {
    points[0] += issue.share * issue.points[0];
    points[1] += (1 - issue.share) * issue.points[1];
  }
  return points;
}

/// No division of any kind is better for both: whatever party 0 has some of is worth to it, in
/// proportion, at least what anything is that party 1 has some of.
bool efficient(const AdjustedWinner& result) {
  for (const auto& kept : result.issues) {
    for (const auto& given : result.issues) {
      if (kept.agreed || given.agreed || kept.share == 0 || given.share == 1) continue;
      if (kept.points[0] * given.points[1] < given.points[0] * kept.points[1]) return false;
    }
  }
  return true;
}

/// Is some division without a split better for one and no worse for the other?
bool beaten_by_whole_issues(const AdjustedWinner& result) {
  const std::size_t n = result.issues.size();
  for (std::size_t mask = 0; mask < (std::size_t{1} << n); ++mask) {
    Rational points[2] = {0, 0};
    for (std::size_t k = 0; k < n; ++k) {
      const std::size_t winner = mask >> k & 1U;
      points[winner] += result.issues[k].points[winner];
    }
    if (points[0] >= result.points[0] && points[1] >= result.points[1] &&
        points[0] + points[1] > result.points[0] + result.points[1]) {
      return true;
    }
  }
  return false;
}

TEST(AdjustedWinner, IsFairAndLeavesNothingOnTheTable) {
  RandomStream random(3);
  for (std::uint64_t round = 0; round < test::rounds(1'500); ++round) {
    SCOPED_TRACE(round);
    std::vector<std::pair<int, int>> bids;
    const std::size_t issues = 1 + random.below(7);
    for (std::size_t i = 0; i < issues; ++i) {
      bids.emplace_back(static_cast<int>(random.below(6)), static_cast<int>(random.below(6)));
    }
    const auto result = adjusted_winner(estate(bids));
    const bool stakes[] = {
        std::any_of(bids.begin(), bids.end(), [](auto b) { return b.first > 0; }),
        std::any_of(bids.begin(), bids.end(), [](auto b) { return b.second > 0; })};
    ASSERT_EQ(result.has_value(), stakes[0] && stakes[1]);
    if (!result) continue;
    EXPECT_EQ(points_of(*result), (std::vector<Rational>{result->points[0], result->points[1]}));
    EXPECT_EQ(result->points[0], result->points[1]);
    EXPECT_GE(result->points[0], 50);
    EXPECT_TRUE(efficient(*result));
    EXPECT_FALSE(beaten_by_whole_issues(*result));
    const auto split = std::count_if(result->issues.begin(), result->issues.end(),
                                     [](const auto& i) { return i.share > 0 && i.share < 1; });
    EXPECT_EQ(split, result->split ? 1 : 0);
  }
}

TEST(AdjustedWinner, FavouritesAndScaleComeFromTheValues) {
  // Three options each; on the second issue both like the same.
  Scenario s = test::plain_scenario(2, 2, 3);
  const auto row = [](int a, int b, int c) {
    std::vector<Value> values(3);
    values[0].a = a;
    values[1].a = b;
    values[2].a = c;
    return values;
  };
  s.preferences[0].values = {row(3, 9, 1), row(0, 5, 0)};
  s.preferences[1].values = {row(7, 2, 7), row(0, 1, 0)};
  const auto result = adjusted_winner(s);
  ASSERT_TRUE(result.has_value());
  EXPECT_EQ(result->issues[0].favourite[0], OptionId(1));
  EXPECT_EQ(result->issues[0].favourite[1], OptionId(0));
  EXPECT_EQ(result->issues[0].points[0], 100);
  EXPECT_EQ(result->issues[0].points[1], 100);
  EXPECT_EQ(result->issues[0].share, Rational(1, 2));
  EXPECT_TRUE(result->issues[1].agreed);
  EXPECT_EQ(result->points[0], 50);
}

TEST(AdjustedWinner, SaysWhyItDoesNotApply) {
  EXPECT_FALSE(adjusted_winner(test::plain_scenario(3, 2, 2)).has_value());
  EXPECT_FALSE(adjusted_winner(test::plain_scenario(2, 2, 2)).has_value());
  Scenario ruled = estate({{1, 2}, {2, 1}});
  ruled.rules.emplace_back();
  EXPECT_EQ(adjusted_winner(ruled).error(), "Adjusted Winner knows no rules");
  Scenario together = estate({{1, 2}, {2, 1}});
  together.preferences[0].together.emplace_back();
  EXPECT_EQ(adjusted_winner(together).error(), "Adjusted Winner knows no interaction terms");
}

}  // namespace
}  // namespace entente::bargain
