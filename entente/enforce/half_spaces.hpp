#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace entente::enforce {

inline constexpr std::size_t k_most_set_players = 4;

/// A payoff or a direction, entries beyond the players' number 0.
using Vector = std::array<double, k_most_set_players>;

[[nodiscard]] inline double dot(const Vector& a, const Vector& b) {
  double sum = 0;
  for (std::size_t i = 0; i < k_most_set_players; ++i) sum += a[i] * b[i];
  return sum;
}

inline constexpr double k_least_angle = 1e-4;

/// How far a set goes in a direction, and how its bounds show it.
struct Support {
  double value = 0;  ///< never below the truth: the sum of weight times level, and `slack`
  double slack = 0;  ///< what rounding of the weights may hide, for payoffs in [0, 1]
  Vector point{};    ///< a point of the set (up to rounding) that goes as far
  /// The direction is the sum of weight times the directions with these numbers.
  std::array<std::size_t, k_most_set_players> number{};
  std::array<double, k_most_set_players> weight{};
  bool empty = false;  ///< no point is within all bounds, and nothing above holds
};

/// The points v of [0, 1]^players with direction * v <= level for a list of directions, of 2 to 4
/// players. The first directions are always the unit ones: 2 i is that of player i, 2 i + 1 the
/// opposite.
class HalfSpaces {
 public:
  explicit HalfSpaces(std::size_t players) : players_(players) {}

  /// Directions have length 1; two that are nearly parallel (below k_least_angle) cost exactness.
  void add(const Vector& direction, double level);

  [[nodiscard]] std::size_t players() const { return players_; }
  [[nodiscard]] std::size_t size() const { return levels_.size(); }
  [[nodiscard]] const Vector& direction(std::size_t k) const { return directions_[k]; }
  [[nodiscard]] const std::vector<double>& levels() const { return levels_; }
  [[nodiscard]] std::vector<double>& levels() { return levels_; }

  /// The largest product of a direction (of any length) with a point, by the simplex method on the
  /// bounds that add up to it. O(pivots * directions).
  [[nodiscard]] Support support(const Vector& direction) const;

 private:
  [[nodiscard]] std::size_t exceeded(const Vector& point, double& most) const;
  void add_up(const Vector& direction, Support& result) const;

  std::size_t players_;
  std::vector<Vector> directions_;
  std::vector<double> levels_;
  std::array<std::vector<double>, k_most_set_players> entries_;  ///< [player][direction]
};

}  // namespace entente::enforce
