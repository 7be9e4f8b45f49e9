#pragma once

#include <string>

#include "entente/report/svg_canvas.hpp"

namespace entente::report {

/// Two axes with their grid, numbers and labels.
class PlaneFrame {
 public:
  static constexpr double k_width = 640;
  static constexpr double k_height = 440;

  /// `log_y`: `y` holds powers of ten.
  PlaneFrame(const Range& x, const Range& y, std::string x_label, std::string y_label,
             bool log_y = false);

  void draw(SvgCanvas& canvas) const;

  /// Where amounts are drawn; with `log_y` see y_of().
  [[nodiscard]] const Axis& x() const { return x_; }
  [[nodiscard]] const Axis& y() const { return y_; }
  [[nodiscard]] double y_of(double amount) const;

 private:
  void draw_x(SvgCanvas& canvas) const;
  void draw_y(SvgCanvas& canvas) const;

  Axis x_;
  Axis y_;
  std::string x_label_;
  std::string y_label_;
  bool log_y_;
};

}  // namespace entente::report
