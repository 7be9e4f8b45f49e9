#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace entente::bargain {

/// The least vectors of what some points do not reach. For whole-numbered points z >= base the
/// vectors y >= base that no point reaches (z >= y) are those with y >= corner for some corner.
/// Each corner has a bound, of the caller's meaning, that is inherited by what it is split into.
class LowerCorners {
 public:
  /// One corner, `base`, with the bound given.
  LowerCorners(std::vector<std::int64_t> base, double bound);

  [[nodiscard]] std::size_t size() const { return bound_.size(); }
  [[nodiscard]] const std::int64_t* corner(std::size_t k) const {
    return coords_.data() + k * dim_;
  }
  [[nodiscard]] double bound(std::size_t k) const { return bound_[k]; }
  void lower_bound(std::size_t k, double bound) {
    if (bound < bound_[k]) bound_[k] = bound;
  }
  /// A count that the caller keeps for each corner; 0 at first.
  [[nodiscard]] std::uint32_t& mark(std::size_t k) { return mark_[k]; }

  /// The first corner of the greatest bound; size() >= 1.
  [[nodiscard]] std::size_t greatest() const;

  /// Adds a point: corners that it reaches are split. Parts above `ceiling` in some coordinate are
  /// dropped. False when it reached none. O(size * dim), and quadratic in the corners reached.
  bool insert(const std::int64_t* point, const std::vector<std::int64_t>& ceiling);

  /// Removes a corner (its quadrant holds nothing, or needs no more thought); the last one takes
  /// its place.
  void remove(std::size_t k);

 private:
  struct Part {
    std::vector<std::int64_t> corner;
    double bound;
    std::size_t raised;  ///< the coordinate in which the point stopped it
  };

  [[nodiscard]] bool redundant(const Part& part) const;

  std::size_t dim_;
  std::vector<std::int64_t> coords_;  ///< [k * dim + c]
  std::vector<double> bound_;
  std::vector<std::uint32_t> mark_;
};

}  // namespace entente::bargain
