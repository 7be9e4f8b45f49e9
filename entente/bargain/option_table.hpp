#pragma once

#include <cstdint>
#include <vector>

#include "entente/bargain/objective.hpp"
#include "entente/bargain/problem.hpp"

namespace entente::bargain {

/// The options of independent issues, flattened: ruled-out options are gone, options of an issue
/// that are worth the same to everybody are merged (the first in file order stays), and values
/// are counted from the issue's least, so that a large constant costs no precision.
struct OptionTable {
  std::size_t parties = 0;
  std::size_t issues = 0;
  std::vector<std::uint32_t> first;     ///< [issue + 1] offsets into per-entry arrays
  std::vector<std::uint16_t> option;    ///< [entry] the option's index within its issue
  std::vector<std::int64_t> rise;       ///< [entry * parties + j] >= 0
  std::vector<std::uint8_t> dominated;  ///< [entry] another is at least as good for everybody
  std::vector<std::int64_t> lowest;     ///< [party] least utility of any outcome
  std::vector<std::int64_t> highest;    ///< [party] greatest utility of any outcome
  bool solvable = true;                 ///< false: some issue has no option left

  [[nodiscard]] const std::int64_t* row(std::size_t entry) const {
    return rise.data() + entry * parties;
  }
  /// The utilities of a choice of one entry per issue.
  void utilities(const std::uint32_t* choice, std::int64_t* utility) const;
  [[nodiscard]] Outcome outcome(const std::uint32_t* choice) const;
};

/// Requires problem.separable(). O(options log options * parties), quadratic per issue up to a
/// cap for finding dominated options.
[[nodiscard]] OptionTable make_option_table(const Problem& problem);

/// One objective on a table, in doubles of sensible size. With h_j = scale_j * (u_j - no_deal_j),
///   log_sum: F' = sum coefficient_j * log h_j     minimum: F' = min h_j over coefficient_j > 0
///   linear:  F' = sum of h_j over coefficient_j > 0
/// and F = factor * F' + shift. Parties that do not count in F have coefficient 0; their floors
/// may still bind.
struct ScaledProblem {
  const OptionTable* table = nullptr;
  Objective::Kind kind = Objective::Kind::linear;
  std::size_t parties = 0;
  std::vector<double> value;        ///< [entry * parties + j] scaled rise
  std::vector<double> offset;       ///< [party] scaled gain when every issue is at its least
  std::vector<double> scale;        ///< [party]
  std::vector<double> coefficient;  ///< [party]
  std::vector<double> floor;        ///< [party] least scaled gain; -infinity when always met
  double factor = 1;
  double shift = 0;

  [[nodiscard]] double to_objective(double scaled) const { return factor * scaled + shift; }
  /// F' of scaled gains; -infinity where undefined. Floors are not looked at.
  [[nodiscard]] double evaluate(const double* gain) const;
  void gains(const std::int64_t* utility, const Objective& objective, double* gain) const;
  /// How far `evaluate` may be from the truth for these gains.
  [[nodiscard]] double rounding(const double* gain) const;
};

/// `floor`: [party] the floors to respect, in utility units (those of the objective, or higher).
[[nodiscard]] ScaledProblem scale_problem(const OptionTable& table, const Objective& objective,
                                          const std::vector<std::int64_t>& floor);

}  // namespace entente::bargain
