#pragma once

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

}  // namespace entente::format
