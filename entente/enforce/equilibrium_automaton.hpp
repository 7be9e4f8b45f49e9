#pragma once

#include <vector>

#include "entente/enforce/point_plans.hpp"

namespace entente::enforce {

/// Looks for a strategy with finitely many states that is an equilibrium from every state on, and
/// whose states' payoffs reach far in each direction. Starting from points near to the set of
/// equilibrium payoffs (one for each direction), every round finds the best that can be played
/// today with mixtures of the points to follow, and then moves the points to what these plans are
/// really worth if they are followed for ever: a jump that takes the place of 1 / (1 - delta)
/// rounds. It ends when the points stay and the incentives hold at their real values. These are
/// then checked in fractions: with all probabilities rounded to fractions, the values' residual
/// bounds their error, and no deviation gains even with it. Without such a strategy the equilibria
/// of the stage game are the points, if there are any. Works for sets without an interior, too; may
/// miss the set. O(rounds * directions * profiles) programs.
[[nodiscard]] InnerSet find_automaton(const DiscountedGame& game,
                                      const std::vector<Vector>& directions,
                                      std::vector<Vector> points);

}  // namespace entente::enforce
