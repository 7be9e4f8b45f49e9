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

/// What a plan is worth from a state on: discounted gains, and discounted periods without alarm.
struct Worth {
  double gain = 0;
  double time = 0;
  std::uint32_t set = 0;  ///< broken in the end, as bits
};

/// All plans, for given odds. Commitments are numbered as the positions worth looking at.
class PlanSearch {
 public:
  PlanSearch(const std::vector<std::size_t>& positions, const std::vector<double>& gain,
             const std::vector<BreachOdds<double>>& odds, double quiet, double discount)
      : gain_(gain), quiet_(quiet), discount_(discount) {
    for (const std::size_t k : positions) {
      const auto& b = odds[k];
      place_.push_back(states_);
      last_.push_back(std::max(b.lag, 1));
      states_ *= static_cast<std::size_t>(last_.back()) + 1;
      ratio_.push_back(b.false_alarm < 1 ? (1 - b.detection) / (1 - b.false_alarm) : 1);
      at_once_.push_back(b.lag == 0);
    }
  }

  [[nodiscard]] Worth best_plan(double loss) const;

 private:
  [[nodiscard]] Worth after_choice(std::size_t state, std::uint32_t added,
                                   const std::vector<Worth>& worth) const;

  const std::vector<double>& gain_;  ///< [set]
  double quiet_;
  double discount_;
  std::vector<std::size_t> place_;  ///< [k] the weight of its digit in a state's number
  std::vector<int> last_;           ///< [k] the digit from which it raises alarms
  std::vector<double> ratio_;       ///< [k] by which an active breach shrinks quiet
  std::vector<bool> at_once_;       ///< [k] alarms come before the breach pays
  std::size_t states_ = 1;
};

/// A state's digit is 0 for what is kept, else the period of its breach, up to the last that
/// counts.
Worth PlanSearch::after_choice(std::size_t state, std::uint32_t added,
                               const std::vector<Worth>& worth) const {
  double first = 1;
  double goes_on = quiet_;
  std::uint32_t set = 0;
  std::size_t next = 0;
  for (std::size_t k = 0; k < last_.size(); ++k) {
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
Worth PlanSearch::best_plan(double loss) const {
  std::vector<Worth> worth(states_);
  const auto all = static_cast<std::uint32_t>(gain_.size() - 1);
  for (std::size_t state = states_; state-- > 0;) {
    std::uint32_t kept = all;
    for (std::size_t k = 0; k < last_.size(); ++k) {
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

}  // namespace

StagedBreaches::StagedBreaches(const Breaches& breaches) : positions_(positions_of(breaches)) {
  if (positions_.size() > k_most_positions) return;
  std::vector<std::size_t> set;
  for (std::uint32_t bits = 0; bits < (std::uint32_t{1} << positions_.size()); ++bits) {
    set.clear();
    for (std::size_t k = 0; k < positions_.size(); ++k) {
      if (((bits >> k) & 1U) != 0) set.push_back(positions_[k]);
    }
    gain_.push_back(to_double(breaches.gain(set)));
  }
}

bool StagedBreaches::fits(const std::vector<BreachOdds<double>>& odds) const {
  if (positions_.size() > k_most_positions) return false;
  std::uint64_t steps = 1;
  for (const std::size_t k : positions_) {
    steps *= static_cast<std::uint64_t>(std::max(odds[k].lag, 1)) + 2;
    if (steps > k_most_steps) return false;
  }
  return true;
}

StagedBreaches::Demand StagedBreaches::greatest_demand(const std::vector<BreachOdds<double>>& odds,
                                                       double quiet, double discount,
                                                       double at_least) const {
  const PlanSearch search(positions_, gain_, odds, quiet, discount);
  Demand demand{at_least, {}};
  const double kept = 1 / (1 - discount * quiet);
  while (true) {
    const Worth plan = search.best_plan(demand.loss);
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
