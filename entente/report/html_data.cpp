#include "entente/report/html_data.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "entente/report/balance_causes.hpp"
#include "entente/report/json_text.hpp"
#include "entente/report/point_json.hpp"

namespace entente::report {
namespace {

using nlohmann::ordered_json;

/// Moves of points whose costs and credits depend on the whole outcome may take so many bytes.
constexpr std::size_t k_most_move_bytes = 1'000'000;

ordered_json optional_json(const std::optional<double>& value) {
  return value ? json_number(*value) : ordered_json(nullptr);
}

ordered_json index_json(const std::optional<std::size_t>& index) {
  return index ? ordered_json(*index) : ordered_json(nullptr);
}

ordered_json move_json(const Packages::Move& move) {
  auto credit = ordered_json::array();
  for (const auto& c : move.credit) credit.push_back(optional_json(c));
  auto list =
      ordered_json::array({optional_json(move.cost), std::move(credit), move.empty ? 1 : 0});
  if (move.unbiased.empty()) return list;
  auto unbiased = ordered_json::array();
  for (const auto& c : move.unbiased) unbiased.push_back(optional_json(c));
  list.push_back(std::move(unbiased));
  return list;
}

ordered_json issue_json(const Packages::IssueInfo& issue, bool ledger) {
  ordered_json object = {{"title", issue.title},
                         {"options", issue.options},
                         {"today", index_json(issue.status_quo)},
                         {"giver", index_json(issue.giver)}};
  if (issue.threat) object["threat"] = true;
  if (issue.interacts) object["interacts"] = true;
  if (!ledger || issue.interacts || issue.threat) return object;
  auto moves = ordered_json::array();
  for (const auto& move : issue.moves) {
    moves.push_back(move.credit.empty() ? ordered_json(nullptr) : move_json(move));
  }
  object["moves"] = std::move(moves);
  return object;
}

/// [[issue, cost, credit, empty, unbiased]] of the issues that interact; null where nothing does.
ordered_json own_moves_json(const Packages& packages, const Outcome& outcome) {
  auto list = ordered_json::array();
  const auto moves = packages.moves_of(outcome);
  for (std::size_t i = 0; i < moves.size(); ++i) {
    if (!moves[i]) continue;
    auto move = move_json(*moves[i]);
    move.insert(move.begin(), i);
    list.push_back(std::move(move));
  }
  return list;
}

bool any_interaction(const Packages& packages) {
  return packages.ledger && std::any_of(packages.issues.begin(), packages.issues.end(),
                                        [](const auto& issue) { return issue.interacts; });
}

void append_points(const FrontierChart& chart, std::string& out) {
  std::string amounts;
  std::string good;
  std::string outcomes;
  std::vector<double> at(chart.parties.size());
  for (const std::size_t k : chart.drawn) {
    good += chart.point(k, at.data()) ? '1' : '0';
    for (const double amount : at) {
      if (!amounts.empty()) amounts += ',';
      append_json_number(amount, amounts);
    }
    for (const auto option : chart.outcome(k)) {
      if (!outcomes.empty()) outcomes += ',';
      outcomes += std::to_string(option);
    }
  }
  out += "\"good\": \"" + good + "\", \"at\": [" + amounts + "], \"outcomes\": [" + outcomes + ']';
}

/// Of as many points as there is room for, evenly spread.
void append_own_moves(const FrontierChart& chart, std::string& out) {
  out += ", \"own\": {";
  if (any_interaction(*chart.packages) && !chart.drawn.empty()) {
    std::string first;
    append_json_line(own_moves_json(*chart.packages, chart.outcome(chart.drawn.front())), {},
                     first);
    const std::size_t room = k_most_move_bytes / (first.size() + 40);
    const std::size_t step = 1 + chart.drawn.size() / std::max<std::size_t>(room, 1);
    for (std::size_t n = 0; n < chart.drawn.size(); n += step) {
      if (n > 0) out += ", ";
      out += '"' + std::to_string(n) + "\": ";
      append_json_line(own_moves_json(*chart.packages, chart.outcome(chart.drawn[n])), {}, out);
    }
  }
  out += '}';
}

ordered_json marks_json(const FrontierChart& chart) {
  const bool own = any_interaction(*chart.packages);
  auto marks = ordered_json::array();
  for (const auto& mark : chart.marks) {
    auto at = ordered_json::array();
    for (const double amount : mark.at) at.push_back(json_number(amount));
    ordered_json object = {{"letter", std::string(1, mark.letter)},
                           {"name", mark.name},
                           {"at", std::move(at)},
                           {"outcome", mark.outcome},
                           {"good", mark.good}};
    if (own) object["own"] = own_moves_json(*chart.packages, mark.outcome);
    marks.push_back(std::move(object));
  }
  return marks;
}

/// What the panel says where a balance is not what it shows as gained.
ordered_json words_json(const FrontierChart& chart) {
  return {{"beliefs", k_beliefs_text},
          {"interactions", k_interactions_text},
          {"offset", chart.offset_cause},
          {"marginal", k_marginal_note}};
}

}  // namespace

std::string explorer_json(const FrontierChart& chart) {
  auto issues = ordered_json::array();
  for (const auto& issue : chart.packages->issues) {
    issues.push_back(issue_json(issue, chart.packages->ledger));
  }
  const ordered_json head = {
      {"amount", chart.amount}, {"parties", chart.parties},  {"origin", chart.origin},
      {"good", chart.good},     {"other", chart.other},      {"size", chart.size},
      {"low", chart.low},       {"high", chart.high},        {"ledger", chart.packages->ledger},
      {"offset", chart.offset}, {"words", words_json(chart)}};
  std::string text = "{\"chart\": ";
  append_json_line(head, {}, text);
  text += ",\n\"issues\": ";
  append_json_line(issues, {}, text);
  text += ",\n\"marks\": ";
  append_json_line(marks_json(chart), {}, text);
  text += ",\n\"points\": {";
  append_points(chart, text);
  append_own_moves(chart, text);
  text += "}}";
  std::string safe;
  safe.reserve(text.size());
  for (const char c : text) {
    if (c == '<') {
      safe += "\\u003c";
    } else {
      safe += c;
    }
  }
  return safe;
}

}  // namespace entente::report
