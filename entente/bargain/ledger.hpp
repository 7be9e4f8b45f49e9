#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/model/outcome.hpp"

namespace entente::bargain {

/// One line of the ledger: what moving one issue from the status quo costs its giver and earns
/// from the others. Amounts are exact, in each party's own points.
struct LedgerRow {
  IssueId issue;
  OptionId from;  ///< the status quo
  OptionId to;    ///< the agreed option; for rows outside the deal, the giver's cheapest move
  std::optional<PartyId> giver;
  std::optional<Rational> cost;  ///< to the giver; none for a joint issue
  /// [party] credit; none for the giver itself. Expected over the party's belief about the
  /// status quo: value agreed minus value believed.
  std::vector<std::optional<Rational>> credit;
  bool in_deal = false;
  bool empty = false;  ///< an empty concession: nobody credits it
  bool marginal =
      false;  ///< interaction terms are included, by the marginal: parts need not add up
};

struct Ledger {
  std::vector<LedgerRow> rows;    ///< moved issues in file order, then empty ones outside
  std::vector<Rational> credits;  ///< [party] sum over rows in the deal
  std::vector<Rational> costs;    ///< [party]
  std::vector<Rational> balance;  ///< [party] credits - costs
};

/// The ledger of an agreement. Needs a status quo. O(issues * parties * (options + terms)).
[[nodiscard]] Ledger make_ledger(const Scenario& scenario, const Outcome& agreement);

}  // namespace entente::bargain
