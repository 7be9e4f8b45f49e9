#include "entente/enforce/linear_solve.hpp"

#include <cmath>
#include <cstddef>
#include <utility>

namespace entente::enforce {

bool solve_linear(std::vector<double>& matrix, std::vector<double>& right) {
  const std::size_t n = right.size();
  for (std::size_t c = 0; c < n; ++c) {
    std::size_t pivot = c;
    for (std::size_t r = c + 1; r < n; ++r) {
      if (std::abs(matrix[r * n + c]) > std::abs(matrix[pivot * n + c])) pivot = r;
    }
    if (!(std::abs(matrix[pivot * n + c]) > 1e-13)) return false;
    if (pivot != c) {
      for (std::size_t k = c; k < n; ++k) std::swap(matrix[pivot * n + k], matrix[c * n + k]);
      std::swap(right[pivot], right[c]);
    }
    for (std::size_t r = c + 1; r < n; ++r) {
      const double by = matrix[r * n + c] / matrix[c * n + c];
      if (by == 0) continue;
      for (std::size_t k = c; k < n; ++k) matrix[r * n + k] -= by * matrix[c * n + k];
      right[r] -= by * right[c];
    }
  }
  for (std::size_t c = n; c-- > 0;) {
    for (std::size_t k = c + 1; k < n; ++k) right[c] -= matrix[c * n + k] * right[k];
    right[c] /= matrix[c * n + c];
  }
  return true;
}

}  // namespace entente::enforce
