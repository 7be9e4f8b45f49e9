#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "entente/enforce/hold.hpp"

namespace entente::enforce {

/// What verification would have to be for an agreement to hold, commitment by commitment: the
/// detection probabilities with the least sum of improvements, all else as it is.
struct LeastVerification {
  /// Parties that no detection of breaches, however certain, would make keep the agreement. If
  /// there are any, the rest is empty.
  std::vector<PartyId> beyond;
  std::vector<double> needed;  ///< [commitment] detection, at least what it is now
  double total = 0;            ///< the sum of improvements
  double at_least = 0;         ///< proven: no others have a smaller sum

  /// But for what does not show in four digits.
  [[nodiscard]] bool least() const { return total - at_least <= 2e-5 * (1 + total); }
};

/// Every party needs a discount factor; none: they have not all got one.
///
/// Where a party's commitments do not interact, have the same lag (at least 1) and are in nobody
/// else's hands, and all that is noticed is blamed on somebody, a set of gain D is deterred once
/// the traces w = log((1 - false_alarm) / (1 - detection)) of its commitments add up to H(D), and H
/// is convex. The traces that are enough are then a contra-polymatroid, and the sum of improvements
/// is concave in them, so that an optimum is one of its corners: commitments are raised in some
/// order, each by as much as the sets of it and those before it ask for. The best order is found
/// over all sets of up to 16 tempting commitments, O(2^n n); beyond that a good order, and a bound
/// by chords.
///
/// Elsewhere (lags that differ, interactions, joint issues, breaches blamed on nobody) by branch
/// and bound over boxes of detection probabilities: more detection never tempts. Asks whether
/// parties keep it about `max_questions` times at most for each group of parties that share
/// commitments, and less often above six tempting commitments, where an answer takes long; then
/// with a gap. Where only lags differ, the longest for all is an upper and the shortest a lower
/// bound.
[[nodiscard]] std::optional<LeastVerification> find_least_verification(
    const Scenario& scenario, const KeptAgreement& agreement, const HoldOptions& options,
    std::uint64_t max_questions = 2'000);

}  // namespace entente::enforce
