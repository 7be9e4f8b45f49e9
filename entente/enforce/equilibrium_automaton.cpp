#include "entente/enforce/equilibrium_automaton.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "entente/enforce/linear_solve.hpp"
#include "entente/enforce/outer_iteration.hpp"

namespace entente::enforce {
namespace {

/// Programs ask for incentives worth this much more than the gain, for rounding to take from.
constexpr double k_margin = 1e-8;
constexpr double k_kept_margin = 1e-9;  ///< of it has to be left at the real values
constexpr double k_still = 1e-9;        ///< points that move by less have come to rest
constexpr std::size_t k_most_rounds = 15;
constexpr int k_value_bits = 50;

class AutomatonFinder {
 public:
  AutomatonFinder(const DiscountedGame& game, const std::vector<Vector>& directions)
      : game_(game),
        directions_(directions),
        discount_(to_double(game.discount)),
        players_(game.exact.front().payoff.size()),
        static_(static_equilibria(game)) {}

  InnerSet run(std::vector<Vector> points) {
    for (const std::size_t a : static_) points.push_back(vector_of(game_.rounded[a].payoff));
    std::vector<Plan> accepted;
    for (std::size_t round = 0; round < k_most_rounds; ++round) {
      auto plans = plans_over(points);
      if (plans.empty()) break;
      auto values = values_of(plans);
      if (values.empty()) break;
      double moved = 0;
      for (std::size_t k = 0; k < points.size(); ++k) {
        for (std::size_t i = 0; i < players_; ++i) {
          moved = std::max(moved, std::abs(values[k][i] - points[k][i]));
        }
      }
      points = std::move(values);
      if (!holds(plans, points)) continue;
      accepted = std::move(plans);
      if (moved <= k_still) break;
    }
    if (!accepted.empty() && prove(accepted)) return std::move(result_);
    result_.points.clear();
    result_.error = 0;
    for (const std::size_t a : static_) result_.points.push_back({game_.exact[a].payoff, a, {}});
    return std::move(result_);
  }

 private:
  /// For each direction, then for each equilibrium of the stage game.
  std::vector<Plan> plans_over(const std::vector<Vector>& points) {
    std::vector<Plan> plans;
    PlanFinder finder(game_, points, k_margin);
    if (finder.can_play()) {
      for (const auto& direction : directions_) plans.push_back(finder.best(direction));
      for (const std::size_t a : static_) plans.push_back({a, {}});
    }
    result_.programs += finder.solved();
    return plans;
  }

  /// What the plans are worth if followed for ever. Empty where the system is singular.
  [[nodiscard]] std::vector<Vector> values_of(const std::vector<Plan>& plans) const {
    const std::size_t n = plans.size();
    std::vector<Vector> values(n);
    std::vector<double> matrix(n * n, 0.0);
    for (std::size_t k = 0; k < n; ++k) {
      matrix[k * n + k] = 1;
      for (const auto& share : plans[k].shares) {
        matrix[k * n + share.point] -=
            discount_ * game_.rounded[plans[k].profile].probability[share.signal] * share.weight;
      }
    }
    for (std::size_t i = 0; i < players_; ++i) {
      std::vector<double> right;
      right.reserve(n);
      for (const auto& plan : plans) {
        right.push_back((plan.shares.empty() ? 1 : 1 - discount_) *
                        game_.rounded[plan.profile].payoff[i]);
      }
      auto copy = matrix;
      if (!solve_linear(copy, right)) return {};
      for (std::size_t k = 0; k < n; ++k) values[k][i] = right[k];
    }
    return values;
  }

  /// Do the incentives hold at these values, with something to spare?
  [[nodiscard]] bool holds(const std::vector<Plan>& plans,
                           const std::vector<Vector>& values) const {
    for (const auto& plan : plans) {
      if (plan.shares.empty()) continue;
      const auto& profile = game_.rounded[plan.profile];
      const auto needs = needs_of(profile, discount_, k_kept_margin);
      for (std::size_t d = 0; d < needs.size(); ++d) {
        const auto& deviation = profile.deviations[d];
        double lost = 0;
        for (const auto& share : plan.shares) {
          lost -=
              deviation.shift[share.signal] * share.weight * values[share.point][deviation.player];
        }
        if (lost < needs[d]) return false;
      }
    }
    return true;
  }

  /// The plans with probabilities in fractions, and what they are worth, nearly. The true values
  /// solve a system that contracts by the discount factor, so that what is left of it bounds how
  /// far they are.
  [[nodiscard]] bool prove(std::vector<Plan> plans) {
    std::vector<std::vector<std::vector<std::pair<std::size_t, Rational>>>> next;
    for (auto& plan : plans) {
      next.push_back(fractions_of(game_, plan));
      plan.shares.clear();
      for (std::size_t y = 0; y < next.back().size(); ++y) {
        for (const auto& [point, weight] : next.back()[y]) {
          plan.shares.push_back({y, point, {}, to_double(weight)});
        }
      }
    }
    const auto near = values_of(plans);
    if (near.empty()) return false;
    std::vector<std::vector<Rational>> values;
    for (std::size_t k = 0; k < plans.size(); ++k) {
      if (next[k].empty()) {
        values.push_back(game_.exact[plans[k].profile].payoff);
        continue;
      }
      auto& value = values.emplace_back();
      for (std::size_t i = 0; i < players_; ++i) value.push_back(on_grid(near[k][i], k_value_bits));
    }
    Rational off(0);
    for (std::size_t k = 0; k < plans.size(); ++k) {
      auto point = followed_by(game_, plans[k].profile, next[k], values);
      for (std::size_t i = 0; i < players_; ++i) {
        const Rational by = point.value[i] - values[k][i];
        off = std::max(off, by < 0 ? Rational(-by) : by);
      }
      point.value = values[k];
      result_.points.push_back(std::move(point));
    }
    result_.error = off / (1 - game_.discount);
    return std::all_of(result_.points.begin(), result_.points.end(), [&](const ProvenPoint& p) {
      return incentives_hold(game_, p, result_.error);
    });
  }

  const DiscountedGame& game_;
  const std::vector<Vector>& directions_;
  double discount_;
  std::size_t players_;
  std::vector<std::size_t> static_;
  InnerSet result_;
};

}  // namespace

InnerSet find_automaton(const DiscountedGame& game, const std::vector<Vector>& directions,
                        std::vector<Vector> points) {
  return AutomatonFinder(game, directions).run(std::move(points));
}

}  // namespace entente::enforce
