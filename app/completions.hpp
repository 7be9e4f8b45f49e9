#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/options.hpp"

namespace entente::app {

inline const std::vector<std::string_view> k_shells = {"bash", "zsh", "fish"};

/// What may stand in some place of a command.
struct Completion {
  enum class Kind {
    nothing,  ///< nothing that could be guessed
    words,
    files,
  };
  Kind kind = Kind::nothing;
  std::vector<std::string_view> words;
};

/// The values of an option; of a flag: nothing.
[[nodiscard]] Completion completion_of(const OptionSpec& option);
/// What is no option.
[[nodiscard]] Completion completion_of(const VerbSpec& verb);

// The scripts, each for its shell.
[[nodiscard]] std::string bash_completions();
[[nodiscard]] std::string zsh_completions();
[[nodiscard]] std::string fish_completions();

}  // namespace entente::app
