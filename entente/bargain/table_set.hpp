#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace entente::bargain {

/// A set of issues, one bit each.
class IssueSet {
 public:
  IssueSet() = default;
  /// Empty, for issues below `issues`.
  explicit IssueSet(std::size_t issues) : words_((issues + 63) / 64, 0) {}

  void insert(std::size_t issue) { words_[issue / 64] |= std::uint64_t{1} << (issue % 64); }
  void erase(std::size_t issue) { words_[issue / 64] &= ~(std::uint64_t{1} << (issue % 64)); }
  [[nodiscard]] bool contains(std::size_t issue) const {
    return ((words_[issue / 64] >> (issue % 64)) & 1U) != 0;
  }
  [[nodiscard]] bool empty() const {
    for (const auto word : words_) {
      if (word != 0) return false;
    }
    return true;
  }
  [[nodiscard]] std::size_t size() const {
    std::size_t count = 0;
    for (const auto word : words_) count += static_cast<std::size_t>(__builtin_popcountll(word));
    return count;
  }
  /// Both sets are for the same number of issues, here and below.
  [[nodiscard]] bool subset_of(const IssueSet& other) const {
    for (std::size_t k = 0; k < words_.size(); ++k) {
      if ((words_[k] & ~other.words_[k]) != 0) return false;
    }
    return true;
  }
  IssueSet& operator|=(const IssueSet& other) {
    for (std::size_t k = 0; k < words_.size(); ++k) words_[k] |= other.words_[k];
    return *this;
  }
  IssueSet& operator&=(const IssueSet& other) {
    for (std::size_t k = 0; k < words_.size(); ++k) words_[k] &= other.words_[k];
    return *this;
  }
  IssueSet& operator-=(const IssueSet& other) {
    for (std::size_t k = 0; k < words_.size(); ++k) words_[k] &= ~other.words_[k];
    return *this;
  }
  friend IssueSet operator|(IssueSet a, const IssueSet& b) { return a |= b; }
  friend IssueSet operator&(IssueSet a, const IssueSet& b) { return a &= b; }
  friend IssueSet operator-(IssueSet a, const IssueSet& b) { return a -= b; }
  bool operator==(const IssueSet&) const = default;

  /// The issues, rising.
  [[nodiscard]] std::vector<std::size_t> members() const {
    std::vector<std::size_t> list;
    for (std::size_t k = 0; k < words_.size(); ++k) {
      for (std::uint64_t word = words_[k]; word != 0; word &= word - 1) {
        list.push_back(k * 64 + static_cast<std::size_t>(__builtin_ctzll(word)));
      }
    }
    return list;
  }

 private:
  std::vector<std::uint64_t> words_;

  friend bool smaller_first(const IssueSet& a, const IssueSet& b);
};

/// Fewer issues first, then by the issues in file order.
[[nodiscard]] inline bool smaller_first(const IssueSet& a, const IssueSet& b) {
  const std::size_t a_size = a.size();
  const std::size_t b_size = b.size();
  if (a_size != b_size) return a_size < b_size;
  for (std::size_t k = 0; k < a.words_.size(); ++k) {
    const std::uint64_t differ = a.words_[k] ^ b.words_[k];
    if (differ != 0) return (a.words_[k] & (differ & (~differ + 1))) != 0;
  }
  return false;
}

}  // namespace entente::bargain
