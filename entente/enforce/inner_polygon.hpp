#pragma once

#include <optional>

#include "entente/enforce/outer_iteration.hpp"
#include "entente/enforce/point_plans.hpp"
#include "entente/enforce/polygon.hpp"

namespace entente::enforce {

/// Two players: a polygon a little inside an outer bound that generates a larger one, proven in
/// fractions; so both are payoffs of equilibria (Abreu, Pearce and Stacchetti 1990).
///
/// The polygon is the fixed point of the operator with the levels lowered a little at each step.
/// What it generates is found in the directions of its edges; where one of its corners sticks out
/// of that, the levels of the edges at the corner are lowered more, and it is tried again. Nothing
/// where the set has no interior or the attempts are used up.
/// O(attempts * (rounds * directions * profiles)) programs.
[[nodiscard]] std::optional<InnerSet> find_inner_polygon(const DiscountedGame& game,
                                                         const OuterIteration& outer,
                                                         std::size_t& programs);

/// The corners of a set of two players, counter-clockwise. O(directions^2).
[[nodiscard]] std::vector<Point<double>> corners_of(const HalfSpaces& spaces);

}  // namespace entente::enforce
