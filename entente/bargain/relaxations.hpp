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

  /// The scenario after the changes. A reservation to lower is set to `reservation` of its party.
  [[nodiscard]] Scenario with(const std::vector<Change>& changes,
                              const std::vector<Rational>& reservation = {}) const;
  /// The threats carried out after the changes.
  [[nodiscard]] std::vector<ThreatCarriedOut> threats(const std::vector<Change>& changes) const;

 private:
  const Scenario& scenario_;
  const WhyOptions& options_;
  std::vector<Change> possible_;
};

/// The Nash deal of a scenario, by search alone where that can be.
[[nodiscard]] Deal find_nash_deal(const Scenario& scenario,
                                  const std::vector<ThreatCarriedOut>& threats,
                                  const WhyOptions& options, const WorkControl& control);

/// Fills in `relaxations`, `relaxations_complete` and `hopeless`. Level by level: a set is tried
/// only when no part of it opens a deal, so that whatever opens one is minimal. Sets of goals,
/// issues and rules are skipped where all of these together, with the same threats, open none
/// (dropping more of them never closes a deal; threats may).
void find_relaxations(const ChangedScenario& as_asked, const WhyOptions& options,
                      const WorkControl& control, Why& why);

}  // namespace entente::bargain
