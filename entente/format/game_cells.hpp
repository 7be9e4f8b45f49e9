#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "entente/base/rational.hpp"
#include "entente/format/table_read.hpp"
#include "entente/format/table_value.hpp"

namespace entente::format {

// What the tables of games, signals and evidence have in common.

/// Takes a text apart (parse_table), or says what is wrong with it.
[[nodiscard]] Result<Table> whole_table(std::string_view text, const std::string& file);

/// Nothing in any cell.
[[nodiscard]] bool is_blank(const Table::Row& row);

/// How many cells there are up to the last that is filled.
[[nodiscard]] std::size_t filled_cells(const Table::Row& row);

/// A name of `what` ("this player"), or a complaint.
[[nodiscard]] bool good_name(const TableCell& cell, std::string_view what, Diagnostics& errors);

/// An exact decimal or a fraction (`1/2`) of `what` ("payoff"); nothing after complaining.
[[nodiscard]] std::optional<Rational> read_number(const TableCell& cell, std::string_view what,
                                                  const NumberStyle& style, Diagnostics& errors);

/// The same, from 0 to 1.
[[nodiscard]] std::optional<Rational> read_probability(const TableCell& cell, std::string_view what,
                                                       const NumberStyle& style,
                                                       Diagnostics& errors);

}  // namespace entente::format
