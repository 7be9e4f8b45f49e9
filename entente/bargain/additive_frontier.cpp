#include "entente/bargain/additive_frontier.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "entente/bargain/pareto_filter.hpp"
#include "entente/bargain/plane_stage.hpp"
#include "entente/bargain/select_points.hpp"
#include "entente/bargain/sum_plan.hpp"

namespace entente::bargain {
namespace {

/// Once thinned, a list has at least room for this many points (max_points permitting), whatever
/// is left of the bytes, so that a partial answer is never empty-handed.
constexpr std::size_t k_least_thinned = 64;
/// After a cancel the rest is done with lists this short, at once.
constexpr std::size_t k_cancelled_points = 1024;

class SequentialSum {
 public:
  SequentialSum(const Problem& problem, const FrontierOptions& options, const WorkControl& control)
      : problem_(problem),
        options_(options),
        control_(control),
        max_points_(std::max<std::size_t>(options.max_points, 1)),
        in_plane_(problem.parties == 2 && problem.linear.empty()),
        plan_(plan_sum(problem,
                       in_plane_ ? SwingOrder::largest_first : SwingOrder::smallest_first)) {}

  Frontier run() {
    if (!plan_.feasible) return {problem_.parties, {}, nullptr, FrontierStatus::exact};
    list_ = plan_.start;
    size_ = 1;
    for (std::size_t s = 0; s < plan_.stages.size(); ++s) {
      control_.report({"frontier", "issues", s, plan_.stages.size()});
      if (control_.cancelled()) partial_ = true;
      if (!partial_ && extend(plan_.stages[s], room(), control_)) continue;
      partial_ = true;
      const std::size_t points = thinned_room(s);
      thin(std::max<std::size_t>(1, points / plan_.stages[s].size()));
      // Never fails: the list is short enough and nothing can cancel it.
      (void)extend(plan_.stages[s], points * plan_.stages[s].size(), WorkControl{});
    }
    control_.report({"frontier", "issues", plan_.stages.size(), plan_.stages.size()});
    if (partial_) thin(max_points_);
    return finish();
  }

 private:
  /// What one more point costs: the list before and after, and its link.
  [[nodiscard]] std::size_t bytes_per_point() const { return 2 * 8 * plan_.dim + 11; }

  [[nodiscard]] std::size_t bytes_left() const {
    const std::size_t held = link_bytes_ + size_ * plan_.dim * 8;
    return options_.max_bytes > held ? options_.max_bytes - held : 0;
  }

  /// Points the next stage may have.
  [[nodiscard]] std::size_t room() const {
    return std::min(max_points_, bytes_left() / bytes_per_point());
  }

  /// Points each of the remaining stages may have once the frontier is partial.
  [[nodiscard]] std::size_t thinned_room(std::size_t s) const {
    const std::size_t stages = plan_.stages.size() - s;
    std::size_t points = std::max(k_least_thinned, bytes_left() / bytes_per_point() / stages);
    if (control_.cancelled()) points = std::min(points, k_cancelled_points);
    return std::min(points, max_points_);
  }

  /// Adds one issue; false, with the list as it was, when the result has more than `limit`
  /// points or work was cancelled.
  bool extend(const SumStage& stage, std::size_t limit, const WorkControl& control) {
    return in_plane_ ? extend_in_plane(stage, limit, control)
                     : extend_by_filter(stage, limit, control);
  }

  bool extend_in_plane(const SumStage& stage, std::size_t limit, const WorkControl& control) {
    if (!sweep_stage(list_.data(), size_, stage, limit, control.threads, scratch_)) return false;
    const auto count = static_cast<long>(scratch_.size);
    add_links(stage, {scratch_.parent.begin(), scratch_.parent.begin() + count},
              {scratch_.option.begin(), scratch_.option.begin() + count});
    list_.swap(scratch_.coords);
    size_ = scratch_.size;
    return true;
  }

  bool extend_by_filter(const SumStage& stage, std::size_t limit, const WorkControl& control) {
    const std::size_t dim = plan_.dim;
    // Candidates, their sorted copy, the order and the search tree.
    const std::size_t bytes_per_candidate = 3 * 8 * dim + 32;
    const std::size_t candidates = size_ * stage.size();
    if (candidates > std::max(limit, bytes_left() / bytes_per_candidate)) return false;
    KeyedPoints points;
    points.dim = dim;
    points.coords.reserve(candidates * dim);
    points.keys.reserve(candidates);
    for (std::size_t o = 0; o < stage.size(); ++o) {
      for (std::size_t k = 0; k < size_; ++k) add_candidate(stage, o, k, points);
    }
    if (!keep_pareto(points, control) || points.size() > limit) return false;
    std::vector<std::uint32_t> parent(points.size());
    std::vector<std::uint16_t> option(points.size());
    for (std::size_t k = 0; k < points.size(); ++k) {
      parent[k] = static_cast<std::uint32_t>(points.keys[k]);
      option[k] = static_cast<std::uint16_t>(points.keys[k] >> 32U);
    }
    add_links(stage, std::move(parent), option);
    list_ = std::move(points.coords);
    size_ = points.size();
    return true;
  }

  /// Point k moved by option o, unless a rule can no longer be kept.
  void add_candidate(const SumStage& stage, std::size_t o, std::size_t k,
                     KeyedPoints& points) const {
    const std::int64_t* p = list_.data() + k * plan_.dim;
    const std::int64_t* row = stage.row.data() + o * plan_.dim;
    for (std::size_t r = 0; r < stage.floor.size(); ++r) {
      const std::size_t c = problem_.parties + r;
      if (p[c] + row[c] < stage.floor[r]) return;
    }
    for (std::size_t c = 0; c < plan_.dim; ++c) points.coords.push_back(p[c] + row[c]);
    points.keys.push_back((static_cast<std::uint64_t>(o) << 32U) | k);
  }

  void add_links(const SumStage& stage, std::vector<std::uint32_t> parent,
                 const std::vector<std::uint16_t>& option) {
    links_.emplace_back(stage.size(), std::move(parent), option);
    link_bytes_ += links_.back().bytes();
  }

  /// Shortens the list to about `count` points (more only for the best of each coordinate).
  void thin(std::size_t count) {
    if (count >= size_) return;
    std::vector<std::uint32_t> best;
    for (std::size_t c = 0; c < plan_.dim; ++c) {
      std::uint32_t top = 0;
      for (std::uint32_t k = 1; k < size_; ++k) {
        if (list_[k * plan_.dim + c] > list_[top * plan_.dim + c]) top = k;
      }
      best.push_back(top);
    }
    std::sort(best.begin(), best.end());
    best.erase(std::unique(best.begin(), best.end()), best.end());
    const auto kept = spread_indices(size_, count, best);
    for (std::size_t k = 0; k < kept.size(); ++k) {
      std::copy_n(list_.begin() + static_cast<long>(kept[k] * plan_.dim), plan_.dim,
                  list_.begin() + static_cast<long>(k * plan_.dim));
    }
    size_ = kept.size();
    link_bytes_ -= links_.back().bytes();
    links_.back().select(kept);
    link_bytes_ += links_.back().bytes();
  }

  Frontier finish() {
    auto status = partial_ ? FrontierStatus::partial : FrontierStatus::exact;
    list_.resize(size_ * plan_.dim);
    auto witnesses = std::make_shared<SumWitnesses>(plan_, std::move(links_));
    if (problem_.linear.empty()) {
      return {problem_.parties, std::move(list_), std::move(witnesses), status};
    }
    KeyedPoints points;
    points.dim = problem_.parties;
    for (std::size_t k = 0; k < size_; ++k) {
      const auto p = list_.begin() + static_cast<long>(k * plan_.dim);
      points.coords.insert(points.coords.end(), p, p + static_cast<long>(points.dim));
      points.keys.push_back(k);
    }
    // Cancelled only now: the list is whole, and the filter's work is that of one more stage.
    keep_pareto(points);
    std::vector<std::uint32_t> index(points.keys.begin(), points.keys.end());
    return {points.dim, std::move(points.coords),
            select_witnesses(std::move(witnesses), std::move(index)), status};
  }

  const Problem& problem_;
  const FrontierOptions& options_;
  const WorkControl& control_;
  std::size_t max_points_;
  bool in_plane_;
  SumPlan plan_;
  std::vector<std::int64_t> list_;  ///< [k * dim + c], k < size_, lexicographically falling
  std::size_t size_ = 0;
  std::vector<StageLinks> links_;
  std::size_t link_bytes_ = 0;
  PlaneStage scratch_;
  bool partial_ = false;
};

}  // namespace

Frontier additive_frontier(const Problem& problem, const FrontierOptions& options,
                           const WorkControl& control) {
  return SequentialSum(problem, options, control).run();
}

}  // namespace entente::bargain
