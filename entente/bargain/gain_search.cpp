#include "entente/bargain/gain_search.hpp"

#include "entente/bargain/engine.hpp"
#include "entente/bargain/find_frontier.hpp"

namespace entente::bargain {

GainAnswer GainSearch::ask(const GainQuestion& question, const WorkControl& control) {
  ++questions_;
  asked_.no_deal = question.no_deal.empty() ? problem_.no_deal : question.no_deal;
  for (std::size_t k = 0; k < asked_.allowed.size(); ++k) {
    const bool open = question.allowed.empty() || question.allowed[k] != 0;
    asked_.allowed[k] = open ? problem_.allowed[k] : 0;
  }
  if (!asked_.cap.empty() || !asked_.aggregate.empty()) return enumerate(control);
  const auto engine =
      asked_.separable() ? make_separable_engine(asked_) : make_general_engine(asked_, control);
  const Objective product(asked_, Objective::Kind::log_sum,
                          std::vector<Rational>(asked_.parties, 1), asked_.no_deal);
  auto found = engine->find_any(product, {limits_.max_nodes}, control);
  return {found.status, std::move(found.outcome), std::move(found.utility), found.nodes};
}

/// Utilities that are no sums: the frontier, by enumeration, holds an outcome if there is one.
GainAnswer GainSearch::enumerate(const WorkControl& control) const {
  FrontierOptions options;
  options.max_outcomes = limits_.max_outcomes;
  const Frontier frontier = find_frontier(asked_, options, control);
  GainAnswer answer;
  for (std::size_t k = 0; k < frontier.size(); ++k) {
    const std::int64_t* u = frontier.utility(k);
    bool gain = true;
    for (std::size_t j = 0; j < asked_.parties; ++j) gain = gain && u[j] > asked_.no_deal[j];
    if (!gain) continue;
    answer.status = Status::exact;
    answer.outcome = frontier.outcome(k);
    answer.utility.assign(u, u + asked_.parties);
    return answer;
  }
  if (frontier.status() == FrontierStatus::exact) answer.status = Status::none;
  return answer;
}

}  // namespace entente::bargain
