#pragma once

#include <optional>
#include <vector>

#include "entente/model/stage_game.hpp"

namespace entente::enforce {

/// What players who can pay each other, before and after each period, can keep up from some
/// discount factor on.
struct PaymentStep {
  Rational discount;             ///< from here on, in [0, 1)
  Rational liquidity;            ///< L: the most that all together may gain by cheating at once
  Rational total;                ///< U: the greatest sum of payoffs per period
  std::size_t profile = 0;       ///< that gives it; of equal ones the first
  std::vector<Rational> lowest;  ///< [player] v: the worst that a player can be held to per period
  /// From here to the next step, liquidity, total and lowest change evenly with each other.
  bool gradual = false;

  [[nodiscard]] Rational surplus() const;  ///< U - sum v: what there is to lose per period
};

/// What payments can do at the very most for a profile that is to be kept to.
struct PaymentNeed {
  std::size_t profile = 0;
  Rational liquidity;                ///< the least
  Rational total;                    ///< the greatest sum of payoffs
  std::vector<Rational> best_reply;  ///< [player] the least payoff
};

/// That of all profiles, by rising liquidity, then by number. Reached if everybody sees what was
/// done. O(profiles * actions + profiles * log(profiles)).
[[nodiscard]] std::vector<PaymentNeed> payment_needs(const StageGame& game);

/// All discount factors in one sweep (Goldluecke and Kranz 2012, Infinitely repeated games with
/// public monitoring and monetary transfers, theorem for perfect monitoring). A profile a needs the
/// liquidity L(a) = sum_i (b_i(a) - g_i(a)), b_i being the best reply's payoff. With the profiles
/// of at most L in play, U is their greatest sum of payoffs and v_i the least b_i; they are kept up
/// if and only if L <= discount / (1 - discount) * (U - sum v_i). Pure strategies, perfect
/// monitoring, any number of players. Steps by rising discount factor, each better than the one
/// before for someone: payoffs from there on are those with v_i <= payoff_i and sum at most U.
/// Empty: no profile is ever kept up. Exact. O(profiles * actions + profiles * log(profiles)).
[[nodiscard]] std::vector<PaymentStep> side_payment_steps(const StageGame& game);

/// Sets the least discount factor at which a step's liquidity, total and lowest hold,
/// L / (L + U - sum v); false where there is none.
[[nodiscard]] bool set_discount(PaymentStep& step);

/// Takes steps out that bring nothing that the one before them does not.
void drop_repeated(std::vector<PaymentStep>& steps);

/// What holds at a discount factor in [0, 1): a step, or within a gradual one the point that just
/// holds. None below the first.
[[nodiscard]] std::optional<PaymentStep> side_payment_step_at(const std::vector<PaymentStep>& steps,
                                                              const Rational& discount);

}  // namespace entente::enforce
