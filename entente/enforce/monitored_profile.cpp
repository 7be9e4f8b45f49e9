#include "entente/enforce/monitored_profile.hpp"

#include <algorithm>
#include <string>

namespace entente::enforce {

PayoffScale::PayoffScale(const StageGame& game) {
  for (std::size_t i = 0; i < game.player_count(); ++i) {
    Rational least = game.at(0, i);
    Rational most = least;
    for (std::size_t a = 1; a < game.profile_count(); ++a) {
      least = std::min(least, game.at(a, i));
      most = std::max(most, game.at(a, i));
    }
    low.push_back(least);
    range.push_back(most == least ? Rational(1) : Rational(most - least));
  }
}

MonitoredProfile<Rational> monitored(const StageGame& game, const PublicMonitoring& monitoring,
                                     const PayoffScale& scale, std::size_t profile) {
  struct Other {
    std::size_t player;
    std::size_t profile;
  };
  std::vector<Other> others;
  MonitoredProfile<Rational> result;
  for (std::size_t i = 0; i < game.player_count(); ++i) {
    result.payoff.push_back((game.at(profile, i) - scale.low[i]) / scale.range[i]);
    for (std::size_t own = 0; own < game.actions[i].size(); ++own) {
      const std::size_t changed = game.changed(profile, i, own);
      if (changed == profile) continue;
      others.push_back({i, changed});
      result.deviations.push_back(
          {i, (game.at(changed, i) - game.at(profile, i)) / scale.range[i], {}});
    }
  }
  for (std::size_t y = 0; y < monitoring.signals.size(); ++y) {
    const Rational& here = monitoring.at(profile, y);
    const bool possible =
        here != 0 || std::any_of(others.begin(), others.end(), [&](const Other& other) {
          return monitoring.at(other.profile, y) != 0;
        });
    if (!possible) continue;
    result.signals.push_back(y);
    result.probability.push_back(here);
    for (std::size_t k = 0; k < others.size(); ++k) {
      result.deviations[k].shift.push_back(monitoring.at(others[k].profile, y) - here);
    }
  }
  return result;
}

MonitoredProfile<double> rounded(const MonitoredProfile<Rational>& exact) {
  const auto doubles = [](const std::vector<Rational>& all) {
    std::vector<double> result;
    result.reserve(all.size());
    for (const auto& x : all) result.push_back(to_double(x));
    return result;
  };
  MonitoredProfile<double> result{
      doubles(exact.payoff), doubles(exact.probability), {}, exact.signals};
  for (const auto& deviation : exact.deviations) {
    result.deviations.push_back(
        {deviation.player, to_double(deviation.gain), doubles(deviation.shift)});
  }
  return result;
}

PublicMonitoring perfect_monitoring(const StageGame& game) {
  const std::size_t n = game.profile_count();
  PublicMonitoring result;
  result.probability.assign(n * n, Rational(0));
  for (std::size_t a = 0; a < n; ++a) {
    result.signals.push_back(std::to_string(a + 1));
    result.probability[a * n + a] = 1;
  }
  return result;
}

}  // namespace entente::enforce
