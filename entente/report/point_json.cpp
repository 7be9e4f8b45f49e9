#include "entente/report/point_json.hpp"

#include <nlohmann/json.hpp>

namespace entente::report {
namespace {

std::string quoted(const std::string& text, const JsonStyle& style) {
  std::string out;
  append_json_line(text, style, out);
  return out;
}

}  // namespace

void append_json_number(double value, std::string& out) {
  append_json_line(json_number(value), {}, out);
}

PointJson::PointJson(const Scenario& scenario, const JsonStyle& style) {
  for (const auto& party : scenario.parties) party_.push_back(quoted(party.key, style) + ": ");
  for (const auto& issue : scenario.issues) {
    auto& choices = choice_.emplace_back();
    const std::string key = quoted(issue.key, style) + ": ";
    for (const auto& option : issue.options) choices.push_back(key + quoted(option, style));
  }
}

void PointJson::append_amounts(const std::vector<double>& amounts, std::string& out) const {
  for (std::size_t j = 0; j < amounts.size(); ++j) {
    out += j == 0 ? "{" : ", ";
    out += party_[j];
    append_json_number(amounts[j], out);
  }
  out += amounts.empty() ? "{}" : "}";
}

void PointJson::append_outcome(const Outcome& outcome, std::string& out) const {
  for (std::size_t i = 0; i < outcome.size(); ++i) {
    out += i == 0 ? "{" : ", ";
    out += choice_[i][outcome[i]];
  }
  out += outcome.empty() ? "{}" : "}";
}

}  // namespace entente::report
