#include "entente/bargain/improve.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "entente/bargain/fallback.hpp"
#include "entente/bargain/improve_change.hpp"
#include "entente/bargain/improve_enumerate.hpp"
#include "entente/bargain/improve_frontier.hpp"
#include "entente/bargain/improve_moves.hpp"
#include "entente/bargain/improve_search.hpp"
#include "entente/bargain/improve_verify.hpp"
#include "entente/bargain/objective.hpp"
#include "entente/bargain/select_points.hpp"
#include "entente/bargain/warnings.hpp"

namespace entente::bargain {
namespace {

/// Search nodes before the frontier is asked, and points that it may hold then.
constexpr std::uint64_t k_first_look = 100'000;
constexpr std::size_t k_few_points = 200'000;
/// Beyond so many parties it is seldom small.
constexpr std::size_t k_few_parties = 3;

/// Carries one call of improve() from the draft to the answer.
class Improver {
 public:
  Improver(const Scenario& scenario, const ImproveOptions& options, const WorkControl& control,
           ImproveAnswer& answer)
      : scenario_(scenario),
        options_(options),
        control_(control),
        answer_(answer),
        problem_(answer.problem) {
    if (!problem_.cap.empty() || !problem_.aggregate.empty()) return;
    search_.emplace(problem_, answer.draft, options, control, [&](const Outcome& outcome) {
      return truly_better(scenario, answer.draft, outcome);
    });
    changes_.emplace(problem_, answer.draft, options, control);
  }

  void run() {
    look_at_draft();
    find_improvement();
    if (!answer_.acceptable) answer_.smallest_change = find_smallest_change();
    if (options_.frontier && !frontier_done()) {
      find_the_frontier(options_.frontier_options.max_points);
      settle_from_frontier();
    }
    complete_frontier();
    describe_improvement();
    if (!options_.frontier) answer_.frontier.reset();
    settle_completeness();
  }

 private:
  void look_at_draft() {
    answer_.draft_utility.resize(problem_.parties);
    utilities(problem_, answer_.draft.data(), answer_.draft_utility.data());
    for (const Rule* rule : broken_rules(scenario_, answer_.draft)) {
      answer_.broken.push_back(static_cast<std::size_t>(rule - scenario_.rules.data()));
    }
    answer_.acceptable =
        answer_.broken.empty() && accepted_by_all(problem_, answer_.draft_utility.data());
  }

  SmallestChange find_smallest_change() {
    SmallestChange change;
    if (changes_) {
      change = changes_->smallest_change();
    } else {
      change = enumerate_smallest_change(problem_, answer_.draft, options_, control_);
    }
    if (change.deal.found()) {
      change.changes = list_changes(problem_, answer_.draft, change.deal.outcome);
    }
    return change;
  }

  /// Mostly a search is done at once. Where it is not, gains are small next to what single options
  /// are worth: bounds are weak then, but few outcomes are better than the draft, and for a
  /// few parties their frontier is quickly listed. Only where that fails, too, the search goes on.
  void find_improvement() {
    const std::uint64_t limit = options_.search.max_nodes;
    const std::uint64_t first_look = limit == 0 ? k_first_look : std::min(limit, k_first_look);
    if (search_) answer_.improvement = search_->best_improvement(first_look);
    if (search_ && settled(answer_.improvement.deal)) return;
    const std::size_t most = options_.frontier_options.max_points;
    if (!search_ || problem_.parties <= k_few_parties) {
      find_the_frontier(search_ ? std::min(most, k_few_points) : most);
      settle_from_frontier();
    }
    if (search_ && !settled(answer_.improvement.deal) && first_look != limit) {
      answer_.improvement = search_->best_improvement(limit);
    }
  }

  /// Is the frontier there, or as complete as enumeration can make it?
  [[nodiscard]] bool frontier_done() const {
    if (!answer_.frontier) return false;
    return !search_ || answer_.frontier->status() == FrontierStatus::exact;
  }

  static bool decided(const Deal& deal) {
    return deal.status == Status::none || deal.status == Status::exact;
  }
  static bool settled(const Deal& deal) { return decided(deal) && deal.ties_complete; }

  void find_the_frontier(std::size_t max_points) {
    const Deal& deal = answer_.improvement.deal;
    if (deal.status == Status::none) {  // it is proven that there is no such point
      answer_.frontier = Frontier(problem_.parties, {}, nullptr, FrontierStatus::exact);
      return;
    }
    FrontierOptions limits = options_.frontier_options;
    limits.max_points = max_points;
    if (max_points < options_.frontier_options.max_points) limits.epsilon = 0;  // no use here
    answer_.frontier =
        improvement_frontier(problem_, answer_.draft_utility, deal.utility, limits, control_);
  }

  /// A frontier that is cut short holds the improvement all the same.
  void complete_frontier() {
    const Deal& deal = answer_.improvement.deal;
    if (!answer_.frontier || answer_.frontier->status() == FrontierStatus::exact) return;
    if (deal.found())
      answer_.frontier = add_points(*answer_.frontier, {{deal.utility, deal.outcome}});
  }

  /// A complete frontier holds the improvement, whatever the search left open.
  void settle_from_frontier() {
    Improvement& improvement = answer_.improvement;
    Deal& deal = improvement.deal;
    const auto& f = answer_.frontier;
    if (settled(deal) || !f || (search_ && problem_.arithmetic != Arithmetic::exact)) return;
    if (f->status() != FrontierStatus::exact) {
      if (!deal.found()) take_best_of(*f, Status::bound);
      return;
    }
    if (f->size() > 0) return take_best_of(*f, Status::exact);
    if (problem_.arithmetic != Arithmetic::exact) {
      deal.reason = "an improvement too small to be told from rounding may exist";
      return;
    }
    deal = Deal();
    deal.status = Status::none;
    deal.reason = k_nothing_left;
    improvement.gainers.clear();
  }

  void take_best_of(const Frontier& f, Status status) {
    const Problem from_draft = counted_from(problem_, answer_.draft_utility);
    auto best = find_fallback(from_draft, &f, nullptr, options_.search, control_);
    if (!best) return;
    if (!truly_better(scenario_, answer_.draft, best->outcome)) {
      answer_.improvement.deal.reason = "the gains found are so small that they are only rounding";
      return;
    }
    Deal& deal = answer_.improvement.deal;
    deal = std::move(*best);
    deal.status = status;
    if (status == Status::bound) {
      deal.gap = std::numeric_limits<double>::infinity();
      deal.ties_complete = false;
    }
    answer_.improvement.gainers.clear();
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      if (deal.utility[j] > answer_.draft_utility[j]) {
        answer_.improvement.gainers.emplace_back(j);
      }
    }
  }

  void describe_improvement() {
    Improvement& improvement = answer_.improvement;
    Deal& deal = improvement.deal;
    if (!deal.found()) {
      if (deal.reason.empty()) {
        deal.reason = "the search stopped before an improvement was found or excluded";
      }
      return;
    }
    deal.witness_canonical = false;
    auto nearest = changes_ ? changes_->nearest_outcome(deal.utility)
                            : enumerate_nearest(problem_, answer_.draft, deal.utility,
                                                options_.frontier_options.max_outcomes, control_);
    if (nearest) {
      deal.outcome = std::move(*nearest);
      deal.witness_canonical = true;
    }
    improvement.changes = list_changes(problem_, answer_.draft, deal.outcome);
    improvement.order =
        find_order(scenario_, problem_, answer_.draft, improvement.changes, control_);
  }

  void settle_completeness() {
    const Improvement& improvement = answer_.improvement;
    answer_.complete =
        settled(improvement.deal) && !control_.cancelled() &&
        (!improvement.deal.found() || improvement.order.kind != MoveOrder::Kind::unknown) &&
        (!answer_.smallest_change || decided(answer_.smallest_change->deal));
  }

  const Scenario& scenario_;
  const ImproveOptions& options_;
  const WorkControl& control_;
  ImproveAnswer& answer_;
  const Problem& problem_;
  std::optional<ImproveSearch> search_;
  std::optional<ChangeSearch> changes_;
};

}  // namespace

Result<ImproveAnswer> improve(const Scenario& scenario, const Outcome& draft,
                              const ImproveOptions& options, const WorkControl& control) {
  if (!options.search.weights.empty() && !exponents_fit(options.search.weights)) {
    return tl::unexpected(Diagnostics{unfit_weights()});
  }
  auto problem = make_problem(scenario, options.threats);
  if (!problem) return tl::unexpected(std::move(problem.error()));
  ImproveAnswer answer;
  answer.problem = std::move(*problem);
  answer.draft = draft;
  Improver(scenario, options, control, answer).run();
  answer.warnings = value_warnings(scenario, answer.problem);
  if (options.verify) {
    auto errors = verify_improvement(scenario, options, answer);
    if (!errors.empty()) return tl::unexpected(std::move(errors));
  }
  return answer;
}

}  // namespace entente::bargain
