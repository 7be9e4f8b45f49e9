#include "entente/bargain/pareto_filter.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

#include "entente/base/parallel.hpp"

namespace entente::bargain {
namespace {

/// Sorts lexicographically falling (equal vectors by key) and drops repeats.
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

/// dim 3 on sorted distinct points: the kept points so far, seen along the first coordinate, form
/// a staircase in the other two (second rising, third falling).
void keep_above_staircase(KeyedPoints& points) {
  std::vector<std::uint8_t> keep(points.size(), 0);
  std::map<std::int64_t, std::int64_t> stairs;
  for (std::size_t k = 0; k < points.size(); ++k) {
    const std::int64_t* p = points.coords.data() + 3 * k;
    auto step = stairs.lower_bound(p[1]);
    if (step != stairs.end() && step->second >= p[2]) continue;
    keep[k] = 1;
    if (step != stairs.end() && step->first == p[1]) ++step;
    while (step != stairs.begin() && std::prev(step)->second <= p[2]) {
      step = stairs.erase(std::prev(step));
    }
    stairs.emplace_hint(step, p[1], p[2]);
  }
  compact(points, keep);
}

/// A static k-d tree over distinct points that answers "is some other point at least as good
/// everywhere?". Points can be withdrawn.
class DominanceTree {
 public:
  explicit DominanceTree(const KeyedPoints& points) : dim_(points.dim) {
    order_.resize(points.size());
    std::iota(order_.begin(), order_.end(), std::uint32_t{0});
    build(points.coords.data(), 0, points.size());
    coords_.resize(points.coords.size());
    place_.resize(order_.size());
    for (std::size_t k = 0; k < order_.size(); ++k) {
      std::copy_n(points.coords.data() + order_[k] * dim_, dim_, coords_.data() + k * dim_);
      place_[order_[k]] = static_cast<std::uint32_t>(k);
    }
  }

  /// What a series of searches keeps between them.
  struct Search {
    std::size_t last_found = std::numeric_limits<std::size_t>::max();
    std::vector<std::uint32_t> stack;
  };

  /// Is a point other than number `self` at least `p` everywhere?
  [[nodiscard]] bool dominated(const std::int64_t* p, std::size_t self, Search& search) const {
    const std::size_t own_place = place_[self];
    // Neighbours are often dominated by the same point.
    if (search.last_found < order_.size() && search.last_found != own_place &&
        covers(coords_.data() + search.last_found * dim_, p)) {
      return true;
    }
    search.stack.assign(1, 0);
    while (!search.stack.empty()) {
      const std::uint32_t n = search.stack.back();
      search.stack.pop_back();
      if (!covers(best_.data() + n * dim_, p)) continue;
      const Node& node = nodes_[n];
      if (node.left != 0) {
        search.stack.push_back(node.right);
        search.stack.push_back(node.left);
        continue;
      }
      for (std::size_t k = node.begin; k < node.end; ++k) {
        if (k != own_place && covers(coords_.data() + k * dim_, p)) {
          search.last_found = k;
          return true;
        }
      }
    }
    return false;
  }

  /// From now on point number `k` covers nothing.
  void withdraw(std::size_t k) {
    std::fill_n(coords_.data() + place_[k] * dim_, dim_, std::numeric_limits<std::int64_t>::min());
  }

 private:
  static constexpr std::size_t k_leaf = 12;
  struct Node {
    std::uint32_t begin;
    std::uint32_t end;
    std::uint32_t left = 0;  ///< 0: a leaf
    std::uint32_t right = 0;
  };

  [[nodiscard]] bool covers(const std::int64_t* q, const std::int64_t* p) const {
    for (std::size_t c = 0; c < dim_; ++c) {
      if (q[c] < p[c]) return false;
    }
    return true;
  }

  /// Halves along the widest coordinate, the better half on the left, where searches look first.
  std::uint32_t build(const std::int64_t* x, std::size_t begin, std::size_t end) {
    const std::size_t n = nodes_.size();
    nodes_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    std::vector<std::int64_t> low(dim_, std::numeric_limits<std::int64_t>::max());
    std::vector<std::int64_t> high(dim_, std::numeric_limits<std::int64_t>::min());
    for (std::size_t k = begin; k < end; ++k) {
      for (std::size_t c = 0; c < dim_; ++c) {
        low[c] = std::min(low[c], x[order_[k] * dim_ + c]);
        high[c] = std::max(high[c], x[order_[k] * dim_ + c]);
      }
    }
    best_.insert(best_.end(), high.begin(), high.end());
    if (end - begin <= k_leaf) return static_cast<std::uint32_t>(n);
    std::size_t axis = 0;
    const auto width = [&](std::size_t c) {
      return static_cast<double>(high[c]) - static_cast<double>(low[c]);
    };
    for (std::size_t c = 1; c < dim_; ++c) {
      if (width(c) > width(axis)) axis = c;
    }
    const std::size_t middle = begin + (end - begin) / 2;
    const auto at = [&](std::size_t k) { return order_.begin() + static_cast<long>(k); };
    std::nth_element(at(begin), at(middle), at(end), [&](std::uint32_t p, std::uint32_t q) {
      return x[p * dim_ + axis] > x[q * dim_ + axis];
    });
    const std::uint32_t left = build(x, begin, middle);
    const std::uint32_t right = build(x, middle, end);
    nodes_[n].left = left;
    nodes_[n].right = right;
    return static_cast<std::uint32_t>(n);
  }

  std::size_t dim_;
  std::vector<std::uint32_t> order_;  ///< [place in the tree] number of the point
  std::vector<std::uint32_t> place_;  ///< the inverse
  std::vector<std::int64_t> coords_;  ///< in tree order
  std::vector<Node> nodes_;
  std::vector<std::int64_t> best_;  ///< [node * dim + c]
};

/// Searches between two looks at the cancel token, and handed to a thread at once.
constexpr std::size_t k_search_block = 4096;

bool keep_by_tree(KeyedPoints& points, const WorkControl& control) {
  const DominanceTree tree(points);
  std::vector<std::uint8_t> keep(points.size());
  const std::size_t blocks = (points.size() + k_search_block - 1) / k_search_block;
  parallel_for(control.threads, blocks, [&](std::size_t block) {
    if (control.cancelled()) return;
    DominanceTree::Search search;
    const std::size_t end = std::min(points.size(), (block + 1) * k_search_block);
    for (std::size_t k = block * k_search_block; k < end; ++k) {
      keep[k] = tree.dominated(points.coords.data() + k * points.dim, k, search) ? 0 : 1;
    }
  });
  if (control.cancelled()) return false;
  compact(points, keep);
  return true;
}

}  // namespace

bool keep_pareto(KeyedPoints& points, const WorkControl& control) {
  if (points.size() == 0) return true;
  sort_distinct(points);
  if (control.cancelled()) return false;
  if (points.dim > 3) return keep_by_tree(points, control);
  if (points.dim == 3) {
    keep_above_staircase(points);
  } else {
    keep_rising(points);
  }
  return true;
}

bool drop_within(KeyedPoints& points, const std::vector<std::int64_t>& slack,
                 const WorkControl& control) {
  DominanceTree tree(points);
  DominanceTree::Search search;
  std::vector<std::uint8_t> keep(points.size(), 1);
  std::vector<std::int64_t> level(points.dim);
  for (std::size_t k = 0; k < points.size(); ++k) {
    if (k % k_search_block == 0 && control.cancelled()) return false;
    for (std::size_t c = 0; c < points.dim; ++c) {
      level[c] = points.coords[k * points.dim + c] - slack[c];
    }
    if (!tree.dominated(level.data(), k, search)) continue;
    keep[k] = 0;
    tree.withdraw(k);
  }
  compact(points, keep);
  return true;
}

}  // namespace entente::bargain
