#include "entente/enforce/attribution.hpp"

#include <algorithm>
#include <numeric>

namespace entente::enforce {
namespace {

/// Of false alarms and incidents, while these commitments (rising) are broken and raise none.
BlameChances chances_without(const Scenario& scenario, const KeptAgreement& agreement,
                             const std::vector<std::size_t>& broken) {
  const Attribution& attribution = *scenario.attribution;
  std::vector<Rational> rate;
  for (const auto& share : attribution.incidents_blame) {
    rate.emplace_back(attribution.incidents * share);
  }
  Rational unclear = 0;
  Rational quiet = 1 - agreement.incident_alarm;
  for (std::size_t k = 0; k < agreement.commitments.size(); ++k) {
    if (std::binary_search(broken.begin(), broken.end(), k)) continue;
    const Commitment& c = agreement.commitments[k];
    (c.giver ? rate[c.giver->index()] : unclear) += c.false_alarm;
    quiet *= 1 - c.false_alarm;
  }
  const Rational sum = std::accumulate(rate.begin(), rate.end(), unclear);
  // Of several alarms in one period one is looked at, each as often as it comes.
  const Rational scale = sum == 0 ? Rational(0) : Rational((1 - quiet) / sum);
  BlameChances out;
  for (const auto& r : rate) out.party.emplace_back(r * scale);
  out.unclear = unclear * scale;
  out.nobody = quiet;
  return out;
}

BlameChances chances_of_breaking(const Scenario& scenario, const Hold& hold, std::size_t culprit) {
  const Rational& blamed = hold.agreement.parties[culprit].blamed;
  // What is noticed, and blamed on anybody, comes before all other alarms. A commitment of which
  // that is rarer than its false alarms shows no more than if it were kept.
  std::vector<std::size_t> shown;
  Rational unseen = 1;
  for (const std::size_t k : hold.parties[culprit].binding.commitments) {
    const Commitment& c = hold.agreement.commitments[k];
    const Rational seen = c.detection * blamed;
    if (seen < c.false_alarm) continue;
    shown.push_back(k);
    unseen *= 1 - seen;
  }
  const BlameChances rest = chances_without(scenario, hold.agreement, shown);
  BlameChances out;
  for (std::size_t j = 0; j < rest.party.size(); ++j) {
    const Rational& share = scenario.attribution->blame[culprit][j];
    const Rational told = blamed == 0 ? Rational(0) : Rational((1 - unseen) * share / blamed);
    out.party.emplace_back(told + unseen * rest.party[j]);
  }
  out.unclear = unseen * rest.unclear;
  out.nobody = unseen * rest.nobody;
  return out;
}

void append(const BlameChances& chances, std::vector<Rational>& row) {
  row.insert(row.end(), chances.party.begin(), chances.party.end());
  row.push_back(chances.unclear);
  row.push_back(chances.nobody);
}

/// The game of two parties that keep or break; what both breaking would show does not matter at
/// the profile where both keep.
struct PairGame {
  StageGame game;
  PublicMonitoring monitoring;

  PairGame(const BlameChances& kept, const BlameChances& first, const BlameChances& second) {
    game.players = {"first", "second"};
    game.actions = {{"keep", "break"}, {"keep", "break"}};
    game.payoff.assign(8, Rational(0));
    monitoring.signals.assign(kept.party.size() + 2, "");
    for (const auto* row : {&kept, &second, &first, &kept}) append(*row, monitoring.probability);
  }
};

constexpr std::size_t k_both_keep = 0;

}  // namespace

std::optional<BlameAnalysis> analyse_blame(const Scenario& scenario, const Hold& hold) {
  if (!scenario.attribution) return std::nullopt;
  BlameAnalysis out;
  out.kept = chances_without(scenario, hold.agreement, {});
  std::vector<std::size_t> tempted;
  for (std::size_t j = 0; j < hold.parties.size(); ++j) {
    out.broken.push_back(chances_of_breaking(scenario, hold, j));
    if (hold.parties[j].binding.gain <= 0) continue;
    const PairGame pair(out.kept, out.broken[j], out.kept);
    const bool told = tells_actions(pair.game, pair.monitoring, k_both_keep, 0);
    (told ? tempted : out.hidden).push_back(j);
  }
  for (std::size_t a = 0; a < tempted.size(); ++a) {
    for (std::size_t b = a + 1; b < tempted.size(); ++b) {
      const PairGame pair(out.kept, out.broken[tempted[a]], out.broken[tempted[b]]);
      if (tells_players_apart(pair.game, pair.monitoring, k_both_keep, 0, 1)) continue;
      out.alike.emplace_back(tempted[a], tempted[b]);
    }
  }
  if (out.hidden.empty()) {
    out.response = out.alike.empty() ? Response::targeted : Response::collective;
  }
  return out;
}

}  // namespace entente::enforce
