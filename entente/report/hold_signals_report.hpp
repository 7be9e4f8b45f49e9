#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/enforce/identifiability.hpp"
#include "entente/enforce/limit_bounds.hpp"
#include "entente/enforce/limit_set.hpp"
#include "entente/enforce/noisy_set.hpp"
#include "entente/enforce/side_payments.hpp"
#include "entente/model/stage_game.hpp"
#include "entente/report/document.hpp"
#include "entente/report/game_background.hpp"
#include "entente/report/json_text.hpp"
#include "entente/report/style.hpp"

namespace entente::report {

/// What players of a game can keep up where they see signals of what was done. Refers to game and
/// monitoring: keep them alive.
struct HoldSignalsReport {
  const StageGame* game = nullptr;
  std::string file;  ///< named where the game has no title
  const PublicMonitoring* monitoring = nullptr;
  bool perfect = false;  ///< what was done is seen itself
  Rational discount;
  enforce::NoisySet set;
  std::optional<enforce::LimitSet> limit = {};            ///< of two players
  std::optional<enforce::LimitBounds> limit_bounds = {};  ///< of more
  std::vector<enforce::Response> responses = {};          ///< [profile]
  /// If they can pay each other; none: too large a game to tell exactly.
  std::optional<std::vector<enforce::PaymentStep>> payments = {};
  std::vector<std::size_t> equilibria = {};  ///< profiles that are one of a single period
  GameBackground background = {};

  /// Is more proven than equilibria of a single period? Nothing where neither that nor the contrary
  /// is.
  [[nodiscard]] std::optional<bool> beyond_stage() const;
};

/// Puts together all of it.
[[nodiscard]] HoldSignalsReport make_hold_signals_report(const StageGame& game, std::string file,
                                                         const PublicMonitoring& monitoring,
                                                         bool perfect, const Rational& discount);

/// What is proven to be kept up and what is ruled out, now and for any patience, and who can be
/// told apart.
[[nodiscard]] Document hold_signals_document(const HoldSignalsReport& report);

/// That as one page for a terminal.
[[nodiscard]] std::string hold_signals_page(const HoldSignalsReport& report, const Style& style);

/// `entente.hold_signals/1`, see docs/json.md.
void write_hold_signals_json(const HoldSignalsReport& report, const JsonStyle& style,
                             const Sink& sink);

/// "enclosed", "bound" or "none".
[[nodiscard]] const char* to_string(enforce::NoisyStatus status);

}  // namespace entente::report
