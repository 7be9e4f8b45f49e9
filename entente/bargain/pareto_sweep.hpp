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

namespace detail {

/// For at most `count` copies and TieRule::copy: every step looks at all heads. The number is
/// known to the compiler so that it can lay the loops out flat.
template <std::size_t count, class Emit>
void sweep_few(const std::vector<ShiftedCopy>& all, std::int64_t from, std::int64_t to,
               Emit&& emit) {
  // A copy of the copies, which nothing that `emit` writes can change. Empty and absent lists get
  // something to look at, because used-up copies are read without harm.
  static constexpr std::array<std::int64_t, 2> k_nothing{};
  std::array<ShiftedCopy, count> copies{};
  std::copy(all.begin(), all.end(), copies.begin());
  for (auto& copy : copies) {
    if (copy.size == 0) copy.points = k_nothing.data();
  }
  // A used-up copy keeps a head that is neither chosen nor moved.
  constexpr std::int64_t k_never_chosen = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t k_never_moved = std::numeric_limits<std::int64_t>::max();
  std::array<std::int64_t, count> first;
  std::array<std::int64_t, count> second;
  std::array<std::size_t, count> point;
  const auto move_head = [&](std::size_t c, std::size_t start, std::int64_t level) {
    const ShiftedCopy& copy = copies[c];
    point[c] = first_above(copy, start, level);
    const bool used_up = point[c] >= copy.size;
    first[c] = used_up ? k_never_chosen : copy.points[2 * point[c]] + copy.shift[0];
    second[c] = used_up ? k_never_moved : copy.points[2 * point[c] + 1] + copy.shift[1];
  };
  for (std::size_t c = 0; c < count; ++c) move_head(c, 0, from);
  for (;;) {
    std::size_t best = 0;
    std::int64_t best_first = first[0];
    std::int64_t level = second[0];
    for (std::size_t c = 1; c < count; ++c) {
      const bool better =
          (first[c] > best_first) | ((first[c] == best_first) & (second[c] > level));
      best = better ? c : best;
      best_first = better ? first[c] : best_first;
      level = better ? second[c] : level;
    }
    if (best_first == k_never_chosen || level > to) return;
    if (!emit(best_first, level, best, point[best])) return;
    // On average every head moves by about one point, and which ones do is anybody's guess: the
    // first step is made without a branch.
    bool more = false;
    for (std::size_t c = 0; c < count; ++c) {
      const ShiftedCopy& copy = copies[c];
      point[c] += second[c] <= level ? 1 : 0;
      const bool used_up = point[c] >= copy.size;
      const std::size_t at = used_up ? 0 : point[c];
      const std::int64_t x = copy.points[2 * at] + copy.shift[0];
      const std::int64_t y = copy.points[2 * at + 1] + copy.shift[1];
      first[c] = used_up ? k_never_chosen : x;
      second[c] = used_up ? k_never_moved : y;
      more |= second[c] <= level;
    }
    if (!more) continue;
    for (std::size_t c = 0; c < count; ++c) {
      if (second[c] <= level) move_head(c, point[c] + 1, level);
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
  const std::size_t count = copies.size();
  if (tie == TieRule::point || count > 32) {
    detail::sweep_many(copies, tie, from, to, emit);
  } else if (count <= 2) {
    detail::sweep_few<2>(copies, from, to, emit);
  } else if (count == 3) {
    detail::sweep_few<3>(copies, from, to, emit);
  } else if (count == 4) {
    detail::sweep_few<4>(copies, from, to, emit);
  } else if (count == 5) {
    detail::sweep_few<5>(copies, from, to, emit);
  } else if (count <= 8) {
    detail::sweep_few<8>(copies, from, to, emit);
  } else if (count <= 16) {
    detail::sweep_few<16>(copies, from, to, emit);
  } else {
    detail::sweep_few<32>(copies, from, to, emit);
  }
}

}  // namespace entente::bargain
