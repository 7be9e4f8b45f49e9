#pragma once

#include <cstdint>
#include <vector>

#include "entente/bargain/engine.hpp"
#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"

namespace entente::bargain {

/// One of the best outcomes.
struct RankedDeal {
  /// 1 for the best; vectors that the concept does not tell apart share a rank, the next one counts
  /// all before it.
  std::uint64_t rank = 0;
  double value = 0;  ///< the concept's objective, as Deal::value
  std::vector<std::int64_t> utility;
  Outcome outcome;  ///< one with these utilities
};

/// The best outcomes of a concept, by distinct utility vectors.
struct BestList {
  Concept concept_ = Concept::nash;
  std::vector<RankedDeal> deals;  ///< best first; equally good ones lexicographically falling
  /// All outcomes were seen or excluded: no vector left out is better than one listed.
  bool complete = false;
  /// A vector left out is as good as the last one listed (known only when complete).
  bool more_ties = false;
};

/// The `count` (at least 1) best utility vectors of a concept among outcomes without a negative
/// gain (Nash: with strict gains only), dominated ones included. `deal`: the concept's best, as
/// find_deal gave it; without one the list is empty. Method: outcomes that differ from the best in
/// one or two issues give a first guess at the last place; then everything as good as that is
/// enumerated, the level rising with every better one found. O(issues^2 * options^2 * parties) and
/// a search. Where utilities are no sums, all outcomes are enumerated, up to a limit.
[[nodiscard]] BestList find_best(const Problem& problem, Concept concept_, const Deal& deal,
                                 std::size_t count, const SearchOptions& options,
                                 const WorkControl& control);

}  // namespace entente::bargain
