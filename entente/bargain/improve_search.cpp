#include "entente/bargain/improve_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "entente/bargain/fallback.hpp"
#include "entente/bargain/leximin.hpp"
#include "entente/bargain/select_points.hpp"
#include "entente/bargain/tie_search.hpp"

namespace entente::bargain {
namespace {

constexpr double k_infinity = std::numeric_limits<double>::infinity();
/// Nodes for the outcome to show, so that a hard one does not hold up the answer.
constexpr std::uint64_t k_witness_nodes = 2'000'000;

std::vector<Rational> weight_of(const Problem& problem, std::size_t party) {
  std::vector<Rational> weight(problem.parties, 0);
  weight[party] = 1;
  return weight;
}

std::unique_ptr<Engine> make_engine(const Problem& problem, const WorkControl& control) {
  return problem.separable() ? make_separable_engine(problem)
                             : make_general_engine(problem, control);
}

/// A bound rounded up by more than its computation may have lost.
double rounded_up(double x) { return std::isinf(x) ? x : x + 1e-12 * std::abs(x); }

std::vector<std::int64_t> without_last(std::vector<std::int64_t> utility) {
  utility.pop_back();
  return utility;
}

}  // namespace

Problem counted_from(const Problem& problem, const std::vector<std::int64_t>& draft) {
  Problem out = problem;
  out.no_deal = draft;
  return out;
}

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

std::vector<std::int64_t> rounding_slack(const Problem& problem) {
  std::vector<std::int64_t> slack(problem.parties, 0);
  for (std::size_t j = 0; j < problem.parties; ++j) {
    if (problem.tolerance[j] == 0) continue;
    const double units = problem.tolerance[j] * to_double(problem.denominator[j]);
    slack[j] = 1 + static_cast<std::int64_t>(std::ceil(4 * units));
  }
  return slack;
}

bool truly_better(const Scenario& scenario, const Outcome& draft, const Outcome& outcome) {
  bool gain = false;
  for (std::size_t j = 0; j < scenario.party_count(); ++j) {
    const PartyId party(j);
    const Rational change = utility(scenario, party, outcome) - utility(scenario, party, draft);
    if (change < 0) return false;
    gain = gain || change > 0;
  }
  return gain;
}

/// What is known of who can gain without a loser.
struct ImproveSearch::Gainers {
  std::uint64_t can = 0;  ///< a bit per party for which such an outcome was met
  bool sure = true;       ///< for all others it is proven that there is none
  Outcome outcome;        ///< one with the most gainers met
  std::vector<std::int64_t> utility;
};

ImproveSearch::ImproveSearch(const Problem& problem, const Outcome& draft,
                             const ImproveOptions& options, const WorkControl& control, Check check)
    : problem_(problem),
      draft_(draft),
      options_(options),
      limits_(options.search),
      control_(control),
      check_(std::move(check)),
      counting_(counting_changes(problem, draft)) {
  std::vector<std::int64_t> utility(problem.parties);
  utilities(problem, draft.data(), utility.data());
  from_draft_ = counted_from(problem, utility);
}

/// Is an outcome that is better in whole numbers better in truth?
bool ImproveSearch::stands(const Outcome& outcome) const {
  return problem_.arithmetic == Arithmetic::exact || !check_ || check_(outcome);
}

Engine& ImproveSearch::counting_engine() {
  if (!counting_engine_) counting_engine_ = make_engine(counting_, control_);
  return *counting_engine_;
}

std::vector<PartyId> ImproveSearch::gainers(const std::vector<std::int64_t>& utility) const {
  std::vector<PartyId> out;
  for (std::size_t j = 0; j < problem_.parties; ++j) {
    if (utility[j] > from_draft_.no_deal[j]) out.emplace_back(j);
  }
  return out;
}

/// Asks for every party whether it can gain while nobody loses: one question of feasibility each,
/// fewer where an outcome answers several.
ImproveSearch::Gainers ImproveSearch::who_can_gain() {
  Gainers known;
  const auto slack = rounding_slack(problem_);
  const std::vector<Rational> weight(problem_.parties, 1);
  std::size_t most = 0;
  for (std::size_t j = 0; j < problem_.parties; ++j) {
    if ((known.can >> j & 1U) != 0) continue;
    auto floor = from_draft_.no_deal;
    for (std::size_t k = 0; k < floor.size(); ++k) floor[k] -= slack[k];
    floor[j] = from_draft_.no_deal[j] + slack[j] + 1;
    const Objective objective(from_draft_, Objective::Kind::linear, weight, std::move(floor));
    auto found = engine_->find_any(objective, {limits_.max_nodes}, control_);
    if (found.status == Status::none) continue;
    if (found.outcome.empty() || !stands(found.outcome)) {
      known.sure = false;
      continue;
    }
    const auto better = gainers(found.utility);
    for (const PartyId party : better) known.can |= std::uint64_t{1} << party.index();
    if (better.size() <= most) continue;
    most = better.size();
    known.outcome = std::move(found.outcome);
    known.utility = std::move(found.utility);
  }
  return known;
}

/// Not everybody can gain, or none such was found: who can?
void ImproveSearch::settle_partly(Improvement& improvement, bool everybody_excluded) {
  Deal& deal = improvement.deal;
  deal.witness_canonical = false;
  deal.reason = "the search stopped before an improvement was found or excluded";
  const Gainers known = who_can_gain();
  if (known.can == 0) {
    if (!known.sure || !everybody_excluded) return;
    deal.status = Status::none;
    deal.reason = k_nothing_left;
    if (problem_.arithmetic != Arithmetic::exact) deal.reason += ", beyond what rounding may hide";
    return;
  }
  std::optional<Deal> best;
  if (known.sure && everybody_excluded) {
    best = find_fallback(from_draft_, nullptr, engine_.get(), limits_, control_, known.can);
  }
  if (best && stands(best->outcome)) {
    deal = std::move(*best);
  } else {
    deal.status = Status::bound;
    deal.gap = k_infinity;
    deal.outcome = known.outcome;
    deal.utility = known.utility;
    deal.ties = 1;
    deal.ties_complete = false;
    deal.reason.clear();
  }
  improvement.gainers = gainers(deal.utility);
}

Improvement ImproveSearch::best_improvement(std::uint64_t max_nodes) {
  limits_.max_nodes = max_nodes;
  const WorkControl told = control_.telling([](Progress& p) {
    p.task = "improvement";
    p.best = p.bound = std::nullopt;
  });
  if (!engine_) engine_ = make_engine(from_draft_, control_);
  Improvement improvement;
  Deal& deal = improvement.deal;
  const auto weight = concept_weights(from_draft_, Concept::nash, options_.search, {});
  const Objective product(from_draft_, Objective::Kind::log_sum, weight, from_draft_.no_deal);
  NodeBudget budget(limits_.max_nodes);
  const auto found = engine_->maximise(product, budget.left(), told);
  budget.spend(found.nodes);
  if (found.outcome.empty() || !stands(found.outcome)) {
    settle_partly(improvement, found.status == Status::none);
  } else {
    deal.status = found.status;
    Ties ties{1, false, found.utility, found.outcome};
    if (found.status == Status::exact) {
      ties = find_ties(from_draft_, *engine_, product, found, options_.search.max_ties, budget,
                       control_);
    }
    deal.ties = ties.count;
    deal.ties_complete = ties.complete;
    deal.utility = std::move(ties.largest);
    deal.outcome = std::move(ties.outcome);
    deal.value = concept_value(from_draft_, Concept::nash, weight, deal.utility.data());
    if (deal.status == Status::bound) {
      deal.gap = std::max(0.0, rounded_up(std::exp(rounded_up(found.upper))) - deal.value);
    }
    improvement.gainers = gainers(deal.utility);
  }
  deal.nodes = budget.used();
  return improvement;
}

std::optional<Outcome> ImproveSearch::nearest_outcome(const std::vector<std::int64_t>& utility) {
  const std::size_t counter = problem_.parties;
  auto floor = utility;
  floor.push_back(counting_.no_deal[counter]);
  Engine& engine = counting_engine();
  const auto weight = weight_of(counting_, counter);
  const Objective fewest(counting_, Objective::Kind::linear, weight, floor);
  const auto found = engine.maximise(fewest, {k_witness_nodes}, control_);
  if (found.status != Status::exact || without_last(found.utility) != utility) return std::nullopt;
  const Objective level(counting_, Objective::Kind::linear, weight, found.utility);
  return engine.smallest_witness(level, found.utility, {k_witness_nodes}, control_);
}

/// Raises the party's floor to the greatest utility it can have, and notes it in `deal`. The first
/// party asked about decides value and gap.
void ImproveSearch::minimise(std::size_t party, Deal& deal, std::vector<std::int64_t>& floor) {
  const bool first = deal.outcome.empty();
  const Objective objective(counting_, Objective::Kind::linear, weight_of(counting_, party), floor);
  const auto found = counting_engine().maximise(objective, {options_.search.max_nodes}, control_);
  if (found.outcome.empty()) {
    if (!first) {
      deal.status = Status::bound;
    } else {
      deal.status = found.status;
    }
    return;
  }
  const bool proven = found.status == Status::exact;
  if (first) {
    deal.status = found.status;
    deal.value = -to_points(
        counting_, party,
        found.utility[party] - (party < problem_.parties ? from_draft_.no_deal[party] : 0));
    if (!proven) deal.gap = std::max(0.0, rounded_up(found.upper) - found.value);
    // Changes come in whole numbers.
    if (party == problem_.parties) deal.gap = std::floor(deal.gap + 1e-6);
  } else if (!proven) {
    deal.status = Status::bound;
  }
  deal.outcome = found.outcome;
  deal.utility = found.utility;
  floor[party] = found.utility[party];
}

/// Of the outcomes that cost as little and change as few issues: the most gainers, then the
/// greatest product of gains.
void ImproveSearch::choose_tie(std::size_t party, const std::vector<std::int64_t>& floor,
                               Deal& deal) {
  const Objective objective(counting_, Objective::Kind::linear, weight_of(counting_, party), floor);
  std::vector<KnownPoint> points;
  bool full = false;
  const bool finished = counting_engine().enumerate(
      objective, deal.utility,
      [&](const std::int64_t* u, const Outcome& outcome) {
        full = points.size() == options_.search.max_ties;
        if (!full) points.push_back({{u, u + problem_.parties}, outcome});
        return !full;
      },
      {options_.search.max_nodes}, control_);
  deal.ties = std::max<std::uint64_t>(points.size(), 1);
  deal.ties_complete = finished && !full;
  const Frontier list =
      add_points(Frontier(problem_.parties, {}, nullptr, FrontierStatus::exact), std::move(points));
  const auto best = find_fallback(problem_, &list, nullptr, options_.search, control_);
  if (!best) return;
  const std::int64_t changes = deal.utility.back();
  deal.utility = best->utility;
  deal.utility.push_back(changes);
  deal.outcome = best->outcome;
}

SmallestChange ImproveSearch::smallest_change() {
  SmallestChange change;
  change.least_cost = options_.least_cost;
  Deal& deal = change.deal;
  const std::size_t counter = problem_.parties;
  auto floor = counting_.no_deal;
  if (options_.least_cost) minimise(options_.least_cost->index(), deal, floor);
  if (!options_.least_cost || !deal.outcome.empty()) minimise(counter, deal, floor);
  deal.witness_canonical = false;
  if (deal.outcome.empty()) {
    deal.reason = deal.status == Status::none
                      ? "no outcome that the rules allow is acceptable to every party"
                      : "the search stopped before an acceptable outcome was found or excluded";
    return change;
  }
  deal.ties = 1;
  deal.ties_complete = false;
  if (deal.status == Status::exact) choose_tie(counter, floor, deal);
  const Objective level(counting_, Objective::Kind::linear, weight_of(counting_, counter),
                        deal.utility);
  auto smallest =
      counting_engine().smallest_witness(level, deal.utility, {k_witness_nodes}, control_);
  deal.witness_canonical = smallest.has_value();
  if (smallest) deal.outcome = std::move(*smallest);
  deal.utility.pop_back();
  return change;
}

}  // namespace entente::bargain
