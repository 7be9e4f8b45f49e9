#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "entente/report/document.hpp"
#include "entente/report/solve_page_parts.hpp"
#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using bargain::PeerConcept;
using bargain::PeerPoint;

constexpr std::size_t k_most_rows = 40;

const char* name_of(PeerConcept concept_) {
  switch (concept_) {
    case PeerConcept::genius_nash:
      return "GENIUS Nash";
    case PeerConcept::genius_kalai:
      return "GENIUS Kalai";
    case PeerConcept::negolog_nash:
      return "NegoLog Nash";
    case PeerConcept::negolog_kalai:
      return "NegoLog Kalai";
    case PeerConcept::anl_nash:
      return "ANL 2023 Nash";
    case PeerConcept::anl_kalai:
      return "ANL 2023 Kalai";
  }
  return "";
}

/// What it is, and what it is not.
const char* definition_of(PeerConcept concept_) {
  switch (concept_) {
    case PeerConcept::genius_nash:
      return "the greatest product of utilities less reservation values, on the whole frontier. "
             "Ours looks only at outcomes by which nobody loses.";
    case PeerConcept::genius_kalai:
      return "where utilities differ least from each other; there it is called "
             "Kalai-Smorodinsky. Ours compares shares of what each could gain at best.";
    case PeerConcept::negolog_nash:
      return "the greatest product of utilities; reservation values play no part.";
    case PeerConcept::negolog_kalai:
      return "the greatest sum of utilities. Ours of that kind is the utilitarian deal, by which "
             "nobody may lose.";
    case PeerConcept::anl_nash:
      return "as NegoLog's.";
    case PeerConcept::anl_kalai:
      return "where the two utilities differ least.";
  }
  return "";
}

/// Concepts that choose the same point of the frontier.
struct PeerColumn {
  std::vector<const PeerPoint*> concepts;
  PointReport point;
};

std::vector<PeerColumn> columns_of(const SolveReport& report) {
  std::vector<PeerColumn> columns;
  for (const auto& peer : report.solution->peer_points->points) {
    const auto same = std::find_if(columns.begin(), columns.end(), [&](const PeerColumn& column) {
      return column.concepts.front()->point == peer.point;
    });
    if (same != columns.end()) {
      same->concepts.push_back(&peer);
    } else {
      columns.push_back({{&peer}, frontier_point(report, peer.point)});
    }
  }
  return columns;
}

/// The deals of ours that give every party the same.
Cell deals_there(const SolveReport& report, const PeerColumn& column) {
  std::vector<std::string> deals;
  for (const auto& deal : report.deals) {
    if (!deal.point || deal.point->utility != column.point.utility) continue;
    deals.emplace_back(display_name(deal.concept_));
  }
  return deals.empty() ? nothing_cell("none") : Cell{fmt::format("{}", fmt::join(deals, "\n"))};
}

Cell losers(const PeerColumn& column, const PrintableNames& names) {
  std::vector<std::string> parties;
  for (std::size_t j = 0; j < names.parties.size(); ++j) {
    if (column.point.gain[j] < 0) parties.push_back(names.parties[j]);
  }
  if (parties.empty()) return nothing_cell("nobody");
  return {fmt::format("{}", fmt::join(parties, "\n")), Tone::warning};
}

/// The points, side by side.
class PeerTable {
 public:
  PeerTable(const SolveReport& report, const PrintableNames& names)
      : report_(report), names_(names), columns_(columns_of(report)) {}

  [[nodiscard]] Table make() const {
    Table table("peer-points", "Solution points as other tools define them",
                std::vector<Column>(columns_.size() + 1, {Align::left, 2}));
    table.fold = 1;
    table.add_head(row("", Tone::strong, [](const PeerColumn& column) {
      std::vector<std::string> titles;
      for (const auto* peer : column.concepts) titles.emplace_back(name_of(peer->concept_));
      return Cell{fmt::format("{}", fmt::join(titles, "\n")), Tone::strong};
    }));
    for (std::size_t j = 0; j < names_.parties.size(); ++j) {
      table.add_row(row("Utility of " + names_.parties[j], Tone::plain, [&](const auto& column) {
        return number_cell(column.point.utility[j], Tone::strong);
      }));
    }
    table.add_row(row("The same as ours", Tone::plain,
                      [&](const PeerColumn& column) { return deals_there(report_, column); }));
    add_losers(table);
    table.add_space();
    add_issues(table);
    return table;
  }

 private:
  template <class MakeCell>
  [[nodiscard]] std::vector<Cell> row(std::string label, Tone tone,
                                      const MakeCell& cell_for) const {
    std::vector<Cell> cells = {{std::move(label), tone}};
    for (const auto& column : columns_) cells.push_back(cell_for(column));
    return cells;
  }

  void add_losers(Table& table) const {
    const bool any = std::any_of(columns_.begin(), columns_.end(),
                                 [](const PeerColumn& c) { return !c.point.acceptable; });
    if (!any) return;
    table.add_row(row("Not accepted by", Tone::plain,
                      [&](const PeerColumn& column) { return losers(column, names_); }));
  }

  /// Issues that some point settles otherwise than today; all where there is no today.
  void add_issues(Table& table) const {
    const Scenario& scenario = *report_.scenario;
    std::size_t shown = 0;
    for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
      const std::size_t quo = scenario.issues[i].status_quo.index();
      const bool moves = std::any_of(columns_.begin(), columns_.end(), [&](const PeerColumn& c) {
        return c.point.outcome[i] != quo;
      });
      if (scenario.has_status_quo && !moves) continue;
      table.add_row(row(names_.issues[i], Tone::plain,
                        [&](const PeerColumn& column) {
                          return option_cell(scenario, names_, i, column.point.outcome[i]);
                        }),
                    audience_of_row(shown, k_most_rows));
      ++shown;
    }
    add_rest(shown, k_most_rows, "issue", "issues", table);
  }

  const SolveReport& report_;
  const PrintableNames& names_;
  std::vector<PeerColumn> columns_;
};

void write_definitions(const bargain::PeerPoints& found, const PrintableNames& names,
                       Document& page) {
  for (const auto& peer : found.points) {
    std::string text = fmt::format("{}: {}", name_of(peer.concept_), definition_of(peer.concept_));
    if (peer.ties > 1) {
      text += fmt::format(" {} points tie, shown is the one best for {}.", peer.ties,
                          names.parties.front());
    }
    page.paragraph(std::move(text), Tone::plain, 0, 2);
  }
  if (names.parties.size() != 2) {
    page.paragraph("NegoLog and ANL 2023 define theirs for two parties only.", Tone::faint);
  }
  if (!found.unit_scale) {
    page.paragraph(
        "In these tools utilities go from 0 to 1. Here they do not, and the definitions compare "
        "each party's points as they are.",
        Tone::warning);
  }
}

}  // namespace

void write_peer_points(const SolveReport& report, const PrintableNames& names, Document& page) {
  const auto& found = report.solution->peer_points;
  if (!found) return;
  page.heading("Peers' solution points");
  if (!found->reason.empty()) {
    page.paragraph("Not here: " + found->reason + '.', Tone::warning);
    return;
  }
  page.paragraph(
      "What other tools call their solution points, to compare results with theirs. Utilities are "
      "shown, not gains; names do not mean what they mean elsewhere on this page.");
  page.space();
  page.add(PeerTable(report, names).make());
  page.space();
  write_definitions(*found, names, page);
}

}  // namespace entente::report
