#pragma once

#include "entente/format/genius_domain.hpp"
#include "entente/format/genius_input.hpp"
#include "entente/format/xml_tree.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// An excess over 1 of this much or less is rounding in the file's weights, not meant: GENIUS's own
/// sums of doubles are no finer.
[[nodiscard]] const Rational& genius_rounding();

/// Reads a linear profile: `preferences.values` becomes weight times evaluation for every option of
/// the domain, `cap` is set where a utility above 1 is possible; reservation and discount factor as
/// stated anywhere in the file, the last one in document order counting. Problems go to `log`.
///
///   discrete: evaluation / greatest evaluation of the issue in this file (0 when that is < 1e-5)
///   integer:  slope * (value - lower bound in this file) + offset, clamped to [0, 1]
///   real:     linear, clamped to [0, 1]; constant; triangular
void read_genius_linear(const XmlElement& root, const GeniusDomain& domain, GeniusLog& log,
                        Preferences& preferences);

/// Takes over what a <reservation> or <discount_factor> directly inside `element` states. As in
/// GENIUS the first of each counts, one that is not a number is passed over (with a warning), and a
/// discount factor outside (0, 1] means 1.
void read_genius_time_and_reservation(const XmlElement& element, GeniusLog& log,
                                      Preferences& preferences);

}  // namespace entente::format
