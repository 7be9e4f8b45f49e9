#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "entente/enforce/hold.hpp"

namespace entente::enforce {

/// What it takes, and leaves, where all parties have the same discount factor.
struct SuspensionPoint {
  double discount = 0;
  std::uint64_t periods = 0;   ///< of the shortest suspension that deters all
  double share_suspended = 0;  ///< of all periods, by false alarms
  /// What false alarms leave of what the agreement gives beyond no deal, for every party.
  double share_left = 1;
  std::vector<double> value;  ///< [party] of a period of the agreement with it
};

struct SuspensionCurve {
  double from = 0;                      ///< the least common discount factor with which it holds
  std::vector<SuspensionPoint> points;  ///< rising
};

/// How the shortest suspension shrinks as the parties care more for the future. None where no
/// discount factor makes the agreement hold, or nobody gains by breaking anything. Discount factors
/// for which the worst breach is not found in a short search are passed over. About 60 times the
/// search for the worst breach.
[[nodiscard]] std::optional<SuspensionCurve> suspension_curve(const Scenario& scenario,
                                                              const Hold& hold);

}  // namespace entente::enforce
