#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "entente/base/bit_rows.hpp"

namespace entente {

/// A conflict of which only the order of preferences is known: states, who can move from which to
/// which, and how each party ranks them (the graph model; Fang, Hipel & Kilgour 1993).
struct OrdinalConflict {
  struct Party {
    std::string key;   ///< the name used in the file
    std::string name;  ///< shown to people
  };
  /// Something that a party does or does not do.
  struct Option {
    std::string key;
    std::string title;  ///< shown to people
    /// Who can change it: one party, or each of several. Sorted, not empty.
    std::vector<std::size_t> by;
  };
  struct State {
    std::string name;   ///< the name used in the file; the pattern where it gives none
    std::string title;  ///< shown to people; may be empty
    /// Per option Y, N, or - where the state stands for both; empty without options.
    std::string pattern;
  };

  std::string title;
  std::string source;
  std::string file;
  std::vector<Party> parties;
  std::vector<Option> options;  ///< empty where the file lists moves alone
  std::vector<State> states;
  std::vector<BitRows> moves;  ///< [party], row: from, column: to; never from a state to itself
  /// [party][state]: 0 is best; equal numbers are ties, and no number is passed over.
  std::vector<std::vector<std::uint32_t>> rank;

  [[nodiscard]] std::size_t party_count() const { return parties.size(); }
  [[nodiscard]] std::size_t state_count() const { return states.size(); }
};

// What a conflict may hold at most, so that an answer takes seconds.
inline constexpr std::size_t k_most_conflict_parties = 8;
inline constexpr std::size_t k_most_conflict_states = 4096;

}  // namespace entente
