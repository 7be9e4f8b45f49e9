#include "entente/bargain/rounding.hpp"

#include <cmath>

namespace entente::bargain {

std::vector<std::int64_t> rounding_units(const Problem& problem) {
  std::vector<std::int64_t> units(problem.parties, 0);
  if (problem.arithmetic == Arithmetic::exact) return units;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    const double tolerance = problem.tolerance[j] * to_double(problem.denominator[j]);
    units[j] = static_cast<std::int64_t>(std::ceil(4 * tolerance));
  }
  return units;
}

}  // namespace entente::bargain
