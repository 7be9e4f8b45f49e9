#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "entente/bargain/solution.hpp"
#include "entente/enforce/breach_rules.hpp"
#include "entente/enforce/hold.hpp"
#include "entente/enforce/holding_goal.hpp"

namespace entente::enforce {

/// What a search for agreements that hold took.
struct HoldingWork {
  std::uint64_t solves = 0;  ///< of problems with rules against breaches
  std::uint64_t nodes = 0;   ///< search steps in them
  std::uint64_t rules = 0;   ///< sets of issues whose breach had to be ruled out
  std::uint64_t splits = 0;  ///< of the range of false alarms
};

/// Searches for the best agreement that holds, whatever "best" is: with the rules found so far the
/// engine is asked for the best deal; a set that pays to break in it is ruled out, and so on until
/// the deal holds. Every rule is satisfied by every agreement that holds, so that the first deal
/// that does is best, by value and by the order of ties.
///
/// How a breach shows depends on how likely a false alarm ends the agreement before: Q, the product
/// of 1 - false_alarm over all issues moved. A rule with a Q that no agreement exceeds is satisfied
/// by all that hold, but may be too weak; then the range of Q is split in two, and each part
/// searched with its own greatest Q, the more promising part first. An outcome that even so is
/// within rounding of a rule is taken out by itself.
///
/// Rules found for one question serve the next.
class HoldingSearch {
 public:
  /// All must outlive the search. Every party needs a discount factor; hold_errors() is empty.
  HoldingSearch(const Scenario& scenario, const bargain::Problem& problem,
                const HoldOptions& options, const bargain::SearchOptions& limits,
                const WorkControl& control);

  /// Does every party keep this agreement? As hold() says.
  [[nodiscard]] bool holds(const Outcome& outcome) const;

  /// The best deal that holds. Status: exact; none; bound or unknown where the search met a limit
  /// (of search steps or rules, or cancelled), with the gap to what is proven. A deal's outcome is
  /// one of the scenario. Ties are not counted.
  [[nodiscard]] bargain::Deal run(const HoldingGoal& goal);

  [[nodiscard]] const HoldingWork& work() const { return work_; }

 private:
  /// A range of Q, with the best deal that its rules leave.
  struct Part {
    std::int64_t least = 0;  ///< alarm weight of the issues moved
    std::int64_t most = 0;
    std::vector<BreachableIssues> sets;
    std::vector<Outcome> excluded;
    bargain::Deal deal;
    bool settled = false;  ///< the deal is the first of its ties
  };
  struct Run;

  void find_all_issues();
  [[nodiscard]] std::int64_t alarms_of(const Outcome& outcome) const;
  [[nodiscard]] Rational quiet_from(std::int64_t alarms) const;
  [[nodiscard]] Rational left_of(const BreachableIssues& set, const Rational& quiet) const;
  /// Those of its sets alone.
  [[nodiscard]] BreachRules rules_without_range(const Part& part) const;
  [[nodiscard]] BreachRules rules_of(const Part& part) const;
  [[nodiscard]] std::vector<BreachableIssues> tempting(const Outcome& outcome) const;
  [[nodiscard]] bool excludes(const BreachableIssues& set, std::int64_t alarms,
                              const Outcome& outcome) const;
  [[nodiscard]] bargain::SearchOptions nodes_left() const;
  void solve(Part& part, Run& run);
  void settle(Part& part, Run& run);
  void look_ahead(const Part& root, Run& run);
  void refine(Part part, const std::vector<BreachableIssues>& sets, Run& run);
  void split(Part part, const std::vector<BreachableIssues>& sets, Run& run);
  [[nodiscard]] bargain::Deal cut_short(const Run& run) const;

  const Scenario& scenario_;
  const bargain::Problem& problem_;
  const HoldOptions& options_;
  const bargain::SearchOptions& limits_;
  WorkControl control_;
  std::vector<Rational> discounts_;   ///< [party]
  std::vector<char> in_fractions_;    ///< [party] hold() decides in fractions, whatever is agreed
  std::vector<std::int64_t> alarms_;  ///< [issue] its weight: -log(1 - false_alarm), scaled
  std::int64_t all_alarms_ = 0;
  Rational no_incident_ = 1;  ///< the probability that nobody is blamed for what others do
  std::vector<BreachableIssues> sets_;  ///< that have served before
  HoldingWork work_;
};

}  // namespace entente::enforce
