#pragma once

#include <string>

#include "entente/base/diagnostic.hpp"
#include "entente/enforce/conflict_stability.hpp"
#include "entente/enforce/scenario_conflict.hpp"
#include "entente/report/document.hpp"
#include "entente/report/json_text.hpp"
#include "entente/report/style.hpp"

namespace entente::report {

/// The stability of a conflict's states. Refers to all of it: keep it alive.
struct HoldOrdinalReport {
  const OrdinalConflict* conflict = nullptr;
  const enforce::ConflictAnalysis* analysis = nullptr;
  // Both null for a conflict file.
  const Scenario* scenario = nullptr;
  const enforce::ScenarioConflict* kept = nullptr;  ///< holds `conflict`
  std::string deal;  ///< which agreement it is about, as in "the Nash deal"; empty for a file
  Diagnostics warnings;
};

/// Equilibria by notion, the states, what deters which move, and what coalitions would do.
[[nodiscard]] Document hold_ordinal_document(const HoldOrdinalReport& report);

/// That as one page for a terminal.
[[nodiscard]] std::string hold_ordinal_page(const HoldOrdinalReport& report, const Style& style);

/// `entente.hold_ordinal/1`, see docs/json.md.
void write_hold_ordinal_json(const HoldOrdinalReport& report, const JsonStyle& style,
                             const Sink& sink);

}  // namespace entente::report
