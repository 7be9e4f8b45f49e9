#include "entente/bargain/dominance_filter.hpp"

#include <algorithm>
#include <atomic>
#include <limits>
#include <numeric>
#include <utility>

#include "entente/bargain/vectorised.hpp"

namespace entente::bargain {
namespace {

/// Leaves in a block: few enough for threads to share the work, enough for hints to pay.
constexpr std::size_t k_block_leaves = 128;
/// Blocks between two reports of progress.
constexpr std::size_t k_told_blocks = 256;

#define ENTENTE_INLINE inline __attribute__((always_inline))

/// One number for each point of a leaf, computed with all at once. (Plain loops over arrays are
/// unrolled before they are vectorised, so the vectors are spelled out; the compiler cuts them to
/// what the machine has.)
template <class T>
struct Lanes {
  static constexpr std::size_t k_in_part = 32 / sizeof(T);
  static constexpr std::size_t k_parts = k_leaf_points / k_in_part;
  using Part __attribute__((vector_size(32))) = T;
  using Stored __attribute__((vector_size(32), aligned(sizeof(T)), may_alias)) = T;
  Part part[k_parts];

  ENTENTE_INLINE void load(const T* from) {
    const auto* stored = reinterpret_cast<const Stored*>(from);
    for (std::size_t q = 0; q < k_parts; ++q) part[q] = stored[q];
  }
  ENTENTE_INLINE void store(T* to) const {
    auto* stored = reinterpret_cast<Stored*>(to);
    for (std::size_t q = 0; q < k_parts; ++q) stored[q] = part[q];
  }
  ENTENTE_INLINE void fill(T x) {
    for (std::size_t q = 0; q < k_parts; ++q) part[q] = x - Part{};
  }
  /// |= something below zero where this is less than `x`; 32-bit differences fit.
  ENTENTE_INLINE void add_shortfall(const Lanes& a, T x) {
    for (std::size_t q = 0; q < k_parts; ++q) {
      if constexpr (sizeof(T) == 4) {
        part[q] |= a.part[q] - x;
      } else {
        part[q] |= a.part[q] < x - Part{};
      }
    }
  }
  /// The same where `x` is less than `a`.
  ENTENTE_INLINE void add_shortfall(T x, const Lanes& a) {
    for (std::size_t q = 0; q < k_parts; ++q) {
      if constexpr (sizeof(T) == 4) {
        part[q] |= x - a.part[q];
      } else {
        part[q] |= x - Part{} < a.part[q];
      }
    }
  }
  ENTENTE_INLINE void both(const Lanes& a) {
    for (std::size_t q = 0; q < k_parts; ++q) part[q] &= a.part[q];
  }
  /// += x, held at the ends of the range for 64-bit numbers (32-bit sums fit).
  ENTENTE_INLINE void move(T x) {
    for (std::size_t q = 0; q < k_parts; ++q) {
      if constexpr (sizeof(T) == 4) {
        part[q] += x;
      } else {
        using Bits __attribute__((vector_size(32))) = std::uint64_t;
        const Part all = x - Part{};
        const auto sum =
            reinterpret_cast<Part>(reinterpret_cast<Bits>(part[q]) + reinterpret_cast<Bits>(all));
        const Part end =
            (x < 0 ? std::numeric_limits<T>::min() : std::numeric_limits<T>::max()) - Part{};
        const Part over = ((part[q] ^ sum) & (all ^ sum)) < Part{};
        part[q] = (end & over) | (sum & ~over);
      }
    }
  }
  /// A bit for each number that is not below zero.
  [[nodiscard]] ENTENTE_INLINE std::uint32_t not_negative() const {
    std::uint32_t bits = 0;
    for (std::size_t q = 0; q < k_parts; ++q) {
      Part weight;
      for (std::size_t t = 0; t < k_in_part; ++t) weight[t] = T{1} << (q * k_in_part + t);
      const Part own = (part[q] >= Part{}) & weight;
      std::uint64_t words[4];
      __builtin_memcpy(words, &own, sizeof(words));
      const std::uint64_t word = (words[0] | words[2]) | (words[1] | words[3]);
      bits |= static_cast<std::uint32_t>(word | (sizeof(T) == 4 ? word >> 32U : 0));
    }
    return bits;
  }
};

/// What one call of a search loop works on.
template <class T>
struct Job {
  const DominanceTree<T>* tree;  ///< of the queries
  std::size_t begin;             ///< leaves
  std::size_t end;
  const T* shift;
  const T* floor;  ///< or null
  struct Other {
    const DominanceTree<T>* tree;
    std::vector<T> delta;  ///< [c] the query's shift minus this copy's
    bool strict;           ///< equal points do not dominate
    std::size_t hint;      ///< a leaf that lately dominated a query
  };
  std::vector<Other> others;
  std::vector<T> queries;  ///< [c * k_leaf_points + lane], moved by delta
  std::vector<T> own_box;  ///< [c] least of the queries alive, then the greatest
  std::vector<T> box;      ///< the same, moved by delta
  std::uint16_t* alive;    ///< [leaf - begin]
};

/// a + b, held at the ends of the range for 64-bit numbers.
ENTENTE_INLINE std::int32_t moved(std::int32_t a, std::int32_t b) { return a + b; }
ENTENTE_INLINE std::int64_t moved(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return b < 0 ? std::numeric_limits<std::int64_t>::min()
               : std::numeric_limits<std::int64_t>::max();
}

/// Below zero where a < b; 32-bit differences fit.
ENTENTE_INLINE std::int32_t shortfall(std::int32_t a, std::int32_t b) { return a - b; }
ENTENTE_INLINE std::int64_t shortfall(std::int64_t a, std::int64_t b) { return a < b ? -1 : 0; }

/// Is the query at lane `t` reached by a point of the leaf that is not equal to it?
template <class T>
ENTENTE_INLINE bool beaten(const T* points, std::uint32_t reaching, const T* queries, std::size_t t,
                           std::size_t dim) {
  for (; reaching != 0; reaching &= reaching - 1) {
    const auto r = static_cast<std::size_t>(__builtin_ctz(reaching));
    bool reaches = true;
    bool differs = false;
    for (std::size_t c = 0; c < dim; ++c) {
      const T point = points[c * k_leaf_points + r];
      const T query = queries[c * k_leaf_points + t];
      reaches &= point >= query;
      differs |= point != query;
    }
    if (reaches && differs) return true;
  }
  return false;
}

/// The queries of `alive` that no point of the leaf dominates.
template <class T, std::size_t D>
ENTENTE_INLINE std::uint32_t after_leaf(const T* points, const T* queries, const T* least,
                                        bool strict, std::uint32_t alive, std::size_t dim) {
  const std::size_t d = D != 0 ? D : dim;
  // Points that do not even reach the corner below all queries cannot dominate one of them.
  Lanes<T> lack;
  lack.fill(0);
  for (std::size_t c = 0; c < d; ++c) {
    Lanes<T> x;
    x.load(points + c * k_leaf_points);
    lack.add_shortfall(x, least[c]);
  }
  const std::uint32_t reaching = lack.not_negative();
  if (reaching == 0) return alive;
  Lanes<T> safe;
  safe.fill(-1);
  for (std::uint32_t left = reaching; left != 0; left &= left - 1) {
    const T* point = points + __builtin_ctz(left);
    lack.fill(0);
    for (std::size_t c = 0; c < d; ++c) {
      Lanes<T> x;
      x.load(queries + c * k_leaf_points);
      lack.add_shortfall(point[c * k_leaf_points], x);
    }
    safe.both(lack);
  }
  std::uint32_t dead = safe.not_negative() & alive;
  if (!strict) return alive & ~dead;
  for (; dead != 0; dead &= dead - 1) {
    const auto t = static_cast<std::size_t>(__builtin_ctz(dead));
    if (beaten(points, reaching, queries, t, d)) alive &= ~(1U << t);
  }
  return alive;
}

/// The box around the queries alive: least, then greatest.
template <class T, std::size_t D>
ENTENTE_INLINE void find_box(const T* queries, std::uint32_t alive, T* box, std::size_t dim) {
  const std::size_t d = D != 0 ? D : dim;
  const auto first = static_cast<std::size_t>(__builtin_ctz(alive));
  for (std::size_t c = 0; c < d; ++c) {
    const T* x = queries + c * k_leaf_points;
    T low = x[first];
    T high = low;
    for (std::uint32_t left = alive & (alive - 1); left != 0; left &= left - 1) {
      const T v = x[__builtin_ctz(left)];
      low = std::min(low, v);
      high = std::max(high, v);
    }
    box[c] = low;
    box[d + c] = high;
  }
}

/// Is `a` at least `b` everywhere?
template <class T, std::size_t D>
ENTENTE_INLINE bool reaches(const T* a, const T* b, std::size_t dim) {
  const std::size_t d = D != 0 ? D : dim;
  T lack = 0;
  for (std::size_t c = 0; c < d; ++c) lack |= shortfall(a[c], b[c]);
  return lack >= 0;
}

/// The queries of `alive` that no point of the other copy dominates.
template <class T, std::size_t D>
ENTENTE_INLINE std::uint32_t after_copy(Job<T>& job, typename Job<T>::Other& other,
                                        std::uint32_t alive) {
  const DominanceTree<T>& tree = *other.tree;
  const std::size_t d = D != 0 ? D : tree.dim();
  const T* queries = job.queries.data();
  T* least = job.box.data();
  const T* most = least + d;
  const T* corners = tree.corners();
  const auto* nodes = tree.node_data();
  const bool strict = other.strict;
  std::uint32_t boxed = alive;
  const auto test = [&](std::size_t leaf) __attribute__((always_inline)) {
    const std::uint32_t before = alive;
    alive = after_leaf<T, D>(tree.lanes(leaf), queries, least, strict, alive, d);
    if (alive == before) return;
    other.hint = leaf;
    if (alive == 0 || 2 * __builtin_popcount(alive) > __builtin_popcount(boxed)) return;
    find_box<T, D>(queries, alive, least, d);
    boxed = alive;
  };
  if (other.hint < tree.leaves() &&
      reaches<T, D>(corners + tree.node_of(other.hint) * 2 * d, least, d)) {
    test(other.hint);
  }
  const std::size_t end = tree.nodes();
  for (std::size_t n = 0; n < end && alive != 0;) {
    const T* corner = corners + n * 2 * d;
    if (!reaches<T, D>(corner, least, d)) {
      n = nodes[n].skip;
      continue;
    }
    if (nodes[n].leaf != DominanceTree<T>::k_no_leaf) {
      test(nodes[n].leaf);
    } else if (reaches<T, D>(corner + d, most, d)) {
      // All its points, two at least and distinct, reach all queries.
      return 0;
    }
    ++n;
  }
  return alive;
}

/// Those of the leaf's points that keep above the floors once moved.
template <class T>
ENTENTE_INLINE std::uint32_t above_floor(const Job<T>& job, const T* points, std::size_t dim) {
  std::uint32_t above = (1U << k_leaf_points) - 1;
  for (std::size_t c = 0; c < dim; ++c) {
    for (std::size_t t = 0; t < k_leaf_points; ++t) {
      if (moved(points[c * k_leaf_points + t], job.shift[c]) < job.floor[c]) above &= ~(1U << t);
    }
  }
  return above;
}

template <class T, std::size_t D>
ENTENTE_INLINE void search_leaves(Job<T>& job) {
  const DominanceTree<T>& tree = *job.tree;
  const std::size_t d = D != 0 ? D : tree.dim();
  for (std::size_t leaf = job.begin; leaf < job.end; ++leaf) {
    const T* points = tree.lanes(leaf);
    std::uint32_t alive = (1U << tree.points_in(leaf)) - 1;
    if (job.floor != nullptr) alive &= above_floor(job, points, d);
    std::uint32_t boxed = 0;
    for (auto& other : job.others) {
      if (alive == 0) break;
      if (alive != boxed) find_box<T, D>(points, alive, job.own_box.data(), d);
      boxed = alive;
      for (std::size_t c = 0; c < d; ++c) {
        const T delta = other.delta[c];
        job.box[c] = moved(job.own_box[c], delta);
        job.box[d + c] = moved(job.own_box[d + c], delta);
        Lanes<T> x;
        x.load(points + c * k_leaf_points);
        x.move(delta);
        x.store(job.queries.data() + c * k_leaf_points);
      }
      alive = after_copy<T, D>(job, other, alive);
    }
    job.alive[leaf - job.begin] = static_cast<std::uint16_t>(alive);
  }
}

#define ENTENTE_SEARCH_LOOP(name, T, D) \
  ENTENTE_VECTORISED void name(Job<T>& job) { search_leaves<T, D>(job); }
ENTENTE_SEARCH_LOOP(search_narrow_3, std::int32_t, 3)
ENTENTE_SEARCH_LOOP(search_narrow_4, std::int32_t, 4)
ENTENTE_SEARCH_LOOP(search_narrow_5, std::int32_t, 5)
ENTENTE_SEARCH_LOOP(search_narrow, std::int32_t, 0)
ENTENTE_SEARCH_LOOP(search_wide_3, std::int64_t, 3)
ENTENTE_SEARCH_LOOP(search_wide_4, std::int64_t, 4)
ENTENTE_SEARCH_LOOP(search_wide, std::int64_t, 0)
#undef ENTENTE_SEARCH_LOOP
#undef ENTENTE_INLINE

void search_job(Job<std::int32_t>& job) {
  switch (job.tree->dim()) {
    case 3:
      return search_narrow_3(job);
    case 4:
      return search_narrow_4(job);
    case 5:
      return search_narrow_5(job);
    default:
      return search_narrow(job);
  }
}

void search_job(Job<std::int64_t>& job) {
  switch (job.tree->dim()) {
    case 3:
      return search_wide_3(job);
    case 4:
      return search_wide_4(job);
    default:
      return search_wide(job);
  }
}

}  // namespace

template <class T>
DominanceFilter<T>::DominanceFilter(std::vector<TreeCopy<T>> copies, bool within)
    : copies_(std::move(copies)), dim_(copies_.front().tree->dim()), within_(within) {
  for (std::size_t o = 0; o < copies_.size(); ++o) plan_copy(o);
}

/// Copies that lie higher than this one in the sum of coordinates (in shares of their ranges) are
/// the likely killers.
template <class T>
void DominanceFilter<T>::plan_copy(std::size_t copy) {
  const TreeCopy<T>& own = copies_[copy];
  std::vector<double> lead(copies_.size(), 0);
  for (std::size_t c = 0; c < dim_; ++c) {
    const auto [least, most] =
        std::minmax_element(copies_.begin(), copies_.end(),
                            [c](const auto& a, const auto& b) { return a.shift[c] < b.shift[c]; });
    const double range = static_cast<double>(most->shift[c]) - static_cast<double>(least->shift[c]);
    if (range <= 0) continue;
    for (std::size_t p = 0; p < copies_.size(); ++p) {
      lead[p] +=
          (static_cast<double>(copies_[p].shift[c]) - static_cast<double>(own.shift[c])) / range;
    }
  }
  std::vector<std::uint32_t> others(copies_.size());
  std::iota(others.begin(), others.end(), 0U);
  std::stable_sort(others.begin(), others.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return lead[a] > lead[b]; });
  if (!within_) others.erase(std::find(others.begin(), others.end(), copy));
  others_.push_back(std::move(others));
  for (std::size_t begin = 0; begin < own.tree->leaves(); begin += k_block_leaves) {
    const std::size_t end = std::min(own.tree->leaves(), begin + k_block_leaves);
    blocks_.push_back({copy, begin, end, alive_.size()});
    alive_.resize(alive_.size() + end - begin);
  }
}

template <class T>
std::size_t DominanceFilter<T>::search(const Block& block) {
  const TreeCopy<T>& own = copies_[block.copy];
  Job<T> job;
  job.tree = own.tree;
  job.begin = block.begin;
  job.end = block.end;
  job.shift = own.shift.data();
  job.floor = own.floor.empty() ? nullptr : own.floor.data();
  for (const std::uint32_t p : others_[block.copy]) {
    const TreeCopy<T>& other = copies_[p];
    typename Job<T>::Other entry{other.tree, std::vector<T>(dim_), p >= block.copy,
                                 other.tree->leaves()};
    for (std::size_t c = 0; c < dim_; ++c) entry.delta[c] = own.shift[c] - other.shift[c];
    job.others.push_back(std::move(entry));
  }
  job.queries.resize(dim_ * k_leaf_points);
  job.own_box.resize(2 * dim_);
  job.box.resize(2 * dim_);
  job.alive = alive_.data() + block.alive;
  search_job(job);
  std::size_t count = 0;
  for (std::size_t leaf = 0; leaf < block.end - block.begin; ++leaf) {
    count += static_cast<std::size_t>(__builtin_popcount(job.alive[leaf]));
  }
  return count;
}

template <class T>
typename DominanceFilter<T>::End DominanceFilter<T>::run(std::size_t limit,
                                                         const WorkControl& control,
                                                         const std::function<void()>& told) {
  std::atomic<std::size_t> total{0};
  for (std::size_t begin = 0; begin < blocks_.size(); begin += k_told_blocks) {
    if (told && begin > 0) told();
    const std::size_t count = std::min(k_told_blocks, blocks_.size() - begin);
    parallel_for(control.threads, count, [&](std::size_t b) {
      if (control.cancelled() || total.load(std::memory_order_relaxed) > limit) return;
      Block& block = blocks_[begin + b];
      block.first_survivor = search(block);
      total += block.first_survivor;
    });
    if (control.cancelled()) return End::cancelled;
    if (total > limit) return End::too_many;
  }
  survivors_ = 0;
  for (Block& block : blocks_) {
    survivors_ += std::exchange(block.first_survivor, survivors_);
  }
  return End::done;
}

template class DominanceFilter<std::int32_t>;
template class DominanceFilter<std::int64_t>;

}  // namespace entente::bargain
