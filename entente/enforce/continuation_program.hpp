#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "entente/enforce/half_spaces.hpp"
#include "entente/enforce/monitored_profile.hpp"
#include "entente/enforce/simplex.hpp"

namespace entente::enforce {

/// A share of a continuation.
struct Share {
  std::size_t signal = 0;
  std::size_t point = 0;  ///< the number that the set gave
  Vector value{};
  double weight = 0;
};

/// What follows after a signal goes at most so far: the answer of a set to a direction.
struct Reach {
  double value = 0;
  Vector point{};
  std::size_t number = 0;  ///< of the point
};

/// The best that can follow on a profile, as seen from one direction.
struct Continuation {
  double bound = 0;             ///< of direction * expected continuation: never below the truth
  std::vector<double> penalty;  ///< [deviation], at least 0: proves the bound
};

/// The linear programs of the operator of Abreu, Pearce and Stacchetti (1990) for a profile: the
/// largest direction * sum over y of probability(y) w(y), where every w(y) is in a convex set and
/// nobody gains by a deviation:
///   sum over y of -shift(y) w_i(y) >= need, with need = (1 - delta) / delta * gain.
/// Continuations are put together from points that the set gives where asked for a direction
/// (columns made on the way: Dantzig and Wolfe 1960), so that the programs have only as many rows
/// as there are signals and deviations. The basis serves the next direction. With penalties mu >=
/// 0, the sum over y of the set's support in the direction
///   c(y) = probability(y) * direction - sum of mu shift(y) e_i, less mu * need, bounds the value.
class ContinuationProgram {
 public:
  /// Answers how far the set goes in a direction.
  using Set = std::function<Reach(const Vector&)>;

  /// `needs` [deviation]. Profile and set must outlive this. `centre` is a point of the set.
  ContinuationProgram(const MonitoredProfile<double>& profile, std::vector<double> needs,
                      const Set& set, const Vector& centre);

  /// Can everybody be made to keep to the profile? If not, it cannot in any part of the set either.
  [[nodiscard]] bool feasible();

  /// Only after feasible() has said so. O(pivots * (rows^2 + signals)) and as many questions to the
  /// set as pivots times signals.
  [[nodiscard]] const Continuation& maximise(const Vector& direction);

  /// What follows, after maximise(): weights of one signal add up to 1. Points with the number
  /// k_centre are the centre.
  [[nodiscard]] std::vector<Share> shares() const;
  static constexpr std::size_t k_centre = static_cast<std::size_t>(-1);

  /// The direction c(y) in which the set's support enters the bound.
  [[nodiscard]] Vector turned(std::size_t signal, const Vector& direction,
                              const std::vector<double>& penalty) const;

 private:
  struct Column {
    std::size_t signal = 0;
    std::size_t point = k_centre;
    Vector value{};  ///< relative to the centre
  };

  void start();
  /// Improves until nothing does; false where the programs' numbers do not settle.
  void improve(const Vector& direction, bool first_phase);
  bool price(const Vector& direction, bool first_phase);
  [[nodiscard]] double cost_of(const Column& column, const Vector& direction) const;
  void fill(const Column& column);
  [[nodiscard]] std::size_t deviation_row(std::size_t k) const { return signals_ + k; }

  const MonitoredProfile<double>& profile_;
  std::vector<double> needs_;
  const Set& set_;
  Vector centre_;
  std::size_t signals_;
  SimplexBasis<double> basis_;
  std::vector<Column> columns_;  ///< all made so far; slacks are numbered behind k_slack
  std::vector<double> entries_;
  Continuation answer_;
  std::vector<double> penalty_;
  std::vector<Reach> reach_;
};

}  // namespace entente::enforce
