#include "entente/bargain/plane_stage.hpp"

#include <algorithm>
#include <atomic>

#include "entente/bargain/pareto_sweep.hpp"
#include "entente/base/parallel.hpp"

namespace entente::bargain {
namespace {

/// Lists shorter than this are swept by one thread.
constexpr std::size_t k_parallel_points = 20'000;
constexpr std::size_t k_parts_per_thread = 4;

std::vector<ShiftedCopy> copies_of(const std::int64_t* list, std::size_t size,
                                   const SumStage& stage) {
  std::vector<ShiftedCopy> copies(stage.size());
  for (std::size_t o = 0; o < stage.size(); ++o) {
    copies[o] = {list, size, {stage.row[2 * o], stage.row[2 * o + 1]}};
  }
  return copies;
}

/// Rising levels of the second coordinate that cut the sweep into parts of similar size: quantiles
/// of the list, moved from the lowest shift to the highest along the way.
std::vector<std::int64_t> cut_levels(const std::vector<ShiftedCopy>& copies, std::size_t parts) {
  std::int64_t low = copies.front().shift[1];
  std::int64_t high = low;
  for (const auto& copy : copies) {
    low = std::min(low, copy.shift[1]);
    high = std::max(high, copy.shift[1]);
  }
  const auto& list = copies.front();
  std::vector<std::int64_t> levels;
  for (std::size_t t = 1; t < parts; ++t) {
    const double share = static_cast<double>(t) / static_cast<double>(parts);
    const double shift = static_cast<double>(low) * (1 - share) + static_cast<double>(high) * share;
    levels.push_back(list.points[2 * (list.size * t / parts) + 1] +
                     static_cast<std::int64_t>(shift));
  }
  std::sort(levels.begin(), levels.end());
  return levels;
}

bool sweep_in_parts(const std::vector<ShiftedCopy>& copies, std::size_t limit, int threads,
                    PlaneStage& out) {
  const std::size_t parts = static_cast<std::size_t>(threads) * k_parts_per_thread;
  const auto levels = cut_levels(copies, parts);
  std::vector<PlaneStage> results(parts);
  // Parts count in steps, so that together they can pass the limit only by a little.
  constexpr std::size_t k_count_step = 4096;
  std::atomic<std::size_t> total{0};
  parallel_for(threads, parts, [&](std::size_t t) {
    PlaneStage& part = results[t];
    sweep(copies, TieRule::copy, t == 0 ? k_sweep_from_start : levels[t - 1],
          t + 1 == parts ? k_sweep_to_end : levels[t],
          [&](std::int64_t first, std::int64_t second, std::size_t o, std::size_t k) {
            part.push(first, second, k, o);
            return part.size % k_count_step != 0 || (total += k_count_step) <= limit;
          });
  });
  out.size = 0;
  for (const auto& part : results) out.size += part.size;
  if (out.size > limit || total > limit) return false;
  out.coords.clear();
  out.parent.clear();
  out.option.clear();
  for (const auto& part : results) {
    const auto end = static_cast<long>(part.size);
    out.coords.insert(out.coords.end(), part.coords.begin(), part.coords.begin() + 2 * end);
    out.parent.insert(out.parent.end(), part.parent.begin(), part.parent.begin() + end);
    out.option.insert(out.option.end(), part.option.begin(), part.option.begin() + end);
  }
  return true;
}

}  // namespace

void PlaneStage::grow() {
  const std::size_t room = std::max<std::size_t>(64, 2 * size);
  coords.resize(2 * room);
  parent.resize(room);
  option.resize(room);
}

bool sweep_stage(const std::int64_t* list, std::size_t size, const SumStage& stage,
                 std::size_t limit, int threads, PlaneStage& out) {
  const auto copies = copies_of(list, size, stage);
  // The caller may have swapped the coordinates for others.
  if (out.coords.size() < 2 * out.parent.size()) out.coords.resize(2 * out.parent.size());
  if (threads > 1 && size >= k_parallel_points) {
    return sweep_in_parts(copies, limit, threads, out);
  }
  out.size = 0;
  sweep(copies, TieRule::copy, k_sweep_from_start, k_sweep_to_end,
        [&](std::int64_t first, std::int64_t second, std::size_t o, std::size_t k) {
          out.push(first, second, k, o);
          return out.size <= limit;
        });
  return out.size <= limit;
}

}  // namespace entente::bargain
