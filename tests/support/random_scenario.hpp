#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "entente/model/outcome.hpp"
#include "entente/model/scenario.hpp"

namespace entente::test {

/// What random scenarios may contain. Every count is drawn uniformly between its bounds; every
/// `true` allows a feature, which then appears in some of the scenarios.
struct RandomScenarioOptions {
  std::size_t min_parties = 1;
  std::size_t max_parties = 6;
  std::size_t min_issues = 1;
  std::size_t max_issues = 6;
  std::size_t min_options = 1;
  std::size_t max_options = 4;
  std::size_t max_interactions = 3;  ///< per party
  std::size_t max_rules = 4;
  bool decimals = true;      ///< values such as -3.75, besides whole points
  bool uncertain = true;     ///< 12±4, 8..14 and triangular values (whose means may be thirds)
  bool reservations = true;  ///< stated reservations, also uncertain ones
  bool beliefs = true;
  bool threats = true;
  bool acceptance = true;    ///< acceptance by fewer than all, vetoes
  bool attribution = false;  ///< who is blamed for breaches and for what others do
  /// Every issue keeps its status quo in option 0 when false.
  bool any_status_quo = true;
  /// No rule contradicts one outcome drawn at random (threats not carried out), so that some
  /// agreement exists. Otherwise the rules may contradict each other.
  bool consistent_rules = true;
  /// As other tools' files are: aggregates of boxes, caps, no status quo. Off by default, since
  /// only enumeration solves them.
  bool aggregates = false;
  bool caps = false;
  bool imported = false;  ///< some scenarios have no status quo, no beliefs and no threats
};

/// A random scenario that a reader could have returned. The same seed and options give the same
/// scenario on every machine. Parties are called a, b, ...; issues i1, i2, ...; options o0, o1, ...
/// Values are drawn so that ties, opposed interests and worthwhile deals are all common. Places
/// name the file "random.yaml" and a line of its own for every element.
[[nodiscard]] Scenario random_scenario(std::uint64_t seed,
                                       const RandomScenarioOptions& options = {});

/// A scenario of that many parties and issues with all options left at option 0, no values, no
/// rules: the frame that hand-written tests fill in. Named as above.
[[nodiscard]] Scenario plain_scenario(std::size_t parties, std::size_t issues, std::size_t options);

/// Is there nothing to agree on? Few formats can say so.
[[nodiscard]] bool only_threats(const Scenario& scenario);

/// Visits every outcome in lexicographic order (the last issue changes fastest), agreements or
/// not.
void for_each_outcome(const Scenario& scenario, const std::function<void(const Outcome&)>& visit);

}  // namespace entente::test
