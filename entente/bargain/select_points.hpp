#pragma once

#include <cstdint>
#include <vector>

#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// Witnesses of some points of another set of witnesses: point k is its point index[k].
[[nodiscard]] std::shared_ptr<const Frontier::Witnesses> select_witnesses(
    std::shared_ptr<const Frontier::Witnesses> witnesses, std::vector<std::uint32_t> index);

/// The frontier once utilities above `cap` count as the cap. Of points that become equal the one
/// that stood first stays. Cancelled: a frontier of one point, partial.
[[nodiscard]] Frontier clip(const Frontier& frontier,
                            const std::vector<std::optional<std::int64_t>>& cap,
                            const WorkControl& control);

/// With Arithmetic::double_grid two outcomes of the same true utility may differ by twice
/// Problem::tolerance, and would stand beside each other as if one were better for one party. Goes
/// through the points from the best utility of party 1 down and drops each that another one
/// still there equals or beats to within that slack for every party; no two remaining points are
/// that close. A dropped point is within the slack of one that was there at the time, which may
/// itself have been dropped later for another. Exact parties have slack 0. Two parties: linear
/// time. Cancelled: the frontier as it was, partial.
[[nodiscard]] Frontier drop_look_alikes(const Problem& problem, const Frontier& frontier,
                                        const WorkControl& control);

/// An outcome met on the way.
struct KnownPoint {
  std::vector<std::int64_t> utility;
  Outcome outcome;
};

/// The points as they are, dominated ones too, in the form of a complete frontier.
[[nodiscard]] Frontier list_points(std::size_t parties, std::vector<KnownPoint> points);

/// The frontier's points together with some more, without those that another one equals or beats
/// for everybody; the frontier's own stay where vectors are equal. Status and epsilon stay as they
/// were. O(size * points * parties).
[[nodiscard]] Frontier add_points(const Frontier& frontier, std::vector<KnownPoint> points);

/// At most `count` >= 1 of the numbers 0 .. size-1, rising: evenly spread, with both ends when
/// count > 1, and each of `must` (rising) as far as there is room.
[[nodiscard]] std::vector<std::uint32_t> spread_indices(std::size_t size, std::size_t count,
                                                        const std::vector<std::uint32_t>& must);

}  // namespace entente::bargain
