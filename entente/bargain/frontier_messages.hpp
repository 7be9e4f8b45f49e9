#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "entente/bargain/elimination.hpp"
#include "entente/bargain/pareto_list.hpp"
#include "entente/bargain/solution.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// What the rest of an outcome can add to each linear rule's coordinate, for every cell.
class RuleWindows {
 public:
  explicit RuleWindows(const Elimination& elimination, const std::vector<std::int64_t>& limits);

  /// Can some outcome have this cell at all?
  [[nodiscard]] bool needed(std::size_t cell) const { return needed_[cell] != 0; }
  [[nodiscard]] std::size_t rules() const { return rules_; }
  /// Below this no completion keeps the rule; from `safe` on every completion does.
  [[nodiscard]] double least(std::size_t cell, std::size_t rule) const {
    return least_[cell * rules_ + rule];
  }
  [[nodiscard]] double safe(std::size_t cell, std::size_t rule) const {
    return safe_[cell * rules_ + rule];
  }

 private:
  std::size_t rules_;
  std::vector<std::uint8_t> needed_;
  std::vector<double> least_;
  std::vector<double> safe_;
};

/// Pareto lists for every cell of an elimination, with back pointers.
class FrontierMessages {
 public:
  FrontierMessages(const Elimination& elimination, const std::vector<std::int64_t>& limits,
                   const FrontierOptions& options, const WorkControl& control);

  /// Computes all lists and their sum over the roots; false when a cap or the cancel token stopped
  /// it.
  bool run();

  /// All non-dominated amounts ([dim]: utilities, minus costs) of outcomes; those of rules are
  /// clamped where every completion keeps the rule.
  [[nodiscard]] const ParetoList& total() const { return total_; }
  /// The choices behind point k of `total`.
  void decode(std::size_t k, Elimination::Choice* choice) const;
  [[nodiscard]] std::size_t bytes() const { return step_bytes_; }
  /// Frees what decoding does not need.
  void forget_lists();

 private:
  struct Cell {
    ParetoList list;
    std::vector<std::uint32_t> steps;  ///< [point][choice, point of each child]
  };
  /// A sum of the children's lists, with the children's points.
  struct Sum {
    ParetoList list;
    std::vector<std::uint32_t> parts;  ///< [point][child]
  };

  bool fill_bucket(std::size_t position);
  bool fill_cell(std::size_t position, std::size_t cell);
  bool add_children(std::size_t position, std::size_t row, Sum& sum);
  bool add_roots();
  /// Drops what breaks a rule for certain; clamps what keeps it for certain. False when cancelled.
  bool apply_windows(std::size_t cell, ParetoList& list, std::vector<Origin>& origins) const;
  bool affordable(const ParetoList& a, const ParetoList& b);
  [[nodiscard]] bool affordable(std::size_t candidates) const;
  /// Counts candidates; false when they are too many.
  bool spend(std::size_t candidates);
  [[nodiscard]] Cell& child(std::size_t position, std::size_t z, std::size_t row);

  const Elimination& elimination_;
  FrontierOptions options_;
  const WorkControl& control_;
  RuleWindows windows_;
  ParetoList unit_;
  std::vector<Cell> cells_;
  ParetoList total_;
  std::vector<std::vector<Origin>> root_steps_;  ///< [root] previous sum's point, root's point
  std::vector<std::uint32_t> roots_;             ///< in the order they were added
  std::uint64_t candidates_ = 0;                 ///< weighted by what they cost
  std::function<void()> told_;                   ///< repeats what was reported last
  std::size_t position_ = 0;                     ///< being filled
  std::size_t points_ = 0;                       ///< in lists that are held
  std::size_t step_bytes_ = 0;
};

}  // namespace entente::bargain
