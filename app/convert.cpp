#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/exit_code.hpp"
#include "app/file_output.hpp"
#include "app/output.hpp"
#include "app/scenario_input.hpp"
#include "app/verbs.hpp"
#include "entente/format/write.hpp"
#include "entente/model/validate.hpp"

namespace entente::app {
namespace {

namespace fs = std::filesystem;
using format::Target;

constexpr const char* k_dash = "-";

/// Where the files go and what they are.
struct Destination {
  Target target = Target::yaml;
  std::string folder;  ///< empty: the current one
  std::string name;    ///< of the file, or of the domain where there are several
  bool to_stdout = false;
};

bool is_folder(const std::string& output) {
  std::error_code error;
  return output.ends_with('/') || fs::is_directory(output, error);
}

tl::expected<Target, UsageError> choose_target(const Arguments& arguments,
                                               const std::string& output) {
  if (const auto word = arguments.text("--to")) return *format::find_target(*word);
  if (output != k_dash && !is_folder(output)) {
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
  to.to_stdout = output == k_dash;
  if (to.to_stdout) {
    to.name = std::string("scenario") + std::string(about.extension);
    if (about.one_file) return to;
    return tl::unexpected(UsageError{
        fmt::format("{} is several files, which standard output cannot hold", about.word),
        "name a folder for them"});
  }
  if (is_folder(output)) {
    to.folder = output;
    to.name = std::string(about.one_file ? "scenario" : "domain") + std::string(about.extension);
    return to;
  }
  const fs::path path(output);
  if (!about.one_file && path.extension().empty()) {
    to.folder = output;
    to.name = "domain" + std::string(about.extension);
    return to;
  }
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

int write_to_files(const Destination& to, const std::vector<format::WrittenFile>& files,
                   bool replace) {
  std::vector<FileToWrite> all;
  for (const auto& file : files) {
    all.push_back({(fs::path(to.folder) / file.name).string(), file.text});
  }
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
  complain(said, arguments);
  if (has_errors(said)) return k_bad_use;
  if (arguments.has("--strict") && any_loss(said)) {
    return complain(UsageError{"something would be lost, so nothing is written",
                               "leave --strict out to write it all the same"});
  }
  if (to->to_stdout) return write_to_stdout(written.files);
  return write_to_files(*to, written.files, arguments.has("--force"));
}

}  // namespace entente::app
