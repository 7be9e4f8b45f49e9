#pragma once

#include "entente/report/document.hpp"
#include "entente/report/hold_report.hpp"
#include "entente/report/page_parts.hpp"

namespace entente::report {

// Parts of the page of `entente hold`.

/// Pictures of how the shortest suspension, and what the agreement is worth with it, change with
/// the parties' discount factors. Nothing without HoldReport::curve.
void write_suspension_charts(const HoldReport& report, const PrintableNames& names, Document& page);

/// The detection of each commitment beside what is needed. Nothing where no party states a discount
/// factor.
void write_detection_chart(const HoldReport& report, const PrintableNames& names, Document& page);

/// Who is blamed for what, and whether that tells who broke the agreement. Nothing without
/// HoldReport::blame.
void write_blame(const HoldReport& report, const PrintableNames& names, Document& page);

}  // namespace entente::report
