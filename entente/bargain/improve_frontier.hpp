#pragma once

#include <cstdint>
#include <vector>

#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// The same problem without options that no outcome with utilities >= `floor` can have, as far as
/// prices tell: for prices lambda >= 0 the price of an outcome is at most the sum of the dearest
/// options (and terms), and at least lambda * floor; an option that falls short of the dearest by
/// more than the difference is out. `directions`: the prices to try, [k * parties + j]; each
/// party's own utility is tried as well. Whatever meets the floors stays.
[[nodiscard]] Problem within_reach(const Problem& problem, const std::vector<std::int64_t>& floor,
                                   const std::vector<double>& directions);

/// The Pareto points that are at least `draft` for everybody and above it for somebody. `better`: a
/// utility vector of this kind, or empty. Status as find_frontier says of the part within reach,
/// with the draft in the place of no deal.
[[nodiscard]] Frontier improvement_frontier(const Problem& problem,
                                            const std::vector<std::int64_t>& draft,
                                            const std::vector<std::int64_t>& better,
                                            const FrontierOptions& options,
                                            const WorkControl& control);

/// The points of a frontier that are at least `draft` for everybody and above it for somebody.
[[nodiscard]] Frontier only_improvements(const Frontier& frontier,
                                         const std::vector<std::int64_t>& draft);

}  // namespace entente::bargain
