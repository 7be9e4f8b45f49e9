#include "entente/enforce/polygon.hpp"

#include <limits>

namespace entente::enforce {

double distance_to(const std::vector<Point<double>>& corners, const Point<double>& point) {
  if (corners.size() > 2 && contains(corners, point)) return 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < corners.size(); ++k) {
    const auto& p = corners[k];
    const auto& q = corners[k + 1 == corners.size() ? 0 : k + 1];
    const double x = q[0] - p[0];
    const double y = q[1] - p[1];
    const double square = x * x + y * y;
    double share = 0;
    if (square > 0) {
      share = std::clamp(((point[0] - p[0]) * x + (point[1] - p[1]) * y) / square, 0.0, 1.0);
    }
    least = std::min(least, std::hypot(point[0] - p[0] - share * x, point[1] - p[1] - share * y));
  }
  return least;
}

}  // namespace entente::enforce
