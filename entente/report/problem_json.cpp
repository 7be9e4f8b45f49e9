#include "entente/report/problem_json.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "entente/report/point_json.hpp"

namespace entente::report {

using nlohmann::ordered_json;

ordered_json weights_json(const Scenario& scenario, const std::vector<Rational>& weights) {
  std::vector<double> all(scenario.party_count(), 1.0);
  for (std::size_t j = 0; j < weights.size(); ++j) all[j] = to_double(weights[j]);
  return by_party(scenario, all);
}

ordered_json no_deal_json(const Scenario& scenario, const std::optional<Outcome>& outcome,
                          const std::vector<double>& utility) {
  return {{"outcome", outcome ? outcome_json(scenario, *outcome) : ordered_json()},
          {"utility", by_party(scenario, utility)}};
}

void write_frontier_json(const Scenario& scenario, const bargain::Problem& problem,
                         const bargain::Frontier& points, const FrontierReport& frontier,
                         const JsonStyle& style, const Sink& sink, MemberWriter& members) {
  const ordered_json head = {{"status", bargain::to_string(frontier.status)},
                             {"epsilon", optional_number(frontier.epsilon)},
                             {"size", frontier.size},
                             {"acceptable", frontier.acceptable},
                             {"points_omitted", frontier.points_omitted}};
  std::string text = members.start("frontier") + "{";
  for (const auto& [key, value] : head.items()) {
    text += "\n    \"" + key + "\": ";
    append_json(value, style, 4, text);
    text += ',';
  }
  sink(text + "\n    \"points\": [");
  const PointJson names(scenario, style);
  for (std::size_t n = 0; n < frontier.shown.size(); ++n) {
    const std::size_t k = frontier.shown[n];
    const PointReport point = make_point(problem, points.utility(k), points.outcome(k));
    text = n == 0 ? "\n      {\"utility\": " : ",\n      {\"utility\": ";
    names.append_amounts(point.utility, text);
    text += ", \"gain\": ";
    names.append_amounts(point.gain, text);
    text += point.acceptable ? ", \"acceptable\": true" : ", \"acceptable\": false";
    text += ", \"outcome\": ";
    names.append_outcome(point.outcome, text);
    text += '}';
    sink(text);
  }
  sink(frontier.shown.empty() ? "]\n  }" : "\n    ]\n  }");
}

}  // namespace entente::report
