#pragma once

#include <cstddef>
#include <vector>

#include "entente/enforce/monitored_profile.hpp"
#include "entente/enforce/simplex.hpp"

namespace entente::enforce {

/// What a direction gets out of a profile that is to be kept to: see ScoreProgram.
template <class T>
struct Score {
  /// False where no rewards and punishments within the half-space make everybody keep to it.
  bool enforceable = false;
  T value{};
  /// [player] The score in all directions with the same signs is at most the product with this, and
  /// equal in this direction. Where not enforceable: the score is without limit below in all
  /// directions whose product with this is below 0, and so in this one.
  std::vector<T> payoff;
};

/// The highest score k*(a, lambda) of a profile a: the largest lambda * v over payoffs v and
/// rewards x(y), one for each signal and player, such that v is today's payoff plus the expected
/// reward, nobody gains by a deviation, and lambda * x(y) <= 0 for every signal y (Fudenberg and
/// Levine 1994, section 3).
///
/// Solved in the dual: with amounts nu >= 0 for the deviations, weighed by the size of the player's
/// entry of lambda, the score is lambda * g less the largest sum of |lambda_i| nu gain, such that
/// all players with an entry shift the signals alike, by sign(lambda_i) * sum of nu shift, to no
/// less than -probability. So the feasible amounts depend on the signs of lambda only: within an
/// orthant the score is concave and piecewise linear, which the limit set builds on. Players
/// without an entry in lambda must not shift anything.
template <class T>
class ScoreProgram {
 public:
  /// `signs` [player]: -1, 0 or 1; not all 0. The profile must outlive this.
  ScoreProgram(const MonitoredProfile<T>& profile, std::vector<int> signs)
      : profile_(profile), signs_(std::move(signs)) {
    lead_ = 0;
    while (signs_[lead_] == 0) ++lead_;
    const std::size_t signals = profile.probability.size();
    rows_ = signals + (signs_.size() - 1) * (signals - 1);
    for (const auto& deviation : profile.deviations) add_column(deviation);
  }

  /// `direction` has the signs, or is 0 where they are not: then the score is the limit.
  [[nodiscard]] Score<T> solve(const std::vector<T>& direction) {
    begin(direction);
    std::vector<T> unit(rows_, T(0));
    for (std::size_t pivots = 0; pivots < k_most_pivots; ++pivots) {
      const auto& prices = basis_.prices();
      const std::size_t entering = improving(prices);
      if (entering == k_none) break;
      const std::size_t deviations = columns_.size();
      if (entering < deviations) {
        if (!basis_.enter(columns_[entering], entering, cost_[entering])) return ray(entering);
      } else {
        unit[entering - deviations] = T(1);
        const bool limited = basis_.enter(unit, entering, T(0));
        unit[entering - deviations] = T(0);
        if (!limited) return ray(entering);
      }
    }
    return corner(direction);
  }

 private:
  static constexpr std::size_t k_none = static_cast<std::size_t>(-1);
  static constexpr std::size_t k_most_pivots = 100'000;

  /// The rows: first, for each signal, what is left of its probability under the first player with
  /// a sign; then for every other player, and every signal but the last, that it shifts alike.
  void add_column(const OneShotDeviation<T>& deviation) {
    const std::size_t signals = profile_.probability.size();
    auto& column = columns_.emplace_back(rows_, T(0));
    const int sign = signs_[deviation.player];
    std::size_t row = signals;
    for (std::size_t i = 0; i < signs_.size(); ++i) {
      if (i == lead_) continue;
      for (std::size_t y = 0; y + 1 < signals; ++y, ++row) {
        const T& shift = deviation.shift[y];
        if (deviation.player == i) column[row] = sign < 0 ? T(-shift) : shift;
        if (deviation.player == lead_ && signs_[i] != 0) column[row] = sign < 0 ? shift : T(-shift);
      }
    }
    if (deviation.player != lead_) return;
    for (std::size_t y = 0; y < signals; ++y) {
      column[y] = sign < 0 ? T(-deviation.shift[y]) : deviation.shift[y];
    }
  }

  void begin(const std::vector<T>& direction) {
    std::vector<T> right = profile_.probability;
    right.resize(rows_, T(0));
    basis_.start(right);
    for (std::size_t y = 0; y < profile_.probability.size(); ++y) {
      basis_.adopt(y, columns_.size() + y, T(0));
    }
    basis_.hold_artificials();
    cost_.clear();
    for (const auto& deviation : profile_.deviations) {
      const T& entry = direction[deviation.player];
      const int sign = signs_[deviation.player];
      cost_.push_back(sign == 0 ? deviation.gain
                                : T((sign < 0 ? T(-entry) : entry) * deviation.gain));
    }
  }

  [[nodiscard]] std::size_t improving(const std::vector<T>& prices) const {
    std::size_t best = k_none;
    T most = simplex_zero<T>();
    const auto take = [&](std::size_t number, const T& reduced) {
      if (!(reduced > most)) return false;
      best = number;
      if constexpr (std::is_floating_point_v<T>) {
        most = reduced;
        return false;
      } else {
        return true;
      }
    };
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      T reduced = cost_[c];
      for (std::size_t r = 0; r < rows_; ++r) {
        if (prices[r] != T(0) && columns_[c][r] != T(0)) reduced -= prices[r] * columns_[c][r];
      }
      if (take(c, reduced)) return best;
    }
    for (std::size_t y = 0; y < profile_.probability.size(); ++y) {
      if (take(columns_.size() + y, T(-prices[y]))) return best;
    }
    return best;
  }

  /// Adds what an amount of the deviation takes from the players' payoffs.
  void subtract(std::size_t deviation, const T& amount, std::vector<T>& payoff) const {
    const auto& d = profile_.deviations[deviation];
    const T by = amount * d.gain;
    if (signs_[d.player] > 0) payoff[d.player] -= by;
    if (signs_[d.player] < 0) payoff[d.player] += by;
  }

  [[nodiscard]] Score<T> corner(const std::vector<T>& direction) const {
    Score<T> score{true, T(0), profile_.payoff};
    for (std::size_t r = 0; r < rows_; ++r) {
      const auto& member = basis_.members()[r];
      if (!member.artificial && member.number < columns_.size()) {
        subtract(member.number, basis_.amount(r), score.payoff);
      }
    }
    for (std::size_t i = 0; i < signs_.size(); ++i) {
      if (signs_[i] != 0) score.value += direction[i] * score.payoff[i];
    }
    return score;
  }

  [[nodiscard]] Score<T> ray(std::size_t entering) const {
    Score<T> score{false, T(0), std::vector<T>(signs_.size(), T(0))};
    if (entering < columns_.size()) subtract(entering, T(1), score.payoff);
    for (std::size_t r = 0; r < rows_; ++r) {
      const auto& member = basis_.members()[r];
      if (!member.artificial && member.number < columns_.size()) {
        subtract(member.number, T(-basis_.change(r)), score.payoff);
      }
    }
    return score;
  }

  const MonitoredProfile<T>& profile_;
  std::vector<int> signs_;
  std::size_t lead_ = 0;
  std::size_t rows_ = 0;
  std::vector<std::vector<T>> columns_;  ///< [deviation]
  std::vector<T> cost_;                  ///< [deviation]
  SimplexBasis<T> basis_;
};

}  // namespace entente::enforce
