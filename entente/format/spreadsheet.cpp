#include "entente/format/spreadsheet.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "entente/format/opendocument.hpp"
#include "entente/format/spreadsheet_part.hpp"
#include "entente/format/text_check.hpp"
#include "entente/format/xlsx.hpp"
#include "entente/format/zip_archive.hpp"

namespace entente::format {
namespace {

constexpr const char* k_save_hint =
    "open it in a spreadsheet program and save it as .xlsx, .ods or CSV";
constexpr const char* k_password_hint = "save it without a password";

bool is_older_office(std::string_view bytes) { return bytes.starts_with("\xD0\xCF\x11\xE0"); }

Table refuse(const std::string& file, std::string message, const char* hint, Problems& problems) {
  problems.add(make_error({file, 0, 0}, std::move(message), hint));
  return {};
}

/// What the office programs of the nineties wrote; .xlsx files with a password are such files, too.
Table refuse_older(std::string_view bytes, const std::string& file, Problems& problems) {
  constexpr std::string_view k_encrypted("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  if (bytes.find(k_encrypted) != std::string_view::npos) {
    return refuse(file, "the file is protected by a password", k_password_hint, problems);
  }
  return refuse(file, "this is a file of an older spreadsheet or office program (.xls)",
                k_save_hint, problems);
}

bool is_encrypted(ZipArchive& archive) {
  if (archive.has("encrypted-package")) return true;
  const auto manifest = archive.read("META-INF/manifest.xml");
  return manifest && manifest->find("encryption-data") != std::string::npos;
}

Table read_ods(ZipArchive& archive, const std::string& file, Problems& problems) {
  const auto root = read_part(archive, "content.xml", file, problems);
  return root ? read_opendocument(*root, file, problems) : Table{};
}

}  // namespace

bool looks_like_spreadsheet(std::string_view bytes) {
  return looks_like_zip(bytes) || is_older_office(bytes);
}

bool named_like_spreadsheet(std::string_view name) {
  constexpr std::array<std::string_view, 7> k_endings{".ods",  ".ots",  ".xlsx", ".xlsm",
                                                      ".xltx", ".xlsb", ".xls"};
  const std::string small = small_letters(name);
  return std::any_of(k_endings.begin(), k_endings.end(),
                     [&](std::string_view ending) { return small.ends_with(ending); });
}

Table parse_spreadsheet(std::string_view bytes, const std::string& file, Problems& problems) {
  if (is_older_office(bytes)) return refuse_older(bytes, file, problems);
  if (!looks_like_zip(bytes)) {
    return refuse(file, "the name is that of a spreadsheet's own file, but the contents are not",
                  k_save_hint, problems);
  }
  Diagnostics trouble;
  auto archive = ZipArchive::open(bytes, file, trouble);
  problems.add(std::move(trouble));
  if (!archive) return {};
  if (is_encrypted(*archive)) {
    return refuse(file, "the file is protected by a password", k_password_hint, problems);
  }
  if (archive->has("content.xml")) return read_ods(*archive, file, problems);
  if (archive->has("xl/workbook.bin")) {
    return refuse(file, "this is a spreadsheet in the binary format of Excel (.xlsb)", k_save_hint,
                  problems);
  }
  if (archive->has("xl/workbook.xml") ||
      (archive->has("[Content_Types].xml") && archive->has("_rels/.rels"))) {
    return read_xlsx(*archive, file, problems);
  }
  return refuse(file, "this is a zip archive, but no spreadsheet",
                "unpack it, and give the files in it", problems);
}

ReadResult read_spreadsheet(std::string_view bytes, const std::string& file) {
  Problems problems;
  const Table table = parse_spreadsheet(bytes, file, problems);
  if (problems.failed()) return problems.finish({});
  ReadResult result = read_table(table);
  Diagnostics warnings = problems.take();
  result.diagnostics.insert(result.diagnostics.begin(), warnings.begin(), warnings.end());
  return result;
}

}  // namespace entente::format
