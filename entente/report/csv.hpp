#pragma once

#include <functional>
#include <string>
#include <vector>

#include "entente/report/document.hpp"
#include "entente/report/json_text.hpp"

namespace entente::report {

/// A table of a document as CSV (RFC 4180: commas, CRLF, quotes where needed; UTF-8). Its first
/// line names the columns. Numbers are written in the fewest digits that read back as the same.
/// Text that a spreadsheet would take for a formula (it begins with one of = + - @) is led by an
/// apostrophe.
struct CsvTable {
  std::string name;  ///< unique in the document; small letters, digits and '-'
  std::function<void(const Sink&)> write;
};

/// Every table, and the figures of every chart, in the order of the document, which must stay
/// alive.
[[nodiscard]] std::vector<CsvTable> csv_tables(const Document& document);

}  // namespace entente::report
