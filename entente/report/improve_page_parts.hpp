#pragma once

#include <string>
#include <vector>

#include "entente/report/improve_report.hpp"
#include "entente/report/page_writer.hpp"
#include "entente/report/text_table.hpp"

namespace entente::report {

/// "+3", "-2" or "0".
[[nodiscard]] std::string signed_text(double amount);

/// "A +1, B -2 and C 0".
[[nodiscard]] std::string signed_amounts(const std::vector<std::string>& names,
                                         const std::vector<double>& amounts);

/// A table whose last columns are amounts of the parties; of many parties, below each other.
class AmountTable {
 public:
  AmountTable(const PrintableNames& names, std::vector<std::string> titles);

  /// Rises have their sign. `all`: where parties stand below each other, those with 0 do, too.
  void add(std::vector<Cell> cells, const std::vector<double>& amounts, bool all, Tone tone);
  void add_heading(std::string text) { table_.add_heading({std::move(text), Tone::faint}); }
  void add_space() { table_.add_space(); }

  [[nodiscard]] std::string render(const Style& style) const {
    return table_.render(style, style.width, 0);
  }

 private:
  [[nodiscard]] bool by_column() const;

  const PrintableNames& names_;
  std::size_t leads_;
  TextTable table_;
};

/// The section of improve_page on the frontier of improvements.
void write_improvements(const ImproveReport& report, const PrintableNames& names, PageWriter& page);

}  // namespace entente::report
