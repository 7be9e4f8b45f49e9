#include "entente/report/hold_payments.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "entente/report/game_words.hpp"
#include "entente/report/page_parts.hpp"
#include "entente/report/scenario_json.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using enforce::PaymentStep;

bool any_gradual(const std::vector<PaymentStep>& steps) {
  return std::any_of(steps.begin(), steps.end(),
                     [](const PaymentStep& step) { return step.gradual; });
}

/// How step k leads to the next one.
std::string then_text(const std::vector<PaymentStep>& steps, std::size_t k) {
  if (steps[k].gradual) return "gradually";
  const bool ends = k + 1 < steps.size() && steps[k + 1].discount == steps[k].discount;
  return ends ? "jumps" : "stays";
}

/// Rounded up, so that it is enough; short fractions as well.
Cell threshold_cell(const Rational& discount, Tone tone) {
  const std::string fraction = to_fraction_text(discount);
  const double up = std::ceil(to_double(discount) * 1e6) / 1e6;
  const bool decimal = to_text(discount).find('/') == std::string::npos;
  std::string text = number_text(decimal ? to_double(discount) : up);
  if (!decimal && fraction.size() <= 8) text += " (" + fraction + ")";
  return {std::move(text), tone, to_double(discount)};
}

Table payments_table(const StageGame& game, const std::vector<PaymentStep>& steps,
                     const Rational& discount) {
  std::vector<Column> columns = {{Align::right}, {Align::right}, {Align::left, 2}};
  std::vector<Cell> head = {
      {"Discount from", Tone::strong}, {"Sum at most", Tone::strong}, {"By", Tone::strong}};
  for (const auto& player : printable_players(game)) {
    columns.push_back({Align::right});
    head.push_back({"Worst: " + player, Tone::strong});
  }
  const bool gradual = any_gradual(steps);
  if (gradual) {
    columns.push_back({Align::left, 2});
    head.push_back({"To the next row", Tone::strong});
  }
  Table table("payments", "What payments between the players keep up, by discount factor",
              std::move(columns));
  table.add_head(std::move(head));
  for (std::size_t k = 0; k < steps.size(); ++k) {
    const auto& step = steps[k];
    std::vector<Cell> cells = {
        threshold_cell(step.discount, step.discount <= discount ? Tone::good : Tone::faint),
        number_cell(to_double(step.total)),
        {profile_text(game, step.profile)}};
    for (const auto& lowest : step.lowest) cells.push_back(number_cell(to_double(lowest)));
    if (gradual) cells.push_back({then_text(steps, k)});
    table.add_row(std::move(cells));
  }
  return table;
}

/// What holds now, where that is not a row of the table.
std::string now_text(const StageGame& game, const PaymentStep& step, const Rational& discount) {
  const auto players = printable_players(game);
  std::vector<std::string> worst;
  for (std::size_t i = 0; i < players.size(); ++i) {
    worst.push_back(fmt::format("{} for {}", number_text(to_double(step.lowest[i])), players[i]));
  }
  return fmt::format("At {}: {} at most, and nobody is held to less than {}.",
                     printable(to_text(discount)), number_text(to_double(step.total)),
                     join_and(worst));
}

}  // namespace

void write_payments(const StageGame& game, const std::vector<PaymentStep>& steps,
                    const Rational& discount, Document& page) {
  if (steps.empty()) return;
  page.heading("If they can pay each other");
  page.add(payments_table(game, steps, discount));
  page.paragraph(
      "Exact, for every discount factor: from there on the sum per period can be had, divided in "
      "any way that leaves nobody with less than its worst. A point is taken to be worth the same "
      "to all.",
      Tone::faint);
  const auto now = enforce::side_payment_step_at(steps, discount);
  if (now && now->gradual) page.paragraph(now_text(game, *now, discount));
}

nlohmann::ordered_json payments_json(const StageGame& game, const std::vector<PaymentStep>& steps) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& step : steps) {
    list.push_back({{"discount", json_number(to_double(step.discount))},
                    {"exact", to_fraction_text(step.discount)},
                    {"liquidity", json_number(to_double(step.liquidity))},
                    {"total", json_number(to_double(step.total))},
                    {"profile", profile_json(game, step.profile)},
                    {"lowest", numbers_json(step.lowest)},
                    {"gradual", step.gradual}});
  }
  return list;
}

}  // namespace entente::report
