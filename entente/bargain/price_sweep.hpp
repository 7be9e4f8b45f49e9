#pragma once

#include <cstdint>
#include <vector>

#include "entente/bargain/elimination.hpp"

namespace entente::bargain {

/// What is best at given prices, by one sweep over the tables. Amounts count in shares: what they
/// exceed `reference` by, over `range` ([dim] > 0; parties, then rules).
class PriceSweep {
 public:
  PriceSweep(const Elimination& elimination, std::vector<std::int64_t> reference,
             std::vector<double> range);

  /// For prices >= 0 of shares. O(rows * dims).
  void run(const double* price);

  /// No outcome is worth more than this at these prices, rounding included.
  [[nodiscard]] double upper() const { return upper_; }
  /// [dim] shares of what attains it: of the outcome, or of what is more than an outcome can have,
  /// where not all interactions fit into (undivided) tables.
  [[nodiscard]] const std::vector<double>& vertex() const { return vertex_; }
  /// An outcome that is promising, and the best where all fits: its choices, amounts, and whether
  /// they are allowed as far as boxes say.
  [[nodiscard]] const std::vector<Elimination::Choice>& choice() const { return choice_; }
  [[nodiscard]] const std::vector<std::int64_t>& amounts() const { return amount_; }
  [[nodiscard]] bool allowed() const { return allowed_; }

  [[nodiscard]] double share(std::size_t dim, std::int64_t amount) const {
    return static_cast<double>(amount - reference_[dim]) / range_[dim];
  }

 private:
  void find_amounts();
  void find_vertex(const double* price);

  const Elimination& elimination_;
  std::vector<std::int64_t> reference_;
  std::vector<double> range_;
  Elimination::Worth worth_;
  std::vector<double> unit_price_;
  double upper_ = 0;
  std::vector<double> vertex_;
  std::vector<Elimination::Choice> choice_;
  std::vector<std::int64_t> amount_;
  bool allowed_ = true;
};

}  // namespace entente::bargain
