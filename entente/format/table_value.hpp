#pragma once

#include <string_view>

#include <tl/expected.hpp>

#include "entente/format/native_values.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// Reads a value as people type it into a spreadsheet: `12`, `-3,5`, `12 ± 4`, `8..14` and
/// `2..5..9` (least, most likely, most). A decimal comma is taken where it cannot be meant to part
/// thousands; `decimal_commas` says that it never is.
[[nodiscard]] tl::expected<Value, ValueFault> parse_table_value(std::string_view text,
                                                                bool decimal_commas);

}  // namespace entente::format
