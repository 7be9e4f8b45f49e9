#pragma once

#include <cstddef>

#include "entente/model/stage_game.hpp"

namespace entente::enforce {

// Can what everybody sees tell who cheated? (Fudenberg, Levine and Maskin 1994.) Exact.

/// Each of the player's actions leaves a trace of its own: the distributions of signals after its
/// actions, all others' as in the profile, are linearly independent (individual full rank). Then
/// each of its deviations can be told from its keeping. O(actions^2 * signals).
[[nodiscard]] bool tells_actions(const StageGame& game, const PublicMonitoring& monitoring,
                                 std::size_t profile, std::size_t player);

/// What one player does can be told from what the other does (pairwise full rank): the
/// distributions after the actions of both span as much as they can, |A_i| + |A_j| - 1. Then one of
/// them can be made to pay while the other is rewarded, and nothing is lost to false alarms as the
/// discount factor goes to 1; otherwise blame may fall on the innocent as often, and only a
/// response that hits both works. O(actions^2 * signals).
[[nodiscard]] bool tells_players_apart(const StageGame& game, const PublicMonitoring& monitoring,
                                       std::size_t profile, std::size_t first, std::size_t second);

/// What the two conditions say of a profile.
enum class Response {
  targeted,    ///< every deviation shows, and who deviated
  collective,  ///< every deviation shows, but some two players' look alike
  none,        ///< not all deviations of some player show, or can be told from each other
};
[[nodiscard]] Response response_that_works(const StageGame& game,
                                           const PublicMonitoring& monitoring, std::size_t profile);

/// "targeted", "collective" or "none".
[[nodiscard]] const char* to_string(Response response);

}  // namespace entente::enforce
