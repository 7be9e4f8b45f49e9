#pragma once

#include <cstddef>
#include <vector>

#include "entente/model/stage_game.hpp"

namespace entente::enforce {

/// One thing that a player could do instead of its part in a profile.
template <class T>
struct OneShotDeviation {
  std::size_t player = 0;
  T gain{};              ///< today, may be negative
  std::vector<T> shift;  ///< [signal]: how much more probable it makes it
};

/// A profile as those see it who are to keep to it: what it pays, what follows from it, and from
/// every other action of one player. Only signals that it or a deviation from it can lead to.
template <class T>
struct MonitoredProfile {
  std::vector<T> payoff;       ///< [player]
  std::vector<T> probability;  ///< [signal]
  std::vector<OneShotDeviation<T>> deviations;
  std::vector<std::size_t> signals = {};  ///< their numbers among all signals
};

/// Each player's payoffs moved and stretched onto [0, 1], which changes no answer.
struct PayoffScale {
  std::vector<Rational> low;    ///< [player]
  std::vector<Rational> range;  ///< [player] above 0

  explicit PayoffScale(const StageGame& game);
};

/// A profile of the game, its payoffs scaled, exactly. O(players * actions * signals).
[[nodiscard]] MonitoredProfile<Rational> monitored(const StageGame& game,
                                                   const PublicMonitoring& monitoring,
                                                   const PayoffScale& scale, std::size_t profile);

/// The same in doubles.
[[nodiscard]] MonitoredProfile<double> rounded(const MonitoredProfile<Rational>& exact);

/// Everybody sees what was done: one signal for each profile. O(profiles^2).
[[nodiscard]] PublicMonitoring perfect_monitoring(const StageGame& game);

}  // namespace entente::enforce
