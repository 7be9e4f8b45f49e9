#include "entente/enforce/side_payments.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace entente::enforce {
namespace {

/// A profile as the sweep sees it.
struct Need {
  std::size_t profile = 0;
  Rational liquidity;
  Rational total;
  std::vector<Rational> best_reply;  ///< [player]
};

Need need_of(const StageGame& game, std::size_t profile) {
  Need need{profile, 0, 0, {}};
  for (std::size_t i = 0; i < game.player_count(); ++i) {
    Rational best = game.at(profile, i);
    for (std::size_t a = 0; a < game.actions[i].size(); ++a) {
      best = std::max(best, game.at(game.changed(profile, i, a), i));
    }
    need.liquidity += best - game.at(profile, i);
    need.total += game.at(profile, i);
    need.best_reply.push_back(std::move(best));
  }
  return need;
}

/// Takes a profile into play.
void add(const Need& need, bool first, PaymentStep& step) {
  step.liquidity = need.liquidity;
  if (first || need.total > step.total) {
    step.total = need.total;
    step.profile = need.profile;
  }
  if (first) step.lowest = need.best_reply;
  for (std::size_t i = 0; i < step.lowest.size(); ++i) {
    step.lowest[i] = std::min(step.lowest[i], need.best_reply[i]);
  }
}

/// L <= x (U - sum v) with x = discount / (1 - discount): from L / (L + U - sum v) on, if at all.
bool set_discount(PaymentStep& step) {
  if (step.liquidity == 0) {
    step.discount = 0;
    return true;
  }
  const Rational surplus =
      step.total - std::accumulate(step.lowest.begin(), step.lowest.end(), Rational(0));
  if (surplus <= 0) return false;
  step.discount = step.liquidity / (step.liquidity + surplus);
  return true;
}

}  // namespace

std::vector<PaymentStep> side_payment_steps(const StageGame& game) {
  std::vector<Need> needs;
  for (std::size_t profile = 0; profile < game.profile_count(); ++profile) {
    needs.push_back(need_of(game, profile));
  }
  std::stable_sort(needs.begin(), needs.end(),
                   [](const Need& a, const Need& b) { return a.liquidity < b.liquidity; });
  std::vector<PaymentStep> levels;
  PaymentStep step;
  for (std::size_t k = 0; k < needs.size(); ++k) {
    add(needs[k], k == 0, step);
    const bool last = k + 1 == needs.size() || needs[k + 1].liquidity != needs[k].liquidity;
    if (last && set_discount(step)) levels.push_back(step);
  }
  // With more liquidity more is possible, so that a level counts only until the next one works.
  std::vector<PaymentStep> steps;
  for (auto level = levels.rbegin(); level != levels.rend(); ++level) {
    if (steps.empty() || level->discount < steps.back().discount) steps.push_back(*level);
  }
  std::reverse(steps.begin(), steps.end());
  const auto same = [](const PaymentStep& a, const PaymentStep& b) {
    return a.total == b.total && a.lowest == b.lowest;
  };
  steps.erase(std::unique(steps.begin(), steps.end(), same), steps.end());
  return steps;
}

std::optional<PaymentStep> side_payment_step_at(const std::vector<PaymentStep>& steps,
                                                const Rational& discount) {
  std::optional<PaymentStep> found;
  for (const auto& step : steps) {
    if (step.discount <= discount) found = step;
  }
  return found;
}

}  // namespace entente::enforce
