#include <fmt/format.h>

#include "entente/report/hold_page_parts.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

constexpr const char* k_discount_axis = "discount factor of all parties";

/// Where the parties stand, one line for those that have the same discount factor.
std::vector<PlotChart::Upright> present_discounts(const HoldReport& report,
                                                  const PrintableNames& names) {
  std::vector<PlotChart::Upright> uprights;
  for (std::size_t j = 0; j < report.hold->parties.size(); ++j) {
    const auto& discount = report.hold->parties[j].discount;
    if (!discount) continue;
    const double x = to_double(*discount);
    bool joined = false;
    for (auto& upright : uprights) {
      if (upright.x != x) continue;
      upright.label += ", " + names.parties[j];
      joined = true;
    }
    if (!joined) uprights.push_back({x, names.parties[j]});
  }
  for (auto& upright : uprights) {
    upright.label = fmt::format("{}: {}", number_text(upright.x), upright.label);
  }
  return uprights;
}

PlotChart curve_chart(const HoldReport& report, const PrintableNames& names) {
  PlotChart chart;
  chart.x_label = k_discount_axis;
  chart.uprights = present_discounts(report, names);
  return chart;
}

PlotChart periods_chart(const HoldReport& report, const PrintableNames& names) {
  PlotChart chart = curve_chart(report, names);
  chart.name = "suspension";
  chart.title = "The shortest suspension that deters all, by discount factor";
  const std::string length = printable(report.scenario->period);
  chart.y_label = length.empty() ? "periods" : fmt::format("periods of {}", length);
  chart.log_y = true;
  PlotChart::Shape shape;
  shape.label = "shortest suspension";
  shape.kind = PlotChart::Shape::Kind::steps;
  const auto& points = report.curve->points;
  for (const auto& point : points) {
    shape.x.push_back(point.discount);
    shape.y.push_back(static_cast<double>(point.periods));
  }
  chart.shapes.push_back(std::move(shape));
  chart.description = fmt::format(
      "From a discount factor of {} on some suspension is enough: {} periods at {}, {} at {}.",
      number_text(report.curve->from), points.front().periods, number_text(points.front().discount),
      points.back().periods, number_text(points.back().discount));
  return chart;
}

/// What is left of what the agreement gives beyond no deal. The same share for every party: all
/// lose the same periods.
PlotChart value_chart(const HoldReport& report, const PrintableNames& names) {
  PlotChart chart = curve_chart(report, names);
  chart.name = "suspension-value";
  chart.title = "What false alarms leave of the gain, by discount factor";
  chart.y_label = "share of the gain";
  PlotChart::Shape shape;
  shape.label = "share of what the agreement gives beyond no deal, for every party";
  for (const auto& point : report.curve->points) {
    shape.x.push_back(point.discount);
    shape.y.push_back(point.share_left);
  }
  chart.description = fmt::format("{} is left at a discount factor of {}, {} at {}.",
                                  number_text(shape.y.front()), number_text(shape.x.front()),
                                  number_text(shape.y.back()), number_text(shape.x.back()));
  chart.shapes.push_back(std::move(shape));
  return chart;
}

}  // namespace

void write_suspension_charts(const HoldReport& report, const PrintableNames& names,
                             Document& page) {
  if (!report.curve || report.curve->points.empty()) return;
  page.heading("How much the future has to count", Audience::file);
  page.add(periods_chart(report, names));
  if (report.hold->agreement.false_alarm > 0) page.add(value_chart(report, names));
}

void write_detection_chart(const HoldReport& report, const PrintableNames& names, Document& page) {
  NeedChart chart;
  chart.name = "detection";
  chart.title = "How likely a breach is noticed in a period, and how likely it would have to be";
  chart.there = "noticed";
  chart.needed = "needed, all else as it is";
  for (std::size_t j = 0; j < report.hold->parties.size(); ++j) {
    const auto& party = report.hold->parties[j];
    if (!party.discount) continue;
    for (const auto& one : party.commitments) {
      const auto& commitment = report.hold->agreement.commitments[one.commitment];
      std::string label = names.issues[commitment.issue.index()];
      if (!commitment.giver) label = fmt::format("{}: {}", names.parties[j], label);
      chart.rows.push_back({std::move(label), to_double(commitment.detection), one.least_detection,
                            "no detection is enough alone"});
    }
  }
  page.add(std::move(chart));
}

}  // namespace entente::report
