#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "entente/base/rational.hpp"
#include "entente/enforce/payoff_iteration.hpp"
#include "entente/enforce/polygon.hpp"

namespace entente::enforce {

/// A payoff with the proof that it is one of an equilibrium: see support().
struct SupportedPoint {
  Point<Rational> value;
  std::size_t candidate = 0;  ///< its number among the candidates
  std::size_t profile = 0;
  Point<Rational> continuation;
  Point<Rational> slack;  ///< [player]: what its best deviation would lose it
};

/// Proves that candidates are equilibrium payoffs, in exact arithmetic: each corner of their hull
/// is (1 - delta) times what its profile pays plus delta times a continuation that lies in the hull
/// and is worth enough to both, where a deviation is answered by the deviator's worst point of the
/// hull. Such a set is self-generating (Abreu, Pearce & Stacchetti 1990), so all of it is
/// equilibrium payoffs. Returns the corners, counter-clockwise from the leftmost; nothing where one
/// fails. O(candidates^2).
[[nodiscard]] std::optional<std::vector<SupportedPoint>> support(
    const StageTable<Rational>& game, const std::vector<Point<Rational>>& candidates,
    const std::vector<std::size_t>& profiles);

}  // namespace entente::enforce
