#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <tl/expected.hpp>

#include "entente/bargain/problem.hpp"
#include "entente/base/work.hpp"
#include "entente/model/outcome.hpp"
#include "entente/model/scenario.hpp"

namespace entente::bargain {

/// One party's order of the outcomes that the rules allow, down to what no deal is worth to it. The
/// rank of an outcome is 1 + the number of outcomes that the party likes strictly better, so that
/// equally good ones share a rank. Ranks are counts of outcomes, and may be huge.
class RankTable {
 public:
  RankTable() = default;
  /// `level`: distinct utilities that outcomes have, falling; where they were rounded, what the
  /// outcomes of a rank have at least. `rank`: [level].
  RankTable(std::vector<std::int64_t> level, std::vector<Integer> rank)
      : level_(std::move(level)), rank_(std::move(rank)) {}

  /// The rank of an outcome with this utility; null when it is worth less than no deal. The utility
  /// must be one that some outcome has. O(log levels).
  [[nodiscard]] const Integer* rank(std::int64_t utility) const;

  /// The least utility, among those that outcomes have, of rank `depth` or better; none when every
  /// outcome is worth less than no deal. `depth` >= 1. O(log levels).
  [[nodiscard]] std::optional<std::int64_t> threshold(const Integer& depth) const;

  [[nodiscard]] std::size_t size() const { return level_.size(); }

 private:
  std::vector<std::int64_t> level_;
  std::vector<Integer> rank_;
};

/// The orders of all parties.
struct RankTables {
  std::vector<RankTable> party;
  Integer outcomes = 0;  ///< allowed by the rules, acceptable or not
};

struct RankLimits {
  std::size_t max_levels = 4'000'000;       ///< different utilities, all parties together
  std::uint64_t max_outcomes = 20'000'000;  ///< visited, where issues interact or rules bind
  std::uint64_t max_rounded = 100'000;      ///< ... and some party's values were rounded
};

/// What a problem was made of.
struct RankSource {
  const Scenario* scenario = nullptr;
  std::vector<ThreatCarriedOut> threats;
};

enum class RankFailure {
  limit,     ///< a limit was hit or the work cancelled
  rounding,  ///< some outcomes lie too near each other for rounded values, or near no deal
};

/// Counts, exactly. Independent issues: party by party, a sum over distinct partial utilities,
/// those that cannot reach the no-deal utility left out; otherwise by visiting every outcome.
/// A party whose values were rounded is ranked by the source's fractions, which tell ties from near
/// ties. If two of its utilities, or one and that of no deal, differ by no more than the problem's
/// rounding units (rounding_units) without being equal, the rounded ones cannot say which is which.
/// O(issues * options * levels) or O(outcomes).
[[nodiscard]] tl::expected<RankTables, RankFailure> make_rank_tables(const Problem& problem,
                                                                     const RankSource& source,
                                                                     const RankLimits& limits,
                                                                     const WorkControl& control);

}  // namespace entente::bargain
