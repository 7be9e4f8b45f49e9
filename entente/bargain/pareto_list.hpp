#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "entente/base/work.hpp"

namespace entente::bargain {

/// A set of mutually non-dominated integer vectors (larger is better in every coordinate), sorted
/// lexicographically falling, no vector twice. Stored point after point: coords[k * dim + c].
struct ParetoList {
  std::size_t dim = 0;
  std::vector<std::int64_t> coords;

  [[nodiscard]] std::size_t size() const { return dim == 0 ? 0 : coords.size() / dim; }
  [[nodiscard]] const std::int64_t* point(std::size_t k) const { return coords.data() + k * dim; }
};

/// Where a point of a union of shifted lists came from.
struct Origin {
  std::uint32_t list = 0;   ///< index of the list
  std::uint32_t point = 0;  ///< index in that list
};

/// The non-dominated points of the union over l of { lists[l] + shifts[l * dim ..] }, and the
/// origin of each (among equal vectors the smallest list index, then point index). Empty lists
/// are allowed, the same list may occur several times; sums must fit. dim = 2: sweep with
/// galloping, O(points looked at * lists), with a heap for many lists; otherwise a dominance filter
/// over the lists' trees and a sort. `origins` may be null; `told` is called now and then where
/// much is compared. None when cancelled.
std::optional<ParetoList> union_of_shifted(const std::vector<const ParetoList*>& lists,
                                           const std::vector<std::int64_t>& shifts, std::size_t dim,
                                           std::vector<Origin>* origins,
                                           const WorkControl& control = {},
                                           const std::function<void()>& told = {});

/// The non-dominated points of the Minkowski sum of two lists; origin.list is the index in `a`,
/// origin.point that in `b` (among equal vectors the smallest index in `a`, then in `b`).
/// dim = 2: the longer list shifted by every point of the shorter one, swept with a heap (the
/// successive algorithm of Funke, Hespe, Sanders, Storandt & Truschel 2024, arXiv 2409.10232).
/// `told` and cancellation as above.
std::optional<ParetoList> sum_of(const ParetoList& a, const ParetoList& b,
                                 std::vector<Origin>* origins, const WorkControl& control = {},
                                 const std::function<void()>& told = {});

}  // namespace entente::bargain
