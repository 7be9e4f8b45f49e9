#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "entente/model/scenario.hpp"

namespace entente::format {

/// A text and the name it goes by in messages.
struct SourceText {
  std::string name;
  std::string text;
};

/// Where preferences may come from besides the scenario's own text.
struct PreferenceFiles {
  /// Files given beside the scenario: each holds `entente: 1`, `party: KEY`, `preferences: {...}`;
  /// one may hold `entente: 1`, `agreement: {...}`.
  std::vector<SourceText> given;
  /// Fetches what `preferences: {KEY: {file: PATH}}` names. The path is already known to be
  /// relative and without `..`. Returns the text, or in plain words why there is none. May be
  /// empty: then no such file can be read.
  std::function<tl::expected<SourceText, std::string>(const std::string& path)> open;
};

/// Reads a scenario in the native format (version 1, YAML or JSON) and validates it. All problems
/// are reported at once, each with its place and, where one is known, how to mend it; there is a
/// scenario only when none of them is an error. Pure: touches no file but through `files.open`.
/// Bounded by the limits of limits.hpp. Never throws for bad input.
[[nodiscard]] ReadResult read_native(std::string_view text, const std::string& file_name,
                                     const PreferenceFiles& files = {});

}  // namespace entente::format
