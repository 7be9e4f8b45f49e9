#include "entente/bargain/solve.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "entente/bargain/concepts.hpp"
#include "entente/bargain/fallback.hpp"
#include "entente/bargain/find_frontier.hpp"
#include "entente/bargain/leximin.hpp"
#include "entente/bargain/verify.hpp"
#include "entente/bargain/warnings.hpp"

namespace entente::bargain {
namespace {

/// Search nodes spent at most on the smallest witness of one deal; past it the frontier's own
/// witness is shown and the deal says so.
constexpr std::uint64_t k_witness_nodes = 2'000'000;

/// Carries one call of solve() from the problem to the deals.
class Solver {
 public:
  Solver(const SolveOptions& options, const WorkControl& control, Solution& solution)
      : options_(options), control_(control), solution_(solution), problem_(solution.problem) {
    if (problem_.cap.empty() && problem_.aggregate.empty()) {
      engine_ =
          problem_.separable() ? make_separable_engine(problem_) : make_general_engine(problem_);
    }
  }

  /// Two parties: the frontier is quick and every deal lies on it. More parties: deals first,
  /// because the frontier may be too large to finish. Utilities that are no sums: only the
  /// frontier's enumeration can tell.
  void run() {
    const bool frontier_first = engine_ == nullptr || problem_.parties <= 2;
    const bool wanted = options_.frontier || engine_ == nullptr;
    if (frontier_first && wanted) find_the_frontier();
    for (const auto concept_ : k_concepts) deal(concept_) = find_one(concept_);
    if (!frontier_first && wanted) {
      find_the_frontier();
      settle_from_frontier();
    }
    if (solution_.deal(Concept::nash).status == Status::none) {
      solution_.nash_fallback = find_fallback(problem_, exact_frontier(), engine_.get(),
                                              limits(options_.search.max_nodes), control_);
    }
    if (!options_.frontier) solution_.frontier.reset();
    if (control_.cancelled()) solution_.complete = false;
  }

 private:
  Deal& deal(Concept concept_) { return solution_.deals[static_cast<std::size_t>(concept_)]; }

  static SearchLimits limits(std::uint64_t nodes) { return SearchLimits{nodes}; }

  void find_the_frontier() {
    solution_.frontier = find_frontier(problem_, options_.frontier_options, control_);
  }

  [[nodiscard]] const Frontier* exact_frontier() const {
    const auto& f = solution_.frontier;
    return f && f->status() == FrontierStatus::exact ? &*f : nullptr;
  }

  Deal find_one(Concept concept_) {
    if (exact_frontier() != nullptr) return from_frontier(concept_);
    if (engine_ != nullptr) {
      Deal found = find_deal(problem_, *engine_, concept_, options_.search, control_);
      if (found.status == Status::bound || found.status == Status::unknown) {
        solution_.complete = false;
      }
      return found;
    }
    solution_.complete = false;
    return from_partial(concept_);
  }

  Deal from_frontier(Concept concept_) {
    const Frontier& f = *solution_.frontier;
    std::size_t index = f.size();
    Deal chosen = choose_deal(problem_, f.size() == 0 ? nullptr : f.utility(0), f.size(), concept_,
                              options_.search, &index);
    if (index < f.size()) set_witness(concept_, f, index, chosen);
    return chosen;
  }

  /// The frontier's witness, replaced by the smallest one where a search can find it.
  void set_witness(Concept concept_, const Frontier& f, std::size_t index, Deal& chosen) {
    chosen.outcome = f.outcome(index);
    chosen.witness_canonical = false;
    if (engine_ == nullptr) return;
    // The chosen vector is Pareto optimal: with itself as the floor, nothing else is left, and a
    // direction in which it is (nearly) best keeps the search small.
    std::vector<Rational> weight(problem_.parties);
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      const std::int64_t gain = chosen.utility[j] - problem_.no_deal[j];
      weight[j] =
          gain > 0 ? Rational(Integer(problem_.denominator[j]), Integer(gain)) : Rational(1);
    }
    if (concept_ == Concept::utilitarian) {
      weight = concept_weights(problem_, concept_, options_.search, {});
    }
    const Objective objective(problem_, Objective::Kind::linear, weight, chosen.utility);
    if (auto smallest = engine_->smallest_witness(objective, chosen.utility,
                                                  limits(k_witness_nodes), control_)) {
      chosen.outcome = std::move(*smallest);
      chosen.witness_canonical = true;
    }
  }

  /// The best point known, with the distance to what no outcome can exceed.
  Deal from_partial(Concept concept_) {
    Deal chosen = from_frontier(concept_);
    if (chosen.status == Status::none || concept_ == Concept::kalai_smorodinsky) {
      // Points may be missing, so absence and the ideal point prove nothing.
      Deal unknown;
      unknown.reason = "the search stopped before all outcomes were seen";
      return unknown;
    }
    const auto best = utility_ceiling(problem_);
    chosen.status = Status::bound;
    chosen.gap =
        concept_value(problem_, concept_, concept_weights(problem_, concept_, options_.search, {}),
                      best.data()) -
        chosen.value;
    chosen.ties_complete = false;
    return chosen;
  }

  /// After the frontier turned out complete: whatever the searches left open.
  void settle_from_frontier() {
    if (exact_frontier() == nullptr) return;
    bool open = false;
    for (const auto concept_ : k_concepts) {
      Deal& d = deal(concept_);
      if (d.status == Status::bound || d.status == Status::unknown || !d.ties_complete) {
        d = from_frontier(concept_);
      }
      open = open || d.status == Status::bound || d.status == Status::unknown;
    }
    solution_.complete = !open;
  }

  const SolveOptions& options_;
  const WorkControl& control_;
  Solution& solution_;
  const Problem& problem_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace

bool Solution::has_deal() const {
  return std::any_of(deals.begin(), deals.end(), [](const Deal& d) { return d.found(); });
}

Result<Solution> solve(const Scenario& scenario, const SolveOptions& options,
                       const WorkControl& control) {
  auto problem = make_problem(scenario, options.threats);
  if (!problem) return tl::unexpected(std::move(problem.error()));
  Solution solution;
  solution.problem = std::move(*problem);
  if (scenario.has_status_quo) solution.no_deal = no_deal_outcome(scenario, options.threats);
  Solver(options, control, solution).run();
  const Deal& recommended = solution.deal(options.recommended);
  if (scenario.has_status_quo && recommended.found()) {
    solution.ledger = make_ledger(scenario, recommended.outcome);
  }
  solution.warnings = solution_warnings(scenario, options, solution);
  if (options.verify) {
    auto errors = verify(scenario, options, solution);
    if (!errors.empty()) return tl::unexpected(std::move(errors));
  }
  return solution;
}

}  // namespace entente::bargain
