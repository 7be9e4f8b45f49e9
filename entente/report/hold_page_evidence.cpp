#include <algorithm>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "entente/report/hold_page_parts.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using enforce::Judgement;

constexpr std::size_t k_rows = 12;  ///< in a terminal

class EvidenceSection {
 public:
  EvidenceSection(const HoldReport& report, const PrintableNames& names, Document& page)
      : report_(report), answer_(*report.evidence), names_(names), page_(page) {}

  void write() {
    page_.heading("The standard of evidence");
    page_.paragraph(best_text(), answer_.best ? Tone::strong : Tone::bad);
    page_.add(table());
    page_.paragraph(
        "A strict standard overlooks breaches; a loose one suspends the agreement for nothing. "
        "Left: what false alarms leave at most, with suspensions drawn by lot, of what the "
        "agreement gives beyond no deal, to the party to which they leave least. Suspension: the "
        "shortest, in periods.",
        Tone::faint);
  }

 private:
  [[nodiscard]] std::string name_of(const Judgement& judgement) const {
    std::string text;
    for (const std::size_t k : judgement.standards) {
      const auto& standard = report_.standards[k];
      if (!text.empty()) text += "; ";
      if (standard.issue) text += names_.issues[standard.issue->index()] + ": ";
      text += isolated(printable(standard.name));
    }
    return text;
  }

  [[nodiscard]] std::string best_text() const {
    if (!answer_.best) {
      return report_.hold->holds ? "It holds with none of these standards."
                                 : "Which is best depends on the discount factors, which are not "
                                   "all known.";
    }
    const Judgement& best = answer_.judgements[*answer_.best];
    return fmt::format(
        "Best: {}. With it the agreement holds, and false alarms leave {} of what "
        "it gives.",
        name_of(best), share_down(*best.share_left));
  }

  /// What the standards of a choice are about.
  [[nodiscard]] std::string subject(const EvidenceStandard& standard) const {
    if (standard.issue) return names_.issues[standard.issue->index()];
    return answer_.judgements.front().standards.size() == 1 ? "Standard" : "All others";
  }

  [[nodiscard]] Table table() const {
    const auto& first = answer_.judgements.front().standards;
    std::vector<Column> columns(first.size(), {Align::left, 2});
    std::vector<Cell> head;
    for (const std::size_t k : first) {
      head.push_back({subject(report_.standards[k]), Tone::strong});
    }
    columns.push_back({});
    head.push_back({"Holds", Tone::strong});
    for (const char* name : {"Discount needed", "Suspension", "Left"}) {
      columns.push_back({Align::right});
      head.push_back({name, Tone::strong});
    }
    Table table("standards", "The agreement by standards of evidence", std::move(columns));
    table.label = 0;
    table.add_head(std::move(head));
    const auto order = best_first();
    for (std::size_t row = 0; row < order.size(); ++row) add_row(order[row], row, table);
    add_rest(order.size(), k_rows, "choice", "choices", table);
    return table;
  }

  /// Those with which it holds by what is left, then the others by the patience they need.
  [[nodiscard]] std::vector<std::size_t> best_first() const {
    std::vector<std::size_t> order(answer_.judgements.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const Judgement& x = answer_.judgements[a];
      const Judgement& y = answer_.judgements[b];
      if (x.share_left != y.share_left)
        return x.share_left.value_or(-1) > y.share_left.value_or(-1);
      return x.critical_discount.value_or(2) < y.critical_discount.value_or(2);
    });
    return order;
  }

  void add_row(std::size_t k, std::size_t row, Table& table) const {
    const Judgement& one = answer_.judgements[k];
    const Tone tone = answer_.best == k ? Tone::good : Tone::plain;
    const auto number = [](const std::optional<double>& value, std::string text) {
      return value ? Cell{std::move(text), Tone::plain, *value}
                   : Cell{std::string(k_nothing), Tone::plain, {}, "none"};
    };
    std::vector<Cell> cells;
    for (const std::size_t s : one.standards) {
      cells.push_back({isolated(printable(report_.standards[s].name)), tone});
    }
    cells.push_back({!one.holds ? "not known" : (*one.holds ? "yes" : "no")});
    cells.push_back(number(one.critical_discount, share_up(one.critical_discount.value_or(0))));
    cells.push_back(one.suspension ? number_cell(static_cast<double>(*one.suspension))
                                   : number({}, {}));
    cells.push_back(number(one.share_left, share_down(one.share_left.value_or(0))));
    table.add_row(std::move(cells), audience_of_row(row, k_rows));
  }

  const HoldReport& report_;
  const enforce::EvidenceAnswer& answer_;
  const PrintableNames& names_;
  Document& page_;
};

}  // namespace

void write_evidence(const HoldReport& report, const PrintableNames& names, Document& page) {
  if (report.evidence) EvidenceSection(report, names, page).write();
}

}  // namespace entente::report
