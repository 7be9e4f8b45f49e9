#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "entente/enforce/breaches.hpp"

namespace entente::enforce {

/// Breaches that are added one after the other. Where a breach is known late, others pay that would
/// not by themselves, once the agreement is going to end anyway.
///
/// A party's plan says in every period without an alarm which commitments it breaks from then on;
/// what is broken stays broken. The best one is found backwards over how long each has been broken,
/// up to its lag: exactly, to the rounding of doubles.
class StagedBreaches {
 public:
  /// So many pairs of what is broken and what is added are looked at, at most.
  static constexpr std::uint64_t k_most_steps = 20'000;

  /// Can these be looked at? `odds` [position].
  [[nodiscard]] static bool fits(const Breaches& breaches,
                                 const std::vector<BreachOdds<double>>& odds);

  /// For what fits. `quiet`, `discount`: as in survival().
  StagedBreaches(const Breaches& breaches, const std::vector<BreachOdds<double>>& odds,
                 double quiet, double discount);

  struct Demand {
    double loss = 0;               ///< that a suspension must take from a period to deter all plans
    std::vector<std::size_t> set;  ///< positions that the plan breaks in the end; empty: see loss
  };
  /// `at_least`: known already, finite; a plan that demands no more is not looked for.
  /// O(steps) for each of a few rounds (Dinkelbach).
  [[nodiscard]] Demand greatest_demand(double at_least) const;

 private:
  /// What a plan is worth from a state on: discounted gains, and discounted periods without alarm.
  struct Worth {
    double gain = 0;
    double time = 0;
    std::uint32_t set = 0;  ///< broken in the end, as bits
  };
  [[nodiscard]] Worth best_plan(double loss) const;
  [[nodiscard]] Worth after_choice(std::size_t state, std::uint32_t added,
                                   const std::vector<Worth>& worth) const;

  std::vector<std::size_t> positions_;  ///< worth looking at
  std::vector<std::size_t> place_;      ///< [k] the weight of its digit in a state's number
  std::vector<int> last_;               ///< [k] the digit from which it raises alarms
  std::vector<double> ratio_;           ///< [k] by which an active breach shrinks quiet
  std::vector<bool> at_once_;           ///< [k] alarms come before the breach pays
  std::vector<double> gain_;            ///< [set]
  double quiet_;
  double discount_;
  std::size_t states_ = 1;
};

}  // namespace entente::enforce
