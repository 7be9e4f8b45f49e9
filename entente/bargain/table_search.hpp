#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "entente/bargain/table_map.hpp"
#include "entente/bargain/table_oracle.hpp"

namespace entente::bargain {

/// A set of issues that is enough for a deal, with a deal that moves no other issue.
struct FoundTable {
  IssueSet issues;
  Outcome outcome;
  std::vector<std::int64_t> utility;
};

/// Finds all minimal sets of issues that are enough for a deal, and all maximal sets that are not,
/// by the MARCO scheme (see table_map.hpp). An unexplored set that is as large as possible is
/// tried. Either it is not enough: then it is a maximal such set. Or it is: then issues are taken
/// out until none can be; the deal met shows at once which of them are not used. Being enough is
/// monotone: what may move need not. At most (issues + 1) questions per minimal set and one per
/// maximal set.
class TableSearch {
 public:
  /// `ground`: issues whose minimal sets are sought; `base`: those that may move in any case.
  TableSearch(TableOracle& oracle, IssueSet base, IssueSet ground);

  /// Tells of a maximal set that is known not to be enough.
  void add_not_enough(const IssueSet& set);

  struct Limits {
    std::size_t max_sets = 0;  ///< minimal sets, 0: no limit
    /// Of this run; looked at between sets. None: no limit.
    std::optional<std::uint64_t> max_questions;
  };
  enum class End {
    complete,   ///< all sets were found
    max_sets,   ///< there are more minimal sets
    questions,  ///< max_questions was met
    stopped,    ///< cancelled, by `found` or by a question that met its limit of search nodes
  };
  /// Goes on from where the last run ended. `found` (may be empty) is called for each new minimal
  /// set; false ends the run.
  End run(const Limits& limits, const std::function<bool(const FoundTable&)>& found,
          const WorkControl& control);

  [[nodiscard]] bool complete() const { return complete_; }
  /// In the order found. The sets are parts of the ground; outcomes may move the base, too.
  [[nodiscard]] const std::vector<FoundTable>& enough() const { return enough_; }
  /// Likewise.
  [[nodiscard]] const std::vector<IssueSet>& not_enough() const { return not_enough_; }

 private:
  [[nodiscard]] bool known_not_enough(const IssueSet& set) const;
  [[nodiscard]] bool shrink(TableVerdict verdict, FoundTable& found, const WorkControl& control);

  TableOracle& oracle_;
  IssueSet base_;
  IssueSet ground_;
  std::size_t issues_;
  TableMap map_;
  std::vector<FoundTable> enough_;
  std::vector<IssueSet> not_enough_;
  bool complete_ = false;
};

}  // namespace entente::bargain
