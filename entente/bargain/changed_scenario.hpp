#pragma once

#include <cstdint>
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

  /// The changes that possible() lists for these rules of with({}).
  [[nodiscard]] std::vector<Change> changes_of(const std::vector<std::size_t>& rules) const;

 private:
  const Scenario& scenario_;
  const WhyOptions& options_;
  std::vector<Change> possible_;
};

/// A deal that enough parties accept.
struct AcceptedDeal {
  /// The Nash deal of those who accept it; utilities in the scenario's own problem.
  Deal deal;
  /// Everybody where all can gain. Else parties that the acceptance rule is content with, such that
  /// nobody can be added.
  std::vector<PartyId> accepted_by;
};

/// [party] what everybody gets when all stays as it is, where that may be agreed; else empty.
[[nodiscard]] std::vector<std::int64_t> value_of_staying(const Scenario& scenario,
                                                         const Problem& problem);
/// Is the outcome better than that for nobody? False where `staying` is empty.
[[nodiscard]] bool no_better_than(const std::vector<std::int64_t>& staying,
                                  const std::vector<std::int64_t>& utility);

/// Finds it by search alone where that can be. Where not all must accept, the parties who accept
/// are those who gain in the first deal met, and then all others who can be added, in file order.
/// `may_stay`: what is better for nobody than leaving all as it is counts as a deal, too.
[[nodiscard]] AcceptedDeal find_accepted_deal(const Scenario& scenario,
                                              const std::vector<ThreatCarriedOut>& threats,
                                              bool may_stay, std::uint64_t max_nodes,
                                              const WorkControl& control);

}  // namespace entente::bargain
