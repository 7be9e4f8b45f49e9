#include "entente/format/signal_table.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "entente/format/game_cells.hpp"
#include "entente/format/game_limits.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/text_check.hpp"

namespace entente::format {
namespace {

constexpr std::string_view k_shape =
    "first a column of actions for each player of the game, then a column for each signal";

class SignalTableReader {
 public:
  SignalTableReader(const Table& table, const StageGame& game) : table_(table), game_(game) {}

  Result<PublicMonitoring> run() {
    auto row = std::find_if_not(table_.rows.begin(), table_.rows.end(), is_blank);
    if (game_.profile_count() > k_max_signalled_profiles) {
      fail({table_.file, 0, 0}, fmt::format("with signals a game may have at most {} profiles",
                                            k_max_signalled_profiles));
    } else if (row == table_.rows.end()) {
      fail({table_.file, 0, 0}, "the table is empty", std::string(k_shape));
    } else {
      read_headings(*row);
    }
    if (errors_.empty()) {
      ++row;
      note_style(row);
      row_of_.assign(game_.profile_count(), 0);
      result_.probability.assign(game_.profile_count() * result_.signals.size(), Rational(0));
      for (; row != table_.rows.end() && errors_.size() < k_max_problems; ++row) {
        if (!is_blank(*row)) read_row(*row);
      }
    }
    if (errors_.empty()) require_all();
    if (!errors_.empty()) return tl::unexpected(std::move(errors_));
    return std::move(result_);
  }

 private:
  void fail(const Place& place, std::string message, std::string hint = {}) {
    errors_.push_back(make_error(place, std::move(message), std::move(hint)));
  }

  void read_headings(const Table::Row& row) {
    const std::size_t players = game_.player_count();
    const std::size_t count = filled_cells(row);
    if (count <= players) {
      return fail(
          row.cells.front().place,
          fmt::format("there are {} columns, and no signal in them for {} players", count, players),
          std::string(k_shape));
    }
    if (count - players > k_max_signals) {
      return fail(row.cells.front().place,
                  fmt::format("there may be at most {} signals", k_max_signals));
    }
    for (std::size_t i = 0; i < players; ++i) {
      if (row.cells[i].text == game_.players[i]) continue;
      fail(row.cells[i].place,
           fmt::format("this column should be headed {}, not {}", in_quotes(game_.players[i]),
                       in_quotes(row.cells[i].text)),
           std::string(k_shape));
    }
    for (std::size_t k = players; k < count; ++k) {
      if (!good_name(row.cells[k], "this signal", errors_)) continue;
      auto& names = result_.signals;
      if (std::find(names.begin(), names.end(), row.cells[k].text) != names.end()) {
        fail(row.cells[k].place,
             fmt::format("there is a signal {} already", in_quotes(row.cells[k].text)));
      }
      names.push_back(row.cells[k].text);
    }
  }

  void note_style(std::vector<Table::Row>::const_iterator row) {
    style_.semicolons = table_.semicolons;
    for (; row != table_.rows.end(); ++row) {
      for (std::size_t k = game_.player_count(); k < row->cells.size(); ++k) {
        note_decimal_signs(row->cells[k].text, style_);
      }
    }
  }

  void read_row(const Table::Row& row) {
    const std::size_t players = game_.player_count();
    const std::size_t count = filled_cells(row);
    if (count != players + result_.signals.size()) {
      return fail(row.cells.front().place,
                  fmt::format("row {} has {} filled cells where the headings name {}", row.number,
                              count, players + result_.signals.size()));
    }
    const auto profile = profile_of(row);
    if (!profile) return;
    int& place = row_of_[*profile];
    if (place != 0) {
      return fail(row.cells.front().place,
                  fmt::format("this profile stands in row {} already", place));
    }
    place = row.number;
    Rational sum(0);
    for (std::size_t y = 0; y < result_.signals.size(); ++y) {
      const TableCell& cell = row.cells[players + y];
      const auto value = read_probability(cell, "probability", style_, errors_);
      if (!value) return;
      sum += *value;
      result_.probability[*profile * result_.signals.size() + y] = *value;
    }
    if (sum == 1) return;
    fail(row.cells[players].place,
         fmt::format("the probabilities of row {} add up to {}, not to 1", row.number,
                     printable(to_text(sum), 40)),
         "write thirds and the like as fractions: 1/3");
  }

  /// Nothing after complaining.
  [[nodiscard]] std::optional<std::size_t> profile_of(const Table::Row& row) {
    std::size_t profile = 0;
    for (std::size_t i = 0; i < game_.player_count(); ++i) {
      const auto& actions = game_.actions[i];
      const auto found = std::find(actions.begin(), actions.end(), row.cells[i].text);
      if (found == actions.end()) {
        fail(row.cells[i].place,
             fmt::format("{} has no action {} in the game", in_quotes(game_.players[i]),
                         in_quotes(row.cells[i].text)));
        return std::nullopt;
      }
      profile = profile * actions.size() + static_cast<std::size_t>(found - actions.begin());
    }
    return profile;
  }

  void require_all() {
    for (std::size_t a = 0; a < row_of_.size(); ++a) {
      if (row_of_[a] != 0) continue;
      std::string text;
      for (std::size_t i = 0; i < game_.player_count(); ++i) {
        if (i > 0) text += ", ";
        text += game_.actions[i][game_.action_of(a, i)];
      }
      fail({table_.file, 0, 0},
           fmt::format("no row says what is seen after ({})", printable(text, 200)));
      if (errors_.size() == k_max_problems) return;
    }
  }

  const Table& table_;
  const StageGame& game_;
  NumberStyle style_;
  std::vector<int> row_of_;  ///< [profile] its number, or 0
  Diagnostics errors_;
  PublicMonitoring result_;
};

}  // namespace

Result<PublicMonitoring> read_signal_table(const Table& table, const StageGame& game) {
  return SignalTableReader(table, game).run();
}

Result<PublicMonitoring> read_signal_table(std::string_view text, const std::string& file,
                                           const StageGame& game) {
  const auto table = whole_table(text, file);
  if (!table) return tl::unexpected(table.error());
  return read_signal_table(*table, game);
}

}  // namespace entente::format
