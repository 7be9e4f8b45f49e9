#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "entente/report/svg.hpp"
#include "entente/report/svg_canvas.hpp"
#include "entente/report/text_table.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using Anchor = SvgCanvas::Anchor;

constexpr double k_labels = 350;  ///< room for what a row is about
constexpr double k_bars = 150;    ///< room for a party
constexpr double k_row = 38;      ///< of one line for the issue and one for its options
constexpr double k_line = 15;
constexpr double k_group = 30;
constexpr int k_label_columns = 50;
constexpr std::size_t k_most_rows = 60;

/// The rows that one side gives, below a title.
struct Group {
  std::string title;
  std::vector<const LedgerChart::Row*> rows;
};

std::vector<Group> groups_of(const LedgerChart& chart) {
  std::vector<Group> groups;
  std::size_t room = k_most_rows;
  const auto add = [&](std::string title, const auto& belongs) {
    Group group{std::move(title), {}};
    for (const auto& row : chart.rows) {
      if (!belongs(row) || room == 0) continue;
      group.rows.push_back(&row);
      --room;
    }
    if (!group.rows.empty()) groups.push_back(std::move(group));
  };
  for (std::size_t j = 0; j < chart.parties.size(); ++j) {
    add(chart.parties[j] + " gives",
        [&](const auto& row) { return row.in_deal && row.giver == j; });
  }
  add("Jointly", [](const auto& row) { return row.in_deal && !row.giver; });
  add("Not in the deal, because nobody would credit it",
      [](const auto& row) { return !row.in_deal; });
  return groups;
}

/// What the row takes from (below 0) or gives to the party; none: nothing to show.
std::optional<double> amount_for(const LedgerChart::Row& row, std::size_t party) {
  if (row.giver == party) return row.cost ? std::optional(-*row.cost) : std::nullopt;
  return row.credit[party];
}

std::string signed_number(double amount) { return (amount > 0 ? "+" : "") + number_text(amount); }

class LedgerPicture {
 public:
  explicit LedgerPicture(const LedgerChart& chart) : chart_(chart), groups_(groups_of(chart)) {
    for (std::size_t j = 0; j < chart.parties.size(); ++j) add_axis(j);
    canvas_ = SvgCanvas(width_, height());
  }

  std::string draw(Frame frame) {
    for (std::size_t j = 0; j < axes_.size(); ++j) {
      const double middle = (axes_[j].from + axes_[j].to) / 2;
      canvas_.text(middle, 20, shorten(chart_.parties[j], 26, false), "axis", Anchor::middle);
      canvas_.text(axes_[j](0) - 8, 38, "gives", "note", Anchor::end);
      canvas_.text(axes_[j](0) + 8, 38, "gets", "note");
    }
    double y = 50;
    for (const auto& group : groups_) {
      canvas_.line(0, y + 4, width_, y + 4, "grid");
      canvas_.text(0, y + 22, shorten(group.title, 80, false), "group");
      y += k_group;
      for (const auto* row : group.rows) {
        draw_row(*row, y);
        y += height_of(*row);
      }
    }
    draw_balance(y);
    for (const auto& axis : axes_) canvas_.line(axis(0), 46, axis(0), y + k_row, "zero");
    return canvas_.finish(chart_.name, chart_.title, description(), frame);
  }

 private:
  [[nodiscard]] static std::vector<std::string> issue_lines(const LedgerChart::Row& row) {
    return cell_lines(row.issue, k_label_columns, 0, 2, false);
  }

  [[nodiscard]] static double height_of(const LedgerChart::Row& row) {
    return k_row + k_line * static_cast<double>(issue_lines(row).size() - 1);
  }

  [[nodiscard]] double height() const {
    double height = 50 + k_row + 12;
    for (const auto& group : groups_) {
      height += k_group;
      for (const auto* row : group.rows) height += height_of(*row);
    }
    return height;
  }

  /// The same scale for all that one party gives and gets: its own points. At the ends of the bars
  /// there is room for their numbers.
  void add_axis(std::size_t party) {
    double low = std::min(0.0, chart_.balance[party]);
    double high = std::max(0.0, chart_.balance[party]);
    double number = text_width(signed_number(chart_.balance[party]));
    for (const auto& row : chart_.rows) {
      const double amount = amount_for(row, party).value_or(0);
      low = std::min(low, amount);
      high = std::max(high, amount);
      number = std::max(number, text_width(signed_number(amount)));
    }
    const double left = width_ + number + 12;
    axes_.push_back({widened(low, high), left, left + k_bars});
    width_ = left + k_bars + std::max(number, text_width("no credit")) + 12;
  }

  void draw_row(const LedgerChart::Row& row, double y) {
    double line = y + 14;
    for (const auto& part : issue_lines(row)) {
      canvas_.text(12, line, part, "label");
      line += k_line;
    }
    canvas_.text(12, line, shorten(row.from + " → " + row.to, k_label_columns, false), "note");
    for (std::size_t j = 0; j < axes_.size(); ++j) {
      const auto amount = amount_for(row, j);
      if (row.empty && row.giver != j) {
        canvas_.text(axes_[j](0) + 8, y + 23, "no credit", "empty");
      } else if (amount) {
        draw_bar(j, *amount, y + 8, 20, *amount < 0 ? "bar cost" : "bar credit");
      }
    }
  }

  void draw_bar(std::size_t party, double amount, double y, double thickness, const char* style) {
    const Axis& axis = axes_[party];
    const double from = std::min(axis(0), axis(amount));
    const double length = std::fabs(axis(amount) - axis(0));
    if (length > 0) canvas_.rect(from, y, length, thickness, style);
    const double middle = y + thickness / 2 + 4;
    if (amount < 0) {
      canvas_.text(from - 5, middle, signed_number(amount), "value", Anchor::end);
    } else {
      canvas_.text(from + length + 5, middle, signed_number(amount), "value");
    }
  }

  void draw_balance(double y) {
    canvas_.line(0, y + 4, width_, y + 4, "zero");
    canvas_.text(12, y + 26, "Balance", "group");
    for (std::size_t j = 0; j < axes_.size(); ++j) {
      draw_bar(j, chart_.balance[j], y + 12, 20, "bar balance");
    }
  }

  [[nodiscard]] std::string description() const {
    std::string text;
    for (std::size_t j = 0; j < chart_.parties.size(); ++j) {
      text += fmt::format("{}{}: credits {}, costs {}, balance {}.", j == 0 ? "" : " ",
                          chart_.parties[j], number_text(chart_.credits[j]),
                          number_text(chart_.costs[j]), number_text(chart_.balance[j]));
    }
    std::size_t drawn = 0;
    for (const auto& group : groups_) drawn += group.rows.size();
    if (drawn == chart_.rows.size()) return text;
    return text + fmt::format(" {} of {} rows are drawn.", drawn, chart_.rows.size());
  }

  const LedgerChart& chart_;
  std::vector<Group> groups_;
  std::vector<Axis> axes_;
  double width_ = k_labels;  ///< so far
  SvgCanvas canvas_ = SvgCanvas(0, 0);
};

}  // namespace

std::vector<Picture> pictures_of(const LedgerChart& chart, Frame frame) {
  if (chart.rows.empty()) return {};
  return {{chart.name, chart.title, LedgerPicture(chart).draw(frame)}};
}

}  // namespace entente::report
