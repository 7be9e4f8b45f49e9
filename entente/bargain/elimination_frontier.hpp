#pragma once

#include <optional>

#include "entente/bargain/elimination_plan.hpp"
#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// The Pareto frontier of a problem whose linear rules are kept by counters (counters.hpp) in
/// tables; none where no rule can be, or at a limit.
[[nodiscard]] std::optional<Frontier> counted_frontier(const Problem& problem,
                                                       const EliminationLimits& limits,
                                                       const FrontierOptions& options,
                                                       const WorkControl& control);

/// The Pareto frontier of a problem with interactions, forbidden boxes and linear rules (no
/// aggregate, no cap).
///
/// Bucket elimination whose messages are Pareto lists (Rollon & Larrosa 2006): one list per cell.
/// Linear rules are kept by counters where these fit (`counted_frontier`); every other one is one
/// more coordinate, minus its cost; partial sums that no completion can bring under the limit are
/// dropped, those that no completion can bring over it count as equal. Exact while lists stay below
/// the caps of `options`, which are checked before each step. Where interactions are too wide for
/// tables, or a cap was met, `search_frontier` takes over. Witnesses follow back pointers of
/// 4 (1 + children) bytes per point and cell. Cost about the number of table rows times the length
/// of lists.
[[nodiscard]] Frontier eliminate_frontier(const Problem& problem, const FrontierOptions& options,
                                          const WorkControl& control);

/// The same with explicit limits on tables.
[[nodiscard]] Frontier eliminate_frontier(const Problem& problem, const EliminationLimits& limits,
                                          const FrontierOptions& options,
                                          const WorkControl& control);

}  // namespace entente::bargain
