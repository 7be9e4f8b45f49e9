#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/enforce/side_payments.hpp"
#include "entente/enforce/two_party_set.hpp"
#include "entente/model/stage_game.hpp"
#include "entente/report/document.hpp"
#include "entente/report/game_background.hpp"
#include "entente/report/json_text.hpp"
#include "entente/report/style.hpp"

namespace entente::report {

/// What two players of a game can keep up without anybody who enforces it. Refers to all of it:
/// keep it alive.
struct HoldGameReport {
  const StageGame* game = nullptr;
  std::string file;  ///< named where the game has no title
  Rational discount;
  const enforce::EquilibriumSet* set = nullptr;
  /// What they keep up if they can pay each other, for all discount factors.
  std::vector<enforce::PaymentStep> payments = {};
  GameBackground background = {};

  /// Does the set hold more than what equilibria of a single period give? Nothing where neither is
  /// proven.
  [[nodiscard]] std::optional<bool> beyond_stage() const;
};

/// Whether more can be kept up than in a single period, the threats, and the vertices with what
/// proves them.
[[nodiscard]] Document hold_game_document(const HoldGameReport& report);

/// That as one page for a terminal.
[[nodiscard]] std::string hold_game_page(const HoldGameReport& report, const Style& style);

/// `entente.hold_game/1`, see docs/json.md.
void write_hold_game_json(const HoldGameReport& report, const JsonStyle& style, const Sink& sink);

/// "exact", "enclosed", "bound" or "none".
[[nodiscard]] const char* to_string(enforce::SetStatus status);

}  // namespace entente::report
