#pragma once

#include <cstddef>

#include "entente/format/genius_domain.hpp"
#include "entente/format/genius_input.hpp"
#include "entente/format/xml_tree.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

// What the hyper-rectangles of a profile may list together: options inside their bounds.
inline constexpr std::size_t k_genius_max_listed = 4'000'000;

/// Reads a nonlinear profile: a tree of <ufun aggregation="sum|min|max"> over <hyperRectangle>s
/// with bounds on integer issues, divided by maxutility and cut off at 1. A tree of sums becomes
/// `preferences.together`; one with a minimum or maximum becomes `preferences.aggregate`. `cap` is
/// set where the file's numbers do not rule out a utility above 1. As in GENIUS the weight of the
/// outermost <ufun> is ignored, and a rectangle with EXCLUDES ignores its INCLUDES. Reservation and
/// discount factor stand directly in the root. Problems go to `log`.
void read_genius_nonlinear(const XmlElement& root, const GeniusDomain& domain, GeniusLog& log,
                           Preferences& preferences);

}  // namespace entente::format
