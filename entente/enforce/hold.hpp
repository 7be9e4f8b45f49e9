#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "entente/enforce/breach_search.hpp"
#include "entente/enforce/commitments.hpp"

namespace entente::enforce {

struct HoldOptions {
  std::vector<ThreatCarriedOut> threats;  ///< carried out while the agreement is suspended
  /// [party] in place of the scenario's discount factors, each in (0, 1); empty: none.
  std::vector<std::optional<Rational>> discounts;
  std::uint64_t max_nodes = BreachSearch::k_nodes;  ///< per search for the worst breach
};

/// A set of commitments that one party breaks, as indices into KeptAgreement::commitments.
struct Deviation {
  std::vector<std::size_t> commitments;
  Rational gain = 0;   ///< per period
  Rational alarm = 0;  ///< probability of an alarm in a period, once every lag has passed
};

/// One commitment in the hands of one party.
struct CommitmentHold {
  std::size_t commitment = 0;
  Rational gain = 0;  ///< of breaking it and no other, per period; negative: it serves the party
  /// The least discount factor that deters from breaking it and no other; none: none does.
  std::optional<double> critical_discount;
  /// The least detection of this commitment, all else as it is, with which the party keeps all of
  /// its own; its false alarms' probability where it need not be detected, none where certain
  /// detection is not enough. None without a discount factor.
  std::optional<double> least_detection;
};

/// Whether, and how firmly, one party keeps its commitments. While it weighs a breach it expects
/// the agreement to end for good with the first alarm, right or wrong.
struct PartyHold {
  Rational keep;     ///< utility of a period of the agreement: c
  Rational no_deal;  ///< and of one without: n
  std::optional<Rational> discount;
  /// The least discount factor with which it keeps all its commitments; none: with none it does.
  std::optional<double> critical_discount;
  /// Breaches could be added before the first is known (lags of 2 and more), in too many ways to
  /// look at (see StagedBreaches): what is said is of breaches from one moment on.
  bool added_breaches_open = false;
  /// Then the critical discount factor against that, too, is between the above and this; none:
  /// unknown or none.
  std::optional<double> critical_at_most;
  Deviation binding;         ///< what tempts it at the critical discount factor
  Deviation worst;           ///< what demands the greatest loss at its own one
  double required_loss = 0;  ///< that loss, per period; infinite where no loss deters
  std::optional<double>
      slack;  ///< what no deal takes from a period less that; none without discount
  /// None without a discount factor, or where added breaches leave it open.
  std::optional<bool> holds;
  bool proven = true;  ///< false: the search for the worst breach met its limit
  std::optional<std::uint64_t> suspension;  ///< the shortest that deters it, in periods
  /// With what probability per period a suspension without end may be called off early so that it
  /// still deters; none where it does not hold, or nothing tempts the party.
  std::optional<double> most_renegotiation;
  /// The least bond that would, forfeited with an alarm; none where false alarms would take more of
  /// it than the agreement gives, or where the party prefers no deal.
  std::optional<double> bond;
  /// The longest lag, the same for all its commitments, with which it still keeps them: in periods;
  /// none where it keeps them with none. At most k_longest_lag.
  std::optional<int> longest_lag;
  std::optional<double> value;           ///< of the agreement with the suspension of all
  std::optional<double> greatest_value;  ///< at most, with suspensions drawn by lot
  std::vector<CommitmentHold> commitments;
};

inline constexpr int k_longest_lag = 1'000'000;

/// What an agreement would be without one commitment.
struct Dropped {
  std::size_t commitment = 0;
  /// The parties' greatest critical discount factor; none: some party breaks it with any.
  std::optional<double> critical_discount;
  std::optional<bool> holds;
};

struct Hold {
  KeptAgreement agreement;
  std::vector<PartyHold> parties;
  /// Every party keeps its commitments; none where that is open for lack of a discount factor.
  std::optional<bool> holds;
  std::optional<std::uint64_t> suspension;  ///< the shortest that deters all, where it holds
  std::optional<double> share_suspended;    ///< of all periods, by false alarms
  /// The greatest probability of false alarms, the same for all commitments, with which it still
  /// holds; none where it does not hold even without any.
  std::optional<double> most_false_alarms;
  std::vector<Dropped> dropped;  ///< [commitment]
};

/// Will the agreement hold, with no one to enforce it? Every party weighs breaking any set of its
/// commitments from some period on until that is found out, and expects all others to keep theirs.
/// Exact where every lag is 1 and nothing interacts; otherwise to the rounding of doubles. Errors:
/// no status quo, utilities that are no sums, discount factors outside of (0, 1). O(n^2 log n) in
/// the number n of commitments, times parties; more where lags differ or commitments interact.
[[nodiscard]] Result<Hold> hold(const Scenario& scenario, const Outcome& agreement,
                                const HoldOptions& options);

/// Those errors; none: the question can be answered.
[[nodiscard]] Diagnostics hold_errors(const Scenario& scenario, const HoldOptions& options);

/// The party's discount factor: that of the options, else the scenario's.
[[nodiscard]] std::optional<Rational> discount_of(const Scenario& scenario,
                                                  const HoldOptions& options, std::size_t party);

}  // namespace entente::enforce
