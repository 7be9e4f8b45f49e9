#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "entente/format/limits.hpp"
#include "entente/format/native_sheet.hpp"
#include "entente/format/table_read.hpp"
#include "entente/format/table_words.hpp"
#include "entente/format/text_check.hpp"
#include "entente/format/text_positions.hpp"

namespace entente::format {
namespace {

constexpr std::array<char, 3> k_separators{',', ';', '\t'};

/// What the line `sep=;` says, which spreadsheets heed and do not show; it counts as no row.
std::optional<char> declared_separator(std::string_view text) {
  text = without_byte_order_mark(text);
  const bool declared =
      text.starts_with("sep=") && text.size() > 5 && (text[5] == '\r' || text[5] == '\n') &&
      std::find(k_separators.begin(), k_separators.end(), text[4]) != k_separators.end();
  return declared ? std::optional(text[4]) : std::nullopt;
}

/// The rows, without what may stand before them.
std::string_view rows_of(std::string_view text) {
  const bool declared = declared_separator(text).has_value();
  text = without_byte_order_mark(text);
  if (declared) text.remove_prefix(text.substr(5).starts_with("\r\n") ? 7 : 6);
  return text;
}

/// The first line with something on it; headings have no line breaks.
std::string_view first_line(std::string_view text) {
  text = rows_of(text);
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n,;"), text.size()));
  return text.substr(0, std::min(text.find_first_of("\r\n"), text.size()));
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

/// The cells of a line, roughly: good enough to recognise headings.
std::vector<std::string_view> rough_cells(std::string_view line, char separator) {
  std::vector<std::string_view> cells;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find(separator, begin), line.size());
    std::string_view cell = trimmed(line.substr(begin, end - begin));
    if (cell.size() > 1 && cell.front() == '"' && cell.back() == '"') {
      cell = cell.substr(1, cell.size() - 2);
    }
    cells.push_back(cell);
    begin = end + 1;
  }
  return cells;
}

/// How many of the columns that every table has the line names.
int known_headings(std::string_view line, char separator) {
  bool issue = false;
  bool option = false;
  for (const auto cell : rough_cells(line, separator)) {
    issue = issue || table_column(cell) == TableColumn::issue;
    option = option || table_column(cell) == TableColumn::option;
  }
  return static_cast<int>(issue) + static_cast<int>(option);
}

char separator_of(std::string_view text) {
  if (const auto declared = declared_separator(text)) return *declared;
  const std::string_view line = first_line(text);
  char best = ',';
  std::pair<int, std::ptrdiff_t> most{-1, -1};
  for (const char separator : k_separators) {
    const std::pair found{known_headings(line, separator),
                          std::count(line.begin(), line.end(), separator)};
    if (found > most) {
      most = found;
      best = separator;
    }
  }
  return best;
}

class TableParser {
 public:
  TableParser(std::string_view text, const std::string& file, Diagnostics& diagnostics)
      : text_(text),
        positions_(text),
        file_(file),
        diagnostics_(diagnostics),
        separator_(separator_of(text)) {}

  Table run() {
    Table table;
    table.file = file_;
    table.semicolons = separator_ == ';';
    at_ = text_.size() - rows_of(text_).size();
    while (at_ < text_.size() && !stopped_) {
      ++row_;
      table.rows.push_back({row_, row()});
    }
    return table;
  }

 private:
  [[nodiscard]] Place place(std::size_t offset) const {
    const TextPosition p = positions_.at(offset);
    return {file_, p.line, p.column};
  }

  void stop(std::size_t offset, const std::string& message, std::string hint) {
    if (!stopped_) {
      diagnostics_.push_back(make_error(
          place(offset), cell_name("", row_, column_) + ": " + message, std::move(hint)));
    }
    stopped_ = true;
  }

  [[nodiscard]] bool at_line_end() const {
    return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r';
  }

  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || (text_[at_] == '\t' && separator_ != '\t')))
      ++at_;
  }

  void end_line() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
  }

  std::vector<TableCell> row() {
    std::vector<TableCell> cells;
    while (!stopped_) {
      if (++cells_ > k_max_nodes) {
        stop(at_, "the table has too many cells",
             fmt::format("at most {} can be read", k_max_nodes));
        break;
      }
      column_ = cells.size();
      cells.push_back(cell());
      if (at_line_end()) break;
      ++at_;  // the separator
    }
    end_line();
    return cells;
  }

  TableCell cell() {
    skip_blanks();
    TableCell cell;
    cell.place = place(at_);
    if (at_ < text_.size() && text_[at_] == '"') {
      cell.text = quoted();
      return cell;
    }
    const std::size_t begin = at_;
    while (!at_line_end() && text_[at_] != separator_) ++at_;
    cell.text = std::string(trimmed(text_.substr(begin, at_ - begin)));
    return cell;
  }

  std::string quoted() {
    const std::size_t begin = at_++;
    std::string text;
    while (true) {
      const std::size_t quote = text_.find('"', at_);
      if (quote == std::string_view::npos) {
        stop(begin, "this quotation mark is never closed", "close it, or remove it");
        at_ = text_.size();
        return text;
      }
      text += text_.substr(at_, quote - at_);
      at_ = quote + 1;
      if (at_ >= text_.size() || text_[at_] != '"') break;
      text += '"';
      ++at_;
    }
    skip_blanks();
    if (!at_line_end() && text_[at_] != separator_) {
      stop(at_, "something follows the closing quotation mark of this cell",
           "write quotation marks within a cell twice: \"the \"\"old\"\" line\"");
    }
    return text;
  }

  std::string_view text_;
  TextPositions positions_;
  const std::string& file_;
  Diagnostics& diagnostics_;
  char separator_;
  std::size_t at_ = 0;
  int row_ = 0;             ///< the one being read, from 1
  std::size_t column_ = 0;  ///< of it, from 0
  std::size_t cells_ = 0;
  bool stopped_ = false;
};

}  // namespace

bool looks_like_table(std::string_view text) {
  const std::string_view line = first_line(text);
  return std::any_of(k_separators.begin(), k_separators.end(),
                     [&](char separator) { return known_headings(line, separator) == 2; });
}

Table parse_table(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  if (text.size() > k_max_file_bytes) {
    diagnostics.push_back(make_error(
        {file, 0, 0}, fmt::format("the file has more than {} bytes", k_max_file_bytes), ""));
    return {};
  }
  auto faults = check_text(text.substr(text.size() - without_byte_order_mark(text).size()),
                           TextPositions(text), file);
  if (!faults.empty()) {
    for (auto& fault : faults) {
      // What spreadsheet programs write unless told otherwise.
      if (fault.hint == k_save_as_utf8) {
        fault.hint +=
            "; spreadsheet programs offer it as `CSV UTF-8`, and their own files are read, too";
      }
    }
    diagnostics.insert(diagnostics.end(), faults.begin(), faults.end());
    return {};
  }
  return TableParser(text, file, diagnostics).run();
}

ReadResult read_table_text(std::string_view text, const std::string& file) {
  ReadResult result;
  const Table table = parse_table(text, file, result.diagnostics);
  if (has_errors(result.diagnostics)) return result;
  return read_table(table);
}

}  // namespace entente::format
