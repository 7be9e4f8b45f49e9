#pragma once

#include <cstdint>

namespace entente {

/// A small, portable random stream (SplitMix64; Steele, Lea & Flood 2014). The same seed gives
/// the same numbers on every machine.
class RandomStream {
 public:
  /// The seed is mixed first: seeds that follow each other would otherwise give one sequence,
  /// shifted.
  explicit RandomStream(std::uint64_t seed) : state_(mixed(seed + k_step)) {}

  std::uint64_t next() { return mixed(state_ += k_step); }

  /// Uniform on [0, 1), a multiple of 2^-53.
  double uniform() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

  /// Uniform on 0 .. bound-1; bound > 0. The bias is below bound / 2^64.
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }

 private:
  static constexpr std::uint64_t k_step = 0x9E3779B97F4A7C15ULL;

  static constexpr std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
  }

  std::uint64_t state_;
};

}  // namespace entente
