#pragma once

#include "entente/report/document.hpp"
#include "entente/report/hold_report.hpp"
#include "entente/report/page_parts.hpp"

namespace entente::report {

// The sections of hold_page that have a source file of their own, and what they share.

/// Digits of discount factors and probabilities.
[[nodiscard]] std::string share_text(double share);
/// A bound from below, so that rounding does not make it too low; and one from above.
[[nodiscard]] std::string share_up(double share);
[[nodiscard]] std::string share_down(double share);

/// Where the best deal that holds was asked for: that there is none; or whether this is it.
void write_none_holds(const HoldReport& report, Document& page);
void write_must_hold(const HoldReport& report, Document& page);
/// And what it costs that nobody enforces another one, with what it would take for that to hold.
void write_price(const HoldReport& report, const PrintableNames& names, Document& page);

/// The least better verification with which an agreement that does not hold would.
void write_verification(const HoldReport& report, const PrintableNames& names, Document& page);
/// The same of the deal that would be best if agreements were enforced, without a heading.
void write_enforced_verification(const HoldReport& report, const PrintableNames& names,
                                 Document& page);

/// Pictures of how the shortest suspension, and what the agreement is worth with it, change with
/// the parties' discount factors. Nothing without HoldReport::curve.
void write_suspension_charts(const HoldReport& report, const PrintableNames& names, Document& page);

/// The detection of each commitment beside what is needed. Nothing where no party states a discount
/// factor.
void write_detection_chart(const HoldReport& report, const PrintableNames& names, Document& page);

/// Who is blamed for what, and whether that tells who broke the agreement. Nothing without
/// HoldReport::blame.
void write_blame(const HoldReport& report, const PrintableNames& names, Document& page);

/// Which standards of evidence keep it best. Nothing without HoldReport::evidence.
void write_evidence(const HoldReport& report, const PrintableNames& names, Document& page);

}  // namespace entente::report
