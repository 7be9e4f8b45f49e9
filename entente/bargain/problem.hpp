#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entente/model/outcome.hpp"
#include "entente/model/scenario.hpp"

namespace entente::bargain {

/// How utilities became whole numbers.
enum class Arithmetic {
  exact,        ///< every utility is a whole number divided by the party's denominator
  double_grid,  ///< values were rounded to a fine grid; see Problem::tolerance
};

/// A conjunction "issue i is settled by one of these options" over some issues.
struct Box {
  std::vector<std::uint32_t> issues;            ///< sorted, distinct
  std::vector<std::vector<std::uint8_t>> mask;  ///< [k][option], 1 when satisfied

  [[nodiscard]] bool contains(const std::uint16_t* outcome) const;
};

/// An interaction term: add[j] for party j when the box holds.
struct Term {
  Box box;
  std::vector<std::int64_t> add;
};

/// A combination that no agreement may contain. `rule` is the index of the scenario's rule.
struct Forbidden {
  Box box;
  std::uint32_t rule = 0;
};

/// sum over issues of cost[first[i] + option] <= limit, in whole numbers. Counting rules and
/// budgets take this form (at_least with both sides negated).
struct LinearRule {
  std::vector<std::int64_t> cost;  ///< [first[issue] + option], all issues; 0 where not counted
  std::int64_t limit = 0;
  std::uint32_t rule = 0;
};

/// A utility that is no plain sum, compiled: the whole-number counterpart of
/// entente::Aggregate with all weights multiplied into the leaves.
struct CompiledAggregate {
  struct Leaf {
    Box box;
    bool inside = true;
    std::int64_t value = 0;
  };
  entente::Aggregate::Kind kind = entente::Aggregate::Kind::sum;
  std::vector<Leaf> leaves;
  std::vector<CompiledAggregate> children;
};

/// A scenario reduced to whole numbers: what the solvers see. Parties are counted by j, issues
/// by i, options by o. All utilities of party j are integers in units of 1 / denominator[j], and
/// no sum that an outcome can reach leaves +-2^62 (2^51 for double_grid).
///
/// utility_j(x) = sum_i value[(first[i] + x_i) * parties + j] + sum of add[j] over terms that hold
///                (+ the aggregate, then clipped at the cap, where other tools' files have them)
/// gain_j(x)    = utility_j(x) - no_deal[j]
/// x may be agreed when every allowed[first[i] + x_i], no forbidden box and every linear rule
/// says so.
struct Problem {
  std::size_t parties = 0;
  std::size_t issues = 0;
  std::vector<std::uint32_t> options;  ///< [issue] number of options, >= 1
  std::vector<std::uint32_t> first;    ///< [issue + 1] offsets into per-option arrays
  std::vector<std::int64_t> value;     ///< [(first[i] + o) * parties + j]
  std::vector<std::uint8_t> allowed;   ///< [first[i] + o]
  std::vector<Term> terms;             ///< boxes on two or more issues
  std::vector<Forbidden> forbidden;    ///< boxes on two or more issues
  std::vector<LinearRule> linear;
  std::vector<std::int64_t> no_deal;  ///< [party] d_j
  /// [party] > 0: units per point. A whole number where the values have few digits; below 1 where
  /// they are large.
  std::vector<Rational> denominator;
  /// [party] utilities above this count as this (other tools clip at 1); empty: no cap anywhere.
  std::vector<std::optional<std::int64_t>> cap;
  /// [party] what is not a sum; empty: every party's utility is one. Only enumeration can solve
  /// problems with an aggregate.
  std::vector<std::optional<CompiledAggregate>> aggregate;
  Arithmetic arithmetic = Arithmetic::exact;
  /// [party] with double_grid: a reported utility differs from the true one by at most this.
  std::vector<double> tolerance;

  [[nodiscard]] std::int64_t at(std::size_t issue, std::size_t option, std::size_t party) const {
    return value[(first[issue] + option) * parties + party];
  }
  [[nodiscard]] const std::int64_t* row(std::size_t issue, std::size_t option) const {
    return value.data() + (first[issue] + option) * parties;
  }
  [[nodiscard]] std::size_t option_total() const { return first.empty() ? 0 : first.back(); }
  /// No interactions, no rules but ruled-out options, no caps: issues are independent.
  [[nodiscard]] bool separable() const {
    return terms.empty() && forbidden.empty() && linear.empty() && cap.empty() && aggregate.empty();
  }
};

/// The utilities of an outcome, capped, in the problem's units. O(issues * parties + terms).
void utilities(const Problem& problem, const std::uint16_t* outcome, std::int64_t* utility);

/// May the outcome be agreed?
[[nodiscard]] bool feasible(const Problem& problem, const std::uint16_t* outcome);

/// The number of outcomes as a double (may be huge), over allowed options, before other rules.
[[nodiscard]] double outcome_count(const Problem& problem);

/// [party] what no outcome can exceed, in the problem's units; not always reached.
[[nodiscard]] std::vector<std::int64_t> utility_ceiling(const Problem& problem);
/// [party] what no outcome can fall below, likewise; aggregates and caps are not looked at.
[[nodiscard]] std::vector<std::int64_t> utility_floor(const Problem& problem);

/// A utility or gain of a party in the file's points.
[[nodiscard]] Rational amount_in_points(const Problem& problem, std::size_t party,
                                        std::int64_t amount);
/// The nearest double to that.
[[nodiscard]] double to_points(const Problem& problem, std::size_t party, std::int64_t amount);

/// Reduces a scenario. Party j's values become whole numbers over their least common
/// denominator, divided by their greatest common factor where they are large; where the sums leave
/// 62 bits even so, they are rounded to a grid of step 2^-k so fine that the largest utility takes
/// 51 bits (arithmetic: double_grid; k may be negative). Errors: budgets whose numbers do not fit,
/// threats that a rule disables. O(options * parties + terms).
[[nodiscard]] Result<Problem> make_problem(const Scenario& scenario,
                                           const std::vector<ThreatCarriedOut>& threats = {});

}  // namespace entente::bargain
