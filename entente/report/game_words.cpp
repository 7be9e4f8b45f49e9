#include "entente/report/game_words.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "entente/report/json_text.hpp"
#include "entente/report/page_parts.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {

using nlohmann::ordered_json;

std::vector<std::string> printable_players(const StageGame& game) {
  std::vector<std::string> names;
  names.reserve(game.player_count());
  for (const auto& player : game.players) names.push_back(isolated(printable(player)));
  return names;
}

std::string profile_text(const StageGame& game, std::size_t profile) {
  std::string text;
  for (std::size_t i = 0; i < game.player_count(); ++i) {
    if (i > 0) text += " / ";
    text += isolated(printable(game.actions[i][game.action_of(profile, i)]));
  }
  return text;
}

std::string stage_equilibria_text(const StageGame& game,
                                  const std::vector<std::size_t>& equilibria) {
  if (equilibria.empty()) return "A single period has no equilibrium in pure actions.";
  constexpr std::size_t k_most = 8;
  std::vector<std::string> texts;
  for (std::size_t k = 0; k < std::min(k_most, equilibria.size()); ++k) {
    texts.push_back(profile_text(game, equilibria[k]));
  }
  const std::size_t rest = equilibria.size() - texts.size();
  if (rest > 0) texts.push_back(fmt::format("{} more", rest));
  return "Equilibria of a single period: " + join_and(texts) + '.';
}

PlotChart payoff_plane(const StageGame& game) {
  const auto players = printable_players(game);
  PlotChart chart;
  chart.name = "payoffs";
  chart.title = "Payoffs that can be kept up";
  chart.x_label = "average of " + players[0];
  chart.y_label = "average of " + players[1];
  PlotChart::Shape stage{"payoffs of a single period", PlotChart::Shape::Kind::dots, {}, {}};
  for (std::size_t profile = 0; profile < game.profile_count(); ++profile) {
    stage.x.push_back(to_double(game.at(profile, 0)));
    stage.y.push_back(to_double(game.at(profile, 1)));
  }
  chart.shapes.push_back(std::move(stage));
  return chart;
}

std::string beyond_stage_text(std::optional<bool> beyond) {
  if (!beyond) {
    return "More than the equilibria of a single period is neither proven nor ruled out, in pure "
           "strategies. Near a threshold, a discount factor a little away may tell.";
  }
  return *beyond
             ? "More can be kept up than the equilibria of a single period."
             : "Nothing can be kept up but the equilibria of a single period, in pure strategies.";
}

Tone beyond_stage_tone(std::optional<bool> beyond) {
  return !beyond ? Tone::warning : (*beyond ? Tone::strong : Tone::bad);
}

bool negligible(double gap, const StageGame& game) {
  for (std::size_t i = 0; i < game.player_count(); ++i) {
    std::vector<double> all;
    for (std::size_t a = 0; a < game.profile_count(); ++a) all.push_back(to_double(game.at(a, i)));
    std::sort(all.begin(), all.end());
    for (std::size_t k = 1; k < all.size(); ++k) {
      if (all[k] > all[k - 1] && gap > 1e-3 * (all[k] - all[k - 1])) return false;
    }
  }
  return true;
}

std::string gap_text(double gap) {
  const double shown = std::max(gap, 1e-15);
  const double digit = std::pow(10.0, std::floor(std::log10(shown)));
  return fmt::format("{:.1g}", std::ceil(shown / digit * (1 - 1e-12)) * digit);
}

ordered_json profile_json(const StageGame& game, std::size_t profile) {
  auto list = ordered_json::array();
  for (std::size_t i = 0; i < game.player_count(); ++i) {
    list.push_back(game.actions[i][game.action_of(profile, i)]);
  }
  return list;
}

ordered_json profiles_json(const StageGame& game, const std::vector<std::size_t>& profiles) {
  auto list = ordered_json::array();
  for (const std::size_t profile : profiles) list.push_back(profile_json(game, profile));
  return list;
}

ordered_json numbers_json(const std::vector<Rational>& values) {
  auto list = ordered_json::array();
  for (const auto& value : values) list.push_back(json_number(to_double(value)));
  return list;
}

ordered_json fractions_json(const std::vector<Rational>& values) {
  auto list = ordered_json::array();
  for (const auto& value : values) list.push_back(to_fraction_text(value));
  return list;
}

}  // namespace entente::report
