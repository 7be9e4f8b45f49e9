#pragma once

#include <vector>

#include "entente/bargain/engine.hpp"
#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"

namespace entente::bargain {

/// Finds the deal of one concept by single-point search: exact, or a bound and gap. Works for any
/// engine. `Deal` is complete: ties, lexicographically largest optimal vector, smallest witness,
/// and with Status::none the reason and who blocks (semantics in solution.hpp).
[[nodiscard]] Deal find_deal(const Problem& problem, Engine& engine, Concept concept_,
                             const SearchOptions& options, const WorkControl& control);

/// Best utility of each party over feasible outcomes where no other party falls below its
/// no-deal utility (the ideal point). Empty when no outcome is acceptable to all.
struct IdealPoint {
  std::vector<std::int64_t> utility;
  bool exact = true;
};
[[nodiscard]] IdealPoint find_ideal_point(const Problem& problem, Engine& engine,
                                          const SearchLimits& limits, const WorkControl& control);

/// The same deal chosen from an explicit list of utility vectors that contains every Pareto
/// optimal one (`count` vectors of `problem.parties`): exact, by comparison. Returns the deal
/// without its outcome, and in `index` the position of the vector in the list. `ideal`: [party]
/// utilities known to be reached by acceptable outcomes, in the list or not; may be empty.
[[nodiscard]] Deal choose_deal(const Problem& problem, const std::int64_t* utilities,
                               std::size_t count, Concept concept_, const SearchOptions& options,
                               std::size_t* index, const std::vector<std::int64_t>& ideal = {});

/// The best of a frontier that may lack points, for a deal that is not proven: `deal` is replaced
/// by a point that is better, its bound stays. Without a bound it gets one from what no outcome
/// can exceed. A deal that is exact, or proven not to exist, is left alone.
void improve_deal(const Problem& problem, const Frontier& known, Concept concept_,
                  const SearchOptions& options, Deal& deal);

}  // namespace entente::bargain
