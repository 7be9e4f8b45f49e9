#include "entente/bargain/dominance_filter.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <tuple>

#include <gtest/gtest.h>

#include "entente/bargain/families.hpp"
#include "entente/bargain/pareto_filter.hpp"
#include "entente/bargain/sum_list.hpp"
#include "entente/base/random.hpp"
#include "tests/support/rounds.hpp"

namespace entente::bargain {
namespace {

using Vector = std::vector<std::int64_t>;

bool at_least(const Vector& a, const Vector& b) {
  for (std::size_t c = 0; c < a.size(); ++c) {
    if (a[c] < b[c]) return false;
  }
  return true;
}

/// Distinct vectors, none of which dominates another, of numbers base .. base + range - 1.
std::vector<Vector> random_antichain(RandomStream& random, std::size_t dim, std::size_t tries,
                                     std::uint64_t range, std::int64_t base) {
  std::vector<Vector> out;
  for (std::size_t k = 0; k < tries; ++k) {
    Vector v(dim);
    for (auto& x : v) x = base + static_cast<std::int64_t>(random.below(range));
    if (std::any_of(out.begin(), out.end(),
                    [&](const Vector& q) { return at_least(q, v) || at_least(v, q); })) {
      continue;
    }
    out.push_back(v);
  }
  return out;
}

template <class T>
std::vector<T> rows_of(const std::vector<Vector>& points) {
  std::vector<T> rows;
  for (std::size_t k = 0; k < points.size(); ++k) {
    for (const auto x : points[k]) rows.push_back(static_cast<T>(x));
    rows.push_back(static_cast<T>(k));
  }
  return rows;
}

struct Copy {
  std::size_t list;
  Vector shift;
};
using Survivor = std::pair<std::size_t, std::size_t>;  // copy, number of the point

/// By definition, every moved point against every other.
std::set<Survivor> by_definition(const std::vector<std::vector<Vector>>& lists,
                                 const std::vector<Copy>& copies, const Vector& floor) {
  std::vector<std::tuple<Vector, std::size_t, std::size_t>> all;
  for (std::size_t o = 0; o < copies.size(); ++o) {
    const auto& list = lists[copies[o].list];
    for (std::size_t k = 0; k < list.size(); ++k) {
      Vector v = list[k];
      for (std::size_t c = 0; c < v.size(); ++c) v[c] += copies[o].shift[c];
      if (floor.empty() || at_least(v, floor)) all.emplace_back(v, o, k);
    }
  }
  std::set<Survivor> out;
  for (const auto& [v, o, k] : all) {
    bool alive = true;
    for (const auto& [w, p, l] : all) {
      if (at_least(w, v) && (w != v || p < o)) alive = false;
    }
    if (alive) out.insert({o, k});
  }
  return out;
}

template <class T>
std::set<Survivor> by_filter(const std::vector<std::vector<Vector>>& lists,
                             const std::vector<Copy>& copies, const Vector& floor, int threads) {
  std::vector<DominanceTree<T>> trees;
  trees.reserve(lists.size());
  const std::size_t dim = copies.front().shift.size();
  for (const auto& list : lists) {
    auto rows = rows_of<T>(list);
    trees.emplace_back(rows.data(), list.size(), dim, threads);
  }
  std::vector<TreeCopy<T>> moved;
  for (const Copy& copy : copies) {
    moved.push_back({&trees[copy.list], {copy.shift.begin(), copy.shift.end()}, {}});
    moved.back().floor.assign(floor.begin(), floor.end());
  }
  DominanceFilter<T> filter(moved);
  WorkControl control;
  control.threads = threads;
  EXPECT_EQ(filter.run(SIZE_MAX, control), DominanceFilter<T>::End::done);
  std::set<Survivor> out;
  filter.for_each(1, [&](std::size_t k, std::size_t o, std::size_t leaf, std::size_t lane) {
    EXPECT_EQ(k, out.size());
    out.insert({o, trees[copies[o].list].number(leaf, lane)});
  });
  EXPECT_EQ(out.size(), filter.survivors());
  return out;
}

TEST(DominanceFilter, CopiesOfSeveralListsByDefinition) {
  RandomStream random(31);
  std::size_t survivors = 0;
  std::size_t candidates = 0;
  for (std::uint64_t round = 0; round < test::rounds(600); ++round) {
    const std::size_t dim = 1 + round % 7;
    const std::uint64_t range = 2 + random.below(round % 2 == 0 ? 6 : 1000);
    std::vector<std::vector<Vector>> lists;
    for (std::size_t l = 0; l <= random.below(3); ++l) {
      lists.push_back(random_antichain(random, dim, 1 + random.below(90), range, 0));
    }
    std::vector<Copy> copies;
    for (std::size_t o = 0; o <= random.below(5); ++o) {
      copies.push_back({random.below(lists.size()), Vector(dim)});
      for (auto& x : copies.back().shift) x = static_cast<std::int64_t>(random.below(range));
    }
    Vector floor;
    if (random.below(3) == 0) {
      floor.assign(dim, 0);
      floor.back() = static_cast<std::int64_t>(random.below(range));
    }
    const auto wanted = by_definition(lists, copies, floor);
    ASSERT_EQ(by_filter<std::int32_t>(lists, copies, floor, 1), wanted) << round;
    ASSERT_EQ(by_filter<std::int64_t>(lists, copies, floor, 2), wanted) << round;
    survivors += wanted.size();
    for (const Copy& copy : copies) candidates += lists[copy.list].size();
  }
  EXPECT_GT(survivors, 6 * test::rounds(600));
  EXPECT_GT(candidates, survivors + 6 * test::rounds(600));
}

TEST(DominanceFilter, WideNumbersAtTheirEnds) {
  RandomStream random(32);
  constexpr std::int64_t k_far = (std::int64_t{1} << 61) - 1;
  for (std::uint64_t round = 0; round < test::rounds(300); ++round) {
    const std::size_t dim = 3 + round % 4;
    // Coordinates and shifts near both ends: differences of moved points pass 63 bits.
    std::vector<Vector> list;
    for (auto& v : random_antichain(random, dim, 60, 4, 0)) {
      for (auto& x : v) x = x < 2 ? -k_far + x : k_far - 3 + x;
      list.push_back(v);
    }
    std::vector<Copy> copies;
    for (std::size_t o = 0; o < 4; ++o) {
      copies.push_back({0, Vector(dim)});
      for (auto& x : copies.back().shift) {
        const auto low = static_cast<std::int64_t>(random.below(3));
        x = random.below(2) == 0 ? -k_far + low : k_far - low;
      }
    }
    const auto wanted = by_definition({list}, copies, {});
    ASSERT_EQ(by_filter<std::int64_t>({list}, copies, {}, 1), wanted) << round;
  }
}

TEST(DominanceFilter, EqualAndOrderedCoordinatesBuildATree) {
  // What makes a careless choice of pivots slow: one value, two values, sorted, organ pipe.
  for (std::size_t kind = 0; kind < 4; ++kind) {
    const std::size_t size = 40'000;
    std::vector<std::int32_t> rows;
    for (std::size_t k = 0; k < size; ++k) {
      const std::size_t x = kind == 0   ? 5
                            : kind == 1 ? k % 2
                            : kind == 2 ? k
                                        : std::min(k, size - k);
      for (const std::size_t c : {x, x / 2, size - x}) rows.push_back(static_cast<std::int32_t>(c));
      rows.push_back(static_cast<std::int32_t>(k));
    }
    const DominanceTree<std::int32_t> tree(rows.data(), size, 3, 2);
    std::vector<std::uint8_t> seen(size, 0);
    for (std::size_t leaf = 0; leaf < tree.leaves(); ++leaf) {
      for (std::size_t t = 0; t < tree.points_in(leaf); ++t) ++seen[tree.number(leaf, t)];
      for (std::size_t n = tree.node_of(leaf), c = 0; c < 3; ++c) {
        const auto* lanes = tree.lanes(leaf) + c * k_leaf_points;
        EXPECT_EQ(tree.corners()[n * 6 + c], *std::max_element(lanes, lanes + k_leaf_points));
        EXPECT_EQ(tree.corners()[n * 6 + 3 + c], *std::min_element(lanes, lanes + k_leaf_points));
      }
    }
    EXPECT_EQ(seen, std::vector<std::uint8_t>(size, 1)) << kind;
  }
}

TEST(DominanceFilter, StopsAtTheLimitAndWhenCancelled) {
  RandomStream random(33);
  const auto list = random_antichain(random, 3, 500, 100, 0);
  auto rows = rows_of<std::int32_t>(list);
  const DominanceTree<std::int32_t> tree(rows.data(), list.size(), 3, 1);
  using Filter = DominanceFilter<std::int32_t>;
  const std::vector<TreeCopy<std::int32_t>> one{{&tree, {0, 0, 0}, {}}};
  EXPECT_EQ(Filter(one).run(list.size(), {}), Filter::End::done);
  EXPECT_EQ(Filter(one).run(list.size() - 1, {}), Filter::End::too_many);
  CancelToken cancel;
  cancel.request();
  WorkControl control;
  control.cancel = &cancel;
  EXPECT_EQ(Filter(one).run(list.size(), control), Filter::End::cancelled);
}

TEST(KeepPareto, AnyDimensionByDefinition) {
  RandomStream random(34);
  for (std::uint64_t round = 0; round < test::rounds(400); ++round) {
    KeyedPoints points;
    points.dim = 1 + round % 7;
    std::vector<Vector> all;
    const std::uint64_t range = 2 + random.below(8);
    const std::int64_t step = round % 3 == 0 ? std::int64_t{1} << 58 : 1;
    for (std::size_t k = 0; k < 1 + random.below(150); ++k) {
      Vector v(points.dim);
      for (auto& x : v) x = step * (static_cast<std::int64_t>(random.below(range)) - 3);
      points.coords.insert(points.coords.end(), v.begin(), v.end());
      points.keys.push_back(all.size() ^ 1U);
      all.push_back(v);
    }
    std::map<Vector, std::uint64_t, std::greater<>> wanted;
    for (std::size_t k = 0; k < all.size(); ++k) {
      if (std::any_of(all.begin(), all.end(),
                      [&](const Vector& q) { return q != all[k] && at_least(q, all[k]); })) {
        continue;
      }
      const auto [place, fresh] = wanted.try_emplace(all[k], k ^ 1U);
      place->second = std::min<std::uint64_t>(place->second, k ^ 1U);
    }
    ASSERT_TRUE(keep_pareto(points));
    std::map<Vector, std::uint64_t, std::greater<>> got;
    Vector previous;
    for (std::size_t k = 0; k < points.size(); ++k) {
      const auto* x = points.coords.data() + k * points.dim;
      const Vector v(x, x + points.dim);
      ASSERT_TRUE(k == 0 || previous > v);
      previous = v;
      got[v] = points.keys[k];
    }
    ASSERT_EQ(got, wanted) << round;
  }
}

/// All stages of a plan.
std::unique_ptr<SumList> summed(const SumPlan& plan, SumWidth width, int threads) {
  auto list = make_space_sum(plan, width);
  WorkControl control;
  control.threads = threads;
  for (const auto& stage : plan.stages) {
    EXPECT_TRUE(list->extend(stage, {SIZE_MAX, SIZE_MAX}, control, {}).has_value());
  }
  list->sort();
  return list;
}

TEST(SpaceSum, NarrowAndWideNumbersAgree) {
  for (const Family family : k_families) {
    for (std::size_t parties = 1; parties <= 6; ++parties) {
      const Problem p = random_problem(family, parties, parties < 5 ? 9 : 6, 4, parties);
      const SumPlan plan = plan_sum(p, SwingOrder::smallest_first);
      const auto narrow = summed(plan, SumWidth::automatic, 1);
      const auto wide = summed(plan, SumWidth::wide, 2);
      ASSERT_EQ(narrow->coordinates(parties), wide->coordinates(parties)) << to_string(family);
      ASSERT_LT(narrow->bytes(), wide->bytes());
    }
  }
}

/// Sums that do not fit 32 bits take 64 by themselves, with the same answer as scaled down.
TEST(SpaceSum, LargeValuesTakeWideNumbers) {
  Problem p = random_problem(Family::percent, 3, 8, 4, 5);
  const SumPlan small = plan_sum(p, SwingOrder::smallest_first);
  constexpr std::int64_t k_scale = std::int64_t{1} << 40;
  for (auto& v : p.value) v *= k_scale;
  const SumPlan large = plan_sum(p, SwingOrder::smallest_first);
  auto wanted = summed(small, SumWidth::automatic, 1)->coordinates(3);
  for (auto& x : wanted) x *= k_scale;
  EXPECT_EQ(summed(large, SumWidth::automatic, 1)->coordinates(3), wanted);
}

TEST(SpaceSum, LimitsLeaveThePointsAsTheyWere) {
  const Problem p = random_problem(Family::opposed, 3, 8, 4, 1);
  const SumPlan plan = plan_sum(p, SwingOrder::smallest_first);
  const auto list = make_space_sum(plan);
  for (std::size_t s = 0; s + 1 < plan.stages.size(); ++s) {
    ASSERT_TRUE(list->extend(plan.stages[s], {SIZE_MAX, SIZE_MAX}, {}, {}));
  }
  list->sort();
  const auto before = list->coordinates(3);
  EXPECT_FALSE(list->extend(plan.stages.back(), {list->size(), SIZE_MAX}, {}, {}));
  EXPECT_FALSE(list->extend(plan.stages.back(), {SIZE_MAX, 2 * list->bytes()}, {}, {}));
  list->sort();
  EXPECT_EQ(list->coordinates(3), before);
  EXPECT_TRUE(list->extend(plan.stages.back(), {SIZE_MAX, 20 * list->bytes()}, {}, {}));
}

}  // namespace
}  // namespace entente::bargain
