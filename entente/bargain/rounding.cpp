#include "entente/bargain/rounding.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace entente::bargain {
namespace {

bool gains_by_status_quo(const Scenario& scenario, const std::vector<ThreatCarriedOut>& threats,
                         PartyId party) {
  return utility(scenario, party, no_deal_outcome(scenario, {})) >
         no_deal_utility(scenario, party, threats);
}

/// Is the option worth the same as the status quo to the party, whatever else is agreed?
bool same_as_today(const Preferences& preference, std::size_t issue, std::size_t option,
                   std::size_t today) {
  if (option == today) return true;
  const auto& values = preference.values[issue];
  const bool in_terms =
      std::any_of(preference.together.begin(), preference.together.end(), [&](const auto& term) {
        return std::any_of(term.when.begin(), term.when.end(),
                           [&](const Condition& c) { return c.issue.index() == issue; });
      });
  return preference.is_sum() && !in_terms &&
         (values.empty() || values[option].mean() == values[today].mean());
}

}  // namespace

std::vector<std::int64_t> rounding_units(const Problem& problem) {
  std::vector<std::int64_t> units(problem.parties, 0);
  if (problem.arithmetic == Arithmetic::exact) return units;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    const double tolerance = problem.tolerance[j] * to_double(problem.denominator[j]);
    units[j] = static_cast<std::int64_t>(std::ceil(4 * tolerance));
  }
  return units;
}

void rule_out_status_quo(const Scenario& scenario, const std::vector<ThreatCarriedOut>& threats,
                         Problem& problem) {
  if (!scenario.has_status_quo) return;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    if (gains_by_status_quo(scenario, threats, PartyId(j))) return;
  }
  LinearRule some_change;  // at least one option counts
  some_change.cost.assign(problem.option_total(), 0);
  some_change.limit = -1;
  for (std::size_t i = 0; i < problem.issues; ++i) {
    const std::size_t today = scenario.issues[i].status_quo.index();
    for (std::size_t o = 0; o < problem.options[i]; ++o) {
      const bool same = std::all_of(
          scenario.preferences.begin(), scenario.preferences.end(),
          [&](const Preferences& preference) { return same_as_today(preference, i, o, today); });
      if (!same) some_change.cost[problem.first[i] + o] = -1;
    }
  }
  problem.linear.push_back(std::move(some_change));
}

}  // namespace entente::bargain
