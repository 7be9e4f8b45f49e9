#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/enforce/attribution.hpp"
#include "entente/enforce/evidence.hpp"
#include "entente/enforce/hold.hpp"
#include "entente/enforce/holding_deal.hpp"
#include "entente/enforce/least_verification.hpp"
#include "entente/enforce/suspension_curve.hpp"
#include "entente/report/document.hpp"
#include "entente/report/json_text.hpp"
#include "entente/report/style.hpp"

namespace entente::report {

/// Whether an agreement holds, with what was asked. Refers to the scenario and the answer.
struct HoldReport {
  const Scenario* scenario = nullptr;
  const enforce::Hold* hold = nullptr;
  /// Where the agreement comes from: "the Nash deal", "the draft".
  std::string agreement;
  std::vector<ThreatCarriedOut> threats;  ///< carried out while the agreement is suspended
  Diagnostics warnings;                   ///< of the files, then of the answer
  /// How it depends on the discount factors; none where it never holds.
  std::optional<enforce::SuspensionCurve> curve = {};
  /// Who is blamed for what; none where the scenario does not say.
  std::optional<enforce::BlameAnalysis> blame = {};
  /// Where standards of evidence were to be compared: these, and how it would be with each.
  std::vector<EvidenceStandard> standards = {};
  std::optional<enforce::EvidenceAnswer> evidence = {};
  /// What verification would have to be for the agreement to hold, where it does not.
  std::optional<enforce::LeastVerification> verification = {};
  /// Where the best deal that holds was asked for. If there is none, the agreement is the best of
  /// all, whether they hold or not.
  std::optional<enforce::HoldingDeal> must_hold = {};
  /// As `verification`, of the best deal of all where another one is looked at.
  std::optional<enforce::LeastVerification> enforced_verification = {};

  /// The party that is closest to breaking the agreement, or furthest beyond; none where no party
  /// has anything to gain by that.
  [[nodiscard]] std::optional<std::size_t> weakest() const;
};

/// Does it hold, for whom is it weakest and why, what would help.
[[nodiscard]] Document hold_document(const HoldReport& report);

/// That as one page for a terminal.
[[nodiscard]] std::string hold_page(const HoldReport& report, const Style& style);

/// `entente.hold/1`, see docs/json.md.
void write_hold_json(const HoldReport& report, const JsonStyle& style, const Sink& sink);

/// The same where there is no deal to look at, and why.
void write_no_deal_to_hold_json(const Scenario& scenario, const std::string& reason,
                                const JsonStyle& style, const Sink& sink);

}  // namespace entente::report
