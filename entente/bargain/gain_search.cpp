#include "entente/bargain/gain_search.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "entente/bargain/find_frontier.hpp"

namespace entente::bargain {
namespace {

GainAnswer to_answer(SearchResult found) {
  return {found.status, std::move(found.outcome), std::move(found.utility), found.nodes};
}

bool all_gain(const Problem& problem, const std::int64_t* u) {
  for (std::size_t j = 0; j < problem.parties; ++j) {
    if (u[j] <= problem.no_deal[j]) return false;
  }
  return true;
}

/// F: the sum of what the counted parties get.
Objective sum_of(const Problem& problem, const std::vector<bool>& counted) {
  auto floor = problem.no_deal;
  for (auto& u : floor) ++u;
  std::vector<Rational> weight(counted.begin(), counted.end());
  return {problem, Objective::Kind::linear, std::move(weight), std::move(floor)};
}

}  // namespace

void GainSearch::set_question(const GainQuestion& question) {
  ++questions_;
  asked_.no_deal = question.no_deal.empty() ? problem_.no_deal : question.no_deal;
  for (std::size_t j = 0; j < question.above.size(); ++j) {
    asked_.no_deal[j] = std::max(asked_.no_deal[j], question.above[j]);
  }
  bool changed = false;
  for (std::size_t k = 0; k < asked_.allowed.size(); ++k) {
    const bool open = question.allowed.empty() || question.allowed[k] != 0;
    const std::uint8_t allowed = open ? problem_.allowed[k] : 0;
    changed = changed || allowed != asked_.allowed[k];
    asked_.allowed[k] = allowed;
  }
  if (!changed) return;
  engine_.reset();
  frontier_.reset();
}

bool GainSearch::only_enumeration() const {
  return !asked_.cap.empty() || !asked_.aggregate.empty();
}

/// Engines read no_deal through the objective, so that one serves any reservations.
Engine& GainSearch::engine(const WorkControl& control) {
  if (engine_ == nullptr) engine_ = make_engine(asked_, control);
  return *engine_;
}

GainAnswer GainSearch::ask(const GainQuestion& question, const WorkControl& control) {
  set_question(question);
  if (only_enumeration()) return enumerate(std::vector<bool>(asked_.parties, false), control);
  const Objective product(asked_, Objective::Kind::log_sum,
                          std::vector<Rational>(asked_.parties, 1), asked_.no_deal);
  return to_answer(engine(control).find_any(product, {limits_.max_nodes}, control));
}

GainAnswer GainSearch::best_for(const GainQuestion& question, const std::vector<bool>& counted,
                                const WorkControl& control) {
  set_question(question);
  if (only_enumeration()) return enumerate(counted, control);
  return to_answer(engine(control).maximise(sum_of(asked_, counted), {limits_.max_nodes}, control));
}

/// Utilities that are no sums: the frontier, by enumeration, holds the best outcome, and one that
/// gives everybody a gain if there is one.
GainAnswer GainSearch::enumerate(const std::vector<bool>& counted, const WorkControl& control) {
  if (!frontier_) {
    FrontierOptions options;
    options.max_outcomes = limits_.max_outcomes;
    options.epsilon = 0;
    frontier_ = find_frontier(asked_, options, control);
  }
  const Frontier& frontier = *frontier_;
  const bool any_counted = std::count(counted.begin(), counted.end(), true) > 0;
  std::optional<Objective> sum;
  if (any_counted) sum = sum_of(asked_, counted);
  std::size_t best = frontier.size();
  for (std::size_t k = 0; k < frontier.size(); ++k) {
    if (!all_gain(asked_, frontier.utility(k))) continue;
    const bool better = best == frontier.size() ||
                        (sum && sum->compare(frontier.utility(k), frontier.utility(best)) > 0);
    if (better) best = k;
    if (!any_counted) break;
  }
  const bool whole = frontier.status() == FrontierStatus::exact;
  GainAnswer answer;
  if (best == frontier.size()) {
    if (whole) answer.status = Status::none;
    return answer;
  }
  answer.status = whole || !any_counted ? Status::exact : Status::bound;
  answer.outcome = frontier.outcome(best);
  answer.utility.assign(frontier.utility(best), frontier.utility(best) + asked_.parties);
  return answer;
}

}  // namespace entente::bargain
