#include <algorithm>

#include <fmt/format.h>

#include "entente/report/table_page_parts.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

/// More would push the rest of the answer off the page.
constexpr std::size_t k_settled_unasked = 5;

std::string moves_text(const ExampleReport& example, const PrintableNames& names) {
  std::vector<std::string> moves;
  for (const std::size_t i : example.moved) {
    moves.push_back(fmt::format("{}: {}", names.issues[i], names.options[i][example.outcome[i]]));
  }
  return moves.empty() ? "Nothing moves" : fmt::format("{}", fmt::join(moves, "; "));
}

/// "Gains: Ann 3 and Ben 4."; under an acceptance rule also "No gain: Cy -2."
std::string gains_text(const ExampleReport& example, const PrintableNames& names) {
  std::vector<std::string> gaining;
  std::vector<std::string> others;
  for (std::size_t j = 0; j < names.parties.size(); ++j) {
    const std::string text = names.parties[j] + ' ' + number_text(example.gain[j]);
    (example.gain[j] > 0 ? gaining : others).push_back(text);
  }
  std::string text = "Gains: " + join_and(gaining) + '.';
  if (!others.empty()) text += " No gain: " + join_and(others) + '.';
  return text;
}

}  // namespace

std::size_t rows_shown(const TableReport& report, std::size_t size) {
  return report.context.list_all ? size : std::min(size, k_most_table_rows);
}

void write_rows_left(std::size_t shown, std::size_t all, const char* one, const char* many,
                     Document& page) {
  if (shown == all) return;
  page.add(rest_paragraph(
      rest_text(count_text(all - shown, one, many), "all of them with --all, or --json")));
}

void write_settlements(const TableReport& report, const PrintableNames& names, Document& page) {
  const auto& tables = report.answer->tables;
  const bool asked = report.context.settle || (report.deals && report.deals->no_deal_proven());
  if (tables.empty() || (!asked && tables.size() > k_settled_unasked)) return;
  page.heading(tables.size() == 1 ? "How the table can be settled"
                                  : "How the tables can be settled");
  page.paragraph("One way for each; others may be better.");
  page.space();
  const std::size_t shown = rows_shown(report, tables.size());
  for (std::size_t k = 0; k < (page.for_files() ? tables.size() : shown); ++k) {
    const auto example = make_example(*report.scenario, report.answer->problem, tables[k]);
    const Audience audience = audience_of_row(k, shown);
    page.add(Paragraph{moves_text(example, names) + '.', Tone::plain, 0, 3,
                       fmt::format("{}. ", k + 1), audience});
    page.add(Paragraph{gains_text(example, names), Tone::plain, 3, 3, "", audience});
  }
  write_rows_left(shown, tables.size(), "table", "tables", page);
}

void write_blockers(const TableReport& report, const PrintableNames& names, Document& page) {
  std::vector<std::vector<IssueId>> sets;
  for (const auto& set : report.answer->blockers) {
    if (set.size() > 1) sets.push_back(set);
  }
  if (!report.context.settle || sets.empty()) return;
  page.heading("What would prevent it");
  page.paragraph("When all issues of one row stay as they are, no such deal is left:");
  const std::size_t shown = rows_shown(report, sets.size());
  write_sets(sets, shown, names, page);
  write_rows_left(shown, sets.size(), "row", "rows", page);
}

}  // namespace entente::report
