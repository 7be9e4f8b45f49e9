#include "entente/bargain/goals.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "entente/model/backquoted.hpp"
#include "entente/model/consistency.hpp"

namespace entente::bargain {
namespace {

/// Rules out all options but those of the condition.
void demand(Scenario& scenario, const Condition& condition, std::string text) {
  const Issue& issue = scenario.issues[condition.issue.index()];
  Rule rule;
  rule.kind = Rule::Kind::ruled_out;
  rule.when = {{condition.issue, {}}};
  rule.text = std::move(text);
  for (std::size_t o = 0; o < issue.options.size(); ++o) {
    const auto& wanted = condition.options;
    if (std::find(wanted.begin(), wanted.end(), OptionId(o)) == wanted.end()) {
      rule.when[0].options.emplace_back(o);
    }
  }
  if (!rule.when[0].options.empty()) scenario.rules.push_back(std::move(rule));
}

}  // namespace

Diagnostics check_goals(const Scenario& scenario, const std::vector<Condition>& goals) {
  const Place place{scenario.file, 0, 0};
  Diagnostics errors;
  for (std::size_t k = 0; k < goals.size(); ++k) {
    const Condition& goal = goals[k];
    const Issue& issue = scenario.issues[goal.issue.index()];
    if (issue.is_threat()) {
      errors.push_back(make_error(place,
                                  fmt::format("the goal {} is a threat", backquoted(issue.key)),
                                  "threats are never part of an agreement"));
    }
    if (std::any_of(goals.begin(), goals.begin() + static_cast<std::ptrdiff_t>(k),
                    [&](const Condition& other) {
                      return other.issue == goal.issue && other.options != goal.options;
                    })) {
      errors.push_back(make_error(
          place, fmt::format("there are two goals for the issue {}", backquoted(issue.key)),
          "an agreement settles an issue in one way"));
    }
  }
  return errors;
}

void demand_goal(Scenario& scenario, const Condition& goal) {
  const Issue& issue = scenario.issues[goal.issue.index()];
  const std::string text = issue.key + '=' + issue.options[goal.options.front().index()];
  demand(scenario, goal, "the goal " + backquoted(text));
}

void demand_status_quo(Scenario& scenario, IssueId issue) {
  const Issue& it = scenario.issues[issue.index()];
  demand(scenario, {issue, {it.status_quo}}, backquoted(it.key) + " left as it is");
}

std::vector<std::size_t> find_conflict(const Scenario& scenario) {
  std::vector<std::size_t> rules(scenario.rules.size());
  std::iota(rules.begin(), rules.end(), std::size_t{0});
  RuleSolver solver(scenario);
  auto found = solver.conflict(rules);
  return found.verdict == Consistency::contradictory ? std::move(found.rules)
                                                     : std::vector<std::size_t>{};
}

std::string conflict_text(const Scenario& scenario, const std::vector<std::size_t>& rules) {
  std::string text = "no outcome keeps all of these: ";
  for (std::size_t k = 0; k < rules.size(); ++k) {
    const Rule& rule = scenario.rules[rules[k]];
    if (k > 0) text += k + 1 == rules.size() ? " and " : ", ";
    if (rule.place.line > 0) {
      text += fmt::format("{} (line {})", backquoted(rule.text), rule.place.line);
    } else {
      text += rule.text;
    }
  }
  return text;
}

}  // namespace entente::bargain
