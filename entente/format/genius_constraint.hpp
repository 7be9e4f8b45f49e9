#pragma once

#include <cstddef>

#include "entente/format/genius_domain.hpp"
#include "entente/format/genius_input.hpp"
#include "entente/format/xml_tree.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// How many combinations of options the sums of one constraint may have.
inline constexpr std::size_t k_genius_max_sums = 20'000;

/// Reads a constraint profile: each issue listed in <ranks> is worth rank / greatest rank, and the
/// utility is the mean of these. Constraints make one issue worth nothing (zeroConstraint,
/// conditionalZeroConstraint, sumZeroConstraint, sumZeroNotConstraint, sumZeroConstraintList) or
/// the whole outcome (inclusiveZeroOutcomeConstraint, conditionalZeroOutcomeConstraint) where they
/// hold. Without constraints the utility becomes plain values, else an aggregate: the minimum of
/// what the ranks give and of boxes that are 0 where a constraint holds. Problems go to `log`.
void read_genius_constraint(const XmlElement& root, const GeniusDomain& domain, GeniusLog& log,
                            Preferences& preferences);

}  // namespace entente::format
