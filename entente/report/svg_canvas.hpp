#pragma once

#include <string>
#include <string_view>

#include "entente/report/scale.hpp"
#include "entente/report/svg.hpp"

namespace entente::report {

/// Maps a range of amounts to a stretch of the picture.
struct Axis {
  Range range;
  double from = 0;  ///< where range.low is drawn
  double to = 1;    ///< where range.high is drawn

  [[nodiscard]] double operator()(double value) const {
    return from + (value - range.low) / (range.high - range.low) * (to - from);
  }
};

/// About how wide a text of the usual size will be drawn.
[[nodiscard]] double text_width(std::string_view text);

/// Puts an <svg> element together. Looks come from classes (web/chart.css).
class SvgCanvas {
 public:
  SvgCanvas(double width, double height) : width_(width), height_(height) {}

  enum class Anchor { start, middle, end };

  void line(double x1, double y1, double x2, double y2, std::string_view style);
  void rect(double x, double y, double width, double height, std::string_view style);
  void circle(double x, double y, double radius, std::string_view style);
  void path(const std::string& data, std::string_view style);
  void text(double x, double y, std::string_view content, std::string_view style,
            Anchor anchor = Anchor::start);
  /// Lines of text below each other, turned by a quarter to the left.
  void turned_text(double x, double y, std::string_view content, std::string_view style);

  /// The element. `title` and `description` are for those who cannot see it; `id` makes what they
  /// are called unique in a page.
  [[nodiscard]] std::string finish(std::string_view id, std::string_view title,
                                   std::string_view description, Frame frame) const;

 private:
  double width_;
  double height_;
  std::string body_;
};

}  // namespace entente::report
