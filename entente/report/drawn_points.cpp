#include "entente/report/drawn_points.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <set>

#include "entente/report/scale.hpp"

namespace entente::report {
namespace {

constexpr double k_cells = 4096;  ///< of the grid along each axis
constexpr unsigned k_slot_bits = 22;

/// The points of one kind (good or not), and where they lie.
class Kind {
 public:
  explicit Kind(std::size_t parties) : least_(parties), greatest_(parties) {}

  void look_at(std::size_t k, const std::vector<double>& at) {
    for (std::size_t j = 0; j < at.size(); ++j) {
      if (count_ == 0 || at[j] < least_[j].amount) least_[j] = {at[j], k};
      if (count_ == 0 || at[j] > greatest_[j].amount) greatest_[j] = {at[j], k};
    }
    ++count_;
  }

  /// To be called once all were looked at. The first point of each cell of a grid over this kind;
  /// few bits of a hash decide, so that now and then a cell is taken for another one.
  void take(std::size_t k, const std::vector<double>& at) {
    if (taken_.empty()) taken_.resize(std::size_t{1} << k_slot_bits);
    std::uint64_t hash = 0;
    for (std::size_t j = 0; j < at.size(); ++j) {
      const Range range = widened(least_[j].amount, greatest_[j].amount);
      const double share = (at[j] - range.low) / (range.high - range.low);
      const auto cell = static_cast<std::uint64_t>(std::clamp(share, 0.0, 1.0) * k_cells);
      hash = (hash ^ cell) * 0x9E3779B97F4A7C15U;
      hash ^= hash >> 29U;
    }
    const auto slot = static_cast<std::size_t>(hash >> (64U - k_slot_bits));
    if (taken_[slot]) return;
    taken_[slot] = true;
    in_places_.push_back(k);
  }

  void keep_extremes(std::set<std::size_t>& chosen) const {
    if (count_ == 0) return;
    for (const auto& e : least_) chosen.insert(e.point);
    for (const auto& e : greatest_) chosen.insert(e.point);
  }

  /// At most so many of the points taken, evenly.
  void keep_evenly(std::size_t most, std::set<std::size_t>& chosen) const {
    const std::size_t count = std::min(in_places_.size(), most);
    for (std::size_t k = 0; k < count; ++k) {
      chosen.insert(in_places_[k * in_places_.size() / count]);
    }
  }

  [[nodiscard]] std::size_t places() const { return in_places_.size(); }

 private:
  struct Extreme {
    double amount = 0;
    std::size_t point = 0;
  };
  std::size_t count_ = 0;
  std::vector<Extreme> least_;
  std::vector<Extreme> greatest_;
  std::vector<bool> taken_;
  std::vector<std::size_t> in_places_;
};

}  // namespace

std::size_t most_drawn(std::size_t parties, std::size_t issues) {
  constexpr std::size_t k_fewest = 200;
  constexpr std::size_t k_most = 5000;
  constexpr std::size_t k_bytes = 1'500'000;
  return std::clamp(k_bytes / (8 * parties + 3 * issues), k_fewest, k_most);
}

std::vector<std::size_t> choose_drawn_points(const FrontierChart& chart, std::size_t most) {
  if (chart.size <= most) {
    std::vector<std::size_t> all(chart.size);
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
  }
  Kind good(chart.parties.size());
  Kind other(chart.parties.size());
  std::vector<double> at(chart.parties.size());
  std::set<std::size_t> chosen;
  for (std::size_t k = 0; k < chart.size; ++k) {
    const bool is_good = chart.point(k, at.data());
    (is_good ? good : other).look_at(k, at);
    for (const auto& mark : chart.marks) {
      if (mark.at == at) chosen.insert(k);
    }
  }
  for (std::size_t k = 0; k < chart.size; ++k) {
    const bool is_good = chart.point(k, at.data());
    (is_good ? good : other).take(k, at);
  }
  good.keep_extremes(chosen);
  other.keep_extremes(chosen);
  // Half of the room for each; what one does not need, the other has.
  const std::size_t half = most / 2;
  const std::size_t spare = half - std::min(half, good.places());
  const std::size_t others = std::min(other.places(), most - half + spare);
  good.keep_evenly(most - others, chosen);
  other.keep_evenly(others, chosen);
  return {chosen.begin(), chosen.end()};
}

}  // namespace entente::report
