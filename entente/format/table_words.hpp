#pragma once

#include <string>
#include <string_view>

namespace entente::format {

/// What a column of a table holds.
enum class TableColumn { issue, option, status_quo, giver, party };

/// The column that a heading names, whatever its capitals, blanks, hyphens and underscores.
/// Anything that is no word of ours is a party.
[[nodiscard]] TableColumn table_column(std::string_view heading);

/// Stands in the place of an issue in the row that states reservations.
inline constexpr std::string_view k_reservation_word = "reservation";
[[nodiscard]] bool is_reservation_word(std::string_view text);

/// A name as a cell that no spreadsheet takes for a formula: with an apostrophe before `=`, `+`,
/// `-` or `@`, or before apostrophes that stand before one of these.
[[nodiscard]] std::string name_as_cell(std::string_view name);
/// The name that such a cell holds; any other text is the name itself.
[[nodiscard]] std::string_view name_in_cell(std::string_view text);

}  // namespace entente::format
