#pragma once

#include <cstddef>

namespace entente::format {

// What a file with a game may hold at most, besides limits.hpp.
inline constexpr std::size_t k_max_players = 16;
inline constexpr std::size_t k_max_actions = 1'000;  ///< of one player
inline constexpr std::size_t k_max_profiles = 100'000;

// Of a file with signals.
inline constexpr std::size_t k_max_signals = 64;
inline constexpr std::size_t k_max_signalled_profiles = 256;

}  // namespace entente::format
