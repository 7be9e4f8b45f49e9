#pragma once

#include <optional>
#include <string>

#include "app/arguments.hpp"
#include "entente/base/diagnostic.hpp"
#include "entente/model/outcome.hpp"
#include "entente/model/scenario.hpp"

namespace entente::app {

/// Answers for a conflict file (docs/conflict.md), or complains that it is asked for in the wrong
/// way, and returns the exit code; nothing when the files are none, or are no regular files.
[[nodiscard]] std::optional<int> run_conflict_file(const Arguments& arguments);

/// Complains of options that want --ordinal, or are of no use with it; true when there is nothing
/// to complain of.
[[nodiscard]] bool fit_for_ordinal(const Arguments& arguments);

/// Shows an agreement as a conflict over whether it is kept; `deal` is what it is called. Returns
/// the exit code.
[[nodiscard]] int show_kept_ordinal(const Arguments& arguments, const Scenario& scenario,
                                    const Outcome& agreement, const std::string& deal,
                                    const Diagnostics& warnings);

}  // namespace entente::app
