#include "entente/format/table_write.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "entente/format/decimal_text.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/names.hpp"
#include "entente/format/plain_scenario.hpp"
#include "entente/format/table_words.hpp"
#include "entente/format/text_check.hpp"
#include "entente/format/value_text.hpp"

namespace entente::format {
namespace {

using Rows = std::vector<std::vector<Value>>;  // [issue]; an empty row for silence

class TableWriter {
 public:
  TableWriter(const Scenario& scenario, char separator) : s_(scenario), separator_(separator) {}

  Written run(const std::string& name) {
    TargetTraits target;
    target.givers = true;
    target.status_quo = true;
    target.uncertain = true;
    target.reservation_value = true;
    written_.losses = losses_of(s_, target);
    check_limits();
    name_all();
    for (std::size_t j = 0; j < s_.party_count(); ++j) reduce(j);
    if (has_errors(written_.losses)) return std::move(written_);
    for (std::size_t j = 0; j < s_.party_count(); ++j) choose_unit(j);
    write_header();
    write_reservations();
    for (std::size_t i = 0; i < s_.issue_count(); ++i) {
      if (!s_.issues[i].is_threat()) write_issue(i);
    }
    for (std::size_t j = 0; j < s_.party_count(); ++j) {
      note_rounding(s_.parties[j], parties_[j].rounding, written_.losses);
    }
    if (text_.size() > k_max_file_bytes) {
      refuse({s_.file, 0, 0},
             fmt::format("the table would have more than {} bytes", k_max_file_bytes));
    }
    written_.files.push_back({name, std::move(text_)});
    return std::move(written_);
  }

 private:
  struct Party {
    Rows rows;
    Rational unit = 1;
    Rational rounding = 0;
  };

  std::string whose(std::size_t j) const { return "party " + in_quotes(s_.parties[j].key); }

  void refuse(const Place& place, std::string message) {
    written_.losses.push_back(
        make_error(place, std::move(message), "a table that cannot be read back is not written"));
  }

  /// What the reader of tables would refuse.
  void check_limits() {
    const Place whole{s_.file, 0, 0};
    if (s_.party_count() < 2) refuse(whole, "a table needs two parties at least");
    std::size_t rows = 0;
    for (const auto& issue : s_.issues) {
      if (issue.is_threat()) continue;
      rows += issue.options.size();
      if (issue.options.size() <= k_max_options) continue;
      refuse(issue.place, fmt::format("issue {} has {} options; a table takes {}",
                                      in_quotes(issue.key), issue.options.size(), k_max_options));
    }
    if (rows == 0) written_.losses.push_back(nothing_to_agree_on(s_));
    // Two rows more for headings and reservations, four columns more for what is said of issues.
    if ((rows + 2) * (s_.party_count() + 4) > k_max_nodes) {
      refuse(whole, fmt::format("the table would have more than {} cells", k_max_nodes));
    }
  }

  void name_all() {
    std::vector<std::string_view> reserved;
    for (const auto& p : s_.parties) {
      // A hyphen in the column of givers says that there is none.
      if (table_column(p.key) != TableColumn::party || p.key == "-") reserved.emplace_back(p.key);
    }
    party_names_ = fit_keys(s_.parties, "party", reserved, written_.losses);
    reserved.clear();
    for (const auto& i : s_.issues) {
      if (is_reservation_word(i.key)) reserved.emplace_back(i.key);
    }
    issue_names_ = fit_keys(s_.issues, "issue", reserved, written_.losses);
    for (const auto& i : s_.issues) {
      option_names_.push_back(fit_names(i.options, "option", {}, i.option_places, written_.losses));
    }
  }

  /// Adds a term where it is about one issue or none; false when it is about more.
  bool fold(const std::vector<Condition>& when, const Rational& add, Rows& rows,
            Rational& always) const {
    std::vector<const Condition*> left;
    for (const auto& c : when) {
      const Issue& issue = s_.issues[c.issue.index()];
      if (issue.is_threat()) {
        if (!std::binary_search(c.options.begin(), c.options.end(), issue.status_quo)) return true;
      } else if (c.options.size() < issue.options.size()) {
        left.push_back(&c);
      }
    }
    if (left.size() > 1) return false;
    if (left.empty()) {
      always += add;
      return true;
    }
    auto& row = rows[left[0]->issue.index()];
    row.resize(s_.issues[left[0]->issue.index()].options.size());
    for (const auto o : left[0]->options) shift(row[o.index()], add);
    return true;
  }

  std::string text_of(const std::vector<Condition>& when) const {
    std::string text;
    for (const auto& c : when) {
      const Issue& issue = s_.issues[c.issue.index()];
      if (!text.empty()) text += ", ";
      text += issue.key + ": " + issue.options[c.options.front().index()];
      if (c.options.size() > 1) text += fmt::format(" or {} more", c.options.size() - 1);
    }
    return text;
  }

  /// What the party wants as rows of values and nothing else.
  void reduce(std::size_t j) {
    const Preferences& wishes = s_.preferences[j];
    Party party;
    party.rows = wishes.values;
    Rational always = 0;
    for (std::size_t i = 0; i < s_.issue_count(); ++i) {
      const Issue& issue = s_.issues[i];
      auto& row = party.rows[i];
      if (!issue.is_threat()) continue;
      if (!row.empty()) always += row[issue.status_quo.index()].mean();
      row.clear();
    }
    for (const auto& term : wishes.together) {
      if (fold(term.when, term.add.mean(), party.rows, always)) {
        if (term.add.uncertain()) {
          written_.losses.push_back(
              make_warning(term.place,
                           fmt::format("{}: what {} adds is uncertain; it becomes its mean",
                                       whose(j), in_quotes(text_of(term.when))),
                           ""));
        }
        continue;
      }
      written_.losses.push_back(make_warning(
          term.place,
          fmt::format("{}: what the combination {} adds is left out", whose(j),
                      in_quotes(text_of(term.when))),
          "a table holds one value per option; outcomes with this combination change their worth"));
    }
    fold_aggregate(j, party.rows, always);
    const bool silent = std::all_of(party.rows.begin(), party.rows.end(),
                                    [](const auto& row) { return row.empty(); });
    if (silent && wishes.aggregate) {
      written_.losses.push_back(
          make_error(wishes.place, whose(j) + ": nothing it wants is about one issue alone",
                     "a table holds one value per option; convert to yaml, genius or geniusweb"));
    }
    place(always, party.rows);
    judge_cap(j);
    parties_.push_back(std::move(party));
  }

  void fold_aggregate(std::size_t j, Rows& rows, Rational& always) {
    const Preferences& wishes = s_.preferences[j];
    if (!wishes.aggregate) return;
    const auto terms = terms_of(s_, *wishes.aggregate, k_max_interactions);
    if (!terms) {
      written_.losses.push_back(
          make_error(wishes.place, whose(j) + ": its utility is no sum over issues",
                     "a table holds one value per option; convert to yaml, genius or geniusweb"));
      return;
    }
    const auto left = std::count_if(terms->begin(), terms->end(), [&](const PlainTerm& t) {
      return !fold(t.when, t.add, rows, always);
    });
    if (left == 0) return;
    written_.losses.push_back(make_warning(
        wishes.place,
        fmt::format("{}: what {} {} of options {} is left out", whose(j), left,
                    left == 1 ? "combination" : "combinations", left == 1 ? "adds" : "add"),
        "a table holds one value per option; outcomes with these combinations change their worth"));
  }

  /// What always counts becomes part of one issue's values.
  void place(const Rational& always, Rows& rows) const {
    if (always == 0) return;
    std::optional<std::size_t> where;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (s_.issues[i].is_threat()) continue;
      if (!where || (rows[*where].empty() && !rows[i].empty())) where = i;
    }
    if (!where) return;
    rows[*where].resize(s_.issues[*where].options.size());
    for (auto& value : rows[*where]) shift(value, always);
  }

  void judge_cap(std::size_t j) {
    const Preferences& wishes = s_.preferences[j];
    if (!wishes.cap) return;
    PlainScenario plain = make_plain(s_);
    spell_out(s_, j, 1, plain);
    if (!plain.parties[j].cap) return;
    written_.losses.push_back(
        make_warning(wishes.place,
                     fmt::format("{}: that its utility never exceeds {} is left out", whose(j),
                                 shown_number(*wishes.cap)),
                     "a table holds one value per option"));
  }

  void choose_unit(std::size_t j) {
    std::vector<Rational> numbers;
    for (const auto& row : parties_[j].rows) {
      for (const auto& value : row) append_numbers(value, numbers);
    }
    const auto& reservation = s_.preferences[j].reservation;
    if (reservation) append_numbers(*reservation, numbers);
    AffineScale scale;
    scale.factor = Rational(decimal_multiplier(numbers));
    parties_[j].unit = scale.factor;
    note_scale(s_.parties[j], scale, written_.losses);
  }

  void name(std::string_view text, bool last = false) { cell(name_as_cell(text), last); }

  void cell(std::string_view text, bool last = false) {
    const bool blank_at_end = !text.empty() && (text.front() == ' ' || text.back() == ' ');
    if (blank_at_end || text.find_first_of(",;\t\"\r\n") != std::string_view::npos) {
      text_ += '"';
      for (const char c : text) {
        if (c == '"') text_ += '"';
        text_ += c;
      }
      text_ += '"';
    } else {
      text_ += text;
    }
    text_ += last ? '\n' : separator_;
  }

  bool has_givers() const {
    return std::any_of(s_.issues.begin(), s_.issues.end(),
                       [](const Issue& issue) { return issue.giver.has_value(); });
  }

  void write_header() {
    cell("issue");
    cell("option");
    if (s_.has_status_quo) cell("status quo");
    if (has_givers()) cell("giver");
    for (std::size_t j = 0; j < s_.party_count(); ++j) {
      name(party_names_[j], j + 1 == s_.party_count());
    }
  }

  void write_reservations() {
    const bool any = std::any_of(s_.preferences.begin(), s_.preferences.end(),
                                 [](const Preferences& p) { return p.reservation.has_value(); });
    if (!any) return;
    cell(k_reservation_word);
    cell("");
    if (s_.has_status_quo) cell("");
    if (has_givers()) cell("");
    for (std::size_t j = 0; j < s_.party_count(); ++j) {
      Party& party = parties_[j];
      const auto& reservation = s_.preferences[j].reservation;
      cell(reservation ? value_text(*reservation, party.unit, party.rounding) : "",
           j + 1 == s_.party_count());
    }
  }

  void write_issue(std::size_t i) {
    const Issue& issue = s_.issues[i];
    for (std::size_t o = 0; o < issue.options.size(); ++o) {
      name(issue_names_[i]);
      name(option_names_[i][o]);
      if (s_.has_status_quo) cell(issue.status_quo == OptionId(o) ? "x" : "");
      if (has_givers()) name(issue.giver && o == 0 ? party_names_[issue.giver->index()] : "");
      for (std::size_t j = 0; j < s_.party_count(); ++j) {
        Party& party = parties_[j];
        const auto& row = party.rows[i];
        cell(row.empty() ? "" : value_text(row[o], party.unit, party.rounding),
             j + 1 == s_.party_count());
      }
    }
  }

  const Scenario& s_;
  char separator_;
  std::vector<std::string> party_names_;
  std::vector<std::string> issue_names_;
  std::vector<std::vector<std::string>> option_names_;
  std::vector<Party> parties_;
  std::string text_;
  Written written_;
};

}  // namespace

Written write_table(const Scenario& scenario, const std::string& name, char separator) {
  return TableWriter(scenario, separator).run(name);
}

}  // namespace entente::format
