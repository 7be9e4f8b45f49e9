#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace entente::bargain {

/// Points in a leaf of a dominance tree: as many as are compared at once.
inline constexpr std::size_t k_leaf_points = 16;

/// A static k-d tree over vectors of whole numbers (larger is better) that is asked "does some
/// point reach these vectors?" for a leaf's worth of vectors at a time. Nodes stand in the order of
/// a depth-first walk, each with the place where the walk goes on without its subtree, so that a
/// walk needs no stack. T: std::int32_t or std::int64_t.
template <class T>
class DominanceTree {
 public:
  struct Node {
    std::uint32_t skip = 0;          ///< the node after this one's subtree
    std::uint32_t leaf = k_no_leaf;  ///< the number of the leaf
  };
  static constexpr std::uint32_t k_no_leaf = UINT32_MAX;

  /// Builds the tree of `size` >= 1 rows of dim + 1 numbers: the vector, then the point's number
  /// (as T). The rows are permuted. Halves along the widest coordinate, the better half first.
  /// Same tree for the same rows, whatever `threads` and the standard library.
  /// O(size * log(size) * dim).
  DominanceTree(T* rows, std::size_t size, std::size_t dim, int threads);

  /// Bytes of a tree of that many points.
  [[nodiscard]] static std::size_t bytes(std::size_t size, std::size_t dim);

  [[nodiscard]] std::size_t dim() const { return dim_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t leaves() const { return leaf_node_.size(); }
  [[nodiscard]] std::size_t nodes() const { return nodes_.size(); }
  [[nodiscard]] const Node& node(std::size_t n) const { return nodes_[n]; }
  [[nodiscard]] const Node* node_data() const { return nodes_.data(); }
  /// [node * 2 * dim + c] the greatest coordinates of its points, then the least.
  [[nodiscard]] const T* corners() const { return corners_.data(); }
  /// [c * k_leaf_points + lane]. Lanes beyond points_in(leaf) repeat the last point.
  [[nodiscard]] const T* lanes(std::size_t leaf) const {
    return lanes_.data() + leaf * dim_ * k_leaf_points;
  }
  [[nodiscard]] std::size_t points_in(std::size_t leaf) const {
    return leaf + 1 < leaves() ? k_leaf_points : size_ - leaf * k_leaf_points;
  }
  [[nodiscard]] std::size_t node_of(std::size_t leaf) const { return leaf_node_[leaf]; }
  /// The number of a point.
  [[nodiscard]] std::uint32_t number(std::size_t leaf, std::size_t lane) const {
    return number_[leaf * k_leaf_points + lane];
  }

 private:
  template <class, std::size_t>
  friend class TreeBuilder;

  std::size_t dim_;
  std::size_t size_;
  std::vector<Node> nodes_;
  std::vector<T> corners_;
  std::vector<T> lanes_;
  std::vector<std::uint32_t> number_;
  std::vector<std::uint32_t> leaf_node_;
};

}  // namespace entente::bargain
