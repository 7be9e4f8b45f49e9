#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "entente/bargain/outcome_search.hpp"
#include "entente/base/work.hpp"
#include "entente/model/outcome.hpp"

namespace entente::bargain {

/// All outcomes with given amounts as a layered graph of partial outcomes, equal states shared:
/// compact even where there are very many such outcomes. Its smallest outcome in file order is
/// read off issue by issue.
class WitnessGraph {
 public:
  /// Explores the outcomes that `partial` admits with the parties' amounts equal to `utility` and
  /// all amounts at least `floors` ([dim], k_no_floor where there is none).
  WitnessGraph(PartialOutcome& partial, std::vector<std::int64_t> utility,
               std::vector<std::int64_t> floors, std::uint64_t max_nodes,
               const WorkControl& control);

  /// False when a limit or the cancel token stopped the exploration.
  [[nodiscard]] bool complete() const { return !stopped_; }

  /// The outcome with the smallest option indices, issues in file order. Nothing when there is
  /// none. O(issues * edges).
  [[nodiscard]] std::optional<Outcome> smallest() const;

 private:
  static constexpr std::int32_t k_dead = -1;
  struct Edge {
    std::uint16_t choice = 0;
    std::int32_t to = 0;
  };
  struct Node {
    std::uint32_t open = 0;  ///< decides position open - 1
    std::size_t first_edge = 0;
    std::size_t end_edge = 0;
  };

  std::int32_t explore(std::size_t open);
  [[nodiscard]] bool arrived() const;
  /// Drops edges without a live end, nodes without live edges, and what the root cannot reach.
  void prune(std::vector<std::uint8_t>& edge_alive, std::vector<std::uint8_t>& node_alive) const;

  PartialOutcome& partial_;
  std::vector<std::int64_t> utility_;
  std::vector<std::int64_t> floors_;
  std::uint64_t max_nodes_;
  const WorkControl& control_;
  std::uint64_t steps_ = 0;
  bool stopped_ = false;
  StateSet states_;
  std::vector<std::int64_t> key_;
  std::vector<std::int32_t> node_of_;  ///< [state] its node, k_dead
  std::vector<Node> nodes_;            ///< children before parents; node 0 is the end
  std::vector<Edge> edges_;
  std::vector<Edge> pending_;
};

}  // namespace entente::bargain
