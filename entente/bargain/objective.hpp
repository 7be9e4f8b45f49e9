#pragma once

#include <cstdint>
#include <vector>

#include "entente/bargain/problem.hpp"

namespace entente::bargain {

/// Are these numbers fit for exponents of a product of gains that is compared exactly? Each must
/// be from 1/1000 to 1000, and as whole numbers in the same proportion they must stay below 2^16.
[[nodiscard]] bool exponents_fit(const std::vector<Rational>& weight);

/// A concave function F of the gains that never falls when a gain rises, to be maximised over
/// outcomes whose utilities are at least `floor`. Every solution concept is one such problem or a
/// short sequence of them. With gains measured in points:
///
///   log_sum:  F = sum of weight[j] * log(gain_j) over parties with weight > 0 (-infinity unless
///             all these gains are > 0)
///   minimum:  F = least weight[j] * gain_j over parties with weight > 0
///   linear:   F = sum of weight[j] * gain_j
///
/// Bounds (weak duality): for multipliers lambda >= 0 (per unit of utility) and every utility
/// vector u >= floor,
///   F(u - no_deal) <= conjugate(lambda, mu) + sum_j (lambda[j] + mu[j]) * (u_j - no_deal_j)
/// where mu >= 0 prices the floors. Maximising the right-hand side over outcomes is a linear
/// problem, which is easy for independent issues and for narrow interaction graphs.
class Objective {
 public:
  enum class Kind { log_sum, minimum, linear };

  /// `weight`: [party] >= 0, per point, not all zero; for log_sum those above 0 must be such that
  /// exponents_fit(). `floor`: [party] utilities in the problem's units.
  Objective(const Problem& problem, Kind kind, std::vector<Rational> weight,
            std::vector<std::int64_t> floor);

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] std::size_t parties() const { return floor_.size(); }
  [[nodiscard]] const std::vector<std::int64_t>& floor() const { return floor_; }
  [[nodiscard]] const std::vector<std::int64_t>& no_deal() const { return no_deal_; }
  /// [party] the weight of one unit of utility (1 / denominator of a point) for minimum and
  /// linear; for log_sum the exponent itself.
  [[nodiscard]] const std::vector<double>& unit_weight() const { return unit_weight_; }
  /// [party] 1 / denominator as a double.
  [[nodiscard]] const std::vector<double>& unit() const { return unit_; }

  /// The weights as given, per point.
  [[nodiscard]] const std::vector<Rational>& weight() const { return weight_; }
  /// The weights as whole numbers without a common divisor: proportional to the exponents for
  /// log_sum, to unit_weight() otherwise.
  [[nodiscard]] double whole_weight(std::size_t party) const;

  [[nodiscard]] bool meets_floor(const std::int64_t* utility) const;

  /// F of a utility vector as a double; -infinity where F is undefined. Floors are not looked at.
  [[nodiscard]] double value(const std::int64_t* utility) const;

  /// Compares F of two utility vectors exactly (wide integers): -1, 0, +1 as a is worse than,
  /// as good as, better than b. Fast where doubles already decide.
  [[nodiscard]] int compare(const std::int64_t* a, const std::int64_t* b) const;

  /// A lower bound on F of every vector that is better than `utility` (F is defined there):
  /// utilities are whole numbers, so F rises in steps. Searches may drop everything whose F is
  /// provably below it. At least value(utility) but for rounding.
  [[nodiscard]] double next_value(const std::int64_t* utility) const;

  /// [party] the least utility of every vector that is better than `utility` (for `minimum` every
  /// party must gain more than the least weighted gain), and at least the floor.
  [[nodiscard]] std::vector<std::int64_t> floor_to_beat(const std::int64_t* utility) const;

 private:
  [[nodiscard]] int compare_log_sum(const std::int64_t* a, const std::int64_t* b) const;
  [[nodiscard]] int compare_minimum(const std::int64_t* a, const std::int64_t* b) const;
  [[nodiscard]] int compare_linear(const std::int64_t* a, const std::int64_t* b) const;
  [[nodiscard]] Integer least_weighted_gain(const std::int64_t* utility) const;

  Kind kind_;
  std::vector<Rational> weight_;
  std::vector<std::int64_t> floor_;
  std::vector<std::int64_t> no_deal_;
  std::vector<double> unit_weight_;
  std::vector<double> unit_;
  std::vector<Integer> whole_weight_;  ///< weights per unit, over a common denominator
  double weight_step_ = 0;             ///< unit_weight_ per whole weight
};

}  // namespace entente::bargain
