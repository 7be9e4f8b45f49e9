#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "entente/model/ordinal_conflict.hpp"
#include "entente/model/outcome.hpp"
#include "entente/model/scenario.hpp"

namespace entente::enforce {

// So many options at most, so that there are at most k_most_conflict_states states.
inline constexpr std::size_t k_most_switches = 12;

/// An agreement as a conflict over whether it is kept.
struct ScenarioConflict {
  /// What one option stands for.
  struct Switch {
    bool threat = false;  ///< Y: the threat is carried out; else Y: the issues are as agreed
    std::vector<IssueId> issues;  ///< one, but for `coarse`
    OptionId option;              ///< of a threat: what is done
  };
  OrdinalConflict conflict;
  std::vector<Switch> switches;  ///< [option of the conflict]
  /// True: there are too many commitments, and each party keeps or breaks all of its own at once.
  bool coarse = false;
  std::size_t agreement = 0;           ///< the state in which everything is kept
  std::optional<std::size_t> no_deal;  ///< in which nothing is; none where something always is
  std::vector<IssueId> for_good;       ///< commitments that cannot be taken back: always kept
};

/// The states of an agreement: every commitment is kept (the option agreed) or broken (the status
/// quo), every threat carried out or not. A giver breaks and resumes its own commitments; a joint
/// issue is in force while every party is for it, so that any party can end it and none can bring
/// it back alone; who makes a threat carries it out and calls it off, unless it cannot be taken
/// back. A commitment that cannot be taken back stays kept. Parties rank states by their utility,
/// exactly, uncertain values at their means; the state without any commitment is no deal, at its
/// worth.
///
/// `only`: these issues alone, everything else staying as agreed; empty: all. An error where there
/// is no status quo, nothing to keep or break, or too much of it even so. O(2^switches * parties *
/// (issues + terms)).
[[nodiscard]] Result<ScenarioConflict> scenario_conflict(const Scenario& scenario,
                                                         const Outcome& agreement,
                                                         const std::vector<IssueId>& only = {});

}  // namespace entente::enforce
