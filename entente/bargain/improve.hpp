#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"

namespace entente::bargain {

/// Search nodes for one question unless the caller says otherwise: about a second of one core where
/// issues are independent, several where many interact.
inline constexpr std::uint64_t k_improve_nodes = 10'000'000;

struct ImproveOptions {
  bool frontier = true;
  FrontierOptions frontier_options;
  /// Weights are exponents of the product; `max_nodes` bounds each question (0: no limit).
  SearchOptions search{.weights = {}, .max_nodes = k_improve_nodes};
  /// The smallest change that makes a draft acceptable: none: the fewest issues; else the change
  /// that leaves this party best off.
  std::optional<PartyId> least_cost;
  std::vector<ThreatCarriedOut> threats;
  /// Re-check what is shown by the slow definitions of the model (improve_verify.hpp).
  bool verify = false;
};

/// An issue that an answer settles otherwise than the draft.
struct IssueChange {
  IssueId issue;
  OptionId from;  ///< in the draft
  OptionId to;
  /// [party] what the answer is worth more, in the problem's units, than the same answer with this
  /// issue left as in the draft. Parts need not add up where `marginal`.
  std::vector<std::int64_t> effect;
  bool marginal = false;  ///< the issue counts together with others
};

/// One move on the way from the draft to its improvement.
struct Move {
  std::size_t change = 0;             ///< index in Improvement::changes
  std::vector<std::int64_t> utility;  ///< [party] of the package after it
  std::vector<std::size_t> broken;    ///< rules of the scenario that this package breaks, rising
};

/// Changes that are made at the same time, on the way from the draft to its improvement.
struct MoveGroup {
  std::vector<std::size_t> changes;   ///< indices in Improvement::changes, rising
  std::vector<std::int64_t> utility;  ///< [party] of the package after them
  std::vector<std::size_t> broken;    ///< rules of the scenario that this package breaks, rising
};

/// In which order the changes of an improvement can be made one at a time.
struct MoveOrder {
  enum class Kind {
    steady,   ///< no move leaves anybody worse off than before it
    safe,     ///< nobody is ever worse off than with the draft
    none,     ///< proven: every order leaves somebody worse off than the draft on the way
    unknown,  ///< the search stopped before an order was found or excluded
  };
  Kind kind = Kind::unknown;
  std::vector<Move> moves;  ///< empty without an order
  /// With none and unknown: steps after each of which nobody is worse off than with the draft. The
  /// largest group is kept small, then the steps many (find_groups).
  std::vector<MoveGroup> groups;
  bool groups_proven = false;  ///< no such steps have a smaller largest group
};

/// The best outcome that leaves nobody worse off than the draft.
struct Improvement {
  /// exact, bound: `outcome` is better than the draft for all of `gainers` and worse for nobody.
  /// Where everybody can gain, the product of what the parties gain over the draft (to the power of
  /// their weights) is greatest; where not, as many gain as possible and then their product counts.
  /// none: proven that no outcome makes anybody better off and nobody worse off. `value`: the
  /// product, in points; an infinite `gap`: nothing is proven. The outcome is that of its
  /// utilities which changes the fewest issues, of these the smallest in option indices.
  Deal deal;
  std::vector<PartyId> gainers;
  std::vector<IssueChange> changes;  ///< in file order
  MoveOrder order;
};

/// The smallest change that gives an outcome which the rules allow and every party accepts.
struct SmallestChange {
  /// `value`: the number of issues changed, or what the change costs the party named (in points;
  /// below 0: it gains); `gap`: value minus its proven lower bound. Ties: different utilities with
  /// the least cost and, of these, the fewest changes; counted only as far as that is quickly done.
  /// none: no outcome is acceptable.
  Deal deal;
  /// With an exact deal: of all ties it is proven to be the one by which the most parties gain over
  /// no deal, then with the greatest product of their gains, then lexicographically largest. False:
  /// it is so among those met.
  bool choice_proven = false;
  std::optional<PartyId> least_cost;
  std::vector<IssueChange> changes;
};

/// What can be said of a draft. Refers to nothing: safe to keep.
struct ImproveAnswer {
  Problem problem;
  Outcome draft;
  std::vector<std::int64_t> draft_utility;
  std::vector<std::size_t> broken;  ///< rules of the scenario that the draft breaks, rising
  bool acceptable = false;          ///< no rule broken, nobody's gain below 0
  Improvement improvement;
  /// The Pareto points that are at least as good as the draft for everybody and better for
  /// somebody. Absent when not wanted.
  std::optional<Frontier> frontier;
  std::optional<SmallestChange> smallest_change;  ///< absent for an acceptable draft
  Diagnostics warnings;
  /// False: a limit or a cancellation cut the improvement, its ties, the order or the smallest
  /// change short. (The frontier's status speaks for itself.)
  bool complete = true;
};

/// Looks for what a draft leaves on the table. `draft`: one option per issue, threats at their
/// status quo; it may break rules. Uses search where utilities are sums with interactions and
/// rules, enumeration elsewhere. Improvement, certificate and smallest change cost a few searches
/// for single points each. Errors: weights that cannot be used, budgets that do not fit, a failed
/// verification.
[[nodiscard]] Result<ImproveAnswer> improve(const Scenario& scenario, const Outcome& draft,
                                            const ImproveOptions& options,
                                            const WorkControl& control);

}  // namespace entente::bargain
