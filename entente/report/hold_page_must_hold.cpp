#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "entente/report/hold_page_parts.hpp"
#include "entente/report/solve_report.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using bargain::Status;

/// A gain or a loss, with its sign.
std::string signed_text(double amount) {
  return amount > 0 ? '+' + number_text(amount) : number_text(amount);
}

std::string percent_text(double share) { return number_text(std::round(share * 1e3) / 10) + " %"; }

/// What it costs each party that nobody enforces agreements.
void write_price_table(const HoldReport& report, const PrintableNames& names, Document& page) {
  const auto& found = *report.must_hold;
  Table table("price", "What it costs that nobody enforces agreements",
              {{Align::left, 2}, {Align::right}, {Align::right}, {Align::right}, {Align::right}});
  table.add_head({{"Gain per period", Tone::strong},
                  {"If enforced", Tone::strong},
                  {"This one", Tone::strong},
                  {"Change", Tone::strong},
                  {"Share", Tone::strong}});
  for (std::size_t j = 0; j < names.parties.size(); ++j) {
    const auto& standing = report.hold->agreement.parties[j];
    const double gain = to_double(standing.keep - standing.no_deal);
    const double change = -to_double(found.price[j]);
    Cell share = nothing_cell("it gains nothing by the other deal");
    if (found.price_share[j]) {
      share = {percent_text(-*found.price_share[j]), Tone::plain, -*found.price_share[j]};
    }
    table.add_row({{names.parties[j]},
                   number_cell(gain - change),
                   number_cell(gain),
                   {signed_text(change), change < 0 ? Tone::bad : Tone::plain, change},
                   std::move(share)});
  }
  page.add(std::move(table));
}

void write_differences(const HoldReport& report, const PrintableNames& names, Document& page) {
  const Scenario& scenario = *report.scenario;
  const Outcome& enforced = report.must_hold->free.outcome;
  const Outcome& this_one = report.hold->agreement.outcome;
  Table table("differences", "Where the two deals differ",
              {{Align::left, 2}, {}, {Align::left, 2}, {Align::left, 2}});
  table.add_head({{"Issue", Tone::strong},
                  {"By", Tone::strong},
                  {"If enforced", Tone::strong},
                  {"This one", Tone::strong}});
  for (std::size_t i = 0; i < enforced.size(); ++i) {
    if (enforced[i] == this_one[i]) continue;
    const auto& giver = scenario.issues[i].giver;
    table.add_row({{names.issues[i]},
                   {giver ? names.parties[giver->index()] : "all"},
                   option_cell(scenario, names, i, enforced[i]),
                   option_cell(scenario, names, i, this_one[i])});
  }
  page.add(std::move(table));
}

/// Deals are measured by what they give while they are kept.
std::string uncounted(const HoldReport& report) {
  if (report.hold->agreement.false_alarm == 0) return "";
  return " Suspensions by false alarms are not counted in that.";
}

}  // namespace

void write_none_holds(const HoldReport& report, Document& page) {
  if (!report.must_hold || report.must_hold->deal.found()) return;
  if (report.must_hold->deal.status == Status::none) {
    page.paragraph(
        "No deal holds: there is no agreement by which every party gains and which all of them "
        "would keep. That is proven. What follows is about the best deal if somebody enforced it.",
        Tone::bad);
  } else {
    page.paragraph(
        "Whether any deal holds is open: the search met its limit. What follows is about the best "
        "deal if somebody enforced it.",
        Tone::warning);
  }
}

void write_must_hold(const HoldReport& report, Document& page) {
  if (!report.must_hold || !report.must_hold->deal.found()) return;
  const auto& found = *report.must_hold;
  if (found.deal.status == Status::bound) {
    page.paragraph(
        fmt::format("The best deal found that holds is not proven best: its value is "
                    "{}, and that of others at most {}.",
                    number_text(found.deal.value), number_text(found.deal.value + found.deal.gap)),
        Tone::warning);
  } else if (found.deal.outcome == found.free.outcome) {
    page.paragraph("It is the best of all deals, whether they hold or not." + uncounted(report));
  } else {
    page.paragraph(
        "Proven: of the deals that hold it is the best. What it costs that nobody enforces "
        "another one stands below." +
        uncounted(report));
  }
}

void write_price(const HoldReport& report, const PrintableNames& names, Document& page) {
  if (!report.must_hold || report.must_hold->price.empty()) return;
  if (report.must_hold->deal.outcome == report.must_hold->free.outcome) return;
  page.heading("The price of having nobody to enforce it");
  const std::string name = name_in_sentence(report.must_hold->concept_);
  page.paragraph(
      fmt::format("If agreements were enforced, the {} deal would be another one{}. "
                  "Gains are over no deal, suspensions by false alarms not counted.",
                  name,
                  report.must_hold->free_holds ? " (which holds, but is measured by "
                                                 "deals that do not)"
                                               : ""));
  write_price_table(report, names, page);
  write_differences(report, names, page);
  write_enforced_verification(report, names, page);
}

}  // namespace entente::report
