#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "entente/enforce/survival.hpp"
#include "entente/model/outcome.hpp"

namespace entente::enforce {

/// A concession that an agreement contains, and what happens when it is broken. To break it is to
/// go back to the status quo.
struct Commitment {
  IssueId issue;
  std::optional<PartyId> giver;  ///< none: a joint issue, which any party can break
  OptionId kept;                 ///< as agreed
  OptionId broken;               ///< the status quo
  /// An alarm is raised with probability `detection` in every period in which it is broken, and
  /// with probability `false_alarm` where it is kept; both in [0, 1]. If it is less likely where
  /// it is broken, it tells nothing (see odds_of_breach).
  Rational detection = 1;
  Rational false_alarm = 0;
  int lag = 1;  ///< periods from a breach to its alarm; 0: before the breach pays
};

/// What an agreement is worth to a party, and what is in its power to break.
struct Standing {
  Rational keep;                 ///< its utility while all keep the agreement: c
  Rational no_deal;              ///< its utility while there is none: n
  std::vector<std::size_t> own;  ///< indices of commitments that it can break, rising
  /// Of its breaches that are noticed, the share that any party is blamed for, in [0, 1]: no other
  /// raises an alarm.
  Rational blamed = 1;
};

/// An agreement as something that parties keep, period by period.
struct KeptAgreement {
  Outcome outcome;
  std::vector<Commitment> commitments;  ///< issues moved off the status quo, in file order
  std::vector<Standing> parties;
  /// The probability that in a period in which all keep the agreement some party is blamed for
  /// what others did.
  Rational incident_alarm = 0;
  /// The probability of a false alarm, of these and of the commitments', in such a period.
  Rational false_alarm;
};

/// Reads an agreement as commitments. A commitment without stated detection is seen for certain,
/// one without stated false alarms has none. A stated attribution says which breaches raise an
/// alarm, and how often incidents do. Without the agreement the status quo stays, with
/// `threats` carried out; a stated reservation is worth more than that figure, as everywhere.
/// Needs a status quo. O(issues * parties + terms).
[[nodiscard]] KeptAgreement keep_agreement(const Scenario& scenario, const Outcome& agreement,
                                           const std::vector<ThreatCarriedOut>& threats = {});

/// How a breach of a commitment (an index) by this party shows: noticed, and blamed on somebody; no
/// more rarely than it raises false alarms.
[[nodiscard]] BreachOdds<Rational> odds_of_breach(const KeptAgreement& agreement,
                                                  std::size_t commitment, PartyId party);

/// The outcome in which these commitments (indices) are broken and all others kept.
[[nodiscard]] Outcome broken_outcome(const KeptAgreement& agreement,
                                     const std::vector<std::size_t>& commitments);

}  // namespace entente::enforce
