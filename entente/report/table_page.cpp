#include "entente/report/table_page.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "entente/report/document.hpp"
#include "entente/report/page_parts.hpp"
#include "entente/report/solve_page_parts.hpp"
#include "entente/report/table_page_parts.hpp"
#include "entente/report/text_page.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using Sides = std::vector<std::vector<std::size_t>>;

constexpr std::size_t k_most_issues = 40;

std::string goals_text(const TableReport& report, const PrintableNames& names) {
  std::vector<std::string> parts;
  for (const auto& goal : report.context.goals) {
    parts.push_back(fmt::format("{}: {}", names.issues[goal.issue.index()],
                                names.options[goal.issue.index()][goal.options.front().index()]));
  }
  if (parts.empty()) return "";
  return (parts.size() == 1 ? "Goal: " : "Goals: ") + fmt::format("{}.", fmt::join(parts, "; "));
}

/// "a deal that reaches the goal".
std::string deal_name(const TableReport& report) {
  const std::size_t goals = report.context.goals.size();
  if (goals == 0) return "deal";
  return goals == 1 ? "deal that reaches the goal" : "deal that reaches the goals";
}

std::string impossible_text(const TableReport& report, const PrintableNames& names) {
  const auto& answer = *report.answer;
  std::string text = fmt::format("No {}: {}.", deal_name(report), printable(answer.reason));
  std::vector<std::string> blocking;
  for (const PartyId party : answer.blocking) blocking.push_back(names.parties[party.index()]);
  if (blocking.size() == names.parties.size() && blocking.size() > 1) {
    text += " In the way: all of them.";
  } else if (!blocking.empty()) {
    text += " In the way: " + join_and(blocking) + '.';
  }
  return text;
}

/// What else could be given up.
std::string relief_text(const TableReport& report) {
  const auto& answer = *report.answer;
  std::string text;
  if (answer.with_all_issues) {
    text = *answer.with_all_issues ? "With all issues free to move there is such a deal."
                                   : "With all issues free to move there is no such deal either.";
  }
  if (!answer.without_goals) return text;
  const char* goal = report.context.goals.size() == 1 ? "goal" : "goals";
  if (!text.empty()) text += ' ';
  if (!report.context.restricted) {
    return text + fmt::format("Without the {} there {}.", goal,
                              *answer.without_goals ? "is a deal" : "is no deal either");
  }
  return text + fmt::format("With the issues named here there is {} without the {}.",
                            *answer.without_goals ? "a deal" : "no deal even", goal);
}

std::string answer_text(const TableReport& report) {
  const auto& answer = *report.answer;
  const std::size_t count = answer.tables.size();
  const std::string deal = deal_name(report);
  if (count == 1 && answer.tables.front().issues.empty()) {
    return fmt::format("Nothing has to move for a {}.", deal);
  }
  if (count == 0) {
    return fmt::format("There is a {}; the search stopped before a minimal table was found.", deal);
  }
  return fmt::format("{}{} just enough for a {}.", answer.complete ? "" : "At least ",
                     count == 1 ? "one table is" : count_text(count, "table", "tables") + " are",
                     deal);
}

/// Which issues may move, or which may not: the shorter list.
std::string restriction_text(const TableReport& report, const PrintableNames& names) {
  const auto& move = report.answer->may_move;
  std::vector<IssueId> stay;
  for (std::size_t i = 0; i < report.scenario->issue_count(); ++i) {
    const bool moves = std::binary_search(move.begin(), move.end(), IssueId(i));
    if (!moves && !report.scenario->issues[i].is_threat()) stay.emplace_back(i);
  }
  if (move.empty()) return "No issue may move.";
  if (stay.empty()) return "All issues may move.";
  return move.size() <= stay.size() ? "Only these may move: " + issues_text(names, move) + '.'
                                    : "These stay as they are: " + issues_text(names, stay) + '.';
}

const char* stop_text(Stop stop) {
  switch (stop) {
    case Stop::none:
      return "";
    case Stop::frontier_cap:
    case Stop::work_limit:
      return "A limit of work was reached: there may be more than is shown. --help names the "
             "limits.";
    case Stop::time_limit:
      return "The time limit was reached: there may be more than is shown. Another run may get "
             "further or less far.";
    case Stop::interrupted:
      return "Interrupted: there may be more than is shown. Another run may get further or less "
             "far.";
  }
  return "";
}

void write_head(const TableReport& report, const PrintableNames& names, Document& page) {
  const bool no = report.proven_impossible();
  if (no) {
    page.paragraph(impossible_text(report, names), Tone::bad);
    if (const auto text = relief_text(report); !text.empty()) page.paragraph(text);
    page.space();
  }
  write_title(*report.scenario, page);
  page.space();
  page.paragraph("Parties: " + join_and(names.parties) + '.');
  if (const auto text = acceptance_text(*report.scenario, names); !text.empty()) {
    page.paragraph(text);
  }
  if (const auto text = goals_text(report, names); !text.empty()) page.paragraph(text);
  if (report.context.restricted) page.paragraph(restriction_text(report, names));
  if (report.possible()) {
    page.paragraph(capital(answer_text(report)), Tone::strong);
  } else if (!no) {
    page.paragraph(capital(printable(report.answer->reason)) + '.', Tone::warning);
  }
  if (const std::string stop = stop_text(report.stop); !stop.empty()) {
    page.paragraph(stop, Tone::warning);
  }
}

void write_every(const TableReport& report, const PrintableNames& names, Document& page) {
  const auto& answer = *report.answer;
  page.heading("What must be on the table");
  if (!answer.must_move.empty()) {
    page.paragraph("In every table: " + issues_text(names, answer.must_move) + '.', Tone::plain, 0,
                   2);
  } else if (answer.complete) {
    page.paragraph("No issue is in every table.");
  } else {
    page.paragraph("No issue is known to be in every table: the search ended too soon to say.");
  }
  if (!answer.not_needed.empty()) {
    page.paragraph("Not needed for a deal: " + issues_text(names, answer.not_needed) + '.',
                   Tone::plain, 0, 2);
  }
}

/// The shown tables, one column per side that has issues in any of them.
class TableRows {
 public:
  TableRows(const TableReport& report, const PrintableNames& names)
      : names_(names), shown_(rows_shown(report, report.answer->tables.size())) {
    const auto& tables = report.answer->tables;
    for (const auto& table : tables) rows_.push_back(by_side(*report.scenario, table.issues));
    for (std::size_t side = 0; side <= names.parties.size(); ++side) {
      if (std::any_of(rows_.begin(), rows_.end(),
                      [&](const Sides& sides) { return !sides[side].empty(); })) {
        columns_.push_back(side);
      }
    }
  }

  /// Side by side, or a line for each where that is too wide.
  [[nodiscard]] Table make() const {
    Table table = side_by_side();
    for (std::size_t k = 0; k < shown_; ++k) {
      table.lines.push_back(
          {line(rows_[k]), Tone::plain, 0, 4, fmt::format("{}. ", k + 1), Audience::everybody});
    }
    return table;
  }

  [[nodiscard]] std::size_t shown() const { return shown_; }

 private:
  [[nodiscard]] std::string side_name(std::size_t side) const {
    return side < names_.parties.size() ? names_.parties[side] : "Jointly";
  }

  [[nodiscard]] Table side_by_side() const {
    Table table("tables", "The tables: in each row, what every side must be ready to move",
                std::vector<Column>(columns_.size() + 1, {Align::left, 2}));
    std::vector<Cell> head = {{"", Tone::plain}};
    for (const auto side : columns_) head.push_back({side_name(side), Tone::strong});
    table.add_head(std::move(head));
    for (std::size_t k = 0; k < rows_.size(); ++k) {
      std::vector<Cell> cells = {{std::to_string(k + 1), Tone::faint}};
      for (const auto side : columns_) cells.push_back(cell(rows_[k][side]));
      table.add_row(std::move(cells), audience_of_row(k, shown_));
    }
    return table;
  }

  [[nodiscard]] Cell cell(const std::vector<std::size_t>& issues) const {
    if (issues.empty()) return nothing_cell("nothing");
    std::vector<std::string> lines;
    for (const auto i : issues) lines.push_back(names_.issues[i]);
    return {fmt::format("{}", fmt::join(lines, "\n")), Tone::plain};
  }

  [[nodiscard]] std::string line(const Sides& sides) const {
    std::vector<std::string> parts;
    for (const auto side : columns_) {
      if (sides[side].empty()) continue;
      std::vector<std::string> issues;
      for (const auto i : sides[side]) issues.push_back(names_.issues[i]);
      parts.push_back(fmt::format("{}: {}.", side_name(side), fmt::join(issues, "; ")));
    }
    return fmt::format("{}", fmt::join(parts, " "));
  }

  const PrintableNames& names_;
  std::size_t shown_;
  std::vector<Sides> rows_;
  std::vector<std::size_t> columns_;
};

void write_tables(const TableReport& report, const PrintableNames& names, Document& page) {
  const auto& tables = report.answer->tables;
  if (tables.empty() || tables.front().issues.empty()) return;
  page.heading("The tables");
  page.paragraph("Each row is enough; with any issue of it left out, no such deal is left.");
  page.space();
  const TableRows rows(report, names);
  page.add(rows.make());
  write_rows_left(rows.shown(), tables.size(), "table", "tables", page);
}

std::string party_head(const std::string& name, const bargain::PartyTables& party) {
  if (party.sets.empty()) return name + ": not known.";
  if (party.complete && party.sets.size() == 1) return name + ':';
  return fmt::format("{}: one of {}{}", name, count_text(party.sets.size(), "set", "sets"),
                     party.complete ? "" : ", perhaps of more");
}

void write_by_party(const TableReport& report, const PrintableNames& names, Document& page) {
  const auto& parties = report.answer->by_party;
  page.heading("What each must be ready to move");
  page.paragraph("If all that the others give, and all that is joint, may move:");
  std::vector<std::string> free;
  for (std::size_t j = 0; j < parties.size(); ++j) {
    const auto& sets = parties[j].sets;
    if (!sets.empty() && sets.front().empty()) free.push_back(names.parties[j]);
  }
  if (!free.empty()) page.paragraph("Nothing from " + join_and(free) + '.');
  for (std::size_t j = 0; j < parties.size(); ++j) {
    const auto& party = parties[j];
    if (!party.sets.empty() && party.sets.front().empty()) continue;
    page.space();
    page.paragraph(party_head(names.parties[j], party), Tone::strong);
    const std::size_t shown = rows_shown(report, party.sets.size());
    write_sets(party.sets, shown, names, page);
    write_rows_left(shown, party.sets.size(), "set", "sets", page);
  }
}

/// Deals are of all parties, whatever the acceptance rule says.
void write_best_deals(const TableReport& report, const PrintableNames& names, Document& page) {
  if (!report.deals) return;
  const auto needed = static_cast<std::size_t>(report.scenario->acceptance.at_least);
  const bool of_some = needed > 0 && needed < names.parties.size();
  if (of_some && report.deals->no_deal_proven()) {
    page.heading("Deals of all parties");
    page.paragraph(
        "There is none: no outcome that moves only these issues gives every party a gain. As many "
        "as the rule wants do gain: the deals shown for the tables say who.");
    return;
  }
  write_deals(*report.deals, names, page);
  if (!of_some) return;
  page.paragraph(
      "These are deals by which every party gains; for a table, as many as the rule wants are "
      "enough.",
      Tone::faint);
}

}  // namespace

std::string issues_text(const PrintableNames& names, const std::vector<IssueId>& issues) {
  std::vector<std::string> parts;
  for (const IssueId issue : issues) {
    if (parts.size() == k_most_issues) {
      parts.push_back(count_text(issues.size() - k_most_issues, "other issue", "other issues"));
      break;
    }
    parts.push_back(names.issues[issue.index()]);
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

void write_sets(const std::vector<std::vector<IssueId>>& sets, std::size_t shown,
                const PrintableNames& names, Document& page) {
  for (std::size_t k = 0; k < sets.size(); ++k) {
    page.add(
        Paragraph{issues_text(names, sets[k]), Tone::plain, 2, 2, "- ", audience_of_row(k, shown)});
  }
}

Document table_document(const TableReport& report, Audience readers) {
  const PrintableNames names(*report.scenario);
  Document page(readers);
  write_head(report, names, page);
  if (report.possible()) {
    write_every(report, names, page);
    write_tables(report, names, page);
    write_settlements(report, names, page);
    write_by_party(report, names, page);
    write_blockers(report, names, page);
    write_best_deals(report, names, page);
  }
  write_warnings(report.warnings, page);
  return page;
}

std::string table_page(const TableReport& report, const Style& style) {
  return text_page(table_document(report, Audience::terminal), style);
}

std::string found_table_line(const Scenario& scenario, const bargain::Table& table,
                             std::size_t number, bool ascii) {
  const PrintableNames names(scenario);
  const auto sides = by_side(scenario, table.issues);
  std::vector<std::string> parts;
  for (std::size_t side = 0; side < sides.size(); ++side) {
    if (sides[side].empty()) continue;
    std::vector<std::string> issues;
    for (const auto i : sides[side]) issues.push_back(names.issues[i]);
    parts.push_back(fmt::format("{}: {}",
                                side < names.parties.size() ? names.parties[side] : "Jointly",
                                fmt::join(issues, ", ")));
  }
  if (parts.empty()) parts.emplace_back("nothing has to move");
  const std::string line =
      fmt::format("{}. {}\n", number, without_isolates(fmt::format("{}", fmt::join(parts, "; "))));
  return ascii ? ascii_only(line) : line;
}

}  // namespace entente::report
