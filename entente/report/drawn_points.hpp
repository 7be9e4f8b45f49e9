#pragma once

#include <cstddef>
#include <vector>

#include "entente/report/chart.hpp"

namespace entente::report {

/// The points that pictures and pages show: all where they are few; else points in different places
/// (of a fine grid over the chart's range), thinned evenly to about `most`. The points of greatest
/// and least amounts of each party, and those that stand where a mark is, are always among them.
/// Rising. O(points * (parties + log most)).
[[nodiscard]] std::vector<std::size_t> choose_drawn_points(const FrontierChart& chart,
                                                           std::size_t most);

}  // namespace entente::report
