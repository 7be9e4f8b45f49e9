#include "entente/enforce/point_plans.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "entente/enforce/outer_iteration.hpp"

namespace entente::enforce {
namespace {

constexpr int k_weight_bits = 44;

}  // namespace

PlanFinder::PlanFinder(const DiscountedGame& game, const std::vector<Vector>& points, double margin)
    : game_(game),
      discount_(to_double(game.discount)),
      static_(static_equilibria(game)),
      last_(points.size() - 1) {
  set_ = [&points](const Vector& direction) {
    Reach best{-std::numeric_limits<double>::infinity(), {}, 0};
    for (std::size_t k = 0; k < points.size(); ++k) {
      const double value = dot(direction, points[k]);
      if (value > best.value) best = {value, points[k], k};
    }
    return best;
  };
  for (std::size_t a = 0; a < game.rounded.size(); ++a) {
    programs_.push_back(std::make_unique<ContinuationProgram>(
        game.rounded[a], needs_of(game.rounded[a], discount_, margin), set_, points.back()));
    if (programs_.back()->feasible()) playable_.push_back(a);
  }
  solved_ = programs_.size();
}

double PlanFinder::now(const Vector& direction, std::size_t profile) const {
  return (1 - discount_) * dot(direction, vector_of(game_.rounded[profile].payoff));
}

Plan PlanFinder::best(const Vector& direction) {
  Plan plan;
  double most = -std::numeric_limits<double>::infinity();
  for (const std::size_t a : static_) {
    const double value = dot(direction, vector_of(game_.rounded[a].payoff));
    if (value > most) {
      most = value;
      plan = {a, {}};
    }
  }
  // Most profiles cannot be best, whatever follows.
  const double next = discount_ * set_(direction).value;
  std::vector<std::pair<double, std::size_t>> order;
  order.reserve(playable_.size());
  for (const std::size_t a : playable_) order.emplace_back(-(now(direction, a) + next), a);
  std::sort(order.begin(), order.end());
  for (const auto& [below, a] : order) {
    if (-below <= most) break;
    ++solved_;
    const double value = now(direction, a) + discount_ * programs_[a]->maximise(direction).bound;
    if (value <= most) continue;
    most = value;
    plan = {a, programs_[a]->shares()};
  }
  for (auto& share : plan.shares) {
    if (share.point == ContinuationProgram::k_centre) share.point = last_;
  }
  return plan;
}

std::vector<std::size_t> static_equilibria(const DiscountedGame& game) {
  std::vector<std::size_t> found;
  for (std::size_t a = 0; a < game.exact.size(); ++a) {
    const auto& deviations = game.exact[a].deviations;
    if (std::all_of(deviations.begin(), deviations.end(),
                    [](const OneShotDeviation<Rational>& d) { return d.gain <= 0; })) {
      found.push_back(a);
    }
  }
  return found;
}

std::vector<std::vector<std::pair<std::size_t, Rational>>> fractions_of(const DiscountedGame& game,
                                                                        const Plan& plan) {
  std::vector<std::vector<std::pair<std::size_t, Rational>>> result;
  if (plan.shares.empty()) return result;
  result.resize(game.rounded[plan.profile].probability.size());
  const Integer whole = Integer(1) << k_weight_bits;
  for (std::size_t y = 0; y < result.size(); ++y) {
    Integer left = whole;
    const Share* largest = nullptr;
    for (const auto& share : plan.shares) {
      if (share.signal == y && (largest == nullptr || share.weight > largest->weight)) {
        largest = &share;
      }
    }
    for (const auto& share : plan.shares) {
      if (share.signal != y || &share == largest) continue;
      const Integer weight(static_cast<std::int64_t>(
          std::llround(std::ldexp(std::min(share.weight, 1.0), k_weight_bits))));
      if (weight <= 0 || weight > left) continue;
      left -= weight;
      result[y].emplace_back(share.point, Rational(weight, whole));
    }
    // A basis has a share of every signal.
    if (largest != nullptr) result[y].emplace_back(largest->point, Rational(left, whole));
  }
  return result;
}

ProvenPoint followed_by(const DiscountedGame& game, std::size_t profile,
                        const std::vector<std::vector<std::pair<std::size_t, Rational>>>& next,
                        const std::vector<std::vector<Rational>>& points) {
  const auto& today = game.exact[profile];
  ProvenPoint point{today.payoff, profile, {}};
  if (next.empty()) return point;
  for (auto& x : point.value) x *= 1 - game.discount;
  for (std::size_t y = 0; y < next.size(); ++y) {
    auto& sum = point.continuation.emplace_back(today.payoff.size(), Rational(0));
    for (const auto& [k, weight] : next[y]) {
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += weight * points[k][i];
    }
    for (std::size_t i = 0; i < sum.size(); ++i) {
      point.value[i] += game.discount * today.probability[y] * sum[i];
    }
  }
  return point;
}

bool incentives_hold(const DiscountedGame& game, const ProvenPoint& point, const Rational& error) {
  if (point.continuation.empty()) return true;
  for (const auto& deviation : game.exact[point.profile].deviations) {
    Rational lost(0);
    for (std::size_t y = 0; y < point.continuation.size(); ++y) {
      const Rational& shift = deviation.shift[y];
      lost -= shift * point.continuation[y][deviation.player];
      lost -= (shift < 0 ? Rational(-shift) : shift) * error;
    }
    if (game.discount * lost < (1 - game.discount) * deviation.gain) return false;
  }
  return true;
}

std::vector<Vector> vectors_of(const std::vector<std::vector<Rational>>& points) {
  std::vector<Vector> result;
  for (const auto& p : points) {
    Vector& v = result.emplace_back();
    for (std::size_t i = 0; i < p.size(); ++i) v[i] = to_double(p[i]);
  }
  return result;
}

Rational on_grid(double x, int bits) {
  return {Integer(static_cast<std::int64_t>(std::llround(std::ldexp(x, bits)))), Integer(1)
                                                                                     << bits};
}

}  // namespace entente::enforce
