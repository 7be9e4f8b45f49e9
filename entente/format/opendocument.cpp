#include "entente/format/opendocument.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "entente/format/limits.hpp"
#include "entente/format/spreadsheet_grid.hpp"
#include "entente/format/spreadsheet_part.hpp"
#include "entente/format/spreadsheet_value.hpp"

namespace entente::format {
namespace {

/// The text of a paragraph, put together from its pieces.
class Paragraph {
 public:
  void add(const XmlElement& element) {
    const std::string_view text = element.text;
    std::size_t from = 0;
    for (const auto& child : element.children) {
      add_text(text.substr(from, child.offset - from));
      from = child.offset;
      add_child(child);
    }
    add_text(text.substr(from));
  }

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  /// Blanks in a row are one, and none at the start.
  void add_text(std::string_view text) {
    for (const char c : text) {
      const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
      if (!blank) {
        text_ += c;
      } else if (!after_blank_) {
        text_ += ' ';
      }
      after_blank_ = blank;
    }
  }

  void add_child(const XmlElement& child) {
    if (child.name == "text:s") {
      // More would not fit into a name anyway.
      const auto count = std::min<std::int64_t>(count_of(attribute_text(child, "text:c")),
                                                static_cast<std::int64_t>(k_max_name));
      text_.append(static_cast<std::size_t>(count), ' ');
    } else if (child.name == "text:tab") {
      text_ += '\t';
    } else if (child.name == "text:line-break") {
      text_ += '\n';
    } else if (child.name != "office:annotation" && child.name != "text:note" &&
               child.name != "text:ruby-text") {
      add(child);
    }
  }

  std::string text_;
  bool after_blank_ = true;
};

std::string shown_text(const XmlElement& cell) {
  std::string text;
  bool first = true;
  for (const auto& child : cell.children) {
    if (child.name != "text:p" && child.name != "text:h") continue;
    if (!first) text += '\n';
    first = false;
    Paragraph paragraph;
    paragraph.add(child);
    text += paragraph.take();
  }
  return std::string(without_blanks(text));
}

/// A cell of numbers, whatever it looks like.
SheetCell number_cell(const XmlElement& cell) {
  const std::string shown = shown_text(cell);
  if (is_formula_fault(shown)) return {shown, TableCell::Kind::text, true};
  const std::string_view stored = attribute_text(cell, "office:value");
  if (auto number = stored_number(stored)) return {std::move(*number), TableCell::Kind::number};
  return {stored.empty() ? "no number" : std::string(stored), TableCell::Kind::text, true};
}

SheetCell content_of(const XmlElement& cell) {
  const std::string_view type = attribute_text(cell, "office:value-type");
  if (attribute_text(cell, "calcext:value-type") == "error") {
    std::string shown = shown_text(cell);
    return {shown.empty() ? "an error" : std::move(shown), TableCell::Kind::text, true};
  }
  if (type == "float" || type == "percentage" || type == "currency") return number_cell(cell);
  if (type == "date" || type == "time") {
    const std::string_view stored =
        attribute_text(cell, type == "date" ? "office:date-value" : "office:time-value");
    return {stored.empty() ? std::string(type) : std::string(stored), TableCell::Kind::date};
  }
  if (type == "boolean") return {std::string(attribute_text(cell, "office:boolean-value"))};
  std::string text(without_blanks(attribute_text(cell, "office:string-value")));
  if (text.empty()) text = shown_text(cell);
  const bool formula = cell.attribute("table:formula") != nullptr;
  if (formula && type.empty() && text.empty()) return formula_never_worked_out();
  const bool failed = formula && is_formula_fault(text);
  return {std::move(text), TableCell::Kind::text, failed};
}

bool is_group(std::string_view name) {
  return name == "table:table-header-rows" || name == "table:table-rows" ||
         name == "table:table-row-group" || name == "table:table-header-columns" ||
         name == "table:table-columns" || name == "table:table-column-group";
}

bool is_shown(const XmlElement& row_or_column) {
  const std::string_view visibility = attribute_text(row_or_column, "table:visibility");
  return visibility != "collapse" && visibility != "filter";
}

bool row_has_content(const XmlElement& row) {
  return std::any_of(row.children.begin(), row.children.end(), [](const XmlElement& cell) {
    return cell.name == "table:table-cell" && !content_of(cell).empty();
  });
}

bool table_has_content(const XmlElement& table) {
  return std::any_of(table.children.begin(), table.children.end(), [](const XmlElement& child) {
    return child.name == "table:table-row" ? row_has_content(child)
                                           : is_group(child.name) && table_has_content(child);
  });
}

/// Lays out a table, row by row.
class TableWalk {
 public:
  explicit TableWalk(SheetGrid& grid) : grid_(grid) {}

  /// False once the grid has had enough.
  bool walk(const XmlElement& table) {
    return std::all_of(table.children.begin(), table.children.end(), [&](const XmlElement& child) {
      if (child.name == "table:table-row") return add_row(child);
      if (child.name == "table:table-column") add_column(child);
      return !is_group(child.name) || walk(child);
    });
  }

 private:
  struct Placed {
    std::int64_t column;
    std::int64_t count;
    SheetCell cell;
  };

  bool add_row(const XmlElement& row) {
    const std::int64_t first = row_;
    row_ += count_of(attribute_text(row, "table:number-rows-repeated"));
    const std::vector<Placed> cells = cells_of(row);
    if (cells.empty()) return true;
    for (std::int64_t number = first; number < row_; ++number) {
      for (const auto& placed : cells) {
        if (!grid_.put(number, placed.column, placed.cell, placed.count)) return false;
      }
      if (!is_shown(row)) grid_.hide_row(number);
    }
    return true;
  }

  static std::vector<Placed> cells_of(const XmlElement& row) {
    std::vector<Placed> cells;
    std::int64_t column = 1;
    for (const auto& cell : row.children) {
      const bool covered = cell.name == "table:covered-table-cell";
      if (!covered && cell.name != "table:table-cell") continue;
      const auto count = count_of(attribute_text(cell, "table:number-columns-repeated"));
      if (!covered) {
        SheetCell content = content_of(cell);
        if (!content.empty()) cells.push_back({column, count, std::move(content)});
      }
      column += count;
    }
    return cells;
  }

  void add_column(const XmlElement& column) {
    const std::int64_t first = column_;
    column_ += count_of(attribute_text(column, "table:number-columns-repeated"));
    if (!is_shown(column)) grid_.hide_columns(first, column_ - 1);
  }

  SheetGrid& grid_;
  std::int64_t row_ = 1;
  std::int64_t column_ = 1;
};

/// The styles that hide a sheet.
std::set<std::string, std::less<>> hiding_styles(const XmlElement& root) {
  std::set<std::string, std::less<>> names;
  const XmlElement* styles = root.child("office:automatic-styles");
  if (styles == nullptr) return names;
  for (const auto& style : styles->children) {
    const XmlElement* properties = style.child("style:table-properties");
    if (properties == nullptr || attribute_text(*properties, "table:display") != "false") continue;
    names.emplace(attribute_text(style, "style:name"));
  }
  return names;
}

}  // namespace

Table read_opendocument(const XmlElement& root, const std::string& file, Problems& problems) {
  const XmlElement* body = root.child("office:body");
  const XmlElement* spreadsheet = body == nullptr ? nullptr : body->child("office:spreadsheet");
  if (spreadsheet == nullptr) {
    problems.add(make_error({file, 0, 0}, "this is a document, but no spreadsheet",
                            "put the table into a spreadsheet, and save it as .ods or CSV"));
    return {};
  }
  const auto hiding = hiding_styles(root);
  std::vector<const XmlElement*> tables;
  std::vector<SheetSummary> sheets;
  for (const auto& child : spreadsheet->children) {
    if (child.name != "table:table") continue;
    tables.push_back(&child);
    const std::string_view name = attribute_text(child, "table:name");
    sheets.push_back({name.empty() ? std::to_string(tables.size()) : std::string(name),
                      hiding.find(attribute_text(child, "table:style-name")) != hiding.end(),
                      table_has_content(child)});
  }
  const auto chosen = choose_sheet(sheets, file, problems);
  if (!chosen) return {};
  SheetGrid grid(file, sheets[*chosen].name, problems);
  TableWalk(grid).walk(*tables[*chosen]);
  return grid.take();
}

}  // namespace entente::format
