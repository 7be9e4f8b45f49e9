#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "entente/model/outcome.hpp"
#include "entente/model/scenario.hpp"

namespace entente {

/// How much work `RuleSolver` may do, counted in options looked at, so that the same scenario
/// always gets the same answer.
struct ConsistencyLimits {
  std::uint64_t per_question = 30'000'000;
  std::uint64_t in_all = 100'000'000;
  /// Nodes of plain search before the combined sum is worth its price.
  std::uint64_t plain_nodes = 1'000;
};

enum class Consistency {
  possible,       ///< some outcome keeps the rules; there is a witness
  contradictory,  ///< none does; proven
  undecided,      ///< the limit was reached
};

/// Whether outcomes exist that keep chosen rules, threats not carried out. Every rule becomes
/// sums over issues, sum_i cost_i(x_i) <= limit: a combination of k conditions that must not all
/// hold counts the conditions that do and allows k - 1. Depth-first search, each sum pruning the
/// options that it leaves no room for; where that does not decide soon, a further sum, a
/// non-negative combination of all others found by subgradient ascent, which a contradiction
/// between several counts and budgets breaks at once (surrogate constraint; Glover 1968).
/// Complete: always decides, given enough work.
class RuleSolver {
 public:
  struct Answer {
    Consistency verdict = Consistency::undecided;
    Outcome witness;                 ///< with `possible`
    std::vector<std::size_t> cause;  ///< with `contradictory`: rules that suffice, in file order
  };
  struct Conflict {
    Consistency verdict = Consistency::undecided;
    /// With `contradictory`: rules that contradict each other, in file order.
    std::vector<std::size_t> rules;
    /// Leaving out any one of them makes the others possible; false only when a limit was reached.
    bool minimal = false;
    Outcome witness;  ///< with `possible`
  };

  /// The scenario must outlive the solver.
  explicit RuleSolver(const Scenario& scenario, ConsistencyLimits limits = {});
  ~RuleSolver();
  RuleSolver(const RuleSolver&) = delete;
  RuleSolver& operator=(const RuleSolver&) = delete;

  /// May all the `rules` (indices into Scenario::rules) be kept at once while every condition of
  /// `given` holds? Options for which `wanted[issue][option]` is true are tried first; empty:
  /// the status quo is.
  [[nodiscard]] Answer solve(const std::vector<std::size_t>& rules,
                             const std::vector<Condition>& given = {},
                             const std::vector<std::vector<bool>>& wanted = {});

  /// As `solve`, and when the answer is no, the rules reduced by leaving out one after the other,
  /// the last first, wherever the contradiction remains.
  [[nodiscard]] Conflict conflict(const std::vector<std::size_t>& rules,
                                  const std::vector<Condition>& given = {},
                                  const std::vector<std::vector<bool>>& wanted = {});

  /// Rules whose numbers are too large or too fine to be added in 64 bits; they are left out of
  /// every answer.
  [[nodiscard]] const std::vector<std::size_t>& unreadable() const;
  /// Rules that every outcome keeps, threats carried out or not.
  [[nodiscard]] const std::vector<std::size_t>& idle() const;

 private:
  class Search;
  struct Sums;
  const Scenario& scenario_;
  std::unique_ptr<Sums> sums_;
  ConsistencyLimits limits_;
};

}  // namespace entente
