#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "entente/enforce/continuation_program.hpp"
#include "entente/enforce/half_spaces.hpp"
#include "entente/enforce/monitored_profile.hpp"

namespace entente::enforce {

/// What the iteration has to get through.
struct OuterLimits {
  std::size_t rounds = 300;     ///< of programs
  std::size_t sweeps = 20'000;  ///< over the bounds found so far, in each round
  /// Rounds stop when they lower no level by more; on the scale of payoffs in [0, 1].
  double tolerance = 1e-10;
  bool plain = false;  ///< programs only, no sweeps in between: to compare with
};

struct OuterCounts {
  std::size_t programs = 0;
  std::size_t rounds = 0;
  std::size_t sweeps = 0;
};

/// How far a set reaches in one of its directions, and by what.
struct Reached {
  Vector point{};
  std::size_t profile = 0;
};

/// The operator of Abreu, Pearce and Stacchetti (1990) on sets given by half-spaces (Judd, Yeltekin
/// and Conklin 2003), from outside down to a fixed point: every level becomes the largest product
/// of its direction with a payoff that some pure profile gives today and points of the set after
/// every signal. All sets on the way hold all payoffs of equilibria.
///
/// Plain iteration needs some 1 / (1 - delta) rounds of programs. But the penalties that solve a
/// program bound its value by a sum of levels with weights at least 0, not only for this set. So
/// each round of programs is followed by sweeps that lower the levels by all bounds found so far
/// until nothing moves, which costs a few products each; the next programs then start from the
/// fixed point of these bounds. A program is only solved where its bounds leave it open whether the
/// profile is the best of its direction.
class OuterIteration {
 public:
  /// Profiles with payoffs in [0, 1]; must outlive this. `eased` is added to every level at each
  /// step, so that nothing is lost to rounding, and every incentive must be worth `margin` more
  /// than the gain.
  OuterIteration(const std::vector<MonitoredProfile<double>>& profiles, double discount,
                 HalfSpaces spaces, double eased, double margin);

  /// Lowers the level of each direction by so much at every step, for a set inside.
  void ease_by(const std::vector<double>& lowered) {
    for (std::size_t k = 0; k < lowered.size(); ++k) eased_[k] = -lowered[k];
  }

  /// Goes on until it settles, at the latest after the limits; false when nothing is left.
  [[nodiscard]] bool run(const OuterLimits& limits);

  /// Adds a direction of length 1 where the set goes now.
  void add_direction(const Vector& direction);

  [[nodiscard]] const HalfSpaces& spaces() const { return spaces_; }
  /// [direction] after the last round.
  [[nodiscard]] const std::vector<Reached>& reached() const { return reached_; }
  [[nodiscard]] const std::vector<std::size_t>& playable() const { return playable_; }
  [[nodiscard]] const OuterCounts& counts() const { return counts_; }
  [[nodiscard]] bool settled() const { return settled_; }

 private:
  /// A bound: constant + sum of weight * level.
  struct Bound {
    double constant = 0;
    std::vector<std::pair<std::size_t, double>> terms;
  };
  struct Bounds {
    std::vector<Bound> recent;
    std::size_t next = 0;  ///< to be replaced
  };

  using Programs = std::vector<std::unique_ptr<ContinuationProgram>>;  ///< [profile]

  /// One round of programs; the largest step down. False when nothing is left.
  bool round(double& step);
  [[nodiscard]] std::optional<Vector> centre() const;
  /// The most that a playable profile gives in the direction.
  double best_in(std::size_t direction, const Programs& programs);
  void keep_bound(std::size_t direction, std::size_t profile, const ContinuationProgram& program,
                  const std::vector<double>& penalty);
  [[nodiscard]] Reached reached_by(std::size_t profile, const ContinuationProgram& program) const;
  void sweep_until_settled(const OuterLimits& limits);
  double sweep();
  [[nodiscard]] double bounded(std::size_t direction, std::size_t profile) const;
  [[nodiscard]] bool has_width() const;

  const std::vector<MonitoredProfile<double>>& profiles_;
  double discount_;
  HalfSpaces spaces_;
  std::vector<double> eased_;  ///< [direction]
  double margin_;
  std::vector<std::size_t> playable_;
  std::vector<Bounds> bounds_;  ///< [direction * profiles + profile]
  std::vector<Reached> reached_;
  OuterCounts counts_;
  bool settled_ = false;
};

/// What a deviation has to lose in expected continuations, [deviation].
[[nodiscard]] std::vector<double> needs_of(const MonitoredProfile<double>& profile, double discount,
                                           double margin);

/// Payoffs as a vector.
[[nodiscard]] Vector vector_of(const std::vector<double>& payoff);

}  // namespace entente::enforce
