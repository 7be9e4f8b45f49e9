#include "entente/enforce/half_spaces.hpp"

#include <algorithm>
#include <cmath>

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

/// The bound that a point goes beyond most; none where it is within all, up to rounding.
std::size_t HalfSpaces::exceeded(const Vector& point, double& most) const {
  std::size_t worst = size();
  most = k_zero;
  for (std::size_t k = 0; k < levels_.size(); ++k) {
    double over = -levels_[k];
    for (std::size_t i = 0; i < players_; ++i) over += entries_[i][k] * point[i];
    if (over > most) {
      most = over;
      worst = k;
    }
  }
  return worst;
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
    double most = 0;
    const std::size_t entering = exceeded(result.point, most);
    if (entering == size()) break;
    Vector change{};
    std::size_t out = n;
    for (std::size_t r = 0; r < n; ++r) {
      change[r] = dot(inverse[r], directions_[entering]);
      if (change[r] <= k_zero) continue;
      const double left = out == n ? 0 : result.weight[r] * change[out];
      const double right = out == n ? 0 : result.weight[out] * change[r];
      if (out == n || left < right || (left == right && change[r] > change[out])) out = r;
    }
    if (out == n) {
      result.empty = most > k_apart;
      break;
    }
    const double amount = result.weight[out] / change[out];
    for (std::size_t i = 0; i < n; ++i) inverse[out][i] /= change[out];
    for (std::size_t r = 0; r < n; ++r) {
      if (r == out) continue;
      for (std::size_t i = 0; i < n; ++i) inverse[r][i] -= change[r] * inverse[out][i];
      result.weight[r] = std::max(0.0, result.weight[r] - change[r] * amount);
    }
    result.number[out] = entering;
    result.weight[out] = amount;
  }
  add_up(direction, result);
  return result;
}

/// The value, with what is missing in the weights.
void HalfSpaces::add_up(const Vector& direction, Support& result) const {
  Vector left = direction;
  for (std::size_t r = 0; r < players_; ++r) {
    result.value += result.weight[r] * levels_[result.number[r]];
    for (std::size_t i = 0; i < players_; ++i) {
      left[i] -= result.weight[r] * directions_[result.number[r]][i];
    }
  }
  for (std::size_t i = 0; i < players_; ++i) result.slack += std::abs(left[i]);
  result.value += result.slack;
}

}  // namespace entente::enforce
