#include <nlohmann/json.hpp>

#include "entente/report/diagnostics_json.hpp"
#include "entente/report/scenario_json.hpp"
#include "entente/report/why_report.hpp"

namespace entente::report {
namespace {

using bargain::Change;
using nlohmann::ordered_json;

std::vector<double> doubles(const std::vector<Rational>& amounts) {
  std::vector<double> list;
  for (const auto& amount : amounts) list.push_back(to_double(amount));
  return list;
}

ordered_json goals_json(const WhyReport& report) {
  auto list = ordered_json::array();
  for (const auto& goal : report.question->goals) {
    const auto& issue = report.scenario->issues[goal.issue.index()];
    list.push_back({{"issue", issue.key}, {"option", issue.options[goal.options.front().index()]}});
  }
  return list;
}

ordered_json issue_keys(const Scenario& scenario, const std::vector<IssueId>& issues) {
  auto list = ordered_json::array();
  for (const IssueId issue : issues) list.push_back(scenario.issues[issue.index()].key);
  return list;
}

ordered_json keys_of(const Scenario& scenario, const std::vector<PartyId>& parties) {
  std::vector<std::size_t> places;
  for (const PartyId party : parties) places.push_back(party.index());
  return party_keys(scenario, places);
}

ordered_json no_deal_json(const WhyReport& report) {
  const Scenario& scenario = *report.scenario;
  const auto& threats = report.question->threats;
  std::vector<double> utility;
  for (std::size_t j = 0; j < scenario.party_count(); ++j) {
    utility.push_back(to_double(no_deal_utility(scenario, PartyId(j), threats)));
  }
  return {{"outcome", scenario.has_status_quo
                          ? outcome_json(scenario, no_deal_outcome(scenario, threats))
                          : ordered_json()},
          {"utility", by_party(scenario, utility)}};
}

ordered_json deal_json(const WhyReport& report) {
  const Scenario& scenario = *report.scenario;
  const auto& deal = report.why->deal;
  ordered_json object = {{"status", to_string(deal.status)},
                         {"utility", nullptr},
                         {"gain", nullptr},
                         {"outcome", nullptr},
                         {"reason", text_or_null(deal.reason)}};
  object["blocking"] = keys_of(scenario, deal.blocking);
  object["accepted_by"] = keys_of(scenario, report.why->accepted_by);
  if (!deal.found()) return object;
  const auto& problem = report.why->problem;
  std::vector<double> utility;
  std::vector<double> gain;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    utility.push_back(to_points(problem, j, deal.utility[j]));
    gain.push_back(to_points(problem, j, deal.utility[j] - problem.no_deal[j]));
  }
  object["utility"] = by_party(scenario, utility);
  object["gain"] = by_party(scenario, gain);
  object["outcome"] = outcome_json(scenario, deal.outcome);
  return object;
}

ordered_json margins_json(const WhyReport& report) {
  auto object = ordered_json::object();
  for (std::size_t j = 0; j < report.why->margins.size(); ++j) {
    const auto& margin = report.why->margins[j];
    const bool known = margin.status == bargain::Status::exact;
    object[report.scenario->parties[j].key] = {
        {"status", to_string(margin.status)},
        {"most", known ? json_number(to_double(margin.most)) : ordered_json()},
        {"needed", margin.needed}};
  }
  return object;
}

ordered_json change_json(const WhyReport& report, const Change& change) {
  const Scenario& scenario = *report.scenario;
  ordered_json object = {{"kind", to_string(change.kind)}};
  switch (change.kind) {
    case Change::Kind::drop_goal: {
      const auto& goal = report.question->goals[change.index];
      const auto& issue = scenario.issues[goal.issue.index()];
      object["issue"] = issue.key;
      object["option"] = issue.options[goal.options.front().index()];
      break;
    }
    case Change::Kind::put_on_table:
      object["issue"] = scenario.issues[change.index].key;
      break;
    case Change::Kind::drop_rule:
      object["rule"] = rule_json(scenario.rules[change.index]);
      break;
    case Change::Kind::carry_out_threat:
      object["issue"] = scenario.issues[change.index].key;
      object["option"] = scenario.issues[change.index].options[change.option.index()];
      break;
    case Change::Kind::lower_reservation:
      object["party"] = scenario.parties[change.index].key;
      object["by_more_than"] = json_number(to_double(change.by_more_than));
      break;
  }
  return object;
}

ordered_json changes_json(const WhyReport& report, const std::vector<Change>& changes) {
  auto list = ordered_json::array();
  for (const auto& change : changes) list.push_back(change_json(report, change));
  return list;
}

ordered_json relaxations_json(const WhyReport& report) {
  auto list = ordered_json::array();
  for (const auto& relaxation : report.why->relaxations) {
    list.push_back({{"changes", changes_json(report, relaxation.changes)},
                    {"status", to_string(relaxation.status)},
                    {"accepted_by", keys_of(*report.scenario, relaxation.accepted_by)},
                    {"utility", by_party(*report.scenario, doubles(relaxation.utility))},
                    {"gain", by_party(*report.scenario, doubles(relaxation.gain))},
                    {"outcome", outcome_json(*report.scenario, relaxation.outcome)}});
  }
  return list;
}

}  // namespace

void write_why_json(const WhyReport& report, const JsonStyle& style, const Sink& sink) {
  const Scenario& scenario = *report.scenario;
  const auto& why = *report.why;
  MemberWriter out(style, sink);
  out.member("schema", "entente.why/1");
  out.member("title", text_or_null(scenario.title));
  out.member("source", text_or_null(scenario.source));
  out.member("complete", why.complete);
  out.member("stopped_by",
             why.complete ? ordered_json() : ordered_json(to_string(report.stopped_by())));
  write_arithmetic(scenario, why.problem, out);
  write_names(scenario, out);
  out.member("goals", goals_json(report));
  out.member("off", issue_keys(scenario, report.question->off));
  out.member("threats", threats_json(scenario, report.question->threats));
  out.member("acceptance", acceptance_json(scenario));
  out.member("status_quo", status_quo_json(scenario));
  out.member("no_deal", no_deal_json(report));
  out.member("deal", deal_json(report));
  out.member("conflict", changes_json(report, why.conflict));
  out.member("margins", margins_json(report));
  out.member("needed_issues", issue_keys(scenario, why.needed_issues));
  out.member("needed_threats", threats_json(scenario, why.needed_threats));
  out.member("relaxations", relaxations_json(report));
  out.member("relaxations_complete", why.relaxations_complete);
  out.member("hopeless", why.hopeless);
  out.member("warnings", diagnostics_json(report.warnings));
  out.finish();
}

}  // namespace entente::report
