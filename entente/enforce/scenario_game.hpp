#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "entente/enforce/commitments.hpp"
#include "entente/model/stage_game.hpp"

namespace entente::enforce {

// So many profiles at most, so many with signals, and so many of these.
inline constexpr std::size_t k_most_scenario_profiles = 4'096;
inline constexpr std::size_t k_most_signalled_scenario_profiles = 256;
inline constexpr std::size_t k_most_scenario_signals = 64;

/// An agreement as a game that is played once per period.
struct ScenarioGame {
  StageGame game;
  std::optional<PublicMonitoring> monitoring;  ///< none: everybody sees what is done
  std::vector<IssueId> for_good;               ///< commitments that cannot be taken back: kept
  std::vector<IssueId> late;  ///< commitments in play with a lag above 1, which is left out
};

/// The stage game of an agreement: each party picks the commitments of its own that it breaks (a
/// joint issue is in force only if nobody breaks it), and carries out threats of its own or not.
/// The first action of each keeps everything. Payoffs are utilities, uncertain values at their
/// means; without any commitment kept it is no deal, at its worth.
///
/// All see who carries out which threat. Where all breaches are seen for certain, nothing raises
/// a false alarm and the scenario states no attribution, all is seen. Else a signal is the set of
/// parties that are blamed: what a party breaks is noticed with the probability that any of it
/// is, and then blamed by the attribution (without one: on that party); false alarms of what is
/// kept are blamed on the giver, or on nobody in particular for a joint issue. All of these come
/// independently of each other.
///
/// `only`: these issues alone may be broken or carried out; empty: all. For two to four parties and
/// scenarios with a status quo. An error otherwise, where nothing can be broken, or where there are
/// too many profiles. Exact. O(profiles * (parties * (issues + terms) + signals * commitments)).
[[nodiscard]] Result<ScenarioGame> scenario_game(const Scenario& scenario, const Outcome& agreement,
                                                 const std::vector<IssueId>& only = {});

}  // namespace entente::enforce
