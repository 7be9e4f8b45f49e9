#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"
#include "entente/base/rational.hpp"

namespace entente::bargain {

/// Solution points as other tools define them, so that results can be compared with theirs. All
/// are points of the whole frontier, whether everybody accepts them or not, and look at utilities
/// as they are: there, these lie between 0 and 1. Names do not mean what they mean here:
enum class PeerConcept {
  /// GENIUS 10: greatest product of utilities less reservation values. Signs are not looked at:
  /// two losses have a positive product.
  genius_nash,
  /// GENIUS 10, there called Kalai-Smorodinsky: least sum of the differences between the
  /// utilities of any two parties. Reservations and ideal points play no part.
  genius_kalai,
  /// NegoLog: greatest product of utilities; reservation values play no part.
  negolog_nash,
  /// NegoLog: greatest sum of utilities, there called social welfare.
  negolog_kalai,
  /// ANL 2023 (Automated Negotiation League): as NegoLog.
  anl_nash,
  /// ANL 2023: least difference between the utilities.
  anl_kalai,
};
inline constexpr PeerConcept k_peer_concepts[] = {
    PeerConcept::genius_nash,   PeerConcept::genius_kalai, PeerConcept::negolog_nash,
    PeerConcept::negolog_kalai, PeerConcept::anl_nash,     PeerConcept::anl_kalai};

/// "genius_nash", ...
[[nodiscard]] const char* to_string(PeerConcept concept_);
/// NegoLog and ANL 2023 define their points for two parties.
[[nodiscard]] bool is_bilateral(PeerConcept concept_);

struct PeerPoint {
  PeerConcept concept_ = PeerConcept::genius_nash;
  std::size_t point = 0;  ///< of the frontier: the first, so the lexicographically largest, of ties
  std::uint64_t ties = 0;  ///< frontier points that are as good, itself among them
  Rational value;          ///< what is greatest or least, in points
};

struct PeerPoints {
  std::string reason;       ///< why there are none; empty: there are
  bool unit_scale = false;  ///< every utility on the frontier lies from 0 to 1 (but for rounding),
                            ///< as in these tools
  /// In the order of k_peer_concepts, without bilateral ones unless there are two parties.
  std::vector<PeerPoint> points;
};

/// The points of the complete frontier, by exact comparison; `frontier` null or not exact: none,
/// with the reason. O(points * parties^2), plus exact arithmetic for points that nearly tie.
[[nodiscard]] PeerPoints find_peer_points(const Problem& problem, const Frontier* frontier);

}  // namespace entente::bargain
