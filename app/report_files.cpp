#include "app/report_files.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "app/atomic_file.hpp"
#include "app/output.hpp"
#include "entente/base/version.hpp"
#include "entente/report/csv.hpp"
#include "entente/report/html.hpp"
#include "entente/report/svg.hpp"

namespace entente::app {
namespace {

namespace fs = std::filesystem;

using Failure = std::optional<UsageError>;
using Write = std::function<void(const report::Sink&)>;

constexpr std::string_view k_file_options[] = {"--html", "--svg", "--csv"};

UsageError cannot_write(const std::string& path, const std::string& reason) {
  return {fmt::format("cannot write {}: {}", in_quotes(path), reason), ""};
}

/// A path that ends in ".svg" means one file, any other a folder.
bool names_file(std::string_view option, const std::string& path) {
  if (option == "--html") return true;
  const std::string ending = fmt::format(".{}", option.substr(2));
  return path.size() > ending.size() && path.ends_with(ending);
}

/// Nobody wants the scenario replaced by what is said about it.
bool is_input(const Arguments& arguments, const std::string& path) {
  for (const auto& file : arguments.files) {
    std::error_code error;
    if (fs::equivalent(file, path, error)) return true;
  }
  return false;
}

Failure check_path(const Arguments& arguments, std::string_view option, const std::string& path) {
  if (path.empty() || path == "-") {
    return UsageError{fmt::format("{} wants the path of a file, not {}", option, in_quotes(path)),
                      "the page goes to stdout; what it was made from goes to files"};
  }
  if (is_input(arguments, path)) return cannot_write(path, "it is a file that was read");
  std::error_code error;
  const bool folder = fs::is_directory(path, error);
  if (names_file(option, path)) {
    if (folder) return cannot_write(path, "it is a folder");
    const fs::path parent = fs::path(path).parent_path();
    if (parent.empty() || fs::is_directory(parent, error)) return std::nullopt;
    return UsageError{fmt::format("cannot write {}: there is no folder {}", in_quotes(path),
                                  in_quotes(parent.string())),
                      "make the folder first"};
  }
  if (folder || !fs::exists(path, error)) return std::nullopt;
  return UsageError{fmt::format("cannot write {}: it is no folder", in_quotes(path)),
                    fmt::format("{} writes one file where the path ends in .{}, else a folder",
                                option, option.substr(2))};
}

Failure write_file(const std::string& path, const Write& write) {
  AtomicFile file(path);
  write([&](std::string_view text) { file.write(text); });
  if (const std::string reason = file.finish(); !reason.empty()) return cannot_write(path, reason);
  return std::nullopt;
}

Failure make_folder(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) return cannot_write(path, error.message());
  return std::nullopt;
}

std::string path_in(const std::string& folder, const std::string& name, const char* ending) {
  return (fs::path(folder) / (name + ending)).string();
}

Failure write_pictures(const std::string& path, const report::Document& document) {
  const auto pictures = report::pictures_of(document, report::Frame::file);
  if (names_file("--svg", path)) {
    if (pictures.empty()) {
      return UsageError{fmt::format("{} is not written: this answer has no chart", in_quotes(path)),
                        ""};
    }
    return write_file(path, [&](const report::Sink& sink) { sink(pictures.front().svg); });
  }
  if (auto failure = make_folder(path)) return failure;
  for (const auto& picture : pictures) {
    auto failure = write_file(path_in(path, picture.name, ".svg"),
                              [&](const report::Sink& sink) { sink(picture.svg); });
    if (failure) return failure;
  }
  return std::nullopt;
}

/// In one file: each table with its name above and an empty line below it.
void write_all_tables(const std::vector<report::CsvTable>& tables, const report::Sink& sink) {
  for (std::size_t k = 0; k < tables.size(); ++k) {
    sink((k == 0 ? "" : "\r\n") + tables[k].name + "\r\n");
    tables[k].write(sink);
  }
}

Failure write_tables(const std::string& path, const report::Document& document) {
  const auto tables = report::csv_tables(document);
  if (names_file("--csv", path)) {
    return write_file(path, [&](const report::Sink& sink) { write_all_tables(tables, sink); });
  }
  if (auto failure = make_folder(path)) return failure;
  for (const auto& table : tables) {
    if (auto failure = write_file(path_in(path, table.name, ".csv"), table.write)) return failure;
  }
  return std::nullopt;
}

Failure write_all(const Arguments& arguments, const report::Document& document,
                  std::string_view question) {
  if (const auto path = arguments.text("--html")) {
    const report::HtmlContext context{std::string(question), std::string(version())};
    auto failure = write_file(
        *path, [&](const report::Sink& sink) { report::write_html(document, context, sink); });
    if (failure) return failure;
  }
  if (const auto path = arguments.text("--svg")) {
    if (auto failure = write_pictures(*path, document)) return failure;
  }
  if (const auto path = arguments.text("--csv")) return write_tables(*path, document);
  return std::nullopt;
}

}  // namespace

bool fit_to_write(const Arguments& arguments) {
  for (const auto option : k_file_options) {
    const auto path = arguments.text(option);
    if (!path) continue;
    if (const auto failure = check_path(arguments, option, *path)) {
      complain(*failure);
      return false;
    }
  }
  return true;
}

int write_report_files(const Arguments& arguments, std::string_view verb,
                       const std::function<report::Document()>& document, int code) {
  const bool wanted = std::any_of(std::begin(k_file_options), std::end(k_file_options),
                                  [&](const auto option) { return arguments.has(option); });
  if (!wanted) return code;
  const auto failure = write_all(arguments, document(), find_verb(verb)->summary);
  return failure ? complain(*failure) : code;
}

}  // namespace entente::app
