#include "entente/bargain/pareto_filter.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "entente/bargain/dominance_filter.hpp"
#include "entente/bargain/dominance_tree.hpp"

namespace entente::bargain {
void sort_distinct(KeyedPoints& points) {
  const std::size_t dim = points.dim;
  const std::int64_t* x = points.coords.data();
  std::vector<std::uint32_t> order(points.size());
  std::iota(order.begin(), order.end(), std::uint32_t{0});
  std::sort(order.begin(), order.end(), [&](std::uint32_t p, std::uint32_t q) {
    const std::int64_t* a = x + p * dim;
    const std::int64_t* b = x + q * dim;
    for (std::size_t c = 0; c < dim; ++c) {
      if (a[c] != b[c]) return a[c] > b[c];
    }
    return points.keys[p] < points.keys[q];
  });
  KeyedPoints out;
  out.dim = dim;
  out.coords.reserve(points.coords.size());
  out.keys.reserve(points.size());
  for (const std::uint32_t p : order) {
    const std::int64_t* a = x + p * dim;
    if (!out.keys.empty() && std::equal(a, a + dim, out.coords.end() - static_cast<long>(dim))) {
      continue;
    }
    out.coords.insert(out.coords.end(), a, a + dim);
    out.keys.push_back(points.keys[p]);
  }
  points = std::move(out);
}

namespace {

/// Keeps the points with keep[k] != 0, in order.
void compact(KeyedPoints& points, const std::vector<std::uint8_t>& keep) {
  const std::size_t dim = points.dim;
  std::size_t kept = 0;
  for (std::size_t k = 0; k < points.size(); ++k) {
    if (keep[k] == 0) continue;
    if (kept != k) {
      std::copy_n(points.coords.data() + k * dim, dim, points.coords.data() + kept * dim);
      points.keys[kept] = points.keys[k];
    }
    ++kept;
  }
  points.coords.resize(kept * dim);
  points.keys.resize(kept);
}

/// dim <= 2 on sorted distinct points: the last coordinate must rise (dim 1: only the first stays).
void keep_rising(KeyedPoints& points) {
  std::vector<std::uint8_t> keep(points.size(), 0);
  std::int64_t best = std::numeric_limits<std::int64_t>::min();
  for (std::size_t k = 0; k < points.size(); ++k) {
    const std::int64_t last = points.coords[k * points.dim + points.dim - 1];
    if (k > 0 && (points.dim == 1 || last <= best)) continue;
    keep[k] = 1;
    best = last;
  }
  compact(points, keep);
}

/// Rows for a tree: the points, counted from `least`, and their numbers.
template <class T>
std::vector<T> rows_of(const KeyedPoints& points, const std::vector<std::int64_t>& least) {
  const std::size_t dim = points.dim;
  std::vector<T> rows(points.size() * (dim + 1));
  for (std::size_t k = 0; k < points.size(); ++k) {
    T* row = rows.data() + k * (dim + 1);
    for (std::size_t c = 0; c < dim; ++c) {
      row[c] = static_cast<T>(points.coords[k * dim + c] - least[c]);
    }
    row[dim] = static_cast<T>(k);
  }
  return rows;
}

/// Distinct points in any number of dimensions; fast where most survive or little is left.
template <class T>
bool keep_undominated(KeyedPoints& points, const std::vector<std::int64_t>& least,
                      const WorkControl& control, const std::function<void()>& told) {
  auto rows = rows_of<T>(points, least);
  const DominanceTree<T> tree(rows.data(), points.size(), points.dim, control.threads);
  DominanceFilter<T> filter({{&tree, std::vector<T>(points.dim, 0), {}}}, true);
  if (filter.run(points.size(), control, told) != DominanceFilter<T>::End::done) return false;
  std::vector<std::uint8_t> keep(points.size(), 0);
  filter.for_each(control.threads, [&](std::size_t /*k*/, std::size_t /*copy*/, std::size_t leaf,
                                       std::size_t lane) { keep[tree.number(leaf, lane)] = 1; });
  compact(points, keep);
  return true;
}

bool keep_by_tree(KeyedPoints& points, const WorkControl& control,
                  const std::function<void()>& told) {
  std::vector<std::int64_t> least(points.dim, std::numeric_limits<std::int64_t>::max());
  std::vector<std::int64_t> most(points.dim, std::numeric_limits<std::int64_t>::min());
  for (std::size_t k = 0; k < points.coords.size(); ++k) {
    const std::size_t c = k % points.dim;
    least[c] = std::min(least[c], points.coords[k]);
    most[c] = std::max(most[c], points.coords[k]);
  }
  bool narrow = true;
  for (std::size_t c = 0; c < points.dim; ++c) {
    narrow = narrow && static_cast<double>(most[c]) - static_cast<double>(least[c]) < 0x1.0p31;
  }
  if (narrow) return keep_undominated<std::int32_t>(points, least, control, told);
  std::fill(least.begin(), least.end(), 0);
  return keep_undominated<std::int64_t>(points, least, control, told);
}

/// Says of one point after the other whether another one reaches a level. Points can be withdrawn.
class LevelSearch {
 public:
  explicit LevelSearch(const KeyedPoints& points)
      : dim_(points.dim),
        rows_(rows_of<std::int64_t>(points, std::vector<std::int64_t>(points.dim, 0))),
        tree_(rows_.data(), points.size(), points.dim, 1),
        present_(points.size(), 1) {}

  /// Does a point other than number `self` that is still there reach `level` everywhere?
  [[nodiscard]] bool reached(const std::int64_t* level, std::size_t self) const {
    for (std::size_t n = 0; n < tree_.nodes();) {
      const auto& node = tree_.node(n);
      if (!reaches(tree_.corners() + n * 2 * dim_, 1, level)) {
        n = node.skip;
        continue;
      }
      ++n;
      if (node.leaf == DominanceTree<std::int64_t>::k_no_leaf) continue;
      for (std::size_t t = 0; t < tree_.points_in(node.leaf); ++t) {
        const std::size_t k = tree_.number(node.leaf, t);
        if (k != self && present_[k] != 0 &&
            reaches(tree_.lanes(node.leaf) + t, k_leaf_points, level)) {
          return true;
        }
      }
    }
    return false;
  }

  void withdraw(std::size_t k) { present_[k] = 0; }

 private:
  [[nodiscard]] bool reaches(const std::int64_t* x, std::size_t step,
                             const std::int64_t* level) const {
    for (std::size_t c = 0; c < dim_; ++c) {
      if (x[c * step] < level[c]) return false;
    }
    return true;
  }

  std::size_t dim_;
  std::vector<std::int64_t> rows_;
  DominanceTree<std::int64_t> tree_;
  std::vector<std::uint8_t> present_;
};

/// Searches between two looks at the cancel token.
constexpr std::size_t k_search_block = 4096;

}  // namespace

bool keep_pareto(KeyedPoints& points, const WorkControl& control,
                 const std::function<void()>& told) {
  if (points.size() == 0) return true;
  sort_distinct(points);
  if (control.cancelled()) return false;
  if (points.dim > 2) return keep_by_tree(points, control, told);
  keep_rising(points);
  return true;
}

bool drop_within(KeyedPoints& points, const std::vector<std::int64_t>& slack,
                 const WorkControl& control) {
  LevelSearch search(points);
  std::vector<std::uint8_t> keep(points.size(), 1);
  std::vector<std::int64_t> level(points.dim);
  for (std::size_t k = 0; k < points.size(); ++k) {
    if (k % k_search_block == 0 && control.cancelled()) return false;
    for (std::size_t c = 0; c < points.dim; ++c) {
      level[c] = points.coords[k * points.dim + c] - slack[c];
    }
    if (!search.reached(level.data(), k)) continue;
    keep[k] = 0;
    search.withdraw(k);
  }
  compact(points, keep);
  return true;
}

}  // namespace entente::bargain
