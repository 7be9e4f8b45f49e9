#pragma once

#include <optional>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "entente/report/scenario_json.hpp"
#include "entente/report/solve_report.hpp"

namespace entente::report {

// What the JSON of verbs that solve problems has in common.

/// {party: weight}; `weights` empty: 1 for all.
[[nodiscard]] nlohmann::ordered_json weights_json(const Scenario& scenario,
                                                  const std::vector<Rational>& weights);
/// {outcome, utility}.
[[nodiscard]] nlohmann::ordered_json no_deal_json(const Scenario& scenario,
                                                  const std::optional<Outcome>& outcome,
                                                  const std::vector<double>& utility);

/// The member `frontier`, point by point, so that they are never held together.
void write_frontier_json(const Scenario& scenario, const bargain::Problem& problem,
                         const bargain::Frontier& points, const FrontierReport& frontier,
                         const JsonStyle& style, const Sink& sink, MemberWriter& members);

}  // namespace entente::report
