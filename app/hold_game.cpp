#include "app/hold_game.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "app/exit_code.hpp"
#include "app/name_search.hpp"
#include "app/output.hpp"
#include "app/read_input.hpp"
#include "app/report_files.hpp"
#include "app/terminal.hpp"
#include "entente/enforce/monitored_profile.hpp"
#include "entente/enforce/scenario_game.hpp"
#include "entente/format/game_limits.hpp"
#include "entente/format/game_table.hpp"
#include "entente/format/load.hpp"
#include "entente/format/signal_table.hpp"
#include "entente/report/hold_game_report.hpp"
#include "entente/report/hold_signals_report.hpp"

namespace entente::app {
namespace {

/// What --game has no use for.
constexpr std::string_view k_of_scenarios[] = {
    "--deal", "--must-hold", "--set",      "--standards", "--ordinal",    "--as-game",
    "--on",   "--sanctions", "--rule-out", "--threat",    "--time-limit", "--max-nodes"};

bool fit_for_game(const Arguments& arguments) {
  bool fit = true;
  for (const auto option : k_of_scenarios) {
    if (!arguments.has(option)) continue;
    complain({fmt::format("{} is of no use with --game", option), "leave one of them out"});
    fit = false;
  }
  if (!arguments.files.empty()) {
    complain({fmt::format("--game looks at one game, and at no other file: {}",
                          in_quotes(arguments.files.front())),
              "leave one of them out"});
    fit = false;
  }
  return fit;
}

/// One number for all players.
std::optional<Rational> discount_of(const Arguments& arguments) {
  const auto texts = arguments.texts("--discount");
  if (texts.size() == 1) {
    const auto value = parse_decimal(texts.front());
    if (value && *value > 0 && *value < 1) return value;
  }
  complain({texts.empty() ? std::string("--game needs --discount")
                          : "--discount takes one number above 0 and below 1 for a game",
            "for example: --discount 0.9, where a point of the next period is worth 0.9 today"});
  return std::nullopt;
}

/// As `--discount` says, or as all parties of the scenario have it.
std::optional<Rational> discount_of(const Arguments& arguments, const Scenario& scenario) {
  if (arguments.has("--discount")) return discount_of(arguments);
  const auto& first = scenario.parties.front().discount;
  const bool same = std::all_of(scenario.parties.begin(), scenario.parties.end(),
                                [&](const Party& party) { return party.discount == first; });
  if (first && *first < 1 && same) return first;
  complain(
      {"a game needs one discount factor below 1 for all, and the parties' differ or are not "
       "stated",
       "for example: --discount 0.9, where a point of the next period is worth 0.9 today"});
  return std::nullopt;
}

/// For 2 to 4 players; nothing after complaining.
std::optional<StageGame> read_game(const Arguments& arguments, const std::string& path) {
  auto game = read_input(arguments, path, [](const format::SourceText& source) {
    return format::read_game(source.text, source.name);
  });
  if (!game) return std::nullopt;
  const std::size_t players = game->player_count();
  if (players < 2 || players > enforce::k_most_set_players) {
    complain(
        {fmt::format("{} is a game of {}, and --game looks at games of two to four players",
                     in_quotes(path),
                     players == 1 ? std::string("one player") : fmt::format("{} players", players)),
         "leave players out whose actions are given anyway"});
    return std::nullopt;
  }
  if (players > 2 && game->profile_count() > format::k_max_signalled_profiles) {
    complain({fmt::format("{} has {} profiles; with three or four players there may be at most {}",
                          in_quotes(path), game->profile_count(), format::k_max_signalled_profiles),
              "leave out actions that nobody would take"});
    return std::nullopt;
  }
  return game;
}

/// A game, and what is said of it.
struct GameToShow {
  const StageGame* game = nullptr;
  std::string file;
  const PublicMonitoring* monitoring = nullptr;  ///< none: all see what is done
  Rational discount;
  report::GameBackground background = {};
};

int show(const Arguments& arguments, const report::HoldGameReport& report) {
  Output output;
  if (arguments.has("--json")) {
    report::write_hold_game_json(report, json_style(arguments),
                                 [&](std::string_view text) { output.write(text); });
  } else {
    output.write(report::hold_game_page(report, page_style(arguments)));
  }
  const bool none = report.set->status == enforce::SetStatus::none;
  return write_report_files(
      arguments, "hold", [&] { return report::hold_game_document(report); },
      output.finish(none ? k_answer_is_no : k_answer));
}

int show(const Arguments& arguments, const report::HoldSignalsReport& report) {
  Output output;
  if (arguments.has("--json")) {
    report::write_hold_signals_json(report, json_style(arguments),
                                    [&](std::string_view text) { output.write(text); });
  } else {
    output.write(report::hold_signals_page(report, page_style(arguments)));
  }
  const bool none = report.set.status == enforce::NoisyStatus::none;
  return write_report_files(
      arguments, "hold", [&] { return report::hold_signals_document(report); },
      output.finish(none ? k_answer_is_no : k_answer));
}

int show(const Arguments& arguments, const GameToShow& shown) {
  const StageGame& game = *shown.game;
  if (shown.monitoring != nullptr || game.player_count() > 2) {
    const auto all_seen =
        shown.monitoring != nullptr ? PublicMonitoring{} : enforce::perfect_monitoring(game);
    auto report = report::make_hold_signals_report(
        game, shown.file, shown.monitoring != nullptr ? *shown.monitoring : all_seen,
        shown.monitoring == nullptr, shown.discount);
    report.background = shown.background;
    return show(arguments, report);
  }
  const auto set = enforce::find_equilibrium_set(game, shown.discount);
  return show(arguments,
              report::HoldGameReport{&game, shown.file, shown.discount, &set,
                                     enforce::side_payment_steps(game), shown.background});
}

}  // namespace

int run_hold_game(const Arguments& arguments) {
  if (!fit_for_game(arguments)) return k_bad_use;
  const auto discount = discount_of(arguments);
  if (!discount) return k_bad_use;
  const std::string path = arguments.text("--game").value_or("");
  const auto game = read_game(arguments, path);
  if (!game) return k_bad_use;
  const auto signals = arguments.text("--signals");
  if (!signals) return show(arguments, {&*game, path, nullptr, *discount});
  const auto monitoring = read_input(arguments, *signals, [&](const format::SourceText& source) {
    return format::read_signal_table(source.text, source.name, *game);
  });
  if (!monitoring) return k_bad_use;
  return show(arguments, {&*game, path, &*monitoring, *discount});
}

int show_kept_as_game(const Arguments& arguments, const Scenario& scenario,
                      const Outcome& agreement, const std::string& deal,
                      const Diagnostics& warnings) {
  const auto discount = discount_of(arguments, scenario);
  if (!discount) return k_bad_use;
  std::vector<UsageError> errors;
  const auto only = issues_on(scenario, arguments, errors);
  for (const auto& error : errors) complain(error);
  if (!errors.empty()) return k_bad_use;
  const auto made = enforce::scenario_game(scenario, agreement, only);
  if (!made) {
    complain(made.error(), arguments);
    return k_bad_use;
  }
  return show(arguments,
              {&made->game, scenario.file, made->monitoring ? &*made->monitoring : nullptr,
               *discount, report::background_of(scenario, deal, *made, warnings)});
}

}  // namespace entente::app
