#include "entente/format/spreadsheet_grid.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "entente/format/limits.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

/// More than any spreadsheet program has.
constexpr std::int64_t k_most_rows = std::int64_t{1} << 24;
constexpr std::int64_t k_most_columns = std::int64_t{1} << 15;

constexpr const char* k_alone_hint = "keep the table alone on its sheet, or save the sheet as CSV";

/// Merged cells do not overlap, so that each cell is looked at about once.
constexpr std::size_t k_most_looks = 4 * k_max_nodes;

std::vector<std::string_view> views_of(const std::vector<std::string>& names) {
  return {names.begin(), names.end()};
}

}  // namespace

SheetGrid::SheetGrid(std::string file, std::string sheet, Problems& problems)
    : problems_(problems) {
  table_.file = std::move(file);
  table_.sheet = std::move(sheet);
}

bool SheetGrid::stop(std::string message, std::string hint) {
  problems_.add(make_error({table_.file, 0, 0},
                           fmt::format("sheet {}: {}", in_quotes(table_.sheet), message),
                           std::move(hint)));
  return false;
}

void SheetGrid::hide_columns(std::int64_t first, std::int64_t last) {
  if (1 <= first && first <= last)
    hidden_columns_.emplace_back(first, std::min(last, k_most_columns));
}

bool SheetGrid::check_order(std::int64_t row, std::int64_t column) {
  const bool same_row = !table_.rows.empty() && table_.rows.back().number == row;
  const bool rises = same_row ? column > static_cast<std::int64_t>(table_.rows.back().cells.size())
                              : table_.rows.empty() || row > table_.rows.back().number;
  if (row < 1 || column < 1 || !rises) {
    return stop("the file is damaged: its rows and columns are out of order",
                "open it in a spreadsheet program and save it anew");
  }
  if (row > k_most_rows || column > k_most_columns) {
    return stop(fmt::format("something stands below row {} or right of column {}", k_most_rows,
                            k_most_columns),
                k_alone_hint);
  }
  if (!same_row) table_.rows.push_back({static_cast<int>(row), {}});
  return true;
}

bool SheetGrid::put(std::int64_t row, std::int64_t column, const SheetCell& cell,
                    std::int64_t count) {
  if (cell.empty() || count < 1) return true;
  if (!check_order(row, column)) return false;
  auto& cells = table_.rows.back().cells;
  const auto before = static_cast<std::size_t>(column - 1) - cells.size();
  const auto copies = static_cast<std::size_t>(std::min(count, k_most_columns));
  cells_ += before + copies;
  bytes_ += cell.text.size() * copies;
  if (cells_ > k_max_nodes) {
    return stop(fmt::format("the table has too many cells; at most {} can be read", k_max_nodes),
                k_alone_hint);
  }
  if (bytes_ > k_max_file_bytes) {
    return stop(fmt::format("the cells hold more than {} bytes", k_max_file_bytes), k_alone_hint);
  }
  cells.resize(cells.size() + before);
  for (std::size_t k = 0; k < copies; ++k) {
    const auto at = cells.size();
    const Place place{table_.file, static_cast<int>(row), static_cast<int>(at) + 1};
    if (cell.failed) complain_of_formula(cell, place);
    cells.push_back({cell.text, place, cell.kind});
  }
  return true;
}

void SheetGrid::complain_of_formula(const SheetCell& cell, const Place& place) {
  const std::string name =
      cell_name(table_.sheet, place.line, static_cast<std::size_t>(place.column) - 1);
  problems_.add(
      cell.text.empty()
          ? make_error(place, name + ": the file holds a formula here, but not its result",
                       "open the file in a spreadsheet program and save it, so that the result is "
                       "worked out")
          : make_error(
                place,
                fmt::format("{}: the formula has no result but {}", name, in_quotes(cell.text)),
                "mend the formula, or type the value itself"));
}

void SheetGrid::empty_merged() {
  std::size_t looks = 0;
  for (const auto& range : merged_) {
    auto row = std::lower_bound(
        table_.rows.begin(), table_.rows.end(), range.first_row,
        [](const Table::Row& r, std::int64_t number) { return r.number < number; });
    for (; row != table_.rows.end() && row->number <= range.last_row; ++row) {
      const auto end = std::min(range.last_column, static_cast<std::int64_t>(row->cells.size()));
      for (auto column = range.first_column; column <= end; ++column) {
        if (row->number == range.first_row && column == range.first_column) continue;
        row->cells[static_cast<std::size_t>(column - 1)] = TableCell{};
      }
      looks += 1 + static_cast<std::size_t>(std::max<std::int64_t>(0, end - range.first_column));
      if (looks > k_most_looks) {
        stop("its merged cells overlap", "divide them, or save the sheet as CSV");
        return;
      }
    }
  }
}

void SheetGrid::warn_of_hidden() {
  std::vector<std::string> rows;
  std::vector<bool> used;
  std::sort(hidden_rows_.begin(), hidden_rows_.end());
  for (const auto& row : table_.rows) {
    bool holds = false;
    used.resize(std::max(used.size(), row.cells.size()));
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      if (row.cells[c].text.empty()) continue;
      holds = used[c] = true;
    }
    if (holds && std::binary_search(hidden_rows_.begin(), hidden_rows_.end(), row.number)) {
      rows.push_back(std::to_string(row.number));
    }
  }
  std::vector<int> changes(used.size() + 1);  // in how many ranges a column is
  for (const auto& [first, last] : hidden_columns_) {
    if (first > static_cast<std::int64_t>(used.size())) continue;
    ++changes[static_cast<std::size_t>(first - 1)];
    --changes[std::min(static_cast<std::size_t>(last), used.size())];
  }
  std::vector<std::string> columns;
  int ranges = 0;
  for (std::size_t c = 0; c < used.size(); ++c) {
    ranges += changes[c];
    if (ranges > 0 && used[c]) columns.push_back(column_letters(c));
  }
  const auto warn = [&](const char* what, const std::vector<std::string>& names) {
    if (names.empty()) return;
    problems_.add(make_warning({table_.file, 0, 0},
                               fmt::format("sheet {}: hidden {} count like the others: {}",
                                           in_quotes(table_.sheet), what, listed(views_of(names))),
                               "show them to see what is read, or delete them"));
  };
  warn("rows", rows);
  warn("columns", columns);
}

Table SheetGrid::take() {
  empty_merged();
  warn_of_hidden();
  return std::move(table_);
}

std::optional<std::size_t> choose_sheet(const std::vector<SheetSummary>& sheets,
                                        const std::string& file, Problems& problems) {
  const auto refuse = [&](std::string message, const char* hint) {
    problems.add(make_error({file, 0, 0}, std::move(message), hint));
    return std::nullopt;
  };
  if (sheets.empty()) return refuse("the file holds no sheet", "save the sheet as CSV");
  const auto chosen = std::find_if(sheets.begin(), sheets.end(), [](const SheetSummary& s) {
    return s.has_content && !s.hidden;
  });
  std::vector<std::string_view> others;
  for (auto s = sheets.begin(); s != sheets.end(); ++s) {
    if (s != chosen && s->has_content) others.push_back(s->name);
  }
  if (chosen != sheets.end()) {
    if (!others.empty()) {
      problems.add(make_warning({file, 0, 0},
                                fmt::format("sheet {} is read; what stands on {} is ignored",
                                            in_quotes(chosen->name), listed(others)),
                                "the first visible sheet with something on it holds the table"));
    }
    return static_cast<std::size_t>(chosen - sheets.begin());
  }
  if (others.empty()) return 0;
  return refuse(fmt::format("only hidden sheets hold something: {}", listed(others)),
                "show the sheet with the table in the spreadsheet program, and save");
}

std::string_view without_blanks(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

bool is_formula_fault(std::string_view text) {
  constexpr std::array<std::string_view, 7> k_faults{"#DIV/0!", "#N/A",  "#NAME?", "#NULL!",
                                                     "#NUM!",   "#REF!", "#VALUE!"};
  return std::find(k_faults.begin(), k_faults.end(), text) != k_faults.end() ||
         text.starts_with("Err:");
}

}  // namespace entente::format
