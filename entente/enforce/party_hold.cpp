#include "entente/enforce/party_hold.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace entente::enforce {
namespace {

/// Differences by less than this share are rounding.
constexpr double k_rounding = 1e-12;
/// Halvings until doubles have no number in between.
constexpr int k_halvings = 60;

/// `holds` is monotone from `low` (false) to `high` (true): the least number that holds.
template <class Holds>
double bisect(double low, double high, const Holds& holds) {
  for (int k = 0; k < k_halvings; ++k) {
    const double middle = low + (high - low) / 2;
    (holds(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace

PartyQuestion::PartyQuestion(const Scenario& scenario, const KeptAgreement& agreement,
                             PartyId party, std::uint64_t max_nodes)
    : agreement_(agreement),
      standing_(agreement.parties[party.index()]),
      breaches_(scenario, agreement, party),
      max_nodes_(max_nodes),
      whole_(to_double(standing_.keep - standing_.no_deal)),
      quiet_(to_double(1 - agreement.false_alarm)) {}

std::vector<BreachOdds<double>> PartyQuestion::odds() const {
  std::vector<BreachOdds<double>> out;
  for (const auto& b : breaches_.odds()) {
    out.push_back({to_double(b.detection), to_double(b.false_alarm), b.lag});
  }
  return out;
}

/// Keeping is worth it when survival is at most whole / (gain + whole); it falls with the discount
/// factor.
std::optional<double> PartyQuestion::root(double gain,
                                          const std::vector<BreachOdds<double>>& odds) const {
  if (gain <= 0) return 0;
  if (whole_ <= 0) return std::nullopt;
  const auto deters = [&](double discount) {
    return (gain + whole_) * survival(odds, quiet_, discount) <= whole_;
  };
  const double most = 1 - 1e-15;
  if (!deters(most)) return std::nullopt;
  return bisect(0, most, deters);
}

std::optional<double> PartyQuestion::critical_of(const std::vector<std::size_t>& set) const {
  std::vector<BreachOdds<double>> odds_of_set;
  const auto all = odds();
  for (const std::size_t k : set) odds_of_set.push_back(all[k]);
  return root(to_double(breaches_.gain(set)), odds_of_set);
}

PartyQuestion::Critical PartyQuestion::critical() const {
  const bool leaves = standing_.keep < standing_.no_deal;
  if (leaves) return {std::nullopt, std::nullopt, {}, true};
  const auto all = odds();
  const bool period_by_period =
      std::all_of(all.begin(), all.end(), [](const auto& b) { return b.lag == 1; });
  if (period_by_period && breaches_.terms().empty()) return critical_in_periods();
  return critical_by_search();
}

bool PartyQuestion::keeps(const Critical& critical, const Rational& discount) {
  if (!critical.discount) return false;
  if (critical.exact) return discount >= *critical.exact;
  return to_double(discount) >= *critical.discount * (1 - k_rounding);
}

/// With lag 1 a set of gain D and alarm probability P deters from G / (P - F + G (1 - F)) on, where
/// G = D / (c - n): fractions throughout.
PartyQuestion::Critical PartyQuestion::critical_in_periods() const {
  const Rational whole = standing_.keep - standing_.no_deal;
  const Rational quiet = 1 - agreement_.false_alarm;
  Critical worst{0.0, Rational(0), {}, true};
  for (auto& set : BreachSearch(breaches_, odds(), max_nodes_).beginnings()) {
    const Deviation tried = deviation(set);
    const Rational told = whole * (tried.alarm - agreement_.false_alarm);
    if (told <= tried.gain * agreement_.false_alarm) {
      return {std::nullopt, std::nullopt, std::move(set), true};
    }
    const Rational least = tried.gain / (told + tried.gain * quiet);
    if (least <= *worst.exact) continue;
    worst = {to_double(least), least, std::move(set), true};
  }
  return worst;
}

/// Each set found demands a higher discount factor than the last, until none demands more.
PartyQuestion::Critical PartyQuestion::critical_by_search() const {
  const BreachSearch search(breaches_, odds(), max_nodes_);
  Critical worst{0.0, std::nullopt, {}, true};
  const auto offer = [&](const std::vector<std::size_t>& set) {
    const auto least = critical_of(set);
    if (least && *least <= *worst.discount + k_rounding) return false;
    worst.discount = least;
    worst.set = set;
    return true;
  };
  for (const auto& set : search.beginnings()) {
    if (offer(set) && !worst.discount) return worst;
  }
  while (worst.discount) {
    const auto found = search.greatest_demand(quiet_, *worst.discount);
    worst.proven = found.breach.proven;
    if (found.loss <= whole_ * (1 + k_rounding) || !offer(found.breach.set)) break;
  }
  if (worst.discount && looks_at_added_breaches()) add_breaches(worst);
  return worst;
}

/// Raises the discount factor as far as breaches that are added ask for.
void PartyQuestion::add_breaches(Critical& worst) const {
  const auto deters = [&](double discount) {
    const auto found = demand(discount);
    if (found.loss <= whole_ * (1 + k_rounding)) return true;
    worst.set = found.breach.set;
    return false;
  };
  if (deters(*worst.discount)) return;
  const double most = 1 - 1e-12;
  if (!deters(most)) {
    worst.discount.reset();
  } else {
    worst.discount = bisect(*worst.discount, most, deters);
  }
}

bool PartyQuestion::may_add_breaches() const {
  std::size_t tempting = breaches_.terms().empty() ? 0 : 2;
  bool late = false;
  for (std::size_t k = 0; k < breaches_.size(); ++k) {
    late = late || breaches_.odds()[k].lag > 1;
    if (breaches_.alone()[k] > 0) ++tempting;
  }
  return late && tempting > 1;
}

std::optional<double> PartyQuestion::critical_at_most() const {
  double gain = 0;
  BreachOdds<double> worst{1, 0, 0};
  double least_trace = 2;
  const auto all = odds();
  for (std::size_t k = 0; k < all.size(); ++k) {
    double most = to_double(breaches_.alone()[k]);
    for (const auto& term : breaches_.terms()) {
      const auto& in = term.broken;
      if (term.add > 0 && !in.empty() && in.front() == k) most += to_double(term.add);
      const auto& out = term.kept;
      if (term.add < 0 && in.empty() && out.front() == k) most -= to_double(term.add);
    }
    if (most <= 0) continue;
    gain += most;
    worst.lag = std::max(worst.lag, all[k].lag);
    const double kept = 1 - all[k].false_alarm;
    const double trace = kept > 0 ? 1 - (1 - all[k].detection) / kept : 0;
    if (trace >= least_trace) continue;
    least_trace = trace;
    worst.detection = all[k].detection;
    worst.false_alarm = all[k].false_alarm;
  }
  return root(gain, {worst});
}

bool PartyQuestion::looks_at_added_breaches() const {
  return may_add_breaches() && staged().fits(odds());
}

const StagedBreaches& PartyQuestion::staged() const {
  if (!staged_) staged_.emplace(breaches_);
  return *staged_;
}

BreachSearch::Demand PartyQuestion::demand_of(const std::vector<BreachOdds<double>>& odds,
                                              double quiet, double discount) const {
  auto found = BreachSearch(breaches_, odds, max_nodes_).greatest_demand(quiet, discount);
  const bool late = std::any_of(odds.begin(), odds.end(), [](const auto& b) { return b.lag > 1; });
  if (!late || !std::isfinite(found.loss) || !staged().fits(odds)) return found;
  auto plan = staged().greatest_demand(odds, quiet, discount, found.loss);
  if (plan.set.empty()) return found;
  return {{std::move(plan.set), true}, plan.loss};
}

BreachSearch::Demand PartyQuestion::demand(double discount) const {
  return demand_of(odds(), quiet_, discount);
}

bool PartyQuestion::keeps(const std::vector<BreachOdds<double>>& odds, double quiet,
                          double discount) const {
  if (standing_.keep < standing_.no_deal) return false;
  return demand_of(odds, quiet, discount).loss <= whole_ * (1 + k_rounding);
}

std::optional<int> PartyQuestion::longest_lag(double discount) const {
  auto changed = odds();
  const auto keeps_with = [&](int lag) {
    for (auto& b : changed) b.lag = lag;
    return keeps(changed, quiet_, discount);
  };
  if (!keeps_with(0)) return std::nullopt;
  int low = 0;
  int high = 1;
  while (high < k_longest_lag && keeps_with(high)) {
    low = high;
    high = std::min(2 * high, k_longest_lag);
  }
  if (keeps_with(high)) return high;
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    (keeps_with(middle) ? low : high) = middle;
  }
  return low;
}

std::optional<double> PartyQuestion::least_detection(std::size_t position, double discount) const {
  auto changed = odds();
  const double least = changed[position].false_alarm;
  const double blamed = to_double(standing_.blamed);
  const auto keeps_with = [&](double detection) {
    changed[position].detection = std::max(least, detection * blamed);
    return keeps(changed, quiet_, discount);
  };
  if (!keeps_with(1)) return std::nullopt;
  if (keeps_with(least)) return least;
  return bisect(least, 1, keeps_with);
}

Deviation PartyQuestion::deviation(const std::vector<std::size_t>& set) const {
  Deviation out;
  out.gain = breaches_.gain(set);
  Rational quiet = 1 - agreement_.false_alarm;
  for (const std::size_t k : set) {
    const auto& odds = breaches_.odds()[k];
    if (odds.false_alarm != 1) quiet *= (1 - odds.detection) / (1 - odds.false_alarm);
    out.commitments.push_back(standing_.own[k]);
  }
  out.alarm = 1 - quiet;
  return out;
}

}  // namespace entente::enforce
