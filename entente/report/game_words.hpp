#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "entente/model/stage_game.hpp"
#include "entente/report/chart.hpp"
#include "entente/report/style.hpp"

namespace entente::report {

// What the answers about games have in common.

/// The players' names, safe to print.
[[nodiscard]] std::vector<std::string> printable_players(const StageGame& game);

/// "spare / pump".
[[nodiscard]] std::string profile_text(const StageGame& game, std::size_t profile);

/// Which profiles are equilibria of a single period, as a sentence; the first few of many.
[[nodiscard]] std::string stage_equilibria_text(const StageGame& game,
                                                const std::vector<std::size_t>& equilibria);

/// Of two players: the payoffs of all profiles, in a plane that sets of payoffs may be drawn into.
[[nodiscard]] PlotChart payoff_plane(const StageGame& game);

/// Can more be kept up than equilibria of a single period? As a sentence.
[[nodiscard]] std::string beyond_stage_text(std::optional<bool> beyond);
[[nodiscard]] Tone beyond_stage_tone(std::optional<bool> beyond);

/// Is a gap so small that no difference between two payoffs of a player hides in it?
/// O(profiles * log(profiles)).
[[nodiscard]] bool negligible(double gap, const StageGame& game);

/// A gap to one digit, rounded up. Errors of doubles are not told apart from nothing.
[[nodiscard]] std::string gap_text(double gap);

/// The actions of a profile.
[[nodiscard]] nlohmann::ordered_json profile_json(const StageGame& game, std::size_t profile);
[[nodiscard]] nlohmann::ordered_json profiles_json(const StageGame& game,
                                                   const std::vector<std::size_t>& profiles);

/// Numbers that readers take for doubles.
[[nodiscard]] nlohmann::ordered_json numbers_json(const std::vector<Rational>& values);
/// The same exactly, as text.
[[nodiscard]] nlohmann::ordered_json fractions_json(const std::vector<Rational>& values);

}  // namespace entente::report
