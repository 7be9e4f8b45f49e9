#pragma once

#include <string>
#include <string_view>

#include "app/arguments.hpp"
#include "app/options.hpp"

namespace entente::app {

/// `entente --help`: what the program is for, and its verbs.
[[nodiscard]] std::string program_help(int width);
/// `entente VERB --help`: what it answers, examples, options by group, exit codes.
[[nodiscard]] std::string verb_help(const VerbSpec& verb, int width);
/// docs/cli.md: all of it.
[[nodiscard]] std::string markdown_reference();

/// What to say of a word that stands where a verb should.
[[nodiscard]] UsageError unknown_verb(std::string_view word);

}  // namespace entente::app
