#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace entente::enforce {

// Closed forms of the suspension game: all keep the agreement until an alarm; then it is suspended
// for some periods and taken up again (Green and Porter 1984). Amounts are per period; `discount`
// is what a point of the next period is worth today, in (0, 1). All are O(1) unless said otherwise.

/// What a party's keeping depends on.
struct Stakes {
  double keep = 0;         ///< utility of a period while all keep the agreement: c
  double no_deal = 0;      ///< and while it is suspended: n
  double gain = 0;         ///< what cheating adds in a period: D
  double detection = 1;    ///< probability of an alarm after a period of cheating, in [0, 1]
  double false_alarm = 0;  ///< and after a period without, in [0, 1)

  /// G = D / (c - n); infinite where the agreement is worth nothing to keep.
  [[nodiscard]] double temptation() const;
};

/// The least discount factor with which some suspension, however long, makes keeping worth it:
/// G / (d - f + G (1 - f)), at certain detection D / (D + c - n); 0 where cheating gains nothing.
/// None where none is: keep <= no_deal, or false alarms of d / (1 + G) and more.
[[nodiscard]] std::optional<double> critical_discount(const Stakes& stakes);

/// The same where cheating is found for certain, after `lag` periods of gain: (G / (1 + G))^(1 /
/// lag).
[[nodiscard]] std::optional<double> critical_discount_with_lag(const Stakes& stakes, int lag);

/// Commitments that are broken one by one, and one sanction for all: sum D / (sum D + sum g), where
/// g is what the party loses with each (negative: others carry it). None where sum g <= 0.
[[nodiscard]] std::optional<double> package_discount(const std::vector<double>& gains,
                                                     const std::vector<double>& losses);

/// In continuous time, at this rate of interest per unit of time: how late verification may be,
/// ln(1 + 1 / G) / rate. Infinite where cheating gains nothing.
[[nodiscard]] double longest_delay(const Stakes& stakes, double rate);

/// False alarms from here on leave no suspension that works, whatever the discount factor:
/// d / (1 + G).
[[nodiscard]] double false_alarm_limit(const Stakes& stakes);

/// The least bond, in points of a period, that makes keeping worth it when it is forfeited in the
/// period of an alarm and the agreement then ends: 0 where none is needed, infinite where alarms
/// tell nothing. The bond is forfeited by a false alarm, too.
[[nodiscard]] double least_bond(const Stakes& stakes, double discount);

/// What a suspension must take from a period's utility so that cheating does not pay:
/// D (1 - discount + discount f) / (discount (d - f)). Infinite where alarms tell nothing.
[[nodiscard]] double required_loss(const Stakes& stakes, double discount);

/// The shortest suspension that takes that much from a party to whom a suspension without end takes
/// `whole` (= c - n): in periods; 0 where nothing is required, none where no suspension is enough.
[[nodiscard]] std::optional<std::uint64_t> suspension_periods(double required, double whole,
                                                              double false_alarm, double discount);

/// With what probability in every period, its first one included, a suspension without end may be
/// called off early (renegotiated) so that it still takes `required`: what follows an alarm then
/// counts as with a discount factor of discount (1 - probability). In [0, 1]; none where even a
/// suspension that is never called off does not take that much.
[[nodiscard]] std::optional<double> most_renegotiation(double required, double whole,
                                                       double false_alarm, double discount);

/// The value of an agreement with suspensions of so many periods, as an average per period:
/// n + (1 - discount)(c - n) / (1 - discount + discount f (1 - discount^periods)).
[[nodiscard]] double suspension_value(const Stakes& stakes, double discount, std::uint64_t periods);

/// What it is at most, where the length may be drawn by lot so that keeping is only just worth it:
/// c - D f / (d - f). What is missing to c is the price of false alarms.
[[nodiscard]] double greatest_value(const Stakes& stakes);

/// The share of all periods that is suspended while all keep the agreement: f T / (1 + f T).
[[nodiscard]] double share_suspended(double false_alarm, std::uint64_t periods);

/// One way to judge evidence: how likely it raises an alarm.
struct Standard {
  double detection = 0;
  double false_alarm = 0;
};

/// The standard with which the greatest value is greatest among those that make keeping worth it
/// with this discount factor; none where none does. `stakes` without its own odds. O(standards).
[[nodiscard]] std::optional<std::size_t> best_standard(const std::vector<Standard>& standards,
                                                       const Stakes& stakes, double discount);

/// The same where the evidence is a number, normally distributed with standard deviation 1 around
/// 0, or around `shift` > 0 after cheating, and an alarm is raised above a threshold.
struct NormalStandard {
  double threshold = 0;
  Standard standard;
  double value = 0;  ///< greatest_value
};
[[nodiscard]] std::optional<NormalStandard> best_normal_standard(double shift, const Stakes& stakes,
                                                                 double discount);

/// Each party looks with a sensor of its own at one party, and any alarm suspends the agreement for
/// all: the odds that count for the party that sensor `own` looks at.
[[nodiscard]] Standard collective_standard(const std::vector<Standard>& sensors, std::size_t own);

}  // namespace entente::enforce
