#include "entente/bargain/additive_frontier.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <numeric>
#include <utility>

#include "entente/bargain/pareto_filter.hpp"
#include "entente/bargain/select_points.hpp"
#include "entente/bargain/sum_list.hpp"
#include "entente/bargain/sum_plan.hpp"

namespace entente::bargain {
namespace {

/// Once thinned, a list has at least room for this many points (max_points permitting), whatever
/// is left of the bytes, so that a partial answer is never empty-handed.
constexpr std::size_t k_least_thinned = 64;
/// With more than two coordinates, no more than this many: a thinned list says too little to take
/// long over it.
constexpr std::size_t k_thinned_in_space = 50'000;
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
    list_ = in_plane_ ? make_plane_sum(plan_) : make_space_sum(plan_);
    for (std::size_t s = 0; s < plan_.stages.size(); ++s) {
      const auto tell = [&] { control_.report({"frontier", "issues", s, plan_.stages.size()}); };
      tell();
      if (control_.cancelled() || !affordable(plan_.stages[s])) partial_ = true;
      if (!partial_ && extend(plan_.stages[s], limits(), control_, tell)) continue;
      partial_ = true;
      const std::size_t points = thinned_room(s);
      thin(std::max<std::size_t>(1, points / plan_.stages[s].size()));
      // Never fails: the list is short enough and nothing can cancel it.
      (void)extend(plan_.stages[s], {points * plan_.stages[s].size(), SIZE_MAX}, WorkControl{}, {});
    }
    control_.report({"frontier", "issues", plan_.stages.size(), plan_.stages.size()});
    if (partial_) thin(max_points_);
    return finish();
  }

 private:
  [[nodiscard]] SumList::Limits limits() const {
    return {max_points_, options_.max_bytes > link_bytes_ ? options_.max_bytes - link_bytes_ : 0};
  }

  /// Counts a stage's candidates; false when they are too many.
  bool affordable(const SumStage& stage) {
    if (plan_.dim < 3 || problem_.parties > 5) return true;
    candidates_ += candidate_weight(plan_.dim) * list_->size() * stage.size();
    return candidates_ <= options_.max_candidates;
  }

  /// Points each of the remaining stages may have once the frontier is partial.
  [[nodiscard]] std::size_t thinned_room(std::size_t s) const {
    const std::size_t stages = plan_.stages.size() - s;
    const std::size_t bytes_per_point = 2 * 8 * plan_.dim + 11;
    const std::size_t held = std::min(limits().bytes, list_->bytes());
    const std::size_t left = limits().bytes - held;
    std::size_t points = std::max(k_least_thinned, left / bytes_per_point / stages);
    if (!in_plane_) points = std::min(points, k_thinned_in_space);
    if (control_.cancelled()) points = std::min(points, k_cancelled_points);
    return std::min(points, max_points_);
  }

  /// Adds one issue; false, with the list as it was, at a limit or when cancelled.
  bool extend(const SumStage& stage, SumList::Limits limits, const WorkControl& control,
              const std::function<void()>& told) {
    auto links = list_->extend(stage, limits, control, told);
    if (!links) return false;
    links_.push_back(std::move(*links));
    link_bytes_ += links_.back().bytes();
    return true;
  }

  void sort() {
    const auto stood = list_->sort();
    if (!stood.empty() && !links_.empty()) links_.back().select(stood);
  }

  /// Shortens the list to about `count` points (more only for the best of each coordinate).
  void thin(std::size_t count) {
    const std::size_t size = list_->size();
    if (count >= size) return;
    sort();
    const auto coords = list_->coordinates(plan_.dim);
    std::vector<std::uint32_t> best;
    for (std::size_t c = 0; c < plan_.dim; ++c) {
      std::uint32_t top = 0;
      for (std::uint32_t k = 1; k < size; ++k) {
        if (coords[k * plan_.dim + c] > coords[top * plan_.dim + c]) top = k;
      }
      best.push_back(top);
    }
    std::sort(best.begin(), best.end());
    best.erase(std::unique(best.begin(), best.end()), best.end());
    const auto kept = spread_indices(size, count, best);
    list_->select(kept);
    link_bytes_ -= links_.back().bytes();
    links_.back().select(kept);
    link_bytes_ += links_.back().bytes();
  }

  Frontier finish() {
    sort();
    auto status = partial_ ? FrontierStatus::partial : FrontierStatus::exact;
    auto witnesses = std::make_shared<SumWitnesses>(plan_, std::move(links_));
    auto utilities = list_->coordinates(problem_.parties);
    list_.reset();
    if (problem_.linear.empty()) {
      return {problem_.parties, std::move(utilities), std::move(witnesses), status};
    }
    KeyedPoints points{problem_.parties, std::move(utilities), {}};
    points.keys.resize(points.coords.size() / points.dim);
    std::iota(points.keys.begin(), points.keys.end(), std::uint64_t{0});
    // Cancelled only now: the list is whole, and the filter's work is that of one more stage.
    keep_pareto(points, WorkControl{nullptr, {}, control_.threads});
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
  std::unique_ptr<SumList> list_;
  std::vector<StageLinks> links_;
  std::size_t link_bytes_ = 0;
  std::uint64_t candidates_ = 0;
  bool partial_ = false;
};

}  // namespace

Frontier additive_frontier(const Problem& problem, const FrontierOptions& options,
                           const WorkControl& control) {
  return SequentialSum(problem, options, control).run();
}

}  // namespace entente::bargain
