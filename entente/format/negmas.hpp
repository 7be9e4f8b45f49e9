#pragma once

#include <span>

#include "entente/format/import_draft.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// Reads a NegMAS scenario in YAML or JSON: one file with the outcome space, and one with the
/// utility function of each party, in any order. Read are additive and affine functions over
/// issues, with tables and polynomials of options (docs/formats.md lists them); others are refused
/// by name. All problems are reported at once.
[[nodiscard]] ReadResult read_negmas(std::span<const ImportFile> files);

/// Does the outermost map belong to a NegMAS outcome space or utility function?
[[nodiscard]] bool is_negmas(const YamlNode& root);

}  // namespace entente::format
