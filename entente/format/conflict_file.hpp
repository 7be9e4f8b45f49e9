#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "entente/base/diagnostic.hpp"
#include "entente/model/ordinal_conflict.hpp"

namespace entente::format {

/// A conflict and everything there was to say; it is absent when there is an error.
struct ConflictResult {
  std::optional<OrdinalConflict> conflict;
  Diagnostics diagnostics;
};

/// Is this the text of a conflict file (docs/conflict.md), sound or not, rather than a scenario? It
/// is when it has no `issues`, but `options`, `states` or `moves`.
[[nodiscard]] bool holds_conflict(std::string_view text);

/// Reads a conflict file: parties, options or states and moves, and rankings. All problems are
/// reported at once, with their places. Bounded by the limits of ordinal_conflict.hpp and
/// conflict_draft.hpp. Never throws for bad input. O(text + 2^options * conditions + moves).
[[nodiscard]] ConflictResult read_conflict(std::string_view text, const std::string& file_name);

}  // namespace entente::format
