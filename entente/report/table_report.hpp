#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "entente/bargain/table.hpp"
#include "entente/report/solve_report.hpp"
#include "entente/report/stop.hpp"

namespace entente::report {

/// What the caller knows about a run and the answer does not say.
struct TableContext {
  Stop stop = Stop::none;  ///< time_limit or interrupted where the caller stopped the work
  std::vector<Condition> goals;
  bool restricted = false;  ///< only some issues may move
  bool settle = false;      ///< the page shows a deal for every table, and what would prevent one
  bool list_all = false;    ///< the page cuts no list
  std::vector<ThreatCarriedOut> threats;
  Diagnostics warnings;  ///< of the files read
};

/// One example deal, in each party's points.
struct ExampleReport {
  std::vector<double> gain;  ///< [party]
  std::vector<std::size_t> moved;
  Outcome outcome;
};

/// Everything there is to say about tables, in one form that page and JSON share. Refers to the
/// scenario and the answer: keep them alive.
struct TableReport {
  const Scenario* scenario = nullptr;
  const bargain::TableAnswer* answer = nullptr;
  TableContext context;
  std::vector<double> no_deal_utility;  ///< [party]
  std::optional<SolveReport> deals;     ///< where the best deals were asked for
  Diagnostics warnings;                 ///< of the files, then of the answer
  bool complete = true;
  Stop stop = Stop::none;  ///< none when complete

  [[nodiscard]] bool possible() const { return answer->status == bargain::Status::exact; }
  [[nodiscard]] bool proven_impossible() const { return answer->status == bargain::Status::none; }
};

[[nodiscard]] TableReport make_table_report(const Scenario& scenario,
                                            const bargain::TableAnswer& answer,
                                            const TableContext& context);

/// [party, then joint] the issues by who gives them.
[[nodiscard]] std::vector<std::vector<std::size_t>> by_side(const Scenario& scenario,
                                                            const std::vector<IssueId>& issues);

[[nodiscard]] ExampleReport make_example(const Scenario& scenario, const bargain::Problem& problem,
                                         const bargain::Table& table);

}  // namespace entente::report
