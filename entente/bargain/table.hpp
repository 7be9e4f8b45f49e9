#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"
#include "entente/bargain/solve.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// What must be on the table? A table is a set of issues that may move; the others stay at the
/// status quo, threats are never part of it. It is enough when some outcome that the rules allow
/// moves only issues of the table, reaches every goal and gives a strict gain to every party, or to
/// as many as the scenario's acceptance rule wants, those with a veto among them.
struct TableQuestion {
  std::vector<Condition> goals;  ///< all must hold in the deal
  /// Issues that may move at most; none: all. Threats among them are left out.
  std::optional<std::vector<IssueId>> may_move;
  std::vector<ThreatCarriedOut> threats;
};

/// A minimal table: enough, and no longer so when any of its issues is taken away.
struct Table {
  std::vector<IssueId> issues;  ///< rising; empty: a deal exists without moving anything
  Outcome example;              ///< a deal that moves just these
  std::vector<std::int64_t> utility;
};

struct TableOptions {
  std::size_t max_tables = 10'000;  ///< minimal tables, and minimal sets per party; 0: no limit
  std::uint64_t max_questions = 0;  ///< "is this set enough?" asked in all; 0: no limit
  std::uint64_t max_nodes = 10'000'000;  ///< search nodes per such question; 0: no limit
  /// Questions spent on each party's own sets before the joint tables are looked for: they are few
  /// in most scenarios, and what they find helps the rest. 0: no limit.
  std::uint64_t first_questions = 500;
  /// Also find the best deals when only these issues may move and the goals are reached.
  bool deals = false;
  /// Called for each minimal table as soon as it is found, in the order found; with the problem
  /// that will be TableAnswer::problem. False ends the search.
  std::function<bool(const Problem&, const Table&)> found;
};

/// What one party must be ready to move when everything that others give, and what is joint, may
/// move.
struct PartyTables {
  std::vector<std::vector<IssueId>> sets;  ///< minimal sets; sorted as tables
  bool complete = false;
};

/// Amounts in the problem's units. Refers to nothing: safe to keep.
struct TableAnswer {
  Problem problem;  ///< with other options than the goals' ruled out
  /// exact: there is a table; none: provably none; unknown: stopped before that was known.
  Status status = Status::unknown;
  /// With Status::none or unknown: why, and which parties stand in the way (as in Deal; under an
  /// acceptance rule, those with a veto that gain nothing whatever is agreed).
  std::string reason;
  std::vector<PartyId> blocking;
  /// With Status::none: is there a deal if the goals are given up; if all issues may move? None
  /// where that was not asked, or stopped.
  std::optional<bool> without_goals;
  std::optional<bool> with_all_issues;

  std::vector<IssueId> may_move;  ///< the issues that were looked at
  std::vector<Table> tables;      ///< the minimal tables; fewer issues first, then in file order
  /// Minimal sets of issues without which there is no deal: when all of one stay as they are, no
  /// others help. Sorted likewise.
  std::vector<std::vector<IssueId>> blockers;
  std::vector<IssueId> must_move;   ///< issues of every table, so far as proven
  std::vector<IssueId> not_needed;  ///< issues of no minimal table, so far as proven
  std::vector<PartyTables> by_party;
  std::optional<Solution> solution;  ///< with TableOptions::deals
  std::uint64_t questions = 0;
  Diagnostics warnings;
  /// All minimal tables, blockers and sets per party were found, and deals where asked for.
  bool complete = false;
  bool capped = false;  ///< max_tables or max_questions left something out
};

/// Finds all minimal tables (see TableSearch for how), any-time: what is found when stopped is
/// right, and `complete` is false. Where utilities are rounded (Arithmetic::double_grid), a gain
/// counts only when rounding cannot have made it. Deterministic but for time limits. Errors: no
/// status quo; goals that concern threats, or an issue that another goal settles otherwise; those
/// of make_problem.
[[nodiscard]] Result<TableAnswer> find_tables(const Scenario& scenario,
                                              const TableQuestion& question,
                                              const TableOptions& options,
                                              const WorkControl& control);

}  // namespace entente::bargain
