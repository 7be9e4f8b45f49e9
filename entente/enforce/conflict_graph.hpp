#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "entente/base/bit_rows.hpp"
#include "entente/model/ordinal_conflict.hpp"

namespace entente::enforce {

/// Who answers a move, and how.
enum class SanctionRule {
  /// All others together: any sequence of their moves in which nobody moves twice in a row (Fang,
  /// Hipel & Kilgour 1993). The default.
  sequences,
  /// One other party, by one move of its own.
  single_moves,
};

/// One step of a path through the states.
struct ConflictMove {
  std::size_t party = 0;
  std::size_t to = 0;

  bool operator==(const ConflictMove&) const = default;
};

/// What each party can do, and what of it makes itself better off at once: R_i and R_i+.
class ConflictGraph {
 public:
  /// Refers to the conflict: keep it alive. O(moves + states * parties).
  explicit ConflictGraph(const OrdinalConflict& conflict);

  [[nodiscard]] const OrdinalConflict& conflict() const { return conflict_; }
  [[nodiscard]] const BitRows& moves(std::size_t party) const { return conflict_.moves[party]; }
  [[nodiscard]] const BitRows& improvements(std::size_t party) const {
    return improvements_[party];
  }
  [[nodiscard]] bool better(std::size_t party, std::size_t state, std::size_t than) const {
    return conflict_.rank[party][state] < conflict_.rank[party][than];
  }

 private:
  const OrdinalConflict& conflict_;
  std::vector<BitRows> improvements_;
};

/// What the members of a group do.
struct GroupMoves {
  std::vector<const BitRows*> rows;  ///< [member]
  std::vector<std::size_t> parties;  ///< [member]
  bool sequences = true;             ///< false: one member moves, once
};

/// All moves of the parties, or those that improve the mover's own lot from where it moves.
enum class MoveKind { all, improvements };
[[nodiscard]] GroupMoves group_moves(const ConflictGraph& graph, std::vector<std::size_t> parties,
                                     MoveKind kind, bool sequences = true);

/// Which states a group reaches from which: R_H and R_H+. Positions (state, who moved last) are put
/// into strongly connected components once, so that any question costs one pass over the moves:
/// O(states * words + members * moves), where a group of m has m times as many positions.
class GroupReach {
 public:
  GroupReach(std::size_t states, GroupMoves moves);

  /// [state]: the greatest value of a state that the group reaches from there by at least one move;
  /// -1 where it cannot move. Values are 0 or more.
  [[nodiscard]] std::vector<std::int64_t> greatest(const std::vector<std::uint32_t>& value) const;

  /// Row: from; columns: what the group reaches by at least one move. O(moves * states / 64).
  [[nodiscard]] BitRows sets() const;

 private:
  class Components;

  [[nodiscard]] std::size_t position(std::size_t state, std::size_t member) const {
    return state * moves_.rows.size() + member;
  }
  /// Calls `visit(position)` for the moves of others than `last` from the state.
  template <class Visit>
  void for_each_next(std::size_t state, std::size_t last, const Visit& visit) const;
  void find_components();

  std::size_t states_;
  GroupMoves moves_;
  std::vector<std::uint32_t> component_;  ///< [position]; what follows has a lower number
  std::vector<std::uint32_t> order_;      ///< positions by component
  std::vector<std::uint32_t> begin_;      ///< [component] in order_, and the end
};

/// A shortest sequence of the group's moves, at least one, from the state to one that is wanted;
/// empty when there is none. Of equally short ones the first by members and states. O(members *
/// moves).
[[nodiscard]] std::vector<ConflictMove> shortest_path(
    const GroupMoves& moves, std::size_t states, std::size_t from,
    const std::function<bool(std::size_t state)>& wanted);

}  // namespace entente::enforce
