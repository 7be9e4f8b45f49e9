#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "entente/base/rational.hpp"
#include "entente/format/plain_scenario.hpp"

namespace entente::format {

/// How many combinations of options one group of issues may have.
inline constexpr std::size_t k_geniusweb_combinations = 20'000;

/// Issues whose options are worth something together, or one issue.
struct GeniusWebGroup {
  std::vector<std::size_t> issues;  ///< in order; their numbers among the issues kept
  std::vector<std::size_t> counts;  ///< how many options each has
  /// What each combination is worth before it is weighted, from 0 to 1; the last issue changes
  /// fastest.
  std::vector<Rational> utilities;
  Rational weight = 1;  ///< linear spaces only
};

/// The next combination of so many options each, the last issue changing fastest; false, and the
/// first one, after the last.
bool next_combination(std::vector<std::size_t>& options, const std::vector<std::size_t>& counts);

/// A party's utility as GeniusWeb computes it.
struct GeniusWebSpace {
  bool linear = true;  ///< one issue a group, in order, with weights that sum to 1
  AffineScale scale;
  std::vector<GeniusWebGroup> groups;
};

/// Nothing where a group has too many combinations. Without aggregate and cap, whose terms the
/// party must state.
[[nodiscard]] std::optional<GeniusWebSpace> make_geniusweb_space(const PlainParty& party);

/// An outcome whose worth can stand for a reservation.
struct GeniusWebFloor {
  std::vector<std::size_t> options;  ///< [issue]
  Rational utility = 0;
  bool least = true;  ///< proven to be the least that is at least what was wanted
};

/// The outcome of least utility that is at least `wanted`; nothing where no outcome is that good.
/// Branch and bound over the groups, up to a million steps.
[[nodiscard]] std::optional<GeniusWebFloor> find_floor(const GeniusWebSpace& space,
                                                       const Rational& wanted);

}  // namespace entente::format
