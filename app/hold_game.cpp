#include "app/hold_game.hpp"

#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "app/exit_code.hpp"
#include "app/output.hpp"
#include "app/report_files.hpp"
#include "app/terminal.hpp"
#include "entente/format/game_table.hpp"
#include "entente/format/load.hpp"
#include "entente/report/hold_game_report.hpp"

namespace entente::app {
namespace {

/// What --game has no use for.
constexpr std::string_view k_of_scenarios[] = {
    "--deal", "--must-hold", "--set", "--ordinal", "--rule-out", "--threat", "--time-limit"};

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

/// One number for both players.
std::optional<Rational> discount_of(const Arguments& arguments) {
  const auto texts = arguments.texts("--discount");
  if (texts.size() == 1) {
    const auto value = parse_decimal(texts.front());
    if (value && *value > 0 && *value < 1) return value;
  }
  complain({texts.empty() ? std::string("--game needs --discount")
                          : "--discount takes one number above 0 and below 1 with --game",
            "for example: --discount 0.9, where a point of the next period is worth 0.9 today"});
  return std::nullopt;
}

/// Null after complaining.
std::optional<StageGame> read_two_player_game(const Arguments& arguments, const std::string& path) {
  const auto source = format::read_file(path);
  if (!source) {
    complain({fmt::format("cannot read {}: {}", in_quotes(path), source.error()), ""});
    return std::nullopt;
  }
  auto game = format::read_game(source->text, source->name);
  if (!game) {
    complain(game.error(), arguments);
    return std::nullopt;
  }
  if (game->player_count() != 2) {
    complain({fmt::format(
                  "{} is a game of {}, and --game looks at games of two players", in_quotes(path),
                  game->player_count() == 1 ? std::string("one player")
                                            : fmt::format("{} players", game->player_count())),
              "leave players out whose actions are given anyway"});
    return std::nullopt;
  }
  return std::move(*game);
}

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

}  // namespace

int run_hold_game(const Arguments& arguments) {
  if (!fit_for_game(arguments)) return k_bad_use;
  const auto discount = discount_of(arguments);
  if (!discount) return k_bad_use;
  const std::string path = arguments.text("--game").value_or("");
  const auto game = read_two_player_game(arguments, path);
  if (!game) return k_bad_use;
  const auto set = enforce::find_equilibrium_set(*game, *discount);
  return show(arguments, {&*game, path, *discount, &set, enforce::side_payment_steps(*game)});
}

}  // namespace entente::app
