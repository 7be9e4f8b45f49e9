#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/base/diagnostic.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// A cell of a table, blanks around it removed unless it was quoted.
struct TableCell {
  /// What a spreadsheet's own file knows of a cell besides its text.
  enum class Kind {
    text,
    number,  ///< the text is decimal, with a point if any, and leaves no doubt
    date     ///< a date or a time of day
  };
  std::string text;
  Place place;
  Kind kind = Kind::text;
};

/// Rows of cells; rows may be of different lengths.
struct Table {
  struct Row {
    int number = 0;  ///< as a spreadsheet counts, from 1
    std::vector<TableCell> cells;
  };
  std::string file;
  std::string sheet;  ///< by its name in a spreadsheet's file, where places are rows and columns
  std::vector<Row> rows;
  bool semicolons = false;  ///< they part the cells
};

/// How spreadsheets name a column: "C" for 2, "AA" for 26.
[[nodiscard]] std::string column_letters(std::size_t column);

/// How messages name a cell: "row 5, column C" (column 2), with "sheet `Talks`, " in front where
/// there are sheets.
[[nodiscard]] std::string cell_name(std::string_view sheet, int row, std::size_t column);

/// Does the first line that is not blank name the columns of a table?
[[nodiscard]] bool looks_like_table(std::string_view text);

/// Takes a text of rows and cells apart. Cells are parted by whichever of comma, semicolon and tab
/// parts the headings (or the one that a first line `sep=;` names), and may be quoted as in RFC
/// 4180, with line breaks inside. Trouble goes to `diagnostics`. O(length).
[[nodiscard]] Table parse_table(std::string_view text, const std::string& file,
                                Diagnostics& diagnostics);

/// Reads a scenario from a table: headings `issue`, `option`, perhaps `status quo` and `giver`, and
/// one for each party; a row for each option; perhaps a row `reservation` (docs/formats.md). All
/// problems are reported at once, each with the row and column.
[[nodiscard]] ReadResult read_table(const Table& table);

/// Both together.
[[nodiscard]] ReadResult read_table_text(std::string_view text, const std::string& file);

}  // namespace entente::format
