#pragma once

#include <vector>

#include "entente/bargain/why.hpp"

namespace entente::bargain {

/// A scenario under a question of `why`, and what becomes of it when things are changed. Goals and
/// issues off the table are rules like any other here.
class ChangedScenario {
 public:
  /// Both must outlive this.
  ChangedScenario(const Scenario& scenario, const WhyOptions& options);

  /// Goals, issues off the table, the scenario's rules, and each option of each threat that is not
  /// carried out yet and that no rule disables; in this order.
  [[nodiscard]] const std::vector<Change>& possible() const { return possible_; }

  /// The scenario after the changes. Reservations stay as they are.
  [[nodiscard]] Scenario with(const std::vector<Change>& changes) const;
  /// The threats carried out after the changes.
  [[nodiscard]] std::vector<ThreatCarriedOut> threats(const std::vector<Change>& changes) const;

  /// Is it what happens without a deal, but for issues that nobody values and that no goal or rule
  /// speaks of? False without a status quo.
  [[nodiscard]] bool stays(const Outcome& outcome) const;
  /// The same scenario, which allows no outcome that stays. Only with a status quo.
  [[nodiscard]] Scenario that_moves(Scenario changed) const;

  /// The changes that possible() lists for these rules of with({}).
  [[nodiscard]] std::vector<Change> changes_of(const std::vector<std::size_t>& rules) const;

 private:
  const Scenario& scenario_;
  const WhyOptions& options_;
  std::vector<Change> possible_;
  std::vector<IssueId> matters_;  ///< issues that make a difference; no threats
};

/// A deal that enough parties accept.
struct AcceptedDeal {
  /// The Nash deal of those who accept it; utilities in the scenario's own problem.
  Deal deal;
  /// Everybody where all can gain. Else parties that the acceptance rule is content with, such that
  /// nobody can be added.
  std::vector<PartyId> accepted_by;
};

/// Finds it by search alone where that can be. Where not all must accept, the parties who accept
/// are those who gain in the first deal met, and then all others who can be added, in file order.
[[nodiscard]] AcceptedDeal find_accepted_deal(const Scenario& scenario,
                                              const std::vector<ThreatCarriedOut>& threats,
                                              std::uint64_t max_nodes, const WorkControl& control);

}  // namespace entente::bargain
