#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "entente/base/rational.hpp"
#include "entente/format/genius_input.hpp"
#include "entente/format/xml_tree.hpp"

namespace entente::format {

// What a GENIUS domain may hold at most. An outcome numbers an issue's options with 16 bits.
inline constexpr std::size_t k_genius_max_options = 65'536;
inline constexpr std::size_t k_genius_max_all_options = 200'000;
/// The values at which GENIUS samples a real issue when it counts or enumerates bids.
inline constexpr std::size_t k_genius_real_steps = 21;

/// One issue of a GENIUS domain. Its identity is `index`.
struct GeniusIssue {
  std::int32_t index = 0;
  std::string name;
  GeniusType type = GeniusType::discrete;
  /// The values as the file has them; the numbers as text for integer and real issues.
  std::vector<std::string> options;
  std::vector<Place> option_places;
  Rational low = 0;   ///< integer and real issues: the number of the first option
  Rational step = 1;  ///< and the distance to the next
  Place place;

  /// The number an option of an integer or real issue stands for.
  [[nodiscard]] Rational number(std::size_t option) const {
    return low + step * Rational(Integer(option));
  }
};

struct GeniusDomain {
  std::string name;  ///< of the root objective
  /// In GENIUS's order: depth first, at each level the child objectives before the issues.
  std::vector<GeniusIssue> issues;
  std::set<std::int32_t> objectives;  ///< their indices
  std::set<std::int32_t> unreadable;  ///< indices of issues left out of `issues` for their errors

  std::map<std::int32_t, std::size_t> positions;  ///< from index to place in `issues`

  [[nodiscard]] std::optional<std::size_t> position(std::int32_t index) const;
};

/// Reads a domain (<negotiation_template>). Problems go to `log`; issues with errors are left out,
/// so that the profiles can still be checked against the rest. Nothing when there is no issue tree
/// at all.
[[nodiscard]] std::optional<GeniusDomain> read_genius_domain(const XmlElement& root,
                                                             GeniusLog& log);

}  // namespace entente::format
