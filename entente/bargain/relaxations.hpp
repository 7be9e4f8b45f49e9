#pragma once

#include "entente/bargain/changed_scenario.hpp"
#include "entente/bargain/why.hpp"

namespace entente::bargain {

/// Fills in `relaxations`, `relaxations_complete` and `hopeless`. Level by level, by the number of
/// changes and of parties whose reservations are lowered together. A set of changes is tried only
/// when no part of it opens a deal, so that whatever opens one is minimal. Sets are skipped where
/// all goals, issues and rules dropped at once, with the same threats and parties, open nothing new
/// (dropping more of them never closes a deal; threats may). Where a threat or a reservation
/// changes, what is better for nobody than leaving everything as it is counts as no deal, if that
/// may be agreed: nobody needs a deal for it.
///
/// The amounts by which a set of parties must be lowered are the least vectors of shortfalls that
/// an outcome can have, listed as other frontiers are: what the points found leave open is a set of
/// corners, and each is closed by a proof that it holds nothing, or split at the best point in it
/// (Klamroth, Lacour, Vanderpooten 2015).
void find_relaxations(const ChangedScenario& as_asked, const WhyOptions& options,
                      const WorkControl& control, Why& why);

}  // namespace entente::bargain
