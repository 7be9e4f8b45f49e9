#include "entente/bargain/find_frontier.hpp"

#include <algorithm>
#include <utility>

#include "entente/bargain/additive_frontier.hpp"
#include "entente/bargain/elimination_frontier.hpp"
#include "entente/bargain/engine.hpp"
#include "entente/bargain/enumerate.hpp"
#include "entente/bargain/epsilon_frontier.hpp"
#include "entente/bargain/select_points.hpp"

namespace entente::bargain {
namespace {

/// Below this many outcomes, trying them all is quicker than one more coordinate per rule.
constexpr double k_few_outcomes = 100'000;

/// From so many parties on, frontiers are of no use to people, and none is made that is larger.
constexpr std::size_t k_many_party_points = 100'000;

bool epsilon_serves(const Problem& problem, const FrontierOptions& options) {
  return options.epsilon > 0 && problem.parties >= 3 && problem.parties < k_many_parties &&
         problem.cap.empty() && problem.aggregate.empty();
}

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
  FrontierOptions limits = options;
  if (problem.parties >= k_many_parties) {
    limits.max_points = std::min(limits.max_points, k_many_party_points);
  }
  Frontier frontier = grid_frontier(problem, limits, control);
  if (problem.arithmetic != Arithmetic::exact) {
    return drop_look_alikes(problem, frontier, control);
  }
  if (frontier.status() == FrontierStatus::exact || !epsilon_serves(problem, options)) {
    return frontier;
  }
  const auto engine =
      problem.separable() ? make_separable_engine(problem) : make_general_engine(problem, control);
  return epsilon_frontier(problem, *engine, options, control).value_or(std::move(frontier));
}

}  // namespace entente::bargain
