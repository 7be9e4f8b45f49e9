#include "entente/report/solve_page.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "entente/bargain/agreement_search.hpp"
#include "entente/report/solve_page_parts.hpp"
#include "entente/report/text_page.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using bargain::Concept;
using bargain::Status;

std::string blocked_by(const DealReport& deal, const PrintableNames& names) {
  if (deal.blocking.empty()) return "";
  if (deal.blocking.size() == names.parties.size()) return " In the way: all of them.";
  std::vector<std::string> parties;
  for (const std::size_t j : deal.blocking) parties.push_back(names.parties[j]);
  return " In the way: " + join_and(parties) + '.';
}

std::string no_deal_sentence(const SolveReport& report, const PrintableNames& names) {
  const auto& deal = report.deal(Concept::nash);
  const std::string text = "No deal: " + printable(deal.reason) + '.' + blocked_by(deal, names);
  if (bargain::all_must_accept(*report.scenario)) return text;
  return text + " The file asks for fewer than all parties: by that rule there may be one.";
}

std::string answer_sentence(const SolveReport& report, const PrintableNames& names) {
  const auto& deal = report.deal(report.context.recommended);
  const std::string name = name_in_sentence(deal.concept_);
  if (!deal.point) {
    return fmt::format("No {} deal was found before the search stopped; there may be one.", name);
  }
  const std::string text = amounts_text(names.parties, deal.point->gain, " a gain of ");
  if (names.parties.size() == 1 && deal.status == Status::exact) {
    return fmt::format("There is one party only: its best outcome gives {}.", text);
  }
  if (deal.status == Status::exact) return fmt::format("The {} deal gives {}.", name, text);
  return fmt::format("The best {} deal found gives {}; a better one is not excluded.", name, text);
}

/// What is missing although the deals are exact: "the frontier is incomplete".
std::string missing_parts(const SolveReport& report) {
  std::vector<std::string> parts;
  if (report.frontier_cut()) {
    const bool stands = report.frontier->status == bargain::FrontierStatus::epsilon;
    parts.emplace_back(stands ? fmt::format("the frontier is shown to within {} %",
                                            percent_up(*report.frontier->epsilon))
                              : "the frontier is incomplete");
  }
  if (!report.ties_counted()) parts.emplace_back("ties are not all counted");
  if (report.fallback_bargaining_cut()) parts.emplace_back("fallback bargaining is not settled");
  if (report.count_missing()) parts.emplace_back("outcomes are not counted");
  return join_and(parts);
}

const char* stop_text(Stop stop) {
  switch (stop) {
    case Stop::none:
      break;
    case Stop::frontier_cap:
      return "The frontier met its limits";
    case Stop::work_limit:
      return "A limit of work or precision was reached";
    case Stop::time_limit:
      return "The time limit was reached";
    case Stop::interrupted:
      return "Interrupted";
  }
  return "";
}

/// Of deals that are not all proven: which are, and which are not.
std::string unproven_text(const SolveReport& report) {
  if (report.deal(report.context.recommended).status != Status::exact) {
    return "this is the best found so far, with its proven gap";
  }
  std::vector<std::string> open;
  for (const auto& deal : report.deals) {
    if (deal.status != Status::exact) open.push_back(name_in_sentence(deal.concept_));
  }
  return fmt::format("the {} deal is exact, but not the {} {}",
                     name_in_sentence(report.context.recommended), join_and(open),
                     open.size() == 1 ? "deal" : "deals");
}

std::string stop_sentence(const SolveReport& report) {
  if (report.stop == Stop::none) return "";
  std::string text = stop_text(report.stop);
  if (!report.has_deal()) {
    text += report.no_deal_proven() ? ": what follows is incomplete."
                                    : " before a deal was found or excluded.";
  } else if (!report.deals_settled()) {
    text += ": " + unproven_text(report) + '.';
  } else {
    const std::string missing = missing_parts(report);
    text += ": the deals are exact" + (missing.empty() ? "" : ", but " + missing) + '.';
  }
  if (report.stop == Stop::work_limit && !report.deals_settled()) {
    text += " --max-nodes sets how many steps a search may take (0: no limit).";
  }
  if (report.stop == Stop::time_limit || report.stop == Stop::interrupted) {
    text += " Another run may get further or less far.";
  }
  return text;
}

void write_head(const SolveReport& report, const PrintableNames& names, Document& page) {
  if (report.no_deal_proven()) {
    page.paragraph(no_deal_sentence(report, names), Tone::bad);
    page.space();
    write_title(*report.scenario, page);
    page.space();
    page.paragraph("Parties: " + join_and(names.parties) + '.');
  } else {
    write_title(*report.scenario, page);
    page.space();
    page.paragraph("Parties: " + join_and(names.parties) + '.');
    page.paragraph(answer_sentence(report, names),
                   report.has_deal() ? Tone::strong : Tone::warning);
  }
  if (const std::string stop = stop_sentence(report); !stop.empty()) {
    page.paragraph(stop, Tone::warning);
  }
}

/// The parties' weights, where they are not all 1.
void write_weights(const SolveReport& report, const PrintableNames& names, Document& page) {
  if (!report.weighted()) return;
  std::vector<double> amounts;
  for (const auto& w : report.context.weights) amounts.push_back(to_double(w));
  page.paragraph("Weights: " + amounts_text(names.parties, amounts) + '.');
}

/// Where time has passed: what is left of the parties' utilities.
void write_time(const SolveReport& report, const PrintableNames& names, Document& page) {
  const auto& context = report.context;
  if (!context.at_time) return;
  page.paragraph(
      fmt::format("After the share {} of the negotiation's time, utilities and reservations have "
                  "been multiplied by these factors: {}.",
                  number_text(*context.at_time), amounts_text(names.parties, context.time_factor)));
}

std::string threats_text(const SolveReport& report, const PrintableNames& names) {
  std::vector<std::string> parts;
  for (const auto& threat : report.context.threats) {
    parts.push_back(fmt::format("{}: {}", names.issues[threat.issue.index()],
                                names.options[threat.issue.index()][threat.option.index()]));
  }
  return parts.empty() ? "" : "Carried out without a deal: " + join_and(parts) + '.';
}

/// Where the gains are counted from.
std::string no_deal_text(const SolveReport& report, const PrintableNames& names) {
  const Scenario& scenario = *report.scenario;
  const std::string amounts = amounts_text(names.parties, report.no_deal_utility);
  std::vector<std::string> reserved;
  for (std::size_t j = 0; j < scenario.party_count(); ++j) {
    if (scenario.preferences[j].reservation) reserved.push_back(names.parties[j]);
  }
  if (!scenario.has_status_quo) {
    return (reserved.size() == names.parties.size()
                ? "Gains are counted from the reservation values: "
                : "Gains are counted from the reservation values, 0 where none is stated: ") +
           amounts + '.';
  }
  const std::string stays = report.context.threats.empty()
                                ? "The status quo stays. "
                                : "The status quo stays, and threats are carried out. ";
  if (reserved.size() == names.parties.size()) {
    return stays + "Gains are counted from the reservations that the parties state: " + amounts +
           '.';
  }
  const std::string text =
      stays + "Gains are counted from there, in each party's own points: " + amounts + '.';
  if (reserved.empty()) return text;
  return text + " For " + join_and(reserved) + ", this is a stated reservation.";
}

void write_no_deal(const SolveReport& report, const PrintableNames& names, Document& page) {
  page.heading("Without a deal");
  page.paragraph(no_deal_text(report, names));
  if (!report.scenario->has_status_quo) {
    page.paragraph("This file states no status quo, so there is no ledger.", Tone::faint);
  }
  if (const std::string text = threats_text(report, names); !text.empty()) page.paragraph(text);
}

void write_count(const SolveReport& report, const PrintableNames& names, Document& page) {
  if (!report.context.count_wanted) return;
  page.heading("Who accepts how much");
  const auto& count = report.context.count;
  if (!count) {
    page.paragraph("There are too many outcomes to count within the limits.", Tone::warning);
    return;
  }
  const Scenario& scenario = *report.scenario;
  page.paragraph(fmt::format("Of {} possible outcomes:", count->outcomes.str()));
  for (std::size_t j = 0; j < names.parties.size(); ++j) {
    page.paragraph(fmt::format("{} acceptable to {}", count->by_party[j].str(), names.parties[j]),
                   Tone::plain, 2, 2);
  }
  page.paragraph(fmt::format("{} acceptable to all", count->by_all.str()), Tone::strong, 2, 2);
  if (scenario.acceptance.at_least > 0) {
    page.paragraph(fmt::format("{} acceptable under the rule: {}", count->by_rule.str(),
                               enough_parties_text(scenario, names)),
                   Tone::strong, 2, 2);
  }
}

void write_arithmetic(const SolveReport& report, Document& page) {
  const auto& problem = report.solution->problem;
  if (problem.arithmetic == bargain::Arithmetic::exact) return;
  const double most = *std::max_element(problem.tolerance.begin(), problem.tolerance.end());
  page.paragraph(fmt::format("The values have too many digits, or too different sizes, so that "
                             "utilities are rounded, by "
                             "at most {:.1g}; outcomes closer than that may count as equal.",
                             most),
                 Tone::faint);
}

}  // namespace

std::string names_of(const SolveReport& report, const DealColumn& column) {
  std::vector<std::string> names;
  for (const std::size_t k : column.deals) {
    names.emplace_back(display_name(report.deals[k].concept_));
  }
  return join_and(names);
}

Document solve_document(const SolveReport& report, Audience readers) {
  const PrintableNames names(*report.scenario);
  Document page(readers);
  write_head(report, names, page);
  write_weights(report, names, page);
  write_time(report, names, page);
  write_no_deal(report, names, page);
  write_deals(report, names, page);
  write_best(report, names, page);
  write_adjusted_winner(report, names, page);
  write_fallback_bargaining(report, names, page);
  write_peer_points(report, names, page);
  write_count(report, names, page);
  write_frontier(report, names, page);
  write_arithmetic(report, page);
  write_ledger(report, names, page);
  write_verified(report.context.verified, page);
  write_warnings(report.warnings, page);
  return page;
}

std::string solve_page(const SolveReport& report, const Style& style) {
  return text_page(solve_document(report, Audience::terminal), style);
}

}  // namespace entente::report
