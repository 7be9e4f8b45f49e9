#include "entente/enforce/noisy_payments.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <utility>

#include "entente/enforce/monitored_profile.hpp"
#include "entente/enforce/payment_curve.hpp"

namespace entente::enforce {
namespace {

/// A linear piece of the best curve: from a liquidity on, until the next piece.
struct Piece {
  Rational from;
  Rational value;  ///< there
  Rational slope;
  std::size_t profile = 0;
};

using Curves = std::vector<std::vector<CurvePoint>>;  ///< [profile] none: not kept to

/// Where a curve is at a liquidity and how it goes on; nothing before its first corner.
std::optional<Piece> line_at(const std::vector<CurvePoint>& curve, std::size_t profile,
                             const Rational& liquidity) {
  if (curve.empty() || curve.front().liquidity > liquidity) return std::nullopt;
  std::size_t k = curve.size() - 1;
  while (curve[k].liquidity > liquidity) --k;
  Piece line{liquidity, curve[k].value, 0, profile};
  if (k + 1 < curve.size()) {
    line.slope =
        (curve[k + 1].value - curve[k].value) / (curve[k + 1].liquidity - curve[k].liquidity);
    line.value += line.slope * (liquidity - curve[k].liquidity);
  }
  return line;
}

/// Do these do better than a value from a liquidity on?
bool beats(const Curves& curves, const Rational& liquidity, const Rational& value) {
  for (std::size_t a = 0; a < curves.size(); ++a) {
    const auto line = line_at(curves[a], a, liquidity);
    if (line && line->value > value) return true;
  }
  return false;
}

/// The highest of some lines that begin at the same liquidity, up to `end`.
void add_highest(std::vector<Piece> lines, const std::optional<Rational>& end,
                 std::vector<Piece>& pieces) {
  while (!lines.empty()) {
    const auto top =
        *std::max_element(lines.begin(), lines.end(), [](const Piece& a, const Piece& b) {
          return a.value != b.value ? a.value < b.value : a.slope < b.slope;
        });
    pieces.push_back(top);
    std::optional<Rational> crossing;
    for (const auto& line : lines) {
      if (line.slope <= top.slope) continue;
      const Rational at = top.from + (top.value - line.value) / (line.slope - top.slope);
      if (!crossing || at < *crossing) crossing = at;
    }
    if (!crossing || (end && *crossing >= *end)) return;
    for (auto& line : lines) {
      line.value += line.slope * (*crossing - line.from);
      line.from = *crossing;
    }
  }
}

/// The best of all profiles at every liquidity.
std::vector<Piece> highest(const Curves& curves) {
  std::vector<Rational> starts;
  for (const auto& curve : curves) {
    for (const auto& corner : curve) starts.push_back(corner.liquidity);
  }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  std::vector<Piece> pieces;
  for (std::size_t k = 0; k < starts.size(); ++k) {
    std::vector<Piece> lines;
    for (std::size_t a = 0; a < curves.size(); ++a) {
      if (auto line = line_at(curves[a], a, starts[k])) lines.push_back(std::move(*line));
    }
    add_highest(std::move(lines),
                k + 1 < starts.size() ? std::optional(starts[k + 1]) : std::nullopt, pieces);
  }
  return pieces;
}

const Piece& piece_at(const std::vector<Piece>& pieces, const Rational& liquidity) {
  std::size_t k = pieces.size() - 1;
  while (k > 0 && pieces[k].from > liquidity) --k;
  return pieces[k];
}

/// The step at a liquidity within a piece. Only its discount factor is left open.
PaymentStep step_at(const std::vector<Piece>& total, const std::vector<std::vector<Piece>>& lowest,
                    const Rational& start, const Rational& liquidity) {
  const auto value = [&](const std::vector<Piece>& pieces) {
    const Piece& piece = piece_at(pieces, start);
    return Rational(piece.value + piece.slope * (liquidity - piece.from));
  };
  PaymentStep step;
  step.liquidity = liquidity;
  step.total = value(total);
  step.profile = piece_at(total, start).profile;
  for (const auto& pieces : lowest) step.lowest.push_back(-value(pieces));
  return step;
}

/// All players' curves, cut where any of them bends.
class PaymentSweep {
 public:
  PaymentSweep(const Curves& total, const std::vector<Curves>& lowest) : total_(highest(total)) {
    for (const auto& curves : lowest) lowest_.push_back(highest(curves));
    const auto add = [&](const std::vector<Piece>& pieces) {
      for (const auto& piece : pieces) starts_.push_back(piece.from);
    };
    add(total_);
    for (const auto& pieces : lowest_) add(pieces);
    std::sort(starts_.begin(), starts_.end());
    starts_.erase(std::unique(starts_.begin(), starts_.end()), starts_.end());
  }

  /// From the largest liquidity down, each piece counts as far as it needs less patience than what
  /// comes after it.
  std::vector<PaymentStep> run() {
    for (std::size_t k = starts_.size(); k-- > 0;) {
      auto step = step_at(total_, lowest_, starts_[k], starts_[k]);
      const bool works = set_discount(step);
      if (!works || (!steps_.empty() && step.discount >= steps_.back().discount)) continue;
      step.gradual = k + 1 < starts_.size() && leads_on(step, k);
      steps_.push_back(std::move(step));
    }
    std::reverse(steps_.begin(), steps_.end());
    drop_repeated(steps_);
    return std::move(steps_);
  }

 private:
  /// Does patience beyond what the start of the piece needs bring more within it? If so, the step
  /// where the next one takes over is added before it.
  bool leads_on(const PaymentStep& start, std::size_t k) {
    PaymentStep end = step_at(total_, lowest_, starts_[k], starts_[k + 1]);
    if (end.total == start.total && end.lowest == start.lowest) return false;
    if (!set_discount(end) || end.discount <= start.discount) return false;
    if (steps_.empty() || end.discount < steps_.back().discount) return false;
    const PaymentStep& next = steps_.back();
    if (end.total == next.total && end.lowest == next.lowest && end.liquidity == next.liquidity) {
      return true;
    }
    // L = x (A + B L) with x = discount / (1 - discount), A + B L being the surplus.
    const Rational slope = (end.surplus() - start.surplus()) / (end.liquidity - start.liquidity);
    const Rational intercept = start.surplus() - slope * start.liquidity;
    const Rational x = next.discount / (1 - next.discount);
    PaymentStep cut = step_at(total_, lowest_, starts_[k], x * intercept / (1 - x * slope));
    cut.discount = next.discount;
    steps_.push_back(std::move(cut));
    return true;
  }

  std::vector<Piece> total_;
  std::vector<std::vector<Piece>> lowest_;  ///< [player]
  std::vector<Rational> starts_;
  std::vector<PaymentStep> steps_;
};

}  // namespace

std::vector<PaymentStep> noisy_payment_steps(const StageGame& game,
                                             const PublicMonitoring& monitoring) {
  const std::size_t players = game.player_count();
  PayoffScale as_it_is(game);
  as_it_is.low.assign(players, Rational(0));
  as_it_is.range.assign(players, Rational(1));
  Curves total(game.profile_count());
  std::vector<Curves> lowest(players, Curves(game.profile_count()));
  for (const auto& need : payment_needs(game)) {
    const bool adds = !beats(total, need.liquidity, need.total);
    std::vector<std::size_t> punished;
    for (std::size_t i = 0; i < players; ++i) {
      if (!beats(lowest[i], need.liquidity, -need.best_reply[i])) punished.push_back(i);
    }
    if (!adds && punished.empty()) continue;
    const auto profile = monitored(game, monitoring, as_it_is, need.profile);
    PaymentCurves curves(profile);
    if (adds) total[need.profile] = curves.total();
    for (const std::size_t i : punished) lowest[i][need.profile] = curves.lowest(i);
  }
  return PaymentSweep(total, lowest).run();
}

}  // namespace entente::enforce
