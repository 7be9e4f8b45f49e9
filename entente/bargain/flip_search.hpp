#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "entente/bargain/elimination.hpp"

namespace entente::bargain {

/// Improves outcomes one issue at a time: first towards meeting floors, rules and forbidden
/// combinations, then towards a larger F.
class FlipSearch {
 public:
  using Choice = Elimination::Choice;
  /// F of the parties' utilities; -infinity where undefined.
  using Value = std::function<double(const std::int64_t*)>;

  /// `floors`: [dim], k_no_floor where there is none.
  FlipSearch(const Elimination& elimination, std::vector<std::int64_t> floors, Value value);

  /// Starts at `choice` (one per position) and takes the best single change of each issue in turn
  /// until none helps. Returns true when the result meets all floors and rules.
  bool improve(const Choice* choice);

  [[nodiscard]] const std::vector<Choice>& choice() const { return choice_; }
  [[nodiscard]] const std::vector<std::int64_t>& amounts() const { return amount_; }

 private:
  struct Score {
    double violation = 0;
    double value = 0;
    [[nodiscard]] bool better_than(const Score& other) const;
  };
  struct Effect {
    std::uint32_t bucket = 0;
    std::uint32_t stride = 0;  ///< of the changed choice in the row number
  };

  void start(const Choice* choice);
  /// Changes one issue, keeping amounts, rows and loose boxes up to date.
  void change(std::size_t position, Choice to);
  [[nodiscard]] Score score() const;

  const Elimination& elimination_;
  std::vector<std::int64_t> floors_;
  Value value_;
  std::vector<std::vector<Effect>> effects_;  ///< [position] the rows its choice enters
  std::vector<Choice> choice_;
  std::vector<std::size_t> row_;  ///< [bucket] current row
  std::vector<std::int64_t> amount_;
  std::vector<std::uint32_t> unmet_;  ///< [loose box] conditions that do not hold
  std::int64_t broken_ = 0;           ///< rows and loose boxes that are forbidden
};

}  // namespace entente::bargain
