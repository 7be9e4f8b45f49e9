#include "entente/enforce/limit_bounds.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "entente/enforce/direction_lattice.hpp"
#include "entente/enforce/half_spaces.hpp"
#include "entente/enforce/monitored_profile.hpp"
#include "entente/enforce/score.hpp"

namespace entente::enforce {
namespace {

constexpr double k_eased = 1e-9;            ///< of payoffs in [0, 1]
constexpr std::size_t k_few_profiles = 32;  ///< with more, four players get a coarser lattice
constexpr double k_infinite = std::numeric_limits<double>::infinity();

class LimitBounder {
 public:
  LimitBounder(const StageGame& game, const PublicMonitoring& monitoring)
      : players_(game.player_count()), scale_(game), outer_(players_), inner_(players_) {
    for (std::size_t a = 0; a < game.profile_count(); ++a) {
      profiles_.push_back(rounded(monitored(game, monitoring, scale_, a)));
    }
  }

  LimitBounds run() {
    const int sum = players_ == 4 ? (profiles_.size() <= k_few_profiles ? 6 : 4) : 12;
    const auto lattice = direction_lattice(players_, sum);
    for (std::size_t k = 0; k < lattice.size(); ++k) number_[lattice[k]] = k;
    set_outer(lattice);
    for (const auto& point : lattice) inner_.add(unit_vector(point), k_infinite);
    if (!answer_.empty) {
      for (const auto& cone : lattice_cones(players_, sum)) lower_inner(cone);
    }
    tell();
    return std::move(answer_);
  }

 private:
  /// The score of a profile among directions with these signs; -infinity where it has none.
  double score(std::size_t profile, const std::vector<int>& signs, const Vector& direction) {
    auto& program = programs_[{signs, profile}];
    if (!program) program = std::make_unique<ScoreProgram<double>>(profiles_[profile], signs);
    ++answer_.programs;
    const auto solved =
        program->solve({direction.begin(), direction.begin() + std::ptrdiff_t(players_)});
    return solved.enforceable ? solved.value : -k_infinite;
  }

  /// The best profile, and its score. Nothing is enforced for more than what is paid today.
  std::pair<std::size_t, double> best(const std::vector<int>& signs, const Vector& direction) {
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t a = 0; a < profiles_.size(); ++a) {
      double now = 0;
      for (std::size_t i = 0; i < players_; ++i) now += direction[i] * profiles_[a].payoff[i];
      order.emplace_back(-now, a);
    }
    std::sort(order.begin(), order.end());
    std::pair<std::size_t, double> result{0, -k_infinite};
    for (const auto& [below, a] : order) {
      if (-below <= result.second) break;
      const double value = score(a, signs, direction);
      if (value > result.second) result = {a, value};
    }
    return result;
  }

  void set_outer(const std::vector<LatticePoint>& lattice) {
    for (const auto& point : lattice) {
      std::vector<int> signs;
      signs.reserve(players_);
      for (std::size_t i = 0; i < players_; ++i) {
        signs.push_back(point[i] > 0 ? 1 : (point[i] < 0 ? -1 : 0));
      }
      const Vector direction = unit_vector(point);
      const double value = best(signs, direction).second;
      answer_.empty = answer_.empty || value == -k_infinite;
      outer_.add(direction, value + k_eased);
    }
    answer_.empty = answer_.empty || outer_.support(outer_.direction(0)).empty;
  }

  void lower_inner(const LatticeCone& cone) {
    LatticePoint middle{};
    for (const auto& corner : cone.corners) {
      for (std::size_t i = 0; i < players_; ++i) middle[i] += corner[i];
    }
    const std::size_t profile = best(cone.signs, unit_vector(middle)).first;
    for (const auto& corner : cone.corners) {
      const std::size_t k = number_.at(corner);
      double& level = inner_.levels()[k];
      level = std::min(level, score(profile, cone.signs, inner_.direction(k)) - k_eased);
    }
  }

  void tell() {
    double largest = 0;
    for (const auto& range : scale_.range) largest = std::max(largest, to_double(range));
    answer_.inner_empty = answer_.empty ||
                          std::any_of(inner_.levels().begin(), inner_.levels().end(),
                                      [](double level) { return level == -k_infinite; }) ||
                          inner_.support(inner_.direction(0)).empty;
    for (std::size_t k = 0; k < outer_.size(); ++k) {
      LimitBounds::Level level;
      double moved = 0;
      for (std::size_t i = 0; i < players_; ++i) {
        level.direction.push_back(outer_.direction(k)[i] / to_double(scale_.range[i]));
        moved += level.direction[i] * to_double(scale_.low[i]);
      }
      // As far as the levels of all directions together let it go.
      if (!answer_.empty) level.outer = outer_.support(outer_.direction(k)).value + moved;
      if (!answer_.inner_empty) {
        level.inner = inner_.support(inner_.direction(k)).value + moved;
        answer_.gap = std::max(answer_.gap, (level.outer - level.inner) * largest);
      }
      answer_.levels.push_back(std::move(level));
    }
  }

  std::size_t players_;
  PayoffScale scale_;
  std::vector<MonitoredProfile<double>> profiles_;
  std::map<std::pair<std::vector<int>, std::size_t>, std::unique_ptr<ScoreProgram<double>>>
      programs_;
  std::map<LatticePoint, std::size_t> number_;
  HalfSpaces outer_;
  HalfSpaces inner_;
  LimitBounds answer_;
};

}  // namespace

LimitBounds find_limit_bounds(const StageGame& game, const PublicMonitoring& monitoring) {
  return LimitBounder(game, monitoring).run();
}

}  // namespace entente::enforce
