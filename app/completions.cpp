#include "app/completions.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "app/exit_code.hpp"
#include "app/output.hpp"
#include "app/topics.hpp"
#include "app/verbs.hpp"

namespace entente::app {

Completion completion_of(const OptionSpec& option) {
  if (option.kind == OptionKind::choice) return {Completion::Kind::words, option.choices};
  for (const std::string_view path : {"FILE", "PATH", "FOLDER"}) {
    if (option.value == path) return {Completion::Kind::files, {}};
  }
  return {};
}

Completion completion_of(const VerbSpec& verb) {
  if (verb.arguments.find("FILE") != std::string_view::npos) return {Completion::Kind::files, {}};
  Completion completion;
  if (verb.arguments == "SHELL") completion = {Completion::Kind::words, k_shells};
  if (verb.arguments.find("VERB") != std::string_view::npos) {
    completion = {Completion::Kind::words, verb_names()};
  }
  if (verb.arguments.find("CONCEPT") != std::string_view::npos) {
    const auto& words = topic_words();
    completion.words.insert(completion.words.end(), words.begin(), words.end());
  }
  return completion;
}

int run_completions(const Arguments& arguments) {
  const std::string& shell = arguments.files.front();
  if (std::find(k_shells.begin(), k_shells.end(), shell) == k_shells.end()) {
    std::string hint = did_you_mean(shell, k_shells);
    if (hint.empty()) hint = fmt::format("the shells are: {}", fmt::join(k_shells, ", "));
    return complain(
        UsageError{fmt::format("there are no completions for {}", in_quotes(shell)), hint});
  }
  Output output;
  if (shell == "bash") output.write(bash_completions());
  if (shell == "zsh") output.write(zsh_completions());
  if (shell == "fish") output.write(fish_completions());
  return output.finish(k_answer);
}

}  // namespace entente::app
