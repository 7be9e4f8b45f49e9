#include "entente/bargain/pareto_list.hpp"

#include <algorithm>

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

}  // namespace

ParetoList union_of_shifted(const std::vector<const ParetoList*>& lists,
                            const std::vector<std::int64_t>& shifts, std::size_t dim,
                            std::vector<Origin>* origins) {
  if (origins != nullptr) origins->clear();
  if (dim == 0 || lists.empty()) return {dim, {}};
  if (dim == 2) return union_in_plane(lists, shifts, origins);
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
  keep_pareto(all);
  return to_list(std::move(all), origins);
}

ParetoList sum_of(const ParetoList& a, const ParetoList& b, std::vector<Origin>* origins) {
  if (origins != nullptr) origins->clear();
  const std::size_t dim = a.dim;
  if (a.size() == 0 || b.size() == 0) return {dim, {}};
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
    keep_pareto(best);
    limit = std::max(k_sum_batch, 3 * best.size());
  }
  return to_list(std::move(best), origins);
}

}  // namespace entente::bargain
