#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "entente/base/rational.hpp"
#include "entente/enforce/payoff_iteration.hpp"
#include "entente/enforce/polygon.hpp"

namespace entente::enforce {

/// What determines a corner of the set of equilibrium payoffs, as equations: the profile played
/// today, and where the continuation lies.
struct CornerRule {
  std::size_t profile = 0;
  Continuation kind = Continuation::stays;
  std::size_t willing = 0;  ///< high, low: who is just willing
  /// high, low: the continuation lies between these corners.
  std::size_t from = 0;
  std::size_t to = 0;
};

/// The equations of all corners.
struct Structure {
  std::vector<CornerRule> corners;
  std::array<std::size_t, 2> lowest{};  ///< [player]: the corner that threatens it
};

/// A solution of the equations.
struct SolvedStructure {
  std::vector<Point<Rational>> corners;  ///< exact where rational, else rounded far below `shift`
  /// The same, but what is not rational has been moved into the set by about `shift`, which leaves
  /// room for rounding: candidates for points that generate each other.
  std::vector<Point<Rational>> inside;
  bool rational = false;  ///< all corners are exact, and `inside` equals them
};

/// Reads the equations off a set that the iteration has brought close to its limit. Nothing where
/// the set is no fixed point as it stands.
template <class T>
[[nodiscard]] std::optional<Structure> read_structure(const OuterSet<T>& set,
                                                      const StageTable<T>& game, const T& slack,
                                                      const T& flat);

/// Solves the equations from the start given, by Newton's method in 100 digits; coordinates that
/// turn out to be fractions of moderate size are made exact. Nothing where it does not converge.
/// O(corners^3).
[[nodiscard]] std::optional<SolvedStructure> solve_structure(
    const StageTable<Rational>& game, const Structure& structure,
    const std::vector<Point<double>>& start);

}  // namespace entente::enforce
