#pragma once

#include <cstddef>
#include <vector>

#include "entente/bargain/ledger.hpp"

namespace entente::report {

/// Why the ledger's balance is not the gain: parties for which the two differ, and what makes them
/// differ for at least one of these.
struct BalanceCauses {
  std::vector<std::size_t> parties;  ///< rising; empty: every balance is the gain
  bool beliefs = false;              ///< credits count from what a party believes to be so today
  bool interactions = false;         ///< what counts together is not the sum of its parts
  bool reservations = false;         ///< gains count from a stated reservation
  bool threats = false;              ///< gains count from where threats carried out lead
};

// How they are told, after a colon.
inline constexpr const char* k_beliefs_text =
    "credits count from what a party believes to be so today";
inline constexpr const char* k_interactions_text =
    "issues that count together are worth more or less than their parts";
inline constexpr const char* k_reservations_text =
    "gains count from a stated reservation, not from the status quo";
inline constexpr const char* k_threats_text =
    "gains count from the threats carried out, not from the status quo";
inline constexpr const char* k_marginal_note =
    "(m): issues that count together are shared out by what each adds last, so the parts need not "
    "add up.";

/// Compares exactly. `agreement` is the outcome whose `ledger` it is, of a scenario with a status
/// quo. O(size of the scenario).
[[nodiscard]] BalanceCauses find_balance_causes(const Scenario& scenario,
                                                const bargain::Ledger& ledger,
                                                const Outcome& agreement,
                                                const std::vector<ThreatCarriedOut>& threats);

}  // namespace entente::report
