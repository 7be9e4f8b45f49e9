#include "entente/bargain/solve.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "entente/bargain/concepts.hpp"
#include "entente/bargain/fallback.hpp"
#include "entente/bargain/find_frontier.hpp"
#include "entente/bargain/rounding.hpp"
#include "entente/bargain/select_points.hpp"
#include "entente/bargain/verify.hpp"
#include "entente/bargain/warnings.hpp"
#include "entente/bargain/witness.hpp"

namespace entente::bargain {
namespace {

/// Search nodes for each concept in the rounds before the last, so that every concept has an
/// answer, and most are proven, before one of them or the frontier uses up the time.
constexpr std::uint64_t k_short_round = 20'000;
constexpr std::uint64_t k_long_round = 2'000'000;

/// Carries one call of solve() from the problem to the deals.
class Solver {
 public:
  Solver(const SolveOptions& options, const WorkControl& control, Solution& solution)
      : options_(options), control_(control), solution_(solution), problem_(solution.problem) {
    if (problem_.cap.empty() && problem_.aggregate.empty()) {
      engine_ = make_engine(problem_, control_);
    }
  }

  /// Two parties: the frontier is quick and every deal lies on it. More parties: deals first,
  /// because the frontier may be too large to finish, but for those that take long: a complete
  /// frontier has them. Utilities that are no sums: only the frontier's enumeration can tell.
  void run() {
    const bool frontier_first = engine_ == nullptr || problem_.parties <= 2;
    const bool wanted = options_.frontier || engine_ == nullptr;
    if (frontier_first && wanted) find_the_frontier();
    find_deals(k_short_round);
    find_deals(k_long_round);
    if (!frontier_first && wanted) find_the_frontier();
    if (exact_frontier() == nullptr) {
      find_deals(0);
      share_what_is_known();
    } else if (!frontier_first) {
      settle_from_frontier();
    }
    if (solution_.deal(Concept::nash).status == Status::none) {
      solution_.nash_fallback =
          find_fallback(problem_, exact_frontier(), engine_.get(), options_.search, control_);
    }
    const bool open =
        std::any_of(solution_.deals.begin(), solution_.deals.end(), [](const Deal& d) {
          return d.status == Status::bound || d.status == Status::unknown || !d.blocking_complete;
        });
    solution_.complete = !open && !control_.cancelled();
  }

  /// After run().
  void fall_back(const Scenario& scenario) {
    FallbackBargainingOptions options;
    options.source = {&scenario, options_.threats};
    options.max_nodes = options_.search.max_nodes;
    solution_.fallback_bargaining = find_fallback_bargaining(
        problem_, scenario.acceptance, exact_frontier(), engine_.get(), options, control_);
    if (solution_.fallback_bargaining->status == Status::unknown) solution_.complete = false;
  }

 private:
  Deal& deal(Concept concept_) { return solution_.deals[static_cast<std::size_t>(concept_)]; }

  void find_the_frontier() {
    solution_.frontier = find_frontier(problem_, options_.frontier_options, control_);
  }

  [[nodiscard]] const Frontier* exact_frontier() const {
    const auto& f = solution_.frontier;
    return f && f->status() == FrontierStatus::exact ? &*f : nullptr;
  }

  /// Searches for the deals that are not settled, with at most so many nodes for each (0: as many
  /// as the caller allows).
  void find_deals(std::uint64_t nodes) {
    SearchOptions search = options_.search;
    const bool shorter = nodes != 0 && (search.max_nodes == 0 || nodes < search.max_nodes);
    if (shorter) search.max_nodes = nodes;
    if (searched_all_) return;
    searched_all_ = !shorter || exact_frontier() != nullptr;
    for (const auto concept_ : k_concepts) {
      Deal& d = deal(concept_);
      if (is_settled(d) || (d.found() && control_.cancelled())) continue;
      d = better_known(concept_, std::move(d), find_one(concept_, search));
      if (d.status != Status::none) continue;
      // That nobody can all gain is one fact for all concepts.
      const Deal proof = d;
      solution_.deals.fill(proof);
      return;
    }
  }

  [[nodiscard]] static bool is_settled(const Deal& d) {
    if (d.status == Status::none) return d.blocking_complete;
    return d.status == Status::exact && d.ties_complete && d.witness_canonical;
  }

  /// Of two answers, one of which may have been interrupted: the better outcome, the tighter bound.
  [[nodiscard]] static Deal better_known(Concept concept_, Deal first, Deal second) {
    if (second.status == Status::exact || second.status == Status::none || !first.found()) {
      return second;
    }
    if (first.status == Status::exact || !second.found()) return first;
    // Shares of ideals that are known differently well cannot be compared.
    if (concept_ == Concept::kalai_smorodinsky) return second.gap < first.gap ? second : first;
    const double upper = std::min(first.value + first.gap, second.value + second.gap);
    Deal& best = second.value >= first.value ? second : first;
    best.gap = std::max(0.0, upper - best.value);
    return std::move(best);
  }

  Deal find_one(Concept concept_, const SearchOptions& search) {
    if (exact_frontier() != nullptr) return from_frontier(concept_);
    if (engine_ != nullptr) return find_deal(problem_, *engine_, concept_, search, control_);
    Deal unknown;
    unknown.witness_canonical = false;
    unknown.reason = "the search stopped before all outcomes were seen";
    return unknown;
  }

  Deal from_frontier(Concept concept_) {
    const Frontier& f = *solution_.frontier;
    std::size_t index = f.size();
    Deal chosen = choose_deal(problem_, f.size() == 0 ? nullptr : f.utility(0), f.size(), concept_,
                              options_.search, &index);
    if (index == f.size()) return chosen;
    chosen.outcome = f.outcome(index);
    chosen.witness_canonical = false;
    if (engine_ != nullptr) set_smallest_witness(problem_, *engine_, control_, chosen);
    return chosen;
  }

  /// After the frontier turned out complete: whatever the searches left open.
  void settle_from_frontier() {
    for (const auto concept_ : k_concepts) {
      Deal& d = deal(concept_);
      if (d.status == Status::bound || d.status == Status::unknown || !d.ties_complete) {
        d = from_frontier(concept_);
      }
    }
  }

  /// What was found for one purpose serves all: a frontier that is not complete contains the deals,
  /// and a deal that is not proven is the best of all outcomes known.
  void share_what_is_known() {
    const auto none = std::find_if(solution_.deals.begin(), solution_.deals.end(),
                                   [](const Deal& d) { return d.status == Status::none; });
    if (none != solution_.deals.end()) {
      const Deal proof = *none;
      solution_.deals.fill(proof);
      return;
    }
    std::vector<KnownPoint> points;
    for (const Deal& d : solution_.deals) {
      if (d.found()) points.push_back({d.utility, d.outcome});
    }
    const Frontier empty(problem_.parties, {}, nullptr, FrontierStatus::partial);
    Frontier known = add_points(solution_.frontier.value_or(empty), std::move(points));
    for (const auto concept_ : k_concepts) {
      improve_deal(problem_, known, concept_, options_.search, deal(concept_));
    }
    if (solution_.frontier) solution_.frontier = std::move(known);
  }

  const SolveOptions& options_;
  const WorkControl& control_;
  Solution& solution_;
  const Problem& problem_;
  std::unique_ptr<Engine> engine_;
  bool searched_all_ = false;  ///< with all nodes that the caller allows
};

void withdraw(const char* reason, Solution& solution, Deal& deal) {
  deal = Deal();
  deal.witness_canonical = false;
  deal.reason = reason;
  solution.complete = false;
}

/// Do all parties gain by the deal, by the exact definitions?
bool truly_gained(const Scenario& scenario, const std::vector<ThreatCarriedOut>& threats,
                  const Deal& deal) {
  for (std::size_t j = 0; j < scenario.party_count(); ++j) {
    const PartyId party(j);
    if (utility(scenario, party, deal.outcome) <= no_deal_utility(scenario, party, threats)) {
      return false;
    }
  }
  return true;
}

/// Would there be no deal either if every party asked for less, by more than rounding can hide?
bool none_despite_rounding(const Scenario& scenario, const SolveOptions& options,
                           const WorkControl& control, const Problem& problem) {
  Problem lenient = problem;
  const auto units = rounding_units(problem);
  for (std::size_t j = 0; j < problem.parties; ++j) lenient.no_deal[j] -= 1 + units[j];
  SolveOptions without_frontier = options;
  without_frontier.frontier = false;
  const auto none = [&] {
    Solution solution;
    solution.problem = lenient;
    Solver(without_frontier, control, solution).run();
    return solution.deal(Concept::nash).status == Status::none;
  };
  if (none()) return true;
  rule_out_status_quo(scenario, options.threats, lenient);
  return none();
}

/// Where values were rounded, a gain may be nothing but rounding, and rounding may hide a gain:
/// answers that do not stand without it are withdrawn.
void allow_for_rounding(const Scenario& scenario, const SolveOptions& options,
                        const WorkControl& control, Solution& solution) {
  if (solution.problem.arithmetic == Arithmetic::exact) return;
  for (Deal& deal : solution.deals) {
    if (!deal.found() || truly_gained(scenario, options.threats, deal)) continue;
    withdraw("the gains found are so small that they are only rounding", solution, deal);
  }
  if (solution.deal(Concept::nash).status != Status::none ||
      none_despite_rounding(scenario, options, control, solution.problem)) {
    return;
  }
  for (Deal& deal : solution.deals) {
    withdraw("gains too small to be told from rounding may be possible", solution, deal);
  }
  solution.nash_fallback.reset();
}

}  // namespace

bool Solution::has_deal() const {
  return std::any_of(deals.begin(), deals.end(), [](const Deal& d) { return d.found(); });
}

Result<Solution> solve(const Scenario& scenario, const SolveOptions& options,
                       const WorkControl& control) {
  if (!options.search.weights.empty() && !exponents_fit(options.search.weights)) {
    return tl::unexpected(Diagnostics{unfit_weights()});
  }
  auto problem = make_problem(scenario, options.threats);
  if (!problem) return tl::unexpected(std::move(problem.error()));
  Solution solution;
  solution.problem = std::move(*problem);
  if (scenario.has_status_quo) solution.no_deal = no_deal_outcome(scenario, options.threats);
  Solver solver(options, control, solution);
  solver.run();
  if (options.fallback_bargaining) solver.fall_back(scenario);
  if (!options.frontier) solution.frontier.reset();
  if (options.peer_points) {
    solution.peer_points =
        find_peer_points(solution.problem, solution.frontier ? &*solution.frontier : nullptr);
  }
  allow_for_rounding(scenario, options, control, solution);
  if (options.adjusted_winner) solution.adjusted_winner = adjusted_winner(scenario);
  const Deal& recommended = solution.deal(options.recommended);
  if (options.best > 0) {
    solution.best = find_best(solution.problem, options.recommended, recommended, options.best,
                              options.search, control);
    solution.complete = solution.complete && solution.best->complete;
  }
  if (scenario.has_status_quo && recommended.found()) {
    solution.ledger = make_ledger(scenario, recommended.outcome);
  }
  solution.warnings = solution_warnings(scenario, solution);
  if (options.verify) {
    auto errors = verify(scenario, options, solution);
    if (!errors.empty()) return tl::unexpected(std::move(errors));
  }
  return solution;
}

}  // namespace entente::bargain
