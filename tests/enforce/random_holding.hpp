#pragma once

#include "entente/base/random.hpp"
#include "entente/enforce/hold.hpp"
#include "tests/support/random_scenario.hpp"

namespace entente::test {

struct RandomHoldingOptions {
  std::size_t max_issues = 5;
  std::size_t max_options = 3;
  std::size_t interactions = 0;  ///< per party, at most
  bool false_alarms = false;
  int longest_lag = 1;
  bool joint = true;
  bool attribution = false;  ///< in one scenario of three
  bool perfect = false;      ///< every breach is noticed for certain
};

/// The party that loses most, or gains least, by moving the issue.
inline PartyId loser(const Scenario& scenario, std::size_t issue) {
  PartyId least(0);
  Rational least_gain = 0;
  for (std::size_t j = 0; j < scenario.party_count(); ++j) {
    const auto& row = scenario.preferences[j].values[issue];
    const std::size_t today = scenario.issues[issue].status_quo.index();
    Rational gain = 0;
    for (const auto& value : row) gain += value.mean() - row[today].mean();
    if (j == 0 || gain < least_gain) {
      least = PartyId(j);
      least_gain = gain;
    }
  }
  return least;
}

/// A small scenario with rules, threats and reservations, in which every party can break something
/// and has a discount factor.
inline Scenario random_holding(std::uint64_t seed, const RandomHoldingOptions& options) {
  RandomStream random(seed + 77);
  const auto below = [&](std::uint64_t bound) { return static_cast<int>(random.below(bound)); };
  RandomScenarioOptions shape;
  shape.min_parties = 2;
  shape.max_parties = random.below(4) == 0 ? 3 : 2;
  shape.min_issues = options.max_issues - 1;
  shape.max_issues = options.max_issues;
  shape.min_options = 2;
  shape.max_options = options.max_options;
  shape.max_rules = 2;
  shape.max_interactions = options.interactions;
  shape.attribution = options.attribution;
  Scenario out = random_scenario(seed, shape);
  for (std::size_t i = 0; i < out.issue_count(); ++i) {
    Issue& issue = out.issues[i];
    if (issue.is_threat()) continue;
    issue.giver = below(4) == 0 ? PartyId(random.below(out.party_count())) : loser(out, i);
    if (options.joint && below(5) == 0) issue.giver.reset();
    issue.false_alarm.reset();
    issue.detection.reset();
    if (options.false_alarms && below(2) == 0) issue.false_alarm = Rational(1 + below(15), 100);
    if (!options.perfect && below(4) != 0) issue.detection = Rational(5 * (1 + below(20)), 100);
    issue.lag = options.longest_lag == 1 ? 1 : below(options.longest_lag + 1);
  }
  for (auto& party : out.parties) party.discount = Rational(30 + 5 * below(14), 100);
  return out;
}

}  // namespace entente::test
