#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace entente::enforce {

template <class T>
using Point = std::array<T, 2>;

/// Twice the area of the triangle, positive where it turns left.
template <class T>
[[nodiscard]] T turn(const Point<T>& a, const Point<T>& b, const Point<T>& c) {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/// On the way from `a` to `c`: does `b` stick out to the right by no more than `tolerance`? With a
/// tolerance of zero, exactly so.
template <class T>
[[nodiscard]] bool is_flat(const Point<T>& a, const Point<T>& b, const Point<T>& c,
                           const T& tolerance) {
  const T twice = turn(a, b, c);
  if (twice <= 0) return true;
  if (tolerance == 0) return false;
  const T x = c[0] - a[0];
  const T y = c[1] - a[1];
  return twice * twice <= tolerance * tolerance * (x * x + y * y);
}

/// Sorts by the first coordinate; of items that agree in it up to the tolerance, the lowest and the
/// highest stay, in this order.
template <class T, class Item, class PointOf>
void keep_column_ends(std::vector<Item>& items, const T& tolerance, PointOf point_of) {
  std::sort(items.begin(), items.end(),
            [&](const Item& a, const Item& b) { return point_of(a) < point_of(b); });
  std::size_t kept = 0;
  for (std::size_t begin = 0; begin < items.size();) {
    std::size_t low = begin;
    std::size_t high = begin;
    std::size_t end = begin;
    for (; end < items.size(); ++end) {
      if (point_of(items[end])[0] - point_of(items[begin])[0] > tolerance) break;
      if (point_of(items[end])[1] < point_of(items[low])[1]) low = end;
      if (point_of(items[end])[1] > point_of(items[high])[1]) high = end;
    }
    const bool apart = point_of(items[high])[1] - point_of(items[low])[1] > tolerance;
    const Item lowest_item = items[low];
    const Item highest_item = items[high];
    items[kept++] = lowest_item;
    if (apart) items[kept++] = highest_item;
    begin = end;
  }
  items.erase(items.begin() + static_cast<std::ptrdiff_t>(kept), items.end());
}

/// The corners of the convex hull of items that have a point (`point_of(item)`), counter-clockwise
/// from the leftmost (of these the lowest). Items within `tolerance` of an earlier corner or of the
/// line between neighbours are no corners. O(n log n).
template <class T, class Item, class PointOf>
[[nodiscard]] std::vector<Item> convex_hull(std::vector<Item> items, const T& tolerance,
                                            PointOf point_of) {
  keep_column_ends(items, tolerance, point_of);
  if (items.size() < 2) return items;
  std::vector<Item> corners;
  const auto add_chain = [&](auto begin, auto end) {
    const std::size_t first = corners.size();
    for (auto it = begin; it != end; ++it) {
      while (corners.size() >= first + 2 &&
             is_flat<T>(point_of(corners[corners.size() - 2]), point_of(corners.back()),
                        point_of(*it), tolerance)) {
        corners.pop_back();
      }
      corners.push_back(*it);
    }
    corners.pop_back();
  };
  add_chain(items.begin(), items.end());
  add_chain(items.rbegin(), items.rend());
  return corners;
}

template <class T>
[[nodiscard]] std::vector<Point<T>> convex_hull(std::vector<Point<T>> points, const T& tolerance) {
  return convex_hull(std::move(points), tolerance,
                     [](const Point<T>& p) -> const Point<T>& { return p; });
}

/// Where the line on which coordinate `axis` is `at` meets a convex polygon (corners in order): the
/// least and the largest of the other coordinate. Nothing where it misses. O(corners).
template <class T>
[[nodiscard]] std::optional<std::array<T, 2>> section(const std::vector<Point<T>>& corners,
                                                      std::size_t axis, const T& at) {
  std::optional<std::array<T, 2>> found;
  const auto meet = [&](const T& other) {
    if (!found) {
      found = {other, other};
    } else if (other < (*found)[0]) {
      (*found)[0] = other;
    } else if (other > (*found)[1]) {
      (*found)[1] = other;
    }
  };
  for (std::size_t k = 0; k < corners.size(); ++k) {
    const Point<T>& p = corners[k];
    const Point<T>& q = corners[k + 1 == corners.size() ? 0 : k + 1];
    if (p[axis] == at) meet(p[1 - axis]);
    if ((p[axis] < at && at < q[axis]) || (q[axis] < at && at < p[axis])) {
      const T share = (at - p[axis]) / (q[axis] - p[axis]);
      meet(p[1 - axis] + share * (q[1 - axis] - p[1 - axis]));
    }
  }
  return found;
}

/// What of a convex polygon (corners in order; one or two for a point or a line) lies within
/// direction * v <= level. O(corners log corners).
template <class T>
[[nodiscard]] std::vector<Point<T>> cut(const std::vector<Point<T>>& corners,
                                        const Point<T>& direction, const T& level,
                                        const T& tolerance) {
  std::vector<T> over;
  bool any = false;
  for (const auto& p : corners) {
    over.push_back(direction[0] * p[0] + direction[1] * p[1] - level);
    any = any || over.back() > 0;
  }
  if (!any) return corners;
  std::vector<Point<T>> kept;
  for (std::size_t k = 0; k < corners.size(); ++k) {
    const std::size_t next = k + 1 == corners.size() ? 0 : k + 1;
    if (over[k] <= 0) kept.push_back(corners[k]);
    if ((over[k] < 0 && over[next] > 0) || (over[k] > 0 && over[next] < 0)) {
      const T share = over[k] / (over[k] - over[next]);
      kept.push_back({corners[k][0] + share * (corners[next][0] - corners[k][0]),
                      corners[k][1] + share * (corners[next][1] - corners[k][1])});
    }
  }
  return convex_hull(std::move(kept), tolerance);
}

/// The least of each coordinate over the corners (at least one).
template <class T>
[[nodiscard]] Point<T> lowest(const std::vector<Point<T>>& corners) {
  Point<T> low = corners.front();
  for (const auto& p : corners) {
    for (std::size_t i = 0; i < 2; ++i) {
      if (p[i] < low[i]) low[i] = p[i];
    }
  }
  return low;
}

/// Is the point in the convex polygon (corners counter-clockwise; one or two corners for a point or
/// a line)? Exact where T is. O(corners).
template <class T>
[[nodiscard]] bool contains(const std::vector<Point<T>>& corners, const Point<T>& point) {
  if (corners.size() == 1) return corners.front() == point;
  if (corners.size() == 2) {
    const auto& [p, q] = std::pair(corners[0], corners[1]);
    if (turn(p, q, point) != 0) return false;
    for (std::size_t i = 0; i < 2; ++i) {
      if (point[i] < std::min(p[i], q[i]) || point[i] > std::max(p[i], q[i])) return false;
    }
    return true;
  }
  for (std::size_t k = 0; k < corners.size(); ++k) {
    if (turn(corners[k], corners[k + 1 == corners.size() ? 0 : k + 1], point) < 0) return false;
  }
  return true;
}

/// How far the point is from a convex polygon (0 inside). O(corners).
template <class T>
[[nodiscard]] T distance_to(const std::vector<Point<T>>& corners, const Point<T>& point) {
  using std::sqrt;
  if (corners.size() > 2 && contains(corners, point)) return T(0);
  T least(-1);  // of the squares; none yet
  for (std::size_t k = 0; k < corners.size(); ++k) {
    const auto& p = corners[k];
    const auto& q = corners[k + 1 == corners.size() ? 0 : k + 1];
    const T x = q[0] - p[0];
    const T y = q[1] - p[1];
    const T square = x * x + y * y;
    T share(0);
    if (square > 0) {
      share = ((point[0] - p[0]) * x + (point[1] - p[1]) * y) / square;
      share = std::clamp<T>(share, T(0), T(1));
    }
    const T off_x = point[0] - p[0] - share * x;
    const T off_y = point[1] - p[1] - share * y;
    const T off = off_x * off_x + off_y * off_y;
    if (least < 0 || off < least) least = off;
  }
  return sqrt(least);
}

}  // namespace entente::enforce
