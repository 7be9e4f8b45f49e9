#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "entente/format/native_draft.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// What is wrong with the text of a value.
struct ValueFault {
  std::string message;  ///< continues "the value ..."
  std::string hint;
};

/// Reads a value's text: `12`, `12±4` or `12+-4` (normal: mean and standard deviation), `8..14`
/// (uniform). Blanks around the sign are allowed. Numbers are read exactly, as by parse_decimal.
[[nodiscard]] tl::expected<Value, ValueFault> parse_value(std::string_view text);

/// A value: a text for parse_value, or a map `{min: , mode: , max: }` (triangular).
[[nodiscard]] std::optional<Value> read_value(const Sheet& sheet, const YamlNode& node,
                                              std::string_view what);

/// One value per option of the issue: a list in the order of the options, or a map that names every
/// option.
[[nodiscard]] std::optional<std::vector<Value>> read_value_row(Draft& draft, const Sheet& sheet,
                                                               IssueId issue, const YamlNode& node);

}  // namespace entente::format
