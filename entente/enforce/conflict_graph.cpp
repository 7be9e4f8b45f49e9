#include "entente/enforce/conflict_graph.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace entente::enforce {
namespace {

constexpr std::uint32_t k_none = std::numeric_limits<std::uint32_t>::max();

}  // namespace

ConflictGraph::ConflictGraph(const OrdinalConflict& conflict) : conflict_(conflict) {
  const std::size_t n = conflict.state_count();
  for (std::size_t p = 0; p < conflict.party_count(); ++p) {
    BitRows rows(n, n);
    for (std::size_t s = 0; s < n; ++s) {
      conflict.moves[p].for_each(s, [&](std::size_t to) {
        if (better(p, to, s)) rows.set(s, to);
      });
    }
    improvements_.push_back(std::move(rows));
  }
}

GroupMoves group_moves(const ConflictGraph& graph, std::vector<std::size_t> parties, MoveKind kind,
                       bool sequences) {
  GroupMoves group;
  for (const std::size_t p : parties) {
    group.rows.push_back(kind == MoveKind::all ? &graph.moves(p) : &graph.improvements(p));
  }
  group.parties = std::move(parties);
  group.sequences = sequences;
  return group;
}

template <class Visit>
void GroupReach::for_each_next(std::size_t state, std::size_t last, const Visit& visit) const {
  if (!moves_.sequences) return;
  for (std::size_t m = 0; m < moves_.rows.size(); ++m) {
    if (m == last) continue;
    moves_.rows[m]->for_each(state, [&](std::size_t to) { visit(position(to, m)); });
  }
}

/// Tarjan's algorithm (1972) without recursion; the moves are read from the rows as they come.
class GroupReach::Components {
 public:
  explicit Components(GroupReach& reach)
      : reach_(reach),
        members_(reach.moves_.rows.size()),
        number_(reach.states_ * members_, k_none),
        low_(number_.size(), 0) {}

  void find() {
    reach_.component_.assign(number_.size(), k_none);
    for (std::size_t v = 0; v < number_.size(); ++v) {
      if (number_[v] == k_none) search(v);
    }
    reach_.begin_.push_back(static_cast<std::uint32_t>(reach_.order_.size()));
  }

 private:
  /// A position and the move that is looked at next.
  struct Frame {
    std::size_t at;
    std::size_t member;
    std::size_t column;
  };

  void open(std::size_t v) {
    number_[v] = low_[v] = count_++;
    stack_.push_back(v);
    frames_.push_back({v, 0, 0});
  }

  /// The next position to follow from the frame, or number_.size() when there is none left.
  std::size_t advance(Frame& frame) const {
    if (!reach_.moves_.sequences) return number_.size();
    const std::size_t state = frame.at / members_;
    for (; frame.member < members_; ++frame.member, frame.column = 0) {
      if (frame.member == frame.at % members_) continue;
      const std::size_t to = reach_.moves_.rows[frame.member]->next(state, frame.column);
      if (to == reach_.states_) continue;
      frame.column = to + 1;
      return reach_.position(to, frame.member);
    }
    return number_.size();
  }

  void search(std::size_t root) {
    open(root);
    while (!frames_.empty()) {
      const std::size_t v = frames_.back().at;
      const std::size_t w = advance(frames_.back());
      if (w == number_.size()) {
        if (low_[v] == number_[v]) close(v);
        frames_.pop_back();
        if (!frames_.empty()) {
          auto& low = low_[frames_.back().at];
          low = std::min(low, low_[v]);
        }
      } else if (number_[w] == k_none) {
        open(w);
      } else if (reach_.component_[w] == k_none) {
        low_[v] = std::min(low_[v], number_[w]);
      }
    }
  }

  void close(std::size_t v) {
    const auto id = static_cast<std::uint32_t>(reach_.begin_.size());
    reach_.begin_.push_back(static_cast<std::uint32_t>(reach_.order_.size()));
    std::size_t w = number_.size();
    while (w != v) {
      w = stack_.back();
      stack_.pop_back();
      reach_.component_[w] = id;
      reach_.order_.push_back(static_cast<std::uint32_t>(w));
    }
  }

  GroupReach& reach_;
  std::size_t members_;
  std::uint32_t count_ = 0;
  std::vector<std::uint32_t> number_;
  std::vector<std::uint32_t> low_;
  std::vector<std::size_t> stack_;
  std::vector<Frame> frames_;
};

GroupReach::GroupReach(std::size_t states, GroupMoves moves)
    : states_(states), moves_(std::move(moves)) {
  Components(*this).find();
}

std::vector<std::int64_t> GroupReach::greatest(const std::vector<std::uint32_t>& value) const {
  const std::size_t members = moves_.rows.size();
  std::vector<std::int64_t> of_component(begin_.size() - 1, -1);
  for (std::size_t c = 0; c < of_component.size(); ++c) {
    std::int64_t most = -1;
    for (std::size_t k = begin_[c]; k < begin_[c + 1]; ++k) {
      const std::size_t state = order_[k] / members;
      most = std::max(most, std::int64_t{value[state]});
      for_each_next(state, order_[k] % members, [&](std::size_t next) {
        most = std::max(most, of_component[component_[next]]);
      });
    }
    of_component[c] = most;
  }
  std::vector<std::int64_t> result(states_, -1);
  for (std::size_t s = 0; s < states_; ++s) {
    for (std::size_t m = 0; m < members; ++m) {
      moves_.rows[m]->for_each(s, [&](std::size_t to) {
        result[s] = std::max(result[s], of_component[component_[position(to, m)]]);
      });
    }
  }
  return result;
}

BitRows GroupReach::sets() const {
  const std::size_t members = moves_.rows.size();
  const std::size_t components = begin_.size() - 1;
  BitRows of_component(components, states_);
  std::vector<std::size_t> added(components, components);  // by which component last
  for (std::size_t c = 0; c < components; ++c) {
    for (std::size_t k = begin_[c]; k < begin_[c + 1]; ++k) {
      const std::size_t state = order_[k] / members;
      of_component.set(c, state);
      for_each_next(state, order_[k] % members, [&](std::size_t next) {
        const std::size_t other = component_[next];
        if (other == c || added[other] == c) return;
        added[other] = c;
        of_component.unite(c, of_component, other);
      });
    }
  }
  BitRows result(states_, states_);
  for (std::size_t s = 0; s < states_; ++s) {
    for (std::size_t m = 0; m < members; ++m) {
      moves_.rows[m]->for_each(
          s, [&](std::size_t to) { result.unite(s, of_component, component_[position(to, m)]); });
    }
  }
  return result;
}

std::vector<ConflictMove> shortest_path(const GroupMoves& moves, std::size_t states,
                                        std::size_t from,
                                        const std::function<bool(std::size_t state)>& wanted) {
  const std::size_t members = moves.rows.size();
  const std::size_t start = states * members;
  std::vector<std::size_t> came_from(start, start + 1);  // start + 1: not met
  std::vector<std::size_t> queue = {start};
  std::size_t found = start;
  for (std::size_t head = 0; head < queue.size() && found == start; ++head) {
    const std::size_t at = queue[head];
    if (at != start && !moves.sequences) break;
    const std::size_t state = at == start ? from : at / members;
    for (std::size_t m = 0; m < members && found == start; ++m) {
      if (at != start && m == at % members) continue;
      const BitRows& rows = *moves.rows[m];
      for (std::size_t to = rows.next(state, 0); to < states; to = rows.next(state, to + 1)) {
        const std::size_t next = to * members + m;
        if (came_from[next] != start + 1) continue;
        came_from[next] = at;
        queue.push_back(next);
        if (wanted(to)) {
          found = next;
          break;
        }
      }
    }
  }
  std::vector<ConflictMove> path;
  for (std::size_t at = found; at != start; at = came_from[at]) {
    path.push_back({moves.parties[at % members], at / members});
  }
  std::reverse(path.begin(), path.end());
  return path;
}

}  // namespace entente::enforce
