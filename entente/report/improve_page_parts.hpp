#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/report/document.hpp"
#include "entente/report/improve_report.hpp"
#include "entente/report/page_parts.hpp"

namespace entente::report {

/// "+3", "-2" or "0".
[[nodiscard]] std::string signed_text(double amount);

/// "A +1, B -2 and C 0".
[[nodiscard]] std::string signed_amounts(const std::vector<std::string>& names,
                                         const std::vector<double>& amounts);

/// A table whose last columns are amounts of the parties; of many parties, below each other.
class AmountTable {
 public:
  AmountTable(const PrintableNames& names, std::vector<std::string> titles, const char* name,
              const char* caption);

  /// Rises have their sign. `all`: where parties stand below each other, those with 0 do, too.
  void add(std::vector<Cell> cells, const std::vector<double>& amounts, bool all, Tone tone,
           Audience audience = Audience::everybody);
  /// What a terminal leaves out, as the function of that name says it.
  void add_rest(std::size_t all, std::size_t limit, std::string_view one, std::string_view many) {
    report::add_rest(all, limit, one, many, table_);
  }
  void add_space() { table_.add_space(); }

  [[nodiscard]] Table take() { return std::move(table_); }

 private:
  [[nodiscard]] bool by_column() const;

  const PrintableNames& names_;
  std::size_t leads_;
  Table table_;
};

/// The section of improve_page on the frontier of improvements.
void write_improvements(const ImproveReport& report, const PrintableNames& names, Document& page);

}  // namespace entente::report
