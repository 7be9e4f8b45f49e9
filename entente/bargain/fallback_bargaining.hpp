#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entente/bargain/engine.hpp"
#include "entente/bargain/rank_table.hpp"
#include "entente/bargain/solution.hpp"

namespace entente::bargain {

/// An outcome of the compromise set that nobody can improve on.
struct Compromise {
  std::vector<std::int64_t> utility;
  Outcome outcome;  ///< the smallest in option indices where `canonical`
  bool canonical = false;
  /// [party] 1 + the number of outcomes that it likes strictly better; none when it would rather
  /// have no deal.
  std::vector<std::optional<Integer>> rank;
};

/// Refers to nothing: safe to keep.
struct FallbackBargaining {
  /// exact: the compromise set is that of `depth`; none: impasse, no outcome is acceptable to
  /// enough parties; unknown: a limit was met first.
  Status status = Status::unknown;
  std::string reason;    ///< unless exact
  Integer outcomes = 0;  ///< those ranked: all that the rules allow
  Integer depth = 0;     ///< how far the parties fell back
  /// Outcomes in the compromise set; none when they are too many to count.
  std::optional<Integer> size;
  /// Those of them that nobody can improve on, one per utility vector, the best for the first party
  /// first; with `all_listed` all of them.
  std::vector<Compromise> compromises;
  bool all_listed = false;
};

struct FallbackBargainingOptions {
  RankLimits ranks;
  RankSource source;             ///< of the problem; needed where its values were rounded
  std::uint64_t max_nodes = 0;   ///< search nodes per question; 0: no limit
  std::size_t max_listed = 100;  ///< compromises
};

/// Fallback bargaining (Brams and Kilgour, Group Decision and Negotiation 10, 2001, 287-316), for
/// parties whose values say no more than an order. Each starts from its best outcomes; all fall
/// back in step, adding the outcomes of the next rank, until some outcome is in the sets of all
/// parties, or of as many as `acceptance` wants, those with a veto among them. What is reached then
/// is the compromise set. No party falls back below its no-deal utility: that is its impasse.
/// Equally good outcomes share a rank and enter together, at 1 + the number of strictly better
/// ones.
///
/// Some outcome of the compromise set is on the frontier, since who likes an outcome better ranks
/// it better: with `frontier` (complete, or null) that is looked through; without it the depth is
/// found by halving, asking each time whether some outcome is good enough for enough parties, and
/// one compromise is listed. `engine` may be null where utilities are no sums, with a frontier.
/// Rounded values (Arithmetic::double_grid) may have another order: where the source's fractions
/// do not exclude that (make_rank_tables), the answer is unknown.
[[nodiscard]] FallbackBargaining find_fallback_bargaining(const Problem& problem,
                                                          const Acceptance& acceptance,
                                                          const Frontier* frontier, Engine* engine,
                                                          const FallbackBargainingOptions& options,
                                                          const WorkControl& control);

}  // namespace entente::bargain
