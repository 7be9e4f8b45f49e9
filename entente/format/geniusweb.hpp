#pragma once

#include <span>

#include "entente/format/import_draft.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// Reads GeniusWeb profiles, one for each party, with or without the domain file (each profile
/// holds its domain, too), in any order. LinearAdditiveUtilitySpace and SumOfGroupsUtilitySpace are
/// read in both spellings (docs/formats.md); orderings are refused. Utilities are exact decimals;
/// the worth of the reservation bid is the reservation. All problems are reported at once.
[[nodiscard]] ReadResult read_geniusweb(std::span<const ImportFile> files);

/// Does the outermost map belong to a GeniusWeb domain or profile?
[[nodiscard]] bool is_geniusweb(const YamlNode& root);

}  // namespace entente::format
