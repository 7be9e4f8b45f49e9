#include "entente/enforce/payment_curve.hpp"

#include <cassert>
#include <cstddef>
#include <numeric>
#include <utility>

#include "entente/enforce/simplex.hpp"

namespace entente::enforce {
namespace {

/// What is to be great: the amounts of the payments and the liquidity times these.
struct Aim {
  std::vector<Rational> per_player;  ///< times the expected payment
  Rational per_liquidity;
};

}  // namespace

/// The linear program of a profile. Rows: for each signal, payments and what is burnt are the
/// liquidity; for each deviation, what it loses in payments is its gain and more. All aims have the
/// same feasible points, so that each starts where the last one ended.
class PaymentCurves::Program {
 public:
  explicit Program(const MonitoredProfile<Rational>& profile)
      : profile_(profile),
        players_(profile.payoff.size()),
        signals_(profile.probability.size()),
        liquidity_(players_ * signals_) {
    for (std::size_t i = 0; i < players_; ++i) {
      for (std::size_t y = 0; y < signals_; ++y) add_payment(i, y);
    }
    columns_.emplace_back(rows(), Rational(0));
    for (std::size_t y = 0; y < signals_; ++y) columns_.back()[y] = -1;
    for (std::size_t r = 0; r < rows(); ++r) {
      columns_.emplace_back(rows(), Rational(0));
      columns_.back()[r] = sign(r);
    }
    enforceable_ = find_start();
  }

  [[nodiscard]] const MonitoredProfile<Rational>& profile() const { return profile_; }

  /// The corners for an aim that is bounded above, `more` added to the values.
  [[nodiscard]] std::vector<CurvePoint> curve(const Aim& aim, const Rational& more) {
    if (!enforceable_) return {};
    set_aim(aim);
    const CurvePoint first = best({-1, 0});
    const CurvePoint last = best({0, 1});
    std::vector<CurvePoint> corners{first};
    between(first, last, corners);
    corners.push_back(last);
    for (auto& corner : corners) corner.value += more;
    return proper(corners);
  }

 private:
  /// A direction in the plane of liquidity and value.
  struct Direction {
    Rational liquidity;
    Rational value;
  };

  [[nodiscard]] std::size_t rows() const { return signals_ + profile_.deviations.size(); }

  /// The right sides are kept at 0 or above.
  [[nodiscard]] int sign(std::size_t row) const {
    return row < signals_ || profile_.deviations[row - signals_].gain <= 0 ? 1 : -1;
  }

  void add_payment(std::size_t player, std::size_t signal) {
    auto& column = columns_.emplace_back(rows(), Rational(0));
    column[signal] = 1;
    for (std::size_t k = 0; k < profile_.deviations.size(); ++k) {
      const auto& deviation = profile_.deviations[k];
      const std::size_t row = signals_ + k;
      if (deviation.player == player) column[row] = sign(row) * deviation.shift[signal];
    }
  }

  /// Are there any payments at all that make everybody keep to it?
  [[nodiscard]] bool find_start() {
    std::vector<Rational> right(rows(), Rational(0));
    for (std::size_t k = 0; k < profile_.deviations.size(); ++k) {
      right[signals_ + k] = abs(profile_.deviations[k].gain);
    }
    basis_.start(right);
    for (std::size_t r = 0; r < rows(); ++r) {
      if (sign(r) > 0) {
        basis_.adopt(r, liquidity_ + 1 + r, 0);
      } else {
        basis_.members()[r].cost = -1;
      }
    }
    cost_.assign(columns_.size(), Rational(0));
    run();
    if (basis_.value() < 0) return false;
    basis_.hold_artificials();
    return true;
  }

  void set_aim(const Aim& aim) {
    aim_.assign(columns_.size(), Rational(0));
    for (std::size_t i = 0; i < players_; ++i) {
      for (std::size_t y = 0; y < signals_; ++y) {
        aim_[i * signals_ + y] = aim.per_player[i] * profile_.probability[y];
      }
    }
    aim_[liquidity_] = aim.per_liquidity;
  }

  [[nodiscard]] CurvePoint best(const Direction& direction) {
    for (std::size_t c = 0; c < columns_.size(); ++c) cost_[c] = direction.value * aim_[c];
    cost_[liquidity_] += direction.liquidity;
    for (auto& member : basis_.members()) {
      member.cost = member.artificial ? Rational(0) : cost_[member.number];
    }
    run();
    CurvePoint point;
    for (std::size_t r = 0; r < rows(); ++r) {
      const auto& member = basis_.members()[r];
      if (member.artificial) continue;
      if (member.number == liquidity_) point.liquidity = basis_.amount(r);
      point.value += aim_[member.number] * basis_.amount(r);
    }
    return point;
  }

  void run() {
    while (true) {
      const auto& prices = basis_.prices();
      std::size_t entering = 0;
      while (entering < columns_.size() && !improves(entering, prices)) ++entering;
      if (entering == columns_.size()) return;
      [[maybe_unused]] const bool limited =
          basis_.enter(columns_[entering], entering, cost_[entering]);
      assert(limited);  // by the aims
    }
  }

  [[nodiscard]] bool improves(std::size_t column, const std::vector<Rational>& prices) const {
    Rational reduced = cost_[column];
    for (std::size_t r = 0; r < rows(); ++r) {
      if (prices[r] != 0 && columns_[column][r] != 0) reduced -= prices[r] * columns_[column][r];
    }
    return reduced > 0;
  }

  /// The corners beyond the chord of two.
  void between(const CurvePoint& a, const CurvePoint& b, std::vector<CurvePoint>& corners) {
    if (a.liquidity >= b.liquidity || a.value >= b.value) return;
    const Direction direction{a.value - b.value, b.liquidity - a.liquidity};
    const auto height = [&](const CurvePoint& p) {
      return Rational(direction.liquidity * p.liquidity + direction.value * p.value);
    };
    const CurvePoint top = best(direction);
    if (height(top) <= height(a)) return;
    between(a, top, corners);
    corners.push_back(top);
    between(top, b, corners);
  }

  /// Of the same liquidity the best, and nothing where more of it gives no more.
  [[nodiscard]] static std::vector<CurvePoint> proper(const std::vector<CurvePoint>& corners) {
    std::vector<CurvePoint> kept;
    for (const auto& corner : corners) {
      if (!kept.empty() && corner.value <= kept.back().value) continue;
      if (!kept.empty() && corner.liquidity == kept.back().liquidity) kept.pop_back();
      kept.push_back(corner);
    }
    return kept;
  }

  const MonitoredProfile<Rational>& profile_;
  std::size_t players_;
  std::size_t signals_;
  std::size_t liquidity_;                       ///< the number of its column
  std::vector<std::vector<Rational>> columns_;  ///< payments, liquidity, what is left in each row
  std::vector<Rational> aim_;                   ///< [column]
  std::vector<Rational> cost_;                  ///< [column]
  SimplexBasis<Rational> basis_;
  bool enforceable_ = false;
};

PaymentCurves::PaymentCurves(const MonitoredProfile<Rational>& profile)
    : program_(std::make_unique<Program>(profile)) {}

PaymentCurves::~PaymentCurves() = default;

std::vector<CurvePoint> PaymentCurves::total() {
  const auto& payoff = program_->profile().payoff;
  return program_->curve({std::vector<Rational>(payoff.size(), Rational(1)), -1},
                         std::accumulate(payoff.begin(), payoff.end(), Rational(0)));
}

std::vector<CurvePoint> PaymentCurves::lowest(std::size_t player) {
  const auto& payoff = program_->profile().payoff;
  Aim aim{std::vector<Rational>(payoff.size(), Rational(0)), 0};
  aim.per_player[player] = -1;
  return program_->curve(aim, -payoff[player]);
}

}  // namespace entente::enforce
