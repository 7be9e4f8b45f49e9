#pragma once

#include <string_view>
#include <vector>

namespace entente::app {

enum class OptionKind {
  flag,     ///< stands alone
  text,     ///< any text
  integer,  ///< a whole number from `low` to `high`
  seconds,  ///< a number above `low`, up to `high`
  number,   ///< a number from `low` to `high`
  choice,   ///< one of `choices`
};

/// One option of a verb. What parses it, `--help` and docs/cli.md all read this.
struct OptionSpec {
  std::string_view name;   ///< "--time-limit"
  std::string_view value;  ///< "SECONDS"; empty for a flag
  OptionKind kind = OptionKind::flag;
  std::string_view default_text;  ///< what holds when it is not given
  double low = 0;
  double high = 0;
  std::vector<std::string_view> choices;
  bool repeatable = false;
  std::string_view group;
  std::string_view help;
};

struct Example {
  std::string_view command;
  std::string_view meaning;
};

struct ExitCode {
  int code;
  std::string_view meaning;
};

struct VerbSpec {
  std::string_view name;
  std::string_view arguments;  ///< "FILE..."; empty for none
  std::size_t min_arguments = 0;
  std::size_t max_arguments = 0;
  std::string_view summary;  ///< one line
  std::string_view about;    ///< what it answers, in paragraphs parted by '\n'
  std::vector<Example> examples;
  std::vector<OptionSpec> options;
  std::vector<ExitCode> exit_codes;
};

/// All verbs, in the order of the help.
[[nodiscard]] const std::vector<VerbSpec>& verbs();
[[nodiscard]] std::vector<std::string_view> verb_names();
/// Null when there is no such verb.
[[nodiscard]] const VerbSpec* find_verb(std::string_view name);
[[nodiscard]] const OptionSpec* find_option(const VerbSpec& verb, std::string_view name);

}  // namespace entente::app
