#include "entente/report/svg_plane.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using Anchor = SvgCanvas::Anchor;

constexpr int k_x_ticks = 8;
constexpr int k_y_ticks = 6;
constexpr int k_label_columns = 44;

double widest(const std::vector<double>& values) {
  double most = 0;
  for (const double value : values) most = std::max(most, text_width(number_text(value)));
  return most;
}

/// Powers of ten within the range, few enough to be read; of a short range some in between.
std::vector<double> magnitudes(const Range& range) {
  std::vector<double> at;
  const double decades = range.high - range.low;
  const double step = std::max(1.0, std::ceil(decades / k_y_ticks));
  for (double power = std::ceil(range.low); power <= range.high; power += step) at.push_back(power);
  if (decades > 2) return at;
  for (double power = std::floor(range.low); power <= range.high; power += 1) {
    for (const double factor : {2.0, 5.0}) {
      const double between = power + std::log10(factor);
      if (between >= range.low && between <= range.high) at.push_back(between);
    }
  }
  std::sort(at.begin(), at.end());
  return at;
}

std::string magnitude_text(double power) { return number_text(std::round(std::pow(10.0, power))); }

}  // namespace

PlaneFrame::PlaneFrame(const Range& x, const Range& y, std::string x_label, std::string y_label,
                       bool log_y)
    : x_{x, 66, k_width - 18},
      y_{y, k_height - 62, 18},
      x_label_(std::move(x_label)),
      y_label_(std::move(y_label)),
      log_y_(log_y) {
  if (!log_y) {
    x_.from = std::max(x_.from, 36 + widest(ticks(y, k_y_ticks)));
    return;
  }
  for (const double power : magnitudes(y)) {
    x_.from = std::max(x_.from, 36 + text_width(magnitude_text(power)));
  }
}

double PlaneFrame::y_of(double amount) const { return y_(log_y_ ? std::log10(amount) : amount); }

void PlaneFrame::draw(SvgCanvas& canvas) const {
  draw_x(canvas);
  draw_y(canvas);
  canvas.text((x_.from + x_.to) / 2, y_.from + 44, shorten(x_label_, k_label_columns, false),
              "axis", Anchor::middle);
  canvas.turned_text(18, (y_.from + y_.to) / 2, shorten(y_label_, k_label_columns, false), "axis");
}

void PlaneFrame::draw_x(SvgCanvas& canvas) const {
  // Numbers must not run into each other.
  const double room = 24 + widest(ticks(x_.range, k_x_ticks));
  const int fitting = static_cast<int>((x_.to - x_.from) / room);
  for (const double value : ticks(x_.range, std::clamp(fitting, 2, k_x_ticks))) {
    canvas.line(x_(value), y_.to, x_(value), y_.from, value == 0 ? "zero" : "grid");
    canvas.text(x_(value), y_.from + 18, number_text(value), "tick", Anchor::middle);
  }
}

void PlaneFrame::draw_y(SvgCanvas& canvas) const {
  const auto at = log_y_ ? magnitudes(y_.range) : ticks(y_.range, k_y_ticks);
  for (const double value : at) {
    canvas.line(x_.from, y_(value), x_.to, y_(value), value == 0 && !log_y_ ? "zero" : "grid");
    canvas.text(x_.from - 8, y_(value) + 4, log_y_ ? magnitude_text(value) : number_text(value),
                "tick", Anchor::end);
  }
}

}  // namespace entente::report
