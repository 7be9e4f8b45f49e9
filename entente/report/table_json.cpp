#include "entente/report/table_json.hpp"

#include <map>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "entente/report/diagnostics_json.hpp"
#include "entente/report/scenario_json.hpp"
#include "entente/report/solve_json.hpp"

namespace entente::report {
namespace {

using nlohmann::ordered_json;

/// "joint", with underscores after it while a party has that name.
std::string joint_key(const Scenario& scenario) {
  std::string key = "joint";
  while (scenario.find_party(key)) key += '_';
  return key;
}

template <class Issues>
ordered_json issues_json(const Scenario& scenario, const Issues& issues) {
  auto list = ordered_json::array();
  for (const auto issue : issues) list.push_back(scenario.issues[issue].key);
  return list;
}

ordered_json ids_json(const Scenario& scenario, const std::vector<IssueId>& issues) {
  auto list = ordered_json::array();
  for (const IssueId issue : issues) list.push_back(scenario.issues[issue.index()].key);
  return list;
}

ordered_json table_json(const Scenario& scenario, const std::vector<IssueId>& issues) {
  const auto sides = by_side(scenario, issues);
  auto object = ordered_json::object();
  for (std::size_t j = 0; j < scenario.party_count(); ++j) {
    object[scenario.parties[j].key] = issues_json(scenario, sides[j]);
  }
  object[joint_key(scenario)] = issues_json(scenario, sides.back());
  return object;
}

ordered_json moves_json(const Scenario& scenario, const ExampleReport& example) {
  auto object = ordered_json::object();
  for (const std::size_t i : example.moved) {
    object[scenario.issues[i].key] = scenario.issues[i].options[example.outcome[i]];
  }
  return object;
}

ordered_json goals_json(const TableReport& report) {
  auto list = ordered_json::array();
  for (const auto& goal : report.context.goals) {
    const Issue& issue = report.scenario->issues[goal.issue.index()];
    list.push_back({{"issue", issue.key}, {"option", issue.options[goal.options.front().index()]}});
  }
  return list;
}

ordered_json no_deal_json(const TableReport& report) {
  const Scenario& scenario = *report.scenario;
  return {{"outcome", outcome_json(scenario, no_deal_outcome(scenario, report.context.threats))},
          {"utility", by_party(scenario, report.no_deal_utility)}};
}

ordered_json optional_boolean(const std::optional<bool>& value) {
  return value ? ordered_json(*value) : ordered_json();
}

ordered_json possible_json(const TableReport& report) {
  if (report.possible()) return true;
  return report.proven_impossible() ? ordered_json(false) : ordered_json();
}

ordered_json tables_json(const TableReport& report) {
  auto list = ordered_json::array();
  for (const auto& table : report.answer->tables) {
    list.push_back(table_json(*report.scenario, table.issues));
  }
  return list;
}

ordered_json examples_json(const TableReport& report) {
  const Scenario& scenario = *report.scenario;
  auto list = ordered_json::array();
  for (const auto& table : report.answer->tables) {
    const auto example = make_example(scenario, report.answer->problem, table);
    list.push_back(
        {{"moves", moves_json(scenario, example)}, {"gain", by_party(scenario, example.gain)}});
  }
  return list;
}

ordered_json sizes_json(const TableReport& report) {
  std::map<std::size_t, std::size_t> sizes;
  for (const auto& table : report.answer->tables) ++sizes[table.issues.size()];
  auto list = ordered_json::array();
  for (const auto& [size, count] : sizes) list.push_back({{"issues", size}, {"tables", count}});
  return list;
}

ordered_json sets_json(const Scenario& scenario, const std::vector<std::vector<IssueId>>& sets) {
  auto list = ordered_json::array();
  for (const auto& set : sets) list.push_back(ids_json(scenario, set));
  return list;
}

void write_by_party(const TableReport& report, MemberWriter& out) {
  const Scenario& scenario = *report.scenario;
  auto sets = ordered_json::object();
  auto complete = ordered_json::object();
  for (std::size_t j = 0; j < report.answer->by_party.size(); ++j) {
    const auto& party = report.answer->by_party[j];
    sets[scenario.parties[j].key] = sets_json(scenario, party.sets);
    complete[scenario.parties[j].key] = party.complete;
  }
  out.member("by_party", sets);
  out.member("by_party_complete", complete);
}

void write_question(const TableReport& report, MemberWriter& out) {
  const Scenario& scenario = *report.scenario;
  out.member("threats", threats_json(scenario, report.context.threats));
  out.member("status_quo", status_quo_json(scenario));
  out.member("no_deal", no_deal_json(report));
  out.member("acceptance", acceptance_json(scenario));
  out.member("goals", goals_json(report));
  out.member("may_move", ids_json(scenario, report.answer->may_move));
}

void write_answer(const TableReport& report, MemberWriter& out) {
  const Scenario& scenario = *report.scenario;
  const auto& answer = *report.answer;
  std::vector<std::size_t> blocking;
  for (const PartyId party : answer.blocking) blocking.push_back(party.index());
  out.member("possible", possible_json(report));
  out.member("reason", text_or_null(answer.reason));
  out.member("blocking", party_keys(scenario, blocking));
  out.member("without_goals", optional_boolean(answer.without_goals));
  out.member("with_all_issues", optional_boolean(answer.with_all_issues));
  out.member("must_move", ids_json(scenario, answer.must_move));
  out.member("not_needed", ids_json(scenario, answer.not_needed));
  out.member("sizes", sizes_json(report));
  out.member("tables", tables_json(report));
  out.member("examples", examples_json(report));
  write_by_party(report, out);
  out.member("blockers", sets_json(scenario, answer.blockers));
  out.member("deals", report.deals ? deals_json(*report.deals) : ordered_json());
}

}  // namespace

void write_table_json(const TableReport& report, const JsonStyle& style, const Sink& sink) {
  const Scenario& scenario = *report.scenario;
  MemberWriter out(style, sink);
  out.member("schema", "entente.table/1");
  out.member("title", text_or_null(scenario.title));
  out.member("source", text_or_null(scenario.source));
  out.member("complete", report.complete);
  out.member("stopped_by", report.complete ? ordered_json() : ordered_json(to_string(report.stop)));
  write_arithmetic(scenario, report.answer->problem, out);
  write_names(scenario, out);
  write_question(report, out);
  write_answer(report, out);
  out.member("warnings", diagnostics_json(report.warnings));
  out.finish();
}

std::string found_table_json(const Scenario& scenario, const bargain::Problem& problem,
                             const bargain::Table& table, std::size_t number,
                             const JsonStyle& style) {
  const auto example = make_example(scenario, problem, table);
  std::string line;
  append_json_line({{"schema", "entente.table.found/1"},
                    {"number", number},
                    {"table", table_json(scenario, table.issues)},
                    {"moves", moves_json(scenario, example)},
                    {"gain", by_party(scenario, example.gain)}},
                   style, line);
  return line + '\n';
}

}  // namespace entente::report
