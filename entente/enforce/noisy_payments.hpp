#pragma once

#include <vector>

#include "entente/enforce/side_payments.hpp"
#include "entente/model/stage_game.hpp"

namespace entente::enforce {

/// As side_payment_steps, where players see a signal of what was done in place of it (Goldluecke
/// and Kranz 2012, section 3): what they can pay each other, or burn, after each signal. Steps that
/// are `gradual` lead to the next one evenly. The payoffs must be in the same unit for all players.
/// Pure strategies, any number of players. Exact. For each profile two linear programs for each
/// corner of payment_curves(), with signals + deviations rows; then O(corners^2 * profiles).
[[nodiscard]] std::vector<PaymentStep> noisy_payment_steps(const StageGame& game,
                                                           const PublicMonitoring& monitoring);

}  // namespace entente::enforce
