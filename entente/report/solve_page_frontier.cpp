#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "entente/report/document.hpp"
#include "entente/report/representatives.hpp"
#include "entente/report/solve_page_parts.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

/// Points shown of a frontier that cannot be drawn, and issues named for each.
constexpr std::size_t k_representatives = 8;
constexpr std::size_t k_most_issues = 4;
/// More parties than this do not stand in columns.
constexpr std::size_t k_most_columns = 4;

/// To accept is not to gain: where there is no deal, somebody gets nothing by what all would
/// accept.
std::string size_sentence(const FrontierReport& frontier, bool no_deal) {
  std::string text = count_text(frontier.size, "point", "points");
  const char* but = !no_deal                   ? ""
                    : frontier.acceptable == 1 ? ", though not a gain for all"
                                               : ", though none of these is a gain for all";
  if (frontier.size == 1) {
    text += frontier.acceptable == 1 ? fmt::format(", acceptable to all{}. ", but)
                                     : std::string(", not acceptable to all. ");
  } else if (frontier.acceptable == 0) {
    text += ", none of them acceptable to all. ";
  } else {
    text += fmt::format(", {} of them acceptable to all{}. ", frontier.acceptable, but);
  }
  switch (frontier.status) {
    case bargain::FrontierStatus::exact:
      text += "Complete: every outcome that leaves nothing on the table is here.";
      break;
    case bargain::FrontierStatus::epsilon:
      text += fmt::format(
          "Too large to list: whatever is acceptable to all, one of these points gives "
          "every party at least as much, less {} % at most of what that party can "
          "gain.",
          percent_up(frontier.epsilon.value_or(1)));
      break;
    case bargain::FrontierStatus::partial:
      text += "Partial: a limit was reached, so points are missing, and better ones may exist.";
      break;
  }
  return text;
}

void write_extremes(const FrontierReport& frontier, const PrintableNames& names, Document& page) {
  Table table("extremes", "The least and the greatest gain of each party",
              {{Align::left, 2}, {Align::right}, {Align::right}, {Align::right}, {Align::right}});
  page.space();
  page.paragraph(fmt::format("The least and the greatest gain of each party, {}:",
                             frontier.status == bargain::FrontierStatus::exact
                                 ? "on the whole frontier and where everybody accepts"
                                 : "among the points found and among those acceptable to all"));
  table.add_head({{"", Tone::plain},
                  {"least", Tone::strong},
                  {"greatest", Tone::strong},
                  {"accepted: least", Tone::strong},
                  {"greatest", Tone::strong}});
  const bool accepted = !frontier.accepted_low.empty();
  for (std::size_t j = 0; j < names.parties.size(); ++j) {
    table.add_row({{names.parties[j], Tone::plain},
                   number_cell(frontier.low[j]),
                   number_cell(frontier.high[j]),
                   accepted ? number_cell(frontier.accepted_low[j]) : Cell{"none"},
                   accepted ? number_cell(frontier.accepted_high[j]) : Cell{"none"}});
  }
  page.add(std::move(table));
}

/// The issues that an outcome moves off the status quo, or that it settles otherwise than another.
std::string changed_issues(const Outcome& from, const Outcome& to, const PrintableNames& names) {
  std::vector<std::string> changed;
  std::size_t rest = 0;
  for (std::size_t i = 0; i < to.size(); ++i) {
    if (to[i] == from[i]) continue;
    if (changed.size() < k_most_issues) {
      changed.push_back(names.issues[i]);
    } else {
      ++rest;
    }
  }
  if (changed.empty()) return "nothing";
  if (rest > 0) changed.push_back(fmt::format("{} more", rest));
  return join_and(changed);
}

/// What the outcomes shown say of all the others that everybody accepts.
std::string representatives_sentence(const FrontierReport& frontier,
                                     const Representatives& chosen) {
  const std::string count = count_text(chosen.points.size(), "outcome", "outcomes");
  const bool all = chosen.points.size() == frontier.acceptable;
  if (all && frontier.status == bargain::FrontierStatus::exact) {
    return fmt::format("The {} that all accept, the most even one first:", count);
  }
  std::string text = count + " that all accept, the most even one first, then what differs most";
  if (frontier.status == bargain::FrontierStatus::partial) return text + ':';
  // Near a point that is near: the distances add up.
  const bool near = frontier.status == bargain::FrontierStatus::epsilon;
  const double distance = chosen.distance + (near ? frontier.epsilon.value_or(1) : 0);
  if (distance >= 1) return text + ':';
  return text + fmt::format(
                    ". Whatever else is acceptable to all, one of these gives every party at least "
                    "as much, less {} % of the most that the party can gain:",
                    percent_up(distance));
}

/// In a terminal, columns for a few parties; lines for more.
Table gain_table(const std::vector<std::vector<double>>& gain, const std::vector<std::string>& text,
                 const PrintableNames& names, const char* title) {
  std::vector<Column> columns(names.parties.size() + 2, {Align::right, 0});
  columns.back() = {Align::left, 2};
  Table table("representatives", "Outcomes that all accept", std::move(columns));
  std::vector<Cell> head = {{"", Tone::strong}};
  for (const auto& party : names.parties) head.push_back({party, Tone::strong});
  head.push_back({title, Tone::strong});
  table.add_head(std::move(head));
  for (std::size_t k = 0; k < gain.size(); ++k) {
    std::vector<Cell> row = {{fmt::format("{}.", k + 1)}};
    for (const double g : gain[k]) row.push_back(number_cell(g));
    row.push_back({text[k]});
    table.add_row(std::move(row));
  }
  table.always_lines = names.parties.size() > k_most_columns;
  for (std::size_t k = 0; k < gain.size() && table.always_lines; ++k) {
    table.lines.push_back({fmt::format("{}.", amounts_text(names.parties, gain[k])), Tone::plain, 0,
                           3, fmt::format("{}. ", k + 1), Audience::everybody});
    table.lines.push_back(
        {fmt::format("{}: {}.", title, text[k]), Tone::faint, 3, 0, "", Audience::everybody});
  }
  return table;
}

/// A few outcomes in figures, where there is no picture.
void write_representatives(const SolveReport& report, const PrintableNames& names, Document& page) {
  const auto& frontier = *report.solution->frontier;
  const auto chosen = choose_representatives(report.solution->problem, frontier, k_representatives);
  if (chosen.points.size() < 2) return;
  page.space();
  page.paragraph(representatives_sentence(*report.frontier, chosen));
  const bool today = report.scenario->has_status_quo;
  Outcome from = frontier.outcome(chosen.points.front());
  for (std::size_t i = 0; i < from.size() && today; ++i) {
    from[i] = static_cast<Outcome::value_type>(report.scenario->issues[i].status_quo.index());
  }
  std::vector<std::vector<double>> gain;
  std::vector<std::string> text;
  for (const std::size_t point : chosen.points) {
    frontier_gain(*report.solution, point, gain.emplace_back(names.parties.size()).data());
    text.push_back(changed_issues(from, frontier.outcome(point), names));
  }
  const char* title = today ? "Moves" : "Differs from the first in";
  page.add(gain_table(gain, text, names, title));
}

}  // namespace

void write_frontier(const SolveReport& report, const PrintableNames& names, Document& page) {
  if (!report.frontier) return;
  page.heading("The frontier");
  page.paragraph(size_sentence(*report.frontier, report.no_deal_proven()));
  if (report.frontier->size == 0) return;
  write_frontier_chart(report, names, page);
  if (names.parties.size() != 2) {
    write_extremes(*report.frontier, names, page);
    write_representatives(report, names, page);
  }
}

}  // namespace entente::report
