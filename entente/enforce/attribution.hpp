#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "entente/enforce/hold.hpp"
#include "entente/enforce/identifiability.hpp"

namespace entente::enforce {

/// Who is blamed with what probability in a period: one row of chances.
struct BlameChances {
  std::vector<Rational> party;  ///< [suspect]
  Rational unclear = 0;         ///< false alarms about joint commitments: blamed on no party
  Rational nobody = 1;          ///< no alarm; all of them sum to 1
};

/// Whether blame tells who broke an agreement, so that a response can hit the culprit alone.
struct BlameAnalysis {
  BlameChances kept;                 ///< while all keep the agreement
  std::vector<BlameChances> broken;  ///< [culprit] while it breaks its binding set
  std::vector<std::size_t> hidden;   ///< parties whose breach changes nobody's chances of blame
  /// Pairs of parties, neither of them hidden, whose breaches cannot be told apart by blame.
  std::vector<std::pair<std::size_t, std::size_t>> alike;
  Response response = Response::none;
};

/// The chances of blame by a scenario's attribution, where false alarms of a commitment are blamed
/// on its giver, and a noticed breach comes before them; and the rank conditions of Fudenberg,
/// Levine and Maskin (1994) at the agreement, each party either keeping it or breaking its binding
/// set. Parties that have nothing to gain by a breach count as keeping it. None without an
/// attribution. Exact. O(parties^3).
[[nodiscard]] std::optional<BlameAnalysis> analyse_blame(const Scenario& scenario,
                                                         const Hold& hold);

}  // namespace entente::enforce
