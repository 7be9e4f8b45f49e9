#include "entente/enforce/attribution.hpp"

#include <algorithm>
#include <numeric>

namespace entente::enforce {
namespace {

BlameChances chances_of_keeping(const Scenario& scenario, const KeptAgreement& agreement) {
  const Attribution& attribution = *scenario.attribution;
  std::vector<Rational> rate;
  for (const auto& share : attribution.incidents_blame) {
    rate.emplace_back(attribution.incidents * share);
  }
  Rational unclear = 0;
  for (const auto& c : agreement.commitments) {
    (c.giver ? rate[c.giver->index()] : unclear) += c.false_alarm;
  }
  const Rational sum = std::accumulate(rate.begin(), rate.end(), unclear);
  // Of several alarms in one period one is looked at, each as often as it comes.
  const Rational scale = sum == 0 ? Rational(0) : Rational(agreement.false_alarm / sum);
  BlameChances out;
  for (const auto& r : rate) out.party.emplace_back(r * scale);
  out.unclear = unclear * scale;
  out.nobody = 1 - agreement.false_alarm;
  return out;
}

BlameChances chances_of_breaking(const Scenario& scenario, const Hold& hold, std::size_t culprit,
                                 const BlameChances& kept) {
  const auto& standing = hold.agreement.parties[culprit];
  const Rational quiet = 1 - hold.agreement.false_alarm;
  const Rational& alarm = hold.parties[culprit].binding.alarm;
  // The breach's own alarm, which comes before all others.
  const Rational own = quiet == 0 ? Rational(0) : Rational(1 - (1 - alarm) / quiet);
  BlameChances out;
  for (std::size_t j = 0; j < kept.party.size(); ++j) {
    const Rational& share = scenario.attribution->blame[culprit][j];
    const Rational told =
        standing.blamed == 0 ? Rational(0) : Rational(own * share / standing.blamed);
    out.party.emplace_back((1 - own) * kept.party[j] + told);
  }
  out.unclear = (1 - own) * kept.unclear;
  out.nobody = (1 - own) * kept.nobody;
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
  out.kept = chances_of_keeping(scenario, hold.agreement);
  std::vector<std::size_t> tempted;
  for (std::size_t j = 0; j < hold.parties.size(); ++j) {
    out.broken.push_back(chances_of_breaking(scenario, hold, j, out.kept));
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
