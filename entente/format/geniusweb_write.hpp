#pragma once

#include <string>

#include "entente/format/written.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// Writes a GeniusWeb domain, called `name`, and a profile for each party, called after it, in the
/// newer of its spellings.
///
/// A party whose utility is a sum over issues gets a LinearAdditiveUtilitySpace, any other a
/// SumOfGroupsUtilitySpace, where issues that interact form a group. Utilities are scaled to lie
/// between 0 and 1 (a note); weights sum to exactly 1 and all numbers have exact decimals where the
/// scenario's have. A reservation there is an outcome: the worst one that is no worse than what the
/// party gets without agreement, so that it accepts the same outcomes (a warning where it is
/// better).
///
/// Whatever is not issues, options and utilities is lost (warnings). Errors: an issue that
/// interacts with so many that their combinations cannot be listed.
[[nodiscard]] Written write_geniusweb(const Scenario& scenario, const std::string& name);

}  // namespace entente::format
