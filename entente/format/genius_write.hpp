#pragma once

#include <string>

#include "entente/format/written.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// Writes a GENIUS domain, called `name`, and a profile for each party, called after it.
///
/// Where every party's utility is a sum over issues, the issues are discrete and the profiles
/// linear; otherwise issues are integer ones, their options numbered, and the profiles nonlinear:
/// hyper-rectangles and sums, minima and maxima of them. Utilities lie between 0 and 1 there: each
/// party's are scaled and shifted where they must be, so that numbers have exact decimals where
/// possible (notes). What read_genius reads back has the same utilities on that scale.
///
/// Whatever is not issues, options, utilities, reservation and discount is lost (warnings). Errors:
/// aggregates with boxes that are no rectangles and too large to be listed; too many rectangles.
[[nodiscard]] Written write_genius(const Scenario& scenario, const std::string& name);

}  // namespace entente::format
