#include "entente/enforce/inner_polygon.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace entente::enforce {
namespace {

constexpr std::size_t k_attempts = 40;
constexpr double k_lowered = 1e-8;      ///< of payoffs in [0, 1]: every level, at the first attempt
constexpr double k_margin = 2e-9;       ///< of incentives, for the polygon
constexpr double k_plan_margin = 1e-9;  ///< for what it generates, of which rounding takes some
constexpr int k_corner_bits = 40;
constexpr double k_at_corner = 1e-9;   ///< levels this close to a corner's product go through it
constexpr std::size_t k_queries = 20;  ///< for one corner

class PolygonFinder {
 public:
  PolygonFinder(const DiscountedGame& game, const OuterIteration& outer, std::size_t& programs)
      : game_(game), outer_(outer), programs_(programs) {
    for (std::size_t k = 0; k < outer.spaces().size(); ++k) {
      directions_.push_back(outer.spaces().direction(k));
    }
    lowered_.assign(directions_.size(), k_lowered);
  }

  std::optional<InnerSet> run() {
    HalfSpaces spaces = outer_.spaces();
    for (std::size_t attempt = 0; attempt < k_attempts; ++attempt) {
      // Lowered more, the fixed point is smaller: it lies within the last one.
      OuterIteration inner(game_.rounded, to_double(game_.discount), std::move(spaces), 0,
                           k_margin);
      inner.ease_by(lowered_);
      OuterLimits limits;
      limits.tolerance = k_lowered / 100;
      const bool some = inner.run(limits);
      programs_ += inner.counts().programs;
      if (!some) return std::nullopt;
      spaces = inner.spaces();
      const auto corners = corners_of(spaces);
      if (corners.size() < 3) return std::nullopt;
      set_points(corners);
      const bool covered = generate();
      if (covered) {
        if (auto proven = prove()) return proven;
      }
      lower_more(spaces, corners);
    }
    return std::nullopt;
  }

 private:
  using Corner = Point<double>;

  /// A plan and what it is worth.
  struct Generated {
    Corner value{};
    Plan plan;
  };

  /// The points to generate from: the corners and the equilibria of the stage game.
  void set_points(const std::vector<Corner>& corners) {
    points_.clear();
    for (const auto& p : corners) {
      points_.push_back({on_grid(p[0], k_corner_bits), on_grid(p[1], k_corner_bits)});
    }
    for (const std::size_t a : static_equilibria(game_)) points_.push_back(game_.exact[a].payoff);
  }

  [[nodiscard]] Generated worth(Plan plan) const {
    const auto& profile = game_.rounded[plan.profile];
    const double discount = to_double(game_.discount);
    Generated result{{profile.payoff[0], profile.payoff[1]}, std::move(plan)};
    if (result.plan.shares.empty()) return result;
    for (auto& x : result.value) x *= 1 - discount;
    for (const auto& share : result.plan.shares) {
      const double weight = discount * profile.probability[share.signal] * share.weight;
      for (std::size_t i = 0; i < 2; ++i) result.value[i] += weight * share.value[i];
    }
    return result;
  }

  void keep_corners() {
    generated_ = convex_hull(std::move(generated_), 0.0,
                             [](const Generated& g) -> const Corner& { return g.value; });
    hull_.clear();
    for (const auto& g : generated_) hull_.push_back(g.value);
  }

  /// The direction of an edge beyond which the point lies.
  [[nodiscard]] std::optional<Vector> beyond(const Corner& point) const {
    for (std::size_t k = 0; k < hull_.size(); ++k) {
      const Corner& p = hull_[k];
      const Corner& q = hull_[k + 1 == hull_.size() ? 0 : k + 1];
      if (turn(p, q, point) < 0) return Vector{q[1] - p[1], p[0] - q[0], 0, 0};
    }
    return std::nullopt;
  }

  /// What the points generate, in doubles; true if that covers them. Where one is not covered by
  /// what is known, more is looked for across the edge it lies beyond.
  bool generate() {
    const auto vectors = vectors_of(points_);
    PlanFinder finder(game_, vectors, k_plan_margin);
    generated_.clear();
    for (const std::size_t a : static_equilibria(game_)) generated_.push_back(worth({a, {}}));
    if (finder.can_play()) {
      for (const auto& direction : directions_) {
        generated_.push_back(worth(finder.best(direction)));
      }
    }
    keep_corners();
    bool covered = finder.can_play();
    for (const auto& v : vectors) {
      auto direction = beyond({v[0], v[1]});
      for (std::size_t k = 0; direction && k < k_queries; ++k) {
        auto more = worth(finder.best(*direction));
        if (!beyond(more.value)) break;
        generated_.push_back(std::move(more));
        keep_corners();
        direction = beyond({v[0], v[1]});
      }
      covered = covered && !direction;
    }
    programs_ += finder.solved();
    return covered;
  }

  /// The same in fractions.
  [[nodiscard]] std::optional<InnerSet> prove() const {
    InnerSet result;
    for (const std::size_t a : static_equilibria(game_)) {
      result.points.push_back({game_.exact[a].payoff, a, {}});
    }
    for (const auto& g : generated_) {
      if (g.plan.shares.empty()) continue;
      auto point = followed_by(game_, g.plan.profile, fractions_of(game_, g.plan), points_);
      if (!incentives_hold(game_, point, Rational(0))) return std::nullopt;
      result.points.push_back(std::move(point));
    }
    result.points = convex_hull(std::move(result.points), Rational(0), [](const ProvenPoint& p) {
      return Point<Rational>{p.value[0], p.value[1]};
    });
    std::vector<Point<Rational>> hull;
    hull.reserve(result.points.size());
    for (const auto& p : result.points) hull.push_back({p.value[0], p.value[1]});
    for (const auto& p : points_) {
      if (!contains(hull, {p[0], p[1]})) return std::nullopt;
    }
    return result;
  }

  /// Lowers the levels at corners that are not covered, by how far they stick out.
  void lower_more(const HalfSpaces& spaces, const std::vector<Corner>& corners) {
    std::vector<double> by(lowered_.size(), k_lowered);
    for (const auto& p : corners) {
      const double out = distance_to(hull_, p);
      for (std::size_t k = 0; k < by.size(); ++k) {
        const double off = spaces.levels()[k] - dot(spaces.direction(k), {p[0], p[1], 0, 0});
        if (off <= k_at_corner) by[k] = std::max(by[k], 1.2 * out);
      }
    }
    for (std::size_t k = 0; k < by.size(); ++k) lowered_[k] += by[k];
  }

  const DiscountedGame& game_;
  const OuterIteration& outer_;
  std::size_t& programs_;
  std::vector<Vector> directions_;
  std::vector<double> lowered_;  ///< [direction]
  std::vector<std::vector<Rational>> points_;
  std::vector<Generated> generated_;
  std::vector<Corner> hull_;
};

}  // namespace

std::optional<InnerSet> find_inner_polygon(const DiscountedGame& game, const OuterIteration& outer,
                                           std::size_t& programs) {
  return PolygonFinder(game, outer, programs).run();
}

std::vector<Point<double>> corners_of(const HalfSpaces& spaces) {
  std::vector<Point<double>> corners{{-1, -1}, {2, -1}, {2, 2}, {-1, 2}};
  for (std::size_t k = 0; k < spaces.size(); ++k) {
    const Vector& d = spaces.direction(k);
    corners = cut<double>(corners, {d[0], d[1]}, spaces.levels()[k], 1e-13);
  }
  return corners;
}

}  // namespace entente::enforce
