#include "entente/format/game_table.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "entente/format/game_cells.hpp"
#include "entente/format/game_limits.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/nfg.hpp"
#include "entente/format/table_value.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::string_view k_shape =
    "first a column of actions for each player, then a column of payoffs for each";

/// A heading without the word `payoff` and what parts it from the name.
std::string_view player_of(std::string_view heading) {
  constexpr std::string_view k_word = "payoff";
  const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
  if (heading.size() <= k_word.size() || !std::equal(k_word.begin(), k_word.end(), heading.begin(),
                                                     [&](char b, char a) { return same(a, b); })) {
    return heading;
  }
  const auto rest = heading.find_first_not_of(" :", k_word.size());
  return rest == std::string_view::npos || rest == k_word.size() ? heading : heading.substr(rest);
}

class GameTableReader {
 public:
  explicit GameTableReader(const Table& table) : table_(table) {}

  Result<StageGame> run() {
    auto row = table_.rows.begin();
    while (row != table_.rows.end() && is_blank(*row)) ++row;
    if (row == table_.rows.end()) {
      fail({table_.file, 0, 0}, "the table is empty", std::string(k_shape));
    } else {
      read_headings(*row);
    }
    if (!errors_.empty()) return tl::unexpected(std::move(errors_));
    note_style(std::next(row));
    for (++row; row != table_.rows.end() && errors_.size() < k_max_problems; ++row) {
      if (!is_blank(*row)) read_row(*row);
    }
    if (errors_.empty()) place_rows();
    if (!errors_.empty()) return tl::unexpected(std::move(errors_));
    return std::move(game_);
  }

 private:
  struct Line {
    std::vector<std::size_t> actions;
    std::vector<Rational> payoff;
    Place place;
  };

  void fail(const Place& place, std::string message, std::string hint = {}) {
    errors_.push_back(make_error(place, std::move(message), std::move(hint)));
  }

  void read_headings(const Table::Row& row) {
    auto cells = row.cells;
    while (!cells.empty() && cells.back().text.empty()) cells.pop_back();
    const std::size_t players = cells.size() / 2;
    if (cells.empty() || cells.size() % 2 != 0) {
      return fail(
          row.cells.front().place,
          fmt::format("a game's table has twice as many columns as players, not {}", cells.size()),
          std::string(k_shape));
    }
    if (players > k_max_players) {
      return fail(row.cells.front().place,
                  fmt::format("a game may have at most {} players", k_max_players));
    }
    for (std::size_t i = 0; i < players; ++i) {
      if (!good_name(cells[i], "this player", errors_)) continue;
      auto& names = game_.players;
      if (std::find(names.begin(), names.end(), cells[i].text) != names.end()) {
        fail(cells[i].place, fmt::format("there is a player {} already", in_quotes(cells[i].text)),
             std::string(k_shape));
      }
      names.push_back(cells[i].text);
    }
    if (!errors_.empty()) return;
    for (std::size_t i = 0; i < players; ++i) {
      const TableCell& cell = cells[players + i];
      if (cell.text != game_.players[i] && player_of(cell.text) != game_.players[i]) {
        fail(cell.place,
             fmt::format("this column should be headed {}, not {}",
                         in_quotes("payoff " + game_.players[i]), in_quotes(cell.text)),
             std::string(k_shape));
      }
    }
    game_.actions.resize(players);
    numbers_.resize(players);
  }

  void note_style(std::vector<Table::Row>::const_iterator row) {
    style_.semicolons = table_.semicolons;
    for (; row != table_.rows.end(); ++row) {
      for (std::size_t k = game_.players.size(); k < row->cells.size(); ++k) {
        note_decimal_signs(row->cells[k].text, style_);
      }
    }
  }

  void read_row(const Table::Row& row) {
    const std::size_t players = game_.players.size();
    const auto count = filled_cells(row);
    if (count != 2 * players) {
      return fail(row.cells.front().place,
                  fmt::format("row {} has {} filled cells where the headings name {}", row.number,
                              count, 2 * players));
    }
    if (lines_.size() == k_max_profiles) {
      return fail(row.cells.front().place,
                  fmt::format("a game may have at most {} profiles", k_max_profiles));
    }
    Line line;
    line.place = row.cells.front().place;
    for (std::size_t i = 0; i < players; ++i) {
      if (!good_name(row.cells[i], "this action", errors_)) return;
      const auto [at, is_new] = numbers_[i].try_emplace(row.cells[i].text, game_.actions[i].size());
      if (is_new) game_.actions[i].push_back(row.cells[i].text);
      line.actions.push_back(at->second);
    }
    for (std::size_t i = 0; i < players; ++i) {
      const auto value = read_number(row.cells[players + i], "payoff", style_, errors_);
      if (!value) return;
      line.payoff.push_back(*value);
    }
    lines_.push_back(std::move(line));
  }

  [[nodiscard]] std::string profile_text(const std::vector<std::size_t>& actions) const {
    std::string text;
    for (std::size_t i = 0; i < actions.size(); ++i) {
      if (i > 0) text += ", ";
      text += game_.actions[i][actions[i]];
    }
    return printable(text, 200);
  }

  /// Every profile must be there, and once.
  void place_rows() {
    const std::size_t players = game_.players.size();
    std::size_t profiles = 1;
    for (std::size_t i = 0; i < players; ++i) {
      if (game_.actions[i].size() > k_max_actions) {
        return fail({table_.file, 0, 0},
                    fmt::format("a player may have at most {} actions", k_max_actions));
      }
      // No more than the rows can fill, so that the product stays small.
      profiles = std::min(profiles * game_.actions[i].size(), k_max_profiles + 1);
    }
    if (lines_.empty()) return fail({table_.file, 0, 0}, "the table has no rows with payoffs");
    if (profiles > k_max_profiles) {
      return fail({table_.file, 0, 0},
                  fmt::format("the actions make more than {} profiles", k_max_profiles));
    }
    std::vector<const Line*> at(profiles, nullptr);
    for (const Line& line : lines_) {
      std::size_t profile = 0;
      for (std::size_t i = 0; i < players; ++i) {
        profile = profile * game_.actions[i].size() + line.actions[i];
      }
      if (at[profile] != nullptr) {
        fail(line.place, fmt::format("the profile ({}) stands on line {} already",
                                     profile_text(line.actions), at[profile]->place.line));
        if (errors_.size() == k_max_problems) return;
      }
      at[profile] = &line;
    }
    if (!errors_.empty()) return;
    game_.payoff.assign(profiles * players, Rational(0));
    for (std::size_t profile = 0; profile < profiles; ++profile) {
      if (at[profile] == nullptr) return report_missing(profile, profiles - lines_.size());
      for (std::size_t i = 0; i < players; ++i) {
        game_.payoff[profile * players + i] = at[profile]->payoff[i];
      }
    }
  }

  void report_missing(std::size_t profile, std::size_t missing) {
    std::vector<std::size_t> actions;
    for (std::size_t i = 0; i < game_.players.size(); ++i) {
      actions.push_back(game_.action_of(profile, i));
    }
    fail({table_.file, 0, 0},
         missing == 1 ? fmt::format("there is no row for the profile ({})", profile_text(actions))
                      : fmt::format("there are no rows for {} profiles, for one ({})", missing,
                                    profile_text(actions)),
         "every combination of the actions named needs a row; is an action misspelt?");
  }

  const Table& table_;
  Diagnostics errors_;
  StageGame game_;
  NumberStyle style_;
  std::vector<std::map<std::string, std::size_t>> numbers_;  ///< [player]: of its actions
  std::vector<Line> lines_;
};

}  // namespace

Result<StageGame> read_game_table(const Table& table) { return GameTableReader(table).run(); }

Result<StageGame> read_game_table(std::string_view text, const std::string& file) {
  const auto table = whole_table(text, file);
  if (!table) return tl::unexpected(table.error());
  return read_game_table(*table);
}

Result<StageGame> read_game(std::string_view text, const std::string& file) {
  return looks_like_nfg(text) ? read_nfg(text, file) : read_game_table(text, file);
}

}  // namespace entente::format
