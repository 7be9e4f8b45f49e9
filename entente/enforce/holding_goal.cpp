#include "entente/enforce/holding_goal.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "entente/bargain/engine.hpp"
#include "entente/bargain/leximin_search.hpp"
#include "entente/bargain/tie_search.hpp"

namespace entente::enforce {
namespace {

using bargain::Concept;
using bargain::Deal;
using bargain::NodeBudget;
using bargain::Objective;
using bargain::Problem;
using bargain::SearchOptions;
using bargain::Status;

/// Nodes for the smallest witness, so that a hard one does not hold up the answer.
constexpr std::uint64_t k_witness_nodes = 5'000'000;
/// A bound is rounded up by this share.
constexpr double k_rounding = 1e-12;

std::vector<Rational> one_party(const Problem& problem, std::size_t party) {
  std::vector<Rational> weight(problem.parties, 0);
  weight[party] = 1;
  return weight;
}

double rounded_up(double x) { return std::isinf(x) ? x : x + k_rounding * std::abs(x); }

void set_witness(const Problem& problem, bargain::Engine& engine, const Objective& objective,
                 const WorkControl& control, Deal& deal) {
  auto smallest = engine.smallest_witness(objective, deal.utility, {k_witness_nodes}, control);
  deal.witness_canonical = smallest.has_value();
  deal.outcome = smallest ? std::move(*smallest) : std::move(deal.outcome);
  deal.outcome.resize(problem.issues);
}

}  // namespace

BestGoal::BestGoal(const Problem& problem, Concept which, std::vector<Rational> weight)
    : concept_(which),
      weight_(std::move(weight)),
      objective_(problem,
                 which == Concept::nash ? Objective::Kind::log_sum : Objective::Kind::linear,
                 weight_, problem.no_deal) {}

BestGoal::BestGoal(const Problem& problem, Concept which, const SearchOptions& options)
    : BestGoal(problem, which, bargain::concept_weights(problem, which, options, {})) {}

BestGoal::BestGoal(const Problem& problem, std::size_t party)
    : BestGoal(problem, Concept::utilitarian, one_party(problem, party)) {}

int BestGoal::compare(const std::int64_t* a, const std::int64_t* b) const {
  return objective_.compare(a, b);
}

Deal BestGoal::best(const Problem& problem, const SearchOptions& limits,
                    const std::vector<std::int64_t>* at_least, const WorkControl& control) const {
  const auto engine = bargain::make_engine(problem, control);
  auto found = engine->maximise(objective_, {limits.max_nodes, at_least}, control);
  Deal deal;
  deal.status = found.status;
  deal.nodes = found.nodes;
  deal.utility = std::move(found.utility);
  deal.outcome = std::move(found.outcome);
  if (deal.found()) {
    deal.value = bargain::concept_value(problem, concept_, weight_, deal.utility.data());
  }
  if (deal.status == Status::bound || deal.status == Status::unknown) {
    const double upper = rounded_up(found.upper);
    deal.gap = std::max(0.0, (concept_ == Concept::nash ? std::exp(upper) : upper) - deal.value);
  }
  return deal;
}

void BestGoal::settle(const Problem& problem, const SearchOptions& limits,
                      const WorkControl& control, Deal& deal) const {
  const auto engine = bargain::make_engine(problem, control);
  bargain::SearchResult known;
  known.status = deal.status;
  known.utility = deal.utility;
  known.outcome = deal.outcome;
  auto ties = bargain::find_ties(problem, *engine, objective_, known, limits.max_ties,
                                 NodeBudget(limits.max_nodes), control);
  deal.utility = std::move(ties.largest);
  deal.outcome = std::move(ties.outcome);
  deal.value = bargain::concept_value(problem, concept_, weight_, deal.utility.data());
  set_witness(problem, *engine, objective_, control, deal);
}

LeastGainGoal::LeastGainGoal(const Problem& problem, std::vector<Rational> weight)
    : weight_(std::move(weight)), order_(problem, weight_) {}

int LeastGainGoal::compare(const std::int64_t* a, const std::int64_t* b) const {
  return order_.compare(a, b);
}

Deal LeastGainGoal::best(const Problem& problem, const SearchOptions& limits,
                         const std::vector<std::int64_t>* /*at_least*/,
                         const WorkControl& control) const {
  const auto engine = bargain::make_engine(problem, control);
  NodeBudget budget(limits.max_nodes);
  auto found = bargain::find_leximin(problem, *engine, weight_, limits.max_ties, budget, control);
  Deal deal;
  deal.status = found.status;
  deal.nodes = budget.used();
  deal.utility = std::move(found.ties.largest);
  deal.outcome = std::move(found.ties.outcome);
  if (deal.found()) {
    deal.value =
        bargain::concept_value(problem, Concept::egalitarian, weight_, deal.utility.data());
  }
  if (deal.status == Status::unknown || (deal.status == Status::bound && !found.least_proven)) {
    deal.gap = std::max(0.0, rounded_up(found.upper) - deal.value);
  }
  return deal;
}

void LeastGainGoal::settle(const Problem& problem, const SearchOptions& /*limits*/,
                           const WorkControl& control, Deal& deal) const {
  const auto engine = bargain::make_engine(problem, control);
  set_witness(problem, *engine, {problem, Objective::Kind::minimum, weight_, problem.no_deal},
              control, deal);
}

}  // namespace entente::enforce
