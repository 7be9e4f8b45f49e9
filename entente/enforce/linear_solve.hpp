#pragma once

#include <vector>

namespace entente::enforce {

/// Solves a square system (rows one after another) by elimination with pivots; the answer replaces
/// `right`, the matrix is used up. False where it is singular. O(n^3).
[[nodiscard]] bool solve_linear(std::vector<double>& matrix, std::vector<double>& right);

}  // namespace entente::enforce
