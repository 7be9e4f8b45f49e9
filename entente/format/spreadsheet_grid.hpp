#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/diagnostic.hpp"
#include "entente/format/native_sheet.hpp"
#include "entente/format/table_read.hpp"

namespace entente::format {

/// What a cell of a spreadsheet holds.
struct SheetCell {
  std::string text;
  TableCell::Kind kind = TableCell::Kind::text;
  bool failed = false;  ///< the text is what a formula says that has no result, such as #DIV/0!

  [[nodiscard]] bool empty() const { return text.empty() && !failed; }
};

/// A formula of which the file holds no result at all.
[[nodiscard]] inline SheetCell formula_never_worked_out() {
  return {"", TableCell::Kind::text, true};
}

/// A sheet as the file lists it.
struct SheetSummary {
  std::string name;
  bool hidden = false;
  bool has_content = false;
};

/// Cells side by side, in rows one below the other. From 1, as people count rows.
struct CellRange {
  std::int64_t first_row = 0;
  std::int64_t last_row = 0;
  std::int64_t first_column = 0;
  std::int64_t last_column = 0;
};

/// Makes a table of the cells of a sheet, as they come from a file. Empty cells take no memory
/// where nothing stands behind them in their row.
class SheetGrid {
 public:
  /// `problems` must outlive the object.
  SheetGrid(std::string file, std::string sheet, Problems& problems);

  /// Puts a cell, or `count` copies of it side by side. Rows and columns count from 1 and go up.
  /// False where they do not, or there is too much to be a table (reported); then stop.
  bool put(std::int64_t row, std::int64_t column, const SheetCell& cell, std::int64_t count = 1);

  /// What people do not see, and what counts all the same (a warning says so). Ranges of rows have
  /// no columns, and the other way round.
  void hide_row(std::int64_t row) { hidden_rows_.push_back(row); }
  void hide_columns(std::int64_t first, std::int64_t last);

  /// Empties the cells that a merged cell covers: all of the range but the first.
  void merge(const CellRange& range) { merged_.push_back(range); }

  /// The table, once all cells have been put.
  [[nodiscard]] Table take();

 private:
  bool stop(std::string message, std::string hint);
  bool check_order(std::int64_t row, std::int64_t column);
  void complain_of_formula(const SheetCell& cell, const Place& place);
  void empty_merged();
  void warn_of_hidden();

  Table table_;
  Problems& problems_;
  std::vector<std::int64_t> hidden_rows_;
  std::vector<std::pair<std::int64_t, std::int64_t>> hidden_columns_;
  std::vector<CellRange> merged_;
  std::size_t cells_ = 0;
  std::size_t bytes_ = 0;
};

/// Which sheet holds the table: the first visible one with something on it, or else the first. What
/// else holds something is named in a warning. Nothing where all that holds something is hidden, or
/// there is no sheet (reported).
[[nodiscard]] std::optional<std::size_t> choose_sheet(const std::vector<SheetSummary>& sheets,
                                                      const std::string& file, Problems& problems);

/// The text without blanks and line breaks around it.
[[nodiscard]] std::string_view without_blanks(std::string_view text);

/// Is this what spreadsheets show for a formula without a result, such as `#REF!` or `Err:502`?
[[nodiscard]] bool is_formula_fault(std::string_view text);

}  // namespace entente::format
