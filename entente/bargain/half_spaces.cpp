#include "entente/bargain/half_spaces.hpp"

#include <algorithm>
#include <limits>

#include "entente/bargain/vectorised.hpp"

namespace entente::bargain {
namespace {

constexpr double k_infinity = std::numeric_limits<double>::infinity();
/// Bounds are doubles: they are widened by more than their computation may have lost, with prices
/// up to 1 and paces of k_least_pace and more.
constexpr double k_margin = 1e-9;

/// Half-spaces looked at together: what belongs to them stays in the nearest cache.
constexpr std::size_t k_block = 512;

/// room: what is left above the corner; pace: what a raise of all costs; step: what a unit costs.
struct Rooms {
  double* room;
  double* pace;
  double* step;
};

ENTENTE_VECTORISED
void subtract_priced(const double* price, double place, double raised, double unit,
                     std::size_t count, Rooms r) {
  for (std::size_t k = 0; k < count; ++k) {
    r.room[k] -= price[k] * place;
    r.pace[k] += price[k] * raised;
    r.step[k] += price[k] * unit;
  }
}

/// room[k] becomes how far half-space k lets one go; -1: nothing above the corner is in it.
ENTENTE_VECTORISED
void divide(std::size_t count, Rooms r) {
  for (std::size_t k = 0; k < count; ++k) {
    const double least = r.room[k] < 0 ? 0.0 : r.room[k];
    const double ratio = r.pace[k] >= HalfSpaces::k_least_pace
                             ? (least + r.step[k]) / r.pace[k] + k_margin
                             : k_infinity;
    r.room[k] = r.room[k] < -k_margin ? -1.0 : ratio;
  }
}

}  // namespace

HalfSpaces::HalfSpaces(std::size_t dim, std::size_t choices, std::size_t most_kept)
    : dim_(dim), choices_(choices), most_kept_(most_kept), price_(dim) {}

void HalfSpaces::add(const double* price, double most, const double* vertex,
                     const std::uint16_t* choice) {
  if (size() >= 2 * most_kept_) drop_old();
  for (std::size_t c = 0; c < dim_; ++c) price_[c].push_back(price[c]);
  most_.push_back(most);
  vertex_.insert(vertex_.end(), vertex, vertex + dim_);
  choice_.insert(choice_.end(), choice, choice + choices_);
}

void HalfSpaces::drop_old() {
  const auto old = static_cast<std::ptrdiff_t>(size() - most_kept_);
  for (auto& price : price_) price.erase(price.begin(), price.begin() + old);
  most_.erase(most_.begin(), most_.begin() + old);
  vertex_.erase(vertex_.begin(), vertex_.begin() + old * static_cast<std::ptrdiff_t>(dim_));
  choice_.erase(choice_.begin(), choice_.begin() + old * static_cast<std::ptrdiff_t>(choices_));
  dropped_ += static_cast<std::uint32_t>(old);
}

void HalfSpaces::evaluate(const CornerPlace& corner, std::size_t from) {
  const std::size_t count = size() - from;
  work_ += count * dim_;
  room_.assign(most_.begin() + static_cast<std::ptrdiff_t>(from), most_.end());
  double pace[k_block];
  double step[k_block];
  for (std::size_t begin = 0; begin < count; begin += k_block) {
    const std::size_t length = std::min(k_block, count - begin);
    std::fill_n(pace, length, 0.0);
    std::fill_n(step, length, 0.0);
    const Rooms rooms{room_.data() + begin, pace, step};
    for (std::size_t c = 0; c < dim_; ++c) {
      subtract_priced(price_[c].data() + from + begin, corner.place[c], corner.raised[c],
                      corner.step[c], length, rooms);
    }
    divide(length, rooms);
  }
}

double HalfSpaces::bound(const CornerPlace& corner, std::uint32_t since) {
  const std::size_t from = since > dropped_ ? since - dropped_ : 0;
  if (from >= size()) return k_infinity;
  evaluate(corner, from);
  return *std::min_element(room_.begin(), room_.end());
}

const std::vector<std::uint32_t>& HalfSpaces::nearest(const CornerPlace& corner,
                                                      std::size_t count) {
  evaluate(corner, 0);
  order_.resize(size());
  for (std::uint32_t k = 0; k < order_.size(); ++k) order_[k] = k;
  const std::size_t kept = std::min(count, order_.size());
  std::partial_sort(order_.begin(), order_.begin() + static_cast<std::ptrdiff_t>(kept),
                    order_.end(), [&](std::uint32_t a, std::uint32_t b) {
                      return room_[a] < room_[b] || (room_[a] == room_[b] && a < b);
                    });
  order_.resize(kept);
  return order_;
}

}  // namespace entente::bargain
