#include "entente/enforce/side_payments.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace entente::enforce {
namespace {

PaymentNeed need_of(const StageGame& game, std::size_t profile) {
  PaymentNeed need{profile, 0, 0, {}};
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
void add(const PaymentNeed& need, bool first, PaymentStep& step) {
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

/// The point between a gradual step and the next that just holds: L = x (A + B L) with
/// x = discount / (1 - discount), A + B L being the surplus.
PaymentStep within(const PaymentStep& step, const PaymentStep& next, const Rational& discount) {
  const Rational slope = (next.surplus() - step.surplus()) / (next.liquidity - step.liquidity);
  const Rational x = discount / (1 - discount);
  PaymentStep point = step;
  point.discount = discount;
  point.liquidity = x * (step.surplus() - slope * step.liquidity) / (1 - x * slope);
  const Rational share = (point.liquidity - step.liquidity) / (next.liquidity - step.liquidity);
  point.total += share * (next.total - step.total);
  for (std::size_t i = 0; i < point.lowest.size(); ++i) {
    point.lowest[i] += share * (next.lowest[i] - step.lowest[i]);
  }
  return point;
}

}  // namespace

Rational PaymentStep::surplus() const {
  return total - std::accumulate(lowest.begin(), lowest.end(), Rational(0));
}

bool set_discount(PaymentStep& step) {
  const Rational surplus = step.surplus();
  if (step.liquidity == 0 && surplus >= 0) {
    step.discount = 0;
    return true;
  }
  if (surplus <= 0) return false;
  step.discount = step.liquidity / (step.liquidity + surplus);
  return true;
}

std::vector<PaymentNeed> payment_needs(const StageGame& game) {
  std::vector<PaymentNeed> needs;
  for (std::size_t profile = 0; profile < game.profile_count(); ++profile) {
    needs.push_back(need_of(game, profile));
  }
  std::stable_sort(needs.begin(), needs.end(), [](const PaymentNeed& a, const PaymentNeed& b) {
    return a.liquidity < b.liquidity;
  });
  return needs;
}

void drop_repeated(std::vector<PaymentStep>& steps) {
  const auto same = [](const PaymentStep& a, const PaymentStep& b) {
    return a.total == b.total && a.lowest == b.lowest;
  };
  steps.erase(std::unique(steps.begin(), steps.end(), same), steps.end());
}

std::vector<PaymentStep> side_payment_steps(const StageGame& game) {
  const auto needs = payment_needs(game);
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
  drop_repeated(steps);
  return steps;
}

std::optional<PaymentStep> side_payment_step_at(const std::vector<PaymentStep>& steps,
                                                const Rational& discount) {
  std::size_t k = steps.size();
  while (k > 0 && steps[k - 1].discount > discount) --k;
  if (k == 0) return std::nullopt;
  const PaymentStep& step = steps[k - 1];
  return step.gradual && k < steps.size() ? within(step, steps[k], discount) : step;
}

}  // namespace entente::enforce
