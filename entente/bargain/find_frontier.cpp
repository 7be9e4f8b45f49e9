#include "entente/bargain/find_frontier.hpp"

#include "entente/bargain/additive_frontier.hpp"
#include "entente/bargain/elimination_frontier.hpp"
#include "entente/bargain/enumerate.hpp"
#include "entente/bargain/select_points.hpp"

namespace entente::bargain {
namespace {

/// Below this many outcomes, trying them all is quicker than one more coordinate per rule.
constexpr double k_few_outcomes = 100'000;

Frontier uncapped_frontier(const Problem& problem, const FrontierOptions& options,
                           const WorkControl& control) {
  const bool independent = problem.terms.empty() && problem.forbidden.empty();
  if (!independent) return eliminate_frontier(problem, options, control);
  if (!problem.linear.empty() && outcome_count(problem) <= k_few_outcomes) {
    return enumerated_frontier(problem, options, control);
  }
  return additive_frontier(problem, options, control);
}

Frontier grid_frontier(const Problem& problem, const FrontierOptions& options,
                       const WorkControl& control) {
  if (!problem.aggregate.empty()) return enumerated_frontier(problem, options, control);
  if (problem.cap.empty()) return uncapped_frontier(problem, options, control);
  // Whatever an outcome is worth, some point of the uncapped frontier is worth at least as much to
  // everybody, and remains so when both are clipped: the clipped frontier's best are everybody's.
  Problem uncapped = problem;
  uncapped.cap.clear();
  return clip(uncapped_frontier(uncapped, options, control), problem.cap, control);
}

}  // namespace

Frontier find_frontier(const Problem& problem, const FrontierOptions& options,
                       const WorkControl& control) {
  Frontier frontier = grid_frontier(problem, options, control);
  if (problem.arithmetic == Arithmetic::exact) return frontier;
  return drop_look_alikes(problem, frontier, control);
}

}  // namespace entente::bargain
