#pragma once

#include <string>
#include <vector>

#include "entente/base/diagnostic.hpp"
#include "entente/model/scenario.hpp"

namespace entente::bargain {

/// What is wrong with these goals: one that is a threat, or an issue that another goal settles
/// otherwise.
[[nodiscard]] Diagnostics check_goals(const Scenario& scenario,
                                      const std::vector<Condition>& goals);

/// Adds the rule that the goal holds: no other option of its issue. Nothing where there is none.
void demand_goal(Scenario& scenario, const Condition& goal);
/// Adds the rule that the issue stays as it is today.
void demand_status_quo(Scenario& scenario, IssueId issue);

/// Rules that no outcome keeps, as indices in file order, so few that leaving out any one makes the
/// others possible (unless a limit of work was reached). Empty where some outcome keeps all rules,
/// or that was not found out. Fails in bounded work (see ConsistencyLimits).
[[nodiscard]] std::vector<std::size_t> find_conflict(const Scenario& scenario);

/// "no outcome keeps all of these: the goal `x=yes`, `y` left as it is and `budget: 3` (line 10)".
[[nodiscard]] std::string conflict_text(const Scenario& scenario,
                                        const std::vector<std::size_t>& rules);

}  // namespace entente::bargain
