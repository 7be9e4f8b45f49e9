#include "entente/model/outcome.hpp"

#include <algorithm>

namespace entente {
namespace {

bool all_hold(const std::vector<Condition>& conditions, const Outcome& outcome) {
  return std::all_of(conditions.begin(), conditions.end(),
                     [&](const Condition& c) { return holds(c, outcome); });
}

Rational aggregate_value(const Aggregate& node, const Outcome& outcome) {
  Rational total = 0;
  bool first = true;
  const auto take = [&](const Rational& v) {
    if (node.kind == Aggregate::Kind::sum) {
      total += v;
    } else if (first || (node.kind == Aggregate::Kind::maximum ? v > total : v < total)) {
      total = v;
    }
    first = false;
  };
  for (const auto& box : node.boxes) {
    take(all_hold(box.when, outcome) == box.inside ? box.value : Rational(0));
  }
  for (const auto& child : node.children) take(aggregate_value(child, outcome));
  return total * node.weight;
}

int moved(const Scenario& scenario, const Rule& rule, const Outcome& outcome) {
  return static_cast<int>(std::count_if(rule.issues.begin(), rule.issues.end(), [&](IssueId issue) {
    return outcome[issue.index()] != scenario.issues[issue.index()].status_quo.index();
  }));
}

bool within_budget(const Rule& rule, const Outcome& outcome) {
  Rational spent = 0;
  for (const auto& costs : rule.costs) spent += costs.cost[outcome[costs.issue.index()]];
  return spent <= rule.limit;
}

bool keeps(const Scenario& scenario, const Rule& rule, const Outcome& outcome) {
  switch (rule.kind) {
    case Rule::Kind::requires_:
      return !all_hold(rule.when, outcome) || all_hold(rule.then, outcome);
    case Rule::Kind::excludes:
    case Rule::Kind::ruled_out:
      return !all_hold(rule.when, outcome);
    case Rule::Kind::at_most:
      return moved(scenario, rule, outcome) <= rule.count;
    case Rule::Kind::at_least:
      return moved(scenario, rule, outcome) >= rule.count;
    case Rule::Kind::budget:
      return within_budget(rule, outcome);
  }
  return false;
}

}  // namespace

Outcome no_deal_outcome(const Scenario& scenario,
                        const std::vector<ThreatCarriedOut>& carried_out) {
  Outcome outcome;
  outcome.reserve(scenario.issue_count());
  for (const auto& issue : scenario.issues) {
    outcome.push_back(static_cast<std::uint16_t>(issue.status_quo.index()));
  }
  for (const auto& threat : carried_out) {
    outcome[threat.issue.index()] = static_cast<std::uint16_t>(threat.option.index());
  }
  return outcome;
}

const Rule* disabling_rule(const Scenario& scenario, const ThreatCarriedOut& threat) {
  const auto disables = [&](const Rule& rule) {
    return (rule.kind == Rule::Kind::ruled_out || rule.kind == Rule::Kind::excludes) &&
           !rule.when.empty() &&
           std::all_of(rule.when.begin(), rule.when.end(), [&](const Condition& c) {
             return c.issue == threat.issue &&
                    std::binary_search(c.options.begin(), c.options.end(), threat.option);
           });
  };
  const auto found = std::find_if(scenario.rules.begin(), scenario.rules.end(), disables);
  return found == scenario.rules.end() ? nullptr : &*found;
}

std::vector<IssueId> open_issues(const Scenario& scenario, const StatedAgreement& agreement) {
  std::vector<IssueId> open;
  if (scenario.has_status_quo) return open;
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    if (!agreement.options[i]) open.emplace_back(i);
  }
  return open;
}

Outcome outcome_of(const Scenario& scenario, const StatedAgreement& agreement) {
  Outcome outcome;
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    const OptionId option = agreement.options[i].value_or(scenario.issues[i].status_quo);
    outcome.push_back(static_cast<std::uint16_t>(option.index()));
  }
  return outcome;
}

bool holds(const Condition& condition, const Outcome& outcome) {
  const OptionId chosen(outcome[condition.issue.index()]);
  return std::binary_search(condition.options.begin(), condition.options.end(), chosen);
}

Rational utility(const Scenario& scenario, PartyId party, const Outcome& outcome) {
  const Preferences& p = scenario.preferences[party.index()];
  Rational total = 0;
  for (std::size_t i = 0; i < p.values.size(); ++i) {
    if (!p.values[i].empty()) total += p.values[i][outcome[i]].mean();
  }
  for (const auto& term : p.together) {
    if (all_hold(term.when, outcome)) total += term.add.mean();
  }
  if (p.aggregate) total += aggregate_value(*p.aggregate, outcome);
  if (p.cap && total > *p.cap) total = *p.cap;
  return total;
}

std::vector<const Rule*> broken_rules(const Scenario& scenario, const Outcome& outcome) {
  std::vector<const Rule*> broken;
  for (const auto& rule : scenario.rules) {
    if (!keeps(scenario, rule, outcome)) broken.push_back(&rule);
  }
  return broken;
}

bool is_agreement(const Scenario& scenario, const Outcome& outcome) {
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    const auto& issue = scenario.issues[i];
    if (issue.is_threat() && outcome[i] != issue.status_quo.index()) return false;
  }
  return broken_rules(scenario, outcome).empty();
}

Rational no_deal_utility(const Scenario& scenario, PartyId party,
                         const std::vector<ThreatCarriedOut>& carried_out) {
  const Preferences& p = scenario.preferences[party.index()];
  if (p.reservation) return p.reservation->mean();
  if (!scenario.has_status_quo) return 0;
  return utility(scenario, party, no_deal_outcome(scenario, carried_out));
}

}  // namespace entente
