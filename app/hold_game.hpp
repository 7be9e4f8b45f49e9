#pragma once

#include "app/arguments.hpp"

namespace entente::app {

/// Answers for a game in strategic form (`--game`, docs/games.md). Returns the exit code.
[[nodiscard]] int run_hold_game(const Arguments& arguments);

}  // namespace entente::app
