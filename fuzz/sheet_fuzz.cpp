// Any bytes as a spreadsheet's own file. The first one chooses: a whole file, or one XML part in a
// file that is otherwise good.

#include "entente/format/native_sheet.hpp"
#include "entente/format/opendocument.hpp"
#include "entente/format/spreadsheet.hpp"
#include "entente/format/spreadsheet_grid.hpp"
#include "entente/format/spreadsheet_part.hpp"
#include "entente/format/xlsx.hpp"
#include "fuzz/import_check.hpp"

namespace {

using namespace entente;

ReadResult read(const format::Table& table, format::Problems& problems) {
  if (problems.failed()) return problems.finish({});
  return format::read_table(table);
}

ReadResult read_sheet(const format::XmlElement& sheet, const format::XlsxCommon& common) {
  format::Problems problems;
  format::SheetGrid grid("t", "sheet", problems);
  static_cast<void>(format::has_content(sheet, common));
  format::read_xlsx_sheet(sheet, common, grid);
  return read(grid.take(), problems);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(data + 1, data + size);
  if (data[0] == '0') {
    fuzz::check_result(format::read_spreadsheet(text, "t.ods"));
    return 0;
  }
  format::Problems problems;
  const auto root = format::parse_part(text, "part", "t", problems);
  if (!root) return 0;
  format::XlsxCommon common;
  common.texts = {"issue", "option", "a", "b"};
  common.shows_date = {false, true};
  if (data[0] == '1') {
    const format::Table table = format::read_opendocument(*root, "t", problems);
    fuzz::check_result(read(table, problems));
  } else if (data[0] == '2') {
    fuzz::check_result(read_sheet(*root, common));
  } else if (data[0] == '3') {
    static_cast<void>(format::date_formats(*root));
  } else {
    static_cast<void>(format::shared_texts(*root));
  }
  return 0;
}
