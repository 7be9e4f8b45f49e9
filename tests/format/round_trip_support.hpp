#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/format/written.hpp"
#include "entente/model/outcome.hpp"
#include "entente/model/scenario.hpp"
#include "tests/support/random_scenario.hpp"

namespace entente::format::test {

/// Every diagnostic on a line of its own, for messages of tests.
inline std::string lines_of(const Diagnostics& diagnostics) {
  std::string text;
  for (const auto& d : diagnostics) text += to_string(d) + '\n';
  return text;
}

inline bool says(const Diagnostics& diagnostics, const std::string& part) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& d) {
    return d.message.find(part) != std::string::npos;
  });
}

inline bool has_warnings(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::warning; });
}

/// utility there = factor * utility here + shift, as found from the outcomes themselves.
struct FoundScale {
  Rational factor = 0;
  Rational shift = 0;
};

/// The party's utilities here and there, threats not carried out (there are none there). `there`
/// may lack issues that are threats here.
inline std::vector<std::pair<Rational, Rational>> utility_pairs(const Scenario& here,
                                                                const Scenario& there,
                                                                std::size_t party) {
  std::vector<std::pair<Rational, Rational>> pairs;
  const bool same_issues = here.issue_count() == there.issue_count();
  entente::test::for_each_outcome(here, [&](const Outcome& outcome) {
    Outcome other;
    for (std::size_t i = 0; i < outcome.size(); ++i) {
      const Issue& issue = here.issues[i];
      if (!same_issues && issue.is_threat()) {
        if (outcome[i] != issue.status_quo.index()) return;
        continue;
      }
      other.push_back(outcome[i]);
    }
    pairs.emplace_back(utility(here, PartyId(party), outcome),
                       utility(there, PartyId(party), other));
  });
  return pairs;
}

/// Is some outcome worth as much to the party as no deal, whatever the rules say?
inline bool accepts_something(const Scenario& s, std::size_t party) {
  const Rational floor = no_deal_utility(s, PartyId(party));
  bool found = false;
  entente::test::for_each_outcome(s, [&](const Outcome& outcome) {
    for (std::size_t i = 0; i < outcome.size(); ++i) {
      if (s.issues[i].is_threat() && outcome[i] != s.issues[i].status_quo.index()) return;
    }
    found = found || utility(s, PartyId(party), outcome) >= floor;
  });
  return found;
}

/// Do all outcomes (and no deal, where `with_no_deal`) have the same worth there but for a scale of
/// the party's own? `tolerance` is in units of there.
inline testing::AssertionResult same_preferences(const Scenario& here, const Scenario& there,
                                                 std::size_t party, bool with_no_deal,
                                                 const Rational& tolerance = 0) {
  auto pairs = utility_pairs(here, there, party);
  if (with_no_deal) {
    pairs.emplace_back(no_deal_utility(here, PartyId(party)),
                       no_deal_utility(there, PartyId(party)));
  }
  const auto [low, high] = std::minmax_element(pairs.begin(), pairs.end());
  FoundScale scale;
  scale.factor = high->first == low->first
                     ? Rational(1)
                     : Rational((high->second - low->second) / (high->first - low->first));
  scale.shift = low->second - scale.factor * low->first;
  if (scale.factor <= 0) return testing::AssertionFailure() << "the scale is not above 0";
  for (const auto& [x, y] : pairs) {
    const Rational error = abs(scale.factor * x + scale.shift - y);
    if (error > tolerance) {
      return testing::AssertionFailure() << to_text(x) << " became " << to_text(y) << ", not "
                                         << to_text(scale.factor * x + scale.shift);
    }
  }
  return testing::AssertionSuccess();
}

}  // namespace entente::format::test
