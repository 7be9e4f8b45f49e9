#pragma once

#include <cstddef>
#include <vector>

#include "entente/model/stage_game.hpp"

namespace entente::enforce {

/// The limit set between two polytopes: see find_limit_bounds.
struct LimitBounds {
  struct Level {
    std::vector<double> direction;  ///< [player]
    double inner = 0;  ///< payoffs with direction * v <= inner, in all directions, are in the set
    double outer = 0;  ///< every payoff of the set has direction * v <= outer
  };
  std::vector<Level> levels;
  bool empty = false;        ///< no payoff is in the set, and so none is of an equilibrium
  bool inner_empty = false;  ///< the inner levels leave nothing
  double gap = 0;  ///< largest over the directions, in units of payoffs (see NoisySet::gap)
  std::size_t programs = 0;  ///< linear programs solved
};

/// The limit set of Fudenberg and Levine (see find_limit_set) for two to four players, from a
/// lattice of directions (578 for three players; for four 608, or 192 with many profiles). In the
/// cone between neighbouring directions with the same signs the score of each profile is concave,
/// so a payoff that is within the scores of one profile at all corners of the cone is within it
/// everywhere in between: that makes the inner levels, with the profile that is best in the middle
/// of the cone. Rounded numbers; the outer levels are eased by 1e-9 of the range of payoffs, and
/// the inner ones tightened by as much. O(directions * profiles) programs, each with players *
/// signals rows.
[[nodiscard]] LimitBounds find_limit_bounds(const StageGame& game,
                                            const PublicMonitoring& monitoring);

}  // namespace entente::enforce
