#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/report/cell.hpp"

namespace entente::report {

/// A table of text whose columns share a given width: each column as wide as it needs to be where
/// that fits, otherwise the widest give way and their cells wrap.
class TextTable {
 public:
  using Align = report::Align;
  using Column = report::Column;

  explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// Missing cells are empty; there may not be more cells than columns.
  void add_row(std::vector<Cell> cells);
  /// A line across the columns, unwrapped text that starts at the first column.
  void add_heading(Cell cell);
  void add_space();

  /// Columns needed to render without indent and without breaking a word of common length.
  [[nodiscard]] int least_width() const;

  /// Lines of at most `width` columns including `indent`, each ending in '\n', no trailing spaces.
  /// O(text).
  [[nodiscard]] std::string render(const Style& style, int width, int indent) const;

 private:
  struct Row {
    enum class Kind { cells, heading, space } kind = Kind::cells;
    std::vector<Cell> cells;
  };
  struct Extent {
    int natural = 1;  ///< without wrapping
    int least = 1;    ///< without breaking words
  };

  [[nodiscard]] std::vector<Extent> extents() const;
  [[nodiscard]] std::vector<int> widths(int available) const;
  void render_cells(const Row& row, const std::vector<int>& widths, const Style& style, int indent,
                    std::string& out) const;

  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

/// The lines of a text, split at '\n' and each wrapped to `width`; lines after the first (of each
/// wrapped line) are indented by `hang`, all of them by the line's own leading spaces. At most
/// `max_lines`, the last one then ends in an ellipsis: for labels, not for answers.
[[nodiscard]] std::vector<std::string> cell_lines(std::string_view text, int width, int hang,
                                                  int max_lines, bool ascii);

/// The same of a text that may hold amounts and lists: whole, unless a file makes it so long that
/// nobody would read it. Then it ends between two parts of its list, and says so: "... and 7 more
/// (all of them with --json)" where the parts are lines, without the number where they stand
/// between commas or semicolons, which names may hold as well. What has no such parts ends in an
/// ellipsis.
[[nodiscard]] std::vector<std::string> whole_lines(std::string_view text, int width, int hang,
                                                   bool ascii);

}  // namespace entente::report
