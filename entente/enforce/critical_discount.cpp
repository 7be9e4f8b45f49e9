#include <algorithm>

#include "entente/enforce/fractions.hpp"
#include "entente/enforce/two_party_set.hpp"

namespace entente::enforce {
namespace {

constexpr unsigned k_search_bits = 40;
constexpr unsigned k_final_bits = 60;

Rational power_of_half(unsigned bits) { return Rational(Integer(1), Integer(1) << bits); }

/// [player]: what its best deviation from the profile wins it today.
std::array<Rational, 2> temptation(const StageGame& game, std::size_t profile) {
  std::array<Rational, 2> most{};
  for (std::size_t i = 0; i < 2; ++i) {
    for (std::size_t other = 0; other < game.actions[i].size(); ++other) {
      const Rational gain = game.at(game.changed(profile, i, other), i) - game.at(profile, i);
      most[i] = std::max(most[i], gain);
    }
  }
  return most;
}

std::optional<Rational> grim_trigger(const StageGame& game, std::size_t profile,
                                     const std::array<Rational, 2>& gain) {
  const auto equilibria = stage_equilibria(game);
  Rational needed = 0;
  for (std::size_t i = 0; i < 2; ++i) {
    if (gain[i] == 0) continue;
    if (equilibria.empty()) return std::nullopt;
    Rational worst = game.at(equilibria.front(), i);
    for (const std::size_t e : equilibria) worst = std::min(worst, game.at(e, i));
    const Rational loss = game.at(profile, i) - worst;
    if (loss <= 0) return std::nullopt;
    needed = std::max<Rational>(needed, gain[i] / (gain[i] + loss));
  }
  return needed;
}

/// Is playing the profile for ever proven to be an equilibrium?
bool sustained(const StageGame& game, std::size_t profile, const std::array<Rational, 2>& gain,
               const Rational& discount) {
  const auto set = find_equilibrium_set(game, discount);
  if (set.status != SetStatus::exact && set.status != SetStatus::enclosed) return false;
  for (std::size_t i = 0; i < 2; ++i) {
    Rational threat = set.vertices.front().proven[i];
    for (const auto& v : set.vertices) threat = std::min(threat, v.proven[i]);
    if (discount * (game.at(profile, i) - threat) < (1 - discount) * gain[i]) return false;
  }
  return true;
}

}  // namespace

CriticalDiscount find_critical_discount(const StageGame& game, std::size_t profile) {
  CriticalDiscount found;
  found.profile = profile;
  const auto gain = temptation(game, profile);
  found.grim = grim_trigger(game, profile, gain);
  if (gain[0] == 0 && gain[1] == 0) {
    found.high = 0;
    return found;
  }
  const auto holds = [&](const Rational& discount) {
    return sustained(game, profile, gain, discount);
  };
  // Nothing that grim trigger sustains is lost with a harder punishment.
  Rational high = found.grim ? *found.grim : 1 - power_of_half(20);
  if (!holds(high)) return found;
  Rational low = 0;
  while (high - low > power_of_half(k_search_bits)) {
    const Rational middle = (low + high) / 2;
    (holds(middle) ? high : low) = middle;
  }
  const Rational simple = simplest_between(low, high);
  if (simple > low && holds(simple)) {
    high = simple;
    const Rational below = simple - power_of_half(k_final_bits);
    if (below > low && !holds(below)) low = below;
  }
  found.high = high;
  found.low = low;
  return found;
}

}  // namespace entente::enforce
