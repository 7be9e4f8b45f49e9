#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "entente/enforce/detection_order.hpp"

namespace entente::enforce {

/// The least sum of improvements from `now` with which `enough` is true, by branch and bound over
/// boxes of probabilities. `enough` must never turn false when a probability rises, and be true
/// where all are 1. Asks it
/// `max_questions` times at most; then with a gap.
[[nodiscard]] LeastDetection least_detection_by_boxes(
    const std::vector<double>& now, const std::function<bool(const std::vector<double>&)>& enough,
    std::uint64_t max_questions);

}  // namespace entente::enforce
