#pragma once

#include "entente/report/page_parts.hpp"
#include "entente/report/table_report.hpp"

namespace entente::report {

/// Rows of a list that a terminal shows, unless all are asked for.
inline constexpr std::size_t k_most_table_rows = 20;

/// How many of `size` rows a terminal shows.
[[nodiscard]] std::size_t rows_shown(const TableReport& report, std::size_t size);

/// "... and 30 tables more", where a terminal does not show all.
void write_rows_left(std::size_t shown, std::size_t all, const char* one, const char* many,
                     Document& page);

/// One deal for each table shown: what it moves, and what each party gains. Unless asked for, only
/// where the tables are few, or the deals of all parties do not show how to settle them.
void write_settlements(const TableReport& report, const PrintableNames& names, Document& page);

/// The sets of two and more issues without which there is no deal.
void write_blockers(const TableReport& report, const PrintableNames& names, Document& page);

/// An item for each set, the first `shown` of them also in a terminal.
void write_sets(const std::vector<std::vector<IssueId>>& sets, std::size_t shown,
                const PrintableNames& names, Document& page);

/// "A; B; C", at most 40 of them: titles often have commas and "and" in them.
[[nodiscard]] std::string issues_text(const PrintableNames& names,
                                      const std::vector<IssueId>& issues);

}  // namespace entente::report
