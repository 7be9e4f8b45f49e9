#include "entente/bargain/improve_change.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "entente/bargain/fallback.hpp"
#include "entente/bargain/improve_search.hpp"
#include "entente/bargain/leximin.hpp"
#include "entente/bargain/select_points.hpp"
#include "entente/bargain/tie_search.hpp"

namespace entente::bargain {
namespace {

/// Nodes for the outcome to show, so that a hard one does not hold up the answer.
constexpr std::uint64_t k_witness_nodes = 2'000'000;
constexpr std::uint64_t k_tie_witness_nodes = 200'000;
/// Nodes for counting equally small changes, and for finding the best of them. Both are worth
/// little next to the change itself, and can take a hundred times as long.
constexpr std::uint64_t k_count_nodes = 10'000;
constexpr std::uint64_t k_choice_nodes = 20'000;

std::vector<Rational> weight_of(const Problem& problem, std::size_t party) {
  std::vector<Rational> weight(problem.parties, 0);
  weight[party] = 1;
  return weight;
}

std::vector<std::int64_t> without_last(std::vector<std::int64_t> utility) {
  utility.pop_back();
  return utility;
}

}  // namespace

/// What is known of the equally small changes.
struct ChangeSearch::Choice {
  std::vector<KnownPoint> points;      ///< some of them; utilities without the counter
  bool proven = false;                 ///< the best of all is among them
  std::optional<Objective> objective;  ///< one for which that is (near) optimal
};

Problem counting_changes(const Problem& problem, const Outcome& draft) {
  Problem out = problem;
  const std::size_t n = problem.parties;
  out.parties = n + 1;
  out.value.clear();
  out.value.reserve(problem.option_total() * out.parties);
  for (std::size_t i = 0; i < problem.issues; ++i) {
    for (std::size_t o = 0; o < problem.options[i]; ++o) {
      const std::int64_t* row = problem.row(i, o);
      out.value.insert(out.value.end(), row, row + n);
      out.value.push_back(o == draft[i] ? 0 : -1);
    }
  }
  for (auto& term : out.terms) term.add.push_back(0);
  out.no_deal.push_back(-static_cast<std::int64_t>(problem.issues));
  out.denominator.emplace_back(1);
  out.tolerance.push_back(0);
  return out;
}

ChangeSearch::ChangeSearch(const Problem& problem, const Outcome& draft,
                           const ImproveOptions& options, const WorkControl& control)
    : problem_(problem),
      options_(options),
      control_(control),
      counting_(counting_changes(problem, draft)),
      floor_(counting_.no_deal),
      at_draft_(problem.parties + 1) {
  utilities(counting_, draft.data(), at_draft_.data());
}

Engine& ChangeSearch::engine() {
  if (!engine_) engine_ = make_engine(counting_, control_);
  return *engine_;
}

/// The caller's limit for a question, or this one where it is lower.
SearchLimits ChangeSearch::at_most(std::uint64_t nodes) const {
  const std::uint64_t limit = options_.search.max_nodes;
  return {limit == 0 ? nodes : std::min(limit, nodes)};
}

std::optional<Outcome> ChangeSearch::nearest_outcome(const std::vector<std::int64_t>& utility) {
  auto floor = utility;
  floor.push_back(counting_.no_deal.back());
  const auto weight = weight_of(counting_, problem_.parties);
  const Objective fewest(counting_, Objective::Kind::linear, weight, floor);
  const auto found = engine().maximise(fewest, {k_witness_nodes}, control_);
  if (found.status != Status::exact || without_last(found.utility) != utility) return std::nullopt;
  const Objective level(counting_, Objective::Kind::linear, weight, found.utility);
  return engine().smallest_witness(level, found.utility, {k_witness_nodes}, control_);
}

/// Raises the party's floor to the greatest utility it can have, and notes it in `deal`. The first
/// party asked about decides value and gap.
void ChangeSearch::minimise(std::size_t party, Deal& deal) {
  const bool first = deal.outcome.empty();
  const Objective objective(counting_, Objective::Kind::linear, weight_of(counting_, party),
                            floor_);
  const auto found = engine().maximise(objective, {options_.search.max_nodes}, control_);
  deal.nodes += found.nodes;
  if (found.outcome.empty()) {
    deal.status = first ? found.status : Status::bound;
    return;
  }
  const bool proven = found.status == Status::exact;
  if (first) {
    deal.status = found.status;
    deal.value = -to_points(counting_, party, found.utility[party] - at_draft_[party]);
    if (!proven) deal.gap = std::max(0.0, rounded_up(found.upper) - found.value);
    // Changes come in whole numbers.
    if (party == problem_.parties) deal.gap = std::floor(deal.gap + 1e-6);
  } else if (!proven) {
    deal.status = Status::bound;
  }
  deal.outcome = found.outcome;
  deal.utility = found.utility;
  floor_[party] = found.utility[party];
}

/// Lists what costs as little and changes as few issues, as far as that is quickly done.
void ChangeSearch::count_ties(Deal& deal, Choice& choice) {
  const std::size_t counter = problem_.parties;
  choice.objective.emplace(counting_, Objective::Kind::linear, weight_of(counting_, counter),
                           floor_);
  choice.points.push_back({without_last(deal.utility), deal.outcome});
  std::uint64_t count = 0;
  bool full = false;
  const bool finished = engine().enumerate(
      *choice.objective, deal.utility,
      [&](const std::int64_t* u, const Outcome& outcome) {
        full = count == options_.search.max_ties;
        if (full) return false;
        ++count;
        choice.points.push_back({{u, u + problem_.parties}, outcome});
        return true;
      },
      at_most(k_count_nodes), control_);
  deal.ties = std::max<std::uint64_t>(count, 1);
  deal.ties_complete = choice.proven = finished && !full;
}

/// Not everybody can gain by a change so small: who can?
void ChangeSearch::fewer_gainers(const Problem& level, Choice& choice) {
  const auto limits = at_most(k_choice_nodes);
  std::uint64_t asked = 0;
  for (std::size_t j = 0; j < problem_.parties; ++j) {
    if (PartyId(j) != options_.least_cost) asked |= std::uint64_t{1} << j;
  }
  const Gainers known = who_can_gain(level, engine(), asked, limits, control_);
  if (known.can == 0) {  // then all have the same utilities
    choice.proven = known.sure;
    return;
  }
  choice.points.push_back({without_last(known.utility), known.outcome});
  if (!known.sure) return;
  SearchOptions search = options_.search;
  search.max_nodes = limits.max_nodes;
  const auto best = find_fallback(level, nullptr, &engine(), search, control_, known.can);
  if (!best) return;
  choice.points.push_back({without_last(best->utility), best->outcome});
  choice.proven = best->ties_complete;
}

/// Looks for the best of the equally small changes where they are too many to list: the greatest
/// product of gains with no more changes (and no more cost) than these.
void ChangeSearch::search_best_tie(Choice& choice) {
  Problem level = counting_;  // who gains is counted from here
  level.no_deal = floor_;
  SearchOptions search = options_.search;
  if (!search.weights.empty()) search.weights.emplace_back(1);
  auto weight = concept_weights(level, Concept::nash, search, {});
  weight.back() = 0;
  if (options_.least_cost) weight[options_.least_cost->index()] = 0;
  const Objective product(level, Objective::Kind::log_sum, weight, floor_);
  const auto limits = at_most(k_choice_nodes);
  NodeBudget budget(limits.max_nodes);
  const auto found = engine().maximise(product, budget.left(), control_);
  budget.spend(found.nodes);
  if (found.status == Status::none) return fewer_gainers(level, choice);
  if (found.outcome.empty()) return;
  choice.objective = product;
  choice.points.push_back({without_last(found.utility), found.outcome});
  if (found.status != Status::exact) return;
  const auto ties = find_ties(level, engine(), product, found, search.max_ties, budget, control_);
  choice.points.push_back({without_last(ties.largest), ties.outcome});
  choice.proven = ties.complete;
}

/// Of the outcomes that cost as little and change as few issues: the most gainers, then the
/// greatest product of gains.
void ChangeSearch::choose(SmallestChange& change) {
  Deal& deal = change.deal;
  Choice choice;
  count_ties(deal, choice);
  if (!choice.proven && !control_.cancelled()) search_best_tie(choice);
  change.choice_proven = choice.proven;
  const std::int64_t counter = deal.utility.back();
  const Frontier list = list_points(problem_.parties, std::move(choice.points));
  if (const auto best = find_fallback(problem_, &list, nullptr, options_.search, control_)) {
    deal.utility = best->utility;
    deal.utility.push_back(counter);
    deal.outcome = best->outcome;
  }
  auto smallest =
      engine().smallest_witness(*choice.objective, deal.utility, {k_tie_witness_nodes}, control_);
  deal.witness_canonical = smallest.has_value();
  if (smallest) deal.outcome = std::move(*smallest);
}

SmallestChange ChangeSearch::smallest_change() {
  SmallestChange change;
  change.least_cost = options_.least_cost;
  Deal& deal = change.deal;
  floor_ = counting_.no_deal;
  if (options_.least_cost) minimise(options_.least_cost->index(), deal);
  if (!options_.least_cost || !deal.outcome.empty()) minimise(problem_.parties, deal);
  deal.witness_canonical = false;
  if (deal.outcome.empty()) {
    deal.reason = deal.status == Status::none
                      ? "no outcome that the rules allow is acceptable to every party"
                      : "the search stopped before an acceptable outcome was found or excluded";
    return change;
  }
  deal.ties = 1;
  deal.ties_complete = false;
  if (deal.status == Status::exact) choose(change);
  deal.utility.pop_back();
  return change;
}

}  // namespace entente::bargain
