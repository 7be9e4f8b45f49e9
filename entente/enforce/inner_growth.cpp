#include "entente/enforce/inner_growth.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace entente::enforce {
namespace {

constexpr double k_margin = 1e-9;   ///< of incentives, for rounding to take from
constexpr double k_further = 1e-7;  ///< of payoffs in [0, 1]: what is worth a point
constexpr int k_value_bits = 50;

/// The profile for ever; signals that it never leads to are answered by the equilibrium that is
/// worst for the first player whose deviation leads there.
std::optional<ProvenPoint> kept_by(const DiscountedGame& game, std::size_t profile,
                                   const std::vector<std::size_t>& threats) {
  const auto& today = game.exact[profile];
  ProvenPoint point{today.payoff, profile, {}};
  for (std::size_t y = 0; y < today.probability.size(); ++y) {
    point.continuation.push_back(today.payoff);
    if (today.probability[y] != 0) continue;
    const auto culprit =
        std::find_if(today.deviations.begin(), today.deviations.end(),
                     [&](const OneShotDeviation<Rational>& d) { return d.shift[y] > 0; });
    if (culprit == today.deviations.end()) continue;
    const std::size_t player = culprit->player;
    const std::size_t worst =
        *std::min_element(threats.begin(), threats.end(), [&](std::size_t a, std::size_t b) {
          return game.exact[a].payoff[player] < game.exact[b].payoff[player];
        });
    point.continuation.back() = game.exact[worst].payoff;
  }
  if (!incentives_hold(game, point, Rational(0))) return std::nullopt;
  return point;
}

}  // namespace

InnerSet kept_by_static_threats(const DiscountedGame& game) {
  InnerSet inner;
  const auto threats = static_equilibria(game);
  if (threats.empty()) return inner;
  for (std::size_t a = 0; a < game.exact.size(); ++a) {
    if (std::find(threats.begin(), threats.end(), a) != threats.end()) {
      inner.points.push_back({game.exact[a].payoff, a, {}});
    } else if (auto point = kept_by(game, a, threats)) {
      inner.points.push_back(std::move(*point));
    }
  }
  return inner;
}

void grow(const DiscountedGame& game, const std::vector<Vector>& directions, std::size_t rounds,
          InnerSet& inner) {
  if (inner.points.empty()) return;
  // Errors come back discounted at every step.
  const Rational rounding(Integer(1), Integer(1) << k_value_bits);
  inner.error = std::max(inner.error, Rational(rounding / (1 - game.discount)));
  std::vector<std::vector<Rational>> values;
  values.reserve(inner.points.size());
  for (const auto& p : inner.points) values.push_back(p.value);
  for (std::size_t round = 0; round < rounds; ++round) {
    const auto vectors = vectors_of(values);
    PlanFinder finder(game, vectors, k_margin);
    const std::size_t before = values.size();
    for (const auto& direction : directions) {
      const Plan plan = finder.best(direction);
      if (plan.shares.empty()) continue;
      auto point = followed_by(game, plan.profile, fractions_of(game, plan), values);
      double reached = 0;
      for (std::size_t i = 0; i < point.value.size(); ++i) {
        point.value[i] = on_grid(to_double(point.value[i]), k_value_bits);
        reached += direction[i] * to_double(point.value[i]);
      }
      const auto goes_as_far = [&](const std::vector<Rational>& v) {
        double product = -k_further;
        for (std::size_t i = 0; i < v.size(); ++i) product += direction[i] * to_double(v[i]);
        return product >= reached - 2 * k_further;
      };
      if (std::any_of(values.begin(), values.end(), goes_as_far)) continue;
      if (!incentives_hold(game, point, inner.error)) continue;
      values.push_back(point.value);
      inner.points.push_back(std::move(point));
    }
    inner.programs += finder.solved();
    if (values.size() == before) return;
  }
}

}  // namespace entente::enforce
