#include <algorithm>
#include <atomic>

#include "entente/bargain/pareto_sweep.hpp"
#include "entente/bargain/sum_list.hpp"
#include "entente/base/parallel.hpp"

namespace entente::bargain {
namespace {

/// Lists shorter than this are swept by one thread.
constexpr std::size_t k_parallel_points = 20'000;
constexpr std::size_t k_parts_per_thread = 4;

/// The result of one stage, reused from stage to stage so that growing it costs nothing once it
/// has its size.
struct PlaneStage {
  std::size_t size = 0;
  std::vector<std::int64_t> coords;   ///< [2k], [2k + 1]
  std::vector<std::uint32_t> parent;  ///< [k]
  std::vector<std::uint16_t> option;  ///< [k] place in the stage

  void push(std::int64_t first, std::int64_t second, std::size_t from, std::size_t place) {
    if (size == parent.size()) grow();
    coords[2 * size] = first;
    coords[2 * size + 1] = second;
    parent[size] = static_cast<std::uint32_t>(from);
    option[size] = static_cast<std::uint16_t>(place);
    ++size;
  }

 private:
  void grow() {
    const std::size_t room = std::max<std::size_t>(64, 2 * size);
    coords.resize(2 * room);
    parent.resize(room);
    option.resize(room);
  }
};

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

/// out = the Pareto list { list + option }, list being `size` points of two coordinates. False,
/// and `out` is useless, when it would hold more than `limit` points. The result does not depend
/// on `threads`.
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

class PlaneSum final : public SumList {
 public:
  explicit PlaneSum(const SumPlan& plan) : list_(plan.start) {}

  [[nodiscard]] std::size_t size() const override { return size_; }
  [[nodiscard]] std::size_t bytes() const override { return size_ * k_point_bytes; }

  std::optional<StageLinks> extend(const SumStage& stage, Limits limits, const WorkControl& control,
                                   const std::function<void()>& /*told*/) override {
    const std::size_t left = limits.bytes > bytes() ? limits.bytes - bytes() : 0;
    // What one more point costs: the list before and after, its link in both forms.
    const std::size_t limit = std::min(limits.points, left / (2 * k_point_bytes + 11));
    if (!sweep_stage(list_.data(), size_, stage, limit, control.threads, scratch_)) {
      return std::nullopt;
    }
    size_ = scratch_.size;
    StageLinks links(stage.size(), size_);
    for (std::size_t k = 0; k < size_; ++k) links.set(k, scratch_.parent[k], scratch_.option[k]);
    list_.swap(scratch_.coords);
    return links;
  }

  std::vector<std::uint32_t> sort() override { return {}; }

  void select(const std::vector<std::uint32_t>& kept) override {
    for (std::size_t k = 0; k < kept.size(); ++k) {
      list_[2 * k] = list_[2 * kept[k]];
      list_[2 * k + 1] = list_[2 * kept[k] + 1];
    }
    size_ = kept.size();
  }

  [[nodiscard]] std::vector<std::int64_t> coordinates(std::size_t /*dim*/) const override {
    return {list_.begin(), list_.begin() + static_cast<long>(2 * size_)};
  }

 private:
  static constexpr std::size_t k_point_bytes = 2 * sizeof(std::int64_t);

  std::vector<std::int64_t> list_;  ///< [2k], [2k + 1], k < size_, lexicographically falling
  std::size_t size_ = 1;
  PlaneStage scratch_;
};

}  // namespace

std::unique_ptr<SumList> make_plane_sum(const SumPlan& plan) {
  return std::make_unique<PlaneSum>(plan);
}

}  // namespace entente::bargain
