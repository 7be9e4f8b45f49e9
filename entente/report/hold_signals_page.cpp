#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "entente/report/game_words.hpp"
#include "entente/report/hold_payments.hpp"
#include "entente/report/hold_signals_report.hpp"
#include "entente/report/page_parts.hpp"
#include "entente/report/text_page.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using enforce::NoisyStatus;
using enforce::Response;

constexpr std::size_t k_rows = 12;  ///< of long tables, in a terminal

class HoldSignalsPage {
 public:
  explicit HoldSignalsPage(const HoldSignalsReport& report)
      : report_(report),
        game_(*report.game),
        set_(report.set),
        players_(printable_players(game_)) {}

  Document make() {
    page_.title(printable(game_.title.empty() ? report_.file : game_.title), "");
    page_.space();
    page_.paragraph(fmt::format(
        "Players: {}. {} Nobody enforces anything. A point of the next period is worth {} today.",
        join_and(players_), seen_text(), printable(to_text(report_.discount))));
    write_background(report_.background, page_);
    write_answer();
    if (set_.status != NoisyStatus::none) {
      write_ranges();
      write_corners();
    }
    if (report_.limit) write_limit();
    if (report_.limit_bounds) write_limit_bounds();
    write_payments();
    if (!report_.responses.empty()) write_responses();
    write_game(report_.background, game_, page_);
    write_warnings(report_.background.warnings, page_);
    return std::move(page_);
  }

 private:
  [[nodiscard]] std::string seen_text() const {
    if (report_.perfect) return "All see what was done.";
    std::vector<std::string> names;
    const auto& signals = report_.monitoring->signals;
    constexpr std::size_t k_most = 8;
    for (std::size_t y = 0; y < std::min(k_most, signals.size()); ++y) {
      names.push_back(isolated(printable(signals[y])));
    }
    if (signals.size() > k_most) names.push_back(fmt::format("{} more", signals.size() - k_most));
    return fmt::format("What was done is not seen; all see a signal of it ({}).", join_and(names));
  }

  void write_answer() {
    if (set_.status == NoisyStatus::none) {
      page_.paragraph(
          fmt::format("No equilibrium in pure strategies: whatever they plan, somebody would "
                      "deviate. Proven even if every step is eased by {}.",
                      gap_text(set_.eased)),
          Tone::bad);
    } else {
      page_.paragraph(beyond_stage_text(report_.beyond_stage()),
                      beyond_stage_tone(report_.beyond_stage()));
    }
    page_.paragraph(stage_equilibria_text(game_, report_.equilibria));
  }

  struct Range {
    std::string name;
    std::vector<double> direction;
  };

  [[nodiscard]] std::vector<Range> ranges() const {
    const std::size_t n = players_.size();
    std::vector<Range> result;
    for (std::size_t i = 0; i < n; ++i) {
      std::vector<double> direction(n, 0.0);
      direction[i] = 1;
      result.push_back({"Most for " + players_[i], direction});
      direction[i] = -1;
      result.push_back({"Least for " + players_[i], direction});
    }
    return result;
  }

  [[nodiscard]] static double product(const std::vector<double>& direction,
                                      const std::vector<Rational>& value) {
    double sum = 0;
    for (std::size_t i = 0; i < direction.size(); ++i) sum += direction[i] * to_double(value[i]);
    return sum;
  }

  /// The bound in a player's direction: the first bounds are those of the players.
  void write_ranges() {
    page_.heading("What can be kept up");
    page_.paragraph(
        fmt::format("Payoffs per period, on average, of equilibria in pure strategies with draws "
                    "that all see: what is proven, and what nothing goes beyond ({} directions "
                    "looked at). {}",
                    set_.bounds.size(),
                    set_.inner.points.empty()
                        ? std::string("That there is an equilibrium is not proven.")
                        : fmt::format("The two are {} apart at most.", gap_text(set_.gap))));
    Table table("ranges", "What each player can get and be held to",
                {{Align::left, 2}, {Align::right}, {Align::right}});
    table.add_head({{"", Tone::strong}, {"Proven", Tone::strong}, {"Not beyond", Tone::strong}});
    const auto all = ranges();
    for (std::size_t k = 0; k < all.size(); ++k) {
      const double sign = k % 2 == 0 ? 1 : -1;
      Cell proven = nothing_cell("none");
      if (!set_.inner.points.empty()) {
        double most = product(all[k].direction, set_.inner.points.front().value);
        for (const auto& point : set_.inner.points) {
          most = std::max(most, product(all[k].direction, point.value));
        }
        proven = number_cell(rounded_to_error(sign * most));
      }
      const auto& bound = set_.bounds[k];
      const double level = bound.level / std::abs(bound.direction[k / 2]);
      table.add_row({{all[k].name}, proven, number_cell(rounded_to_error(sign * level))});
    }
    page_.add(std::move(table));
  }

  /// Numbers as good as they are: what lies within the easing is not shown as digits.
  [[nodiscard]] double rounded_to_error(double value) const {
    return in_grains(value, std::max(to_double(set_.inner.error), 1e4 * set_.eased));
  }

  /// To as many decimals as the grain has; what is below it is 0.
  [[nodiscard]] static double in_grains(double value, double grain) {
    const double unit = std::pow(10.0, std::floor(-std::log10(grain)));  // exact up to 10^22
    const double rounded = std::round(value * unit) / unit;
    return std::abs(rounded) < grain ? 0 : rounded;
  }

  void write_corners() {
    if (set_.inner.points.empty()) return;
    const bool plane = players_.size() == 2;
    if (plane) page_.add(payoff_chart());
    page_.paragraph(fmt::format("Proven: all mixtures of these payoffs{}.",
                                plane ? ", the corners of a polygon" : ""));
    std::vector<Column> columns(players_.size(), Column{Align::right});
    columns.push_back({Align::left, 2});
    Table table("corners", "Payoffs that are proven to be kept up", std::move(columns));
    std::vector<Cell> head;
    head.reserve(players_.size() + 1);
    for (const auto& player : players_) head.push_back({player, Tone::strong});
    head.push_back({"Today", Tone::strong});
    table.add_head(std::move(head));
    const auto& points = set_.inner.points;
    for (std::size_t k = 0; k < points.size(); ++k) {
      std::vector<Cell> cells;
      for (const auto& x : points[k].value) {
        cells.push_back(number_cell(rounded_to_error(to_double(x))));
      }
      cells.push_back({profile_text(game_, points[k].profile)});
      table.add_row(std::move(cells), audience_of_row(k, k_rows));
    }
    add_rest(points.size(), k_rows, "payoff", "payoffs", table);
    page_.add(std::move(table));
  }

  /// Two players: what is proven within what is not ruled out, within what patience can reach.
  [[nodiscard]] PlotChart payoff_chart() const {
    using Kind = PlotChart::Shape::Kind;
    PlotChart chart = payoff_plane(game_);
    PlotChart::Shape proven{"proven", Kind::area, {}, {}};
    for (const auto& point : set_.inner.points) {
      proven.x.push_back(to_double(point.value[0]));
      proven.y.push_back(to_double(point.value[1]));
    }
    PlotChart::Shape outer{"not beyond", Kind::curve, {}, {}};
    for (const auto& point : set_.outer) {
      outer.x.push_back(point[0]);
      outer.y.push_back(point[1]);
    }
    PlotChart::Shape limit{"however patient", Kind::curve, {}, {}};
    if (report_.limit) {
      for (const auto& point : report_.limit->vertices) {
        limit.x.push_back(to_double(point[0]));
        limit.y.push_back(to_double(point[1]));
      }
    }
    chart.description = fmt::format("{} for what is proven; they stand in the table.",
                                    count_text(proven.x.size(), "corner", "corners"));
    std::vector<PlotChart::Shape> sets = {std::move(proven), closed(std::move(outer)),
                                          closed(std::move(limit))};
    std::erase_if(sets, [](const PlotChart::Shape& shape) { return shape.x.empty(); });
    chart.shapes.insert(chart.shapes.begin(), sets.begin(), sets.end());
    return chart;
  }

  /// Back to where it starts.
  [[nodiscard]] static PlotChart::Shape closed(PlotChart::Shape shape) {
    if (!shape.x.empty()) {
      shape.x.push_back(shape.x.front());
      shape.y.push_back(shape.y.front());
    }
    return shape;
  }

  void write_limit() {
    page_.heading("However patient they are");
    const auto& limit = *report_.limit;
    if (limit.vertices.empty()) {
      page_.paragraph(
          "No profile can be kept to in every direction: no equilibrium in pure strategies, "
          "whatever the discount factor.");
      return;
    }
    page_.paragraph(
        limit.reached
            ? "Exact, for pure strategies: nothing beyond these corners can be kept up at any "
              "discount "
              "factor, and everything inside can once the players are patient enough."
            : "Exact, for pure strategies: nothing beyond these points can be kept up at any "
              "discount factor. The set is a point or a line, so that patience may not be enough "
              "to "
              "reach it.");
    Table table("limit", "The corners of the limit set", {{Align::right}, {Align::right}});
    table.add_head({{players_[0], Tone::strong}, {players_[1], Tone::strong}});
    for (std::size_t k = 0; k < limit.vertices.size(); ++k) {
      const auto& p = limit.vertices[k];
      table.add_row({number_cell(to_double(p[0])), number_cell(to_double(p[1]))},
                    audience_of_row(k, k_rows));
    }
    add_rest(limit.vertices.size(), k_rows, "corner", "corners", table);
    page_.add(std::move(table));
  }

  void write_limit_bounds() {
    page_.heading("However patient they are");
    const auto& bounds = *report_.limit_bounds;
    if (bounds.empty) {
      page_.paragraph(
          "No profile can be kept to in every direction: no equilibrium in pure strategies, "
          "whatever the discount factor.");
      return;
    }
    page_.paragraph(fmt::format(
        "Nothing beyond these bounds can be kept up in pure strategies at any discount factor ({} "
        "directions looked at). {}",
        bounds.levels.size(),
        bounds.inner_empty ? std::string("What can be reached is not known.")
                           : fmt::format("What is inside the first ones can be once the players "
                                         "are patient enough. The two are {} apart at most.",
                                         gap_text(bounds.gap))));
    Table table("limit", "What patience can reach, for each player",
                {{Align::left, 2}, {Align::right}, {Align::right}});
    table.add_head({{"", Tone::strong}, {"Inside", Tone::strong}, {"Not beyond", Tone::strong}});
    const auto all = ranges();
    for (std::size_t k = 0; k < all.size(); ++k) {
      const auto& level = bounds.levels[k];
      const double unit = (k % 2 == 0 ? 1 : -1) * std::abs(level.direction[k / 2]);
      table.add_row({{all[k].name},
                     bounds.inner_empty ? nothing_cell("not known")
                                        : number_cell(in_millionths(level.inner / unit)),
                     number_cell(in_millionths(level.outer / unit))});
    }
    page_.add(std::move(table));
  }

  /// These bounds are eased by a billionth of the payoffs' range.
  [[nodiscard]] double in_millionths(double value) const {
    return in_grains(value, 1e6 * set_.eased);
  }

  void write_payments() {
    if (report_.payments) {
      report::write_payments(game_, *report_.payments, report_.discount, page_);
    } else {
      page_.heading("If they can pay each other");
      page_.paragraph("Not computed: too many profiles and signals to tell exactly in seconds.");
    }
  }

  [[nodiscard]] static std::string response_text(Response response) {
    switch (response) {
      case Response::targeted:
        return "targeted: who deviated shows, so that only it need be hit";
      case Response::collective:
        return "collective: every deviation shows, but not always whose; the response may have to "
               "hit "
               "several";
      case Response::none:
        return "open: the signals do not tell all deviations of some player apart";
    }
    return "";
  }

  void write_responses() {
    page_.heading("Which response can keep a profile up");
    page_.paragraph(
        "Whether the signals tell what each player did, and which player did it, whatever it gains "
        "(rank conditions; a profile from which nobody gains by deviating needs no response).");
    Table table("responses", "The response that can keep each profile up",
                {{Align::left, 2}, {Align::left, 2}});
    table.label = 0;
    table.add_head({{"Profile", Tone::strong}, {"Response", Tone::strong}});
    for (std::size_t a = 0; a < report_.responses.size(); ++a) {
      table.add_row({{profile_text(game_, a)}, {response_text(report_.responses[a])}},
                    audience_of_row(a, k_rows));
    }
    add_rest(report_.responses.size(), k_rows, "profile", "profiles", table);
    page_.add(std::move(table));
  }

  const HoldSignalsReport& report_;
  const StageGame& game_;
  const enforce::NoisySet& set_;
  std::vector<std::string> players_;
  Document page_;
};

}  // namespace

Document hold_signals_document(const HoldSignalsReport& report) {
  return HoldSignalsPage(report).make();
}

std::string hold_signals_page(const HoldSignalsReport& report, const Style& style) {
  return text_page(hold_signals_document(report), style);
}

}  // namespace entente::report
