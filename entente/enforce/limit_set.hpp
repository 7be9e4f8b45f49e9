#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "entente/base/rational.hpp"
#include "entente/model/stage_game.hpp"

namespace entente::enforce {

/// What no public equilibrium in pure strategies can go beyond, however patient the players are:
/// see find_limit_set.
struct LimitSet {
  /// Counter-clockwise from the leftmost (of these the lowest); one or two where it is a point or a
  /// line, none where no profile can be enforced in some direction: then there is no equilibrium.
  std::vector<std::array<Rational, 2>> vertices;
  /// It has an interior, so that sufficiently patient players reach every point inside.
  bool reached = false;
  std::size_t programs = 0;  ///< linear programs solved
};

/// The limit set of two players (Fudenberg and Levine, Efficiency and observability with long-run
/// and short-run players, Journal of Economic Theory 62, 1994): the payoffs v with
/// lambda * v <= the largest score of a pure profile, for all directions lambda. For every discount
/// factor it holds all payoffs of perfect public equilibria in pure strategies, with draws that
/// both see; where it has an interior, it is what these come to as the discount factor goes to 1.
///
/// Exact. In a quadrant of directions the score of a profile is concave and piecewise linear; its
/// pieces are found by programs at their ends, and the largest of all profiles is put together
/// piece by piece. So the finitely many directions that decide are found, however steep.
/// O(profiles * pieces) programs with 2 * signals rows.
[[nodiscard]] LimitSet find_limit_set(const StageGame& game, const PublicMonitoring& monitoring);

/// The largest score of a pure profile in one direction, not all of it 0 (any number of players);
/// nothing where none can be enforced. Exact. O(profiles) programs.
[[nodiscard]] std::optional<Rational> best_score(const StageGame& game,
                                                 const PublicMonitoring& monitoring,
                                                 const std::vector<Rational>& direction);

}  // namespace entente::enforce
