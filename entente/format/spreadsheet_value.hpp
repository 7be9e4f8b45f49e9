#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace entente::format {

/// A number as spreadsheets keep it, in decimal. They compute in doubles and may store 0.1 as
/// 0.10000000000000001, so the shortest decimal counts that is the same double: what was typed, as
/// long as that had at most 15 digits (any two such numbers are different doubles). Nothing for
/// anything but a finite number.
[[nodiscard]] std::optional<std::string> stored_number(std::string_view text);

/// Does a number format of .xlsx (`dd/mm/yyyy`, `[h]:mm`, `0.00`) show a date or a time?
[[nodiscard]] bool is_date_format(std::string_view code);

/// Is the number format with this number one of those for dates and times that .xlsx files do not
/// spell out? (ECMA-376 part 1, 18.8.30.)
[[nodiscard]] bool is_date_format(std::size_t number);

/// A date as .xlsx stores it (days since the end of 1899, or since 1904 began), as .ods does:
/// `2027-01-31`, `2027-01-31T10:30:00`, or `PT10H30M00S` where there is no day. Nothing for dates
/// outside of the years to 9999.
[[nodiscard]] std::optional<std::string> date_text(std::string_view serial, bool since_1904);

}  // namespace entente::format
