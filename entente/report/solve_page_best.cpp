#include <algorithm>

#include <fmt/format.h>

#include "entente/report/document.hpp"
#include "entente/report/solve_page_parts.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

constexpr std::size_t k_most_rows = 20;
constexpr std::size_t k_most_changes = 6;

Table best_table(const BestReport& best, const PrintableNames& names) {
  std::vector<Column> columns(names.parties.size() + 2, {Align::right});
  columns.back() = {Align::left, 2};
  Table table("best", "The best outcomes", std::move(columns));
  std::vector<Cell> head = {{"", Tone::strong}};
  for (const auto& party : names.parties) head.push_back({party, Tone::strong});
  head.push_back({"Differs from the best by", Tone::strong});
  table.add_head(std::move(head));
  for (std::size_t k = 0; k < best.rows.size(); ++k) {
    const auto& row = best.rows[k];
    std::vector<Cell> cells = {{fmt::format("{}.", row.rank)}};
    for (const double gain : row.point.gain) cells.push_back(number_cell(gain));
    cells.push_back({changes_text(best.rows.front().point.outcome, row.point.outcome, names)});
    table.add_row(std::move(cells), audience_of_row(k, k_most_rows));
  }
  return table;
}

}  // namespace

std::string changes_text(const Outcome& best, const Outcome& other, const PrintableNames& names) {
  std::vector<std::string> changes;
  for (std::size_t i = 0; i < best.size(); ++i) {
    if (best[i] == other[i]) continue;
    changes.push_back(fmt::format("{}: {}", names.issues[i], names.options[i][other[i]]));
  }
  const std::size_t shown = std::min(changes.size(), k_most_changes);
  const std::size_t rest = changes.size() - shown;
  changes.resize(shown);
  if (rest > 0) changes.push_back(fmt::format("{} more", rest));
  return fmt::format("{}", fmt::join(changes, "\n"));
}

void write_best(const SolveReport& report, const PrintableNames& names, Document& page) {
  if (!report.best || report.best->rows.empty()) return;
  const BestReport& best = *report.best;
  page.heading("The best outcomes: " + std::string(display_name(best.of)));
  page.paragraph("Gains of each, best first; equally good ones share a number.");
  page.add(best_table(best, names));
  write_rest(best.rows.size(), k_most_rows, page);
  if (!best.complete) {
    page.paragraph("The search was cut short: better outcomes may be missing.", Tone::warning);
  } else if (best.more_ties) {
    page.paragraph("Others are as good as the last one.");
  }
}

}  // namespace entente::report
