#include "entente/enforce/self_generation.hpp"

#include <utility>

namespace entente::enforce {

std::optional<std::vector<SupportedPoint>> support(const StageTable<Rational>& game,
                                                   const std::vector<Point<Rational>>& candidates,
                                                   const std::vector<std::size_t>& profiles) {
  std::vector<SupportedPoint> points(candidates.size());
  for (std::size_t k = 0; k < candidates.size(); ++k) {
    points[k].value = candidates[k];
    points[k].candidate = k;
    points[k].profile = profiles[k];
  }
  points = convex_hull(std::move(points), Rational(0),
                       [](const SupportedPoint& p) -> const Point<Rational>& { return p.value; });
  std::vector<Point<Rational>> corners;
  for (const auto& p : points) corners.push_back(p.value);
  const Point<Rational> threat = lowest(corners);
  for (auto& p : points) {
    const Point<Rational>& now = game.payoff[p.profile];
    for (std::size_t i = 0; i < 2; ++i) {
      p.continuation[i] = (p.value[i] - (1 - game.discount) * now[i]) / game.discount;
      p.slack[i] =
          game.discount * (p.continuation[i] - game.least_continuation(p.profile, i, threat[i]));
      if (p.slack[i] < 0) return std::nullopt;
    }
    if (p.continuation != p.value && !contains(corners, p.continuation)) return std::nullopt;
  }
  return points;
}

}  // namespace entente::enforce
