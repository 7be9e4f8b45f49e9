#pragma once

#include <string>
#include <string_view>

#include "entente/format/native_sheet.hpp"
#include "entente/format/table_read.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// Is this a zip archive, as the files of spreadsheets are, or a file of older office programs?
[[nodiscard]] bool looks_like_spreadsheet(std::string_view bytes);

/// Does the name end as those of spreadsheets' own files do: .ods, .xlsx, .xls and their relatives?
[[nodiscard]] bool named_like_spreadsheet(std::string_view name);

/// Takes a spreadsheet's own file apart, .ods (OpenDocument 1.3) or .xlsx (Office Open XML,
/// ECMA-376): the first visible sheet with something on it. What counts is what is stored, not how
/// it is shown: 0.35 for 35%. Formulas count by the results that the file holds. Trouble goes to
/// `problems`, the place being the row and the column. Takes at most 64 MiB of unpacked XML, and of
/// cells as much as parse_table. O(bytes unpacked + cells).
[[nodiscard]] Table parse_spreadsheet(std::string_view bytes, const std::string& file,
                                      Problems& problems);

/// Reads a scenario from it, laid out as read_table wants it.
[[nodiscard]] ReadResult read_spreadsheet(std::string_view bytes, const std::string& file);

}  // namespace entente::format
