#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_set>
#include <utility>
#include <vector>

namespace entente::bargain {

/// The least vectors of what some points do not reach. For whole-numbered points z >= base the
/// vectors y >= base that no point reaches (z >= y) are those with y >= corner for some corner.
/// Each corner has a bound, of the caller's meaning, that is inherited by what it is split into.
/// Corners keep their number k as long as they live; numbers of corners that are gone are reused.
///
/// They stand in leaves of neighbours (parts stay with what they come from, full leaves are
/// halved), so that a point looks only at leaves whose box it can reach; a heap knows the greatest
/// bound.
class LowerCorners {
 public:
  /// One corner, number 0, `base`, with the bound given.
  LowerCorners(std::vector<std::int64_t> base, double bound);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const std::int64_t* corner(std::size_t k) const {
    return coords_.data() + k * dim_;
  }
  [[nodiscard]] double bound(std::size_t k) const { return bound_[k]; }
  void lower_bound(std::size_t k, double bound);
  /// A count that the caller keeps for each corner; 0 at first.
  [[nodiscard]] std::uint32_t& mark(std::size_t k) { return mark_[k]; }
  /// The tag of the point that the corner was last split by; 0 before.
  [[nodiscard]] std::uint32_t tag(std::size_t k) const { return tag_[k]; }

  /// Is there a corner of this number (0 .. numbers() - 1)?
  [[nodiscard]] bool alive(std::size_t k) const { return alive_[k] != 0; }
  [[nodiscard]] std::size_t numbers() const { return alive_.size(); }

  /// A corner of the greatest bound; size() >= 1. The same calls before, the same corner.
  [[nodiscard]] std::size_t greatest();

  /// The greatest bound among the corners that the point reaches; -infinity: it reaches none.
  [[nodiscard]] double reached_bound(const std::int64_t* point) const;

  /// Adds a point: corners that it reaches are split. Parts above `ceiling` in some coordinate are
  /// dropped. False when it reached none. O(size / leaf * dim) and the leaves that it can reach.
  bool insert(const std::int64_t* point, const std::vector<std::int64_t>& ceiling,
              std::uint32_t tag = 0);

  /// Removes a corner (its quadrant holds nothing, or needs no more thought).
  void remove(std::size_t k);

  /// Coordinates compared so far: a measure of the work done.
  [[nodiscard]] std::uint64_t work() const { return work_; }

 private:
  /// A corner that a point reaches.
  struct Split {
    std::size_t number;
    std::size_t leaf;
    double bound;
  };
  struct Leaf {
    std::vector<std::int64_t> coords;  ///< [place * dim + c]
    std::vector<std::uint32_t> number;
  };

  /// The leaf's box no longer holds less than this (it may be larger than needed).
  void widen(std::size_t leaf, const std::int64_t* corner);
  void add(const std::int64_t* corner, double bound, std::size_t leaf_number, std::uint32_t tag);
  void halve(std::size_t leaf);
  void fill(std::size_t leaf, std::vector<std::uint32_t> members);
  void find_level(std::size_t c, std::int64_t level);
  void raise(std::size_t c, std::int64_t level, std::uint32_t tag);
  [[nodiscard]] bool below(const std::int64_t* a, const std::int64_t* b) const;
  /// Calls visit(leaf, place) for every corner that the point reaches.
  template <class Visit>
  void reached(const std::int64_t* point, const Visit& visit) const;

  std::size_t dim_;
  std::size_t size_ = 1;
  std::vector<std::int64_t> coords_;  ///< [k * dim + c]
  std::vector<double> bound_;
  std::vector<std::uint32_t> mark_;
  std::vector<std::uint32_t> tag_;
  std::vector<std::uint32_t> leaf_of_;
  std::vector<std::uint8_t> alive_;
  std::vector<std::uint32_t> free_;
  std::vector<Leaf> leaves_;
  std::vector<std::int64_t> least_;  ///< [leaf * dim + c]
  std::vector<std::int64_t> most_;
  std::vector<std::int64_t> lowest_;   ///< base
  std::vector<std::int64_t> highest_;  ///< [c] of all corners so far
  /// A heap; entries whose bound is no longer that of the corner are passed over.
  std::vector<std::pair<double, std::uint32_t>> queue_;
  std::vector<std::unordered_set<std::int64_t>> levels_;  ///< [c] where points have stood
  std::vector<std::int64_t> level_;  ///< corners at the level being looked at, coordinates
  std::vector<Split> split_;
  std::vector<std::int64_t> split_coords_;
  mutable std::uint64_t work_ = 0;
};

}  // namespace entente::bargain
