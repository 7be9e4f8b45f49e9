#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "entente/bargain/sum_plan.hpp"
#include "entente/base/work.hpp"

namespace entente::bargain {

/// The list of a sequential Pareto sum, stage by stage.
class SumList {
 public:
  struct Limits {
    std::size_t points = 0;
    std::size_t bytes = 0;  ///< for the lists before and after, the links and what a stage needs
  };

  virtual ~SumList() = default;

  [[nodiscard]] virtual std::size_t size() const = 0;
  /// Bytes held, those of the frontier to be made of the list included.
  [[nodiscard]] virtual std::size_t bytes() const = 0;

  /// The list becomes the Pareto list { list + option of the stage }, and the result tells where
  /// its points come from. Nothing, with the points as they were, when a limit would be passed
  /// (known before the memory is taken) or the work was cancelled. `told` is called now and then.
  [[nodiscard]] virtual std::optional<StageLinks> extend(const SumStage& stage, Limits limits,
                                                         const WorkControl& control,
                                                         const std::function<void()>& told) = 0;

  /// Sorts the list lexicographically falling; returns the place at which each point stood.
  /// Empty: it stood sorted already.
  virtual std::vector<std::uint32_t> sort() = 0;
  /// Keeps the points listed, in that order.
  virtual void select(const std::vector<std::uint32_t>& kept) = 0;
  /// [k * dim + c] the first `dim` coordinates of all points.
  [[nodiscard]] virtual std::vector<std::int64_t> coordinates(std::size_t dim) const = 0;
};

/// Two coordinates: a sweep over the shifted copies, O(points * options) a stage; parts of it run
/// on several threads and join without a trace. The list stays sorted.
[[nodiscard]] std::unique_ptr<SumList> make_plane_sum(const SumPlan& plan);

enum class SumWidth { automatic, wide };

/// Any number of coordinates: a dominance filter, in 32 bits where all sums fit, in 64 otherwise
/// (SumWidth::wide: always, for tests), with the same points. Links and points come in an order of
/// their own until sorted.
[[nodiscard]] std::unique_ptr<SumList> make_space_sum(const SumPlan& plan,
                                                      SumWidth width = SumWidth::automatic);

}  // namespace entente::bargain
