#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "entente/enforce/continuation_program.hpp"
#include "entente/enforce/half_spaces.hpp"
#include "entente/enforce/monitored_profile.hpp"

namespace entente::enforce {

/// A game and a discount factor, payoffs in [0, 1].
struct DiscountedGame {
  std::vector<MonitoredProfile<Rational>> exact;
  std::vector<MonitoredProfile<double>> rounded;  ///< the same
  Rational discount;
};

/// A payoff that is one of an equilibrium, and how it comes about.
struct ProvenPoint {
  std::vector<Rational> value;  ///< [player]
  std::size_t profile = 0;      ///< played today
  /// [signal of the profile][player] What follows. Empty for an equilibrium of the stage game that
  /// is played for ever.
  std::vector<std::vector<Rational>> continuation;
  std::vector<std::size_t> signals = {};  ///< of the profile: their numbers in the monitoring
};

/// Points that, with all their mixtures, are payoffs of equilibria.
struct InnerSet {
  std::vector<ProvenPoint> points;
  Rational error = Rational(0);  ///< the true payoffs are this close to the points
  std::size_t programs = 0;
};

/// Profiles in which nobody gains today by a deviation, in order.
[[nodiscard]] std::vector<std::size_t> static_equilibria(const DiscountedGame& game);

/// What is played today, and by which shares of a list of points after each signal.
struct Plan {
  std::size_t profile = 0;
  std::vector<Share> shares;  ///< empty for an equilibrium of the stage game, for ever
};

/// Finds plans over the mixtures of a list of points.
class PlanFinder {
 public:
  /// Incentives have to be worth `margin` more than the gain. Game and points must outlive this;
  /// there is at least one point. Solves a program for each profile.
  PlanFinder(const DiscountedGame& game, const std::vector<Vector>& points, double margin);

  /// Is there a plan at all? Equilibria of the stage game count.
  [[nodiscard]] bool can_play() const { return !playable_.empty() || !static_.empty(); }
  /// The plan that is worth most in the direction. At most a program for each profile.
  [[nodiscard]] Plan best(const Vector& direction);
  /// Programs so far.
  [[nodiscard]] std::size_t solved() const { return solved_; }

 private:
  [[nodiscard]] double now(const Vector& direction, std::size_t profile) const;

  const DiscountedGame& game_;
  double discount_;
  std::vector<std::size_t> static_;
  ContinuationProgram::Set set_;
  std::size_t last_ = 0;
  std::vector<std::unique_ptr<ContinuationProgram>> programs_;  ///< [profile]
  std::vector<std::size_t> playable_;
  std::size_t solved_ = 0;
};

/// The points that follow each signal, with probabilities as fractions that add up to 1.
[[nodiscard]] std::vector<std::vector<std::pair<std::size_t, Rational>>> fractions_of(
    const DiscountedGame& game, const Plan& plan);

/// A plan in fractions, if these are what the points are worth.
[[nodiscard]] ProvenPoint followed_by(
    const DiscountedGame& game, std::size_t profile,
    const std::vector<std::vector<std::pair<std::size_t, Rational>>>& next,
    const std::vector<std::vector<Rational>>& points);

/// Does nobody gain by a deviation, in fractions, even if each continuation is off by `error`?
[[nodiscard]] bool incentives_hold(const DiscountedGame& game, const ProvenPoint& point,
                                   const Rational& error);

/// The points themselves, in doubles.
[[nodiscard]] std::vector<Vector> vectors_of(const std::vector<std::vector<Rational>>& points);

/// x rounded to a fraction with a denominator of 2^bits; |x| < 4.
[[nodiscard]] Rational on_grid(double x, int bits);

}  // namespace entente::enforce
