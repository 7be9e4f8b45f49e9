#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "entente/enforce/point_plans.hpp"
#include "entente/model/stage_game.hpp"

namespace entente::enforce {

// What players can keep up at a discount factor, where nobody enforces anything and everybody sees
// a signal of what was done: the payoffs of perfect public equilibria in pure strategies, with
// draws that all see. Payoffs are averages per period.

struct NoisySetOptions {
  /// Two players: how many directions to start with, evenly spread, those of the axes among them;
  /// the next power of 2 from 4 on.
  std::size_t directions = 16;
  /// Two players: directions are added where they tell most, up to this many.
  std::size_t most_directions = 64;
  /// Two players: until the outer bound's corners are this close, in shares of the payoffs' range.
  double closeness = 1e-6;
  std::size_t rounds = 300;  ///< of programs, at most
  bool prove = true;         ///< look for an inner bound
  bool plain = false;        ///< no sweeps between the programs: to compare with
  /// Two players: corners of a convex polygon that is known to hold all such payoffs, as that of
  /// find_limit_set.
  std::vector<std::array<Rational, 2>> within = {};
};

/// How much is known.
enum class NoisyStatus {
  enclosed,  ///< between an inner set that is proven and an outer bound
  bound,     ///< an outer bound only
  none,      ///< no equilibrium in pure strategies
};

/// direction * payoff <= level for all payoffs of equilibria.
struct OuterBound {
  std::vector<double> direction;  ///< [player]
  double level = 0;
};

struct NoisySet {
  NoisyStatus status = NoisyStatus::none;
  /// Proven in fractions, in payoffs of the game: they and all mixtures of them are payoffs of
  /// equilibria (up to `inner.error`). Two players: corners, counter-clockwise from the leftmost.
  InnerSet inner;
  std::vector<OuterBound> bounds;
  /// Two players: the corners of the outer bound, in the same order.
  std::vector<std::array<double, 2>> outer;
  /// How far the outer bound is from the inner set, in units of payoffs: for two players the
  /// largest distance of a corner; for more the largest in the directions of the bounds, each
  /// player's payoffs taken as shares of their range and the result multiplied by the largest.
  /// Where nothing is proven, how wide the bounds are for a player.
  double gap = 0;
  /// The outer bound is eased by this much at every step, in units of payoffs, so that nothing is
  /// lost to rounding; `none` is proven up to it.
  double eased = 0;
  std::vector<std::size_t> played;  ///< profiles that some equilibrium may play, in order
  bool settled = false;             ///< the outer iteration has ended by itself
  std::size_t programs = 0;         ///< linear programs solved, for both bounds
  std::size_t rounds = 0;           ///< of programs, for the outer bound
  std::size_t sweeps = 0;           ///< over bounds found before, for the outer bound
};

/// The set for 2 to 4 players and a discount factor in (0, 1), by the operator of Abreu, Pearce and
/// Stacchetti on half-spaces (OuterIteration), and an inner set that is proven in fractions
/// (find_inner_polygon, or
/// find_automaton). O(rounds * directions * profiles) programs.
[[nodiscard]] NoisySet find_noisy_set(const StageGame& game, const PublicMonitoring& monitoring,
                                      const Rational& discount,
                                      const NoisySetOptions& options = {});

}  // namespace entente::enforce
