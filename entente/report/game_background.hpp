#pragma once

#include <string>
#include <vector>

#include "entente/base/diagnostic.hpp"
#include "entente/enforce/scenario_game.hpp"
#include "entente/report/document.hpp"

namespace entente::report {

/// What a game is about that was made of an agreement; nothing of a game that was given as one.
struct GameBackground {
  std::string agreement;           ///< what it is called; empty: none
  std::vector<std::string> notes;  ///< paragraphs, safe to print
  Diagnostics warnings;
};

[[nodiscard]] GameBackground background_of(const Scenario& scenario, const std::string& agreement,
                                           const enforce::ScenarioGame& made,
                                           const Diagnostics& warnings);

/// The notes, at the start of a page.
void write_background(const GameBackground& background, Document& page);

/// What each profile pays, of a game that was made of an agreement: nobody has written it down
/// elsewhere.
void write_game(const GameBackground& background, const StageGame& game, Document& page);

}  // namespace entente::report
