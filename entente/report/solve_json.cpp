#include "entente/report/solve_json.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <nlohmann/json.hpp>

#include "entente/report/diagnostics_json.hpp"
#include "entente/report/point_json.hpp"
#include "entente/report/problem_json.hpp"
#include "entente/report/scenario_json.hpp"

namespace entente::report {
namespace {

using nlohmann::ordered_json;

ordered_json count_json(const SolveReport& report) {
  const auto& count = report.context.count;
  if (!count) return nullptr;
  auto by_party = ordered_json::object();
  for (std::size_t j = 0; j < count->by_party.size(); ++j) {
    by_party[report.scenario->parties[j].key] = integer_json(count->by_party[j]);
  }
  return {{"outcomes", integer_json(count->outcomes)},
          {"by_party", std::move(by_party)},
          {"by_all", integer_json(count->by_all)},
          {"by_rule", integer_json(count->by_rule)},
          {"rule", acceptance_json(*report.scenario)}};
}

ordered_json at_time_json(const SolveReport& report) {
  const auto& context = report.context;
  if (!context.at_time) return nullptr;
  return {{"share", *context.at_time}, {"factor", by_party(*report.scenario, context.time_factor)}};
}

ordered_json deal_json(const Scenario& scenario, const DealReport& deal) {
  ordered_json object = {
      {"status", to_string(deal.status)},    {"value", optional_number(deal.value)},
      {"gap", optional_number(deal.gap)},    {"ties", deal.ties},
      {"ties_complete", deal.ties_complete}, {"canonical", deal.canonical}};
  if (deal.point) {
    object["utility"] = by_party(scenario, deal.point->utility);
    object["gain"] = by_party(scenario, deal.point->gain);
    object["outcome"] = outcome_json(scenario, deal.point->outcome);
  } else {
    object["utility"] = nullptr;
    object["gain"] = nullptr;
    object["outcome"] = nullptr;
  }
  object["reason"] = text_or_null(deal.reason);
  object["blocking"] = party_keys(scenario, deal.blocking);
  return object;
}

/// Outcome by outcome, so that they are never held together.
void write_best_json(const SolveReport& report, const JsonStyle& style, const Sink& sink,
                     MemberWriter& members) {
  if (!report.best) return members.member("best", nullptr);
  const BestReport& best = *report.best;
  const auto shown = std::min(best.rows.size(), report.context.max_points.value_or(SIZE_MAX));
  const PointJson names(*report.scenario, style);
  std::string text = members.start("best") + "{\n    \"complete\": ";
  append_json_line(best.complete, style, text);
  text += ",\n    \"more_ties\": ";
  append_json_line(best.more_ties, style, text);
  text += ",\n    \"outcomes_omitted\": " + std::to_string(best.rows.size() - shown);
  sink(text + ",\n    \"outcomes\": [");
  for (std::size_t k = 0; k < shown; ++k) {
    const auto& row = best.rows[k];
    text = k == 0 ? "\n      {\"rank\": " : ",\n      {\"rank\": ";
    text += std::to_string(row.rank) + ", \"value\": ";
    append_json_line(optional_number(row.value), style, text);
    text += ", \"utility\": ";
    names.append_amounts(row.point.utility, text);
    text += ", \"gain\": ";
    names.append_amounts(row.point.gain, text);
    text += ", \"outcome\": ";
    names.append_outcome(row.point.outcome, text);
    text += '}';
    sink(text);
  }
  sink(shown == 0 ? "]\n  }" : "\n    ]\n  }");
}

ordered_json awarded_json(const Scenario& scenario, const bargain::AwardedIssue& awarded) {
  const auto& issue = scenario.issues[awarded.issue.index()];
  auto favourite = ordered_json::object();
  auto bid = ordered_json::object();
  auto bid_text = ordered_json::object();
  auto share = ordered_json::object();
  for (std::size_t j = 0; j < 2; ++j) {
    const auto& party = scenario.parties[j].key;
    favourite[party] = issue.options[awarded.favourite[j].index()];
    bid[party] = json_number(to_double(awarded.points[j]));
    bid_text[party] = to_fraction_text(awarded.points[j]);
    const Rational part = j == 0 ? awarded.share : Rational(1 - awarded.share);
    share[party] = awarded.agreed ? ordered_json() : ordered_json(to_fraction_text(part));
  }
  return {{"issue", issue.key},
          {"agreed", awarded.agreed},
          {"favourite", std::move(favourite)},
          {"bid", std::move(bid)},
          {"bid_text", std::move(bid_text)},
          {"share", std::move(share)}};
}

ordered_json adjusted_winner_json(const SolveReport& report) {
  const auto& division = report.solution->adjusted_winner;
  if (!division) return nullptr;
  ordered_json object = {{"reason", nullptr},
                         {"split", nullptr},
                         {"points", nullptr},
                         {"points_text", nullptr},
                         {"issues", nullptr}};
  if (!division->has_value()) {
    object["reason"] = division->error();
    return object;
  }
  const Scenario& scenario = *report.scenario;
  const auto& result = **division;
  if (result.split) {
    object["split"] = scenario.issues[result.issues[*result.split].issue.index()].key;
  }
  object["points"] = by_party(scenario, {to_double(result.points[0]), to_double(result.points[1])});
  for (std::size_t j = 0; j < 2; ++j) {
    object["points_text"][scenario.parties[j].key] = to_fraction_text(result.points[j]);
  }
  object["issues"] = ordered_json::array();
  for (const auto& issue : result.issues) object["issues"].push_back(awarded_json(scenario, issue));
  return object;
}

ordered_json compromise_json(const Scenario& scenario, const bargain::Compromise& compromise) {
  auto rank = ordered_json::object();
  for (std::size_t j = 0; j < compromise.rank.size(); ++j) {
    const auto& place = compromise.rank[j];
    rank[scenario.parties[j].key] = place ? integer_json(*place) : ordered_json();
  }
  return {{"rank", std::move(rank)},
          {"canonical", compromise.canonical},
          {"outcome", outcome_json(scenario, compromise.outcome)}};
}

ordered_json fallback_bargaining_json(const SolveReport& report) {
  const auto& bargaining = report.solution->fallback_bargaining;
  if (!bargaining) return nullptr;
  const Scenario& scenario = *report.scenario;
  const bool settled = bargaining->status == bargain::Status::exact;
  auto list = ordered_json::array();
  for (const auto& compromise : bargaining->compromises) {
    list.push_back(compromise_json(scenario, compromise));
  }
  return {{"status", to_string(bargaining->status)},
          {"reason", text_or_null(bargaining->reason)},
          {"rule", acceptance_json(scenario)},
          {"outcomes", integer_json(bargaining->outcomes)},
          {"depth", settled ? integer_json(bargaining->depth) : ordered_json()},
          {"size", bargaining->size ? integer_json(*bargaining->size) : ordered_json()},
          {"all_listed", bargaining->all_listed},
          {"compromises", std::move(list)}};
}

ordered_json peer_point_json(const SolveReport& report, const bargain::PeerPoint& peer) {
  const auto point = frontier_point(report, peer.point);
  return {{"name", to_string(peer.concept_)},
          {"value", json_number(to_double(peer.value))},
          {"ties", peer.ties},
          {"utility", by_party(*report.scenario, point.utility)},
          {"acceptable", point.acceptable},
          {"outcome", outcome_json(*report.scenario, point.outcome)}};
}

ordered_json peer_points_json(const SolveReport& report) {
  const auto& found = report.solution->peer_points;
  if (!found) return nullptr;
  auto list = ordered_json::array();
  for (const auto& peer : found->points) list.push_back(peer_point_json(report, peer));
  return {{"reason", text_or_null(found->reason)},
          {"unit_scale", found->unit_scale},
          {"points", std::move(list)}};
}

ordered_json ledger_row_json(const Scenario& scenario, const LedgerRowReport& row) {
  const auto& issue = scenario.issues[row.issue];
  auto credit = ordered_json::object();
  for (std::size_t j = 0; j < row.credit.size(); ++j) {
    if (row.credit[j]) credit[scenario.parties[j].key] = json_number(*row.credit[j]);
  }
  return {{"issue", issue.key},
          {"giver", row.giver ? ordered_json(scenario.parties[*row.giver].key) : ordered_json()},
          {"from", issue.options[row.from]},
          {"to", issue.options[row.to]},
          {"cost", optional_number(row.cost)},
          {"credit", std::move(credit)},
          {"detection", optional_number(row.detection)},
          {"empty", row.empty},
          {"in_deal", row.in_deal},
          {"marginal", row.marginal}};
}

ordered_json ledger_json(const SolveReport& report) {
  if (!report.ledger) return nullptr;
  auto list = ordered_json::array();
  for (const auto& row : report.ledger->rows) {
    list.push_back(ledger_row_json(*report.scenario, row));
  }
  return list;
}

ordered_json balance_json(const SolveReport& report) {
  if (!report.ledger) return nullptr;
  auto object = ordered_json::object();
  for (std::size_t j = 0; j < report.scenario->party_count(); ++j) {
    object[report.scenario->parties[j].key] = {{"credits", json_number(report.ledger->credits[j])},
                                               {"costs", json_number(report.ledger->costs[j])},
                                               {"balance", json_number(report.ledger->balance[j])}};
  }
  return object;
}

}  // namespace

ordered_json deals_json(const SolveReport& report) {
  auto object = ordered_json::object();
  for (const auto& deal : report.deals) {
    auto entry = deal_json(*report.scenario, deal);
    if (deal.concept_ == bargain::Concept::nash) {
      entry["fallback"] = report.nash_fallback ? deal_json(*report.scenario, *report.nash_fallback)
                                               : ordered_json();
    }
    object[bargain::to_string(deal.concept_)] = std::move(entry);
  }
  return object;
}

void write_solve_json(const SolveReport& report, const JsonStyle& style, const Sink& sink) {
  const Scenario& scenario = *report.scenario;
  MemberWriter out(style, sink);
  out.member("schema", "entente.solve/1");
  out.member("title", text_or_null(scenario.title));
  out.member("source", text_or_null(scenario.source));
  out.member("complete", report.complete);
  out.member("stopped_by", report.complete ? ordered_json() : ordered_json(to_string(report.stop)));
  out.member("verified", report.context.verified);
  write_arithmetic(scenario, report.solution->problem, out);
  write_names(scenario, out);
  out.member("weights", weights_json(scenario, report.context.weights));
  out.member("threats", threats_json(scenario, report.context.threats));
  out.member("at_time", at_time_json(report));
  out.member("status_quo", status_quo_json(scenario));
  out.member("no_deal", no_deal_json(scenario, report.solution->no_deal, report.no_deal_utility));
  out.member("deals", deals_json(report));
  out.member("recommended", bargain::to_string(report.context.recommended));
  write_best_json(report, style, sink, out);
  out.member("adjusted_winner", adjusted_winner_json(report));
  out.member("fallback_bargaining", fallback_bargaining_json(report));
  out.member("peer_points", peer_points_json(report));
  out.member("ledger", ledger_json(report));
  out.member("balance", balance_json(report));
  out.member("count", count_json(report));
  if (report.frontier) {
    const auto& solution = *report.solution;
    write_frontier_json(scenario, solution.problem, *solution.frontier, *report.frontier, style,
                        sink, out);
  } else {
    out.member("frontier", nullptr);
  }
  out.member("warnings", diagnostics_json(report.warnings));
  out.finish();
}

}  // namespace entente::report
