#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace entente {

/// Rows of bits in one block of memory: sets of columns, or a relation. Bits behind the last column
/// are 0.
class BitRows {
 public:
  BitRows() = default;
  BitRows(std::size_t rows, std::size_t columns)
      : rows_(rows), columns_(columns), words_((columns + 63) / 64), bits_(rows * words_) {}

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t columns() const { return columns_; }

  [[nodiscard]] bool test(std::size_t row, std::size_t column) const {
    return ((bits_[row * words_ + column / 64] >> (column % 64)) & 1U) != 0;
  }
  void set(std::size_t row, std::size_t column) {
    bits_[row * words_ + column / 64] |= std::uint64_t{1} << (column % 64);
  }
  /// The first column in the row's set that is not before `from`; columns() where there is none.
  [[nodiscard]] std::size_t next(std::size_t row, std::size_t from) const {
    if (from >= columns_) return columns_;
    const std::uint64_t* words = bits_.data() + row * words_;
    std::size_t at = from / 64;
    std::uint64_t word = words[at] & (~std::uint64_t{0} << (from % 64));
    while (word == 0) {
      if (++at == words_) return columns_;
      word = words[at];
    }
    return at * 64 + static_cast<std::size_t>(std::countr_zero(word));
  }
  [[nodiscard]] bool any(std::size_t row) const { return next(row, 0) < columns_; }
  [[nodiscard]] std::size_t count(std::size_t row) const {
    std::size_t sum = 0;
    for (std::size_t w = 0; w < words_; ++w) {
      sum += static_cast<std::size_t>(std::popcount(bits_[row * words_ + w]));
    }
    return sum;
  }
  /// Calls `visit(column)` for the row's set, in rising order.
  template <class Visit>
  void for_each(std::size_t row, const Visit& visit) const {
    for (std::size_t w = 0; w < words_; ++w) {
      for (std::uint64_t word = bits_[row * words_ + w]; word != 0; word &= word - 1) {
        visit(w * 64 + static_cast<std::size_t>(std::countr_zero(word)));
      }
    }
  }
  /// Adds a row of rows of as many columns.
  void unite(std::size_t row, const BitRows& other, std::size_t other_row) {
    for (std::size_t w = 0; w < words_; ++w) {
      bits_[row * words_ + w] |= other.bits_[other_row * words_ + w];
    }
  }
  /// Is the row's set contained in the other one (of as many columns)?
  [[nodiscard]] bool within(std::size_t row, const BitRows& other, std::size_t other_row) const {
    for (std::size_t w = 0; w < words_; ++w) {
      const std::uint64_t outside = bits_[row * words_ + w] & ~other.bits_[other_row * words_ + w];
      if (outside != 0) return false;
    }
    return true;
  }

 private:
  std::size_t rows_ = 0;
  std::size_t columns_ = 0;
  std::size_t words_ = 0;  ///< per row
  std::vector<std::uint64_t> bits_;
};

}  // namespace entente
