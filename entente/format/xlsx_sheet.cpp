// A sheet of an .xlsx file, and what its cells refer to.

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

#include "entente/format/spreadsheet_part.hpp"
#include "entente/format/spreadsheet_value.hpp"
#include "entente/format/text_check.hpp"
#include "entente/format/xlsx.hpp"

namespace entente::format {
namespace {

const XmlElement* child_of(const XmlElement& parent, std::string_view name) {
  const auto found =
      std::find_if(parent.children.begin(), parent.children.end(),
                   [&](const XmlElement& child) { return local_name(child.name) == name; });
  return found == parent.children.end() ? nullptr : &*found;
}

std::optional<std::size_t> index_of(std::string_view text) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return index;
}

bool is_true(std::string_view text) { return text == "1" || text == "true"; }

/// `_x000D_` stands for the character with that number (ECMA-376 part 1, 22.9.2.19).
std::string unescaped(std::string_view text) {
  constexpr std::size_t k_length = 7;
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view here = text.substr(i, k_length);
    std::uint32_t code = 0;
    if (here.size() == k_length && here.starts_with("_x") && here.back() == '_') {
      const char* digits = here.data() + 2;
      const auto [end, error] = std::from_chars(digits, digits + 4, code, 16);
      const bool surrogate = code >= 0xD800 && code < 0xE000;
      if (error == std::errc() && end == digits + 4 && code != 0 && !surrogate) {
        append_utf8(plain, code);
        i += k_length - 1;
        continue;
      }
    }
    plain += text[i];
  }
  return std::string(without_blanks(plain));
}

/// A text made of runs: `t`, or `r` with `t` in it.
std::string rich_text(const XmlElement& element) {
  std::string text;
  for (const auto& child : element.children) {
    const auto name = local_name(child.name);
    if (name == "t") text += child.text;
    if (name != "r") continue;
    for (const auto& part : child.children) {
      if (local_name(part.name) == "t") text += part.text;
    }
  }
  return unescaped(text);
}

struct CellName {
  std::int64_t row = 0;
  std::int64_t column = 0;
};

/// "C5", dollar signs left out.
std::optional<CellName> parse_cell_name(std::string_view text) {
  CellName name;
  std::size_t i = 0;
  for (; i < text.size() && i < 3; ++i) {
    const char c = text[i];
    if (c < 'A' || c > 'Z') break;
    name.column = name.column * 26 + (c - 'A' + 1);
  }
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + i, end, name.row);
  if (i == 0 || error != std::errc() || stop != end || name.row < 1) return std::nullopt;
  return name;
}

SheetCell number_cell(const XmlElement& cell, const std::string& stored, const XlsxCommon& common) {
  const auto style = index_of(attribute_text(cell, "s"));
  const bool is_date = style && *style < common.shows_date.size() && common.shows_date[*style];
  if (is_date) {
    auto date = date_text(stored, common.since_1904);
    return {date ? std::move(*date) : stored, TableCell::Kind::date};
  }
  if (auto number = stored_number(stored)) return {std::move(*number), TableCell::Kind::number};
  return {stored, TableCell::Kind::text, true};
}

SheetCell content_of(const XmlElement& cell, const XlsxCommon& common) {
  const std::string_view type = attribute_text(cell, "t");
  if (type == "inlineStr") {
    const XmlElement* text = child_of(cell, "is");
    return {text == nullptr ? std::string() : rich_text(*text)};
  }
  const XmlElement* value = child_of(cell, "v");
  std::string stored(value == nullptr ? std::string_view() : without_blanks(value->text));
  if (type == "str" && value != nullptr) return {unescaped(stored)};
  // Programs that only write such files leave it to others to work formulas out.
  if (stored.empty())
    return child_of(cell, "f") == nullptr ? SheetCell{} : formula_never_worked_out();
  if (type == "s") {
    const auto index = index_of(stored);
    if (index && *index < common.texts.size()) return {common.texts[*index]};
    return {"text " + stored, TableCell::Kind::text, true};
  }
  if (type == "b") return {is_true(stored) ? "true" : "false"};
  if (type == "e") return {std::move(stored), TableCell::Kind::text, true};
  if (type == "d") return {std::move(stored), TableCell::Kind::date};
  return number_cell(cell, stored, common);
}

/// The rows of a sheet; null where it has none.
const XmlElement* rows_of(const XmlElement& sheet) { return child_of(sheet, "sheetData"); }

/// False once the grid has had enough.
bool put_row(const XmlElement& row, std::int64_t number, const XlsxCommon& common,
             SheetGrid& grid) {
  std::int64_t column = 0;
  bool holds = false;
  for (const auto& cell : row.children) {
    if (local_name(cell.name) != "c") continue;
    ++column;
    if (const std::string_view stated = attribute_text(cell, "r"); !stated.empty()) {
      const auto name = parse_cell_name(stated);
      column = name ? name->column : 0;  // 0: out of order
    }
    const SheetCell content = content_of(cell, common);
    holds = holds || !content.empty();
    if (!grid.put(number, column, content)) return false;
  }
  if (holds && is_true(attribute_text(row, "hidden"))) grid.hide_row(number);
  return true;
}

void note_hidden_columns(const XmlElement& sheet, SheetGrid& grid) {
  const XmlElement* columns = child_of(sheet, "cols");
  if (columns == nullptr) return;
  for (const auto& column : columns->children) {
    if (!is_true(attribute_text(column, "hidden"))) continue;
    grid.hide_columns(count_of(attribute_text(column, "min")),
                      count_of(attribute_text(column, "max")));
  }
}

void note_merged(const XmlElement& sheet, SheetGrid& grid) {
  const XmlElement* merged = child_of(sheet, "mergeCells");
  if (merged == nullptr) return;
  for (const auto& cells : merged->children) {
    const std::string_view range = attribute_text(cells, "ref");
    const auto colon = range.find(':');
    if (colon == std::string_view::npos) continue;
    const auto first = parse_cell_name(range.substr(0, colon));
    const auto last = parse_cell_name(range.substr(colon + 1));
    if (first && last) grid.merge({first->row, last->row, first->column, last->column});
  }
}

}  // namespace

std::vector<std::string> shared_texts(const XmlElement& root) {
  std::vector<std::string> texts;
  for (const auto& item : root.children) {
    if (local_name(item.name) == "si") texts.push_back(rich_text(item));
  }
  return texts;
}

std::vector<bool> date_formats(const XmlElement& root) {
  std::vector<std::size_t> dates;
  std::vector<std::size_t> others;
  if (const XmlElement* formats = child_of(root, "numFmts")) {
    for (const auto& format : formats->children) {
      const auto id = index_of(attribute_text(format, "numFmtId"));
      if (!id) continue;
      (is_date_format(attribute_text(format, "formatCode")) ? dates : others).push_back(*id);
    }
  }
  std::sort(dates.begin(), dates.end());
  std::sort(others.begin(), others.end());
  std::vector<bool> shows_date;
  const XmlElement* cell_formats = child_of(root, "cellXfs");
  if (cell_formats == nullptr) return shows_date;
  for (const auto& format : cell_formats->children) {
    if (local_name(format.name) != "xf") continue;
    const auto id = index_of(attribute_text(format, "numFmtId")).value_or(0);
    shows_date.push_back(
        std::binary_search(dates.begin(), dates.end(), id) ||
        (is_date_format(id) && !std::binary_search(others.begin(), others.end(), id)));
  }
  return shows_date;
}

bool has_content(const XmlElement& sheet, const XlsxCommon& common) {
  const XmlElement* rows = rows_of(sheet);
  if (rows == nullptr) return false;
  return std::any_of(rows->children.begin(), rows->children.end(), [&](const XmlElement& row) {
    return std::any_of(row.children.begin(), row.children.end(), [&](const XmlElement& cell) {
      return local_name(cell.name) == "c" && !content_of(cell, common).empty();
    });
  });
}

void read_xlsx_sheet(const XmlElement& sheet, const XlsxCommon& common, SheetGrid& grid) {
  note_hidden_columns(sheet, grid);
  note_merged(sheet, grid);
  const XmlElement* rows = rows_of(sheet);
  if (rows == nullptr) return;
  std::int64_t number = 0;
  for (const auto& row : rows->children) {
    if (local_name(row.name) != "row") continue;
    const std::string_view stated = attribute_text(row, "r");
    number = stated.empty() ? number + 1 : count_of(stated);
    if (!put_row(row, number, common, grid)) return;
  }
}

}  // namespace entente::format
