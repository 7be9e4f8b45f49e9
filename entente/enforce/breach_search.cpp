#include "entente/enforce/breach_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "entente/enforce/breach_tree.hpp"

namespace entente::enforce {
namespace {

constexpr double k_infinite = std::numeric_limits<double>::infinity();
/// Sets that demand more by less than this share are as good.
constexpr double k_same = 1e-12;

/// Minus the logarithm of what one period of breach leaves of the odds of no alarm.
double trace(const BreachOdds<double>& b) {
  if (b.false_alarm >= 1 || b.detection <= b.false_alarm) return 0;
  if (b.detection >= 1) return k_infinite;
  return std::log1p(-b.false_alarm) - std::log1p(-b.detection);
}

bool one_lag(const std::vector<BreachOdds<double>>& odds) {
  return std::all_of(odds.begin(), odds.end(),
                     [&](const auto& b) { return b.lag >= 1 && b.lag == odds.front().lag; });
}

}  // namespace

BreachSearch::BreachSearch(const Breaches& breaches, std::vector<BreachOdds<double>> odds,
                           std::uint64_t max_nodes)
    : breaches_(breaches), max_nodes_(max_nodes), odds_(std::move(odds)) {
  std::vector<double> rate;  // [position] gain per trace
  for (std::size_t k = 0; k < breaches.size(); ++k) {
    const double w = trace(odds_[k]);
    rate.push_back(w > 0 ? to_double(breaches.alone()[k]) / w : k_infinite);
    if (breaches.alone()[k] > 0) order_.push_back(k);
  }
  std::stable_sort(order_.begin(), order_.end(),
                   [&](std::size_t a, std::size_t b) { return rate[a] > rate[b]; });
  by_order_ = breaches.terms().empty() && one_lag(odds_);
}

std::vector<std::vector<std::size_t>> BreachSearch::beginnings() const {
  std::vector<std::vector<std::size_t>> sets;
  std::vector<std::size_t> set;
  for (const std::size_t k : order_) {
    set.insert(std::lower_bound(set.begin(), set.end(), k), k);
    sets.push_back(set);
  }
  return sets;
}

double BreachSearch::demand(const std::vector<std::size_t>& set, double quiet,
                            double discount) const {
  const double gain = to_double(breaches_.gain(set));
  if (gain <= 0) return 0;
  std::vector<BreachOdds<double>> odds;
  bool shows = false;
  for (const std::size_t k : set) {
    odds.push_back(odds_[k]);
    shows = shows || trace(odds_[k]) > 0;
  }
  if (!shows) return k_infinite;  // what is left of survival below 1 would be rounding
  const double left = survival(std::move(odds), quiet, discount);
  return left < 1 ? gain * left / (1 - left) : k_infinite;
}

/// The set with the greatest (loss + gain) * survival, the empty set being worth `loss`.
WorstBreach BreachSearch::most_profitable(double loss, double quiet, double discount) const {
  BreachTree tree(breaches_, odds_, loss, quiet, discount, max_nodes_);
  tree.run();
  return {tree.best(), tree.proven()};
}

/// Dinkelbach's way to the greatest ratio: with the loss that the worst set so far demands, any set
/// that is still profitable demands more.
BreachSearch::Demand BreachSearch::greatest_demand(double quiet, double discount) const {
  Demand worst;
  const auto offer = [&](const std::vector<std::size_t>& set) {
    const double loss = demand(set, quiet, discount);
    if (loss <= worst.loss * (1 + k_same)) return false;
    worst.loss = loss;
    worst.breach.set = set;
    return true;
  };
  for (const auto& set : beginnings()) offer(set);
  if (by_order_ || worst.loss == k_infinite) return worst;
  while (true) {
    const WorstBreach found = most_profitable(worst.loss, quiet, discount);
    worst.breach.proven = found.proven;
    if (!offer(found.set) || worst.loss == k_infinite) return worst;
  }
}

}  // namespace entente::enforce
