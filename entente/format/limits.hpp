#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace entente::format {

// What a file may hold at most. Beyond a limit the reader says so and stops; it never cuts
// silently.
inline constexpr std::size_t k_max_file_bytes = std::size_t{16} << 20U;
inline constexpr std::size_t k_max_depth = 64;
inline constexpr std::size_t k_max_nodes = 2'000'000;
inline constexpr std::size_t k_max_parties = 64;
inline constexpr std::size_t k_max_issues = 10'000;
inline constexpr std::size_t k_max_options = 1'000;  ///< also bounded by Outcome's 16 bits
inline constexpr std::size_t k_max_rules = 10'000;
inline constexpr std::size_t k_max_interactions = 100'000;
inline constexpr std::size_t k_max_name = 200;
inline constexpr std::size_t k_max_text = 10'000;
inline constexpr int k_max_lag = 1'000'000;
inline constexpr std::size_t k_max_problems = 1'000;

/// A limit as documentation quotes it.
struct Limit {
  std::string_view what;
  std::size_t at_most;
};

inline constexpr std::array<Limit, 12> k_limits{{
    {"bytes in one file", k_max_file_bytes},
    {"lists and maps nested in each other", k_max_depth},
    {"values, names, lists and maps in one file", k_max_nodes},
    {"parties", k_max_parties},
    {"issues", k_max_issues},
    {"options of one issue", k_max_options},
    {"rules", k_max_rules},
    {"interaction terms of one party", k_max_interactions},
    {"characters in the name of a party, issue or option", k_max_name},
    {"characters in a title, source or period", k_max_text},
    {"periods of lag", static_cast<std::size_t>(k_max_lag)},
    {"problems reported at once", k_max_problems},
}};

}  // namespace entente::format
