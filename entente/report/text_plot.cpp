#include "entente/report/text_plot.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

constexpr char k_other = 1;
constexpr char k_good = 2;

}  // namespace

TextPlot::TextPlot(double x_low, double x_high, double y_low, double y_high, int width, int height)
    : x_(widened(x_low, x_high)),
      y_(widened(y_low, y_high)),
      width_(width),
      height_(height),
      cells_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0) {}

const char* TextPlot::sign(Dot dot, bool ascii) {
  if (dot == Dot::good) return ascii ? "o" : "●";
  return ascii ? "." : "·";
}

int TextPlot::column_of(double x) const {
  const double share = std::clamp((x - x_.low) / (x_.high - x_.low), 0.0, 1.0);
  return static_cast<int>(std::lround(share * (width_ - 1)));
}

int TextPlot::row_of(double y) const {
  const double share = std::clamp((y_.high - y) / (y_.high - y_.low), 0.0, 1.0);
  return static_cast<int>(std::lround(share * (height_ - 1)));
}

std::size_t TextPlot::cell(double x, double y) const {
  return static_cast<std::size_t>(row_of(y)) * static_cast<std::size_t>(width_) +
         static_cast<std::size_t>(column_of(x));
}

void TextPlot::add(double x, double y, Dot dot) {
  char& c = cells_[cell(x, y)];
  c = std::max(c, dot == Dot::good ? k_good : k_other);
}

void TextPlot::mark(double x, double y, char letter) {
  char& c = cells_[cell(x, y)];
  if (c > k_good) {
    c = '*';
    marks_meet_ = true;
  } else {
    c = letter;
  }
}

std::string TextPlot::drawn(std::size_t row, std::size_t column, const Style& style) const {
  const char c = cells_[row * static_cast<std::size_t>(width_) + column];
  if (c > k_good) return paint(std::string(1, c), Tone::accent, style);
  if (c == k_good) return paint(sign(Dot::good, style.ascii), Tone::good, style);
  if (c == k_other) return paint(sign(Dot::other, style.ascii), Tone::faint, style);
  const bool on_x = y_.low <= 0 && y_.high >= 0 && static_cast<int>(row) == row_of(0);
  const bool on_y = x_.low <= 0 && x_.high >= 0 && static_cast<int>(column) == column_of(0);
  if (on_x && on_y) return paint("+", Tone::strong, style);
  if (on_x) return paint(style.ascii ? "-" : "─", Tone::faint, style);
  if (on_y) return paint(style.ascii ? "|" : "│", Tone::faint, style);
  return " ";
}

std::string TextPlot::render(std::string_view x_label, std::string_view y_label, const Style& style,
                             int indent) const {
  std::map<int, std::string> scale;  // row -> number
  int margin = 0;
  for (const double y : ticks(y_, std::max(2, height_ / 3))) {
    scale[row_of(y)] = number_text(y);
    margin = std::max(margin, display_width(scale[row_of(y)]));
  }
  const std::string left(static_cast<std::size_t>(indent), ' ');
  std::string out = left + shorten(y_label, style.width - indent, style.ascii) + '\n';
  for (int row = 0; row < height_; ++row) {
    const auto tick = scale.find(row);
    std::string line;
    for (int column = 0; column < width_; ++column) {
      line += drawn(static_cast<std::size_t>(row), static_cast<std::size_t>(column), style);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    const std::string number = tick == scale.end() ? "" : tick->second;
    std::string text = left + paint(pad_left(number, margin), Tone::faint, style) + "  " + line;
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + '\n';
  }
  std::string below(static_cast<std::size_t>(indent + margin + 2), ' ');
  for (const double x : ticks(x_, std::max(2, width_ / 10))) {
    const std::string number = number_text(x);
    const int start = indent + margin + 2 + column_of(x) - (display_width(number) - 1) / 2;
    const int used = display_width(below);
    if (start < used && used > indent + margin + 2) continue;
    if (start + display_width(number) > style.width) continue;
    below = pad_right(below, start) + number + ' ';
  }
  below.erase(below.find_last_not_of(' ') + 1);
  const int label_room = style.width - indent;
  const std::string label = shorten(x_label, label_room, style.ascii);
  const int right_end = std::min(style.width, indent + margin + 2 + width_);
  out += paint(below, Tone::faint, style) + '\n';
  return out + pad_left(label, std::max(right_end, indent + display_width(label))) + '\n';
}

}  // namespace entente::report
