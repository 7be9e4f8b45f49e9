#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace entente::bargain {

/// A set of fixed-width integer keys, compared in full (a hash alone never decides). Keys are
/// numbered in the order of their arrival. Flat memory, open addressing.
class StateSet {
 public:
  explicit StateSet(std::size_t width);

  /// The number of the key, and whether it is new.
  std::pair<std::size_t, bool> insert(const std::int64_t* key);
  [[nodiscard]] bool contains(const std::int64_t* key) const;
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] std::size_t bytes() const;

 private:
  [[nodiscard]] std::size_t slot_of(const std::int64_t* key) const;
  void grow();

  std::size_t width_;
  std::size_t count_ = 0;
  std::vector<std::int64_t> keys_;
  std::vector<std::uint32_t> slots_;  ///< key number + 1; 0 is free
};

}  // namespace entente::bargain
