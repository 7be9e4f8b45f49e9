#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "entente/format/native_sheet.hpp"
#include "entente/format/spreadsheet_grid.hpp"
#include "entente/format/table_read.hpp"
#include "entente/format/xml_tree.hpp"
#include "entente/format/zip_archive.hpp"

namespace entente::format {

/// What the cells of all sheets of an .xlsx file refer to.
struct XlsxCommon {
  std::vector<std::string> texts;  ///< [shared string], without blanks around it
  std::vector<bool> shows_date;    ///< [cell format]
  bool since_1904 = false;         ///< days are counted from 1904 on
};

/// The table in an .xlsx file: the sheet that choose_sheet takes. (ECMA-376 part 1, section 18.)
[[nodiscard]] Table read_xlsx(ZipArchive& archive, const std::string& file, Problems& problems);

/// The texts of a sharedStrings part: of each, all runs, but not how it is pronounced.
[[nodiscard]] std::vector<std::string> shared_texts(const XmlElement& root);

/// Which cell formats of a styles part show dates or times.
[[nodiscard]] std::vector<bool> date_formats(const XmlElement& root);

/// Is there something on the sheet (the root of its part)?
[[nodiscard]] bool has_content(const XmlElement& sheet, const XlsxCommon& common);

/// Puts the cells of a sheet into a grid.
void read_xlsx_sheet(const XmlElement& sheet, const XlsxCommon& common, SheetGrid& grid);

}  // namespace entente::format
