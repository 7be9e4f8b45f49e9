#pragma once

#include <string>
#include <string_view>

#include "entente/base/diagnostic.hpp"
#include "entente/format/table_read.hpp"
#include "entente/model/stage_game.hpp"

namespace entente::format {

/// Reads a game from a table: a column for each player with the names of its actions, then a column
/// for each, in the same order, with its payoffs (headed by the player's name, perhaps behind the
/// word `payoff`); a row for each profile, in any order (docs/games.md). Payoffs are exact decimals
/// or fractions (`1/2`). All problems are reported at once, up to k_max_problems, each with its row
/// and column. O(cells * players).
[[nodiscard]] Result<StageGame> read_game_table(const Table& table);

/// Takes the text apart (parse_table), too.
[[nodiscard]] Result<StageGame> read_game_table(std::string_view text, const std::string& file);

/// Reads a game in any of the formats for games; the contents tell which.
[[nodiscard]] Result<StageGame> read_game(std::string_view text, const std::string& file);

}  // namespace entente::format
