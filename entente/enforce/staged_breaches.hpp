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

  /// Keeps nothing of its argument.
  explicit StagedBreaches(const Breaches& breaches);

  /// Can plans be looked at with these odds, [position]?
  [[nodiscard]] bool fits(const std::vector<BreachOdds<double>>& odds) const;

  struct Demand {
    double loss = 0;               ///< that a suspension must take from a period to deter all plans
    std::vector<std::size_t> set;  ///< positions that the plan breaks in the end; empty: see loss
  };
  /// For odds that fit; `quiet`, `discount`: as in survival(). `at_least`: known already, finite; a
  /// plan that demands no more is not looked for. O(steps) for each of a few rounds (Dinkelbach).
  [[nodiscard]] Demand greatest_demand(const std::vector<BreachOdds<double>>& odds, double quiet,
                                       double discount, double at_least) const;

 private:
  std::vector<std::size_t> positions_;  ///< worth looking at
  std::vector<double> gain_;            ///< [set]; empty where there are too many positions
};

}  // namespace entente::enforce
