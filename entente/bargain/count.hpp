#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "entente/bargain/problem.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// How many feasible outcomes are acceptable (no negative gain), exactly.
struct AcceptanceCount {
  Integer outcomes = 0;           ///< feasible outcomes
  std::vector<Integer> by_party;  ///< acceptable to party j
  Integer by_all = 0;             ///< acceptable to everybody
  Integer by_rule = 0;            ///< acceptable under the scenario's acceptance rule
};

struct CountOptions {
  /// Partial states kept at most, for independent issues.
  std::size_t max_states = 4'000'000;
  /// Outcomes visited at most, where issues interact or rules bind.
  double max_outcomes = 2e8;
};

/// Counts. Independent issues: a sum over distinct partial utility vectors, where a party whose
/// answer is already certain drops out of the vector, so that scoring sheets of any length are
/// quick; otherwise by visiting every outcome. Nothing when a limit is hit or the work cancelled.
/// At most 64 parties.
[[nodiscard]] std::optional<AcceptanceCount> count_acceptable(const Problem& problem,
                                                              const Acceptance& acceptance,
                                                              const CountOptions& options,
                                                              const WorkControl& control);

}  // namespace entente::bargain
