#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "entente/base/work.hpp"

namespace entente::bargain {

/// Integer vectors of one dimension, each with a key that tells where it came from.
struct KeyedPoints {
  std::size_t dim = 0;
  std::vector<std::int64_t> coords;  ///< [k * dim + c]
  std::vector<std::uint64_t> keys;   ///< [k]

  [[nodiscard]] std::size_t size() const { return keys.size(); }
  void clear() {
    coords.clear();
    keys.clear();
  }
};

/// Sorts lexicographically falling; of equal vectors that with the smallest key stays.
void sort_distinct(KeyedPoints& points);

/// Keeps the non-dominated vectors (larger is better), of equal ones that with the smallest key,
/// sorted lexicographically falling. Fewer than 2^32 points, dim >= 1.
/// A sort, then a sweep (dim <= 2) or a dominance filter over a k-d tree (on several threads).
/// `told` is called now and then. False when cancelled; the points are then useless.
bool keep_pareto(KeyedPoints& points, const WorkControl& control = {},
                 const std::function<void()>& told = {});

/// Goes through mutually non-dominated points in their order (lexicographically falling) and
/// drops each that another one still there equals or beats to within `slack` [c] in every
/// coordinate. What remains holds no two such points. False when cancelled.
bool drop_within(KeyedPoints& points, const std::vector<std::int64_t>& slack,
                 const WorkControl& control = {});

/// What a candidate costs a dominance filter, compared with one of three coordinates.
[[nodiscard]] inline std::uint64_t candidate_weight(std::size_t dim) {
  return dim > 4 ? 16 : dim > 3 ? 4 : 1;
}

}  // namespace entente::bargain
