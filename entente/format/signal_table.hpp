#pragma once

#include <string>
#include <string_view>

#include "entente/base/diagnostic.hpp"
#include "entente/format/table_read.hpp"
#include "entente/model/stage_game.hpp"

namespace entente::format {

/// Reads what everybody sees after each profile of a game: a column for each player, headed by its
/// name and in the game's order, with the names of its actions; then a column for each signal,
/// headed by the signal's name, with its probability; a row for each profile, in any order
/// (docs/games.md). Probabilities are exact decimals or fractions (`1/3`) and add up to 1 in each
/// row. All problems are reported at once, up to k_max_problems, each with its row and column.
/// O(cells * players).
[[nodiscard]] Result<PublicMonitoring> read_signal_table(const Table& table, const StageGame& game);

/// Takes the text apart (parse_table), too.
[[nodiscard]] Result<PublicMonitoring> read_signal_table(std::string_view text,
                                                         const std::string& file,
                                                         const StageGame& game);

}  // namespace entente::format
