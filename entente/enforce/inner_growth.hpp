#pragma once

#include <vector>

#include "entente/enforce/point_plans.hpp"

namespace entente::enforce {

/// Profiles that are kept up for ever by the threat of an equilibrium of the stage game, where a
/// deviation leads to signals that are else impossible; and these equilibria. Proven in fractions.
/// O(profiles * (signals + deviations)).
[[nodiscard]] InnerSet kept_by_static_threats(const DiscountedGame& game);

/// Adds to points that are payoffs of equilibria: in every direction the payoff of the best plan
/// that they can follow, if it goes further, round by round until little is gained. Each is proven
/// in fractions; old points stay, so that what was proven stays so. O(rounds * directions *
/// profiles) programs.
void grow(const DiscountedGame& game, const std::vector<Vector>& directions, std::size_t rounds,
          InnerSet& inner);

}  // namespace entente::enforce
