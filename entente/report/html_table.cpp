#include "entente/report/html_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "entente/base/markup.hpp"
#include "entente/report/markup.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

/// The lines of a cell.
std::string cell_markup(const std::string& text) {
  std::string out;
  for (const char c : text_markup(without_indent(text))) {
    if (c == '\n') {
      out += "<br>";
    } else {
      out += c;
    }
  }
  return out;
}

/// On a narrow screen, names of rows longer than this stand above the cells instead of beside them.
constexpr int k_short_name = 18;
/// ... which then share the width: report.css knows so many columns.
constexpr std::size_t k_fewest_stacked = 3;
constexpr std::size_t k_most_stacked = 6;

/// Would the names of the rows leave too little room for several columns beside them?
bool stacks(const Table& table) {
  const std::size_t cells = table.columns.size() - 1;
  if (table.label != 0 || cells < k_fewest_stacked || cells > k_most_stacked) return false;
  return std::any_of(table.rows.begin(), table.rows.end(), [](const Table::Row& row) {
    return row.kind == Table::Row::Kind::cells && display_width(row.cells[0].text) > k_short_name;
  });
}

class TableMarkup {
 public:
  explicit TableMarkup(const Table& table) : table_(table) {}

  std::string make() {
    const std::string style =
        stacks(table_) ? fmt::format(" class=\"stack columns-{}\"", table_.columns.size() - 1) : "";
    out_ = fmt::format(
        "<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"{0}\">\n<table{1}>\n"
        "<caption>{0}</caption>\n",
        escape_markup(table_.caption), style);
    for (const auto& row : table_.rows) {
      if (row.audience != Audience::terminal) add(row);
    }
    open("");
    return out_ + "</table>\n</div>\n";
  }

 private:
  void add(const Table::Row& row) {
    switch (row.kind) {
      case Table::Row::Kind::head:
        open("thead");
        out_ += "<tr>";
        for (std::size_t c = 0; c < row.cells.size(); ++c) add_head(row.cells[c], c);
        out_ += "</tr>\n";
        return;
      case Table::Row::Kind::heading:
        open("");
        open("tbody");
        out_ +=
            fmt::format("<tr class=\"group\"><th colspan=\"{}\" scope=\"rowgroup\">{}</th></tr>\n",
                        table_.columns.size(), cell_markup(row.cells[0].text));
        return;
      case Table::Row::Kind::space:
        open("");
        return;
      case Table::Row::Kind::cells:
        open("tbody");
        out_ += "<tr>";
        for (std::size_t c = 0; c < row.cells.size(); ++c) add_cell(row.cells[c], c);
        out_ += "</tr>\n";
        return;
    }
  }

  /// Begins this part of the table, unless it has begun.
  void open(std::string_view part) {
    if (part == part_) return;
    if (!part_.empty()) out_ += fmt::format("</{}>\n", part_);
    if (!part.empty()) out_ += fmt::format("<{}>\n", part);
    part_ = part;
  }

  [[nodiscard]] std::string style(const Cell& cell, std::size_t column) const {
    std::string names = tone_class(cell.tone);
    if (table_.columns[column].align == Align::right) names += names.empty() ? "number" : " number";
    return names.empty() ? "" : " class=\"" + names + '"';
  }

  void add_head(const Cell& cell, std::size_t column) {
    const std::string text = cell_markup(cell.text);
    // An empty head is no head of anything.
    out_ += text.empty() ? "<td></td>"
                         : fmt::format("<th scope=\"col\"{}>{}</th>", style(cell, column), text);
  }

  void add_cell(const Cell& cell, std::size_t column) {
    const std::string text = cell_markup(cell.text);
    if (column == table_.label && !text.empty()) {
      out_ += fmt::format("<th scope=\"row\"{}>{}</th>", style(cell, column), text);
    } else {
      out_ += fmt::format("<td{}>{}</td>", style(cell, column), text);
    }
  }

  const Table& table_;
  std::string out_;
  std::string_view part_;
};

}  // namespace

std::string html_table(const Table& table) { return TableMarkup(table).make(); }

std::string tone_class(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return "";
    case Tone::strong:
      return "strong";
    case Tone::faint:
      return "faint";
    case Tone::accent:
      return "accent";
    case Tone::good:
      return "fine";
    case Tone::warning:
      return "warning";
    case Tone::bad:
      return "bad";
  }
  return "";
}

}  // namespace entente::report
