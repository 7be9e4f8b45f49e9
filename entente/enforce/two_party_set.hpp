#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "entente/base/rational.hpp"
#include "entente/model/stage_game.hpp"

namespace entente::enforce {

// What two parties can expect from each other in the long run, where everybody sees what was done
// and nobody enforces anything: the payoffs of all subgame-perfect equilibria in pure strategies of
// a repeated game, with draws that both see (public randomisation). Abreu & Sannikov,
// "An algorithm for two-player repeated games with perfect monitoring", Theoretical Economics 9
// (2014). Payoffs are averages per period: (1 - delta) times the discounted sum.

/// How much of the answer is proven.
enum class SetStatus {
  exact,  ///< every vertex is an equilibrium payoff, proven in fractions
  /// As above, for points that lie inside the vertices by `inner_gap`: not all are fractions.
  enclosed,
  bound,  ///< every equilibrium payoff lies within `outer_gap`; no more is proven
  none,   ///< no equilibrium in pure strategies
};

/// A vertex, and how it comes about: the profile is played today, and what follows is worth
/// `continuation`, itself in the set. A deviation is answered by the deviator's threat.
struct EquilibriumVertex {
  std::array<double, 2> value{};   ///< [player]
  std::array<Rational, 2> proven;  ///< the point that is proven; the vertex itself where exact
  std::size_t profile = 0;         ///< of the stage game
  std::array<Rational, 2> continuation;
  /// [player]: what it would lose by its best deviation, in units of the average per period; 0 for
  /// one that is just willing.
  std::array<Rational, 2> slack;
  std::array<bool, 2> binds{};  ///< [player]: would it gain from deviating if any less followed?
  bool stays = false;           ///< the same profile follows for ever
};

struct EquilibriumSet {
  SetStatus status = SetStatus::none;
  /// Counter-clockwise from the leftmost (of these the lowest). One or two where the set is a point
  /// or a line.
  std::vector<EquilibriumVertex> vertices;
  std::array<double, 2> threat{};       ///< [player]: its worst equilibrium payoff
  std::array<double, 2> minmax{};       ///< [player]: in pure actions
  std::vector<std::size_t> equilibria;  ///< profiles that are equilibria of the stage game
  /// Profiles that some equilibrium may play today, in order (an upper bound unless proven).
  std::vector<std::size_t> played;
  double inner_gap = 0;    ///< the proven points are this close to the vertices, per coordinate
  double outer_gap = 0;    ///< every equilibrium payoff is this close to the proven set
  std::size_t rounds = 0;  ///< of the outer iteration, in doubles
  std::size_t wide_rounds = 0;  ///< in 100 digits, where doubles left the answer open
};

/// The set for a game of two players and a discount factor in (0, 1).
///
/// The outer iteration runs in doubles, with every condition eased by 1e-12 of the range of payoffs
/// so that nothing is lost to rounding; the equations of its limit are then solved in 100 digits,
/// and the result is checked in exact arithmetic. Where the check fails, as just below a threshold,
/// the iteration goes on in 100 digits. `none` is proven up to that easing.
/// O(rounds * profiles * vertices).
[[nodiscard]] EquilibriumSet find_equilibrium_set(const StageGame& game, const Rational& discount);

/// Profiles in which nobody gains by doing something else, in order. Any number of players.
/// O(profiles * actions).
[[nodiscard]] std::vector<std::size_t> stage_equilibria(const StageGame& game);

/// From which discount factor on a profile can be played for ever.
struct CriticalDiscount {
  std::size_t profile = 0;
  /// A deviation is answered by the equilibrium of the stage game that is worst for the deviator,
  /// for ever. Nothing where that deters at no discount factor. Exact.
  std::optional<Rational> grim;
  /// A deviation is answered by the worst equilibrium of the repeated game: sustained at `high`
  /// (proven), not shown to be at `low`. Nothing where it is not sustained at 1 - 2^-20.
  std::optional<Rational> high;
  Rational low;
};

/// O(log) calls of find_equilibrium_set.
[[nodiscard]] CriticalDiscount find_critical_discount(const StageGame& game, std::size_t profile);

}  // namespace entente::enforce
