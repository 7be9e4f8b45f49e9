#include "entente/bargain/circumstances.hpp"

#include <algorithm>
#include <utility>

#include "entente/bargain/rounding.hpp"

namespace entente::bargain {

Circumstances::Circumstances(const ChangedScenario& as_asked, const std::vector<Change>& changes,
                             std::uint64_t max_nodes)
    : as_asked_(as_asked),
      scenario_(as_asked.with(changes)),
      threats_(as_asked.threats(changes)),
      max_nodes_(max_nodes) {
  more_threats_ = std::any_of(changes.begin(), changes.end(), [](const Change& c) {
    return c.kind == Change::Kind::carry_out_threat;
  });
  auto problem = make_problem(scenario_, threats_);
  if (!problem) return;
  problem_ = std::move(*problem);
  rounding_ = rounding_units(problem_);
  search_ = std::make_unique<AgreementSearch>(problem_, scenario_.acceptance,
                                              GainSearch::Limits{.max_nodes = max_nodes_});
}

AgreementSearch* Circumstances::moving_search() {
  if (moving_ == nullptr) {
    auto problem = make_problem(as_asked_.that_moves(scenario_), threats_);
    if (!problem) return nullptr;
    moving_problem_ = std::move(*problem);
    moving_ = std::make_unique<AgreementSearch>(moving_problem_, scenario_.acceptance,
                                                GainSearch::Limits{.max_nodes = max_nodes_});
  }
  return moving_.get();
}

/// The rule that something must move makes a problem harder: only where it makes a difference.
GainAnswer Circumstances::ask(const std::vector<std::int64_t>& no_deal, bool may_stay,
                              const WorkControl& control) {
  const GainQuestion question{{}, no_deal};
  auto answer = search_->ask(question, control);
  if (may_stay || answer.status != Status::exact || !as_asked_.stays(answer.outcome)) {
    return answer;
  }
  AgreementSearch* moving = moving_search();
  return moving == nullptr ? GainAnswer{} : moving->ask(question, control);
}

Status Circumstances::opens(const WorkControl& control) {
  auto no_deal = problem_.no_deal;
  for (std::size_t j = 0; j < no_deal.size(); ++j) no_deal[j] += rounding_[j];
  const Status status = ask(no_deal, !more_threats_, control).status;
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
  GainQuestion question{{}, problem_.no_deal};
  for (std::size_t j = 0; j < floor.size(); ++j) {
    if (counted[j]) {
      question.no_deal[j] = floor[j] - 1;
    } else {
      question.no_deal[j] += rounding_[j];
    }
  }
  auto best = search_->best_for(question, counted, control);
  if (may_stay || best.status != Status::exact || !as_asked_.stays(best.outcome)) return best;
  AgreementSearch* moving = moving_search();
  return moving == nullptr ? GainAnswer{} : moving->best_for(question, counted, control);
}

}  // namespace entente::bargain
