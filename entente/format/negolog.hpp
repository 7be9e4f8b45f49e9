#pragma once

#include <span>

#include "entente/format/import_draft.hpp"
#include "entente/model/scenario.hpp"

namespace entente::format {

/// Reads NegoLog profiles (profileA.json and profileB.json of a domain), one for each party, called
/// after its file. The first one gives the order of issues and options; the others must have the
/// same. All problems are reported at once.
[[nodiscard]] ReadResult read_negolog(std::span<const ImportFile> files);

/// Does the outermost map belong to a NegoLog profile?
[[nodiscard]] bool is_negolog(const YamlNode& root);

}  // namespace entente::format
