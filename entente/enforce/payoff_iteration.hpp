#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/enforce/polygon.hpp"

namespace entente::enforce {

// The outer iteration of Abreu and Sannikov, "An algorithm for two-player repeated games with
// perfect monitoring" (Theoretical Economics 9, 2014), in floating point of any precision.

/// A stage game of two, as numbers. Profiles are numbered as in StageGame.
template <class T>
struct StageTable {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::vector<Point<T>> payoff;  ///< [profile]
  std::vector<Point<T>> best;    ///< [profile][player]: of its best reply to what the other does
  Point<T> minmax;               ///< in pure actions
  T discount;                    ///< in (0, 1)

  /// What the continuation must be worth to the player, so that it plays its part, where a
  /// deviation is answered by `threat`: w >= threat + (1 - delta)/delta (best - payoff).
  [[nodiscard]] T least_continuation(std::size_t profile, std::size_t player,
                                     const T& threat) const {
    return threat + (1 - discount) / discount * (best[profile][player] - payoff[profile][player]);
  }
};

/// How a point comes about: the profile is played today, and the continuation is the profile again,
/// for ever (`stays`), or a point of the set where somebody is just willing.
enum class Continuation : std::uint8_t { stays, high, low, corner };

template <class T>
struct Generated {
  Point<T> value{};
  std::size_t profile = 0;
  Continuation kind = Continuation::stays;
  /// high, low: who is just willing. On that player's line the continuation is worth the most
  /// (high) or the least (low) to the other.
  std::size_t willing = 0;
};

/// The set after some rounds of the iteration. Every equilibrium payoff lies in it, up to rounding.
template <class T>
struct OuterSet {
  std::vector<Generated<T>> corners;  ///< empty: no pure equilibrium
  std::vector<Point<T>> polygon;      ///< their values; before the first round the whole game's
  Point<T> threat{};
  std::vector<std::size_t> profiles;  ///< that may be played in equilibrium
  std::size_t rounds = 0;
  bool settled = false;  ///< the last round moved no corner by more than the tolerance asked for
};

template <class T>
struct IterationLimits {
  T slack;      ///< by which each condition is eased, so that rounding drops no profile
  T flat;       ///< corners that stick out by less are dropped (they cost this much of the bound)
  T tolerance;  ///< rounds stop when they move the set by less
  std::size_t rounds = 0;
};

/// All payoffs of the stage game, held down to the minmax values.
template <class T>
[[nodiscard]] OuterSet<T> whole_set(const StageTable<T>& game) {
  OuterSet<T> set;
  set.polygon = convex_hull(game.payoff, T(0));
  set.threat = game.minmax;
  for (std::size_t a = 0; a < game.payoff.size(); ++a) set.profiles.push_back(a);
  return set;
}

/// Adds the extreme points that come about by playing the profile today and continuing in the set.
/// Returns false when nobody can be made to play it. O(corners).
template <class T>
bool generate(const StageTable<T>& game, const OuterSet<T>& set, std::size_t profile,
              const T& slack, std::vector<Generated<T>>& points) {
  const Point<T>& now = game.payoff[profile];
  Point<T> least;
  for (std::size_t i = 0; i < 2; ++i) {
    least[i] = game.least_continuation(profile, i, set.threat[i]) - slack;
  }
  if (now[0] >= least[0] && now[1] >= least[1]) {
    points.push_back({now, profile, Continuation::stays, 0});
    return true;
  }
  const std::size_t before = points.size();
  const auto add = [&](const Point<T>& next, Continuation kind, std::size_t willing) {
    Point<T> value;
    for (std::size_t i = 0; i < 2; ++i) {
      value[i] = (1 - game.discount) * now[i] + game.discount * next[i];
    }
    points.push_back({value, profile, kind, willing});
  };
  bool possible = false;
  for (std::size_t i = 0; i < 2; ++i) {
    const auto range = section(set.polygon, i, least[i]);
    if (!range || (*range)[1] < least[1 - i]) continue;
    possible = true;
    Point<T> next;
    next[i] = least[i];
    next[1 - i] = (*range)[1];
    add(next, Continuation::high, i);
    const bool cut = (*range)[0] <= least[1 - i];
    next[1 - i] = cut ? least[1 - i] : (*range)[0];
    add(next, cut ? Continuation::corner : Continuation::low, i);
  }
  if (possible) return true;
  // Nobody's line meets the set: either all of the set is good enough, or none of it.
  points.resize(before);
  const Point<T> low = lowest(set.polygon);
  return low[0] >= least[0] && low[1] >= least[1];
}

/// How far a round has moved the set.
template <class T>
[[nodiscard]] T moved(const std::vector<Point<T>>& before, const std::vector<Point<T>>& after) {
  if (before.size() != after.size()) return T(1);
  T most = 0;
  for (std::size_t k = 0; k < before.size(); ++k) {
    for (std::size_t i = 0; i < 2; ++i) {
      const T by =
          after[k][i] > before[k][i] ? after[k][i] - before[k][i] : before[k][i] - after[k][i];
      if (by > most) most = by;
    }
  }
  return most;
}

/// Goes on from `set` until it is empty or settled, or the rounds are used up. The payoffs should
/// lie in [0, 1], so that the limits have a meaning. O(profiles * corners) a round.
template <class T>
void iterate(const StageTable<T>& game, const IterationLimits<T>& limits, OuterSet<T>& set) {
  std::vector<Generated<T>> points;
  for (std::size_t round = 0; round < limits.rounds; ++round) {
    points.clear();
    std::vector<std::size_t> kept;
    for (const std::size_t a : set.profiles) {
      if (generate(game, set, a, limits.slack, points)) kept.push_back(a);
    }
    set.profiles = std::move(kept);
    ++set.rounds;
    set.corners = convex_hull(points, limits.flat,
                              [](const Generated<T>& g) -> const Point<T>& { return g.value; });
    if (set.corners.empty()) {
      set.polygon.clear();
      set.settled = true;
      return;
    }
    std::vector<Point<T>> polygon;
    for (const auto& corner : set.corners) polygon.push_back(corner.value);
    const T by = moved(set.polygon, polygon);
    set.polygon = std::move(polygon);
    const Point<T> low = lowest(set.polygon);
    bool raised = false;
    for (std::size_t i = 0; i < 2; ++i) {
      if (low[i] <= set.threat[i]) continue;
      raised = raised || low[i] - set.threat[i] > limits.tolerance;
      set.threat[i] = low[i];
    }
    if (by <= limits.tolerance && !raised) {
      set.settled = true;
      return;
    }
  }
}

}  // namespace entente::enforce
