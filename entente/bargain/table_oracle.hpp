#pragma once

#include <cstdint>
#include <vector>

#include "entente/bargain/agreement_search.hpp"
#include "entente/bargain/problem.hpp"
#include "entente/bargain/table_set.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// Whether a deal exists when only some issues may move, and one if so.
struct TableVerdict {
  /// exact: there is one; none: provably not; unknown: stopped by a limit or cancelled.
  Status status = Status::unknown;
  Outcome outcome;
  std::vector<std::int64_t> utility;
};

/// Answers for one problem which sets of issues are enough for a deal: some outcome that the rules
/// allow moves only these and gives a strict gain to enough parties (AgreementSearch). Goals are
/// part of the problem (other options ruled out).
class TableOracle {
 public:
  /// `max_nodes`: search nodes per question, 0 for no limit. The problem must outlive the oracle.
  TableOracle(const Problem& problem, Outcome status_quo, const Acceptance& acceptance,
              std::uint64_t max_nodes);

  [[nodiscard]] TableVerdict ask(const IssueSet& table, const WorkControl& control);

  /// Why the table is not enough, where not all need to accept.
  [[nodiscard]] NoAgreement explain_none(const IssueSet& table, const WorkControl& control);

  /// The issues that the outcome settles otherwise than today.
  [[nodiscard]] IssueSet moved(const Outcome& outcome) const;

  /// Takes back what the deal can do without, issue by issue in file order, among `issues`.
  void trim(const IssueSet& issues, TableVerdict& verdict) const;

  [[nodiscard]] const Outcome& status_quo() const { return status_quo_; }
  [[nodiscard]] std::uint64_t questions() const { return search_.questions(); }

 private:
  [[nodiscard]] bool restrict_to(const IssueSet& table);

  const Problem& problem_;
  Outcome status_quo_;
  Acceptance acceptance_;
  AgreementSearch search_;
  GainQuestion question_;
};

}  // namespace entente::bargain
