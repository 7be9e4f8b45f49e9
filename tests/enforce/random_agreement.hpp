#pragma once

#include "entente/base/random.hpp"
#include "entente/enforce/commitments.hpp"
#include "tests/support/random_scenario.hpp"

namespace entente::test {

/// A scenario, and an agreement in which many issues are moved, with random odds of detection.
struct RandomAgreement {
  Scenario scenario;
  Outcome outcome;
};

struct RandomAgreementOptions {
  std::size_t issues = 6;
  int longest_lag = 1;
  std::size_t interactions = 0;  ///< per party, at most
  bool zero_lag = false;
};

inline RandomAgreement random_agreement(std::uint64_t seed, const RandomAgreementOptions& options) {
  RandomScenarioOptions shape;
  shape.min_parties = 2;
  shape.max_parties = 3;
  shape.min_issues = shape.max_issues = options.issues;
  shape.min_options = 2;
  shape.max_rules = 0;
  shape.max_interactions = options.interactions;
  shape.threats = false;
  RandomAgreement out{random_scenario(seed, shape), {}};
  RandomStream random(seed + 1000);
  for (std::size_t i = 0; i < out.scenario.issue_count(); ++i) {
    Issue& issue = out.scenario.issues[i];
    issue.giver = PartyId(random.below(out.scenario.party_count()));
    if (random.below(8) == 0) issue.giver.reset();
    const auto alarms = static_cast<int>(random.below(10));
    issue.false_alarm = Rational(random.below(3) == 0 ? alarms : 0, 100);
    issue.detection = *issue.false_alarm + Rational(static_cast<int>(random.below(91)), 100);
    const int least = options.zero_lag ? 0 : 1;
    const auto range = static_cast<std::uint64_t>(options.longest_lag - least + 1);
    issue.lag = least + static_cast<int>(random.below(range));
    out.outcome.push_back(static_cast<std::uint16_t>(random.below(issue.options.size())));
  }
  return out;
}

}  // namespace entente::test
