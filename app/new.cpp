#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "app/exit_code.hpp"
#include "app/file_output.hpp"
#include "app/new_questions.hpp"
#include "app/new_templates.hpp"
#include "app/next_step.hpp"
#include "app/output.hpp"
#include "app/terminal.hpp"
#include "app/verbs.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/load.hpp"
#include "entente/format/native.hpp"
#include "entente/format/write.hpp"

namespace entente::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t k_longest_line = 1U << 20U;

/// A line of standard input without its end; nothing at the end, or where a line is longer than any
/// answer can be.
std::optional<std::string> read_line() {
  std::string line;
  int c = std::getc(stdin);
  if (c == EOF) return std::nullopt;
  for (; c != EOF && c != '\n'; c = std::getc(stdin)) {
    line += static_cast<char>(c);
    if (line.size() > k_longest_line) return std::nullopt;
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

/// Somebody at a terminal is asked again; a file of answers is read to its first mistake.
Interviewer make_interviewer() {
  Interviewer interviewer;
  const bool terminal = isatty(STDIN_FILENO) == 1;
  interviewer.ask = [terminal](std::string_view question) {
    if (terminal) to_stderr(fmt::format("{}\n> ", question));
    auto line = read_line();
    if (terminal && !line) to_stderr("\n");
    return line;
  };
  if (terminal) {
    interviewer.explain = [](const UsageError& error) {
      to_stderr(fmt::format("That does not fit: {}{}{}.\n\n", error.message,
                            error.hint.empty() ? "" : "; ", error.hint));
    };
  }
  return interviewer;
}

/// Is there anything wrong with the place to write to? Asked before any question.
std::optional<UsageError> unfit_place(const Arguments& arguments) {
  const std::string& path = arguments.files.front();
  if (path == format::k_standard_stream) return std::nullopt;
  const auto target = format::target_of(path);
  if (target && *target != format::Target::yaml) {
    return UsageError{
        fmt::format("a starter is YAML, and {} is named as something else", in_quotes(path)),
        "name it .yaml; entente convert writes other formats"};
  }
  const fs::path folder = fs::path(path).parent_path();
  std::error_code error;
  if (!folder.empty() && !fs::is_directory(folder, error)) {
    return UsageError{fmt::format("cannot write {}: there is no folder {}", in_quotes(path),
                                  in_quotes(folder.string())),
                      "make the folder first"};
  }
  return check_place(path, arguments.has("--force"));
}

bool wants_questions(const Arguments& arguments) {
  if (arguments.has("--ask")) return true;
  const bool terminal = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1;
  return terminal && !arguments.has("--template");
}

/// A scenario made of answers, as its file; odd values are warned of.
tl::expected<std::string, UsageError> ask_for_text(const Arguments& arguments) {
  const auto scenario = ask_for_scenario(make_interviewer());
  if (!scenario) return tl::unexpected(scenario.error());
  const std::string name =
      arguments.files.front() == format::k_standard_stream ? "<stdout>" : arguments.files.front();
  auto written = format::write_scenario(*scenario, format::Target::yaml, name);
  if (has_errors(written.losses) || written.files.empty()) {
    complain(written.losses, arguments);
    return tl::unexpected(UsageError{"these answers make no scenario", "nothing was written"});
  }
  std::string text = std::move(written.files.front().text);
  const auto read = format::read_native(text, name);
  complain(read.diagnostics, arguments);
  if (!read.scenario) {
    return tl::unexpected(UsageError{"these answers make no scenario", "nothing was written"});
  }
  return text;
}

std::string template_text(const Arguments& arguments) {
  const auto& all = starter_templates();
  const auto wanted = arguments.text("--template");
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const StarterTemplate& one) { return one.name == wanted; });
  return std::string(found == all.end() ? all.front().text : found->text);
}

int write_text(const Arguments& arguments, const std::string& text) {
  Output output;
  const std::string& path = arguments.files.front();
  if (path == format::k_standard_stream) {
    output.write(text);
    return output.finish(k_answer);
  }
  const auto folder = fs::path(path).parent_path().string();
  if (const auto error = write_files(folder, {{path, text}}, arguments.has("--force"))) {
    return complain(*error);
  }
  const bool ascii = page_style(arguments).ascii;
  output.write(fmt::format("wrote {}\n", in_quotes(path)));
  output.write(next_step("Its deals:", "solve", arguments, {}, ascii));
  return output.finish(k_answer);
}

}  // namespace

int run_new(const Arguments& arguments) {
  if (arguments.has("--ask") && arguments.has("--template")) {
    return complain(UsageError{"--ask makes a scenario of answers, --template of none",
                               "leave one of them out"});
  }
  if (const auto error = unfit_place(arguments)) return complain(*error);
  if (!wants_questions(arguments)) return write_text(arguments, template_text(arguments));
  const auto text = ask_for_text(arguments);
  return text ? write_text(arguments, *text) : complain(text.error());
}

}  // namespace entente::app
