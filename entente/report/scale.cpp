#include "entente/report/scale.hpp"

#include <algorithm>
#include <cmath>

namespace entente::report {
namespace {

/// A round step that cuts the range into at most `parts`.
double round_step(double range, int parts) {
  const double rough = range / parts;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough) return factor * power;
  }
  return 10 * power;
}

}  // namespace

Range widened(double low, double high) {
  const double least = std::max(std::fabs(low), std::fabs(high)) * 1e-6;
  if (high - low > least) return {low, high};
  const double more = std::max(1.0, 1e3 * least);
  return {low - more, high + more};
}

std::vector<double> ticks(const Range& range, int parts) {
  const double step = round_step(range.high - range.low, parts);
  std::vector<double> at;
  const double first = std::ceil(range.low / step);
  for (int k = 0; k <= parts && (first + k) * step <= range.high; ++k) {
    at.push_back((first + k) * step);
  }
  return at;
}

}  // namespace entente::report
