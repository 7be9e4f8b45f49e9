#include "entente/report/scenario_json.hpp"

#include <cstdint>
#include <utility>

#include <nlohmann/json.hpp>

#include "entente/bargain/problem.hpp"

namespace entente::report {

using nlohmann::ordered_json;

ordered_json optional_number(const std::optional<double>& value) {
  return value ? json_number(*value) : ordered_json();
}

ordered_json text_or_null(const std::string& text) {
  return text.empty() ? ordered_json() : ordered_json(text);
}

ordered_json by_party(const Scenario& scenario, const std::vector<double>& amounts) {
  auto object = ordered_json::object();
  for (std::size_t j = 0; j < amounts.size(); ++j) {
    object[scenario.parties[j].key] = json_number(amounts[j]);
  }
  return object;
}

ordered_json outcome_json(const Scenario& scenario, const Outcome& outcome) {
  auto object = ordered_json::object();
  for (std::size_t i = 0; i < outcome.size(); ++i) {
    object[scenario.issues[i].key] = scenario.issues[i].options[outcome[i]];
  }
  return object;
}

ordered_json party_keys(const Scenario& scenario, const std::vector<std::size_t>& parties) {
  auto list = ordered_json::array();
  for (const std::size_t j : parties) list.push_back(scenario.parties[j].key);
  return list;
}

ordered_json rule_json(const Rule& rule) {
  const bool placed = rule.place.line > 0;
  return {{"text", rule.text},
          {"file", placed ? ordered_json(rule.place.file) : ordered_json()},
          {"line", placed ? ordered_json(rule.place.line) : ordered_json()}};
}

namespace {

ordered_json names_json(const Scenario& scenario) {
  auto object = ordered_json::object();
  for (const auto& party : scenario.parties) object[party.key] = party.name;
  return object;
}

ordered_json titles_json(const Scenario& scenario) {
  auto object = ordered_json::object();
  for (const auto& issue : scenario.issues) object[issue.key] = issue.title;
  return object;
}

}  // namespace

ordered_json status_quo_json(const Scenario& scenario) {
  if (!scenario.has_status_quo) return nullptr;
  auto object = ordered_json::object();
  for (const auto& issue : scenario.issues) {
    object[issue.key] = issue.options[issue.status_quo.index()];
  }
  return object;
}

ordered_json threats_json(const Scenario& scenario, const std::vector<ThreatCarriedOut>& threats) {
  auto list = ordered_json::array();
  for (const auto& threat : threats) {
    const auto& issue = scenario.issues[threat.issue.index()];
    list.push_back({{"issue", issue.key}, {"option", issue.options[threat.option.index()]}});
  }
  return list;
}

ordered_json acceptance_json(const Scenario& scenario) {
  std::vector<std::size_t> veto;
  for (const PartyId party : scenario.acceptance.veto) veto.push_back(party.index());
  const int at_least = scenario.acceptance.at_least;
  return {{"at_least", at_least > 0 ? static_cast<std::size_t>(at_least) : scenario.party_count()},
          {"veto", party_keys(scenario, veto)}};
}

/// Readers of JSON commonly take numbers for doubles, so that counts above 2^53 are text.
ordered_json integer_json(const Integer& count) {
  if (count <= Integer(std::int64_t{1} << 53U)) return static_cast<std::int64_t>(count);
  return count.str();
}

void write_names(const Scenario& scenario, MemberWriter& out) {
  auto keys = ordered_json::array();
  for (const auto& party : scenario.parties) keys.push_back(party.key);
  out.member("parties", keys);
  write_titles(scenario, out);
}

void write_titles(const Scenario& scenario, MemberWriter& out) {
  out.member("party_names", names_json(scenario));
  out.member("issue_titles", titles_json(scenario));
}

void write_arithmetic(const Scenario& scenario, const bargain::Problem& problem,
                      MemberWriter& out) {
  const bool exact = problem.arithmetic == bargain::Arithmetic::exact;
  out.member("arithmetic", exact ? "exact" : "double");
  out.member("tolerance", exact ? ordered_json() : by_party(scenario, problem.tolerance));
}

MemberWriter::MemberWriter(const JsonStyle& style, const Sink& sink) : style_(style), sink_(sink) {
  sink_("{");
}

void MemberWriter::member(const char* key, const ordered_json& value) {
  std::string text = start(key);
  append_json(value, style_, 2, text);
  sink_(text);
}

std::string MemberWriter::start(const char* key) {
  std::string text = first_ ? "" : ",";
  text += style_.one_line ? (first_ ? "\"" : " \"") : "\n  \"";
  first_ = false;
  return text.append(key).append("\": ");
}

void MemberWriter::finish() { sink_(style_.one_line ? "}\n" : "\n}\n"); }

}  // namespace entente::report
