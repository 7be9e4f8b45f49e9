#pragma once

#include <cstddef>
#include <vector>

namespace entente::bargain {

/// The greatest t such that some mixture of vectors ("columns") is at least corner + t * raised: a
/// small linear program, solved by the simplex method while columns are added.
///
///   maximise t:  sum_k weight_k * column_k >= corner + t * raised,  sum_k weight_k = 1
///
/// Its prices (dual values) say in which direction a further column would help.
class CornerRelaxation {
 public:
  explicit CornerRelaxation(std::size_t dim) : dim_(dim), rows_(dim + 1) {}

  /// Begins with one column, at least `corner` where raised[c] = 0. Elsewhere raised[c] = 1;
  /// there is such a c.
  void start(const double* corner, const double* raised, const double* column);

  /// Adds a column.
  void add(const double* column);

  /// Goes to the optimum over the columns known.
  void solve();

  /// t at the last optimum.
  [[nodiscard]] double value() const { return amount_[t_row_]; }
  /// [c] >= 0; over raised coordinates they sum to 1 (but for rounding).
  [[nodiscard]] const std::vector<double>& price() const { return price_; }
  /// [column] of the mixture.
  [[nodiscard]] const std::vector<double>& weights();

 private:
  /// Basic variables are columns (>= 0), t, or slacks (k_slack - c).
  static constexpr std::ptrdiff_t k_t = -1;
  static constexpr std::ptrdiff_t k_slack = -2;

  void find_price();
  /// The variable that promises most; false: none promises anything.
  [[nodiscard]] bool best_to_enter(std::ptrdiff_t& variable) const;
  /// Brings it into the basis; false when nothing would have to leave.
  bool enter(std::ptrdiff_t variable);

  std::size_t dim_;
  std::size_t rows_;
  std::size_t t_row_ = 0;              ///< t never leaves the basis
  std::vector<double> column_;         ///< [k * dim + c]
  std::vector<double> inverse_;        ///< [row * rows + equation] of the basis
  std::vector<double> amount_;         ///< [row] of the basic variable
  std::vector<std::ptrdiff_t> basic_;  ///< [row]
  std::vector<double> price_;
  double level_ = 0;  ///< price . column of the basic columns
  std::vector<double> direction_;
  std::vector<double> weight_;
};

}  // namespace entente::bargain
