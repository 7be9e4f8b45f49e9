#include "entente/format/standard_table.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "entente/format/game_cells.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/suggest.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::string_view k_shape =
    "the columns are `standard`, `detection`, `false_alarm` and perhaps `issue`";

class StandardTableReader {
 public:
  StandardTableReader(const Table& table, const Scenario& scenario)
      : table_(table), scenario_(scenario) {
    for (const auto& one : scenario.issues) keys_.emplace_back(one.key);
  }

  Result<std::vector<EvidenceStandard>> run() {
    auto row = std::find_if_not(table_.rows.begin(), table_.rows.end(), is_blank);
    if (row == table_.rows.end()) {
      fail({table_.file, 0, 0}, "the table is empty", std::string(k_shape));
    } else {
      read_headings(*row);
    }
    if (errors_.empty()) {
      ++row;
      note_style(row);
      for (; row != table_.rows.end() && errors_.size() < k_max_problems; ++row) {
        if (!is_blank(*row)) read_row(*row);
      }
      if (errors_.empty() && standards_.empty()) {
        fail({table_.file, 0, 0}, "there is no standard in the table", std::string(k_shape));
      }
    }
    if (!errors_.empty()) return tl::unexpected(std::move(errors_));
    return std::move(standards_);
  }

 private:
  enum Heading : std::size_t { standard, detection, false_alarm, issue };
  static constexpr std::array<std::string_view, 4> k_headings = {"standard", "detection",
                                                                 "false_alarm", "issue"};

  void fail(const Place& place, std::string message, std::string hint = {}) {
    errors_.push_back(make_error(place, std::move(message), std::move(hint)));
  }

  void read_headings(const Table::Row& row) {
    for (std::size_t k = 0; k < filled_cells(row); ++k) {
      const TableCell& cell = row.cells[k];
      const auto found = std::find(k_headings.begin(), k_headings.end(), cell.text);
      if (found == k_headings.end()) {
        fail(cell.place, fmt::format("there is no column {}", in_quotes(cell.text)),
             std::string(k_shape));
        continue;
      }
      auto& column = column_[static_cast<std::size_t>(found - k_headings.begin())];
      if (column) {
        fail(cell.place, fmt::format("there are two columns {}", in_quotes(cell.text)));
      }
      column = k;
    }
    for (const auto needed : {standard, detection, false_alarm}) {
      if (column_[needed]) continue;
      fail(row.cells.front().place,
           fmt::format("there is no column headed {}", in_quotes(k_headings[needed])),
           std::string(k_shape));
    }
  }

  /// Empty where the row ends before it.
  [[nodiscard]] TableCell cell(const Table::Row& row, Heading heading) const {
    const auto& column = column_[heading];
    if (column && *column < row.cells.size()) return row.cells[*column];
    return {{}, row.cells.back().place, TableCell::Kind::text};
  }

  void note_style(std::vector<Table::Row>::const_iterator row) {
    style_.semicolons = table_.semicolons;
    for (; row != table_.rows.end(); ++row) {
      if (row->cells.empty()) continue;
      for (const auto heading : {detection, false_alarm}) {
        note_decimal_signs(cell(*row, heading).text, style_);
      }
    }
  }

  void read_row(const Table::Row& row) {
    if (standards_.size() == k_max_standards) {
      return fail(row.cells.front().place,
                  fmt::format("there may be at most {} standards", k_max_standards));
    }
    EvidenceStandard one;
    one.place = row.cells.front().place;
    const TableCell name = cell(row, standard);
    if (!good_name(name, "this standard", errors_)) return;
    one.name = name.text;
    const TableCell key = cell(row, issue);
    if (!key.text.empty()) {
      one.issue = issue_named(key);
      if (!one.issue) return;
    }
    const auto noticed = read_probability(cell(row, detection), "detection", style_, errors_);
    const auto wrong = read_probability(cell(row, false_alarm), "false alarm", style_, errors_);
    if (!noticed || !wrong) return;
    if (*wrong > *noticed || *wrong == 1) {
      return fail(cell(row, false_alarm).place,
                  "alarms that are as likely without a breach, or more likely, tell nothing",
                  "the probability of a false alarm is at most that of detection, and below 1");
    }
    one.detection = *noticed;
    one.false_alarm = *wrong;
    const bool twice =
        std::any_of(standards_.begin(), standards_.end(), [&](const EvidenceStandard& before) {
          return before.issue == one.issue && before.name == one.name;
        });
    if (twice) {
      return fail(name.place, fmt::format("there is a standard {} already", in_quotes(name.text)));
    }
    standards_.push_back(std::move(one));
  }

  [[nodiscard]] std::optional<IssueId> issue_named(const TableCell& cell) {
    const auto found = std::find(keys_.begin(), keys_.end(), cell.text);
    if (found != keys_.end()) return IssueId(static_cast<std::size_t>(found - keys_.begin()));
    const auto near = suggest(cell.text, keys_);
    fail(cell.place, fmt::format("there is no issue {}", in_quotes(cell.text)),
         near ? fmt::format("did you mean {}?", in_quotes(keys_[*near])) : std::string());
    return std::nullopt;
  }

  const Table& table_;
  const Scenario& scenario_;
  std::vector<std::string_view> keys_;  ///< [issue]
  std::array<std::optional<std::size_t>, k_headings.size()> column_;
  NumberStyle style_;
  Diagnostics errors_;
  std::vector<EvidenceStandard> standards_;
};

}  // namespace

Result<std::vector<EvidenceStandard>> read_standard_table(const Table& table,
                                                          const Scenario& scenario) {
  return StandardTableReader(table, scenario).run();
}

Result<std::vector<EvidenceStandard>> read_standard_table(std::string_view text,
                                                          const std::string& file,
                                                          const Scenario& scenario) {
  const auto table = whole_table(text, file);
  if (!table) return tl::unexpected(table.error());
  return read_standard_table(*table, scenario);
}

}  // namespace entente::format
