#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "entente/bargain/problem.hpp"
#include "entente/enforce/survival.hpp"

namespace entente::enforce {

/// Issues that a party could break together, whatever they are settled by: those that stay at the
/// status quo break nothing.
struct BreachableIssues {
  PartyId party;
  std::vector<std::uint32_t> issues;       ///< rising
  std::vector<BreachOdds<Rational>> odds;  ///< [position] how a breach of each shows

  bool operator==(const BreachableIssues& other) const {
    return party == other.party && issues == other.issues;
  }
};

/// What every agreement that holds satisfies, as rules that an engine knows.
///
/// A party that breaks a set of issues gains D per period, and keeps its word only if
/// D s <= (c - n)(1 - s), where s is the share that is left of the time until an alarm. For a fixed
/// set and a fixed s that is linear in the options, but for interactions: each box that such a rule
/// needs becomes an auxiliary issue of two options, "does it hold?", which forbidden boxes tie to
/// its conditions. Auxiliary issues stand behind the problem's own and are worth nothing to
/// anybody.
///
/// A rule holds of an agreement that breaks less than the whole set, too: D is the same, and less
/// shows. Where an issue is in no interaction of the party, only options that it gains by breaking
/// count, for the same reason. Coefficients that do not fit are rounded so that the rule asks less.
class BreachRules {
 public:
  /// Keeps a reference to neither. The problem must be made of the scenario.
  BreachRules(const Scenario& scenario, bargain::Problem problem);

  /// No breach of this set may pay for its party if at least the share `left` of the time until an
  /// alarm is left. O(options + terms).
  void deter(const BreachableIssues& set, const Rational& left);
  /// The sum of weight[issue] over issues off the status quo is within the bounds.
  void bound_moved(const std::vector<std::int64_t>& weight, std::int64_t least, std::int64_t most);
  /// Not this outcome.
  void exclude(const Outcome& outcome);

  [[nodiscard]] const bargain::Problem& problem() const { return problem_; }
  /// Does an outcome of the scenario satisfy all that has been added?
  [[nodiscard]] bool allow(const Outcome& outcome) const;
  /// The part of an outcome of the problem that is one of the scenario.
  [[nodiscard]] Outcome without_auxiliaries(Outcome outcome) const;
  /// And the reverse.
  [[nodiscard]] Outcome with_auxiliaries(Outcome outcome) const;

 private:
  /// A sum over options, in units of 1 / denominator.
  struct Sum;
  void add(const Sum& sum);
  void add_values(const BreachableIssues& set, Sum& sum) const;
  void add_terms(const BreachableIssues& set, Sum& sum);
  void add_box(const bargain::Box& box, const Integer& amount, Sum& sum);
  [[nodiscard]] std::size_t auxiliary(const bargain::Box& box);
  [[nodiscard]] std::vector<char> in_terms_of(std::size_t party) const;

  std::size_t issues_;                     ///< of the scenario
  std::size_t terms_;                      ///< of the scenario's problem
  std::vector<std::uint32_t> status_quo_;  ///< [issue]
  std::vector<std::int64_t> rounding_;     ///< [party] units that may be missing in a utility
  bargain::Problem problem_;
  std::map<std::pair<std::vector<std::uint32_t>, std::vector<std::vector<std::uint8_t>>>,
           std::size_t>
      auxiliary_;                     ///< by its box
  std::vector<bargain::Box> box_of_;  ///< [auxiliary issue - issues_]
};

}  // namespace entente::enforce
