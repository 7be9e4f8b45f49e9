#pragma once

#include <cstddef>

namespace entente::format {

// What a file with a game may hold at most, besides limits.hpp.
inline constexpr std::size_t k_max_players = 16;
inline constexpr std::size_t k_max_actions = 1'000;  ///< of one player
inline constexpr std::size_t k_max_profiles = 100'000;

}  // namespace entente::format
