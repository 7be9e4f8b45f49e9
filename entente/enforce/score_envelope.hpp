#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "entente/enforce/monitored_profile.hpp"
#include "entente/enforce/polygon.hpp"

namespace entente::enforce {

/// The directions of a quadrant: from (first, 0) at 0 to (0, second) at 1, on a straight line.
struct Quadrant {
  std::array<int, 2> signs{1, 1};

  [[nodiscard]] Point<Rational> direction(const Rational& at) const {
    return {signs[0] * (1 - at), signs[1] * at};
  }
  /// A direction's product with a payoff.
  [[nodiscard]] Rational value(const Rational& at, const Point<Rational>& payoff) const {
    const auto d = direction(at);
    return d[0] * payoff[0] + d[1] * payoff[1];
  }
};

/// A stretch of directions on which the score is the product with one payoff.
struct ScorePiece {
  Rational begin;
  Rational end;  ///< after `begin`
  Point<Rational> payoff;
};

/// A score on a quadrant: pieces in order, without overlap; without limit below where there is
/// none.
using ScoreEnvelope = std::vector<ScorePiece>;

/// The score of one profile, which is concave where it is not without limit. Adds the programs
/// solved to `programs`.
[[nodiscard]] ScoreEnvelope score_of(const MonitoredProfile<Rational>& profile,
                                     const Quadrant& quadrant, std::size_t& programs);

/// The larger of both. O(pieces).
[[nodiscard]] ScoreEnvelope larger(const Quadrant& quadrant, const ScoreEnvelope& first,
                                   const ScoreEnvelope& second);

/// Is the product with the payoff nowhere above the envelope?
[[nodiscard]] bool covers(const Quadrant& quadrant, const ScoreEnvelope& envelope,
                          const Point<Rational>& payoff);

}  // namespace entente::enforce
