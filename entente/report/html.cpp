#include "entente/report/html.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "entente/base/markup.hpp"
#include "entente/report/html_data.hpp"
#include "entente/report/html_table.hpp"
#include "entente/report/markup.hpp"
#include "entente/report/svg.hpp"
#include "entente/report/text_width.hpp"
#include "entente/report/web_assets.hpp"

namespace entente::report {
namespace {

/// Writes the blocks of a document one after the other, and closes what stays open.
class HtmlBody {
 public:
  HtmlBody(const Document& document, const Sink& sink) : document_(document), sink_(sink) {}

  void write(const std::string& question) {
    write_header(question);
    write_contents();
    sink_("<main id=\"report\">\n");
    for (std::size_t k = first_section(); k < document_.blocks().size(); ++k) {
      std::visit([&](const auto& part) { add(part); }, document_.blocks()[k]);
    }
    close_section();
    sink_("</main>\n");
  }

  /// What the script needs, or nothing.
  [[nodiscard]] const std::string& data() const { return data_; }

 private:
  [[nodiscard]] std::size_t first_section() const {
    const auto& blocks = document_.blocks();
    const auto heading = std::find_if(blocks.begin(), blocks.end(), [](const Block& block) {
      return std::holds_alternative<Heading>(block);
    });
    return static_cast<std::size_t>(heading - blocks.begin());
  }

  /// The title comes first, whatever a terminal shows before it.
  void write_header(const std::string& question) {
    sink_("<header>\n<p class=\"question\">" + escape_markup(capital(question)) + "</p>\n");
    const auto& blocks = document_.blocks();
    for (std::size_t k = 0; k < first_section(); ++k) {
      const auto* title = std::get_if<Title>(&blocks[k]);
      if (title == nullptr) continue;
      sink_("<h1>" + text_markup(title->text) + "</h1>\n");
      if (!title->source.empty()) {
        sink_("<p class=\"source\">Source: " + text_markup(title->source) + "</p>\n");
      }
    }
    for (std::size_t k = 0; k < first_section(); ++k) {
      if (!std::holds_alternative<Title>(blocks[k])) {
        std::visit([&](const auto& part) { add(part); }, blocks[k]);
      }
    }
    close_list();
    sink_("</header>\n");
  }

  void write_contents() {
    std::string list;
    std::size_t number = 0;
    for (const auto& block : document_.blocks()) {
      const auto* heading = std::get_if<Heading>(&block);
      if (heading == nullptr || heading->audience == Audience::terminal) continue;
      ++number;
      list += fmt::format("<li><a href=\"#section-{}\">{}</a></li>\n", number,
                          text_markup(heading->text));
    }
    if (number > 1) sink_("<nav aria-label=\"Contents\">\n<ul>\n" + list + "</ul>\n</nav>\n");
  }

  void add(const Title&) {}

  void add(const Heading& heading) {
    if (heading.audience == Audience::terminal) return;
    close_section();
    ++section_;
    sink_(fmt::format("<section aria-labelledby=\"section-{}\">\n<h2 id=\"section-{}\">{}</h2>\n",
                      section_, section_, text_markup(heading.text)));
    in_section_ = true;
  }

  void add(const Paragraph& paragraph) {
    if (paragraph.audience == Audience::terminal) return;
    const std::string text = text_markup(paragraph.text);
    const std::string style = tone_class(paragraph.tone);
    if (!paragraph.marker.empty()) {
      open_list(paragraph.marker);
      if (in_item_) sink_("</li>\n");
      sink_("<li>" + (style.empty() ? text : "<span class=\"" + style + "\">" + text + "</span>"));
      in_item_ = true;
      item_indent_ = paragraph.indent;
    } else if (in_item_ && paragraph.indent > item_indent_) {
      sink_("<p class=\"" + (style.empty() ? "more" : "more " + style) + "\">" + text + "</p>");
    } else {
      close_list();
      std::string names = style;
      if (paragraph.indent > 0) names += names.empty() ? "indented" : " indented";
      sink_((names.empty() ? "<p>" : "<p class=\"" + names + "\">") + text + "</p>\n");
    }
  }

  void add(const Table& table) {
    if (table.audience == Audience::terminal || table.rows.empty()) return;
    close_list();
    if (table.summary.empty()) return sink_(html_table(table));
    sink_("<details open>\n<summary>" + text_markup(table.summary) + "</summary>\n" +
          html_table(table) + "</details>\n");
  }

  void add(const Space&) {}

  void add(const FrontierChart& chart) {
    const auto pictures = pictures_of(chart, Frame::page);
    if (pictures.empty()) return;
    close_list();
    const bool live = data_.empty() && chart.packages != nullptr && !chart.drawn.empty();
    if (live) data_ = explorer_json(chart);
    sink_(live ? "<div id=\"explorer\">\n" : "<div>\n");
    sink_("<div class=\"pictures\">\n");
    for (const auto& picture : pictures) write_picture(picture, pictures.size() > 1);
    sink_("</div>\n");
    write_legend(chart);
    sink_("</div>\n");
  }

  void add(const LedgerChart& chart) { write_pictures(pictures_of(chart, Frame::page)); }
  void add(const PlotChart& chart) { write_pictures(pictures_of(chart, Frame::page)); }
  void add(const NeedChart& chart) { write_pictures(pictures_of(chart, Frame::page)); }

  void write_pictures(const std::vector<Picture>& pictures) {
    close_list();
    for (const auto& picture : pictures) write_picture(picture, true);
  }

  void write_picture(const Picture& picture, bool titled) {
    sink_("<figure>\n");
    if (titled) sink_("<figcaption>" + text_markup(picture.title) + "</figcaption>\n");
    sink_("<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"" +
          escape_markup(picture.title) + "\">\n" + picture.svg + "</div>\n</figure>\n");
  }

  void write_legend(const FrontierChart& chart) {
    sink_("<ul class=\"legend\">\n");
    for (const auto& mark : chart.marks) {
      sink_(fmt::format("<li><b class=\"sign mark\">{}</b> {}</li>\n", mark.letter,
                        text_markup(mark.name)));
    }
    sink_("<li><span class=\"sign good\"></span> " + escape_markup(chart.good) + "</li>\n");
    sink_("<li><span class=\"sign other\"></span> " + escape_markup(chart.other) + "</li>\n");
    sink_("<li><span class=\"sign origin\"></span> " + escape_markup(chart.origin) + "</li>\n");
    sink_("</ul>\n");
  }

  void open_list(const std::string& marker) {
    const bool numbered = marker[0] >= '0' && marker[0] <= '9';
    if (in_list_ && numbered == numbered_) return;
    close_list();
    sink_(numbered ? "<ol>\n" : "<ul>\n");
    in_list_ = true;
    numbered_ = numbered;
  }

  void close_list() {
    if (in_item_) sink_("</li>\n");
    if (in_list_) sink_(numbered_ ? "</ol>\n" : "</ul>\n");
    in_item_ = in_list_ = false;
  }

  void close_section() {
    close_list();
    if (in_section_) sink_("</section>\n");
    in_section_ = false;
  }

  const Document& document_;
  const Sink& sink_;
  std::string data_;
  std::size_t section_ = 0;
  bool in_section_ = false;
  bool in_list_ = false;
  bool in_item_ = false;
  bool numbered_ = false;
  int item_indent_ = 0;
};

std::string title_of(const Document& document) {
  for (const auto& block : document.blocks()) {
    if (const auto* title = std::get_if<Title>(&block)) return title->text;
  }
  return "Entente";
}

void write_head(const Document& document, const Sink& sink) {
  sink("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
  sink(
      fmt::format("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                  "style-src '{}'; script-src '{}'; base-uri 'none'; form-action 'none'\">\n",
                  web::page_style_hash(), web::page_script_hash()));
  sink(
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n");
  sink("<title>" + escape_markup(title_of(document)) + "</title>\n");
  sink("<style>");
  sink(web::page_style());
  sink("</style>\n</head>\n");
}

}  // namespace

void write_html(const Document& document, const HtmlContext& context, const Sink& sink) {
  write_head(document, sink);
  sink("<body>\n");
  HtmlBody body(document, sink);
  body.write(context.question);
  sink("<footer>\n<p>" +
       escape_markup(context.version.empty() ? "Made by Entente."
                                             : "Made by Entente " + context.version + '.') +
       " This file needs nothing else: no network and no other file.</p>\n</footer>\n");
  if (!body.data().empty()) {
    sink("<script type=\"application/json\" id=\"data\">");
    sink(body.data());
    sink("</script>\n");
  }
  sink("<script>");
  sink(web::page_script());
  sink("</script>\n</body>\n</html>\n");
}

}  // namespace entente::report
