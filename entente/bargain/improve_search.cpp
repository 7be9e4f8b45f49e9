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
/// Nodes for a first question that is worth asking only while it is cheap.
constexpr std::uint64_t k_quick_nodes = 5'000;

}  // namespace

double rounded_up(double bound) {
  return std::isinf(bound) ? bound : bound + 1e-12 * std::abs(bound);
}

Problem counted_from(const Problem& problem, const std::vector<std::int64_t>& draft) {
  Problem out = problem;
  out.no_deal = draft;
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

Gainers who_can_gain(const Problem& problem, Engine& engine, std::uint64_t asked,
                     const SearchLimits& limits, const WorkControl& control, const Check& check) {
  Gainers known;
  const auto slack = rounding_slack(problem);
  const std::vector<Rational> weight(problem.parties, 1);
  std::size_t most = 0;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    if (((asked & ~known.can) >> j & 1U) == 0) continue;
    auto floor = problem.no_deal;
    for (std::size_t k = 0; k < floor.size(); ++k) floor[k] -= slack[k];
    floor[j] = problem.no_deal[j] + slack[j] + 1;
    const Objective objective(problem, Objective::Kind::linear, weight, std::move(floor));
    auto found = engine.find_any(objective, limits, control);
    if (found.status == Status::none) continue;
    if (found.outcome.empty() || (check && !check(found.outcome))) {
      known.sure = false;
      continue;
    }
    std::size_t gainers = 0;
    for (std::size_t k = 0; k < problem.parties; ++k) {
      if (found.utility[k] <= problem.no_deal[k]) continue;
      known.can |= std::uint64_t{1} << k;
      ++gainers;
    }
    if (gainers <= most) continue;
    most = gainers;
    known.outcome = std::move(found.outcome);
    known.utility = std::move(found.utility);
  }
  return known;
}

ImproveSearch::ImproveSearch(const Problem& problem, const Outcome& draft,
                             const ImproveOptions& options, const WorkControl& control, Check check)
    : problem_(problem),
      options_(options),
      limits_(options.search),
      control_(control),
      check_(std::move(check)) {
  std::vector<std::int64_t> utility(problem.parties);
  utilities(problem, draft.data(), utility.data());
  from_draft_ = counted_from(problem, utility);
}

/// Is an outcome that is better in whole numbers better in truth?
bool ImproveSearch::stands(const Outcome& outcome) const {
  return problem_.arithmetic == Arithmetic::exact || !check_ || check_(outcome);
}

std::vector<PartyId> ImproveSearch::gainers(const std::vector<std::int64_t>& utility) const {
  std::vector<PartyId> out;
  for (std::size_t j = 0; j < problem_.parties; ++j) {
    if (utility[j] > from_draft_.no_deal[j]) out.emplace_back(j);
  }
  return out;
}

/// Not everybody can gain, or none such was found: who can?
void ImproveSearch::settle_partly(Improvement& improvement, const SearchResult& everybody) {
  const bool everybody_excluded = everybody.status == Status::none;
  Deal& deal = improvement.deal;
  deal.witness_canonical = false;
  deal.reason = "the search stopped before an improvement was found or excluded";
  const std::uint64_t all = ~std::uint64_t{0} >> (64 - problem_.parties);
  const Gainers known = who_can_gain(from_draft_, *engine_, all, {limits_.max_nodes}, control_,
                                     [this](const Outcome& outcome) { return stands(outcome); });
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
  if (deal.status != Status::bound) return;
  deal.value = 1;
  for (const PartyId party : improvement.gainers) {
    const std::size_t j = party.index();
    const double gain = to_points(from_draft_, j, deal.utility[j] - from_draft_.no_deal[j]);
    const auto& weights = options_.search.weights;
    deal.value *= weights.empty() ? gain : std::pow(gain, to_double(weights[j]));
  }
  if (improvement.gainers.size() == problem_.parties) {
    deal.gap = std::max(0.0, rounded_up(std::exp(rounded_up(everybody.upper))) - deal.value);
  }
}

/// Is it proven, at little cost, that nobody can gain without a loser? The greatest sum of all
/// utilities that leaves nobody worse off is then the draft's. One question, which the bounds
/// mostly answer, in place of one for every party.
bool ImproveSearch::nothing_left(NodeBudget& budget) {
  if (problem_.arithmetic != Arithmetic::exact) return false;
  const Objective sum(from_draft_, Objective::Kind::linear, problem_.denominator,
                      from_draft_.no_deal);
  const auto found = engine_->maximise(sum, budget.left_up_to(k_quick_nodes), control_);
  budget.spend(found.nodes);
  return found.status == Status::none ||
         (found.status == Status::exact && found.utility == from_draft_.no_deal);
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
  if (nothing_left(budget)) {
    deal.status = Status::none;
    deal.reason = k_nothing_left;
    deal.witness_canonical = false;
    deal.nodes = budget.used();
    return improvement;
  }
  const auto found = engine_->maximise(product, budget.left(), told);
  budget.spend(found.nodes);
  if (found.outcome.empty() || !stands(found.outcome)) {
    settle_partly(improvement, found);
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

}  // namespace entente::bargain
