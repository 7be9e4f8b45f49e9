#include "entente/enforce/staged_breaches.hpp"

#include <algorithm>
#include <limits>

namespace entente::enforce {
namespace {

constexpr std::size_t k_most_positions = 10;
/// Plans that demand more by less than this share are as good.
constexpr double k_same = 1e-12;

/// What could be worth breaking in some plan.
std::vector<std::size_t> positions_of(const Breaches& breaches) {
  std::vector<bool> matters(breaches.size(), false);
  for (std::size_t k = 0; k < breaches.size(); ++k) matters[k] = breaches.alone()[k] > 0;
  for (const auto& term : breaches.terms()) {
    for (const std::size_t k : term.broken) matters[k] = true;
    for (const std::size_t k : term.kept) matters[k] = true;
  }
  std::vector<std::size_t> positions;
  for (std::size_t k = 0; k < matters.size(); ++k) {
    if (matters[k]) positions.push_back(k);
  }
  return positions;
}

}  // namespace

bool StagedBreaches::fits(const Breaches& breaches, const std::vector<BreachOdds<double>>& odds) {
  const auto positions = positions_of(breaches);
  if (positions.size() > k_most_positions) return false;
  std::uint64_t steps = 1;
  for (const std::size_t k : positions) {
    steps *= static_cast<std::uint64_t>(std::max(odds[k].lag, 1)) + 2;
    if (steps > k_most_steps) return false;
  }
  return true;
}

StagedBreaches::StagedBreaches(const Breaches& breaches,
                               const std::vector<BreachOdds<double>>& odds, double quiet,
                               double discount)
    : positions_(positions_of(breaches)), quiet_(quiet), discount_(discount) {
  for (const std::size_t k : positions_) {
    const auto& b = odds[k];
    place_.push_back(states_);
    last_.push_back(std::max(b.lag, 1));
    states_ *= static_cast<std::size_t>(last_.back()) + 1;
    ratio_.push_back(b.false_alarm < 1 ? (1 - b.detection) / (1 - b.false_alarm) : 1);
    at_once_.push_back(b.lag == 0);
  }
  std::vector<std::size_t> set;
  for (std::uint32_t bits = 0; bits < (std::uint32_t{1} << positions_.size()); ++bits) {
    set.clear();
    for (std::size_t k = 0; k < positions_.size(); ++k) {
      if (((bits >> k) & 1U) != 0) set.push_back(positions_[k]);
    }
    gain_.push_back(to_double(breaches.gain(set)));
  }
}

/// A state's digit is 0 for what is kept, else the period of its breach, up to the last that
/// counts.
StagedBreaches::Worth StagedBreaches::after_choice(std::size_t state, std::uint32_t added,
                                                   const std::vector<Worth>& worth) const {
  double first = 1;
  double goes_on = quiet_;
  std::uint32_t set = 0;
  std::size_t next = 0;
  for (std::size_t k = 0; k < positions_.size(); ++k) {
    const auto base = static_cast<std::size_t>(last_[k]) + 1;
    int digit = static_cast<int>(state / place_[k] % base);
    if (((added >> k) & 1U) != 0) {
      digit = 1;
      if (at_once_[k]) first *= ratio_[k];
    }
    if (digit == 0) continue;
    set |= std::uint32_t{1} << k;
    if (digit == last_[k]) goes_on *= ratio_[k];
    next += place_[k] * static_cast<std::size_t>(std::min(digit + 1, last_[k]));
  }
  const double gain = gain_[set];
  if (next == state) {
    const double time = 1 / (1 - discount_ * goes_on);
    return {first * gain * time, first * time, set};
  }
  const Worth& then = worth[next];
  return {first * (gain + discount_ * goes_on * then.gain),
          first * (1 + discount_ * goes_on * then.time), then.set};
}

/// Of the greatest gain + loss * time. A state leads to itself or to one with a greater number.
StagedBreaches::Worth StagedBreaches::best_plan(double loss) const {
  std::vector<Worth> worth(states_);
  const auto all = static_cast<std::uint32_t>(gain_.size() - 1);
  for (std::size_t state = states_; state-- > 0;) {
    std::uint32_t kept = all;
    for (std::size_t k = 0; k < positions_.size(); ++k) {
      if (state / place_[k] % (static_cast<std::size_t>(last_[k]) + 1) != 0) {
        kept &= ~(std::uint32_t{1} << k);
      }
    }
    Worth best = after_choice(state, 0, worth);
    for (std::uint32_t added = kept; added != 0; added = (added - 1) & kept) {
      const Worth one = after_choice(state, added, worth);
      if (one.gain + loss * one.time > best.gain + loss * best.time) best = one;
    }
    worth[state] = best;
  }
  return worth[0];
}

StagedBreaches::Demand StagedBreaches::greatest_demand(double at_least) const {
  Demand demand{at_least, {}};
  const double kept = 1 / (1 - discount_ * quiet_);
  while (true) {
    const Worth plan = best_plan(demand.loss);
    const double lost = kept - plan.time;
    if (plan.set == 0 || plan.gain <= 0) return demand;
    const double loss =
        lost > k_same * kept ? plan.gain / lost : std::numeric_limits<double>::infinity();
    if (loss <= demand.loss * (1 + k_same)) return demand;
    demand = {loss, {}};
    for (std::size_t k = 0; k < positions_.size(); ++k) {
      if (((plan.set >> k) & 1U) != 0) demand.set.push_back(positions_[k]);
    }
    if (loss == std::numeric_limits<double>::infinity()) return demand;
  }
}

}  // namespace entente::enforce
