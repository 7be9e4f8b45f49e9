#pragma once

#include <cstdint>
#include <vector>

#include "entente/model/scenario.hpp"

namespace entente {

/// One option per issue, in file order: outcome[i] is the option's index within issue i.
using Outcome = std::vector<std::uint16_t>;

/// The no-deal outcome: the status quo with every threat not carried out, except those in
/// `carried_out` (pairs of a threat issue and its option). Only for scenarios with a status quo.
struct ThreatCarriedOut {
  IssueId issue;
  OptionId option;
};
[[nodiscard]] Outcome no_deal_outcome(const Scenario& scenario,
                                      const std::vector<ThreatCarriedOut>& carried_out = {});

/// The first rule that disables the threat: one that rules out, or excludes, this option by itself.
/// Null when the threat may be carried out. A rule on a combination binds agreements alone, and
/// disables no threat. O(rules).
[[nodiscard]] const Rule* disabling_rule(const Scenario& scenario, const ThreatCarriedOut& threat);

/// The issues that neither the agreement nor a status quo settles.
[[nodiscard]] std::vector<IssueId> open_issues(const Scenario& scenario,
                                               const StatedAgreement& agreement);

/// The agreement as an outcome: issues that it does not name stay at the status quo. For agreements
/// without open issues.
[[nodiscard]] Outcome outcome_of(const Scenario& scenario, const StatedAgreement& agreement);

/// True when the condition holds in the outcome.
[[nodiscard]] bool holds(const Condition& condition, const Outcome& outcome);

/// The party's utility of an outcome, exactly, uncertain values at their means. This is the
/// slow, obvious definition that every fast path is checked against. O(issues + terms).
[[nodiscard]] Rational utility(const Scenario& scenario, PartyId party, const Outcome& outcome);

/// The rules the outcome breaks, in file order (threats carried out are not rules: see
/// `is_agreement`).
[[nodiscard]] std::vector<const Rule*> broken_rules(const Scenario& scenario,
                                                    const Outcome& outcome);

/// May the outcome be an agreement: no rule broken, no threat carried out?
[[nodiscard]] bool is_agreement(const Scenario& scenario, const Outcome& outcome);

/// d_j: the reservation if one is stated, else the utility of the no-deal outcome (0 where the
/// scenario has neither). Semantics: gains are measured from here.
[[nodiscard]] Rational no_deal_utility(const Scenario& scenario, PartyId party,
                                       const std::vector<ThreatCarriedOut>& carried_out = {});

}  // namespace entente
