#include "entente/bargain/table_map.hpp"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "tests/support/rounds.hpp"

namespace entente::bargain {
namespace {

IssueSet to_set(std::size_t bits, const std::vector<std::size_t>& ground, std::size_t issues) {
  IssueSet set(issues);
  for (std::size_t k = 0; k < ground.size(); ++k) {
    if (((bits >> k) & 1U) != 0) set.insert(ground[k]);
  }
  return set;
}

TEST(IssueSet, CountsAcrossWords) {
  IssueSet set(130);
  EXPECT_TRUE(set.empty());
  for (const std::size_t i : {0, 63, 64, 129}) set.insert(i);
  EXPECT_EQ(set.size(), 4U);
  EXPECT_EQ(set.members(), (std::vector<std::size_t>{0, 63, 64, 129}));
  IssueSet part = set;
  part.erase(64);
  EXPECT_TRUE(part.subset_of(set));
  EXPECT_FALSE(set.subset_of(part));
  EXPECT_EQ((set - part).members(), (std::vector<std::size_t>{64}));
  EXPECT_TRUE(smaller_first(part, set));
}

TEST(IssueSet, OrdersLikeListsOfIssues) {
  RandomStream random(3);
  for (int round = 0; round < 2'000; ++round) {
    IssueSet a(70);
    IssueSet b(70);
    for (std::size_t i = 60; i < 70; ++i) {
      if (random.below(2) > 0) a.insert(i);
      if (random.below(2) > 0) b.insert(i);
    }
    const bool first = a.size() != b.size() ? a.size() < b.size() : a.members() < b.members();
    EXPECT_EQ(smaller_first(a, b), first);
  }
}

/// Blocks at random, above and below, until nothing is left; after each block every subset is
/// looked at in turn.
void explore(RandomStream& random) {
  const std::size_t issues = 3 + random.below(70);
  std::vector<std::size_t> ground;
  for (std::size_t i = 0; i < issues && ground.size() < 9; ++i) {
    if (random.below(3) > 0) ground.push_back(i);
  }
  std::vector<bool> open(std::size_t{1} << ground.size(), true);
  TableMap map(to_set(open.size() - 1, ground, issues), issues);
  IssueSet seed;
  for (std::size_t blocks = 0; blocks <= 2 * open.size(); ++blocks) {
    const auto result = map.next(seed, {});
    const bool left = std::find(open.begin(), open.end(), true) != open.end();
    ASSERT_EQ(result, left ? TableMap::Result::found : TableMap::Result::nothing_left);
    if (!left) return;
    std::size_t bits = 0;
    for (std::size_t k = 0; k < ground.size(); ++k) {
      bits |= seed.contains(ground[k]) ? std::size_t{1} << k : 0;
    }
    ASSERT_EQ(to_set(bits, ground, issues), seed);
    ASSERT_TRUE(open[bits]);
    for (std::size_t k = 0; k < ground.size(); ++k) {
      const std::size_t more = bits | (std::size_t{1} << k);
      EXPECT_TRUE(more == bits || !open[more]) << "the seed could be larger";
    }
    // Block above most of the seed, or below it and a few more.
    const bool above = random.below(2) > 0;
    std::size_t cut = bits;
    for (std::size_t k = 0; k < ground.size(); ++k) {
      if (random.below(6) > 0) continue;
      cut = above ? cut & ~(std::size_t{1} << k) : cut | (std::size_t{1} << k);
    }
    if (above) {
      map.block_above(to_set(cut, ground, issues));
    } else {
      map.block_below(to_set(cut, ground, issues));
    }
    for (std::size_t k = 0; k < open.size(); ++k) {
      if (above ? (k & cut) == cut : (k & cut) == k) open[k] = false;
    }
  }
  FAIL() << "the seeds never end";
}

TEST(TableMap, SeedsAreAsLargeAsCanBeUntilNothingIsLeft) {
  RandomStream random(11);
  for (std::uint64_t round = 0; round < test::rounds(600); ++round) {
    SCOPED_TRACE(round);
    explore(random);
    if (testing::Test::HasFailure()) return;
  }
}

/// Hitting sets of pairs {0,1}, {2,3}, ...: 2^n maximal sets avoid containing a pair.
TEST(TableMap, ManyMaximalSetsAreEnumeratedOnce) {
  constexpr std::size_t k_pairs = 11;
  IssueSet ground(2 * k_pairs);
  for (std::size_t i = 0; i < 2 * k_pairs; ++i) ground.insert(i);
  TableMap map(ground, 2 * k_pairs);
  for (std::size_t k = 0; k < k_pairs; ++k) {
    IssueSet pair(2 * k_pairs);
    pair.insert(2 * k);
    pair.insert(2 * k + 1);
    map.block_above(pair);
  }
  IssueSet seed;
  std::size_t count = 0;
  while (map.next(seed, {}) == TableMap::Result::found) {
    EXPECT_EQ(seed.size(), k_pairs);
    map.block_below(seed);
    ++count;
  }
  EXPECT_EQ(count, std::size_t{1} << k_pairs);
}

}  // namespace
}  // namespace entente::bargain
