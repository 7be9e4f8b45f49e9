#pragma once

#include <vector>

namespace entente::report {

/// A range to draw, with some extent even where all values are (nearly) the same.
struct Range {
  double low = 0;
  double high = 1;
};

/// Makes room where `low` and `high` are nearly the same.
[[nodiscard]] Range widened(double low, double high);

/// Multiples of a round step (1, 2 or 5 times a power of ten) within the range, in rising order, at
/// most `parts` + 1 of them.
[[nodiscard]] std::vector<double> ticks(const Range& range, int parts);

}  // namespace entente::report
