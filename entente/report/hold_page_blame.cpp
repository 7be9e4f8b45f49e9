#include <fmt/format.h>

#include "entente/report/hold_page_parts.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using enforce::BlameAnalysis;
using enforce::BlameChances;

Table chances_table(const HoldReport& report, const PrintableNames& names) {
  const BlameAnalysis& blame = *report.blame;
  std::vector<Column> columns{{Align::left, 2}};
  std::vector<Cell> head{{"In a period in which", Tone::strong}};
  for (const auto& party : names.parties) {
    columns.push_back({Align::right});
    head.push_back({party, Tone::strong});
  }
  const bool unclear = blame.kept.unclear > 0;
  for (const char* title : {"Unclear", "Nobody"}) {
    if (title[0] == 'U' && !unclear) continue;
    columns.push_back({Align::right});
    head.push_back({title, Tone::strong});
  }
  Table table("blame", "How likely each is blamed in a period", std::move(columns));
  table.add_head(std::move(head));
  const auto add = [&](std::string what, const BlameChances& chances) {
    std::vector<Cell> row{{std::move(what)}};
    for (const auto& chance : chances.party) row.push_back(number_cell(to_double(chance)));
    if (unclear) row.push_back(number_cell(to_double(chances.unclear)));
    row.push_back(number_cell(to_double(chances.nobody)));
    table.add_row(std::move(row));
  };
  add("all keep it", blame.kept);
  for (std::size_t j = 0; j < names.parties.size(); ++j) {
    if (report.hold->parties[j].binding.gain > 0)
      add(names.parties[j] + " breaks it", blame.broken[j]);
  }
  return table;
}

std::string verdict(const BlameAnalysis& blame, const PrintableNames& names) {
  if (!blame.hidden.empty()) {
    std::vector<std::string> hidden;
    for (const std::size_t j : blame.hidden) hidden.push_back(names.parties[j]);
    return fmt::format(
        "Who is blamed does not change when {} {} it: no response to blame can work.",
        join_and(hidden), hidden.size() == 1 ? "breaks" : "break");
  }
  if (blame.alike.empty()) {
    return "Blame tells who broke it, on the average of many periods. So a response may be "
           "targeted: "
           "it can cost the culprit alone, and what false blame costs can go to the others.";
  }
  std::vector<std::string> pairs;
  for (const auto& [a, b] : blame.alike) {
    pairs.push_back(fmt::format("{} from {}", names.parties[a], names.parties[b]));
  }
  return fmt::format(
      "Blame does not tell {}: the innocent are blamed as often. Only a response that costs them "
      "all, such as a suspension, can work.",
      join_and(pairs));
}

}  // namespace

void write_blame(const HoldReport& report, const PrintableNames& names, Document& page) {
  if (!report.blame || report.hold->agreement.commitments.empty()) return;
  page.heading("Who is blamed");
  page.add(chances_table(report, names));
  page.paragraph(verdict(*report.blame, names));
  page.paragraph(
      "Each party breaks what tempts it most (its binding set). Any blame, right or wrong, counts "
      "as "
      "an alarm in all figures of this page.",
      Tone::faint);
}

}  // namespace entente::report
