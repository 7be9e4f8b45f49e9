#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "entente/report/cell.hpp"
#include "entente/report/chart.hpp"

namespace entente::report {

// One description of a report. The page in a terminal, the HTML file, the SVG pictures and the CSV
// tables are all made from it; none of them computes anything. All text in it is printable (see
// text_width.hpp) and may hold any character; a writer that cannot show some of them replaces them.

/// The cell of a number as number_text shows it.
[[nodiscard]] Cell number_cell(double value, Tone tone = Tone::plain);

struct Paragraph {
  std::string text;
  Tone tone = Tone::plain;
  int indent = 0;
  int hang = 0;        ///< lines after the first are moved right by this much
  std::string marker;  ///< "- " or "3. ": an item of a list, moved right by its own width
  Audience audience = Audience::everybody;
};

/// Rows of cells below a head, with titles and empty lines between them.
struct Table {
  struct Row {
    enum class Kind { head, cells, heading, space } kind = Kind::cells;
    std::vector<Cell> cells;  ///< heading: one, which stands across the columns
    Audience audience = Audience::everybody;
  };

  Table(std::string its_name, std::string its_caption, std::vector<Column> its_columns)
      : name(std::move(its_name)),
        caption(std::move(its_caption)),
        columns(std::move(its_columns)) {}

  /// Missing cells are empty; there may not be more cells than columns.
  void add_head(std::vector<Cell> cells, Audience to = Audience::everybody);
  void add_row(std::vector<Cell> cells, Audience to = Audience::everybody);
  void add_heading(Cell cell, Audience to = Audience::everybody);
  void add_space();

  std::string name;     ///< of its CSV file: small letters, digits and '-'; empty: it has none
  std::string caption;  ///< what is in it, for those who cannot see where it stands
  std::vector<Column> columns;
  std::vector<Row> rows;
  std::size_t label = 0;  ///< the column that says what a row is about
  Audience audience = Audience::everybody;
  /// Not 0: where the page is too narrow, the columns after the first `fold` are shown in several
  /// tables below each other, each led by those first ones.
  std::size_t fold = 0;
  /// Not empty: the same as text, for pages too narrow for the columns.
  std::vector<Paragraph> lines;
  bool always_lines = false;  ///< in a terminal, however wide
  /// Not empty: what stands above it in a file, where a click on these words puts it away.
  std::string summary;
};

struct Title {
  std::string text;
  std::string source;  ///< empty: none
};

/// Begins a section.
struct Heading {
  std::string text;
  Audience audience = Audience::everybody;
};

/// An empty line, unless there is one already.
struct Space {};

using Block = std::variant<Title, Heading, Paragraph, Table, Space, FrontierChart, LedgerChart,
                           PlotChart, NeedChart>;

/// The blocks of a report in their order, and how one is put together.
class Document {
 public:
  /// `readers`: who it is made for; what others alone would see may be left out.
  explicit Document(Audience readers = Audience::everybody) : readers_(readers) {}

  /// Is a part that only files show worth its work?
  [[nodiscard]] bool for_files() const { return readers_ != Audience::terminal; }

  void title(std::string text, std::string source);
  void heading(std::string text, Audience audience = Audience::everybody);
  void paragraph(std::string text, Tone tone = Tone::plain, int indent = 0, int hang = 0);
  void add(Paragraph paragraph) { blocks_.emplace_back(std::move(paragraph)); }
  void add(Table table) { blocks_.emplace_back(std::move(table)); }
  void add(FrontierChart chart) { blocks_.emplace_back(std::move(chart)); }
  void add(LedgerChart chart) { blocks_.emplace_back(std::move(chart)); }
  void add(PlotChart chart) { blocks_.emplace_back(std::move(chart)); }
  void add(NeedChart chart) { blocks_.emplace_back(std::move(chart)); }
  void space() { blocks_.emplace_back(Space{}); }

  [[nodiscard]] const std::vector<Block>& blocks() const { return blocks_; }

 private:
  Audience readers_;
  std::vector<Block> blocks_;
};

}  // namespace entente::report
