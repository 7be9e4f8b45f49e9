#pragma once

#include <cstdint>
#include <functional>

#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// How an enumeration ended.
enum class EnumerationEnd {
  complete,   ///< every feasible outcome was visited
  stopped,    ///< the visitor said so
  limit,      ///< `max_steps` was reached
  cancelled,  ///< the cancel token was set
};

/// Calls visit(utility, outcome) for every feasible outcome, in lexicographic order of option
/// indices (file order of issues); the visitor returns false to stop. The arrays belong to the
/// enumeration. Utilities are those of `utilities()`: terms, aggregates and caps included.
/// Sums are carried along, so that a step costs O(parties) plus the terms decided by the last
/// issues (an aggregate costs its whole size); boxes and linear rules cut as soon as they are
/// decided. `max_steps` bounds options tried at any depth, dead ends included; progress is
/// reported in "outcomes".
EnumerationEnd for_each_feasible_outcome(
    const Problem& problem, std::uint64_t max_steps, const WorkControl& control,
    const std::function<bool(const std::int64_t* utility, const Outcome& outcome)>& visit);

/// The frontier of the outcomes enumerated: all, then it is exact, or the first
/// `options.max_outcomes` steps of the enumeration (or what came before a cancel), then it is
/// partial. Witness: the outcome smallest in option indices, file order of issues. Holds the
/// points kept so far and as many candidates (at least 2^17), each with its outcome.
[[nodiscard]] Frontier enumerated_frontier(const Problem& problem, const FrontierOptions& options,
                                           const WorkControl& control);

}  // namespace entente::bargain
