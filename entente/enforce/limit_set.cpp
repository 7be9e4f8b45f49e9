#include "entente/enforce/limit_set.hpp"

#include <utility>

#include "entente/enforce/monitored_profile.hpp"
#include "entente/enforce/polygon.hpp"
#include "entente/enforce/score.hpp"
#include "entente/enforce/score_envelope.hpp"

namespace entente::enforce {
namespace {

using Corners = std::vector<Point<Rational>>;

class LimitFinder {
 public:
  LimitFinder(const StageGame& game, const PublicMonitoring& monitoring) : scale_(game) {
    for (std::size_t a = 0; a < game.profile_count(); ++a) {
      profiles_.push_back(monitored(game, monitoring, scale_, a));
    }
  }

  LimitSet run() {
    Corners payoffs;
    for (const auto& profile : profiles_) payoffs.push_back(payoff_of(profile));
    corners_ = convex_hull(std::move(payoffs), Rational(0));
    for (const int sign : {1, -1}) {
      cut_axis({sign, 0});
      cut_axis({0, sign});
      for (const int other : {1, -1}) cut_quadrant({{sign, other}});
    }
    for (const auto& p : corners_) {
      answer_.vertices.push_back(
          {scale_.low[0] + scale_.range[0] * p[0], scale_.low[1] + scale_.range[1] * p[1]});
    }
    answer_.reached = answer_.vertices.size() > 2;
    return std::move(answer_);
  }

 private:
  static Point<Rational> payoff_of(const MonitoredProfile<Rational>& profile) {
    return {profile.payoff[0], profile.payoff[1]};
  }

  void cut_axis(const std::array<int, 2>& signs) {
    const Point<Rational> direction{Rational(signs[0]), Rational(signs[1])};
    std::optional<Rational> best;
    for (const auto& profile : profiles_) {
      const auto now = payoff_of(profile);
      if (best && direction[0] * now[0] + direction[1] * now[1] <= *best) continue;
      ++answer_.programs;
      const auto score =
          ScoreProgram<Rational>(profile, {signs[0], signs[1]}).solve({direction[0], direction[1]});
      if (score.enforceable && (!best || score.value > *best)) best = score.value;
    }
    corners_ = best ? cut(corners_, direction, *best, Rational(0)) : Corners{};
  }

  /// The bounds at both ends of every piece: those between follow. Where the larger of two concave
  /// scores changes hands, or has a gap, the limits from both sides count.
  void cut_quadrant(const Quadrant& quadrant) {
    ScoreEnvelope most;
    for (const auto& profile : profiles_) {
      // Nothing is enforced for more than what is paid today.
      if (covers(quadrant, most, payoff_of(profile))) continue;
      most = larger(quadrant, most, score_of(profile, quadrant, answer_.programs));
    }
    Rational covered(0);
    for (const auto& piece : most) {
      if (piece.begin != covered) corners_.clear();
      for (const auto* at : {&piece.begin, &piece.end}) {
        corners_ =
            cut(corners_, quadrant.direction(*at), quadrant.value(*at, piece.payoff), Rational(0));
      }
      covered = piece.end;
    }
    if (covered != 1) corners_.clear();
  }

  PayoffScale scale_;
  std::vector<MonitoredProfile<Rational>> profiles_;
  Corners corners_;
  LimitSet answer_;
};

}  // namespace

LimitSet find_limit_set(const StageGame& game, const PublicMonitoring& monitoring) {
  return LimitFinder(game, monitoring).run();
}

std::optional<Rational> best_score(const StageGame& game, const PublicMonitoring& monitoring,
                                   const std::vector<Rational>& direction) {
  const PayoffScale scale(game);
  std::vector<int> signs;
  std::vector<Rational> scaled;
  Rational moved(0);
  for (std::size_t i = 0; i < direction.size(); ++i) {
    signs.push_back(direction[i] > 0 ? 1 : (direction[i] < 0 ? -1 : 0));
    scaled.push_back(direction[i] * scale.range[i]);
    moved += direction[i] * scale.low[i];
  }
  std::optional<Rational> best;
  for (std::size_t a = 0; a < game.profile_count(); ++a) {
    const auto profile = monitored(game, monitoring, scale, a);
    const auto score = ScoreProgram<Rational>(profile, signs).solve(scaled);
    if (score.enforceable && (!best || score.value + moved > *best)) best = score.value + moved;
  }
  return best;
}

}  // namespace entente::enforce
