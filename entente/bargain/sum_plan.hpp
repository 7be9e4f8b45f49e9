#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "entente/bargain/problem.hpp"
#include "entente/bargain/solution.hpp"

namespace entente::bargain {

/// One issue of a sequential Pareto sum, reduced to the options that can matter.
struct SumStage {
  std::uint32_t issue = 0;
  std::vector<std::uint16_t> option;  ///< [k] index in the issue, rising
  std::vector<std::int64_t> row;      ///< [k * dim + c]
  /// [rule] after this stage, rule coordinates below this can no longer be completed.
  std::vector<std::int64_t> floor;

  [[nodiscard]] std::size_t size() const { return option.size(); }
};

enum class SwingOrder { largest_first, smallest_first };

/// A problem with independent issues (and linear rules) as a sum of vectors, one per issue.
/// Coordinates: the parties' utilities, then minus the cost under each linear rule. Disallowed
/// options, options that another one equals or beats in all coordinates (of equal ones the
/// first stays) and, as stages, issues with one option left are gone.
struct SumPlan {
  std::size_t dim = 0;
  bool feasible = true;             ///< false: some issue or rule leaves no outcome
  std::vector<std::int64_t> start;  ///< [c] the issues with one option left
  Outcome start_outcome;            ///< their options; 0 elsewhere
  std::vector<SumStage> stages;
};

/// Orders stages by swing: the sum over coordinates of the issue's share of the coordinate's
/// range (so that no party's scale matters); equal swings in file order.
/// Terms, forbidden boxes, caps and aggregates are not looked at. O(sum of options^2 * dim).
[[nodiscard]] SumPlan plan_sum(const Problem& problem, SwingOrder order);

/// Where the points of one stage's list came from: a point of the previous list and an option
/// (by its place in the stage). 5 bytes a point, 6 where a stage has more than 256 options.
class StageLinks {
 public:
  /// Room for so many points.
  StageLinks(std::size_t options, std::size_t points);

  [[nodiscard]] static std::size_t bytes_per_point(std::size_t options) {
    return options > k_narrow_options ? 6 : 5;
  }
  void set(std::size_t k, std::size_t parent, std::size_t option) {
    parent_[k] = static_cast<std::uint32_t>(parent);
    if (narrow_.empty()) {
      wide_[k] = static_cast<std::uint16_t>(option);
    } else {
      narrow_[k] = static_cast<std::uint8_t>(option);
    }
  }
  [[nodiscard]] std::size_t parent(std::size_t k) const { return parent_[k]; }
  [[nodiscard]] std::size_t option(std::size_t k) const {
    return narrow_.empty() ? wide_[k] : narrow_[k];
  }
  [[nodiscard]] std::size_t bytes() const {
    return 4 * parent_.size() + narrow_.size() + 2 * wide_.size();
  }
  /// Keeps the points listed, in that order.
  void select(const std::vector<std::uint32_t>& kept);

 private:
  static constexpr std::size_t k_narrow_options = 256;

  std::vector<std::uint32_t> parent_;
  std::vector<std::uint8_t> narrow_;
  std::vector<std::uint16_t> wide_;
};

/// Witnesses of a sequential sum: the links of all stages, followed backwards.
class SumWitnesses : public Frontier::Witnesses {
 public:
  SumWitnesses(const SumPlan& plan, std::vector<StageLinks> links);

  void decode(std::size_t k, Outcome& outcome) const override;
  [[nodiscard]] std::size_t bytes() const override;

 private:
  Outcome start_;
  std::vector<std::uint32_t> issue_;                 ///< [stage]
  std::vector<std::vector<std::uint16_t>> options_;  ///< [stage][place]
  std::vector<StageLinks> links_;
};

}  // namespace entente::bargain
