#include "entente/bargain/changed_scenario.hpp"

#include <algorithm>
#include <utility>

#include "entente/bargain/agreement_search.hpp"
#include "entente/bargain/concepts.hpp"
#include "entente/bargain/goals.hpp"

namespace entente::bargain {
namespace {

using Kind = Change::Kind;

bool dropped(const std::vector<Change>& changes, Kind kind, std::size_t index) {
  return std::any_of(changes.begin(), changes.end(),
                     [&](const Change& c) { return c.kind == kind && c.index == index; });
}

/// The scenario as it is for some of its parties; nobody gives or threatens by name.
Scenario only_parties(const Scenario& scenario, const std::vector<PartyId>& parties) {
  Scenario some = scenario;
  some.parties.clear();
  some.preferences.clear();
  some.beliefs.clear();
  some.acceptance = {};
  for (const PartyId party : parties) {
    some.parties.push_back(scenario.parties[party.index()]);
    some.preferences.push_back(scenario.preferences[party.index()]);
  }
  for (auto& issue : some.issues) {
    issue.giver.reset();
    if (issue.threat_by) issue.threat_by = PartyId(0);
  }
  return some;
}

Deal find_nash_deal(const Scenario& scenario, const std::vector<ThreatCarriedOut>& threats,
                    std::uint64_t max_nodes, const WorkControl& control) {
  SolveOptions options;
  options.frontier = false;
  options.threats = threats;
  options.search.max_nodes = max_nodes;
  const auto problem = make_problem(scenario, threats);
  if (!problem) return {};
  if (problem->arithmetic == Arithmetic::exact && problem->cap.empty() &&
      problem->aggregate.empty()) {
    const auto engine = make_engine(*problem, control);
    return find_deal(*problem, *engine, Concept::nash, options.search, control);
  }
  auto solution = solve(scenario, options, control);
  return solution ? solution->deal(Concept::nash) : Deal{};
}

std::vector<PartyId> all_parties(const Scenario& scenario) {
  std::vector<PartyId> all;
  for (std::size_t j = 0; j < scenario.party_count(); ++j) all.emplace_back(j);
  return all;
}

/// Those who gain by the outcome, and whoever can gain beside them.
std::vector<PartyId> all_who_can(AgreementSearch& search, const Problem& problem,
                                 const GainAnswer& found, const GainQuestion& question,
                                 const WorkControl& control) {
  std::vector<PartyId> gaining;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    if (found.utility[j] > problem.no_deal[j]) gaining.emplace_back(j);
  }
  for (std::size_t j = 0; j < problem.parties; ++j) {
    if (std::find(gaining.begin(), gaining.end(), PartyId(j)) != gaining.end()) continue;
    auto more = gaining;
    more.insert(std::upper_bound(more.begin(), more.end(), PartyId(j)), PartyId(j));
    if (search.ask_for(more, question, control).status == Status::exact) gaining = std::move(more);
  }
  return gaining;
}

}  // namespace

ChangedScenario::ChangedScenario(const Scenario& scenario, const WhyOptions& options)
    : scenario_(scenario), options_(options) {
  for (std::size_t k = 0; k < options.goals.size(); ++k)
    possible_.push_back({Kind::drop_goal, k, {}});
  for (const IssueId issue : options.off)
    possible_.push_back({Kind::put_on_table, issue.index(), {}});
  for (std::size_t r = 0; r < scenario.rules.size(); ++r)
    possible_.push_back({Kind::drop_rule, r, {}});
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    const auto& issue = scenario.issues[i];
    if (!issue.is_threat()) continue;
    const bool used = std::any_of(options.threats.begin(), options.threats.end(),
                                  [&](const auto& t) { return t.issue.index() == i; });
    for (std::size_t o = 0; !used && o < issue.options.size(); ++o) {
      const OptionId option(o);
      if (option == issue.status_quo || disabling_rule(scenario, {IssueId(i), option}) != nullptr) {
        continue;
      }
      possible_.push_back({Kind::carry_out_threat, i, option});
    }
  }
}

Scenario ChangedScenario::with(const std::vector<Change>& changes) const {
  Scenario changed = scenario_;
  changed.rules.clear();
  for (std::size_t r = 0; r < scenario_.rules.size(); ++r) {
    if (!dropped(changes, Kind::drop_rule, r)) changed.rules.push_back(scenario_.rules[r]);
  }
  for (std::size_t k = 0; k < options_.goals.size(); ++k) {
    if (!dropped(changes, Kind::drop_goal, k)) demand_goal(changed, options_.goals[k]);
  }
  for (const IssueId issue : options_.off) {
    if (!dropped(changes, Kind::put_on_table, issue.index())) demand_status_quo(changed, issue);
  }
  return changed;
}

std::vector<ThreatCarriedOut> ChangedScenario::threats(const std::vector<Change>& changes) const {
  auto threats = options_.threats;
  for (const Change& c : changes) {
    if (c.kind == Kind::carry_out_threat) threats.push_back({IssueId(c.index), c.option});
  }
  return threats;
}

std::vector<Change> ChangedScenario::changes_of(const std::vector<std::size_t>& rules) const {
  std::vector<Change> in_order;  // as with() adds them; a demand may need no rule
  for (const Kind kind : {Kind::drop_rule, Kind::drop_goal, Kind::put_on_table}) {
    for (const Change& c : possible_) {
      if (c.kind != kind) continue;
      const bool only_one_option =
          (kind == Kind::drop_goal &&
           scenario_.issues[options_.goals[c.index].issue.index()].options.size() == 1) ||
          (kind == Kind::put_on_table && scenario_.issues[c.index].options.size() == 1);
      if (!only_one_option) in_order.push_back(c);
    }
  }
  std::vector<Change> changes;
  for (const std::size_t r : rules) changes.push_back(in_order[r]);
  return changes;
}

std::vector<std::int64_t> value_of_staying(const Scenario& scenario, const Problem& problem) {
  if (!scenario.has_status_quo) return {};
  const Outcome today = no_deal_outcome(scenario);
  if (!feasible(problem, today.data())) return {};
  std::vector<std::int64_t> utility(problem.parties);
  utilities(problem, today.data(), utility.data());
  return utility;
}

bool no_better_than(const std::vector<std::int64_t>& staying,
                    const std::vector<std::int64_t>& utility) {
  for (std::size_t j = 0; j < staying.size(); ++j) {
    if (utility[j] > staying[j]) return false;
  }
  return !staying.empty();
}

namespace {

/// Finds a deal that is better than staying for somebody: for each party in turn.
class BetterThanStaying {
 public:
  BetterThanStaying(const Problem& problem, const Acceptance& acceptance,
                    std::vector<std::int64_t> staying, std::uint64_t max_nodes,
                    const WorkControl& control)
      : problem_(problem),
        staying_(std::move(staying)),
        max_nodes_(max_nodes),
        control_(control),
        search_(problem, acceptance, {.max_nodes = max_nodes}) {}

  AcceptedDeal find() {
    AcceptedDeal accepted;
    accepted.deal.status = Status::none;
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      GainQuestion question;
      question.above = search_.below_all();
      question.above[j] = staying_[j];
      const auto met = search_.ask(question, control_);
      if (met.status == Status::exact) {
        accepted.accepted_by = all_who_can(search_, problem_, met, question, control_);
        maximise(accepted);
        return accepted;
      }
      if (met.status == Status::unknown) accepted.deal.status = Status::unknown;
    }
    return accepted;
  }

 private:
  /// The greatest product of their gains, with each party in turn better off than today.
  void maximise(AcceptedDeal& accepted) {
    std::vector<Rational> weight(problem_.parties, 0);
    auto floor = search_.below_all();
    for (auto& u : floor) ++u;
    for (const PartyId party : accepted.accepted_by) {
      weight[party.index()] = 1;
      floor[party.index()] = problem_.no_deal[party.index()] + 1;
    }
    const auto engine = make_engine(problem_, control_);
    const Objective product(problem_, Objective::Kind::log_sum, weight, floor);
    Deal& deal = accepted.deal;
    deal.status = Status::exact;
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      auto raised = floor;
      raised[j] = std::max(raised[j], staying_[j] + 1);
      const auto found =
          engine->maximise({problem_, Objective::Kind::log_sum, weight, std::move(raised)},
                           {.max_nodes = max_nodes_}, control_);
      if (found.status != Status::exact && found.status != Status::none) {
        deal.status = Status::bound;
      }
      if (found.outcome.empty()) continue;
      if (!deal.found() || product.compare(found.utility.data(), deal.utility.data()) > 0) {
        deal.outcome = found.outcome;
        deal.utility = found.utility;
      }
    }
    if (!deal.found()) deal.status = Status::unknown;
  }

  const Problem& problem_;
  std::vector<std::int64_t> staying_;  ///< [party]
  std::uint64_t max_nodes_;
  const WorkControl& control_;
  AgreementSearch search_;
};

/// Where not all need to accept.
AcceptedDeal find_deal_of_some(const Scenario& scenario, const Problem& problem,
                               const std::vector<ThreatCarriedOut>& threats,
                               std::uint64_t max_nodes, const WorkControl& control) {
  AgreementSearch search(problem, scenario.acceptance, {.max_nodes = max_nodes});
  const auto met = search.ask({}, control);
  AcceptedDeal accepted;
  accepted.deal.status = met.status;
  if (met.status == Status::none) {
    auto no = explain_no_agreement(search, scenario.acceptance, {}, control);
    accepted.deal.reason = std::move(no.reason);
    accepted.deal.blocking = std::move(no.blocking);
  }
  if (met.status != Status::exact) return accepted;
  accepted.accepted_by = all_who_can(search, problem, met, {}, control);
  accepted.deal =
      find_nash_deal(only_parties(scenario, accepted.accepted_by), threats, max_nodes, control);
  if (!accepted.deal.found()) return {accepted.deal, {}};
  accepted.deal.utility.resize(problem.parties);
  utilities(problem, accepted.deal.outcome.data(), accepted.deal.utility.data());
  return accepted;
}

}  // namespace

AcceptedDeal find_accepted_deal(const Scenario& scenario,
                                const std::vector<ThreatCarriedOut>& threats, bool may_stay,
                                std::uint64_t max_nodes, const WorkControl& control) {
  const auto problem = make_problem(scenario, threats);
  if (!problem) return {};
  AcceptedDeal accepted;
  if (all_must_accept(scenario)) {
    accepted.deal = find_nash_deal(scenario, threats, max_nodes, control);
    if (accepted.deal.found()) accepted.accepted_by = all_parties(scenario);
  } else {
    accepted = find_deal_of_some(scenario, *problem, threats, max_nodes, control);
  }
  if (may_stay || !accepted.deal.found()) return accepted;
  auto staying = value_of_staying(scenario, *problem);
  if (!no_better_than(staying, accepted.deal.utility)) return accepted;
  return BetterThanStaying(*problem, scenario.acceptance, std::move(staying), max_nodes, control)
      .find();
}

}  // namespace entente::bargain
