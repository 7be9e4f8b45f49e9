#pragma once

#include <string>

#include "app/arguments.hpp"
#include "entente/base/diagnostic.hpp"
#include "entente/model/outcome.hpp"

namespace entente::app {

/// Answers for a game in strategic form (`--game`, docs/games.md). Returns the exit code.
[[nodiscard]] int run_hold_game(const Arguments& arguments);

/// Looks at an agreement as a game over whether it is kept (`--as-game`); `deal` is what it is
/// called. Returns the exit code.
[[nodiscard]] int show_kept_as_game(const Arguments& arguments, const Scenario& scenario,
                                    const Outcome& agreement, const std::string& deal,
                                    const Diagnostics& warnings);

}  // namespace entente::app
