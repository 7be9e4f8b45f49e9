#include "entente/bargain/state_set.hpp"

#include <algorithm>

namespace entente::bargain {

StateSet::StateSet(std::size_t width) : width_(width), slots_(1024, 0) {}

std::size_t StateSet::bytes() const {
  return keys_.capacity() * sizeof(std::int64_t) + slots_.capacity() * sizeof(std::uint32_t);
}

std::size_t StateSet::slot_of(const std::int64_t* key) const {
  std::uint64_t hash = 0x9E3779B97F4A7C15ULL;
  for (std::size_t k = 0; k < width_; ++k) {
    hash = (hash ^ static_cast<std::uint64_t>(key[k])) * 0xBF58476D1CE4E5B9ULL;
    hash ^= hash >> 29U;
  }
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = static_cast<std::size_t>(hash ^ (hash >> 32U)) & mask;
  while (slots_[slot] != 0) {
    const std::int64_t* other = keys_.data() + std::size_t{slots_[slot] - 1} * width_;
    if (std::equal(key, key + width_, other)) break;
    slot = (slot + 1) & mask;
  }
  return slot;
}

void StateSet::grow() {
  slots_.assign(slots_.size() * 2, 0);
  for (std::size_t k = 0; k < count_; ++k) {
    slots_[slot_of(keys_.data() + k * width_)] = static_cast<std::uint32_t>(k + 1);
  }
}

bool StateSet::contains(const std::int64_t* key) const { return slots_[slot_of(key)] != 0; }

std::pair<std::size_t, bool> StateSet::insert(const std::int64_t* key) {
  std::size_t slot = slot_of(key);
  if (slots_[slot] != 0) return {slots_[slot] - 1, false};
  if (2 * (count_ + 1) > slots_.size()) {
    grow();
    slot = slot_of(key);
  }
  keys_.insert(keys_.end(), key, key + width_);
  slots_[slot] = static_cast<std::uint32_t>(++count_);
  return {count_ - 1, true};
}

}  // namespace entente::bargain
