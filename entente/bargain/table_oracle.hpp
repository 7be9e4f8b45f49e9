#pragma once

#include <cstdint>
#include <vector>

#include "entente/bargain/gain_search.hpp"
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
/// allow moves only these and gives a strict gain to as many parties as the acceptance rule wants,
/// those with a veto among them. Goals are part of the problem (other options ruled out).
class TableOracle {
 public:
  /// `max_nodes`: search nodes per question, 0 for no limit. The problem must outlive the oracle.
  TableOracle(const Problem& problem, Outcome status_quo, const Acceptance& acceptance,
              std::uint64_t max_nodes);

  /// One question by GainSearch where all must gain; a small tree of them otherwise: a party that
  /// does not gain in the outcome met is either wanted among those who do, or done without.
  [[nodiscard]] TableVerdict ask(const IssueSet& table, const WorkControl& control);

  /// The same with `parties` in place of the acceptance rule: these must gain.
  [[nodiscard]] TableVerdict ask_for(const std::vector<PartyId>& parties, const IssueSet& table,
                                     const WorkControl& control);

  /// The issues that the outcome settles otherwise than today.
  [[nodiscard]] IssueSet moved(const Outcome& outcome) const;

  /// Takes back what the deal can do without, issue by issue in file order, among `issues`.
  void trim(const IssueSet& issues, TableVerdict& verdict) const;

  [[nodiscard]] const Outcome& status_quo() const { return status_quo_; }
  [[nodiscard]] std::uint64_t questions() const { return search_.questions(); }

 private:
  enum class Part : std::uint8_t { open, wanted, without };

  [[nodiscard]] bool restrict_to(const IssueSet& table);
  [[nodiscard]] TableVerdict ask_wanted(const std::vector<Part>& part, const WorkControl& control);
  [[nodiscard]] TableVerdict ask_rule(std::vector<Part>& part, const WorkControl& control);
  [[nodiscard]] bool enough_gain(const std::vector<std::int64_t>& utility) const;

  const Problem& problem_;
  Outcome status_quo_;
  std::vector<std::uint8_t> veto_;       ///< [party]
  std::size_t needed_ = 0;               ///< parties that must gain
  std::vector<std::int64_t> below_all_;  ///< [party] less than any outcome is worth
  GainSearch search_;
  GainQuestion question_;
};

}  // namespace entente::bargain
