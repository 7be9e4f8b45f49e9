#pragma once

#include <cstddef>
#include <vector>

#include "entente/report/chart.hpp"

namespace entente::report {

/// The points that pictures and pages show: all where they are few; else about `most`, in different
/// places of a fine grid and thinned evenly, with at least half of the room for good points. Of
/// each kind, the points of greatest and least amounts of each party are always among them, and so
/// are those that stand where a mark is. Rising. O(points * parties + most * log most).
[[nodiscard]] std::vector<std::size_t> choose_drawn_points(const FrontierChart& chart,
                                                           std::size_t most);

/// How many points a picture may show in a page that is not to grow too large.
[[nodiscard]] std::size_t most_drawn(std::size_t parties, std::size_t issues);

}  // namespace entente::report
