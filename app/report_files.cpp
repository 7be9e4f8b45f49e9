#include "app/report_files.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/atomic_file.hpp"
#include "app/exit_code.hpp"
#include "app/file_output.hpp"
#include "app/output.hpp"
#include "entente/base/version.hpp"
#include "entente/format/load.hpp"
#include "entente/format/native_sheet.hpp"
#include "entente/report/csv.hpp"
#include "entente/report/html.hpp"
#include "entente/report/svg.hpp"

namespace entente::app {
namespace {

namespace fs = std::filesystem;

using Failure = std::optional<UsageError>;
using Write = std::function<void(const report::Sink&)>;

constexpr std::string_view k_file_options[] = {"--html", "--svg", "--csv"};

/// A path that ends in ".svg" means one file, any other a folder.
bool names_file(std::string_view option, const std::string& path) {
  if (option == "--html") return true;
  const std::string ending = fmt::format(".{}", option.substr(2));
  return path.size() > ending.size() && path.ends_with(ending);
}

/// Is that the file behind a descriptor? Pipes and terminals may be written to by many.
bool is_file_at(int descriptor, const std::string& path) {
  struct stat open{};
  struct stat there{};
  return ::fstat(descriptor, &open) == 0 && ::stat(path.c_str(), &there) == 0 &&
         S_ISREG(open.st_mode) && open.st_dev == there.st_dev && open.st_ino == there.st_ino;
}

/// Nobody wants the scenario replaced by what is said about it.
bool is_input(const Arguments& arguments, const std::string& path) {
  return std::any_of(arguments.files.begin(), arguments.files.end(), [&](const auto& file) {
    std::error_code error;
    return file == format::k_standard_stream ? is_file_at(STDIN_FILENO, path)
                                             : fs::equivalent(file, path, error);
  });
}

Failure check_path(const Arguments& arguments, std::string_view option, const std::string& path) {
  if (path.empty() || path == format::k_standard_stream) {
    return UsageError{fmt::format("{} wants the path of a file, not {}", option, in_quotes(path)),
                      "the page goes to stdout; what it was made from goes to files"};
  }
  if (is_input(arguments, path)) return cannot_write(path, "it is a file that was read");
  if (is_file_at(STDOUT_FILENO, path)) return cannot_write(path, "the page goes there");
  if (option == "--html" && (path.ends_with(".svg") || path.ends_with(".csv"))) {
    return UsageError{fmt::format("--html writes a web page, which {} would hide", in_quotes(path)),
                      "end its name in .html"};
  }
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

/// What an older answer has left in the folder, so that it is not taken for a part of this one.
void note_others(const Arguments& arguments, const std::string& folder,
                 const std::set<std::string>& written, std::string_view ending) {
  const auto others = others_in(folder, written, [&](const std::string& name) {
    return name.ends_with(ending) && !is_input(arguments, (fs::path(folder) / name).string());
  });
  if (others.empty()) return;
  const std::vector<std::string_view> names(others.begin(), others.end());
  complain({{Severity::note,
             {folder, 0, 0},
             fmt::format("the folder also holds {}, which this answer has not written",
                         format::listed(names)),
             "remove what an older answer has left there, or name an empty folder"}},
           arguments);
}

UsageError nothing_for(const std::string& path, std::string_view what) {
  return {fmt::format("{} is not written: this answer has no {}", in_quotes(path), what), ""};
}

/// One of the files that go into a folder.
struct Piece {
  std::string name;
  Write write;
};

Failure write_pieces(const Arguments& arguments, const std::string& folder,
                     const std::vector<Piece>& pieces, std::string_view ending) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return cannot_write(folder, error.message());
  std::set<std::string> written;
  for (const auto& piece : pieces) {
    const std::string name = piece.name + std::string(ending);
    if (auto failure = write_file((fs::path(folder) / name).string(), piece.write)) return failure;
    written.insert(name);
  }
  note_others(arguments, folder, written, ending);
  return std::nullopt;
}

Failure write_pictures(const Arguments& arguments, const std::string& path,
                       const report::Document& document) {
  const auto pictures = report::pictures_of(document, report::Frame::file);
  if (pictures.empty()) return nothing_for(path, "chart");
  if (names_file("--svg", path)) {
    return write_file(path, [&](const report::Sink& sink) { sink(pictures.front().svg); });
  }
  std::vector<Piece> pieces;
  pieces.reserve(pictures.size());
  for (const auto& picture : pictures) {
    pieces.push_back({picture.name, [&](const report::Sink& sink) { sink(picture.svg); }});
  }
  return write_pieces(arguments, path, pieces, ".svg");
}

/// In one file: each table with its name above and an empty line below it.
void write_all_tables(const std::vector<report::CsvTable>& tables, const report::Sink& sink) {
  for (std::size_t k = 0; k < tables.size(); ++k) {
    sink((k == 0 ? "" : "\r\n") + tables[k].name + "\r\n");
    tables[k].write(sink);
  }
}

Failure write_tables(const Arguments& arguments, const std::string& path,
                     const report::Document& document) {
  const auto tables = report::csv_tables(document);
  if (tables.empty()) return nothing_for(path, "table");
  if (names_file("--csv", path)) {
    return write_file(path, [&](const report::Sink& sink) { write_all_tables(tables, sink); });
  }
  std::vector<Piece> pieces;
  pieces.reserve(tables.size());
  for (const auto& table : tables) pieces.push_back({table.name, table.write});
  return write_pieces(arguments, path, pieces, ".csv");
}

/// Writes what can be written, and complains of the rest. True when all is there.
bool write_all(const Arguments& arguments, const report::Document& document,
               std::string_view question) {
  bool all = true;
  const auto done = [&](const Failure& failure) {
    if (failure) complain(*failure);
    all = all && !failure;
  };
  if (const auto path = arguments.text("--html")) {
    const report::HtmlContext context{std::string(question), std::string(version())};
    done(write_file(
        *path, [&](const report::Sink& sink) { report::write_html(document, context, sink); }));
  }
  if (const auto path = arguments.text("--svg")) done(write_pictures(arguments, *path, document));
  if (const auto path = arguments.text("--csv")) done(write_tables(arguments, *path, document));
  return all;
}

/// Two of the options name one place; then one would replace what the other wrote.
Failure check_pairs(const Arguments& arguments) {
  std::vector<std::pair<std::string_view, fs::path>> places;
  for (const auto option : k_file_options) {
    const auto path = arguments.text(option);
    if (!path) continue;
    std::error_code error;
    const fs::path place = fs::weakly_canonical(*path, error);
    for (const auto& [other, taken] : places) {
      // Folders may be shared: names inside end as their options say.
      if (place != taken || (!names_file(option, *path) && other != "--html")) continue;
      return UsageError{fmt::format("{} and {} both write {}", other, option, in_quotes(*path)),
                        "give each a place of its own"};
    }
    places.emplace_back(option, place);
  }
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
  const auto failure = check_pairs(arguments);
  if (failure) complain(*failure);
  return !failure;
}

int write_report_files(const Arguments& arguments, std::string_view verb,
                       const std::function<report::Document()>& document, int code) {
  const bool wanted = std::any_of(std::begin(k_file_options), std::end(k_file_options),
                                  [&](const auto option) { return arguments.has(option); });
  if (!wanted) return code;
  return write_all(arguments, document(), find_verb(verb)->summary) ? code : k_bad_use;
}

}  // namespace entente::app
