#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"
#include "entente/base/random.hpp"

namespace entente::test {

using Vector = std::vector<std::int64_t>;
/// Non-dominated utility vectors, each with all outcomes that have it, in lexicographic order.
using FrontierAnswer = std::map<Vector, std::vector<Outcome>>;

/// By definition: every outcome in turn, every vector compared with every other.
[[nodiscard]] FrontierAnswer brute_force_frontier(const bargain::Problem& problem);

/// Fails the test unless the frontier has exactly these points, lexicographically falling, each
/// with a witness that is feasible and worth just that, and the given status.
void expect_frontier(const bargain::Problem& problem, const bargain::Frontier& frontier,
                     const FrontierAnswer& answer,
                     bargain::FrontierStatus status = bargain::FrontierStatus::exact);

/// Fails the test unless the points are sorted, mutually non-dominated and all witnesses are
/// feasible and worth just that. For any size: dominance is checked pairwise below 3000 points
/// and, for two parties, always.
void expect_sound(const bargain::Problem& problem, const bargain::Frontier& frontier);

/// What a random small problem may contain.
struct SmallProblemFeatures {
  std::size_t max_parties = 6;
  std::size_t max_issues = 6;
  std::size_t max_options = 4;
  bool ruled_out = true;  ///< options that no agreement may contain, now and then all of an issue
  bool linear = false;
  bool terms = false;
  bool forbidden = false;
  bool caps = false;
};

/// Few distinct values (so that ties, equal and dominated options abound), negative ones too; at
/// most about 4096 outcomes.
[[nodiscard]] bargain::Problem small_problem(RandomStream& random,
                                             const SmallProblemFeatures& features);

/// All points of a frontier.
[[nodiscard]] std::vector<Vector> points_of(const bargain::Frontier& frontier);

}  // namespace entente::test
