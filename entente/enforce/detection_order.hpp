#pragma once

#include <vector>

namespace entente::enforce {

/// A commitment that tempts its party.
struct TemptingCommitment {
  double gain = 0;         ///< of breaking it, per period; above 0
  double false_alarm = 0;  ///< below 1
  double detection = 0;    ///< now; at least false_alarm
};

/// What deters a party: a loss per period, after a lag of at least 1 for all its commitments.
struct Deterrent {
  double loss = 0;  ///< what the end of the agreement takes from a period, above 0
  double quiet = 1;
  double discount = 0;
  int lag = 1;
};

/// Detection probabilities that deter from breaking any set, with the least sum.
struct LeastDetection {
  std::vector<double> detection;  ///< [commitment]
  double total = 0;               ///< the sum of improvements
  double at_least = 0;            ///< no others have a smaller sum
};

/// See find_least_verification. Certain detection of all must be enough. O(2^n n) up to
/// 16 commitments, O(n^3) beyond.
[[nodiscard]] LeastDetection least_detection_by_order(
    const std::vector<TemptingCommitment>& commitments, const Deterrent& deterrent);

}  // namespace entente::enforce
