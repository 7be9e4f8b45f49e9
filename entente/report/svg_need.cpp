#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "entente/report/svg.hpp"
#include "entente/report/svg_canvas.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using Anchor = SvgCanvas::Anchor;

constexpr double k_width = 640;
constexpr double k_left = 12;
constexpr double k_top = 42;
constexpr double k_row = 46;
constexpr double k_bar = 14;
constexpr int k_label_columns = 56;
constexpr std::size_t k_most_rows = 60;

/// What is enough must not look like less.
double rounded_up(double share) { return std::ceil(share * 1e4 - 1e-9) / 1e4; }

class NeedPicture {
 public:
  explicit NeedPicture(const NeedChart& chart)
      : chart_(chart),
        rows_(std::min(chart.rows.size(), k_most_rows)),
        axis_{{0, 1}, k_left, k_width - 70},
        bottom_(k_top + k_row * static_cast<double>(rows_)),
        canvas_(k_width, bottom_ + 34) {}

  std::string draw(Frame frame) {
    for (const double value : ticks(axis_.range, 5)) {
      canvas_.line(axis_(value), k_top - 8, axis_(value), bottom_, value == 0 ? "zero" : "grid");
      canvas_.text(axis_(value), bottom_ + 18, number_text(value), "tick", Anchor::middle);
    }
    draw_legend();
    for (std::size_t k = 0; k < rows_; ++k) {
      draw_row(chart_.rows[k], k_top + k_row * static_cast<double>(k));
    }
    return canvas_.finish(chart_.name, chart_.title, description(), frame);
  }

 private:
  void draw_legend() {
    canvas_.rect(k_left, 8, 22, 12, "bar credit");
    canvas_.text(k_left + 28, 18, chart_.there, "note");
    const double next = k_left + 52 + text_width(chart_.there);
    canvas_.rect(next, 6, 4, 16, "bar cost");
    canvas_.text(next + 10, 18, chart_.needed, "note");
  }

  void draw_row(const NeedChart::Row& row, double y) {
    canvas_.text(k_left, y + 14, shorten(row.label, k_label_columns, false), "label");
    const double top = y + 22;
    canvas_.rect(axis_(0), top, axis_(row.there) - axis_(0), k_bar, "bar credit");
    if (!row.needed) {
      canvas_.text(k_width - 10, y + 14, row.otherwise, "empty", Anchor::end);
      return;
    }
    canvas_.rect(axis_(*row.needed) - 2, top - 4, 4, k_bar + 8, "bar cost");
    const double end = std::max(axis_(*row.needed), axis_(row.there));
    canvas_.text(end + 8, top + k_bar - 3, number_text(rounded_up(*row.needed)), "value");
  }

  [[nodiscard]] std::string description() const {
    std::string text;
    for (std::size_t k = 0; k < rows_; ++k) {
      const auto& row = chart_.rows[k];
      text += fmt::format(
          "{}{}: {} {}, {}.", k == 0 ? "" : " ", row.label, chart_.there, number_text(row.there),
          row.needed ? chart_.needed + ' ' + number_text(rounded_up(*row.needed)) : row.otherwise);
    }
    if (rows_ == chart_.rows.size()) return text;
    return text + fmt::format(" {} of {} rows are drawn.", rows_, chart_.rows.size());
  }

  const NeedChart& chart_;
  std::size_t rows_;
  Axis axis_;
  double bottom_;
  SvgCanvas canvas_;
};

}  // namespace

std::vector<Picture> pictures_of(const NeedChart& chart, Frame frame) {
  if (chart.rows.empty()) return {};
  return {{chart.name, chart.title, NeedPicture(chart).draw(frame)}};
}

}  // namespace entente::report
