#pragma once

#include <cstdint>
#include <vector>

#include "entente/enforce/breaches.hpp"

namespace entente::enforce {

/// A set of breaches that is the worst of all.
struct WorstBreach {
  std::vector<std::size_t> set;  ///< positions, rising; empty: nothing is worth breaking
  bool proven = true;            ///< but for rounding; false: the limit on nodes was met
};

/// Searches among all sets of a party's commitments.
///
/// Where the commitments do not interact and all have the same lag (at least 1), survival is a
/// function of the sum over the set of w = log((1 - false_alarm) / (1 - detection)), the reciprocal
/// of which is concave. What is profitable is then quasi-convex in the two sums of gain and of w,
/// so that a corner of the sets' hull is worst: a beginning of the list sorted by gain / w. That
/// takes O(n log n). Otherwise branch and bound over the sets, at most `max_nodes`: the discounted
/// sum is bounded period by period.
class BreachSearch {
 public:
  static constexpr std::uint64_t k_nodes = 200'000;

  /// `odds`: [position] how breaches show, in place of what `breaches` has. Keeps a reference to
  /// `breaches`.
  BreachSearch(const Breaches& breaches, std::vector<BreachOdds<double>> odds,
               std::uint64_t max_nodes = k_nodes);

  /// The set that takes the most to deter: the one with the greatest
  /// gain * survival / (1 - survival). A party keeps its commitments if and only if a suspension
  /// takes at least that much from it.
  struct Demand {
    WorstBreach breach;
    double loss = 0;  ///< infinite where a breach worth something shows no more than none does
  };
  [[nodiscard]] Demand greatest_demand(double quiet, double discount) const;

  /// Are beginnings of the sorted list enough?
  [[nodiscard]] bool by_order() const { return by_order_; }
  /// Those beginnings, from the shortest on: with `by_order` one of them is best, whatever the loss
  /// and the discount factor.
  [[nodiscard]] std::vector<std::vector<std::size_t>> beginnings() const;
  /// What it takes to deter from that set; 0 where it gains nothing.
  [[nodiscard]] double demand(const std::vector<std::size_t>& set, double quiet,
                              double discount) const;

 private:
  [[nodiscard]] WorstBreach most_profitable(double loss, double quiet, double discount) const;

  const Breaches& breaches_;
  std::uint64_t max_nodes_;
  bool by_order_ = false;
  std::vector<BreachOdds<double>> odds_;
  std::vector<std::size_t> order_;  ///< positions worth breaking, most gain per trace first
};

}  // namespace entente::enforce
