#include "entente/report/csv.hpp"

#include <cmath>
#include <optional>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "entente/report/point_json.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

/// One line of fields.
class CsvLine {
 public:
  void add(std::string_view text) {
    std::string field = without_isolates(text);
    if (std::string_view("=+-@\t").find(field.empty() ? 'a' : field.front()) !=
        std::string_view::npos) {
      field.insert(field.begin(), '\'');
    }
    separate();
    if (field.find_first_of(",\"\r\n") == std::string::npos) {
      line_ += field;
      return;
    }
    line_ += '"';
    for (const char c : field) {
      if (c == '"') line_ += '"';
      line_ += c;
    }
    line_ += '"';
  }

  void add_number(double value) {
    separate();
    if (std::isfinite(value)) append_json_number(value, line_);
  }

  void add_optional(const std::optional<double>& value) {
    if (value) return add_number(*value);
    add("");
  }

  void add_yes_or_no(bool yes) { add(yes ? "yes" : "no"); }

  void finish(const Sink& sink) {
    sink(line_ + "\r\n");
    line_.clear();
    first_ = true;
  }

 private:
  void separate() {
    if (!first_) line_ += ',';
    first_ = false;
  }

  std::string line_;
  bool first_ = true;
};

/// What a cell says; the name of a column on one line.
std::string text_of(const Cell& cell, bool head) {
  if (!cell.meaning.empty()) return cell.meaning;
  std::string text;
  for (const char c : without_indent(cell.text)) {
    if (head && c == '\n') {
      text += "; ";
    } else {
      text += c;
    }
  }
  return text;
}

bool has_headings(const Table& table) {
  for (const auto& row : table.rows) {
    if (row.kind == Table::Row::Kind::heading && row.audience != Audience::terminal) return true;
  }
  return false;
}

/// Titles within the table become a first column.
void write_table(const Table& table, const Sink& sink) {
  const bool headings = has_headings(table);
  std::string heading;
  CsvLine line;
  for (const auto& row : table.rows) {
    if (row.audience == Audience::terminal || row.kind == Table::Row::Kind::space) continue;
    if (row.kind == Table::Row::Kind::heading) {
      heading = row.cells[0].text;
      continue;
    }
    if (headings) line.add(heading);
    for (const auto& cell : row.cells) {
      if (cell.number) {
        line.add_number(*cell.number);
      } else {
        line.add(text_of(cell, row.kind == Table::Row::Kind::head));
      }
    }
    line.finish(sink);
  }
}

void write_points(const FrontierChart& chart, const Sink& sink) {
  CsvLine line;
  for (const auto& party : chart.parties) line.add(chart.amount + " of " + party);
  line.add(chart.good);
  line.add("deals");
  for (const auto& issue : chart.packages->issues) line.add(issue.title);
  line.finish(sink);
  std::vector<double> at(chart.parties.size());
  for (const std::size_t k : chart.listed) {
    const bool good = chart.point(k, at.data());
    for (const double amount : at) line.add_number(amount);
    line.add_yes_or_no(good);
    std::string deals;
    for (const auto& mark : chart.marks) {
      if (mark.at == at) deals += (deals.empty() ? "" : "; ") + mark.name;
    }
    line.add(deals);
    const Outcome outcome = chart.outcome(k);
    for (std::size_t i = 0; i < outcome.size(); ++i) {
      line.add(chart.packages->issues[i].options[outcome[i]]);
    }
    line.finish(sink);
  }
}

void write_ledger(const LedgerChart& chart, const Sink& sink) {
  CsvLine line;
  for (const char* title : {"giver", "issue", "from", "to", "cost"}) line.add(title);
  for (const auto& party : chart.parties) line.add("credit of " + party);
  for (const char* title : {"detected", "in the deal", "empty"}) line.add(title);
  line.finish(sink);
  for (const auto& row : chart.rows) {
    line.add(row.giver ? chart.parties[*row.giver] : "");
    line.add(row.issue);
    line.add(row.from);
    line.add(row.to);
    line.add_optional(row.cost);
    for (const auto& credit : row.credit) line.add_optional(credit);
    line.add_optional(row.detection);
    line.add_yes_or_no(row.in_deal);
    line.add_yes_or_no(row.empty);
    line.finish(sink);
  }
}

void write_plot(const PlotChart& chart, const Sink& sink) {
  CsvLine line;
  for (const auto& title : {std::string("what"), chart.x_label, chart.y_label}) line.add(title);
  line.finish(sink);
  for (const auto& shape : chart.shapes) {
    for (std::size_t k = 0; k < shape.x.size(); ++k) {
      line.add(shape.label);
      line.add_number(shape.x[k]);
      line.add_number(shape.y[k]);
      line.finish(sink);
    }
  }
}

}  // namespace

std::vector<CsvTable> csv_tables(const Document& document) {
  std::vector<CsvTable> tables;
  std::set<std::string> names;
  const auto add = [&](const std::string& name, const auto& write, const auto& part) {
    std::string unique = name;
    for (int k = 2; !names.insert(unique).second; ++k) unique = fmt::format("{}-{}", name, k);
    tables.push_back({unique, [write, &part](const Sink& sink) { write(part, sink); }});
  };
  for (const auto& block : document.blocks()) {
    if (const auto* table = std::get_if<Table>(&block); table != nullptr && !table->name.empty()) {
      add(table->name, write_table, *table);
    }
    if (const auto* chart = std::get_if<FrontierChart>(&block);
        chart != nullptr && chart->packages != nullptr) {
      add(chart->name, write_points, *chart);
    }
    if (const auto* chart = std::get_if<LedgerChart>(&block)) {
      add(chart->name, write_ledger, *chart);
    }
    if (const auto* chart = std::get_if<PlotChart>(&block)) add(chart->name, write_plot, *chart);
  }
  return tables;
}

}  // namespace entente::report
