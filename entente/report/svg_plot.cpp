#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "entente/report/markup.hpp"
#include "entente/report/svg.hpp"
#include "entente/report/svg_plane.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using Anchor = SvgCanvas::Anchor;
using Kind = PlotChart::Shape::Kind;

constexpr std::size_t k_looks = 6;  ///< of shapes that web/chart.css tells apart
constexpr double k_legend_line = 20;
constexpr double k_sign = 26;  ///< room for the sign of a shape in the legend
constexpr double k_dot = 3.5;

std::string look(std::string_view what, std::size_t shape) {
  return fmt::format("{} s{}", what, shape % k_looks + 1);
}

class PlotPicture {
 public:
  explicit PlotPicture(const PlotChart& chart)
      : chart_(chart),
        frame_(padded(range_of_x(), false), padded(range_of_y(), chart.log_y), chart.x_label,
               chart.y_label, chart.log_y),
        canvas_(PlaneFrame::k_width,
                PlaneFrame::k_height + k_legend_line * static_cast<double>(legend_lines())) {}

  std::string draw(Frame frame) {
    frame_.draw(canvas_);
    for (std::size_t k = 0; k < chart_.shapes.size(); ++k) draw_shape(k);
    draw_uprights();
    draw_legend();
    return canvas_.finish(chart_.name, chart_.title, chart_.description, frame);
  }

 private:
  [[nodiscard]] std::size_t legend_lines() const { return chart_.shapes.size(); }

  [[nodiscard]] Range range_of_x() const {
    Range range{HUGE_VAL, -HUGE_VAL};
    const auto add = [&](double x) {
      range.low = std::min(range.low, x);
      range.high = std::max(range.high, x);
    };
    for (const auto& shape : chart_.shapes) std::for_each(shape.x.begin(), shape.x.end(), add);
    for (const auto& upright : chart_.uprights) add(upright.x);
    return range;
  }

  [[nodiscard]] Range range_of_y() const {
    Range range{HUGE_VAL, -HUGE_VAL};
    for (const auto& shape : chart_.shapes) {
      for (const double y : shape.y) {
        const double at = chart_.log_y ? std::log10(y) : y;
        range.low = std::min(range.low, at);
        range.high = std::max(range.high, at);
      }
    }
    return range;
  }

  /// Points at the edge stand clear of it.
  static Range padded(const Range& range, bool magnitudes) {
    Range wide = widened(range.low, range.high);
    if (magnitudes) wide = {std::min(range.low, 0.0), std::max(range.high, 1.0)};
    const double more = (wide.high - wide.low) * 0.03;
    return {wide.low - more, wide.high + more};
  }

  [[nodiscard]] std::string point(const PlotChart::Shape& shape, std::size_t k) const {
    return coordinate(frame_.x()(shape.x[k])) + ' ' + coordinate(frame_.y_of(shape.y[k]));
  }

  [[nodiscard]] std::string line_through(const PlotChart::Shape& shape) const {
    std::string data;
    for (std::size_t k = 0; k < shape.x.size(); ++k) {
      if (k > 0 && shape.kind == Kind::steps) data += 'H' + coordinate(frame_.x()(shape.x[k]));
      data += (k == 0 ? 'M' : 'L') + point(shape, k);
    }
    return data;
  }

  void draw_shape(std::size_t k) {
    const auto& shape = chart_.shapes[k];
    if (shape.kind == Kind::dots || (shape.kind == Kind::area && shape.x.size() == 1)) {
      for (std::size_t p = 0; p < shape.x.size(); ++p) {
        canvas_.circle(frame_.x()(shape.x[p]), frame_.y_of(shape.y[p]), k_dot, look("spot", k));
      }
      return;
    }
    if (shape.kind == Kind::area && shape.x.size() > 2) {
      canvas_.path(line_through(shape) + 'Z', look("area", k));
      return;
    }
    canvas_.path(line_through(shape), look("curve", k));
  }

  void draw_uprights() {
    double y = frame_.y().to + 14;
    for (const auto& upright : chart_.uprights) {
      const double x = frame_.x()(upright.x);
      canvas_.line(x, frame_.y().to, x, frame_.y().from, "upright");
      const bool left = x > (frame_.x().from + frame_.x().to) / 2;
      canvas_.text(left ? x - 6 : x + 6, y, shorten(upright.label, 44, false), "note",
                   left ? Anchor::end : Anchor::start);
      y += 16;
    }
  }

  void draw_legend() {
    double y = PlaneFrame::k_height + 4;
    for (std::size_t k = 0; k < chart_.shapes.size(); ++k) {
      const auto& shape = chart_.shapes[k];
      const double x = frame_.x().from;
      if (shape.kind == Kind::dots) {
        canvas_.circle(x + k_sign / 2, y, k_dot, look("spot", k));
      } else {
        canvas_.line(x, y, x + k_sign, y, look("curve", k));
      }
      canvas_.text(x + k_sign + 8, y + 4, shorten(shape.label, 76, false), "label");
      y += k_legend_line;
    }
  }

  const PlotChart& chart_;
  PlaneFrame frame_;
  SvgCanvas canvas_;
};

}  // namespace

std::vector<Picture> pictures_of(const PlotChart& chart, Frame frame) {
  const bool any = std::any_of(chart.shapes.begin(), chart.shapes.end(),
                               [](const auto& shape) { return !shape.x.empty(); });
  if (!any) return {};
  return {{chart.name, chart.title, PlotPicture(chart).draw(frame)}};
}

}  // namespace entente::report
