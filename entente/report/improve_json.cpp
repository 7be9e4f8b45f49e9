#include "entente/report/improve_json.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "entente/report/diagnostics_json.hpp"
#include "entente/report/problem_json.hpp"

namespace entente::report {
namespace {

using nlohmann::ordered_json;

/// "steady", "safe", "none", "unknown".
const char* to_string(bargain::MoveOrder::Kind kind) {
  switch (kind) {
    case bargain::MoveOrder::Kind::steady:
      return "steady";
    case bargain::MoveOrder::Kind::safe:
      return "safe";
    case bargain::MoveOrder::Kind::none:
      return "none";
    case bargain::MoveOrder::Kind::unknown:
      return "unknown";
  }
  return "unknown";
}

ordered_json rules_json(const Scenario& scenario, const std::vector<std::size_t>& rules) {
  auto list = ordered_json::array();
  for (const std::size_t r : rules) list.push_back(rule_json(scenario.rules[r]));
  return list;
}

ordered_json draft_json(const ImproveReport& report) {
  const Scenario& scenario = *report.scenario;
  return {{"title", text_or_null(report.context.draft_title)},
          {"outcome", outcome_json(scenario, report.draft.outcome)},
          {"utility", by_party(scenario, report.draft.utility)},
          {"gain", by_party(scenario, report.draft.gain)},
          {"acceptable", report.draft.acceptable},
          {"broken_rules", rules_json(scenario, report.answer->broken)}};
}

ordered_json changes_json(const Scenario& scenario, const ProposalReport& proposal) {
  if (!proposal.point) return nullptr;
  auto list = ordered_json::array();
  for (const auto& change : proposal.changes) {
    const auto& issue = scenario.issues[change.issue];
    list.push_back({{"issue", issue.key},
                    {"from", issue.options[change.from]},
                    {"to", issue.options[change.to]},
                    {"effect", by_party(scenario, change.effect)},
                    {"marginal", change.marginal}});
  }
  return list;
}

/// The members that an improvement and a smallest change have in common.
void add_proposal(const Scenario& scenario, const ProposalReport& proposal, ordered_json& object) {
  object["status"] = to_string(proposal.status);
  object["value"] = optional_number(proposal.value);
  object["gap"] = proposal.point ? optional_number(proposal.gap) : ordered_json();
  object["ties"] = proposal.ties;
  object["ties_complete"] = proposal.ties_complete;
  object["canonical"] = proposal.canonical;
  const auto& point = proposal.point;
  object["utility"] = point ? by_party(scenario, point->utility) : ordered_json();
  object["gain"] = point ? by_party(scenario, point->gain) : ordered_json();
  object["improvement"] = point ? by_party(scenario, proposal.rise) : ordered_json();
  object["acceptable"] = point ? ordered_json(point->acceptable) : ordered_json();
  object["outcome"] = point ? outcome_json(scenario, point->outcome) : ordered_json();
  object["changes"] = changes_json(scenario, proposal);
  object["reason"] = text_or_null(proposal.reason);
}

ordered_json order_json(const ImproveReport& report) {
  if (!report.improvement.point) return nullptr;
  const Scenario& scenario = *report.scenario;
  auto moves = ordered_json::array();
  for (const auto& move : report.moves) {
    moves.push_back({{"issue", scenario.issues[move.issues.front()].key},
                     {"improvement", by_party(scenario, move.rise)},
                     {"broken_rules", rules_json(scenario, move.broken)}});
  }
  auto groups = ordered_json::array();
  for (const auto& group : report.groups) {
    auto issues = ordered_json::array();
    for (const std::size_t i : group.issues) issues.push_back(scenario.issues[i].key);
    groups.push_back({{"issues", std::move(issues)},
                      {"improvement", by_party(scenario, group.rise)},
                      {"broken_rules", rules_json(scenario, group.broken)}});
  }
  const auto& order = report.answer->improvement.order;
  return {{"kind", to_string(order.kind)},
          {"moves", std::move(moves)},
          {"groups", std::move(groups)},
          {"groups_proven", order.groups_proven}};
}

ordered_json improvement_json(const ImproveReport& report) {
  auto object = ordered_json::object();
  add_proposal(*report.scenario, report.improvement, object);
  object["gainers"] = party_keys(*report.scenario, report.gainers);
  object["order"] = order_json(report);
  return object;
}

ordered_json smallest_change_json(const ImproveReport& report) {
  if (!report.smallest_change) return nullptr;
  const Scenario& scenario = *report.scenario;
  const auto& party = report.answer->smallest_change->least_cost;
  auto object = ordered_json::object();
  object["least_cost"] =
      party ? ordered_json(scenario.parties[party->index()].key) : ordered_json();
  add_proposal(scenario, *report.smallest_change, object);
  object["choice_proven"] = report.smallest_change->choice_proven;
  return object;
}

}  // namespace

void write_improve_json(const ImproveReport& report, const JsonStyle& style, const Sink& sink) {
  const Scenario& scenario = *report.scenario;
  const auto& answer = *report.answer;
  MemberWriter out(style, sink);
  out.member("schema", "entente.improve/1");
  out.member("title", text_or_null(scenario.title));
  out.member("source", text_or_null(scenario.source));
  out.member("complete", report.complete);
  out.member("stopped_by", report.complete ? ordered_json() : ordered_json(to_string(report.stop)));
  out.member("verified", report.context.verified);
  write_arithmetic(scenario, answer.problem, out);
  write_names(scenario, out);
  out.member("weights", weights_json(scenario, report.context.weights));
  out.member("threats", threats_json(scenario, report.context.threats));
  out.member("status_quo", status_quo_json(scenario));
  std::optional<Outcome> no_deal;
  if (scenario.has_status_quo) no_deal = no_deal_outcome(scenario, report.context.threats);
  out.member("no_deal", no_deal_json(scenario, no_deal, report.no_deal_utility));
  out.member("draft", draft_json(report));
  out.member("improvement", improvement_json(report));
  out.member("smallest_change", smallest_change_json(report));
  if (report.frontier) {
    write_frontier_json(scenario, answer.problem, *answer.frontier, *report.frontier, style, sink,
                        out);
  } else {
    out.member("frontier", nullptr);
  }
  out.member("warnings", diagnostics_json(report.warnings));
  out.finish();
}

}  // namespace entente::report
