#include "entente/enforce/noisy_set.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

#include "entente/enforce/direction_lattice.hpp"
#include "entente/enforce/equilibrium_automaton.hpp"
#include "entente/enforce/inner_growth.hpp"
#include "entente/enforce/inner_polygon.hpp"
#include "entente/enforce/outer_iteration.hpp"
#include "entente/enforce/polygon.hpp"

namespace entente::enforce {
namespace {

constexpr double k_eased = 1e-12;           ///< of payoffs in [0, 1]
constexpr std::size_t k_plane_growth = 10;  ///< rounds, where the inner set is near the bound
constexpr std::size_t k_growth = 60;

Vector unit(const Vector& v) {
  const double length = std::sqrt(dot(v, v));
  Vector result{};
  for (std::size_t i = 0; i < v.size(); ++i) result[i] = v[i] / length;
  return result;
}

/// Are two directions nearly parallel?
bool near(const Vector& a, const Vector& b) {
  return dot(a, b) > 0 && std::abs(a[0] * b[1] - a[1] * b[0]) < k_least_angle;
}

/// Does the first direction come before the second on a way round?
bool turned_less(const Vector& a, const Vector& b) {
  const auto lower = [](const Vector& v) { return v[1] < 0 || (v[1] == 0 && v[0] < 0); };
  if (lower(a) != lower(b)) return lower(b);
  return a[0] * b[1] - a[1] * b[0] > 0;
}

class NoisyFinder {
 public:
  NoisyFinder(const StageGame& game, const PublicMonitoring& monitoring, const Rational& discount,
              const NoisySetOptions& options)
      : options_(options), players_(game.player_count()), scale_(game) {
    game_.discount = discount;
    for (std::size_t a = 0; a < game.profile_count(); ++a) {
      game_.exact.push_back(monitored(game, monitoring, scale_, a));
      game_.rounded.push_back(rounded(game_.exact.back()));
    }
    for (const auto& range : scale_.range) largest_ = std::max(largest_, to_double(range));
  }

  NoisySet run() {
    answer_.eased = k_eased * largest_;
    OuterIteration outer(game_.rounded, to_double(game_.discount), first_spaces(), k_eased,
                         -k_eased);
    const bool some = players_ == 2 ? run_refined(outer) : outer.run(limits());
    count(outer);
    if (!some) return std::move(answer_);
    answer_.status = NoisyStatus::bound;
    answer_.settled = outer.settled();
    answer_.played = outer.playable();
    if (options_.prove) prove(outer);
    tell(outer);
    return std::move(answer_);
  }

 private:
  [[nodiscard]] OuterLimits limits() const {
    OuterLimits limits;
    limits.rounds = options_.rounds;
    limits.plain = options_.plain;
    return limits;
  }

  void count(const OuterIteration& outer) {
    answer_.programs += outer.counts().programs;
    answer_.rounds += outer.counts().rounds;
    answer_.sweeps += outer.counts().sweeps;
  }

  /// How far today's payoffs, or what is known to hold the set, go in a direction.
  [[nodiscard]] double first_level(const Vector& direction) const {
    double most = -std::numeric_limits<double>::infinity();
    for (const auto& p : start_) most = std::max(most, dot(direction, p));
    return most + k_eased;
  }

  HalfSpaces first_spaces() {
    for (const auto& p : options_.within) {
      Vector v{};
      for (std::size_t i = 0; i < 2; ++i) {
        v[i] = to_double((p[i] - scale_.low[i]) / scale_.range[i]);
      }
      start_.push_back(v);
    }
    if (start_.empty()) {
      for (const auto& profile : game_.rounded) start_.push_back(vector_of(profile.payoff));
    }
    HalfSpaces spaces(players_);
    const int sum = players_ == 2 ? 1 : (players_ == 3 ? 4 : 3);
    for (const auto& point : direction_lattice(players_, sum)) {
      spaces.add(unit_vector(point), first_level(unit_vector(point)));
    }
    if (players_ > 2) return spaces;
    for (const auto& v : plane_directions()) spaces.add(v, first_level(v));
    return spaces;
  }

  /// Evenly spread, and those of the edges of what is known.
  [[nodiscard]] std::vector<Vector> plane_directions() const {
    std::vector<Vector> result;
    const std::vector<Vector> axes{{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    const auto add = [&](const Vector& v) {
      if (dot(v, v) == 0) return;
      const Vector direction = unit(v);
      const auto known = [&](const Vector& other) { return near(direction, other); };
      if (std::any_of(axes.begin(), axes.end(), known) ||
          std::any_of(result.begin(), result.end(), known)) {
        return;
      }
      result.push_back(direction);
    };
    // By halving angles, which takes only roots, so that all machines agree.
    std::vector<Vector> around{axes[0], axes[2], axes[1], axes[3]};
    while (around.size() < options_.directions) {
      std::vector<Vector> finer;
      for (std::size_t k = 0; k < around.size(); ++k) {
        const Vector& p = around[k];
        const Vector& q = around[k + 1 == around.size() ? 0 : k + 1];
        finer.push_back(p);
        finer.push_back(unit({p[0] + q[0], p[1] + q[1], 0, 0}));
      }
      around = std::move(finer);
    }
    for (const auto& v : around) add(v);
    if (options_.within.empty()) return result;
    for (std::size_t k = 0; k < start_.size(); ++k) {
      const Vector& p = start_[k];
      const Vector& q = start_[k + 1 == start_.size() ? 0 : k + 1];
      add({q[1] - p[1], p[0] - q[0], 0, 0});
    }
    return result;
  }

  /// Settles, adds directions where the bound sticks out most, and goes on.
  bool run_refined(OuterIteration& outer) {
    while (true) {
      if (!outer.run(limits())) return false;
      const auto missing = missing_directions(outer);
      if (missing.empty()) return true;
      for (const auto& v : missing) outer.add_direction(v);
    }
  }

  struct Corner {
    double height = 0;  ///< above the line between the points that two neighbours reach
    Vector direction{};
  };

  [[nodiscard]] std::vector<Corner> corners_above(const OuterIteration& outer) const {
    const auto& spaces = outer.spaces();
    std::vector<std::size_t> order(spaces.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return turned_less(spaces.direction(a), spaces.direction(b));
    });
    std::vector<Corner> result;
    for (std::size_t k = 0; k < order.size(); ++k) {
      const std::size_t a = order[k];
      const std::size_t b = order[k + 1 == order.size() ? 0 : k + 1];
      const Vector& p = outer.reached()[a].point;
      const Vector& q = outer.reached()[b].point;
      const Vector across{q[1] - p[1], p[0] - q[0], 0, 0};
      if (dot(across, across) < 1e-20) continue;
      const Vector direction = unit(across);
      const double height = spaces.support(direction).value - dot(direction, p);
      if (near(direction, spaces.direction(a)) || near(direction, spaces.direction(b))) continue;
      result.push_back({height, direction});
    }
    return result;
  }

  [[nodiscard]] std::vector<Vector> missing_directions(const OuterIteration& outer) const {
    std::vector<Vector> result;
    const std::size_t now = outer.spaces().size();
    if (now >= options_.most_directions) return result;
    auto corners = corners_above(outer);
    std::stable_sort(corners.begin(), corners.end(),
                     [](const Corner& a, const Corner& b) { return a.height > b.height; });
    const std::size_t most = std::min(options_.most_directions - now, now / 2);
    for (const auto& corner : corners) {
      if (result.size() == most || corner.height <= options_.closeness) break;
      result.push_back(corner.direction);
    }
    return result;
  }

  /// From inside.
  void prove(const OuterIteration& outer) {
    std::vector<Vector> directions;
    std::vector<Vector> starts;
    for (std::size_t k = 0; k < outer.spaces().size(); ++k) {
      directions.push_back(outer.spaces().direction(k));
      starts.push_back(outer.reached()[k].point);
    }
    std::optional<InnerSet> inner;
    if (players_ == 2) inner = find_inner_polygon(game_, outer, answer_.programs);
    if (!inner) {
      inner = find_automaton(game_, directions, starts);
      append(kept_by_static_threats(game_), *inner);
    }
    // Strategies for one direction alone are simple, and often go to the very bound.
    for (std::size_t k = 0; k < directions.size(); ++k) {
      append(find_automaton(game_, {directions[k]}, {starts[k]}), *inner);
    }
    grow(game_, directions, players_ == 2 ? k_plane_growth : k_growth, *inner);
    answer_.programs += inner->programs;
    if (inner->points.empty()) return;
    answer_.status = NoisyStatus::enclosed;
    answer_.inner = std::move(*inner);
    thin_out();
  }

  /// Unites what is proven.
  static void append(InnerSet more, InnerSet& inner) {
    inner.error = std::max(inner.error, more.error);
    inner.programs += more.programs;
    std::move(more.points.begin(), more.points.end(), std::back_inserter(inner.points));
  }

  /// Leaves one of points that are equal up to the error; for two players the corners.
  void thin_out() {
    auto& points = answer_.inner.points;
    // The exact ones first: equilibria of the stage game.
    std::stable_sort(points.begin(), points.end(), [](const ProvenPoint& a, const ProvenPoint& b) {
      return a.continuation.empty() && !b.continuation.empty();
    });
    const Rational close = 2 * answer_.inner.error;
    std::vector<ProvenPoint> kept;
    for (auto& p : points) {
      const auto same = [&](const ProvenPoint& q) {
        for (std::size_t i = 0; i < players_; ++i) {
          if (abs(Rational(p.value[i] - q.value[i])) > close) return false;
        }
        return true;
      };
      if (std::none_of(kept.begin(), kept.end(), same)) kept.push_back(std::move(p));
    }
    points = std::move(kept);
    if (players_ == 2) {
      points = convex_hull(std::move(points), Rational(0), [](const ProvenPoint& p) {
        return Point<Rational>{p.value[0], p.value[1]};
      });
    }
  }

  /// The answer in payoffs of the game.
  void tell(const OuterIteration& outer) {
    const auto& spaces = outer.spaces();
    answer_.gap = gap(spaces) * largest_;
    for (std::size_t k = 0; k < spaces.size(); ++k) {
      OuterBound bound;
      bound.level = spaces.levels()[k];
      for (std::size_t i = 0; i < players_; ++i) {
        bound.direction.push_back(spaces.direction(k)[i] / to_double(scale_.range[i]));
        bound.level += bound.direction[i] * to_double(scale_.low[i]);
      }
      answer_.bounds.push_back(std::move(bound));
    }
    if (players_ == 2) {
      for (const auto& p : corners_of(spaces)) {
        answer_.outer.push_back({to_double(scale_.low[0]) + to_double(scale_.range[0]) * p[0],
                                 to_double(scale_.low[1]) + to_double(scale_.range[1]) * p[1]});
      }
    }
    const auto back = [&](std::vector<Rational>& p) {
      for (std::size_t i = 0; i < players_; ++i) p[i] = scale_.low[i] + scale_.range[i] * p[i];
    };
    for (auto& point : answer_.inner.points) {
      back(point.value);
      for (auto& next : point.continuation) back(next);
      if (!point.continuation.empty()) point.signals = game_.exact[point.profile].signals;
    }
    answer_.inner.error *= *std::max_element(scale_.range.begin(), scale_.range.end());
  }

  [[nodiscard]] double gap(const HalfSpaces& spaces) const {
    double most = 0;
    if (answer_.inner.points.empty()) {
      for (std::size_t i = 0; i < players_; ++i) {
        most = std::max(most, spaces.levels()[2 * i] + spaces.levels()[2 * i + 1]);
      }
      return most;
    }
    std::vector<Point<double>> inner;
    inner.reserve(answer_.inner.points.size());
    for (const auto& p : answer_.inner.points) {
      inner.push_back({to_double(p.value[0]), to_double(p.value[1])});
    }
    if (players_ == 2) {
      for (const auto& p : corners_of(spaces)) most = std::max(most, distance_to(inner, p));
      return most;
    }
    for (std::size_t k = 0; k < spaces.size(); ++k) {
      double reached = -std::numeric_limits<double>::infinity();
      for (const auto& p : answer_.inner.points) {
        double product = 0;
        for (std::size_t i = 0; i < players_; ++i) {
          product += spaces.direction(k)[i] * to_double(p.value[i]);
        }
        reached = std::max(reached, product);
      }
      most = std::max(most, spaces.levels()[k] - reached);
    }
    return most;
  }

  const NoisySetOptions& options_;
  std::size_t players_;
  PayoffScale scale_;
  DiscountedGame game_;
  double largest_ = 0;
  std::vector<Vector> start_;
  NoisySet answer_;
};

}  // namespace

NoisySet find_noisy_set(const StageGame& game, const PublicMonitoring& monitoring,
                        const Rational& discount, const NoisySetOptions& options) {
  return NoisyFinder(game, monitoring, discount, options).run();
}

}  // namespace entente::enforce
