#include "entente/bargain/witness_graph.hpp"

#include <algorithm>

namespace entente::bargain {
namespace {

constexpr std::uint64_t k_look_up_every = 1U << 12U;
constexpr std::size_t k_max_edges = std::size_t{1} << 24U;

}  // namespace

WitnessGraph::WitnessGraph(PartialOutcome& partial, std::vector<std::int64_t> utility,
                           std::vector<std::int64_t> floors, std::uint64_t max_nodes,
                           const WorkControl& control)
    : partial_(partial),
      utility_(std::move(utility)),
      floors_(std::move(floors)),
      max_nodes_(max_nodes),
      control_(control),
      states_(partial.key_width()),
      key_(partial.key_width()) {
  nodes_.push_back({});
  if (partial_.possible()) explore(partial_.elimination().size());
}

bool WitnessGraph::arrived() const {
  const std::int64_t* amount = partial_.amounts(0);
  if (!std::equal(utility_.begin(), utility_.end(), amount)) return false;
  for (std::size_t d = 0; d < floors_.size(); ++d) {
    if (amount[d] < floors_[d]) return false;
  }
  return true;
}

std::int32_t WitnessGraph::explore(std::size_t open) {
  if (open == 0) return arrived() ? 0 : k_dead;
  ++steps_;
  if ((max_nodes_ != 0 && steps_ > max_nodes_) || edges_.size() > k_max_edges ||
      (steps_ % k_look_up_every == 0 && control_.cancelled())) {
    stopped_ = true;
  }
  if (stopped_) return k_dead;
  partial_.key(open, key_.data());
  const auto [state, fresh] = states_.insert(key_.data());
  if (!fresh) return node_of_[state];
  node_of_.push_back(k_dead);
  const std::size_t mark = pending_.size();
  const std::size_t position = open - 1;
  const std::size_t choices = partial_.elimination().choices(position);
  for (std::size_t o = 0; o < choices && !stopped_; ++o) {
    if (!partial_.push(position, o)) continue;
    const std::int32_t to = explore(position);
    if (to != k_dead) pending_.push_back({static_cast<std::uint16_t>(o), to});
    partial_.pop(position);
  }
  if (pending_.size() == mark) return k_dead;
  Node node;
  node.open = static_cast<std::uint32_t>(open);
  node.first_edge = edges_.size();
  edges_.insert(edges_.end(), pending_.begin() + static_cast<std::ptrdiff_t>(mark), pending_.end());
  node.end_edge = edges_.size();
  pending_.resize(mark);
  nodes_.push_back(node);
  node_of_[state] = static_cast<std::int32_t>(nodes_.size() - 1);
  return node_of_[state];
}

void WitnessGraph::prune(std::vector<std::uint8_t>& edge_alive,
                         std::vector<std::uint8_t>& node_alive) const {
  for (std::size_t n = 1; n < nodes_.size(); ++n) {
    std::uint8_t any = 0;
    for (std::size_t e = nodes_[n].first_edge; e < nodes_[n].end_edge; ++e) {
      if (node_alive[static_cast<std::size_t>(edges_[e].to)] == 0) edge_alive[e] = 0;
      any |= edge_alive[e];
    }
    node_alive[n] &= any;
  }
  std::vector<std::uint8_t> reached(nodes_.size(), 0);
  reached.back() = 1;
  for (std::size_t n = nodes_.size(); n-- > 1;) {
    node_alive[n] &= reached[n];
    if (node_alive[n] == 0) continue;
    for (std::size_t e = nodes_[n].first_edge; e < nodes_[n].end_edge; ++e) {
      if (edge_alive[e] != 0) reached[static_cast<std::size_t>(edges_[e].to)] = 1;
    }
  }
}

std::optional<Outcome> WitnessGraph::smallest() const {
  const auto& e = partial_.elimination();
  const std::size_t size = e.size();
  if (!e.feasible() || stopped_ || (size > 0 && nodes_.size() == 1)) return std::nullopt;
  if (size == 0) return arrived() ? std::optional<Outcome>(Outcome{}) : std::nullopt;
  std::vector<std::uint8_t> edge_alive(edges_.size(), 1);
  std::vector<std::uint8_t> node_alive(nodes_.size(), 1);
  std::vector<std::vector<std::uint32_t>> layer(size + 1);
  for (std::size_t n = 1; n < nodes_.size(); ++n) {
    layer[nodes_[n].open].push_back(static_cast<std::uint32_t>(n));
  }
  std::vector<Elimination::Choice> choice(size, 0);
  prune(edge_alive, node_alive);
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t position = e.position_of(i);
    std::uint16_t least = UINT16_MAX;
    std::uint16_t most = 0;
    const auto for_edges = [&](const auto& visit) {
      for (const auto n : layer[position + 1]) {
        if (node_alive[n] == 0) continue;
        for (std::size_t k = nodes_[n].first_edge; k < nodes_[n].end_edge; ++k) {
          if (edge_alive[k] != 0) visit(k);
        }
      }
    };
    for_edges([&](std::size_t k) {
      least = std::min(least, edges_[k].choice);
      most = std::max(most, edges_[k].choice);
    });
    choice[position] = least;
    if (least == most) continue;
    for_edges([&](std::size_t k) { edge_alive[k] = edges_[k].choice == least ? 1 : 0; });
    prune(edge_alive, node_alive);
  }
  return e.decode(choice.data());
}

}  // namespace entente::bargain
