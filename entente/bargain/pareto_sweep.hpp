#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace entente::bargain {

/// A two-party Pareto list moved by a shift: points[2k] + shift[0] strictly falls with k,
/// points[2k + 1] + shift[1] strictly rises.
struct ShiftedCopy {
  const std::int64_t* points = nullptr;
  std::size_t size = 0;
  std::array<std::int64_t, 2> shift{};
};

inline constexpr std::int64_t k_sweep_from_start = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t k_sweep_to_end = std::numeric_limits<std::int64_t>::max();

/// The first k >= start whose second coordinate is above `level`; `copy.size` if none is.
/// Doubling steps, then halving: O(log of the distance).
inline std::size_t first_above(const ShiftedCopy& copy, std::size_t start, std::int64_t level) {
  const auto above = [&](std::size_t k) { return copy.points[2 * k + 1] + copy.shift[1] > level; };
  if (start >= copy.size || above(start)) return start;
  std::size_t step = 1;
  while (start + step < copy.size && !above(start + step)) {
    start += step;
    step *= 2;
  }
  std::size_t low = start + 1;
  std::size_t high = std::min(copy.size, start + step);
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (above(middle)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/// Which of equal points stands for them: the one from the earliest copy, or the one earliest in
/// its copy.
enum class TieRule { copy, point };

/// Above this many copies a heap finds the next point faster than a look at all of them.
inline constexpr std::size_t k_few_copies = 24;

namespace detail {

/// For at most k_few_copies copies and TieRule::copy: every step looks at all of them.
template <class Emit>
void sweep_few(const std::vector<ShiftedCopy>& copies, std::int64_t from, std::int64_t to,
               Emit&& emit) {
  struct Head {
    std::int64_t first;
    std::int64_t second;
    std::size_t point;
  };
  // A used-up copy keeps a head that is neither chosen nor moved.
  constexpr Head k_used_up{std::numeric_limits<std::int64_t>::min(),
                           std::numeric_limits<std::int64_t>::max(), 0};
  const auto head_at = [&](std::size_t c, std::size_t point) {
    if (point >= copies[c].size) return k_used_up;
    return Head{copies[c].points[2 * point] + copies[c].shift[0],
                copies[c].points[2 * point + 1] + copies[c].shift[1], point};
  };
  const std::size_t count = copies.size();
  std::array<Head, k_few_copies> heads;
  for (std::size_t c = 0; c < count; ++c) heads[c] = head_at(c, first_above(copies[c], 0, from));
  for (;;) {
    std::size_t best = 0;
    for (std::size_t c = 1; c < count; ++c) {
      if (heads[c].first > heads[best].first ||
          (heads[c].first == heads[best].first && heads[c].second > heads[best].second)) {
        best = c;
      }
    }
    const Head chosen = heads[best];
    if (chosen.first == k_used_up.first || chosen.second > to) return;
    if (!emit(chosen.first, chosen.second, best, chosen.point)) return;
    for (std::size_t c = 0; c < count; ++c) {
      if (heads[c].second > chosen.second) continue;
      heads[c] = head_at(c, first_above(copies[c], heads[c].point + 1, chosen.second));
    }
  }
}

template <class Emit>
void sweep_many(const std::vector<ShiftedCopy>& copies, TieRule tie, std::int64_t from,
                std::int64_t to, Emit&& emit) {
  struct Head {
    std::int64_t first;
    std::int64_t second;
    std::size_t copy;
    std::size_t point;
  };
  const auto later = [tie](const Head& x, const Head& y) {
    if (x.first != y.first) return x.first < y.first;
    if (x.second != y.second) return x.second < y.second;
    return tie == TieRule::copy ? x.copy > y.copy : x.point > y.point;
  };
  std::vector<Head> heap;
  const auto add_head = [&](std::size_t c, std::size_t point) {
    if (point == copies[c].size) return false;
    heap.push_back({copies[c].points[2 * point] + copies[c].shift[0],
                    copies[c].points[2 * point + 1] + copies[c].shift[1], c, point});
    return true;
  };
  for (std::size_t c = 0; c < copies.size(); ++c) add_head(c, first_above(copies[c], 0, from));
  std::make_heap(heap.begin(), heap.end(), later);
  std::int64_t level = from;
  while (!heap.empty()) {
    std::pop_heap(heap.begin(), heap.end(), later);
    const Head head = heap.back();
    heap.pop_back();
    if (head.second > level) {
      if (head.second > to || !emit(head.first, head.second, head.copy, head.point)) return;
      level = head.second;
    }
    if (add_head(head.copy, first_above(copies[head.copy], head.point + 1, level))) {
      std::push_heap(heap.begin(), heap.end(), later);
    }
  }
}

}  // namespace detail

/// Sweeps the union of the copies from the greatest first coordinate down and calls
/// emit(first, second, copy index, point index), which says whether to go on, for each
/// non-dominated point whose second coordinate is in (from, to].
/// The only state of a sweep is the best second coordinate so far, so the results for (a, b] and
/// (b, c] put together are exactly those for (a, c]: parts can run in parallel.
/// O(points looked at * copies), O(points looked at * log copies) for many.
template <class Emit>
void sweep(const std::vector<ShiftedCopy>& copies, TieRule tie, std::int64_t from, std::int64_t to,
           Emit&& emit) {
  if (tie == TieRule::copy && copies.size() <= k_few_copies) {
    detail::sweep_few(copies, from, to, emit);
  } else {
    detail::sweep_many(copies, tie, from, to, emit);
  }
}

}  // namespace entente::bargain
