#pragma once

#include "entente/model/scenario.hpp"

namespace entente {

/// What a party's utilities and reservation are multiplied by once the share `time`, in [0, 1], of
/// a negotiation's time has passed: d^time for its discount factor d over the whole negotiation
/// (Preferences::time_discount), 1 where it has none. A power is rounded to a double, as in GENIUS
/// 10.4 (genius.core.utility, discounted utilities). In (0, 1].
[[nodiscard]] Rational time_factor(const Preferences& preferences, double time);

/// Makes the scenario's utilities those at that time: all of a party's amounts are multiplied by
/// its time factor, and its `time_discount` is used up. O(amounts).
void discount(Scenario& scenario, double time);

}  // namespace entente
