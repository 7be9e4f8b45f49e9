#include "entente/bargain/dominance_tree.hpp"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "entente/base/parallel.hpp"

namespace entente::bargain {
namespace {

/// Points looked at to choose where to halve.
constexpr std::size_t k_sample = 256;
/// Trees of this size and more are built by several threads, in this many parts.
constexpr std::size_t k_parallel_points = 1U << 15U;
constexpr std::size_t k_parts = 16;

constexpr std::size_t leaves_for(std::size_t size) {
  return (size + k_leaf_points - 1) / k_leaf_points;
}

}  // namespace

/// D: the dimension where it is known when compiling, else 0.
template <class T, std::size_t D>
class TreeBuilder {
 public:
  TreeBuilder(DominanceTree<T>& tree, T* rows) : tree_(tree), rows_(rows) {}

  void run(int threads) {
    std::vector<Part> parts{{0, tree_.size_, 0}};
    if (tree_.size_ >= k_parallel_points) {
      while (parts.size() < k_parts) parts = halved(parts);
    }
    parallel_for(threads, parts.size(), [&](std::size_t p) { build(parts[p]); });
    // The nodes above the parts, from the last one up.
    for (std::size_t n = above_.size(); n-- > 0;) join(above_[n]);
  }

 private:
  struct Part {
    std::size_t begin;
    std::size_t end;
    std::size_t node;
  };

  [[nodiscard]] std::size_t dim() const { return D != 0 ? D : tree_.dim_; }
  [[nodiscard]] std::size_t stride() const { return dim() + 1; }
  [[nodiscard]] T* row(std::size_t k) const { return rows_ + k * stride(); }

  /// A subtree of s leaves has 2 s - 1 nodes, so that every node's place is known beforehand.
  std::pair<Part, Part> split(const Part& part) {
    const std::size_t leaves = leaves_for(part.end - part.begin);
    const std::size_t left = (leaves + 1) / 2;
    const std::size_t middle = part.begin + left * k_leaf_points;
    select(part.begin, middle, part.end, widest(part));
    auto& node = tree_.nodes_[part.node];
    node.skip = static_cast<std::uint32_t>(part.node + 2 * leaves - 1);
    return {{part.begin, middle, part.node + 1}, {middle, part.end, part.node + 2 * left}};
  }

  std::vector<Part> halved(const std::vector<Part>& parts) {
    std::vector<Part> out;
    for (const Part& part : parts) {
      above_.push_back(part.node);
      const auto [left, right] = split(part);
      out.push_back(left);
      out.push_back(right);
    }
    return out;
  }

  void build(const Part& part) {
    if (part.end - part.begin <= k_leaf_points) return fill_leaf(part);
    const auto [left, right] = split(part);
    build(left);
    build(right);
    join(part.node);
  }

  void join(std::size_t node) {
    const std::size_t d = dim();
    T* out = tree_.corners_.data() + node * 2 * d;
    const T* left = out + 2 * d;
    const T* right = tree_.corners_.data() + tree_.nodes_[node + 1].skip * 2 * d;
    for (std::size_t c = 0; c < d; ++c) out[c] = std::max(left[c], right[c]);
    for (std::size_t c = d; c < 2 * d; ++c) out[c] = std::min(left[c], right[c]);
  }

  void fill_leaf(const Part& part) {
    const std::size_t d = dim();
    const std::size_t leaf = part.begin / k_leaf_points;
    tree_.nodes_[part.node] = {static_cast<std::uint32_t>(part.node + 1),
                               static_cast<std::uint32_t>(leaf)};
    tree_.leaf_node_[leaf] = static_cast<std::uint32_t>(part.node);
    T* corners = tree_.corners_.data() + part.node * 2 * d;
    T* lanes = tree_.lanes_.data() + leaf * d * k_leaf_points;
    std::copy_n(row(part.begin), d, corners);
    std::copy_n(row(part.begin), d, corners + d);
    for (std::size_t t = 0; t < k_leaf_points; ++t) {
      const T* x = row(std::min(part.begin + t, part.end - 1));
      for (std::size_t c = 0; c < d; ++c) {
        lanes[c * k_leaf_points + t] = x[c];
        corners[c] = std::max(corners[c], x[c]);
        corners[d + c] = std::min(corners[d + c], x[c]);
      }
      tree_.number_[leaf * k_leaf_points + t] = static_cast<std::uint32_t>(x[d]);
    }
  }

  /// The coordinate in which (a sample of) the points differ most.
  std::size_t widest(const Part& part) const {
    const std::size_t step = std::max<std::size_t>(1, (part.end - part.begin) / k_sample);
    std::size_t best = 0;
    double width = -1;
    for (std::size_t c = 0; c < dim(); ++c) {
      T low = row(part.begin)[c];
      T high = low;
      for (std::size_t k = part.begin; k < part.end; k += step) {
        low = std::min(low, row(k)[c]);
        high = std::max(high, row(k)[c]);
      }
      const double w = static_cast<double>(high) - static_cast<double>(low);
      if (w <= width) continue;
      width = w;
      best = c;
    }
    return best;
  }

  /// Puts the middle - begin points with the greatest coordinate c first. Quickselect; the pivot
  /// is a median of nine, and the centre of the range where that has not helped for long, so that
  /// no input takes more than about a hundred passes.
  void select(std::size_t begin, std::size_t middle, std::size_t end, std::size_t c) {
    for (int pass = 0; end - begin > 1; ++pass) {
      const T pivot = pass < k_lucky_passes ? median_of_nine(begin, end, c) : centre(begin, end, c);
      const std::size_t above = partition(begin, end, [&](const T* x) { return x[c] > pivot; });
      if (middle < above) {
        end = above;
        continue;
      }
      const bool good_cut = 8 * (above - begin) > end - begin;
      begin = above;
      if (good_cut) continue;
      // Many may equal the pivot.
      begin = partition(begin, end, [&](const T* x) { return x[c] == pivot; });
      if (middle <= begin) return;
    }
  }

  /// Moves the rows of which `first` holds to the front; returns where the others begin. Rows of
  /// known size are moved whether or not they need be: a wrong guess of the processor costs more.
  template <class First>
  std::size_t partition(std::size_t begin, std::size_t end, const First& first) {
    std::size_t to = begin;
    for (std::size_t k = begin; k < end; ++k) {
      if constexpr (D != 0) {
        std::array<T, D + 1> here;
        std::array<T, D + 1> there;
        std::copy_n(row(k), D + 1, here.begin());
        std::copy_n(row(to), D + 1, there.begin());
        std::copy_n(there.begin(), D + 1, row(k));
        std::copy_n(here.begin(), D + 1, row(to));
        to += first(here.data()) ? 1 : 0;
      } else if (first(row(k))) {
        if (k != to) std::swap_ranges(row(k), row(k) + stride(), row(to));
        ++to;
      }
    }
    return to;
  }

  T median_of_nine(std::size_t begin, std::size_t end, std::size_t c) const {
    T sample[9];
    for (std::size_t k = 0; k < 9; ++k) sample[k] = row(begin + k * (end - 1 - begin) / 8)[c];
    std::nth_element(sample, sample + 4, sample + 9);
    return sample[4];
  }

  /// A value between the least and the greatest, above the least.
  T centre(std::size_t begin, std::size_t end, std::size_t c) const {
    T low = row(begin)[c];
    T high = low;
    for (std::size_t k = begin; k < end; ++k) {
      low = std::min(low, row(k)[c]);
      high = std::max(high, row(k)[c]);
    }
    using Unsigned = std::make_unsigned_t<T>;
    const auto range =
        static_cast<Unsigned>(static_cast<Unsigned>(high) - static_cast<Unsigned>(low));
    return static_cast<T>(static_cast<Unsigned>(low) + range / 2 + range % 2);
  }

  static constexpr int k_lucky_passes = 40;

  DominanceTree<T>& tree_;
  T* rows_;
  std::vector<std::size_t> above_;
};

namespace {

template <class T>
void build_tree(DominanceTree<T>& tree, T* rows, int threads) {
  switch (tree.dim()) {
    case 3:
      return TreeBuilder<T, 3>(tree, rows).run(threads);
    case 4:
      return TreeBuilder<T, 4>(tree, rows).run(threads);
    case 5:
      return TreeBuilder<T, 5>(tree, rows).run(threads);
    default:
      return TreeBuilder<T, 0>(tree, rows).run(threads);
  }
}

}  // namespace

template <class T>
DominanceTree<T>::DominanceTree(T* rows, std::size_t size, std::size_t dim, int threads)
    : dim_(dim),
      size_(size),
      nodes_(2 * leaves_for(size) - 1),
      corners_(nodes_.size() * 2 * dim),
      lanes_(leaves_for(size) * k_leaf_points * dim),
      number_(leaves_for(size) * k_leaf_points),
      leaf_node_(leaves_for(size)) {
  build_tree(*this, rows, threads);
}

template <class T>
std::size_t DominanceTree<T>::bytes(std::size_t size, std::size_t dim) {
  const std::size_t leaves = leaves_for(size);
  return leaves * (k_leaf_points * (dim * sizeof(T) + 4) + 4) +
         2 * leaves * (2 * dim * sizeof(T) + sizeof(Node));
}

template class DominanceTree<std::int32_t>;
template class DominanceTree<std::int64_t>;

}  // namespace entente::bargain
