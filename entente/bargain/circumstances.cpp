#include "entente/bargain/circumstances.hpp"

#include <utility>

#include "entente/bargain/objective.hpp"
#include "entente/bargain/rounding.hpp"

namespace entente::bargain {

Circumstances::Circumstances(const ChangedScenario& as_asked, const std::vector<Change>& changes,
                             std::uint64_t max_nodes) {
  const Scenario scenario = as_asked.with(changes);
  auto problem = make_problem(scenario, as_asked.threats(changes));
  if (!problem) return;
  problem_ = std::move(*problem);
  staying_ = value_of_staying(scenario, problem_);
  rounding_ = rounding_units(problem_);
  search_ = std::make_unique<AgreementSearch>(problem_, scenario.acceptance,
                                              GainSearch::Limits{.max_nodes = max_nodes});
}

/// The same question, answered by outcomes alone that are better than staying for this party.
GainQuestion Circumstances::better_for(std::size_t party, const GainQuestion& question) const {
  GainQuestion better = question;
  better.above = search_->below_all();
  better.above[party] = staying_[party];
  return better;
}

GainAnswer Circumstances::ask(const std::vector<std::int64_t>& no_deal, bool may_stay,
                              const WorkControl& control) {
  const GainQuestion question{{}, no_deal, {}};
  auto answer = search_->ask(question, control);
  if (may_stay || answer.status != Status::exact || !no_better_than(staying_, answer.utility)) {
    return answer;
  }
  GainAnswer none{Status::none, {}, {}};
  for (std::size_t j = 0; j < problem_.parties; ++j) {
    answer = search_->ask(better_for(j, question), control);
    if (answer.status == Status::exact) return answer;
    if (answer.status != Status::none) none.status = Status::unknown;
  }
  return none;
}

Status Circumstances::opens(bool may_stay, const WorkControl& control) {
  auto no_deal = problem_.no_deal;
  for (std::size_t j = 0; j < no_deal.size(); ++j) no_deal[j] += rounding_[j];
  const Status status = ask(no_deal, may_stay, control).status;
  if (status != Status::none || problem_.arithmetic == Arithmetic::exact) return status;
  // Rounding may hide a gain. What stays is no such gain unless it is one already.
  for (std::size_t j = 0; j < no_deal.size(); ++j) {
    no_deal[j] = problem_.no_deal[j] - rounding_[j] - 1;
  }
  return ask(no_deal, false, control).status == Status::none ? Status::none : Status::unknown;
}

GainAnswer Circumstances::best_for(const std::vector<bool>& counted,
                                   const std::vector<std::int64_t>& floor, bool may_stay,
                                   const WorkControl& control) {
  GainQuestion question{{}, problem_.no_deal, {}};
  for (std::size_t j = 0; j < floor.size(); ++j) {
    if (counted[j]) {
      question.no_deal[j] = floor[j] - 1;
    } else {
      question.no_deal[j] += rounding_[j];
    }
  }
  auto best = search_->best_for(question, counted, control);
  if (may_stay || best.status != Status::exact || !no_better_than(staying_, best.utility)) {
    return best;
  }
  const std::vector<Rational> weight(counted.begin(), counted.end());
  const Objective sum(problem_, Objective::Kind::linear, weight, search_->below_all());
  best = {Status::none, {}, {}};
  for (std::size_t j = 0; j < problem_.parties; ++j) {
    auto found = search_->best_for(better_for(j, question), counted, control);
    if (found.status == Status::none) continue;
    if (found.status != Status::exact) return {};
    if (best.status == Status::none || sum.compare(found.utility.data(), best.utility.data()) > 0) {
      best = std::move(found);
    }
  }
  return best;
}

}  // namespace entente::bargain
