#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "entente/base/rational.hpp"

namespace entente {

/// A finite game in strategic form, played once per period: each player picks an action, and every
/// profile (one action per player) is worth something to each. Profiles are numbered so that the
/// last player's action changes fastest: with two players, profile = a1 * (actions of 2) + a2.
struct StageGame {
  std::string title;
  std::vector<std::string> players;               ///< [player] names
  std::vector<std::vector<std::string>> actions;  ///< [player][action] names, at least one each
  std::vector<Rational> payoff;                   ///< [profile * players + player]

  [[nodiscard]] std::size_t player_count() const { return players.size(); }
  /// The product of the numbers of actions. O(players).
  [[nodiscard]] std::size_t profile_count() const;
  [[nodiscard]] const Rational& at(std::size_t profile, std::size_t player) const {
    return payoff[profile * players.size() + player];
  }
  /// What the player does in the profile. O(players).
  [[nodiscard]] std::size_t action_of(std::size_t profile, std::size_t player) const;
  /// The profile in which the player does that instead. O(players).
  [[nodiscard]] std::size_t changed(std::size_t profile, std::size_t player,
                                    std::size_t action) const;
};

/// What everybody sees at the end of a period: one signal, drawn from a distribution that depends
/// on the profile played.
struct PublicMonitoring {
  std::vector<std::string> signals;
  /// [profile * signals + signal], each in [0, 1], summing to 1 per profile.
  std::vector<Rational> probability;

  [[nodiscard]] const Rational& at(std::size_t profile, std::size_t signal) const {
    return probability[profile * signals.size() + signal];
  }
};

}  // namespace entente
