#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

namespace entente::enforce {

/// Below this an entry counts as zero: nothing for exact numbers.
template <class T>
[[nodiscard]] constexpr T simplex_zero() {
  if constexpr (std::is_floating_point_v<T>) {
    return T(1e-11);
  } else {
    return T(0);
  }
}

/// The basis of a linear program with few rows whose columns the caller brings one by one:
/// maximise the sum of cost times amount, where the columns times their amounts (at least 0) add up
/// to the right side. The revised simplex method with a dense inverse. With exact numbers it ends
/// where the caller brings the improving column of the least number (Bland's rule).
///
/// Rows without a column of their own start with an artificial one; drive these out first (cost -1
/// each, all others 0), then call hold_artificials().
template <class T>
class SimplexBasis {
 public:
  struct Member {
    std::size_t number = 0;  ///< the caller's name for the column; rows' own ones: from the caller
    T cost = T(0);
    bool artificial = true;
  };

  /// One artificial column in each row. The right side is at least 0.
  void start(const std::vector<T>& right) {
    rows_ = right.size();
    amount_ = right;
    members_.assign(rows_, Member{});
    inverse_.assign(rows_ * rows_, T(0));
    for (std::size_t r = 0; r < rows_; ++r) inverse_[r * rows_ + r] = T(1);
    change_.assign(rows_, T(0));
    prices_.assign(rows_, T(0));
    held_ = false;
  }

  /// The unit column of a row stands for that one. Only right after start().
  void adopt(std::size_t row, std::size_t number, const T& cost) {
    members_[row] = {number, cost, false};
  }

  /// From now on no artificial column gets an amount above 0; there is none so far.
  void hold_artificials() { held_ = true; }

  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::vector<Member>& members() { return members_; }
  [[nodiscard]] const std::vector<Member>& members() const { return members_; }
  [[nodiscard]] const T& amount(std::size_t row) const { return amount_[row]; }
  /// What one more of the column that enter() found to be unbounded takes from a row's.
  [[nodiscard]] const T& change(std::size_t row) const { return change_[row]; }

  [[nodiscard]] T value() const {
    T sum(0);
    for (std::size_t r = 0; r < rows_; ++r) sum += members_[r].cost * amount_[r];
    return sum;
  }

  /// The price of each row under the members' costs. A column improves if its cost is above what
  /// its entries are worth at these prices. O(rows^2).
  const std::vector<T>& prices() {
    for (auto& price : prices_) price = T(0);
    for (std::size_t r = 0; r < rows_; ++r) {
      const T& cost = members_[r].cost;
      if (cost == T(0)) continue;
      for (std::size_t k = 0; k < rows_; ++k) prices_[k] += cost * inverse_[r * rows_ + k];
    }
    return prices_;
  }

  /// Brings a column in; false where nothing limits it. O(rows^2).
  [[nodiscard]] bool enter(const std::vector<T>& column, std::size_t number, const T& cost) {
    for (std::size_t r = 0; r < rows_; ++r) {
      T sum(0);
      for (std::size_t k = 0; k < rows_; ++k) {
        if (column[k] != T(0)) sum += inverse_[r * rows_ + k] * column[k];
      }
      change_[r] = std::move(sum);
    }
    const std::size_t out = leaving();
    if (out == rows_) return false;
    pivot(out);
    members_[out] = {number, cost, false};
    return true;
  }

 private:
  /// The row whose member is used up first; rows_ where none is.
  [[nodiscard]] std::size_t leaving() const {
    const T zero = simplex_zero<T>();
    std::size_t out = rows_;
    for (std::size_t r = 0; r < rows_; ++r) {
      const T& d = change_[r];
      if (held_ && members_[r].artificial && (d > zero || -d > zero)) return r;
      if (!(d > zero)) continue;
      if (out == rows_ || before(r, out)) out = r;
    }
    return out;
  }

  /// Is row `r` used up before `other`? Of equal ones the steadier one, or exactly: the first.
  [[nodiscard]] bool before(std::size_t r, std::size_t other) const {
    const T left = amount_[r] * change_[other];
    const T right = amount_[other] * change_[r];
    if constexpr (std::is_floating_point_v<T>) {
      const T near = T(1e-13) * change_[r] * change_[other];
      if (left < right - near) return true;
      if (left > right + near) return false;
      return change_[r] > change_[other];
    } else {
      if (left != right) return left < right;
      return members_[r].number < members_[other].number;
    }
  }

  void pivot(std::size_t out) {
    const T by = T(1) / change_[out];
    T* top = &inverse_[out * rows_];
    for (std::size_t k = 0; k < rows_; ++k) top[k] *= by;
    amount_[out] *= by;
    if constexpr (std::is_floating_point_v<T>) {
      if (amount_[out] < 0) amount_[out] = 0;
    }
    for (std::size_t r = 0; r < rows_; ++r) {
      const T d = change_[r];
      if (r == out || d == T(0)) continue;
      T* row = &inverse_[r * rows_];
      for (std::size_t k = 0; k < rows_; ++k) {
        if (top[k] != T(0)) row[k] -= d * top[k];
      }
      amount_[r] -= d * amount_[out];
      if constexpr (std::is_floating_point_v<T>) {
        if (amount_[r] < 0) amount_[r] = 0;  // rounding, by the choice of the row
      }
    }
  }

  std::size_t rows_ = 0;
  std::vector<T> inverse_;
  std::vector<T> amount_;
  std::vector<T> change_;
  std::vector<T> prices_;
  std::vector<Member> members_;
  bool held_ = false;
};

}  // namespace entente::enforce
