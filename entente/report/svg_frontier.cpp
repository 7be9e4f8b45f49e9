#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "entente/report/markup.hpp"
#include "entente/report/svg.hpp"
#include "entente/report/svg_canvas.hpp"
#include "entente/report/svg_plane.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using Anchor = SvgCanvas::Anchor;

constexpr std::size_t k_most_paired = 4;  ///< parties for which every pair is drawn
constexpr double k_mark_radius = 9;
constexpr int k_y_ticks = 6;

/// What those hear who do not see the picture.
std::string description(const FrontierChart& chart) {
  std::string text = fmt::format("{}.", count_text(chart.size, "outcome", "outcomes"));
  for (const auto& mark : chart.marks) {
    std::vector<std::string> amounts;
    for (std::size_t j = 0; j < chart.parties.size(); ++j) {
      amounts.push_back(chart.parties[j] + ' ' + number_text(mark.at[j]));
    }
    text += fmt::format(" {}: {}.", mark.name, join_and(amounts));
  }
  return text;
}

/// A dot is a line of no length with round ends: a few bytes for each of many thousand.
struct Dots {
  std::string good;
  std::string other;

  void add(double x, double y, bool is_good) {
    (is_good ? good : other) += fmt::format("M{} {}h0", coordinate(x), coordinate(y));
  }
};

void draw_mark(SvgCanvas& canvas, double x, double y, char letter) {
  canvas.circle(x, y, k_mark_radius, "mark");
  canvas.text(x, y + 4, std::string(1, letter), "letter", Anchor::middle);
}

/// Two parties of a chart in a plane.
class Plane {
 public:
  Plane(const FrontierChart& chart, std::size_t x_party, std::size_t y_party)
      : chart_(chart),
        x_party_(x_party),
        y_party_(y_party),
        frame_(padded(widened(chart.low[x_party], chart.high[x_party])),
               padded(widened(chart.low[y_party], chart.high[y_party])), label(chart, x_party),
               label(chart, y_party)),
        canvas_(PlaneFrame::k_width, PlaneFrame::k_height) {}

  std::string draw(const std::string& id, const std::string& title, Frame frame) {
    const Axis& x = frame_.x();
    const Axis& y = frame_.y();
    canvas_.rect(x(0), y.to, x.to - x(0), y(0) - y.to, "gain");
    frame_.draw(canvas_);
    Dots dots;
    std::vector<double> at(chart_.parties.size());
    for (const std::size_t k : chart_.drawn) {
      const bool good = chart_.point(k, at.data());
      dots.add(x(at[x_party_]), y(at[y_party_]), good);
    }
    canvas_.path(dots.other, "dots other");
    canvas_.path(dots.good, "dots good");
    canvas_.circle(x(0), y(0), 4, "origin");
    canvas_.text(x(0) - 8, y(0) + 17, chart_.origin, "note", Anchor::end);
    // The first mark is drawn last: it is the one to look at.
    for (std::size_t k = chart_.marks.size(); k-- > 0;) {
      const auto& mark = chart_.marks[k];
      draw_mark(canvas_, x(mark.at[x_party_]), y(mark.at[y_party_]), mark.letter);
    }
    return canvas_.finish(id, title, description(chart_), frame);
  }

 private:
  /// Points at the edge stand clear of it.
  static Range padded(const Range& range) {
    const double more = (range.high - range.low) * 0.03;
    return {range.low - more, range.high + more};
  }

  static std::string label(const FrontierChart& chart, std::size_t party) {
    return chart.amount + " of " + chart.parties[party];
  }

  const FrontierChart& chart_;
  std::size_t x_party_;
  std::size_t y_party_;
  PlaneFrame frame_;
  SvgCanvas canvas_;
};

/// An upright axis for each party, and a line across them for each outcome.
class ParallelAxes {
 public:
  explicit ParallelAxes(const FrontierChart& chart)
      : chart_(chart),
        gap_(std::max(110.0,
                      (PlaneFrame::k_width - 160) / static_cast<double>(chart.parties.size() - 1))),
        width_(160 + gap_ * static_cast<double>(chart.parties.size() - 1)),
        canvas_(width_, PlaneFrame::k_height) {
    for (std::size_t j = 0; j < chart.parties.size(); ++j) {
      axes_.push_back({widened(chart.low[j], chart.high[j]), PlaneFrame::k_height - 26, 48});
    }
  }

  std::string draw(const std::string& id, const std::string& title, Frame frame) {
    std::array<std::string, 2> lines;
    std::vector<double> at(chart_.parties.size());
    for (const std::size_t k : chart_.drawn) {
      const bool good = chart_.point(k, at.data());
      lines[good ? 1 : 0] += line_through(at);
    }
    canvas_.path(lines[0], "lines other");
    canvas_.path(lines[1], "lines good");
    for (std::size_t j = 0; j < axes_.size(); ++j) draw_axis(j);
    for (std::size_t k = chart_.marks.size(); k-- > 0;) {
      const auto& mark = chart_.marks[k];
      canvas_.path(line_through(mark.at), "lines chosen");
      draw_mark(canvas_, x(0), axes_[0](mark.at[0]), mark.letter);
    }
    return canvas_.finish(id, title, description(chart_), frame);
  }

 private:
  [[nodiscard]] double x(std::size_t party) const { return 80 + gap_ * static_cast<double>(party); }

  [[nodiscard]] std::string line_through(const std::vector<double>& at) const {
    std::string data;
    for (std::size_t j = 0; j < at.size(); ++j) {
      data +=
          fmt::format("{}{} {}", j == 0 ? 'M' : 'L', coordinate(x(j)), coordinate(axes_[j](at[j])));
    }
    return data;
  }

  void draw_axis(std::size_t party) {
    const Axis& axis = axes_[party];
    canvas_.line(x(party), axis.from, x(party), axis.to, "zero");
    canvas_.text(x(party), 24, shorten(chart_.parties[party], static_cast<int>(gap_ / 7.5), false),
                 "axis", Anchor::middle);
    for (const double value : ticks(axis.range, k_y_ticks)) {
      canvas_.line(x(party) - 4, axis(value), x(party), axis(value), "zero");
      canvas_.text(x(party) - 8, axis(value) + 4, number_text(value), "tick", Anchor::end);
    }
  }

  const FrontierChart& chart_;
  double gap_;
  double width_;
  std::vector<Axis> axes_;
  SvgCanvas canvas_;
};

}  // namespace

std::vector<Picture> pictures_of(const FrontierChart& chart, Frame frame) {
  std::vector<Picture> pictures;
  const std::size_t parties = chart.parties.size();
  if (parties > 2) {
    const std::string title =
        fmt::format("{} of all parties, a line for each outcome", chart.amount);
    const std::string name = chart.name;
    pictures.push_back({name, title, ParallelAxes(chart).draw(name, title, frame)});
  }
  if (parties > k_most_paired) return pictures;
  for (std::size_t x = 0; x + 1 < parties; ++x) {
    for (std::size_t y = x + 1; y < parties; ++y) {
      const std::string title =
          fmt::format("{} of {} and of {}", chart.amount, chart.parties[x], chart.parties[y]);
      const std::string name =
          parties == 2 ? chart.name : fmt::format("{}-{}-{}", chart.name, x + 1, y + 1);
      pictures.push_back({name, title, Plane(chart, x, y).draw(name, title, frame)});
    }
  }
  return pictures;
}

}  // namespace entente::report
