#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/bargain/sum_plan.hpp"

namespace entente::bargain {

/// The result of one stage of a two-party sum, reused from stage to stage so that growing it
/// costs nothing once it has its size.
struct PlaneStage {
  std::size_t size = 0;
  std::vector<std::int64_t> coords;   ///< [2k], [2k + 1]
  std::vector<std::uint32_t> parent;  ///< [k]
  std::vector<std::uint16_t> option;  ///< [k] place in the stage

  void push(std::int64_t first, std::int64_t second, std::size_t from, std::size_t place) {
    if (size == parent.size()) grow();
    coords[2 * size] = first;
    coords[2 * size + 1] = second;
    parent[size] = static_cast<std::uint32_t>(from);
    option[size] = static_cast<std::uint16_t>(place);
    ++size;
  }

 private:
  void grow();
};

/// out = the Pareto list { list + option }, list being `size` points of two coordinates. False,
/// and `out` is useless, when it would hold more than `limit` points. The result does not depend
/// on `threads`.
[[nodiscard]] bool sweep_stage(const std::int64_t* list, std::size_t size, const SumStage& stage,
                               std::size_t limit, int threads, PlaneStage& out);

}  // namespace entente::bargain
