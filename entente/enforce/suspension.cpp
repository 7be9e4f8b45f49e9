#include "entente/enforce/suspension.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace entente::enforce {
namespace {

constexpr double k_infinite = std::numeric_limits<double>::infinity();
/// Relative rounding that does not make a suspension a period longer.
constexpr double k_rounding = 1e-12;

Stakes with_odds(Stakes stakes, const Standard& standard) {
  stakes.detection = standard.detection;
  stakes.false_alarm = standard.false_alarm;
  return stakes;
}

bool works(const Stakes& stakes, double discount) {
  const auto least = critical_discount(stakes);
  return least && discount >= *least;
}

}  // namespace

double Stakes::temptation() const {
  const double whole = keep - no_deal;
  if (gain <= 0) return 0;
  return whole > 0 ? gain / whole : k_infinite;
}

std::optional<double> critical_discount(const Stakes& stakes) {
  const double g = stakes.temptation();
  if (g == 0) return stakes.keep >= stakes.no_deal ? std::optional<double>(0) : std::nullopt;
  const double d = stakes.detection;
  const double f = stakes.false_alarm;
  if (std::isinf(g) || d - f * (1 + g) <= 0) return std::nullopt;
  return g / (d - f + g * (1 - f));
}

std::optional<double> critical_discount_with_lag(const Stakes& stakes, int lag) {
  const double g = stakes.temptation();
  if (std::isinf(g)) return std::nullopt;
  if (g == 0 || lag == 0) return 0;
  return std::pow(g / (1 + g), 1.0 / lag);
}

std::optional<double> package_discount(const std::vector<double>& gains,
                                       const std::vector<double>& losses) {
  Stakes all;
  all.gain = std::accumulate(gains.begin(), gains.end(), 0.0);
  all.keep = std::accumulate(losses.begin(), losses.end(), 0.0);
  return critical_discount(all);
}

double longest_delay(const Stakes& stakes, double rate) {
  const double g = stakes.temptation();
  return g == 0 ? k_infinite : std::log1p(1 / g) / rate;
}

double false_alarm_limit(const Stakes& stakes) {
  return stakes.detection / (1 + stakes.temptation());
}

double required_loss(const Stakes& stakes, double discount) {
  if (stakes.gain <= 0) return 0;
  const double told = discount * (stakes.detection - stakes.false_alarm);
  if (told <= 0) return k_infinite;
  return stakes.gain * (1 - discount + discount * stakes.false_alarm) / told;
}

double least_bond(const Stakes& stakes, double discount) {
  const double missing = required_loss(stakes, discount) - (stakes.keep - stakes.no_deal);
  return std::max(0.0, missing * discount / (1 - discount));
}

namespace {

/// What share of the discounted time from an alarm on must be suspended to take `required`:
/// infinite where no share is enough. A share s takes whole * s * a / (1 - discount + discount * f
/// * s), where a = 1 - discount + discount * f.
double share_that_takes(double required, double whole, double false_alarm, double discount) {
  const double a = 1 - discount + discount * false_alarm;
  const double left = whole * a - required * discount * false_alarm;
  return left > 0 ? required * (1 - discount) / left : k_infinite;
}

}  // namespace

std::optional<std::uint64_t> suspension_periods(double required, double whole, double false_alarm,
                                                double discount) {
  if (required <= 0) return 0;
  const double rest = 1 - share_that_takes(required, whole, false_alarm, discount);
  if (!(rest > 0)) return std::nullopt;  // discount^T is at most this
  const double periods = std::log(rest) / std::log(discount);
  if (periods > 1e15) return std::nullopt;
  const double whole_periods = std::ceil(periods * (1 - k_rounding));
  return static_cast<std::uint64_t>(std::max(1.0, whole_periods));
}

std::optional<double> most_renegotiation(double required, double whole, double false_alarm,
                                         double discount) {
  if (required <= 0) return 1;
  const double share = share_that_takes(required, whole, false_alarm, discount);
  if (share > 1 + k_rounding) return std::nullopt;
  // With going on u = 1 - probability the share is (1 - discount) u / (1 - discount u).
  return std::max(0.0, 1 - share / (1 - discount + discount * share));
}

double suspension_value(const Stakes& stakes, double discount, std::uint64_t periods) {
  const double s = 1 - std::pow(discount, static_cast<double>(periods));
  return stakes.no_deal + (1 - discount) * (stakes.keep - stakes.no_deal) /
                              (1 - discount + discount * stakes.false_alarm * s);
}

double greatest_value(const Stakes& stakes) {
  if (stakes.false_alarm == 0 || stakes.gain <= 0) return stakes.keep;
  return stakes.keep - stakes.gain * stakes.false_alarm / (stakes.detection - stakes.false_alarm);
}

double share_suspended(double false_alarm, std::uint64_t periods) {
  const double suspended = false_alarm * static_cast<double>(periods);
  return suspended / (1 + suspended);
}

std::optional<std::size_t> best_standard(const std::vector<Standard>& standards,
                                         const Stakes& stakes, double discount) {
  std::optional<std::size_t> best;
  double best_value = 0;
  for (std::size_t k = 0; k < standards.size(); ++k) {
    const Stakes judged = with_odds(stakes, standards[k]);
    if (!works(judged, discount)) continue;
    const double value = greatest_value(judged);
    if (best && value <= best_value) continue;
    best = k;
    best_value = value;
  }
  return best;
}

/// Higher thresholds have higher likelihood ratios, so that the value rises with the threshold; the
/// best one is the highest that still works. Those that work are an interval: detection less
/// (1 + G) false alarms and the like are concave along the curve.
std::optional<NormalStandard> best_normal_standard(double shift, const Stakes& stakes,
                                                   double discount) {
  const auto tail = [](double z) { return 0.5 * std::erfc(z / std::sqrt(2.0)); };
  const auto at = [&](double z) { return Standard{tail(z - shift), tail(z)}; };
  // Keeping is worth it when discount * (d - f + G (1 - f)) - G is not negative; that is greatest
  // where the likelihood ratio exp(shift z - shift^2 / 2) is 1 + G.
  const double g = stakes.temptation();
  double low = std::log1p(g) / shift + shift / 2;
  if (!works(with_odds(stakes, at(low)), discount)) return std::nullopt;
  double high = low + 1;
  while (works(with_odds(stakes, at(high)), discount) && high < low + 40) high += 1;
  for (int step = 0; step < 200; ++step) {
    const double middle = (low + high) / 2;
    (works(with_odds(stakes, at(middle)), discount) ? low : high) = middle;
  }
  const Standard found = at(low);
  return NormalStandard{low, found, greatest_value(with_odds(stakes, found))};
}

Standard collective_standard(const std::vector<Standard>& sensors, std::size_t own) {
  double others_quiet = 1;
  for (std::size_t j = 0; j < sensors.size(); ++j) {
    if (j != own) others_quiet *= 1 - sensors[j].false_alarm;
  }
  return {1 - others_quiet * (1 - sensors[own].detection),
          1 - others_quiet * (1 - sensors[own].false_alarm)};
}

}  // namespace entente::enforce
