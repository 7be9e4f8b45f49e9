#include "entente/enforce/direction_lattice.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <numeric>

namespace entente::enforce {
namespace {

/// Entries from `i` on, with sizes that add up to `left`.
void extend(std::size_t players, std::size_t i, int left, LatticePoint& point,
            std::vector<LatticePoint>& all) {
  if (i + 1 == players) {
    for (const int sign : {-1, 1}) {
      if (left == 0 && sign > 0) continue;
      point[i] = sign * left;
      all.push_back(point);
    }
    return;
  }
  for (int value = -left; value <= left; ++value) {
    point[i] = value;
    extend(players, i + 1, left - std::abs(value), point, all);
  }
}

bool is_axis(const LatticePoint& point) {
  return std::count_if(point.begin(), point.end(), [](int x) { return x != 0; }) == 1;
}

/// Triangulates the simplex of whole entries >= 0 that add up to `sum`: in partial sums it is
/// 0 <= s_1 <= ... <= s_(n-1) <= sum, which the simplices of the cubes' diagonals divide.
class Simplices {
 public:
  Simplices(std::size_t entries, int sum) : entries_(entries), sum_(sum) {}

  std::vector<std::vector<std::vector<int>>> run() {
    std::vector<int> base(entries_ - 1, 0);
    visit(base, 0);
    return std::move(result_);
  }

 private:
  void visit(std::vector<int>& base, std::size_t i) {
    if (i + 1 == entries_) return add_cube(base);
    for (base[i] = 0; base[i] < sum_; ++base[i]) visit(base, i + 1);
  }

  void add_cube(const std::vector<int>& base) {
    std::vector<std::size_t> order(base.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    do {
      std::vector<std::vector<int>> corners;
      auto at = base;
      bool within = add_corner(at, corners);
      for (const std::size_t i : order) {
        ++at[i];
        within = add_corner(at, corners) && within;
      }
      if (within) result_.push_back(std::move(corners));
    } while (std::next_permutation(order.begin(), order.end()));
  }

  /// False where the partial sums do not rise.
  bool add_corner(const std::vector<int>& partial, std::vector<std::vector<int>>& corners) const {
    auto& entries = corners.emplace_back();
    int before = 0;
    for (const int s : partial) {
      entries.push_back(s - before);
      before = s;
    }
    entries.push_back(sum_ - before);
    return std::all_of(entries.begin(), entries.end(), [](int x) { return x >= 0; });
  }

  std::size_t entries_;
  int sum_;
  std::vector<std::vector<std::vector<int>>> result_;
};

}  // namespace

std::vector<LatticePoint> direction_lattice(std::size_t players, int sum) {
  std::vector<LatticePoint> result;
  for (std::size_t i = 0; i < players; ++i) {
    for (const int sign : {1, -1}) {
      LatticePoint point{};
      point[i] = sign * sum;
      result.push_back(point);
    }
  }
  std::vector<LatticePoint> all;
  LatticePoint point{};
  extend(players, 0, sum, point, all);
  std::copy_if(all.begin(), all.end(), std::back_inserter(result),
               [](const LatticePoint& p) { return !is_axis(p); });
  return result;
}

std::vector<LatticeCone> lattice_cones(std::size_t players, int sum) {
  std::vector<LatticeCone> result;
  std::vector<int> signs(players, -1);
  while (true) {
    std::vector<std::size_t> with_sign;
    for (std::size_t i = 0; i < players; ++i) {
      if (signs[i] != 0) with_sign.push_back(i);
    }
    if (!with_sign.empty()) {
      for (const auto& simplex : Simplices(with_sign.size(), sum).run()) {
        LatticeCone cone{signs, {}};
        for (const auto& entries : simplex) {
          LatticePoint& corner = cone.corners.emplace_back();
          for (std::size_t k = 0; k < with_sign.size(); ++k) {
            corner[with_sign[k]] = signs[with_sign[k]] * entries[k];
          }
        }
        result.push_back(std::move(cone));
      }
    }
    std::size_t i = 0;
    while (i < players && signs[i] == 1) signs[i++] = -1;
    if (i == players) return result;
    ++signs[i];
  }
}

Vector unit_vector(const LatticePoint& point) {
  Vector result{};
  double length = 0;
  for (const int x : point) length += static_cast<double>(x) * x;
  for (std::size_t i = 0; i < point.size(); ++i) result[i] = point[i] / std::sqrt(length);
  return result;
}

}  // namespace entente::enforce
