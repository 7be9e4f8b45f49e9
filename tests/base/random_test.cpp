#include "entente/base/random.hpp"

#include <array>
#include <cstdint>
#include <set>

#include <gtest/gtest.h>

namespace entente {
namespace {

// The widely published test vector of SplitMix64 at state 1234567, which this seed is mixed into.
TEST(RandomStream, IsSplitMix64) {
  RandomStream random(11906536674387683726ULL);
  for (const std::uint64_t expected :
       {6457827717110365317ULL, 3203168211198807973ULL, 9817491932198370423ULL,
        4593380528125082431ULL, 16408922859458223821ULL}) {
    EXPECT_EQ(random.next(), expected);
  }
}

// Computed with Python's unbounded integers.
TEST(RandomStream, GivesReferenceValues) {
  const auto first_two = [](std::uint64_t seed) {
    RandomStream random(seed);
    const std::uint64_t first = random.next();
    return std::array<std::uint64_t, 2>{first, random.next()};
  };
  using Pair = std::array<std::uint64_t, 2>;
  EXPECT_EQ(first_two(0), (Pair{12035550249420947055ULL, 12935080325729570654ULL}));
  EXPECT_EQ(first_two(1), (Pair{6791897765849424158ULL, 17405687883870564846ULL}));
  EXPECT_EQ(first_two(42), (Pair{6332618229526065668ULL, 17630415256238047317ULL}));
  EXPECT_EQ(first_two(~0ULL), (Pair{6755974106381971767ULL, 13665441387248026780ULL}));
}

TEST(RandomStream, SeedsThatFollowEachOtherShareNothing) {
  std::set<std::uint64_t> seen;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    RandomStream random(seed);
    for (int n = 0; n < 100; ++n) seen.insert(random.next());
  }
  EXPECT_EQ(seen.size(), 10'000U);
}

TEST(RandomStream, StaysInRangeAndFillsIt) {
  RandomStream random(7);
  std::array<int, 10> hits{};
  double sum = 0;
  for (int n = 0; n < 100'000; ++n) {
    const double u = random.uniform();
    ASSERT_GE(u, 0.0);
    ASSERT_LT(u, 1.0);
    sum += u;
    const auto k = random.below(10);
    ASSERT_LT(k, 10U);
    ++hits.at(k);
  }
  EXPECT_NEAR(sum / 100'000, 0.5, 0.005);
  for (const int h : hits) EXPECT_NEAR(h, 10'000, 500);
}

}  // namespace
}  // namespace entente
