#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "entente/enforce/monitored_profile.hpp"

namespace entente::enforce {

/// A corner of a concave, piecewise linear function of the liquidity.
struct CurvePoint {
  Rational liquidity;
  Rational value;
};

/// What payments can do for a profile that is to be kept to, by the liquidity they need.
///
/// After each signal y a player gets q_i(y) >= 0 of what it had to promise before; together at most
/// the liquidity L. Nobody may gain by a deviation. With what is left burnt, the sum of payoffs is
/// sum_i g_i - L + E[sum_i q_i]; a player that is being punished gets g_i + E[q_i] (Goldluecke and
/// Kranz 2012, section 3, with these payments in place of theirs: q_i is the most that i ever pays
/// less what it pays after y). Payoffs of all players in the same unit.
///
/// Each corner is one of the polygon of all (L, value), found by linear programs in exact numbers,
/// two for each corner at most, with signals + deviations rows. The first corner is the least
/// liquidity with which the profile can be kept to; from the last on the value stays. No corners:
/// no payments make everybody keep to it.
class PaymentCurves {
 public:
  /// The profile must outlive this.
  explicit PaymentCurves(const MonitoredProfile<Rational>& profile);
  ~PaymentCurves();
  PaymentCurves(const PaymentCurves&) = delete;
  PaymentCurves& operator=(const PaymentCurves&) = delete;

  /// The greatest sum of payoffs.
  [[nodiscard]] std::vector<CurvePoint> total();
  /// The least payoff of a player, times -1.
  [[nodiscard]] std::vector<CurvePoint> lowest(std::size_t player);

 private:
  class Program;
  std::unique_ptr<Program> program_;
};

}  // namespace entente::enforce
