#pragma once

#include <string>
#include <string_view>

#include "entente/base/diagnostic.hpp"
#include "entente/model/stage_game.hpp"

namespace entente::format {

/// Is this a file of Gambit's for games in strategic form? Looks at the first word.
[[nodiscard]] bool looks_like_nfg(std::string_view text);

/// Reads Gambit's `.nfg` format, version 1: with payoffs listed, or with outcomes and the number of
/// one for each profile (0: nobody gets anything). Numbers may be decimals or fractions (`1/2`) and
/// are read exactly. Players and strategies without a name get a number. The first trouble is
/// reported with its line and column; bounded by the limits of limits.hpp and game_limits.hpp.
/// O(length).
[[nodiscard]] Result<StageGame> read_nfg(std::string_view text, const std::string& file);

}  // namespace entente::format
