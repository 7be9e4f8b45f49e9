#include "entente/enforce/commitments.hpp"

#include <algorithm>
#include <numeric>

namespace entente::enforce {
namespace {

Commitment make_commitment(const Issue& issue, IssueId id, OptionId agreed) {
  Commitment c;
  c.issue = id;
  c.giver = issue.giver;
  c.kept = agreed;
  c.broken = issue.status_quo;
  c.detection = issue.detection.value_or(Rational(1));
  c.false_alarm = issue.false_alarm.value_or(Rational(0));
  c.lag = issue.lag;
  return c;
}

Rational sum_of(const std::vector<Rational>& shares) {
  return std::accumulate(shares.begin(), shares.end(), Rational(0));
}

}  // namespace

KeptAgreement keep_agreement(const Scenario& scenario, const Outcome& agreement,
                             const std::vector<ThreatCarriedOut>& threats) {
  KeptAgreement out;
  out.outcome = agreement;
  out.parties.resize(scenario.party_count());
  for (std::size_t j = 0; j < scenario.party_count(); ++j) {
    out.parties[j].keep = utility(scenario, PartyId(j), agreement);
    out.parties[j].no_deal = no_deal_utility(scenario, PartyId(j), threats);
  }
  if (const auto& attribution = scenario.attribution) {
    for (std::size_t j = 0; j < scenario.party_count(); ++j) {
      out.parties[j].blamed = sum_of(attribution->blame[j]);
    }
    out.incident_alarm = attribution->incidents * sum_of(attribution->incidents_blame);
  }
  Rational quiet = 1 - out.incident_alarm;
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    const Issue& issue = scenario.issues[i];
    if (issue.is_threat() || OptionId(agreement[i]) == issue.status_quo) continue;
    const std::size_t index = out.commitments.size();
    out.commitments.push_back(make_commitment(issue, IssueId(i), OptionId(agreement[i])));
    quiet *= 1 - out.commitments.back().false_alarm;
    for (std::size_t j = 0; j < scenario.party_count(); ++j) {
      if (!issue.giver || *issue.giver == PartyId(j)) out.parties[j].own.push_back(index);
    }
  }
  out.false_alarm = 1 - quiet;
  return out;
}

BreachOdds<Rational> odds_of_breach(const KeptAgreement& agreement, std::size_t commitment,
                                    PartyId party) {
  const Commitment& c = agreement.commitments[commitment];
  const Rational blamed = c.detection * agreement.parties[party.index()].blamed;
  // Where breaches are blamed on somebody more rarely than nothing is, blame tells nothing.
  return {std::max(blamed, c.false_alarm), c.false_alarm, c.lag};
}

Outcome broken_outcome(const KeptAgreement& agreement,
                       const std::vector<std::size_t>& commitments) {
  Outcome outcome = agreement.outcome;
  for (const std::size_t k : commitments) {
    const Commitment& c = agreement.commitments[k];
    outcome[c.issue.index()] = static_cast<std::uint16_t>(c.broken.index());
  }
  return outcome;
}

}  // namespace entente::enforce
