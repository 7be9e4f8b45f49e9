#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "entente/report/document.hpp"
#include "entente/report/solve_page_parts.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using bargain::Concept;
using bargain::Status;

constexpr std::size_t k_most_rows = 40;

std::string objective_name(Concept concept_, bool weighted) {
  const char* of = weighted ? "weighted " : "";
  switch (concept_) {
    case Concept::nash:
      return fmt::format("the {}product of gains", of);
    case Concept::kalai_smorodinsky:
      return fmt::format("the least {}share of the ideal gain", of);
    case Concept::egalitarian:
      return fmt::format("the least {}gain", of);
    case Concept::utilitarian:
      return fmt::format("the {}sum of gains", of);
  }
  return "";
}

/// With one party nobody's points meet anybody else's.
bool starred(const SolveReport& report, Concept concept_) {
  return compares_parties(concept_) && report.scenario->party_count() > 1;
}

/// One line per concept that shares the column, "N Nash".
std::string column_title(const SolveReport& report, const DealColumn& column) {
  std::string title;
  for (const std::size_t k : column.deals) {
    const Concept concept_ = report.deals[k].concept_;
    if (!title.empty()) title += '\n';
    title += fmt::format("{} {}{}", letter(concept_), display_name(concept_),
                         starred(report, concept_) ? "*" : "");
  }
  return title;
}

/// Issues that some deal settles otherwise than today; all issues where there is no today.
std::vector<std::size_t> moved_issues(const SolveReport& report) {
  const Scenario& scenario = *report.scenario;
  std::vector<std::size_t> moved;
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    const bool moves =
        std::any_of(report.columns.begin(), report.columns.end(), [&](const DealColumn& column) {
          return report.deals[column.deals.front()].point->outcome[i] !=
                 scenario.issues[i].status_quo.index();
        });
    if (moves || !scenario.has_status_quo) moved.push_back(i);
  }
  return moved;
}

/// The deals, side by side.
class DealTable {
 public:
  DealTable(const SolveReport& report, const PrintableNames& names)
      : report_(report), names_(names) {}

  [[nodiscard]] Table make() const {
    const std::size_t leads = report_.scenario->has_status_quo ? 2 : 1;
    Table table("deals", "The deals side by side: what each party gains, and what is settled",
                std::vector<Column>(report_.columns.size() + leads, {Align::left, 2}));
    table.fold = leads;
    table.add_head(cells("", leads == 2 ? "Today" : "", Tone::strong, [&](const DealColumn& c) {
      return Cell{column_title(report_, c), Tone::strong};
    }));
    for (std::size_t j = 0; j < names_.parties.size(); ++j) {
      table.add_row(cells("Gain of " + names_.parties[j], "", Tone::plain, [&](const auto& c) {
        return number_cell(point(c).gain[j], Tone::strong);
      }));
    }
    table.add_space();
    const auto moved = moved_issues(report_);
    for (std::size_t n = 0; n < moved.size(); ++n) {
      table.add_row(issue_cells(moved[n]), audience_of_row(n, k_most_rows));
    }
    add_rest(moved.size(), k_most_rows, "issue", "issues", table);
    return table;
  }

 private:
  [[nodiscard]] const PointReport& point(const DealColumn& column) const {
    return *report_.deals[column.deals.front()].point;
  }

  template <class MakeCell>
  [[nodiscard]] std::vector<Cell> cells(std::string label, std::string today, Tone tone,
                                        const MakeCell& cell_for) const {
    std::vector<Cell> row = {{std::move(label), tone}};
    if (report_.scenario->has_status_quo) row.push_back({std::move(today), tone});
    for (const auto& column : report_.columns) row.push_back(cell_for(column));
    return row;
  }

  [[nodiscard]] std::vector<Cell> issue_cells(std::size_t issue) const {
    const Scenario& scenario = *report_.scenario;
    const std::size_t quo = scenario.issues[issue].status_quo.index();
    return cells(names_.issues[issue], scenario.has_status_quo ? names_.options[issue][quo] : "",
                 Tone::plain, [&](const DealColumn& c) {
                   return option_cell(scenario, names_, issue, point(c).outcome[issue]);
                 });
  }

  const SolveReport& report_;
  const PrintableNames& names_;
};

std::string ties_text(const DealReport& deal, const PrintableNames& names) {
  if (deal.ties_complete && deal.ties <= 1) return "";
  const std::string number = fmt::format("{}{}", deal.ties_complete ? "" : "at least ", deal.ties);
  return fmt::format("; {} different gains tie, shown is the one best for {}", number,
                     names.parties.front());
}

/// What is open of a deal whose objective is proven.
std::string open_order_text(const DealReport& deal, const std::string& objective) {
  const bool by_least =
      deal.concept_ == Concept::egalitarian || deal.concept_ == Concept::kalai_smorodinsky;
  return fmt::format("best found; {} is {}, and that is proven; {}.", objective,
                     number_text(deal.value.value_or(0)),
                     by_least ? "what the others get may still be better"
                              : "another deal with as much may come first");
}

std::string status_line(const DealReport& deal, const PrintableNames& names, bool weighted) {
  const std::string name = display_name(deal.concept_);
  const std::string reason = printable(deal.reason);
  switch (deal.status) {
    case Status::exact:
      return name + ": exact" + ties_text(deal, names) + '.';
    case Status::bound:
      if (!deal.gap) return name + ": best found; how much better one could do is not proven.";
      if (*deal.gap == 0) {
        return name + ": " + open_order_text(deal, objective_name(deal.concept_, weighted));
      }
      return fmt::format("{}: best found; {} is {}{} and {} by at most {}.", name,
                         objective_name(deal.concept_, weighted),
                         deal.value_at_least ? "at least " : "",
                         number_text(deal.value.value_or(0)),
                         deal.value_at_least ? "the best may exceed that" : "could be better",
                         number_text(*deal.gap));
    case Status::none:
      return name + ": none" + (reason.empty() ? "" : ", " + reason) + '.';
    case Status::unknown:
      return name + ": not known" + (reason.empty() ? "" : ", " + reason) + '.';
  }
  return name;
}

bool plain_exact(const DealReport& deal) {
  return deal.status == Status::exact && deal.ties_complete && deal.ties <= 1;
}

/// How sure each deal is; one line where there is nothing special to say.
void write_status(const SolveReport& report, const PrintableNames& names, Document& page) {
  const auto& deals = report.deals;
  if (std::all_of(deals.begin(), deals.end(), plain_exact)) {
    page.paragraph("All four are proven optimal, each without ties.");
    return;
  }
  for (const auto& deal : deals) {
    page.paragraph(status_line(deal, names, report.weighted()), Tone::plain, 0, 2);
  }
}

void write_fallback(const SolveReport& report, const PrintableNames& names, Document& page) {
  const auto& fallback = report.nash_fallback;
  page.heading("Deals");
  page.paragraph("There is none by any concept.");
  if (!fallback || !fallback->point) return;
  page.paragraph(
      "Nearest to a deal (as many parties as possible gain, nobody loses, then the "
      "greatest product of gains): " +
      amounts_text(names.parties, fallback->point->gain) + '.');
}

}  // namespace

void write_deals(const SolveReport& report, const PrintableNames& names, Document& page) {
  if (!report.has_deal()) {
    if (report.no_deal_proven()) {
      write_fallback(report, names, page);
    } else {
      page.heading("Deals");
      write_status(report, names, page);
    }
    return;
  }
  page.heading("Deals");
  page.add(DealTable(report, names).make());
  page.space();
  write_status(report, names, page);
  if (std::any_of(report.columns.begin(), report.columns.end(), [&](const DealColumn& column) {
        return std::any_of(column.deals.begin(), column.deals.end(), [&](std::size_t k) {
          return starred(report, report.deals[k].concept_);
        });
      })) {
    page.paragraph(
        "* compares points of one party with points of another: only meaningful where "
        "all use the same scale.",
        Tone::faint, 0, 2);
  }
}

}  // namespace entente::report
