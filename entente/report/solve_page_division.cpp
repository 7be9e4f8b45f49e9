#include <fmt/format.h>

#include "entente/report/document.hpp"
#include "entente/report/solve_page_parts.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using bargain::AdjustedWinner;
using bargain::AwardedIssue;

/// Fractions longer than this fill a column with digits that nobody reads.
constexpr std::size_t k_longest_fraction = 24;

/// "218/3"; "about 72.6667" where the fraction is too long for a page.
std::string exact_text(const Rational& value) {
  std::string text = to_fraction_text(value);
  if (text.size() > k_longest_fraction) text = "about " + number_text(to_double(value));
  return text;
}

Cell exact_cell(const Rational& value) {
  return {exact_text(value), Tone::plain, to_double(value)};
}

/// "Ann", "both alike", "13/15 Ann, 2/15 Ben".
std::string winner_text(const AwardedIssue& issue, const PrintableNames& names) {
  if (issue.agreed) return "both alike";
  if (issue.share == 1) return names.parties[0];
  if (issue.share == 0) return names.parties[1];
  return fmt::format("{} {}, {} {}", exact_text(issue.share), names.parties[0],
                     exact_text(1 - issue.share), names.parties[1]);
}

/// The option that the winner gets: "sold"; "sold or kept" where the issue is shared.
std::string option_text(const AwardedIssue& issue, const PrintableNames& names) {
  const auto& options = names.options[issue.issue.index()];
  const auto& first = options[issue.favourite[0].index()];
  const auto& second = options[issue.favourite[1].index()];
  if (issue.agreed || issue.share == 1) return first;
  return issue.share == 0 ? second : fmt::format("{} / {}", first, second);
}

Table division_table(const AdjustedWinner& division, const PrintableNames& names) {
  Table table(
      "division", "Who wins which issue",
      {{Align::left, 2}, {Align::right}, {Align::right}, {Align::left, 2}, {Align::left, 2}});
  table.add_head({{"Points bid", Tone::strong},
                  {names.parties[0], Tone::strong},
                  {names.parties[1], Tone::strong},
                  {"Goes to", Tone::strong},
                  {"Settled by", Tone::strong}});
  for (const auto& issue : division.issues) {
    table.add_row({{names.issues[issue.issue.index()]},
                   exact_cell(issue.points[0]),
                   exact_cell(issue.points[1]),
                   {winner_text(issue, names)},
                   {option_text(issue, names)}});
  }
  return table;
}

}  // namespace

void write_adjusted_winner(const SolveReport& report, const PrintableNames& names, Document& page) {
  const auto& division = report.solution->adjusted_winner;
  if (!division) return;
  page.heading("Divided by Adjusted Winner");
  if (!division->has_value()) {
    page.paragraph("Not here: " + division->error() + '.', Tone::warning);
    return;
  }
  const AdjustedWinner& result = **division;
  page.add(division_table(result, names));
  page.space();
  page.paragraph(fmt::format(
      "Each wins {} of its 100 points. {}", exact_text(result.points[0]),
      result.split ? fmt::format("{} is shared; all else goes to one side.",
                                 names.issues[result.issues[*result.split].issue.index()])
                   : "No issue is shared."));
  page.paragraph(
      "Who wins an issue has it settled by its favourite option. Bids are what that is worth to it "
      "above the other's favourite, scaled to 100 points. What happens without a deal plays no "
      "part.",
      Tone::faint);
}

}  // namespace entente::report
