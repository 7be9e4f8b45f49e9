#pragma once

#include <string_view>

#include <tl/expected.hpp>

#include "entente/format/native_values.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// What a table shows of how it writes numbers, from cells that leave no doubt: `0,5` or `2,25`
/// shows that commas are decimal signs; `1,250` does not.
struct NumberStyle {
  bool decimal_commas = false;
  bool decimal_points = false;
  bool semicolons = false;  ///< they part the cells, so that commas are free to be decimal signs
};

/// Adds what a cell shows.
void note_decimal_signs(std::string_view text, NumberStyle& style);

/// Reads a value as people type it into a spreadsheet: `12`, `-3,5`, `12 ± 4`, `8..14` and
/// `2..5..9` (least, most likely, most). Blanks may part groups of three digits, and nothing else
/// within a number.
///
/// One to three digits (not 0 first), a sign and three digits may be a decimal number or have its
/// thousands parted. Such a point counts as decimal, but not where commas are decimal signs, and
/// with semicolons only where points are. Such a comma counts as decimal with semicolons, where
/// commas are decimal signs and points are not. Anything else of that kind is a fault.
[[nodiscard]] tl::expected<Value, ValueFault> parse_table_value(std::string_view text,
                                                                const NumberStyle& style);

}  // namespace entente::format
