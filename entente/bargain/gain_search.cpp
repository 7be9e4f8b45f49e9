#include "entente/bargain/gain_search.hpp"

#include <algorithm>
#include <utility>

#include "entente/bargain/find_frontier.hpp"

namespace entente::bargain {
namespace {

GainAnswer to_answer(SearchResult found) {
  return {found.status, std::move(found.outcome), std::move(found.utility), found.nodes};
}

/// Do all parties gain, the free ones aside?
bool others_gain(const Problem& problem, const std::vector<bool>& free, const std::int64_t* u) {
  for (std::size_t j = 0; j < problem.parties; ++j) {
    if (!free[j] && u[j] <= problem.no_deal[j]) return false;
  }
  return true;
}

/// F of the free parties: their least gain, or the gain of a single one.
Objective least_gain(const Problem& problem, const std::vector<bool>& free,
                     std::vector<std::int64_t> floor) {
  const bool alone = std::count(free.begin(), free.end(), true) == 1;
  std::vector<Rational> weight(free.begin(), free.end());
  return {problem, alone ? Objective::Kind::linear : Objective::Kind::minimum, std::move(weight),
          std::move(floor)};
}

}  // namespace

void GainSearch::set_question(const GainQuestion& question) {
  ++questions_;
  asked_.no_deal = question.no_deal.empty() ? problem_.no_deal : question.no_deal;
  for (std::size_t k = 0; k < asked_.allowed.size(); ++k) {
    const bool open = question.allowed.empty() || question.allowed[k] != 0;
    asked_.allowed[k] = open ? problem_.allowed[k] : 0;
  }
}

std::unique_ptr<Engine> GainSearch::make_engine(const WorkControl& control) const {
  if (!asked_.cap.empty() || !asked_.aggregate.empty()) return nullptr;
  return asked_.separable() ? make_separable_engine(asked_) : make_general_engine(asked_, control);
}

GainAnswer GainSearch::ask(const GainQuestion& question, const WorkControl& control) {
  set_question(question);
  const auto engine = make_engine(control);
  if (engine == nullptr) return enumerate(std::vector<bool>(asked_.parties, false), control);
  const Objective product(asked_, Objective::Kind::log_sum,
                          std::vector<Rational>(asked_.parties, 1), asked_.no_deal);
  return to_answer(engine->find_any(product, {limits_.max_nodes}, control));
}

GainAnswer GainSearch::best_for(const GainQuestion& question, const std::vector<bool>& free,
                                const WorkControl& control) {
  set_question(question);
  const auto engine = make_engine(control);
  if (engine == nullptr) return enumerate(free, control);
  auto floor = utility_floor(asked_);
  for (std::size_t j = 0; j < asked_.parties; ++j) {
    if (!free[j]) floor[j] = asked_.no_deal[j] + 1;
  }
  return to_answer(
      engine->maximise(least_gain(asked_, free, std::move(floor)), {limits_.max_nodes}, control));
}

/// Utilities that are no sums: the frontier, by enumeration, holds the best outcome, and one that
/// gives everybody a gain if there is one.
GainAnswer GainSearch::enumerate(const std::vector<bool>& free, const WorkControl& control) const {
  FrontierOptions options;
  options.max_outcomes = limits_.max_outcomes;
  const Frontier frontier = find_frontier(asked_, options, control);
  const bool any_free = std::count(free.begin(), free.end(), true) > 0;
  std::size_t best = frontier.size();
  for (std::size_t k = 0; k < frontier.size(); ++k) {
    if (!others_gain(asked_, free, frontier.utility(k))) continue;
    const bool better =
        best == frontier.size() ||
        (any_free && least_gain(asked_, free, asked_.no_deal)
                             .compare(frontier.utility(k), frontier.utility(best)) > 0);
    if (better) best = k;
    if (!any_free) break;
  }
  const bool whole = frontier.status() == FrontierStatus::exact;
  GainAnswer answer;
  if (best == frontier.size()) {
    if (whole) answer.status = Status::none;
    return answer;
  }
  answer.status = whole || !any_free ? Status::exact : Status::bound;
  answer.outcome = frontier.outcome(best);
  answer.utility.assign(frontier.utility(best), frontier.utility(best) + asked_.parties);
  return answer;
}

}  // namespace entente::bargain
