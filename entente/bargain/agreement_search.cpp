#include "entente/bargain/agreement_search.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "entente/bargain/objective.hpp"

namespace entente::bargain {
namespace {

GainQuestion with_reservations(GainQuestion question, const Problem& problem) {
  if (question.no_deal.empty()) question.no_deal = problem.no_deal;
  return question;
}

}  // namespace

/// The best outcome so far of a tree of questions.
struct AgreementSearch::Best {
  const std::vector<bool>& counted;
  Objective sum;
  GainAnswer answer;
  bool stopped = false;
};

AgreementSearch::AgreementSearch(const Problem& problem, const Acceptance& acceptance,
                                 const GainSearch::Limits& limits)
    : problem_(problem),
      veto_(problem.parties, 0),
      needed_(acceptance.at_least > 0 ? static_cast<std::size_t>(acceptance.at_least)
                                      : problem.parties),
      search_(problem, limits) {
  for (const PartyId party : acceptance.veto) veto_[party.index()] = 1;
  if (problem.aggregate.empty() && problem.cap.empty()) {
    below_all_ = utility_floor(problem);
    for (auto& u : below_all_) --u;
  } else {
    below_all_.assign(problem.parties, std::numeric_limits<std::int64_t>::min() / 2);
  }
}

bool AgreementSearch::enough(const std::vector<std::int64_t>& utility,
                             const std::vector<std::int64_t>& no_deal) const {
  std::size_t gaining = 0;
  for (std::size_t j = 0; j < problem_.parties; ++j) {
    const bool gains = utility[j] > no_deal[j];
    if (!gains && veto_[j] != 0) return false;
    gaining += gains ? 1 : 0;
  }
  return gaining >= needed_;
}

AgreementSearch::Parts AgreementSearch::first_parts() const {
  Parts part(problem_.parties, all_needed() ? Part::wanted : Part::open);
  for (std::size_t j = 0; j < problem_.parties; ++j) {
    if (veto_[j] != 0) part[j] = Part::wanted;
  }
  return part;
}

bool AgreementSearch::may_do_without(const Parts& part) const {
  const auto without = std::count(part.begin(), part.end(), Part::without);
  return problem_.parties - static_cast<std::size_t>(without) >= needed_;
}

/// The question about those who are wanted alone.
GainQuestion AgreementSearch::wanted(const Parts& part, const GainQuestion& question) const {
  GainQuestion alone = question;
  for (std::size_t j = 0; j < problem_.parties; ++j) {
    if (part[j] != Part::wanted) alone.no_deal[j] = below_all_[j];
  }
  return alone;
}

GainAnswer AgreementSearch::ask_rule(Parts& part, const GainQuestion& question,
                                     const WorkControl& control) {
  if (control.cancelled()) return {};  // the tree may be large where each question is quick
  GainAnswer answer = search_.ask(wanted(part, question), control);
  if (answer.status != Status::exact || enough(answer.utility, question.no_deal)) return answer;
  for (std::size_t j = 0; j < problem_.parties; ++j) {
    if (part[j] != Part::open || answer.utility[j] > question.no_deal[j]) continue;
    part[j] = Part::wanted;
    answer = ask_rule(part, question, control);
    if (answer.status == Status::none) {
      part[j] = Part::without;
      if (may_do_without(part)) answer = ask_rule(part, question, control);
    }
    part[j] = Part::open;
    return answer;
  }
  return {Status::none, {}, {}};
}

GainAnswer AgreementSearch::ask(const GainQuestion& question, const WorkControl& control) {
  auto part = first_parts();
  return ask_rule(part, with_reservations(question, problem_), control);
}

GainAnswer AgreementSearch::ask_for(const std::vector<PartyId>& parties,
                                    const GainQuestion& question, const WorkControl& control) {
  Parts part(problem_.parties, Part::open);
  for (const PartyId party : parties) part[party.index()] = Part::wanted;
  return search_.ask(wanted(part, with_reservations(question, problem_)), control);
}

GainAnswer AgreementSearch::best_for(const GainQuestion& question, const std::vector<bool>& counted,
                                     const WorkControl& control) {
  auto part = first_parts();
  for (std::size_t j = 0; j < problem_.parties; ++j) {
    if (counted[j]) part[j] = Part::wanted;
  }
  const std::vector<Rational> weight(counted.begin(), counted.end());
  Best best{
      counted, {problem_, Objective::Kind::linear, weight, below_all_}, {Status::none, {}, {}}};
  best_by_rule(part, with_reservations(question, problem_), control, best);
  if (best.stopped) return {};
  return std::move(best.answer);
}

/// What the wanted alone allow bounds what the rule allows.
void AgreementSearch::best_by_rule(Parts& part, const GainQuestion& question,
                                   const WorkControl& control, Best& best) {
  if (control.cancelled()) best.stopped = true;
  if (best.stopped) return;
  GainAnswer found = search_.best_for(wanted(part, question), best.counted, control);
  if (found.status == Status::none) return;
  if (found.status != Status::exact) {
    best.stopped = true;
    return;
  }
  const bool first = best.answer.status == Status::none;
  if (!first && best.sum.compare(found.utility.data(), best.answer.utility.data()) <= 0) return;
  if (enough(found.utility, question.no_deal)) {
    best.answer = std::move(found);
    return;
  }
  for (std::size_t j = 0; j < problem_.parties; ++j) {
    if (part[j] != Part::open || found.utility[j] > question.no_deal[j]) continue;
    part[j] = Part::wanted;
    best_by_rule(part, question, control, best);
    part[j] = Part::without;
    if (may_do_without(part)) best_by_rule(part, question, control, best);
    part[j] = Part::open;
    return;
  }
}

bool all_must_accept(const Scenario& scenario) {
  const auto needed = static_cast<std::size_t>(scenario.acceptance.at_least);
  return needed == 0 || needed >= scenario.party_count();
}

NoAgreement explain_no_agreement(AgreementSearch& search, const Acceptance& acceptance,
                                 const GainQuestion& question, const WorkControl& control) {
  if (search.ask_for({}, question, control).status == Status::none) {
    return {"the rules leave no outcome that could be agreed", {}};
  }
  NoAgreement no{"no outcome gives enough parties a strict gain", {}};
  for (const PartyId party : acceptance.veto) {
    if (search.ask_for({party}, question, control).status == Status::none) {
      no.blocking.push_back(party);
    }
  }
  if (!no.blocking.empty()) {
    no.reason += no.blocking.size() == 1
                     ? ": one party with a veto gains nothing whatever is agreed"
                     : ": some parties with a veto gain nothing whatever is agreed";
  }
  return no;
}

}  // namespace entente::bargain
