#pragma once

#include <cstdint>
#include <string_view>

#include "entente/bargain/problem.hpp"

namespace entente::bargain {

/// Random problems of known character, for benchmarks and tests.
enum class Family {
  uniform,  ///< values uniform on [0, 1], rescaled to 0..1 per issue and party, random weights
  percent,  ///< whole-number weights summing to 100 times whole-number scores 0..100
  points,   ///< scoring sheets: whole points, at most 100 in all for each party
  opposed,  ///< opposite orders on every issue (n > 2: shares of a cake), own weights
  nearly_zero_sum,  ///< common weights, what one wins the other loses but for 5 %
};
inline constexpr Family k_families[] = {Family::uniform, Family::percent, Family::points,
                                        Family::opposed, Family::nearly_zero_sum};
[[nodiscard]] const char* to_string(Family family);

/// A problem of the family with `parties` parties and `issues` issues of `options` options; no
/// rules, no interactions, no-deal utilities 0. Real-valued families have denominator 2^28.
/// The same arguments give the same problem wherever IEEE doubles and std::log are accurate.
[[nodiscard]] Problem random_problem(Family family, std::size_t parties, std::size_t issues,
                                     std::size_t options, std::uint64_t seed);

/// Sets every party's no-deal utility to `share` of its best conceivable utility.
void set_no_deal_share(Problem& problem, double share);

}  // namespace entente::bargain
