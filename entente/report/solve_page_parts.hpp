#pragma once

#include "entente/report/page_parts.hpp"
#include "entente/report/solve_report.hpp"

namespace entente::report {

// The sections of solve_page, one source file each. Each writes its heading and its text.

void write_deals(const SolveReport& report, const PrintableNames& names, Document& page);
void write_best(const SolveReport& report, const PrintableNames& names, Document& page);
void write_adjusted_winner(const SolveReport& report, const PrintableNames& names, Document& page);
void write_fallback_bargaining(const SolveReport& report, const PrintableNames& names,
                               Document& page);
void write_peer_points(const SolveReport& report, const PrintableNames& names, Document& page);
void write_frontier(const SolveReport& report, const PrintableNames& names, Document& page);
/// The picture of the frontier; in files also the outcomes to choose from.
void write_frontier_chart(const SolveReport& report, const PrintableNames& names, Document& page);
void write_ledger(const SolveReport& report, const PrintableNames& names, Document& page);

/// How an outcome differs from another, an issue on each line: "Theft: curbed", "Dialogue: none".
[[nodiscard]] std::string changes_text(const Outcome& from, const Outcome& to,
                                       const PrintableNames& names);

/// "Nash and Kalai-Smorodinsky": the names of the deals that share a column.
[[nodiscard]] std::string names_of(const SolveReport& report, const DealColumn& column);

}  // namespace entente::report
