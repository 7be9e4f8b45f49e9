#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/base/bit_rows.hpp"
#include "entente/enforce/conflict_graph.hpp"
#include "entente/model/ordinal_conflict.hpp"

namespace entente::enforce {

/// When a party stays where it is (Fang, Hipel & Kilgour 1993; sseq: Rego & Vieira 2017). "Better"
/// is by its own ranking, against the state where it stays.
enum class Stability {
  nash,  ///< no move of its own is better
  gmr,   ///< each better move can be answered so that it ends no better (general metarational)
  smr,   ///< as gmr, and no further move of its own is better either (symmetric metarational)
  seq,   ///< as gmr, by answers of which each step is better for who takes it (sequential)
  sseq,  ///< the answer of seq, with the clause of smr (symmetric sequential)
};
inline constexpr std::size_t k_stabilities = 5;
/// "nash", "gmr", "smr", "seq" or "sseq".
[[nodiscard]] const char* to_string(Stability stability);

/// Which moves off a state are deterred by what: the shortest answers to one improvement.
struct Deterrence {
  std::size_t party = 0;
  std::size_t state = 0;
  std::size_t improvement = 0;
  /// [stability]: what the others do then, starting from the improvement; none where no answer of
  /// that kind deters it. Nothing at nash, where no answer counts.
  std::array<std::vector<ConflictMove>, k_stabilities> answer;

  [[nodiscard]] const std::vector<ConflictMove>& by(Stability s) const {
    return answer[static_cast<std::size_t>(s)];
  }
};

/// A way in which several parties together can leave a state to the advantage of each of them.
struct CoalitionMove {
  std::size_t coalition = 0;  ///< in ConflictAnalysis::coalitions
  std::size_t from = 0;
  std::size_t to = 0;
  std::vector<ConflictMove> path;
};

/// Parties that move together: they leave a state for one that is better for each of them, reached
/// by any sequence of their moves, nobody twice in a row. The others answer as they do to a single
/// party; an answer deters when some member ends no better. smr: and whatever the coalition does
/// then. With one member this is the stability of a party (Kilgour, Hipel, Fang & Peng 2001;
/// Inohara & Hipel 2008, who let the others, too, improve as coalitions in seq: here each improves
/// its own lot at every step).
struct CoalitionStability {
  std::vector<std::size_t> members;  ///< sorted, at least two
  BitRows stable;                    ///< row: stability (no sseq), column: state
};

struct ConflictOptions {
  SanctionRule sanctions = SanctionRule::sequences;
  bool coalitions = true;
  /// Coalitions are looked at only where this foreseen number of steps is enough for all of them.
  std::uint64_t coalition_steps = 10'000'000'000;
  /// Deterrences and coalition moves are listed up to this number each.
  std::size_t max_listed = 10'000;
  /// These states come first where not all can be listed, and are listed unstable or not.
  std::vector<std::size_t> focus;
};

struct ConflictAnalysis {
  SanctionRule sanctions = SanctionRule::sequences;
  std::array<BitRows, k_stabilities> stable;  ///< [stability], row: party, column: state
  BitRows equilibria;                         ///< row: stability, column: state
  /// For each party and state with improvements of which some kind of stability says that all are
  /// deterred, or that is in focus: one for each improvement. By states, parties, improvements;
  /// those in focus first, then equilibria, then the others.
  std::vector<Deterrence> deterrence;
  bool deterrence_complete = true;

  bool coalitions_known = false;
  std::vector<CoalitionStability> coalitions;  ///< smallest first, then by members
  /// Row: stability (no sseq); states that are stable for all parties and all coalitions.
  BitRows coalition_equilibria;
  /// For each coalition and each state that is an equilibrium of some kind, or in focus: the states
  /// that it would move to, unless another is better for all members. As `deterrence`, focus first.
  std::vector<CoalitionMove> coalition_moves;
  bool coalition_moves_complete = true;

  [[nodiscard]] bool is_stable(Stability s, std::size_t party, std::size_t state) const {
    return stable[static_cast<std::size_t>(s)].test(party, state);
  }
  [[nodiscard]] bool is_equilibrium(Stability s, std::size_t state) const {
    return equilibria.test(static_cast<std::size_t>(s), state);
  }
  [[nodiscard]] bool is_equilibrium(std::size_t state) const;
};

/// All of it, exactly. Stability of parties: O(parties^2 * moves + parties * states^2 / 64).
/// Coalitions: foreseen as sum over coalitions of states^3 / 64 + moves * parties * states / 64.
[[nodiscard]] ConflictAnalysis analyse_conflict(const OrdinalConflict& conflict,
                                                const ConflictOptions& options = {});

}  // namespace entente::enforce
