#include "entente/report/drawn_points.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "entente/report/scale.hpp"

namespace entente::report {
namespace {

constexpr double k_cells = 1024;  ///< of the grid along each axis

/// Looks for the points that must not be missing.
class Keeper {
 public:
  explicit Keeper(const FrontierChart& chart)
      : marks_(chart.marks), least_(chart.parties.size()), greatest_(chart.parties.size()) {}

  void look_at(std::size_t k, const std::vector<double>& at) {
    for (std::size_t j = 0; j < at.size(); ++j) {
      if (first_ || at[j] < least_[j].amount) least_[j] = {at[j], k};
      if (first_ || at[j] > greatest_[j].amount) greatest_[j] = {at[j], k};
    }
    first_ = false;
    for (const auto& mark : marks_) {
      if (mark.at == at) kept_.insert(k);
    }
  }

  [[nodiscard]] std::set<std::size_t> kept() {
    for (const auto& e : least_) kept_.insert(e.point);
    for (const auto& e : greatest_) kept_.insert(e.point);
    return std::move(kept_);
  }

 private:
  struct Extreme {
    double amount = 0;
    std::size_t point = 0;
  };
  const std::vector<FrontierChart::Mark>& marks_;
  std::vector<Extreme> least_;
  std::vector<Extreme> greatest_;
  std::set<std::size_t> kept_;
  bool first_ = true;
};

/// The first point of each cell of the grid; few bits of a hash decide, so that now and then a cell
/// is taken for another one and left out.
std::vector<std::size_t> in_different_places(const FrontierChart& chart, Keeper& keeper) {
  std::vector<std::size_t> points;
  std::vector<bool> taken(std::size_t{1} << 22U);
  std::vector<Range> ranges;
  for (std::size_t j = 0; j < chart.parties.size(); ++j) {
    ranges.push_back(widened(chart.low[j], chart.high[j]));
  }
  std::vector<double> at(chart.parties.size());
  for (std::size_t k = 0; k < chart.size; ++k) {
    chart.point(k, at.data());
    keeper.look_at(k, at);
    std::uint64_t hash = 0;
    for (std::size_t j = 0; j < at.size(); ++j) {
      const double share = (at[j] - ranges[j].low) / (ranges[j].high - ranges[j].low);
      const auto cell = static_cast<std::uint64_t>(std::clamp(share, 0.0, 1.0) * k_cells);
      hash = (hash ^ cell) * 0x9E3779B97F4A7C15U;
      hash ^= hash >> 29U;
    }
    const auto slot = static_cast<std::size_t>(hash >> 42U);
    if (taken[slot]) continue;
    taken[slot] = true;
    points.push_back(k);
  }
  return points;
}

}  // namespace

std::vector<std::size_t> choose_drawn_points(const FrontierChart& chart, std::size_t most) {
  if (chart.size <= most) {
    std::vector<std::size_t> all(chart.size);
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
  }
  Keeper keeper(chart);
  const auto points = in_different_places(chart, keeper);
  auto chosen = keeper.kept();
  const std::size_t count = std::min(points.size(), most);
  for (std::size_t k = 0; k < count; ++k) chosen.insert(points[k * points.size() / count]);
  return {chosen.begin(), chosen.end()};
}

}  // namespace entente::report
