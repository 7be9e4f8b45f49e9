#include "entente/format/table_read.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "entente/format/limits.hpp"
#include "entente/format/names.hpp"
#include "entente/format/native_sheet.hpp"
#include "entente/format/table_value.hpp"
#include "entente/format/table_words.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr const char* k_headings_hint =
    "the first row names the columns: issue, option, status quo, giver, and one for each party";

const TableCell k_no_cell;

enum class Mark { yes, no, unclear };

Mark read_mark(std::string_view text) {
  constexpr std::string_view yes[] = {"x",           "X",    "yes",  "Yes", "YES", "y",
                                      "true",        "True", "TRUE", "1",   "*",   "\xE2\x9C\x93",
                                      "\xE2\x9C\x94"};
  constexpr std::string_view no[] = {"",      "no",    "No",    "NO", "n",
                                     "false", "False", "FALSE", "0",  "-"};
  if (std::find(std::begin(yes), std::end(yes), text) != std::end(yes)) return Mark::yes;
  return std::find(std::begin(no), std::end(no), text) != std::end(no) ? Mark::no : Mark::unclear;
}

class TableReader {
 public:
  explicit TableReader(const Table& table) : table_(table) {}

  ReadResult run() {
    s_.file = table_.file;
    s_.title = stem(table_.file);
    s_.has_status_quo = false;
    const auto header = std::find_if(table_.rows.begin(), table_.rows.end(), has_content);
    if (header == table_.rows.end()) {
      problems_.add(
          make_error({table_.file, 1, 1}, in_sheet() + "the table is empty", k_headings_hint));
    } else if (read_headings(*header)) {
      judge_style(header + 1);
      for (auto row = header + 1; row != table_.rows.end(); ++row) {
        if (has_content(*row)) read_row(*row);
      }
      finish();
    }
    return problems_.finish(std::move(s_));
  }

 private:
  using RowAt = std::vector<Table::Row>::const_iterator;

  /// What has been seen of an issue so far.
  struct Seen {
    std::optional<OptionId> status_quo;
    std::vector<int> rows;                                  ///< [option]
    std::vector<std::vector<std::optional<Value>>> values;  ///< [party][option]
    std::vector<std::vector<Place>> places;                 ///< of the cells
    std::unordered_map<std::string, std::size_t> options;
  };

  static bool has_content(const Table::Row& row) {
    return std::any_of(row.cells.begin(), row.cells.end(),
                       [](const TableCell& c) { return !c.text.empty(); });
  }

  static const TableCell& cell(const Table::Row& row, std::optional<std::size_t> column) {
    return column && *column < row.cells.size() ? row.cells[*column] : k_no_cell;
  }

  /// "sheet `Talks`: ", or nothing where there are no sheets.
  [[nodiscard]] std::string in_sheet() const {
    return table_.sheet.empty() ? "" : fmt::format("sheet {}: ", in_quotes(table_.sheet));
  }

  /// "row 5, column C".
  [[nodiscard]] std::string where(int row, std::size_t column) const {
    return cell_name(table_.sheet, row, column);
  }

  [[nodiscard]] Place place(const Table::Row& row, std::size_t column) const {
    if (!table_.sheet.empty()) return {table_.file, row.number, static_cast<int>(column) + 1};
    if (column < row.cells.size()) return row.cells[column].place;
    return row.cells.empty() ? Place{table_.file, row.number, 0} : row.cells.back().place;
  }

  void error(const Table::Row& row, std::size_t column, const std::string& message,
             std::string hint) {
    problems_.add(make_error(place(row, column), where(row.number, column) + ": " + message,
                             std::move(hint)));
  }

  bool read_headings(const Table::Row& row) {
    const std::pair<TableColumn, std::optional<std::size_t>*> known[] = {
        {TableColumn::issue, &issue_},
        {TableColumn::option, &option_},
        {TableColumn::status_quo, &status_quo_},
        {TableColumn::giver, &giver_}};
    bool good = true;
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const std::string& text = row.cells[c].text;
      if (text.empty()) continue;
      const TableColumn column = table_column(text);
      if (column == TableColumn::party) {
        good = add_party(row, c) && good;
        continue;
      }
      auto& slot = *std::find_if(std::begin(known), std::end(known), [&](const auto& k) {
                      return k.first == column;
                    })->second;
      if (slot) {
        error(row, c, fmt::format("a second column is called {}", in_quotes(text)),
              "give each column its own heading");
        good = false;
      }
      slot = c;
    }
    for (const auto& [slot, word] : {std::pair{issue_, "issue"}, std::pair{option_, "option"}}) {
      if (slot) continue;
      problems_.add(make_error(place(row, 0),
                               in_sheet() + fmt::format("no column is called `{}`", word),
                               k_headings_hint));
      good = false;
    }
    if (s_.parties.size() < 2 && good) {
      problems_.add(make_error(
          place(row, 0),
          in_sheet() +
              fmt::format("an agreement needs at least two parties, not {}", s_.parties.size()),
          "give each party a column, with its name as the heading"));
      good = false;
    }
    s_.beliefs.resize(s_.party_count());
    s_.preferences.resize(s_.party_count());
    return good;
  }

  bool name_is_good(const Table::Row& row, std::size_t column, std::string_view what) {
    const std::string_view text = name_in_cell(row.cells[column].text);
    if (has_control_character(text)) {
      error(row, column, fmt::format("{} holds a line break or another control character", what),
            "a name stands on one line");
      return false;
    }
    if (character_count(text) > k_max_name) {
      error(row, column, fmt::format("{} has more than {} characters", what, k_max_name),
            "shorten it");
      return false;
    }
    return true;
  }

  bool add_party(const Table::Row& row, std::size_t column) {
    if (!name_is_good(row, column, "the name of a party")) return false;
    const std::string name(name_in_cell(row.cells[column].text));
    if (s_.find_party(name)) {
      error(row, column, fmt::format("the party {} has a column already", in_quotes(name)),
            "give each column its own heading");
      return false;
    }
    if (s_.party_count() == k_max_parties) {
      error(row, column, fmt::format("more than {} columns are parties", k_max_parties), "");
      return false;
    }
    Party party;
    party.key = name;
    party.name = name;
    party.place = row.cells[column].place;
    s_.parties.push_back(std::move(party));
    columns_.push_back(column);
    return true;
  }

  /// One number does not tell whether its sign is decimal; all of them may.
  void judge_style(RowAt first) {
    style_.semicolons = table_.semicolons;
    for (auto row = first; row != table_.rows.end(); ++row) {
      for (const std::size_t c : columns_) {
        const TableCell& stated = cell(*row, c);
        if (stated.kind == TableCell::Kind::text) note_decimal_signs(stated.text, style_);
      }
    }
  }

  void read_row(const Table::Row& row) {
    refuse_strays(row);
    const TableCell& issue = cell(row, issue_);
    if (is_reservation_word(issue.text)) {
      read_reservations(row);
      return;
    }
    if (!find_issue(row, issue)) return;
    const auto option = add_option(row);
    if (!option) return;
    read_status_quo(row, *option);
    read_giver(row);
    for (std::size_t j = 0; j < s_.party_count(); ++j) read_worth(row, j);
  }

  /// Cells that stand in no column.
  void refuse_strays(const Table::Row& row) {
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const bool known = c == issue_ || c == option_ || c == status_quo_ || c == giver_ ||
                         std::find(columns_.begin(), columns_.end(), c) != columns_.end();
      if (known || row.cells[c].text.empty()) continue;
      error(row, c,
            fmt::format("{} stands in a column without a heading", in_quotes(row.cells[c].text)),
            "name the column in the first row, or remove this; a decimal comma may need quotes: "
            "\"2,5\"");
      return;
    }
  }

  /// Makes the row's issue the current one: a new one, or the one above.
  bool find_issue(const Table::Row& row, const TableCell& named) {
    const std::string name(name_in_cell(named.text));
    if (name.empty()) {
      if (!s_.issues.empty()) return true;
      error(row, *issue_, "no issue is named", "write its name beside its first option");
      return false;
    }
    if (!s_.issues.empty() && s_.issues.back().key == name) return true;
    if (!name_is_good(row, *issue_, "the name of an issue")) return false;
    if (!issue_names_.insert(name).second) {
      error(row, *issue_, fmt::format("the issue {} appears further up, too", in_quotes(name)),
            "put the rows of an issue together");
      return false;
    }
    if (s_.issue_count() == k_max_issues) {
      error(row, *issue_, fmt::format("there are more than {} issues", k_max_issues), "");
      return false;
    }
    Issue issue;
    issue.key = name;
    issue.title = name;
    issue.ordered = false;  // a table does not say whether its order means anything
    issue.place = named.place;
    s_.issues.push_back(std::move(issue));
    Seen seen;
    seen.values.resize(s_.party_count());
    seen.places.resize(s_.party_count());
    seen_.push_back(std::move(seen));
    return true;
  }

  std::optional<OptionId> add_option(const Table::Row& row) {
    const TableCell& named = cell(row, option_);
    const std::string name(name_in_cell(named.text));
    Issue& issue = s_.issues.back();
    if (name.empty()) {
      error(row, *option_, fmt::format("no option of {} is named", in_quotes(issue.key)),
            "write one way to settle the issue in each row");
      return std::nullopt;
    }
    if (!name_is_good(row, *option_, "the name of an option")) return std::nullopt;
    if (!seen_.back().options.emplace(name, issue.options.size()).second) {
      error(
          row, *option_,
          fmt::format("the option {} of {} is listed twice", in_quotes(name), in_quotes(issue.key)),
          "remove one of the two rows");
      return std::nullopt;
    }
    if (issue.options.size() == k_max_options) {
      error(row, *option_, fmt::format("an issue has more than {} options", k_max_options), "");
      return std::nullopt;
    }
    issue.options.push_back(name);
    issue.option_places.push_back(named.place);
    seen_.back().rows.push_back(row.number);
    return OptionId(issue.options.size() - 1);
  }

  void read_status_quo(const Table::Row& row, OptionId option) {
    const TableCell& marked = cell(row, status_quo_);
    const Mark mark = read_mark(marked.text);
    if (mark == Mark::no) return;
    if (mark == Mark::unclear) {
      error(row, *status_quo_, fmt::format("{} says neither yes nor no", in_quotes(marked.text)),
            "mark the option in force today with an x, and leave the others empty");
      return;
    }
    auto& seen = seen_.back().status_quo;
    if (seen) {
      error(row, *status_quo_,
            fmt::format("a second option of {} is marked as the status quo",
                        in_quotes(s_.issues.back().key)),
            "mark one option of each issue");
      return;
    }
    seen = option;
    s_.issues.back().status_quo = option;
    s_.has_status_quo = true;
  }

  void read_giver(const Table::Row& row) {
    const TableCell& named = cell(row, giver_);
    if (named.text.empty() || named.text == "-") return;
    const auto giver = s_.find_party(name_in_cell(named.text));
    if (!giver) {
      std::vector<std::string_view> keys;
      for (const auto& p : s_.parties) keys.emplace_back(p.key);
      const auto guess = problems_.guess(named.text, keys);
      error(row, *giver_, fmt::format("there is no party {}", in_quotes(named.text)),
            guess ? fmt::format("did you mean {}?", in_quotes(keys[*guess]))
                  : fmt::format("the parties are {}; leave the cell empty for a joint issue",
                                listed(keys)));
      return;
    }
    auto& known = s_.issues.back().giver;
    if (known && *known != *giver) {
      error(row, *giver_,
            fmt::format("{} has another giver further up, {}", in_quotes(s_.issues.back().key),
                        in_quotes(s_.parties[known->index()].key)),
            "an issue has one giver; split it into two issues");
      return;
    }
    known = giver;
  }

  std::optional<Value> read_value(const Table::Row& row, std::size_t column) {
    const TableCell& stated = row.cells[column];
    if (stated.kind == TableCell::Kind::date) {
      error(row, column, fmt::format("{} is a date or a time, not a value", in_quotes(stated.text)),
            "a spreadsheet may take 3.5 or 1-2 for a date: format the cell as a number or as text, "
            "and type it again");
      return std::nullopt;
    }
    const bool is_number = stated.kind == TableCell::Kind::number;
    auto value = is_number ? parse_value(stated.text) : parse_table_value(stated.text, style_);
    if (value) return *value;
    error(row, column, value.error().message, value.error().hint);
    return std::nullopt;
  }

  void read_worth(const Table::Row& row, std::size_t j) {
    Seen& seen = seen_.back();
    std::optional<Value> value;
    const TableCell& stated = cell(row, columns_[j]);
    if (!stated.text.empty()) {
      value = read_value(row, columns_[j]);
      if (!value) value.emplace();  // reported
    }
    seen.values[j].push_back(std::move(value));
    seen.places[j].push_back(place(row, columns_[j]));
  }

  void read_reservations(const Table::Row& row) {
    for (const auto& column : {option_, status_quo_, giver_}) {
      if (cell(row, column).text.empty()) continue;
      error(row, *column,
            fmt::format("{} stands in the row `{}`, which is about no option",
                        in_quotes(cell(row, column).text), k_reservation_word),
            "that row states what each party gets without agreement, and nothing else; call an "
            "issue otherwise");
      return;
    }
    for (std::size_t j = 0; j < s_.party_count(); ++j) {
      if (cell(row, columns_[j]).text.empty()) continue;
      auto& reservation = s_.preferences[j].reservation;
      if (reservation) {
        error(row, columns_[j],
              fmt::format("{} has stated a reservation further up", in_quotes(s_.parties[j].key)),
              "keep one of the two");
        continue;
      }
      reservation = read_value(row, columns_[j]);
    }
  }

  /// What can only be judged once all rows are known.
  void finish() {
    if (s_.issues.empty() && !problems_.failed()) {
      problems_.add(make_error({table_.file, 0, 0},
                               in_sheet() + "the table has no rows below its headings",
                               "write a row for each option of each issue"));
    }
    for (std::size_t i = 0; i < s_.issue_count(); ++i) {
      const Issue& issue = s_.issues[i];
      if (s_.has_status_quo && !seen_[i].status_quo) {
        problems_.add(make_error(
            issue.place,
            in_sheet() +
                fmt::format("no option of {} is marked as the status quo", in_quotes(issue.key)),
            "mark the option in force today with an x, as for the other issues"));
      }
    }
    for (std::size_t j = 0; j < s_.party_count(); ++j) finish_party(j);
  }

  void finish_party(std::size_t j) {
    Preferences& wishes = s_.preferences[j];
    wishes.place = s_.parties[j].place;
    if (!s_.has_status_quo && !wishes.reservation) wishes.reservation.emplace();
    for (std::size_t i = 0; i < s_.issue_count(); ++i) {
      auto& stated = seen_[i].values[j];
      auto& row = wishes.values.emplace_back();
      wishes.issue_places.push_back(Place{});
      const auto first =
          std::find_if(stated.begin(), stated.end(), [](const auto& v) { return v.has_value(); });
      if (first == stated.end()) continue;  // silent on the issue
      wishes.issue_places.back() =
          seen_[i].places[j][static_cast<std::size_t>(first - stated.begin())];
      if (std::find(stated.begin(), stated.end(), std::nullopt) != stated.end()) {
        refuse_gaps(i, j);
        continue;
      }
      for (auto& value : stated) row.push_back(std::move(*value));
    }
    if (!problems_.failed()) judge_column(j);
  }

  void refuse_gaps(std::size_t i, std::size_t j) {
    const Seen& seen = seen_[i];
    for (std::size_t o = 0; o < seen.rows.size(); ++o) {
      if (seen.values[j][o]) continue;
      problems_.add(
          make_error(seen.places[j][o],
                     fmt::format("{}: {} states no value for {}, but for other options of {}",
                                 where(seen.rows[o], columns_[j]), in_quotes(s_.parties[j].key),
                                 in_quotes(s_.issues[i].options[o]), in_quotes(s_.issues[i].key)),
                     "write 0 for what is worth nothing"));
    }
  }

  /// A column for remarks becomes a party, which deals would have to please.
  void judge_column(std::size_t j) {
    const Party& party = s_.parties[j];
    const auto& rows = s_.preferences[j].values;
    const char* hint = "if this is no party, remove the column";
    const bool empty = std::all_of(seen_.begin(), seen_.end(), [&](const Seen& seen) {
      return std::all_of(seen.values[j].begin(), seen.values[j].end(),
                         [](const auto& value) { return !value.has_value(); });
    });
    if (empty && !rows.empty()) {
      problems_.add(make_warning(
          party.place,
          in_sheet() +
              fmt::format(
                  "column {} holds no values; {} counts as a party that cares about nothing",
                  column_letters(columns_[j]), in_quotes(party.key)),
          hint));
    } else if (parse_decimal(party.key)) {
      problems_.add(
          make_warning(party.place,
                       in_sheet() + fmt::format("column {} counts as a party, and its name is {}",
                                                column_letters(columns_[j]), in_quotes(party.key)),
                       hint));
    }
  }

  const Table& table_;
  Scenario s_;
  Problems problems_;
  std::optional<std::size_t> issue_;
  std::optional<std::size_t> option_;
  std::optional<std::size_t> status_quo_;
  std::optional<std::size_t> giver_;
  std::vector<std::size_t> columns_;  ///< [party]
  std::vector<Seen> seen_;            ///< [issue]
  std::set<std::string> issue_names_;
  NumberStyle style_;
};

}  // namespace

std::string column_letters(std::size_t column) {
  std::string letters;
  for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
  }
  return letters;
}

std::string cell_name(std::string_view sheet, int row, std::size_t column) {
  const std::string cell = fmt::format("row {}, column {}", row, column_letters(column));
  return sheet.empty() ? cell : fmt::format("sheet {}, {}", in_quotes(sheet), cell);
}

ReadResult read_table(const Table& table) { return TableReader(table).run(); }

}  // namespace entente::format
