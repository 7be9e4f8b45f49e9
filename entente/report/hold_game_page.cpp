#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "entente/report/game_words.hpp"
#include "entente/report/hold_game_report.hpp"
#include "entente/report/hold_payments.hpp"
#include "entente/report/page_parts.hpp"
#include "entente/report/text_page.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using enforce::EquilibriumVertex;
using enforce::SetStatus;

class HoldGamePage {
 public:
  explicit HoldGamePage(const HoldGameReport& report)
      : report_(report),
        game_(*report.game),
        set_(*report.set),
        players_(printable_players(game_)) {}

  Document make() {
    page_.title(printable(game_.title.empty() ? report_.file : game_.title), "");
    page_.space();
    page_.paragraph(fmt::format(
        "Players: {}. Both see what was done; nobody enforces anything. A point of the next period "
        "is worth {} today.",
        join_and(players_), printable(to_text(report_.discount))));
    write_background(report_.background, page_);
    write_answer();
    if (!set_.vertices.empty()) {
      write_proof();
      write_threats();
      write_vertices();
    }
    write_payments(game_, report_.payments, report_.discount, page_);
    write_game(report_.background, game_, page_);
    write_warnings(report_.background.warnings, page_);
    return std::move(page_);
  }

 private:
  void write_answer() {
    if (set_.status == SetStatus::none) {
      page_.paragraph(
          "No equilibrium in pure strategies: whatever the two plan, somebody would deviate.",
          Tone::bad);
    } else {
      page_.paragraph(beyond_stage_text(report_.beyond_stage()),
                      beyond_stage_tone(report_.beyond_stage()));
    }
    page_.paragraph(stage_equilibria_text(game_, set_.equilibria));
  }

  void write_proof() {
    switch (set_.status) {
      case SetStatus::exact:
        page_.paragraph(
            fmt::format("Every vertex below is proven in fractions; no equilibrium in pure "
                        "strategies gives more "
                        "than {} beyond them (a bound computed in rounded numbers).",
                        gap_text(set_.outer_gap)));
        return;
      case SetStatus::enclosed:
        page_.paragraph(fmt::format(
            "Not all vertices are fractions: points within {} inside them are proven in fractions; "
            "no equilibrium in pure strategies gives more than {} beyond them (a bound computed in "
            "rounded numbers).",
            gap_text(set_.inner_gap), gap_text(set_.outer_gap)));
        return;
      case SetStatus::bound:
        page_.paragraph(
            "A bound: no equilibrium in pure strategies lies outside these vertices, but it is not "
            "proven that each "
            "of them is one. A threshold is very near: try a discount factor a little away.",
            Tone::warning);
        return;
      case SetStatus::none:
        return;
    }
  }

  void write_threats() {
    page_.heading("What each can be held to");
    Table table("threats", "The worst equilibrium of each player",
                {{Align::left, 2}, {Align::right}, {Align::right}});
    table.add_head({{"Player", Tone::strong},
                    {"Worst equilibrium", Tone::strong},
                    {"Held to in a period", Tone::strong}});
    for (std::size_t i = 0; i < 2; ++i) {
      table.add_row({{players_[i]}, number_cell(set_.threat[i]), number_cell(set_.minmax[i])});
    }
    page_.add(std::move(table));
  }

  void write_vertices() {
    page_.heading("What can be kept up");
    page_.paragraph(
        "Payoffs per period, on average, of equilibria in pure strategies. All mixtures of these "
        "points can be had, by draws that both see. A deviation is answered by the deviator's "
        "worst equilibrium.");
    Table table(
        "vertices", "The corners of the set of equilibrium payoffs",
        {{Align::right}, {Align::right}, {Align::left, 2}, {Align::left, 2}, {Align::left, 2}});
    table.add_head({{players_[0], Tone::strong},
                    {players_[1], Tone::strong},
                    {"Today", Tone::strong},
                    {"Then, on average", Tone::strong},
                    {"Loss by deviating", Tone::strong}});
    page_.add(payoff_chart());
    for (const auto& vertex : set_.vertices) {
      table.add_row({number_cell(vertex.value[0]),
                     number_cell(vertex.value[1]),
                     {profile_text(game_, vertex.profile)},
                     {continuation_text(vertex)},
                     {slack_text(vertex)}});
    }
    page_.add(std::move(table));
  }

  [[nodiscard]] PlotChart payoff_chart() const {
    PlotChart chart = payoff_plane(game_);
    PlotChart::Shape set{"can be kept up", PlotChart::Shape::Kind::area, {}, {}};
    for (const auto& vertex : set_.vertices) {
      set.x.push_back(vertex.value[0]);
      set.y.push_back(vertex.value[1]);
    }
    chart.description = fmt::format("{} for the set; its corners stand in the table.",
                                    count_text(set.x.size(), "corner", "corners"));
    chart.shapes.insert(chart.shapes.begin(), std::move(set));
    return chart;
  }

  [[nodiscard]] static std::string continuation_text(const EquilibriumVertex& vertex) {
    if (vertex.stays) return "the same, for ever";
    return fmt::format("{} and {}", number_text(to_double(vertex.continuation[0])),
                       number_text(to_double(vertex.continuation[1])));
  }

  [[nodiscard]] std::string slack_text(const EquilibriumVertex& vertex) const {
    const auto one = [&](std::size_t i) {
      return vertex.binds[i]
                 ? fmt::format("{}: none (just willing)", players_[i])
                 : fmt::format("{}: {}", players_[i], number_text(to_double(vertex.slack[i])));
    };
    return one(0) + '\n' + one(1);
  }

  const HoldGameReport& report_;
  const StageGame& game_;
  const enforce::EquilibriumSet& set_;
  std::vector<std::string> players_;
  Document page_;
};

}  // namespace

std::optional<bool> HoldGameReport::beyond_stage() const {
  const auto is_stage = [&](const EquilibriumVertex& vertex) {
    return std::any_of(set->equilibria.begin(), set->equilibria.end(), [&](std::size_t profile) {
      return game->at(profile, 0) == vertex.proven[0] && game->at(profile, 1) == vertex.proven[1];
    });
  };
  if (!std::all_of(set->vertices.begin(), set->vertices.end(), is_stage)) {
    return set->status == SetStatus::bound ? std::nullopt : std::optional<bool>(true);
  }
  return negligible(set->outer_gap, *game) ? std::optional<bool>(false) : std::nullopt;
}

const char* to_string(enforce::SetStatus status) {
  switch (status) {
    case SetStatus::exact:
      return "exact";
    case SetStatus::enclosed:
      return "enclosed";
    case SetStatus::bound:
      return "bound";
    case SetStatus::none:
      return "none";
  }
  return "";
}

Document hold_game_document(const HoldGameReport& report) { return HoldGamePage(report).make(); }

std::string hold_game_page(const HoldGameReport& report, const Style& style) {
  return text_page(hold_game_document(report), style);
}

}  // namespace entente::report
