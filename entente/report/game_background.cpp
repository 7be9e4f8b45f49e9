#include "entente/report/game_background.hpp"

#include <fmt/format.h>

#include "entente/report/game_words.hpp"
#include "entente/report/page_parts.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

std::string titles(const Scenario& scenario, const std::vector<IssueId>& issues) {
  std::vector<std::string> names;
  names.reserve(issues.size());
  for (const IssueId issue : issues)
    names.push_back(printable(scenario.issues[issue.index()].title));
  return join_and(names);
}

}  // namespace

GameBackground background_of(const Scenario& scenario, const std::string& agreement,
                             const enforce::ScenarioGame& made, const Diagnostics& warnings) {
  GameBackground background{agreement, {}, warnings};
  background.notes.push_back(fmt::format(
      "This is {} as a game: in every period each party breaks some of its commitments or none, "
      "and "
      "carries out threats of its own or none. {}",
      printable(agreement),
      made.monitoring ? "Who carries out a threat is seen; who breaks a commitment is only seen as "
                        "well as the file says (detection, false alarms, attribution)."
                      : "All of it is seen."));
  if (!made.for_good.empty()) {
    background.notes.push_back(fmt::format("What cannot be taken back is always kept: {}.",
                                           titles(scenario, made.for_good)));
  }
  if (!made.late.empty()) {
    background.notes.push_back(fmt::format(
        "Lags are left out: a breach of {} is looked at as if it showed at the end of its period. "
        "entente hold without --as-game heeds them.",
        titles(scenario, made.late)));
  }
  return background;
}

void write_game(const GameBackground& background, const StageGame& game, Document& page) {
  if (background.agreement.empty()) return;
  constexpr std::size_t k_rows = 12;
  page.heading("The game");
  std::vector<Column> columns(game.player_count(), {Align::left, 2});
  std::vector<Cell> head;
  for (const auto& player : printable_players(game)) head.push_back({player, Tone::strong});
  for (const auto& player : printable_players(game)) {
    columns.push_back({Align::right});
    head.push_back({player + " gets", Tone::strong});
  }
  Table table("game", "What each combination of actions pays in a period", std::move(columns));
  table.label = 0;
  table.add_head(std::move(head));
  for (std::size_t a = 0; a < game.profile_count(); ++a) {
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < game.player_count(); ++i) {
      cells.push_back({isolated(printable(game.actions[i][game.action_of(a, i)]))});
    }
    for (std::size_t i = 0; i < game.player_count(); ++i) {
      cells.push_back(number_cell(to_double(game.at(a, i))));
    }
    table.add_row(std::move(cells), audience_of_row(a, k_rows));
  }
  add_rest(game.profile_count(), k_rows, "profile", "profiles", table);
  page.add(std::move(table));
}

void write_background(const GameBackground& background, Document& page) {
  for (const auto& note : background.notes) page.paragraph(note);
}

}  // namespace entente::report
