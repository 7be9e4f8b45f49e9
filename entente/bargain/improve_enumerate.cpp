#include "entente/bargain/improve_enumerate.hpp"

#include <algorithm>
#include <utility>

#include "entente/bargain/enumerate.hpp"
#include "entente/bargain/fallback.hpp"
#include "entente/bargain/select_points.hpp"

namespace entente::bargain {
namespace {

std::int64_t count_changes(const Outcome& draft, const Outcome& outcome) {
  std::int64_t count = 0;
  for (std::size_t i = 0; i < draft.size(); ++i) count += outcome[i] != draft[i] ? 1 : 0;
  return count;
}

/// The least cost seen, and all outcomes of that cost.
class ChangeByEnumeration {
 public:
  ChangeByEnumeration(const Problem& problem, const Outcome& draft, const ImproveOptions& options)
      : problem_(problem), draft_(draft), options_(options) {}

  [[nodiscard]] SmallestChange find(const WorkControl& control) {
    SmallestChange change;
    change.least_cost = options_.least_cost;
    Deal& deal = change.deal;
    const auto end = for_each_feasible_outcome(
        problem_, options_.frontier_options.max_outcomes, control,
        [this](const std::int64_t* u, const Outcome& outcome) { return look_at(u, outcome); });
    if (end == EnumerationEnd::complete)
      deal.status = points_.empty() ? Status::none : Status::exact;
    deal.witness_canonical = end == EnumerationEnd::complete;
    if (points_.empty() || end != EnumerationEnd::complete) {
      deal.reason = deal.status == Status::none
                        ? "no outcome that the rules allow is acceptable to every party"
                        : "the search stopped before all outcomes were seen";
      return change;
    }
    choose(deal);
    change.choice_proven = complete_;
    return change;
  }

 private:
  /// Less is better: the cost to the party named (its utility, negated), then the issues changed.
  using Cost = std::pair<std::int64_t, std::int64_t>;

  bool look_at(const std::int64_t* utility, const Outcome& outcome) {
    if (!accepted_by_all(problem_, utility)) return true;
    Cost cost{0, 0};
    if (options_.least_cost) cost.first = -utility[options_.least_cost->index()];
    cost.second = count_changes(draft_, outcome);
    if (!points_.empty() && cost > cost_) return true;
    if (points_.empty() || cost < cost_) {
      points_.clear();
      complete_ = true;
    }
    cost_ = cost;
    const bool known = std::any_of(points_.begin(), points_.end(), [&](const KnownPoint& p) {
      return std::equal(p.utility.begin(), p.utility.end(), utility);
    });
    if (known) return true;
    if (points_.size() < options_.search.max_ties) {
      points_.push_back({{utility, utility + problem_.parties}, outcome});
    } else {
      complete_ = false;
    }
    return true;
  }

  void choose(Deal& deal) {
    deal.ties = points_.size();
    deal.ties_complete = complete_;
    deal.utility = points_.front().utility;
    deal.outcome = points_.front().outcome;
    const Frontier list = list_points(problem_.parties, std::move(points_));
    if (const auto best = find_fallback(problem_, &list, nullptr, options_.search, {})) {
      deal.utility = best->utility;
      deal.outcome = best->outcome;
    }
    deal.value = static_cast<double>(cost_.second);
    if (!options_.least_cost) return;
    const std::size_t party = options_.least_cost->index();
    std::vector<std::int64_t> before(problem_.parties);
    utilities(problem_, draft_.data(), before.data());
    deal.value = to_points(problem_, party, before[party] - deal.utility[party]);
  }

  const Problem& problem_;
  const Outcome& draft_;
  const ImproveOptions& options_;
  std::vector<KnownPoint> points_;  ///< of the least cost so far, no utilities twice
  Cost cost_;
  bool complete_ = true;
};

}  // namespace

bool accepted_by_all(const Problem& problem, const std::int64_t* utility) {
  for (std::size_t j = 0; j < problem.parties; ++j) {
    if (utility[j] < problem.no_deal[j]) return false;
  }
  return true;
}

SmallestChange enumerate_smallest_change(const Problem& problem, const Outcome& draft,
                                         const ImproveOptions& options,
                                         const WorkControl& control) {
  return ChangeByEnumeration(problem, draft, options).find(control);
}

std::optional<Outcome> enumerate_nearest(const Problem& problem, const Outcome& draft,
                                         const std::vector<std::int64_t>& utility,
                                         std::uint64_t max_steps, const WorkControl& control) {
  std::optional<Outcome> nearest;
  std::int64_t fewest = 0;
  const auto end = for_each_feasible_outcome(
      problem, max_steps, control, [&](const std::int64_t* u, const Outcome& outcome) {
        if (!std::equal(utility.begin(), utility.end(), u)) return true;
        const std::int64_t changes = count_changes(draft, outcome);
        if (nearest && changes >= fewest) return true;
        nearest = outcome;
        fewest = changes;
        return true;
      });
  return end == EnumerationEnd::complete ? nearest : std::nullopt;
}

}  // namespace entente::bargain
