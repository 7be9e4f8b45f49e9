#include "entente/report/balance_causes.hpp"

#include <algorithm>

namespace entente::report {
namespace {

/// [party] the balance as it would be if everybody believed in the status quo.
std::vector<Rational> unbiased_balance(const Scenario& scenario, const bargain::Ledger& ledger,
                                       const Outcome& agreement) {
  const bool believes =
      std::any_of(scenario.beliefs.begin(), scenario.beliefs.end(),
                  [](const std::vector<Belief>& beliefs) { return !beliefs.empty(); });
  if (!believes) return ledger.balance;
  Scenario plain = scenario;
  plain.beliefs.clear();
  return bargain::make_ledger(plain, agreement).balance;
}

}  // namespace

// The balance comes to the gain in four steps, each of which may change it: to the status quo as
// what is believed, to the sum of the parts as the whole, to the status quo (without and then with
// threats) or a reservation as what the gain counts from.
BalanceCauses find_balance_causes(const Scenario& scenario, const bargain::Ledger& ledger,
                                  const Outcome& agreement,
                                  const std::vector<ThreatCarriedOut>& threats) {
  BalanceCauses causes;
  const auto unbiased = unbiased_balance(scenario, ledger, agreement);
  const Outcome today = no_deal_outcome(scenario);
  for (std::size_t j = 0; j < scenario.party_count(); ++j) {
    const PartyId party(j);
    const Rational agreed = utility(scenario, party, agreement);
    const Rational no_deal = no_deal_utility(scenario, party, threats);
    if (ledger.balance[j] == agreed - no_deal) continue;
    const Rational at_present = utility(scenario, party, today);
    causes.parties.push_back(j);
    causes.beliefs = causes.beliefs || ledger.balance[j] != unbiased[j];
    causes.interactions = causes.interactions || unbiased[j] != agreed - at_present;
    if (no_deal == at_present) continue;
    (scenario.preferences[j].reservation ? causes.reservations : causes.threats) = true;
  }
  return causes;
}

}  // namespace entente::report
