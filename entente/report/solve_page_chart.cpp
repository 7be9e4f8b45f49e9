#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "entente/report/drawn_points.hpp"
#include "entente/report/packages.hpp"
#include "entente/report/solve_page_parts.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

/// Points that a page in a file lists.
constexpr std::size_t k_most_listed = 100;

/// A reservation or threats carried out are what gains count from, where there are some.
void add_offsets(const SolveReport& report, FrontierChart& chart) {
  const Scenario& scenario = *report.scenario;
  for (std::size_t j = 0; j < chart.parties.size(); ++j) {
    const PartyId party(j);
    add_offset(scenario, party, no_deal_utility(scenario, party, report.context.threats),
               scenario.preferences[j].reservation ? k_reservations_text : k_threats_text, chart);
  }
}

FrontierChart frontier_chart(const SolveReport& report, const PrintableNames& names) {
  const auto& frontier = *report.frontier;
  const auto& solution = *report.solution;
  FrontierChart chart;
  chart.parties = names.parties;
  chart.good = names.parties.size() == 2 ? "acceptable to both" : "acceptable to all";
  chart.size = frontier.size;
  chart.point = [&solution](std::size_t k, double* at) { return frontier_gain(solution, k, at); };
  chart.outcome = [&solution](std::size_t k) { return solution.frontier->outcome(k); };
  // The no-deal point, where all gains are 0, always belongs to the picture.
  for (std::size_t j = 0; j < names.parties.size(); ++j) {
    chart.low.push_back(std::min(0.0, frontier.low[j]));
    chart.high.push_back(std::max(0.0, frontier.high[j]));
  }
  for (const auto& column : report.columns) {
    const auto& deal = report.deals[column.deals.front()];
    chart.marks.push_back(
        {letter(deal.concept_), names_of(report, column), deal.point->gain, deal.point->outcome});
  }
  return chart;
}

/// What only files show of it.
void add_points(const SolveReport& report, const PrintableNames& names, FrontierChart& chart) {
  add_offsets(report, chart);
  chart.drawn = choose_drawn_points(chart, most_drawn(names.parties.size(), names.issues.size()));
  chart.listed = report.frontier->shown;
  chart.packages = make_packages(*report.scenario, names);
}

/// The points to list, of those that all accept: all of them, or evenly spread.
std::vector<std::size_t> choices_of(const FrontierChart& chart) {
  std::vector<std::size_t> accepted;
  std::vector<double> at(chart.parties.size());
  for (const std::size_t k : chart.drawn) {
    if (chart.point(k, at.data())) accepted.push_back(k);
  }
  std::vector<std::size_t> listed;
  const std::size_t count = std::min(accepted.size(), k_most_listed);
  for (std::size_t n = 0; n < count; ++n) listed.push_back(accepted[n * accepted.size() / count]);
  return listed;
}

Table choices_table(const FrontierChart& chart, const std::vector<std::size_t>& points,
                    const FrontierChart::Mark& base, const PrintableNames& names) {
  std::vector<Column> columns(names.parties.size() + 1, {Align::right});
  columns.front() = {Align::left, 2};
  Table table("", "Outcomes of the frontier that all accept", std::move(columns));
  table.audience = Audience::file;
  std::vector<Cell> head = {{fmt::format("Unlike the {} deal", base.name), Tone::strong}};
  for (const auto& party : names.parties) head.push_back({"Gain of " + party, Tone::strong});
  table.add_head(std::move(head));
  std::vector<double> at(names.parties.size());
  for (const std::size_t k : points) {
    chart.point(k, at.data());
    const bool same = at == base.at;
    const Tone tone = same ? Tone::strong : Tone::plain;
    std::vector<Cell> cells = {
        {same ? "this deal" : changes_text(base.outcome, chart.outcome(k), names), tone}};
    for (const double gain : at) cells.push_back(number_cell(gain, tone));
    table.add_row(std::move(cells));
  }
  return table;
}

/// What there is to choose from, each by what sets it apart from the first deal. In files there is
/// room for that.
void write_choices(const SolveReport& report, const FrontierChart& chart,
                   const PrintableNames& names, Document& page) {
  if (chart.marks.empty()) return;
  const auto points = choices_of(chart);
  const std::size_t all = report.frontier->acceptable;
  Table table = choices_table(chart, points, chart.marks.front(), names);
  table.summary =
      points.size() < all
          ? fmt::format("{} of the {} outcomes of the frontier that all accept, spread over it:",
                        points.size(), all)
          : std::string("The outcomes of the frontier that all accept:");
  page.add(std::move(table));
}

}  // namespace

void write_frontier_chart(const SolveReport& report, const PrintableNames& names, Document& page) {
  auto chart = frontier_chart(report, names);
  if (!page.for_files()) return page.add(std::move(chart));
  add_points(report, names, chart);
  write_thinning(chart, page);
  page.add(chart);
  write_choices(report, chart, names, page);
}

}  // namespace entente::report
