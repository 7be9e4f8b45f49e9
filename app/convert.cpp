#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/exit_code.hpp"
#include "app/file_output.hpp"
#include "app/output.hpp"
#include "app/scenario_input.hpp"
#include "app/verbs.hpp"
#include "entente/format/folder.hpp"
#include "entente/format/load.hpp"
#include "entente/format/native_sheet.hpp"
#include "entente/format/spreadsheet.hpp"
#include "entente/format/write.hpp"
#include "entente/model/validate.hpp"

namespace entente::app {
namespace {

namespace fs = std::filesystem;
using format::Target;

/// Where the files go and what they are.
struct Destination {
  Target target = Target::yaml;
  std::string folder;  ///< empty: the current one
  std::string name;    ///< of the file, or of the domain where there are several
  bool named = false;  ///< OUTPUT is the file of that name, no folder
  bool to_stdout = false;
};

bool is_folder(const std::string& output) {
  std::error_code error;
  return output.ends_with('/') || fs::is_directory(output, error);
}

/// Does OUTPUT name the domain of several files, and not a folder for them?
bool names_domain(const std::string& output) {
  const auto target = format::target_of(output);
  return target == Target::genius || target == Target::json;
}

tl::expected<Target, UsageError> choose_target(const Arguments& arguments,
                                               const std::string& output) {
  const auto word = arguments.text("--to");
  if (!is_folder(output) && format::named_like_spreadsheet(output) &&
      (!word || format::target_name(*format::find_target(*word)).one_file)) {
    return tl::unexpected(
        UsageError{fmt::format("a spreadsheet's own file cannot be written: {}", in_quotes(output)),
                   "write a table that ends in .csv; every spreadsheet program opens it"});
  }
  if (word) return *format::find_target(*word);
  if (output != format::k_standard_stream && !is_folder(output)) {
    if (const auto target = format::target_of(output)) return *target;
  }
  std::string words;
  for (const auto& t : format::k_targets) {
    words += fmt::format("{}{}", words.empty() ? "" : ", ", t.word);
  }
  return tl::unexpected(UsageError{
      fmt::format("the name {} tells no format", in_quotes(output)),
      fmt::format("say which with --to FORMAT, one of {}; the last argument is what is written",
                  words)});
}

tl::expected<Destination, UsageError> choose_destination(const Arguments& arguments,
                                                         const std::string& output) {
  const auto target = choose_target(arguments, output);
  if (!target) return tl::unexpected(target.error());
  const auto& about = format::target_name(*target);
  Destination to;
  to.target = *target;
  to.to_stdout = output == format::k_standard_stream;
  if (to.to_stdout) {
    to.name = std::string("scenario") + std::string(about.extension);
    if (about.one_file) return to;
    return tl::unexpected(UsageError{
        fmt::format("{} is several files, which standard output cannot hold", about.word),
        "name a folder for them"});
  }
  // A dot in the name of a folder for several files makes it no file.
  if (is_folder(output) || (!about.one_file && !names_domain(output))) {
    to.folder = output;
    to.name = std::string(about.one_file ? "scenario" : "domain") + std::string(about.extension);
    return to;
  }
  to.named = true;
  const fs::path path(output);
  to.folder = path.parent_path().string();
  to.name = path.filename().string();
  return to;
}

/// What reading left out or guessed at. What `validate` says is about the scenario, not about its
/// file, and stays true in any format.
Diagnostics losses_of_reading(const ScenarioInput& input) {
  const Diagnostics of_scenario = validate(input.scenario);
  Diagnostics losses;
  for (const auto& d : input.warnings) {
    if (std::find(of_scenario.begin(), of_scenario.end(), d) == of_scenario.end()) {
      losses.push_back(d);
    }
  }
  return losses;
}

bool any_loss(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity != Severity::note; });
}

int write_to_stdout(const std::vector<format::WrittenFile>& files) {
  Output output;
  for (const auto& file : files) output.write(file.text);
  return output.finish(k_answer);
}

std::vector<FileToWrite> place_files(const Destination& to,
                                     const std::vector<format::WrittenFile>& files) {
  std::vector<FileToWrite> all;
  all.reserve(files.size());
  for (const auto& file : files) {
    all.push_back({(fs::path(to.folder) / file.name).string(), file.text});
  }
  return all;
}

/// The files that the scenario was read from.
std::set<std::string> files_read(const Arguments& arguments, const Scenario& scenario) {
  std::set<std::string> read;
  for (const auto& path : arguments.files) {
    if (const auto inside = format::files_in_folder(path)) {
      read.insert(inside->begin(), inside->end());
    } else {
      read.insert(path);
    }
  }
  // A scenario may name files of preferences.
  for (const auto& wishes : scenario.preferences) read.insert(wishes.place.file);
  return read;
}

/// Refuses to replace what has just been read, unless the user named that very file.
std::optional<UsageError> protect(const std::set<std::string>& read, const Destination& to,
                                  const std::vector<FileToWrite>& files) {
  for (std::size_t k = to.named ? 1 : 0; k < files.size(); ++k) {
    const bool is_input = std::any_of(read.begin(), read.end(), [&](const std::string& path) {
      std::error_code error;
      return fs::equivalent(path, files[k].path, error) && !error;
    });
    if (!is_input) continue;
    return UsageError{fmt::format("{} has been read; it would be replaced by what is written",
                                  in_quotes(files[k].path)),
                      "name another folder; --force does not replace what is read"};
  }
  return std::nullopt;
}

/// Files that are in the folder already and would be read together with those written, as a
/// profile is whose party has got another name since.
Diagnostics strangers(const Destination& to, const std::vector<FileToWrite>& files) {
  std::set<std::string> own;
  for (const auto& file : files) own.insert(fs::path(file.path).filename().string());
  const auto others = others_in(to.folder, own, format::may_hold_scenario);
  if (others.empty()) return {};
  const std::vector<std::string_view> names(others.begin(), others.end());
  return {make_warning({to.folder.empty() ? "." : to.folder, 0, 0},
                       fmt::format("the folder also holds {}, which would be read with what is "
                                   "written",
                                   format::listed(names)),
                       "use an empty folder, or remove what is of no use")};
}

int write_to_files(const Destination& to, const std::vector<FileToWrite>& all, bool replace) {
  if (const auto error = write_files(to.folder, all, replace)) return complain(*error);
  Output output;
  for (const auto& file : all) output.write(fmt::format("wrote {}\n", file.path));
  return output.finish(k_answer);
}

}  // namespace

int run_convert(const Arguments& given) {
  Arguments arguments = given;
  const std::string output = arguments.files.back();
  arguments.files.pop_back();
  const auto to = choose_destination(arguments, output);
  if (!to) return complain(to.error());
  const auto input = read_scenario(arguments);
  if (!input) return k_bad_use;
  auto written = format::write_scenario(input->scenario, to->target, to->name);
  Diagnostics said = losses_of_reading(*input);
  said.insert(said.end(), written.losses.begin(), written.losses.end());
  const auto files = place_files(*to, written.files);
  if (!to->to_stdout && !format::target_name(to->target).one_file && !files.empty()) {
    const auto others = strangers(*to, files);
    said.insert(said.end(), others.begin(), others.end());
  }
  complain(said, arguments);
  if (has_errors(said)) return k_bad_use;
  if (arguments.has("--strict") && any_loss(said)) {
    return complain(UsageError{"something would be lost, so nothing is written",
                               "leave --strict out to write it all the same"});
  }
  if (to->to_stdout) return write_to_stdout(written.files);
  if (const auto error = protect(files_read(arguments, input->scenario), *to, files)) {
    return complain(*error);
  }
  return write_to_files(*to, files, arguments.has("--force"));
}

}  // namespace entente::app
