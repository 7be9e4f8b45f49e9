#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/report/scale.hpp"
#include "entente/report/style.hpp"

namespace entente::report {

/// A small scatter plot in characters. Points may come in any number; the picture is as large as
/// it is. Axes are drawn through zero where zero is in the picture.
class TextPlot {
 public:
  enum class Dot : std::uint8_t { other, good };

  /// The picture shows x_low .. x_high and y_low .. y_high on `width` by `height` characters (each
  /// at least 8). Ranges of no extent are widened.
  TextPlot(double x_low, double x_high, double y_low, double y_high, int width, int height);

  /// Points outside the ranges are drawn on the edge. A good point hides others in its place.
  void add(double x, double y, Dot dot);
  /// A letter, drawn over everything; where two meet, '*' stands for both.
  void mark(double x, double y, char letter);
  [[nodiscard]] bool marks_meet() const { return marks_meet_; }

  /// Lines ending in '\n' with scales at the left and below, no wider than `style.width`.
  [[nodiscard]] std::string render(std::string_view x_label, std::string_view y_label,
                                   const Style& style, int indent) const;

  /// The signs `render` uses for points.
  [[nodiscard]] static const char* sign(Dot dot, bool ascii);

 private:
  [[nodiscard]] int column_of(double x) const;
  [[nodiscard]] int row_of(double y) const;
  [[nodiscard]] std::size_t cell(double x, double y) const;
  [[nodiscard]] std::string drawn(std::size_t row, std::size_t column, const Style& style) const;

  Range x_, y_;
  int width_, height_;
  bool marks_meet_ = false;
  std::vector<char> cells_;  ///< [row from the top][column]: 0 empty, 1 other, 2 good, or a letter
};

}  // namespace entente::report
