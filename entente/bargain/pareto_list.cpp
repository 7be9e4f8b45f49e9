#include "entente/bargain/pareto_list.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "entente/bargain/dominance_filter.hpp"
#include "entente/bargain/dominance_tree.hpp"
#include "entente/bargain/pareto_filter.hpp"
#include "entente/bargain/pareto_sweep.hpp"

namespace entente::bargain {
namespace {

/// Candidates that a sum in three or more dimensions holds before it filters them.
constexpr std::size_t k_sum_batch = std::size_t{1} << 19;

constexpr std::uint64_t key_of(std::size_t list, std::size_t point) {
  return (static_cast<std::uint64_t>(list) << 32U) | point;
}

constexpr Origin origin_of(std::uint64_t key) {
  return {static_cast<std::uint32_t>(key >> 32U), static_cast<std::uint32_t>(key)};
}

ParetoList to_list(KeyedPoints&& points, std::vector<Origin>* origins) {
  if (origins != nullptr) {
    origins->clear();
    origins->reserve(points.size());
    for (const std::uint64_t key : points.keys) origins->push_back(origin_of(key));
  }
  return {points.dim, std::move(points.coords)};
}

ParetoList union_in_plane(const std::vector<const ParetoList*>& lists,
                          const std::vector<std::int64_t>& shifts, std::vector<Origin>* origins) {
  std::vector<ShiftedCopy> copies(lists.size());
  for (std::size_t l = 0; l < lists.size(); ++l) {
    copies[l] = {lists[l]->coords.data(), lists[l]->size(), {shifts[2 * l], shifts[2 * l + 1]}};
  }
  ParetoList out{2, {}};
  const auto emit = [&](std::int64_t first, std::int64_t second, std::size_t l, std::size_t k) {
    out.coords.push_back(first);
    out.coords.push_back(second);
    if (origins != nullptr) origins->push_back(origin_of(key_of(l, k)));
    return true;
  };
  sweep(copies, TieRule::copy, k_sweep_from_start, k_sweep_to_end, emit);
  return out;
}

ParetoList sum_in_plane(const ParetoList& a, const ParetoList& b, std::vector<Origin>* origins) {
  // The shorter list gives the shifts, the longer one is galloped through.
  const bool shift_by_a = a.size() <= b.size();
  const ParetoList& shifts = shift_by_a ? a : b;
  const ParetoList& base = shift_by_a ? b : a;
  std::vector<ShiftedCopy> copies(shifts.size());
  for (std::size_t s = 0; s < shifts.size(); ++s) {
    copies[s] = {base.coords.data(), base.size(), {shifts.point(s)[0], shifts.point(s)[1]}};
  }
  ParetoList out{2, {}};
  const auto emit = [&](std::int64_t first, std::int64_t second, std::size_t s, std::size_t k) {
    out.coords.push_back(first);
    out.coords.push_back(second);
    if (origins != nullptr) {
      origins->push_back(origin_of(shift_by_a ? key_of(s, k) : key_of(k, s)));
    }
    return true;
  };
  sweep(copies, shift_by_a ? TieRule::copy : TieRule::point, k_sweep_from_start, k_sweep_to_end,
        emit);
  return out;
}

/// A few candidates are soonest compared as they are.
constexpr std::size_t k_few_candidates = 200;

KeyedPoints all_shifted(const std::vector<const ParetoList*>& lists,
                        const std::vector<std::int64_t>& shifts, std::size_t dim) {
  KeyedPoints all;
  all.dim = dim;
  for (std::size_t l = 0; l < lists.size(); ++l) {
    const std::int64_t* shift = shifts.data() + l * dim;
    for (std::size_t k = 0; k < lists[l]->size(); ++k) {
      const std::int64_t* p = lists[l]->point(k);
      for (std::size_t c = 0; c < dim; ++c) all.coords.push_back(p[c] + shift[c]);
      all.keys.push_back(key_of(l, k));
    }
  }
  return all;
}

/// The range of each coordinate, over lists and over shifts.
struct Ranges {
  std::vector<std::int64_t> least_point;
  std::vector<std::int64_t> least_shift;
  bool narrow = true;  ///< moved points and their differences fit 32 bits
};

Ranges ranges_of(const std::vector<const ParetoList*>& lists,
                 const std::vector<std::int64_t>& shifts, std::size_t dim) {
  Ranges out;
  for (std::size_t c = 0; c < dim; ++c) {
    std::int64_t low = INT64_MAX;
    std::int64_t high = INT64_MIN;
    for (const ParetoList* list : lists) {
      for (std::size_t k = 0; k < list->size(); ++k) {
        low = std::min(low, list->point(k)[c]);
        high = std::max(high, list->point(k)[c]);
      }
    }
    std::int64_t low_shift = shifts[c];
    std::int64_t high_shift = shifts[c];
    for (std::size_t l = 1; l < lists.size(); ++l) {
      low_shift = std::min(low_shift, shifts[l * dim + c]);
      high_shift = std::max(high_shift, shifts[l * dim + c]);
    }
    const double range = static_cast<double>(high) - static_cast<double>(low) +
                         static_cast<double>(high_shift) - static_cast<double>(low_shift);
    out.narrow = out.narrow && range < 0x1.0p31;
    out.least_point.push_back(low);
    out.least_shift.push_back(low_shift);
  }
  return out;
}

template <class T>
DominanceTree<T> tree_of(const ParetoList& list, const std::vector<std::int64_t>& least) {
  std::vector<T> rows;
  rows.reserve(list.size() * (list.dim + 1));
  for (std::size_t k = 0; k < list.size(); ++k) {
    for (std::size_t c = 0; c < list.dim; ++c) {
      rows.push_back(static_cast<T>(list.point(k)[c] - least[c]));
    }
    rows.push_back(static_cast<T>(k));
  }
  return {rows.data(), list.size(), list.dim, 1};
}

/// By a dominance filter over one tree for each list, in numbers of type T counted from `from`.
template <class T>
std::optional<KeyedPoints> union_by_filter(const std::vector<const ParetoList*>& lists,
                                           const std::vector<std::int64_t>& shifts, std::size_t dim,
                                           const Ranges& from, const WorkControl& control,
                                           const std::function<void()>& told) {
  std::map<const ParetoList*, DominanceTree<T>> trees;
  std::vector<TreeCopy<T>> copies;
  std::vector<std::size_t> list_of;
  for (std::size_t l = 0; l < lists.size(); ++l) {
    if (lists[l]->size() == 0) continue;
    if (trees.count(lists[l]) == 0) {
      trees.emplace(lists[l], tree_of<T>(*lists[l], from.least_point));
    }
    copies.push_back({&trees.at(lists[l]), std::vector<T>(dim), {}});
    for (std::size_t c = 0; c < dim; ++c) {
      copies.back().shift[c] = static_cast<T>(shifts[l * dim + c] - from.least_shift[c]);
    }
    list_of.push_back(l);
  }
  DominanceFilter<T> filter(std::move(copies));
  if (filter.run(SIZE_MAX, control, told) != DominanceFilter<T>::End::done) return std::nullopt;
  KeyedPoints out;
  out.dim = dim;
  out.coords.reserve(filter.survivors() * dim);
  filter.for_each(1, [&](std::size_t /*k*/, std::size_t copy, std::size_t leaf, std::size_t lane) {
    const std::size_t l = list_of[copy];
    const std::uint32_t k = trees.at(lists[l]).number(leaf, lane);
    for (std::size_t c = 0; c < dim; ++c) {
      out.coords.push_back(lists[l]->point(k)[c] + shifts[l * dim + c]);
    }
    out.keys.push_back(key_of(l, k));
  });
  sort_distinct(out);
  return out;
}

std::optional<KeyedPoints> union_in_space(const std::vector<const ParetoList*>& lists,
                                          const std::vector<std::int64_t>& shifts, std::size_t dim,
                                          const WorkControl& control,
                                          const std::function<void()>& told) {
  std::size_t candidates = 0;
  for (const ParetoList* list : lists) candidates += list->size();
  if (candidates <= k_few_candidates) {
    KeyedPoints all = all_shifted(lists, shifts, dim);
    keep_pareto(all);
    return all;
  }
  Ranges ranges = ranges_of(lists, shifts, dim);
  if (ranges.narrow)
    return union_by_filter<std::int32_t>(lists, shifts, dim, ranges, control, told);
  ranges.least_point.assign(dim, 0);
  ranges.least_shift.assign(dim, 0);
  return union_by_filter<std::int64_t>(lists, shifts, dim, ranges, control, told);
}

}  // namespace

std::optional<ParetoList> union_of_shifted(const std::vector<const ParetoList*>& lists,
                                           const std::vector<std::int64_t>& shifts, std::size_t dim,
                                           std::vector<Origin>* origins, const WorkControl& control,
                                           const std::function<void()>& told) {
  if (origins != nullptr) origins->clear();
  if (dim == 0 || lists.empty()) return ParetoList{dim, {}};
  if (dim == 2) return union_in_plane(lists, shifts, origins);
  auto best = union_in_space(lists, shifts, dim, control, told);
  if (!best) return std::nullopt;
  return to_list(*std::move(best), origins);
}

std::optional<ParetoList> sum_of(const ParetoList& a, const ParetoList& b,
                                 std::vector<Origin>* origins, const WorkControl& control,
                                 const std::function<void()>& told) {
  if (origins != nullptr) origins->clear();
  const std::size_t dim = a.dim;
  if (a.size() == 0 || b.size() == 0) return ParetoList{dim, {}};
  if (dim == 2) return sum_in_plane(a, b, origins);
  KeyedPoints best;
  best.dim = dim;
  std::size_t limit = k_sum_batch;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::int64_t* p = a.point(i);
    for (std::size_t k = 0; k < b.size(); ++k) {
      for (std::size_t c = 0; c < dim; ++c) best.coords.push_back(p[c] + b.point(k)[c]);
      best.keys.push_back(key_of(i, k));
    }
    if (best.size() < limit && i + 1 < a.size()) continue;
    if (told) told();
    if (!keep_pareto(best, control, told)) return std::nullopt;
    limit = std::max(k_sum_batch, 3 * best.size());
  }
  return to_list(std::move(best), origins);
}

}  // namespace entente::bargain
