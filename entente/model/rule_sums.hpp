#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/model/scenario.hpp"

namespace entente {

/// sum over entries of cost[entry.cost + x_issue] <= limit. One or more of these say a rule.
struct RuleSum {
  struct Entry {
    std::uint32_t issue = 0;
    std::vector<std::int64_t> cost;  ///< [option]
  };
  std::size_t rule = 0;
  std::vector<Entry> entries;  ///< sorted by issue, each issue once
  std::int64_t limit = 0;
};

/// The rule as sums; sums that no outcome breaks are left out. False when its numbers do not fit:
/// sums of absolute values stay below 2^62.
[[nodiscard]] bool append_sums(const Scenario& scenario, std::size_t rule,
                               std::vector<RuleSum>& sums);

}  // namespace entente
