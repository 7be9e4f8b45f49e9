#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "entente/model/scenario.hpp"

namespace entente::bargain {

/// What Adjusted Winner decides for one issue.
struct AwardedIssue {
  IssueId issue;
  /// [2] the option each party likes best (of equal ones, the one that the other likes best; the
  /// other way round for a party to which all are equal), and what winning the issue is worth to it
  /// out of 100 points: its value of that option minus that of the other's.
  OptionId favourite[2];
  Rational points[2];
  /// Share of the issue that goes to party 0, from 0 to 1: 1 or 0 for all but one issue. Where both
  /// like the same option it is settled that way, and the share means nothing.
  Rational share = 0;
  /// Neither bids anything: one option is best for both, where others may be as good for one of
  /// them, or every option is equal to both. Not where every option is equal to one of them only.
  bool agreed = false;
};

struct AdjustedWinner {
  std::vector<AwardedIssue> issues;  ///< in file order, threats left out
  std::optional<std::size_t> split;  ///< place in `issues` of the one that is divided
  Rational points[2];                ///< what each party wins; equal
};

/// The procedure of Brams and Taylor (Fair Division, 1996, chapter 4) for two parties. Each issue
/// goes to whoever bids more points on it (equal bids to the one behind so far, in file order);
/// then issues pass from the one ahead to the other, those first whose bids are in the smallest
/// proportion, the last one in part, until both have the same points. The result is efficient
/// (over all divisions), equitable and envy-free. Bids are scaled so that each party's add up to
/// 100. Exact. It looks at wishes alone, not at what happens without a deal. O(issues log issues).
/// Not for other numbers of parties, rules, interactions or utilities that are no sums, or a party
/// with nothing to win: then the reason.
[[nodiscard]] tl::expected<AdjustedWinner, std::string> adjusted_winner(const Scenario& scenario);

}  // namespace entente::bargain
