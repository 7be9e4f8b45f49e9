#pragma once

#include <array>
#include <vector>

#include "entente/enforce/half_spaces.hpp"

namespace entente::enforce {

/// A direction with whole entries.
using LatticePoint = std::array<int, k_most_set_players>;

/// All with sizes of entries that add up to `sum`: those along an axis first (of each player the
/// positive one, then the negative one), then the others, in lexicographic order.
/// O((2 sum)^(players - 1)).
[[nodiscard]] std::vector<LatticePoint> direction_lattice(std::size_t players, int sum);

/// One of the cones into which the directions with some signs are divided: directions of the
/// lattice, one for each player that has a sign.
struct LatticeCone {
  std::vector<int> signs;  ///< [player] -1, 0 or 1
  std::vector<LatticePoint> corners;
};

/// Cones that meet in no inside and leave out no direction, for all signs that are not all 0
/// (Kuhn's triangulation). O(cones).
[[nodiscard]] std::vector<LatticeCone> lattice_cones(std::size_t players, int sum);

/// As a vector of length 1.
[[nodiscard]] Vector unit_vector(const LatticePoint& point);

}  // namespace entente::enforce
