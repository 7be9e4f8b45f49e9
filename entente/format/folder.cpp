#include "entente/format/folder.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "entente/format/spreadsheet.hpp"
#include "entente/format/write.hpp"

namespace entente::format {
namespace {

namespace fs = std::filesystem;

/// A domain and 64 profiles, and some to spare.
constexpr std::size_t k_most_files = 100;

/// Excel writes such files beside those it has open.
constexpr std::string_view k_excel_lock = "~$";

}  // namespace

bool may_hold_scenario(std::string_view name) {
  if (name.starts_with('.') || name.starts_with('_')) return false;
  if (name == "pareto.xml" || name == "specs.json") return false;
  return target_of(name).has_value() ||
         (named_like_spreadsheet(name) && !name.starts_with(k_excel_lock));
}

tl::expected<std::vector<std::string>, std::string> files_in_folder(const std::string& path) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (!at->is_regular_file(ignored)) continue;
    if (!may_hold_scenario(at->path().filename().string())) continue;
    if (files.size() == k_most_files) {
      return tl::unexpected(fmt::format("the folder holds more than {} files", k_most_files));
    }
    files.push_back(at->path().string());
  }
  if (error) return tl::unexpected("cannot read this folder: " + error.message());
  if (files.empty()) {
    return tl::unexpected(
        std::string("the folder holds no scenario: no file ends in .yaml, .json, "
                    ".xml, .csv, .tsv, .ods or .xlsx"));
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace entente::format
