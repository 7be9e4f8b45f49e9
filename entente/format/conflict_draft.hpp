#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/format/native_sheet.hpp"
#include "entente/model/ordinal_conflict.hpp"

namespace entente::format {

inline constexpr std::size_t k_most_conflict_options = 16;
inline constexpr std::size_t k_most_conflict_conditions = 1000;  ///< of one list
/// Pairs of combinations looked at to find the moves.
inline constexpr std::size_t k_most_conflict_pairs = std::size_t{1} << 25U;

/// A setting of every option: bit k is set where option k is Y.
using Combination = std::uint32_t;

/// Some options are Y or N, the others either.
struct OptionPattern {
  Combination mask = 0;
  Combination value = 0;

  [[nodiscard]] bool holds(Combination c) const { return (c & mask) == value; }
};

/// The conflict while it is being read, and which of its names can be relied on.
struct ConflictDraft {
  OrdinalConflict conflict;
  Problems problems;
  bool parties_known = false;
  bool options_known = false;
  bool states_known = false;
  bool option_form = false;  ///< has `options`
  Combination only_on = 0;   ///< options that cannot be turned off again
  Combination only_off = 0;
  std::unordered_map<std::string, std::size_t> party_index;
  std::unordered_map<std::string, std::size_t> option_index;
  std::unordered_map<std::string, std::size_t> state_index;
  std::vector<Combination> combinations;  ///< feasible and in some state, rising
  std::vector<std::uint32_t> state_of;    ///< [as combinations]

  [[nodiscard]] std::optional<std::size_t> party(const Sheet& sheet, const YamlNode& node);
  [[nodiscard]] std::optional<std::size_t> option(const Sheet& sheet, const YamlNode& node);
  /// A state by its name; where that is a pattern, blanks in it do not count.
  [[nodiscard]] std::optional<std::size_t> state(const Sheet& sheet, const YamlNode& node);

  /// `YN-N`, or `{option: yes, option: no}`.
  [[nodiscard]] std::optional<OptionPattern> pattern(const Sheet& sheet, const YamlNode& node,
                                                     std::string_view what);
};

// Readers of the parts, in the order in which they rely on each other.

/// `states`, with `infeasible`, `exactly_one` and `at_most_one` where there are options. Any may be
/// null.
struct StateNodes {
  const YamlNode* states = nullptr;
  const YamlNode* infeasible = nullptr;
  const YamlNode* exactly_one = nullptr;
  const YamlNode* at_most_one = nullptr;
};
void read_states(ConflictDraft& draft, const Sheet& sheet, const YamlNode& root,
                 const StateNodes& nodes);

/// `moves`: {party: {state: state or [state, state]}}.
void read_moves(ConflictDraft& draft, const Sheet& sheet, const YamlNode& node);

/// The moves that follow from the options: who controls some of them changes any number of these.
void derive_moves(ConflictDraft& draft, const Sheet& sheet, const YamlNode& root);

/// `preferences`: {party: ranking or {statements: [...]}}.
void read_rankings(ConflictDraft& draft, const Sheet& sheet, const YamlNode& node);

}  // namespace entente::format
