#include "entente/bargain/objective.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace entente::bargain {
namespace {

constexpr double k_infinity = std::numeric_limits<double>::infinity();
/// Doubles decide a comparison when the values differ by more than this share of their size:
/// far above the rounding of up to 64 summands, far below any gap worth a wide integer.
constexpr double k_decided = 1e-9;
constexpr std::uint32_t k_max_exponent = 1U << 16U;

int sign_of(const Integer& value) { return value < 0 ? -1 : (value > 0 ? 1 : 0); }

/// Whole numbers in the same proportion as the fractions.
std::vector<Integer> whole_proportions(const std::vector<Rational>& values) {
  Integer den = 1;
  for (const auto& v : values) den = lcm(den, denominator_of(v));
  std::vector<Integer> out;
  Integer common = 0;
  for (const auto& v : values) {
    out.push_back(numerator_of(v * Rational(den)));
    common = gcd(common, out.back());
  }
  if (common > 1) {
    for (auto& v : out) v /= common;
  }
  return out;
}

}  // namespace

bool exponents_fit(const std::vector<Rational>& weight) {
  const Rational most = 1'000;
  const auto whole = whole_proportions(weight);
  return std::all_of(weight.begin(), weight.end(),
                     [&](const Rational& w) { return w * most >= 1 && w <= most; }) &&
         std::all_of(whole.begin(), whole.end(),
                     [](const Integer& w) { return w < k_max_exponent; });
}

Objective::Objective(const Problem& problem, Kind kind, std::vector<Rational> weight,
                     std::vector<std::int64_t> floor)
    : kind_(kind), weight_(std::move(weight)), floor_(std::move(floor)), no_deal_(problem.no_deal) {
  std::vector<Rational> per_unit;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    const Rational unit = 1 / problem.denominator[j];
    unit_.push_back(to_double(unit));
    per_unit.push_back(kind == Kind::log_sum ? weight_[j] : Rational(weight_[j] * unit));
    unit_weight_.push_back(to_double(per_unit.back()));
  }
  whole_weight_ = whole_proportions(per_unit);
  for (std::size_t j = 0; j < per_unit.size(); ++j) {
    if (whole_weight_[j] > 0) {
      weight_step_ = to_double(Rational(per_unit[j] / Rational(whole_weight_[j])));
      break;
    }
  }
}

double Objective::whole_weight(std::size_t party) const {
  return whole_weight_[party].convert_to<double>();
}

bool Objective::meets_floor(const std::int64_t* utility) const {
  for (std::size_t j = 0; j < floor_.size(); ++j) {
    if (utility[j] < floor_[j]) return false;
  }
  return true;
}

double Objective::value(const std::int64_t* utility) const {
  double total = kind_ == Kind::minimum ? k_infinity : 0;
  for (std::size_t j = 0; j < floor_.size(); ++j) {
    const double w = unit_weight_[j];
    if (w == 0) continue;
    const std::int64_t units = utility[j] - no_deal_[j];
    const auto gain = static_cast<double>(units);
    if (kind_ == Kind::log_sum) {
      if (units <= 0) return -k_infinity;
      total += w * std::log(gain * unit_[j]);
    } else if (kind_ == Kind::minimum) {
      total = std::min(total, w * gain);
    } else {
      total += w * gain;
    }
  }
  return total;
}

int Objective::compare(const std::int64_t* a, const std::int64_t* b) const {
  switch (kind_) {
    case Kind::log_sum:
      return compare_log_sum(a, b);
    case Kind::minimum:
      return compare_minimum(a, b);
    case Kind::linear:
      return compare_linear(a, b);
  }
  return 0;
}

int Objective::compare_log_sum(const std::int64_t* a, const std::int64_t* b) const {
  const double fa = value(a);
  const double fb = value(b);
  if (fa == -k_infinity || fb == -k_infinity) {
    return static_cast<int>(fa > -k_infinity) - static_cast<int>(fb > -k_infinity);
  }
  if (std::abs(fa - fb) > k_decided * (1 + std::abs(fa))) return fa < fb ? -1 : 1;
  Integer pa = 1;
  Integer pb = 1;
  for (std::size_t j = 0; j < floor_.size(); ++j) {
    const auto exponent = whole_weight_[j].convert_to<unsigned>();
    if (exponent == 0 || a[j] == b[j]) continue;
    pa *= pow(Integer(a[j] - no_deal_[j]), exponent);
    pb *= pow(Integer(b[j] - no_deal_[j]), exponent);
  }
  return sign_of(pa - pb);
}

int Objective::compare_minimum(const std::int64_t* a, const std::int64_t* b) const {
  const double fa = value(a);
  const double fb = value(b);
  if (std::abs(fa - fb) > k_decided * std::max(std::abs(fa), std::abs(fb))) return fa < fb ? -1 : 1;
  return sign_of(least_weighted_gain(a) - least_weighted_gain(b));
}

Integer Objective::least_weighted_gain(const std::int64_t* utility) const {
  Integer best = 0;
  bool first = true;
  for (std::size_t j = 0; j < floor_.size(); ++j) {
    if (whole_weight_[j] == 0) continue;
    Integer v = whole_weight_[j] * Integer(utility[j] - no_deal_[j]);
    if (first || v < best) best = std::move(v);
    first = false;
  }
  return best;
}

int Objective::compare_linear(const std::int64_t* a, const std::int64_t* b) const {
  Integer difference = 0;
  for (std::size_t j = 0; j < floor_.size(); ++j) {
    difference += whole_weight_[j] * (Integer(a[j]) - Integer(b[j]));
  }
  return sign_of(difference);
}

double Objective::next_value(const std::int64_t* utility) const {
  const double now = value(utility);
  if (kind_ == Kind::linear) return now + weight_step_;
  if (kind_ == Kind::log_sum) {
    if (now == -k_infinity) return now;
    // The product of whole gains, to whole powers, rises by at least 1.
    double product = 1;
    for (std::size_t j = 0; j < floor_.size(); ++j) {
      product *= std::pow(static_cast<double>(utility[j] - no_deal_[j]),
                          whole_weight_[j].convert_to<double>());
    }
    return now + weight_step_ * std::log1p(1 / (product * (1 + k_decided)));
  }
  double least = k_infinity;
  const auto beat = floor_to_beat(utility);
  for (std::size_t j = 0; j < floor_.size(); ++j) {
    if (unit_weight_[j] == 0) continue;
    least = std::min(least, unit_weight_[j] * static_cast<double>(beat[j] - no_deal_[j]));
  }
  return least;
}

std::vector<std::int64_t> Objective::floor_to_beat(const std::int64_t* utility) const {
  std::vector<std::int64_t> beat = floor_;
  if (kind_ != Kind::minimum) return beat;
  const Integer least = least_weighted_gain(utility);
  for (std::size_t j = 0; j < floor_.size(); ++j) {
    if (whole_weight_[j] == 0) continue;
    // The smallest whole gain with weight * gain > least, rounding down for negative ones too.
    Integer gain = least / whole_weight_[j];
    if (gain * whole_weight_[j] > least) --gain;
    const Integer wanted = std::min<Integer>(gain + 1 + no_deal_[j], Integer(1) << 62U);
    beat[j] = std::max(beat[j], wanted.convert_to<std::int64_t>());
  }
  return beat;
}

}  // namespace entente::bargain
