#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "app/arguments.hpp"
#include "entente/model/scenario.hpp"

namespace entente::app {

/// Where questions go and answers come from.
struct Interviewer {
  /// Puts the question and returns the answer's line, without its end; nothing where there are no
  /// more answers, or the line is too long to be one.
  std::function<std::optional<std::string>(std::string_view question)> ask;
  /// Says what is wrong with an answer, which is then asked for again. Empty: the first answer
  /// that does not fit ends the interview.
  std::function<void(const UsageError&)> explain;
};

/// Asks for a scenario: a title, the parties, the issues with their options and givers, and what
/// each option is worth to each party. The names that are answered become the keys.
[[nodiscard]] tl::expected<Scenario, UsageError> ask_for_scenario(const Interviewer& interviewer);

}  // namespace entente::app
