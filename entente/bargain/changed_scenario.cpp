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

/// [issue] does any party, goal or rule tell its options apart?
std::vector<bool> issues_that_matter(const Scenario& scenario,
                                     const std::vector<Condition>& goals) {
  std::vector<bool> matters(scenario.issue_count(), false);
  const auto mark = [&](const std::vector<Condition>& conditions) {
    for (const auto& c : conditions) matters[c.issue.index()] = true;
  };
  mark(goals);
  for (const auto& p : scenario.preferences) {
    for (std::size_t i = 0; i < matters.size(); ++i) {
      const bool valued =
          i < p.values.size() && std::any_of(
                                     p.values[i].begin(), p.values[i].end(),
                                     [&](const Value& v) { return v != p.values[i].front(); });
      matters[i] = matters[i] || valued || p.aggregate.has_value();
    }
    for (const auto& term : p.together) mark(term.when);
  }
  for (const auto& rule : scenario.rules) {
    mark(rule.when);
    mark(rule.then);
    for (const IssueId i : rule.issues) matters[i.index()] = true;
    for (const auto& cost : rule.costs) matters[cost.issue.index()] = true;
  }
  return matters;
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
    const auto engine = problem->separable() ? make_separable_engine(*problem)
                                             : make_general_engine(*problem, control);
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
                                 const GainAnswer& found, const WorkControl& control) {
  std::vector<PartyId> gaining;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    if (found.utility[j] > problem.no_deal[j]) gaining.emplace_back(j);
  }
  for (std::size_t j = 0; j < problem.parties; ++j) {
    if (std::find(gaining.begin(), gaining.end(), PartyId(j)) != gaining.end()) continue;
    auto more = gaining;
    more.insert(std::upper_bound(more.begin(), more.end(), PartyId(j)), PartyId(j));
    if (search.ask_for(more, {}, control).status == Status::exact) gaining = std::move(more);
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
  const auto matters = issues_that_matter(scenario, options.goals);
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    const auto& issue = scenario.issues[i];
    if (!issue.is_threat()) {
      if (matters[i]) matters_.emplace_back(i);
      continue;
    }
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

bool ChangedScenario::stays(const Outcome& outcome) const {
  if (!scenario_.has_status_quo) return false;
  return std::all_of(matters_.begin(), matters_.end(), [&](IssueId i) {
    return outcome[i.index()] == scenario_.issues[i.index()].status_quo.index();
  });
}

Scenario ChangedScenario::that_moves(Scenario changed) const {
  Rule rule;
  rule.kind = Rule::Kind::at_least;
  rule.count = 1;
  rule.issues = matters_;
  changed.rules.push_back(std::move(rule));
  return changed;
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

AcceptedDeal find_accepted_deal(const Scenario& scenario,
                                const std::vector<ThreatCarriedOut>& threats,
                                std::uint64_t max_nodes, const WorkControl& control) {
  if (all_must_accept(scenario)) {
    AcceptedDeal all{find_nash_deal(scenario, threats, max_nodes, control), {}};
    if (all.deal.found()) all.accepted_by = all_parties(scenario);
    return all;
  }
  const auto problem = make_problem(scenario, threats);
  if (!problem) return {};
  AgreementSearch search(*problem, scenario.acceptance, {.max_nodes = max_nodes});
  const auto met = search.ask({}, control);
  AcceptedDeal accepted;
  accepted.deal.status = met.status;
  if (met.status == Status::none) {
    auto no = explain_no_agreement(search, scenario.acceptance, {}, control);
    accepted.deal.reason = std::move(no.reason);
    accepted.deal.blocking = std::move(no.blocking);
  }
  if (met.status != Status::exact) return accepted;
  accepted.accepted_by = all_who_can(search, *problem, met, control);
  accepted.deal =
      find_nash_deal(only_parties(scenario, accepted.accepted_by), threats, max_nodes, control);
  if (!accepted.deal.found()) return {accepted.deal, {}};
  accepted.deal.utility.resize(problem->parties);
  utilities(*problem, accepted.deal.outcome.data(), accepted.deal.utility.data());
  return accepted;
}

}  // namespace entente::bargain
