#include "entente/enforce/half_spaces.hpp"

#include <cmath>
#include <limits>
#include <utility>

namespace entente::enforce {
namespace {

constexpr double k_zero = 1e-12;
constexpr double k_apart = 1e-9;  ///< bounds that miss each other by less are met, up to rounding
constexpr std::size_t k_most_pivots = 500;

}  // namespace

void HalfSpaces::add(const Vector& direction, double level) {
  directions_.push_back(direction);
  levels_.push_back(level);
  for (std::size_t i = 0; i < players_; ++i) entries_[i].push_back(direction[i]);
}

Support HalfSpaces::support(const Vector& direction) const {
  const std::size_t n = players_;
  Support result;
  std::array<Vector, k_most_set_players> inverse{};  // of the matrix of the basis' directions
  for (std::size_t i = 0; i < n; ++i) {
    const bool down = direction[i] < 0;
    result.number[i] = 2 * i + (down ? 1 : 0);
    result.weight[i] = std::abs(direction[i]);
    inverse[i][i] = down ? -1 : 1;
  }
  for (std::size_t pivots = 0; pivots < k_most_pivots; ++pivots) {
    result.point = {};
    for (std::size_t r = 0; r < n; ++r) {
      const double level = levels_[result.number[r]];
      for (std::size_t i = 0; i < n; ++i) result.point[i] += level * inverse[r][i];
    }
    std::size_t entering = 0;
    double most = k_zero;
    for (std::size_t k = 0; k < levels_.size(); ++k) {
      double over = -levels_[k];
      for (std::size_t i = 0; i < n; ++i) over += entries_[i][k] * result.point[i];
      if (over > most) {
        most = over;
        entering = k;
      }
    }
    if (most == k_zero) break;
    Vector change{};
    std::size_t out = n;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t r = 0; r < n; ++r) {
      change[r] = dot(inverse[r], directions_[entering]);
      if (change[r] <= k_zero) continue;
      const double ratio = result.weight[r] / change[r];
      if (ratio < least || (ratio == least && change[r] > change[out])) {
        least = ratio;
        out = r;
      }
    }
    if (out == n) {
      result.empty = most > k_apart;
      break;
    }
    for (std::size_t i = 0; i < n; ++i) inverse[out][i] /= change[out];
    for (std::size_t r = 0; r < n; ++r) {
      if (r == out) continue;
      for (std::size_t i = 0; i < n; ++i) inverse[r][i] -= change[r] * inverse[out][i];
      result.weight[r] = std::max(0.0, result.weight[r] - change[r] * least);
    }
    result.number[out] = entering;
    result.weight[out] = least;
  }
  Vector left = direction;
  for (std::size_t r = 0; r < n; ++r) {
    result.value += result.weight[r] * levels_[result.number[r]];
    for (std::size_t i = 0; i < n; ++i) {
      left[i] -= result.weight[r] * directions_[result.number[r]][i];
    }
  }
  for (std::size_t i = 0; i < n; ++i) result.slack += std::abs(left[i]);
  result.value += result.slack;
  return result;
}

}  // namespace entente::enforce
