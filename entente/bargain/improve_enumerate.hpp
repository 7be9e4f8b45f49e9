#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "entente/bargain/improve.hpp"

namespace entente::bargain {

// What improve() asks where utilities are no sums, by looking at every outcome
// (options.frontier_options.max_outcomes steps at most).

/// Is nobody's gain below 0? (Rules are not looked at.)
[[nodiscard]] bool accepted_by_all(const Problem& problem, const std::int64_t* utility);

/// The smallest change that makes the draft acceptable, without the list of changes.
[[nodiscard]] SmallestChange enumerate_smallest_change(const Problem& problem, const Outcome& draft,
                                                       const ImproveOptions& options,
                                                       const WorkControl& control);

/// Of the outcomes with these utilities the one that changes the fewest issues of the draft, then
/// the smallest in option indices. Nothing when a limit was hit.
[[nodiscard]] std::optional<Outcome> enumerate_nearest(const Problem& problem, const Outcome& draft,
                                                       const std::vector<std::int64_t>& utility,
                                                       std::uint64_t max_steps,
                                                       const WorkControl& control);

}  // namespace entente::bargain
