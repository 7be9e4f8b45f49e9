#include "entente/report/text_page.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "entente/report/text_plot.hpp"
#include "entente/report/text_table.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

constexpr int k_widest_plot = 100;

class TextPage {
 public:
  explicit TextPage(const Style& style) : style_(style) {}

  void write(const Title& title) {
    write(Paragraph{title.text, Tone::strong, 0, 0, "", Audience::everybody});
    if (title.source.empty()) return;
    write(Paragraph{"Source: " + title.source, Tone::faint, 0, 0, "", Audience::everybody});
  }

  /// A titled rule across the page, with an empty line before it.
  void write(const Heading& heading) {
    if (heading.audience == Audience::file) return;
    write(Space{});
    const std::string title = fit(heading.text);
    const std::string_view dash = style_.ascii ? "-" : "─";
    std::string rule;
    for (int k = display_width(title) + 4; k < style_.width; ++k) rule += dash;
    text_ += paint(std::string(dash) + std::string(dash), Tone::faint, style_) + ' ' +
             paint(title, Tone::strong, style_) + ' ' + paint(rule, Tone::faint, style_) + '\n';
  }

  void write(const Paragraph& paragraph) {
    if (paragraph.audience == Audience::file) return;
    const std::string margin(static_cast<std::size_t>(paragraph.indent), ' ');
    const std::string text = paragraph.marker + fit(paragraph.text);
    for (const auto& line :
         whole_lines(text, style_.width - paragraph.indent, paragraph.hang, style_.ascii)) {
      const std::string_view kept =
          std::string_view(line).substr(0, line.find_last_not_of(' ') + 1);
      text_ += margin + paint(kept, paragraph.tone, style_) + '\n';
    }
  }

  void write(const Table& table) {
    if (table.audience == Audience::file) return;
    const std::size_t count = table.columns.size();
    const bool too_wide =
        !table.lines.empty() &&
        (table.always_lines || fitted(table, 0, 0, count).least_width() > style_.width);
    if (too_wide) {
      for (const auto& line : table.lines) write(line);
      return;
    }
    // As many columns side by side as fit; the rest below them.
    for (std::size_t begin = table.fold; begin < count || begin == table.fold;) {
      std::size_t end = count;
      while (table.fold > 0 && end > begin + 1 &&
             fitted(table, table.fold, begin, end).least_width() > style_.width) {
        --end;
      }
      if (begin > table.fold) write(Space{});
      text_ += fitted(table, table.fold, begin, end).render(style_, style_.width, 0);
      begin = std::max(end, begin + 1);
    }
  }

  void write(const Space&) {
    if (!text_.ends_with("\n\n")) text_ += '\n';
  }

  /// Only two parties can be drawn in characters.
  void write(const FrontierChart& chart) {
    if (chart.audience == Audience::file || chart.parties.size() != 2) return;
    const int width = std::min(style_.width - 12, k_widest_plot);
    const int height = std::clamp(width / 4, 12, 20);
    TextPlot plot(chart.low[0], chart.high[0], chart.low[1], chart.high[1], width, height);
    double at[2];
    for (std::size_t k = 0; k < chart.size; ++k) {
      const bool good = chart.point(k, at);
      plot.add(at[0], at[1], good ? TextPlot::Dot::good : TextPlot::Dot::other);
    }
    for (const auto& mark : chart.marks) plot.mark(mark.at[0], mark.at[1], mark.letter);
    write(Space{});
    text_ += plot.render(fit(chart.amount + " of " + chart.parties[0]),
                         fit(chart.amount + " of " + chart.parties[1]), style_, 0);
    write(Space{});
    write_legend(chart, plot.marks_meet());
  }

  // What these show stands in the text, too.
  void write(const LedgerChart&) {}
  void write(const PlotChart&) {}
  void write(const NeedChart&) {}

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  [[nodiscard]] std::string fit(const std::string& text) const {
    const std::string plain = without_isolates(text);
    return style_.ascii ? ascii_only(plain) : plain;
  }

  /// The first `lead` columns, then begin .. end-1.
  [[nodiscard]] TextTable fitted(const Table& table, std::size_t lead, std::size_t begin,
                                 std::size_t end) const {
    const auto pick = [&](const auto& all) {
      const auto at = [&](std::size_t k) { return all.begin() + static_cast<std::ptrdiff_t>(k); };
      auto some = std::vector(at(0), at(lead));
      some.insert(some.end(), at(begin), at(end));
      return some;
    };
    TextTable text(pick(table.columns));
    for (const auto& row : table.rows) {
      if (row.audience == Audience::file) continue;
      if (row.kind == Table::Row::Kind::space) {
        text.add_space();
      } else if (row.kind == Table::Row::Kind::heading) {
        text.add_heading({fit(row.cells[0].text), row.cells[0].tone, {}});
      } else {
        auto cells = pick(row.cells);
        for (auto& cell : cells) cell.text = fit(cell.text);
        text.add_row(std::move(cells));
      }
    }
    return text;
  }

  void write_line(std::string text, int hang = 0) {
    write(Paragraph{std::move(text), Tone::plain, 0, hang, "", Audience::everybody});
  }

  void write_legend(const FrontierChart& chart, bool marks_meet) {
    for (const auto& mark : chart.marks) {
      write_line(fmt::format("{}  {}", mark.letter, mark.name), 3);
    }
    if (marks_meet) write_line("*  several deals in one place");
    write_line(fmt::format(
        "{}  {}    {}  {}    +  {}", TextPlot::sign(TextPlot::Dot::good, style_.ascii), chart.good,
        TextPlot::sign(TextPlot::Dot::other, style_.ascii), chart.other, chart.origin));
  }

  const Style style_;
  std::string text_;
};

}  // namespace

std::string text_page(const Document& document, const Style& style) {
  Style fitted = style;
  fitted.width = std::clamp(style.width, k_min_width, k_max_width);
  TextPage page(fitted);
  for (const auto& block : document.blocks()) {
    std::visit([&](const auto& part) { page.write(part); }, block);
  }
  return page.take();
}

}  // namespace entente::report
