#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/bargain/problem.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// How large the tables of an elimination may become. A table has one row per combination of an
/// issue and the issues it still depends on when it is eliminated.
struct EliminationLimits {
  std::size_t table_rows = std::size_t{1} << 18U;  ///< rows of one table
  std::size_t total_rows = std::size_t{1} << 21U;  ///< rows of all tables
};

/// A box of a problem after looking at what is left of it: conditions that always hold are gone,
/// options are counted among the kept ones.
struct ReducedBox {
  std::vector<std::uint32_t> issues;            ///< sorted; may be empty (always holds)
  std::vector<std::vector<std::uint8_t>> mask;  ///< [k][choice]
  bool forbidden = false;
  std::vector<std::int64_t> add;  ///< [party]; empty when forbidden
};

/// A problem without options that are ruled out or repeat another option in everything (values,
/// costs, conditions), and without conditions that decide nothing.
struct ReducedProblem {
  std::vector<std::vector<std::uint16_t>> kept;  ///< [issue][choice] the option, rising
  std::vector<ReducedBox> boxes;                 ///< terms in file order, then forbidden ones
};

[[nodiscard]] ReducedProblem reduce(const Problem& problem);

/// In which order issues are eliminated and which boxes take part.
struct EliminationPlan {
  std::vector<std::uint32_t> order;  ///< [position] issue; position 0 is eliminated first
  /// [position] the later positions that the issue still depends on, rising
  std::vector<std::vector<std::uint32_t>> separator;
  std::vector<std::uint8_t> inside;  ///< [box] 0: left out, its table would be too large
};

/// Chooses the order by min-fill (ties: fewer rows, then file order). Boxes that would break a
/// limit are left out, wide ones first. `weight[issue]`: among orders with the same tables, issues
/// of large weight come late. Deterministic, but when cancelled, which leaves out the boxes not yet
/// looked at. O(issues * degree^2 * issues / 64) for each of at most a few hundred trials.
[[nodiscard]] EliminationPlan plan_elimination(const ReducedProblem& reduced,
                                               const std::vector<double>& weight,
                                               const EliminationLimits& limits,
                                               const WorkControl& control = {});

}  // namespace entente::bargain
