#include "entente/report/svg_canvas.hpp"

#include <fmt/format.h>

#include "entente/base/markup.hpp"
#include "entente/report/markup.hpp"
#include "entente/report/text_width.hpp"
#include "entente/report/web_assets.hpp"

namespace entente::report {
namespace {

const char* anchor_text(SvgCanvas::Anchor anchor) {
  switch (anchor) {
    case SvgCanvas::Anchor::start:
      return "";
    case SvgCanvas::Anchor::middle:
      return " text-anchor=\"middle\"";
    case SvgCanvas::Anchor::end:
      return " text-anchor=\"end\"";
  }
  return "";
}

}  // namespace

double text_width(std::string_view text) { return 7.2 * display_width(text); }

void SvgCanvas::line(double x1, double y1, double x2, double y2, std::string_view style) {
  body_ += fmt::format("<line class=\"{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n", style,
                       coordinate(x1), coordinate(y1), coordinate(x2), coordinate(y2));
}

void SvgCanvas::rect(double x, double y, double width, double height, std::string_view style) {
  body_ += fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n", style,
                       coordinate(x), coordinate(y), coordinate(width), coordinate(height));
}

void SvgCanvas::circle(double x, double y, double radius, std::string_view style) {
  body_ += fmt::format("<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>\n", style,
                       coordinate(x), coordinate(y), coordinate(radius));
}

void SvgCanvas::path(const std::string& data, std::string_view style) {
  if (data.empty()) return;
  body_ += fmt::format("<path class=\"{}\" d=\"{}\"/>\n", style, data);
}

void SvgCanvas::text(double x, double y, std::string_view content, std::string_view style,
                     Anchor anchor) {
  body_ += fmt::format("<text class=\"{}\" x=\"{}\" y=\"{}\"{}>{}</text>\n", style, coordinate(x),
                       coordinate(y), anchor_text(anchor), escape_markup(content));
}

void SvgCanvas::turned_text(double x, double y, std::string_view content, std::string_view style) {
  body_ += fmt::format(
      "<text class=\"{}\" transform=\"translate({} {}) rotate(-90)\" "
      "text-anchor=\"middle\">{}</text>\n",
      style, coordinate(x), coordinate(y), escape_markup(content));
}

std::string SvgCanvas::finish(std::string_view id, std::string_view title,
                              std::string_view description, Frame frame) const {
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"entente-chart\" viewBox=\"0 0 {} {}\" "
      "width=\"{}\" height=\"{}\" role=\"img\" aria-labelledby=\"{}-title {}-text\">\n",
      coordinate(width_), coordinate(height_), coordinate(width_), coordinate(height_), id, id);
  out += fmt::format("<title id=\"{}-title\">{}</title>\n<desc id=\"{}-text\">{}</desc>\n", id,
                     escape_markup(title), id, escape_markup(description));
  if (frame == Frame::file) {
    out += fmt::format("<style>\n{}</style>\n", web::chart_style());
    out += fmt::format("<rect class=\"paper\" width=\"{}\" height=\"{}\"/>\n", coordinate(width_),
                       coordinate(height_));
  }
  return out + body_ + "</svg>\n";
}

}  // namespace entente::report
