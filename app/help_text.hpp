#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/options.hpp"

namespace entente::app {

// What help on a page, in Markdown and in manual pages is made of.

inline constexpr std::string_view k_purpose =
    "Finds, tests, stages and carries agreements between parties that do not trust each other.";

/// The paragraphs of a text that parts them by '\n'.
[[nodiscard]] std::vector<std::string> paragraphs(std::string_view text);
/// Lines of at most `width` columns, `indent` blanks before each.
[[nodiscard]] std::string wrapped(std::string_view text, int width, int indent);
/// Rows indented by two, the right column wrapped.
[[nodiscard]] std::string two_columns(const std::vector<std::pair<std::string, std::string>>& rows,
                                      int width);

/// What the verb is about; then how its options name things.
[[nodiscard]] std::vector<std::string> paragraphs(const VerbSpec& verb);
/// "entente solve FILE... [OPTION...]"
[[nodiscard]] std::string usage(const VerbSpec& verb);
/// "--width N"
[[nodiscard]] std::string option_usage(const OptionSpec& option);
/// What it does; what may stand there, and what holds when it is not given.
[[nodiscard]] std::string described(const OptionSpec& option);
/// The groups of its options, in their order.
[[nodiscard]] std::vector<std::string_view> groups(const VerbSpec& verb);

}  // namespace entente::app
