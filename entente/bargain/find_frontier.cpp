#include "entente/bargain/find_frontier.hpp"

#include <algorithm>
#include <utility>

#include "entente/bargain/additive_frontier.hpp"
#include "entente/bargain/elimination_frontier.hpp"
#include "entente/bargain/enumerate.hpp"
#include "entente/bargain/epsilon_frontier.hpp"
#include "entente/bargain/select_points.hpp"

namespace entente::bargain {
namespace {

/// Below this many outcomes, trying them all is quicker than one more coordinate per rule.
constexpr double k_few_outcomes = 100'000;
/// Nodes of a branch and bound at most, where points with an epsilon can stand for its answer, or
/// so many parties have little use for it.
constexpr std::uint64_t k_short_nodes = 500'000;
/// Candidates at most for so many parties.
constexpr std::uint64_t k_many_party_candidates = 100'000'000;

bool epsilon_serves(const Problem& problem, const FrontierOptions& options) {
  return options.epsilon > 0 && problem.parties >= 3 && problem.parties < k_many_parties &&
         problem.aggregate.empty();
}

Frontier uncapped_frontier(const Problem& problem, const FrontierOptions& options,
                           const WorkControl& control) {
  const bool independent = problem.terms.empty() && problem.forbidden.empty();
  if (!independent) return eliminate_frontier(problem, options, control);
  if (!problem.linear.empty() && outcome_count(problem) <= k_few_outcomes) {
    return enumerated_frontier(problem, options, control);
  }
  // Lists in the plane are so quick that one for each state beats a third coordinate; in space one
  // more coordinate beats lists for every state, but two do not.
  if (problem.linear.size() > (problem.parties == 2 ? 0U : 1U)) {
    if (auto counted = counted_frontier(problem, {}, options, control)) return *std::move(counted);
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
    limits.max_points = std::min(limits.max_points, limits.many_party_points);
    limits.max_candidates = std::min(limits.max_candidates, k_many_party_candidates);
  }
  const bool served = epsilon_serves(problem, options);
  if (served || problem.parties >= k_many_parties) {
    limits.max_nodes = std::min(limits.max_nodes, k_short_nodes);
  }
  WorkControl exact = control;
  if (served && options.exact_cancel != nullptr) exact.cancel = options.exact_cancel;
  Frontier frontier = grid_frontier(problem, limits, exact);
  if (served && frontier.status() != FrontierStatus::exact) {
    if (auto close = epsilon_frontier(problem, options, control)) return *std::move(close);
  }
  return problem.arithmetic == Arithmetic::exact ? frontier
                                                 : drop_look_alikes(problem, frontier, control);
}

}  // namespace entente::bargain
