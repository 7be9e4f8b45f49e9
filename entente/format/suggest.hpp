#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace entente::format {

/// The number of letters to insert, delete, change or swap with their neighbour to turn one text
/// into the other (optimal string alignment), or `limit + 1` when it is more than `limit`. Capitals
/// equal small letters; blanks, hyphens and underscores equal each other. O(limit * length).
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// What was probably meant by `wanted`: the closest candidate when it is close enough (about one
/// slip in three letters, at most 3), the first of equals; else the only candidate that contains
/// it.
[[nodiscard]] std::optional<std::size_t> suggest(std::string_view wanted,
                                                 const std::vector<std::string_view>& candidates);

}  // namespace entente::format
