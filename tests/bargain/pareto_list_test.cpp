#include "entente/bargain/pareto_list.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"

namespace entente::bargain {
namespace {

using Vector = std::vector<std::int64_t>;
using Answer = std::vector<std::pair<Vector, std::pair<std::size_t, std::size_t>>>;

/// Every pair compared with every pair; equal vectors keep the smallest origin.
Answer by_brute_force(const std::map<Vector, std::pair<std::size_t, std::size_t>>& first_origin) {
  Answer out;
  for (const auto& [v, origin] : first_origin) {
    bool beaten = false;
    for (const auto& [w, unused] : first_origin) {
      bool covers = w != v;
      for (std::size_t c = 0; c < v.size(); ++c) covers = covers && w[c] >= v[c];
      beaten = beaten || covers;
    }
    if (!beaten) out.emplace_back(v, origin);
  }
  std::reverse(out.begin(), out.end());
  return out;
}

Answer as_answer(const ParetoList& list, const std::vector<Origin>& origins) {
  Answer out;
  EXPECT_EQ(list.size(), origins.size());
  for (std::size_t k = 0; k < list.size(); ++k) {
    out.emplace_back(Vector(list.point(k), list.point(k) + list.dim),
                     std::pair<std::size_t, std::size_t>(origins[k].list, origins[k].point));
  }
  return out;
}

/// A random valid list: random vectors, reduced by brute force.
ParetoList random_list(RandomStream& random, std::size_t dim, std::size_t size,
                       std::uint64_t range) {
  std::map<Vector, std::pair<std::size_t, std::size_t>> all;
  for (std::size_t k = 0; k < size; ++k) {
    Vector v(dim);
    for (auto& x : v) x = static_cast<std::int64_t>(random.below(range)) - 3;
    all.emplace(v, std::pair<std::size_t, std::size_t>(0, k));
  }
  ParetoList out{dim, {}};
  for (const auto& [v, unused] : by_brute_force(all)) {
    out.coords.insert(out.coords.end(), v.begin(), v.end());
  }
  return out;
}

class ParetoListDim : public ::testing::TestWithParam<std::size_t> {};

TEST_P(ParetoListDim, UnionAgreesWithBruteForce) {
  const std::size_t dim = GetParam();
  RandomStream random(dim);
  for (int round = 0; round < 300; ++round) {
    const std::size_t count = random.below(round % 20 == 0 ? 60 : 6);
    const std::uint64_t range = 2 + random.below(30);
    std::vector<ParetoList> lists;
    for (std::size_t l = 0; l < count; ++l) {
      lists.push_back(random_list(random, dim, random.below(20), range));
    }
    std::vector<const ParetoList*> pointers;
    Vector shifts;
    std::map<Vector, std::pair<std::size_t, std::size_t>> all;
    for (std::size_t l = 0; l < count; ++l) {
      pointers.push_back(&lists[l]);
      for (std::size_t c = 0; c < dim; ++c) {
        shifts.push_back(static_cast<std::int64_t>(random.below(range)) - 2);
      }
      for (std::size_t k = 0; k < lists[l].size(); ++k) {
        Vector v(dim);
        for (std::size_t c = 0; c < dim; ++c) v[c] = lists[l].point(k)[c] + shifts[l * dim + c];
        all.emplace(v, std::pair(l, k));
      }
    }
    std::vector<Origin> origins{{7, 7}};
    const ParetoList got = union_of_shifted(pointers, shifts, dim, &origins).value();
    EXPECT_EQ(got.dim, dim);
    ASSERT_EQ(as_answer(got, origins), by_brute_force(all)) << "round " << round;
    EXPECT_EQ(union_of_shifted(pointers, shifts, dim, nullptr)->coords, got.coords);
  }
}

/// Long enough for the filter, in narrow and in wide numbers; the same list several times.
TEST_P(ParetoListDim, UnionOfLongListsAgreesWithBruteForce) {
  const std::size_t dim = GetParam();
  RandomStream random(50 + dim);
  for (int round = 0; round < 8; ++round) {
    const std::int64_t scale = round % 2 == 0 ? 1 : std::int64_t{1} << 50;
    std::vector<ParetoList> lists;
    for (int l = 0; l < 3; ++l) {
      lists.push_back(random_list(random, dim, 200, 40));
      for (auto& x : lists.back().coords) x *= scale;
    }
    std::vector<const ParetoList*> pointers;
    Vector shifts;
    std::map<Vector, std::pair<std::size_t, std::size_t>> all;
    for (std::size_t l = 0; l < 6; ++l) {
      pointers.push_back(&lists[l % 3]);
      for (std::size_t c = 0; c < dim; ++c) {
        shifts.push_back(scale * static_cast<std::int64_t>(random.below(9)));
      }
      for (std::size_t k = 0; k < pointers[l]->size(); ++k) {
        Vector v(dim);
        for (std::size_t c = 0; c < dim; ++c) v[c] = pointers[l]->point(k)[c] + shifts[l * dim + c];
        all.emplace(v, std::pair(l, k));
      }
    }
    std::vector<Origin> origins;
    const ParetoList got = union_of_shifted(pointers, shifts, dim, &origins).value();
    ASSERT_EQ(as_answer(got, origins), by_brute_force(all)) << "round " << round;
  }
}

TEST_P(ParetoListDim, SumAgreesWithBruteForce) {
  const std::size_t dim = GetParam();
  RandomStream random(100 + dim);
  for (int round = 0; round < 300; ++round) {
    const std::uint64_t range = 2 + random.below(30);
    const ParetoList a = random_list(random, dim, random.below(15), range);
    const ParetoList b = random_list(random, dim, random.below(15), range);
    std::map<Vector, std::pair<std::size_t, std::size_t>> all;
    for (std::size_t i = 0; i < a.size(); ++i) {
      for (std::size_t k = 0; k < b.size(); ++k) {
        Vector v(dim);
        for (std::size_t c = 0; c < dim; ++c) v[c] = a.point(i)[c] + b.point(k)[c];
        all.emplace(v, std::pair(i, k));
      }
    }
    std::vector<Origin> origins;
    const ParetoList got = sum_of(a, b, &origins).value();
    ASSERT_EQ(as_answer(got, origins), by_brute_force(all)) << "round " << round;
    EXPECT_EQ(sum_of(a, b, nullptr)->coords, got.coords);
  }
}

INSTANTIATE_TEST_SUITE_P(Dims, ParetoListDim, ::testing::Values(1, 2, 3, 4, 5, 7));

/// Large sums in three dimensions are filtered in batches: the batches must not show.
TEST(ParetoList, SumInBatchesIsOrderFree) {
  RandomStream random(5);
  ParetoList a{3, {}};
  ParetoList b{3, {}};
  for (std::int64_t k = 0; k < 900; ++k) {
    const auto x = static_cast<std::int64_t>(random.below(7));
    a.coords.insert(a.coords.end(), {10'000 - 7 * k, 7 * k + x, x * x});
    b.coords.insert(b.coords.end(), {9'000 - 11 * k, 11 * k, 3 - (k % 2)});
  }
  const ParetoList ab = sum_of(a, b, nullptr).value();
  const ParetoList ba = sum_of(b, a, nullptr).value();
  EXPECT_EQ(ab.coords, ba.coords);
  EXPECT_GT(ab.size(), 900U);
}

/// Sums of long lists are compared in batches, and each batch in blocks: none follows a request.
TEST(ParetoList, CancelledBetweenBatchesNothingIsClaimed) {
  ParetoList a{3, {}};
  for (std::int64_t k = 0; k < 740; ++k) {
    a.coords.insert(a.coords.end(), {-k, k % 40, k / 40 * 3});
  }
  int batches = 0;
  ASSERT_TRUE(sum_of(a, a, nullptr, {}, [&] { ++batches; }));
  EXPECT_GE(batches, 2);
  for (int stop = 1; stop <= batches; ++stop) {
    CancelToken cancel;
    WorkControl control;
    control.cancel = &cancel;
    int told = 0;
    const auto tell = [&] {
      if (++told == stop) cancel.request();
    };
    EXPECT_FALSE(sum_of(a, a, nullptr, control, tell));
    EXPECT_EQ(told, stop);
    EXPECT_FALSE(union_of_shifted({&a, &a}, {0, 0, 0, 1, -1, 0}, 3, nullptr, control));
  }
}

TEST(ParetoList, ValuesNearTheLimitDoNotOverflow) {
  const std::int64_t big = std::int64_t{1} << 61;
  const ParetoList a{2, {big, -big, 0, 0, -big, big}};
  const ParetoList b{2, {big - 1, -big + 1, -big + 1, big - 1}};
  const ParetoList got = sum_of(a, b, nullptr).value();
  EXPECT_EQ(got.coords, (Vector{2 * big - 1, -2 * big + 1, big - 1, -big + 1, 1, -1, -1, 1,
                                -big + 1, big - 1, -2 * big + 1, 2 * big - 1}));
}

}  // namespace
}  // namespace entente::bargain
