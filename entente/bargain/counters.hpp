#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "entente/bargain/elimination_plan.hpp"
#include "entente/bargain/problem.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// Are there linear rules, and few enough to look at each?
[[nodiscard]] bool may_count(const Problem& problem);

/// A problem with some of its linear rules kept by state: a counter is an auxiliary issue whose
/// option is the sum that the issues before it have reached, and forbidden boxes tie it to them.
/// Tables over counters know a rule exactly, where a price on its costs only bounds it.
///
/// Auxiliary issues stand behind the problem's own and are worth nothing to anybody: the first
/// issues of an outcome are an outcome of the problem, and every outcome of the problem that keeps
/// its rules is the beginning of exactly one.
struct CountedProblem {
  Problem problem;
  /// [position] in which issues must be eliminated: read from its end, each counter comes after
  /// what it counts, so that a search never has to guess one.
  std::vector<std::uint32_t> order;
};

/// Counts the rules whose counters have a few dozen states at most, as long as the tables stay
/// whole; others stay what they were, and a rule that nothing can break goes. Sums that can no
/// longer break a rule are one state. Nothing where no rule changes.
/// O(rules^2 * (plan_elimination + issues * states^2)).
[[nodiscard]] std::optional<CountedProblem> with_counters(const Problem& problem,
                                                          const EliminationLimits& limits,
                                                          const WorkControl& control);

}  // namespace entente::bargain
