#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/bargain/objective.hpp"
#include "entente/bargain/problem.hpp"

namespace entente::test {

/// Which issues interact.
enum class Structure { scattered, path, tree, complete };

struct RandomProblemOptions {
  std::size_t parties = 2;
  std::size_t issues = 5;
  std::size_t options = 3;  ///< at most; issues differ
  std::size_t terms = 4;
  std::size_t forbidden = 0;
  std::size_t rules = 0;     ///< linear rules, counting ones and budgets in turn
  std::int64_t values = 10;  ///< values lie in -values .. values
  Structure structure = Structure::scattered;
  bool ruled_out = false;  ///< some options are not allowed
};

/// A random problem with interaction terms, forbidden boxes and linear rules. Small `values` give
/// many ties. Rules may contradict each other.
[[nodiscard]] bargain::Problem random_problem_with_rules(std::uint64_t seed,
                                                         const RandomProblemOptions& options);

/// The options of the s-th of a varied series of small problems: all mixtures of parties,
/// structures, terms, boxes and rules.
[[nodiscard]] RandomProblemOptions varied_options(std::uint64_t seed);

/// An outcome with its utilities.
struct Enumerated {
  Outcome outcome;
  std::vector<std::int64_t> utility;
};

/// Every outcome that may be agreed, in lexicographic order, evaluated from the definitions.
[[nodiscard]] std::vector<Enumerated> all_feasible(const bargain::Problem& problem);

/// The distinct utility vectors that no other dominates, lexicographically falling, by comparing
/// all pairs.
[[nodiscard]] std::vector<std::vector<std::int64_t>> slow_frontier(
    const std::vector<Enumerated>& outcomes);

/// F to compare exactly: the product of gains to whole powers, the least or the sum of weighted
/// gains; nothing where F is undefined.
[[nodiscard]] std::optional<Rational> exact_value(const bargain::Problem& problem,
                                                  bargain::Objective::Kind kind,
                                                  const std::vector<int>& weight,
                                                  const std::vector<std::int64_t>& utility);

}  // namespace entente::test
