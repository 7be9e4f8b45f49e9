#include "entente/enforce/conflict_coalitions.hpp"

#include <algorithm>
#include <utility>

namespace entente::enforce {
namespace {

constexpr std::array<Stability, 4> k_kinds = {Stability::nash, Stability::gmr, Stability::smr,
                                              Stability::seq};

std::size_t index(Stability stability) { return static_cast<std::size_t>(stability); }

/// Sets of at least two parties, smallest first, then by members.
std::vector<std::vector<std::size_t>> coalitions_of(std::size_t parties) {
  std::vector<std::vector<std::size_t>> list;
  for (std::size_t set = 0; set < std::size_t{1} << parties; ++set) {
    std::vector<std::size_t> members;
    for (std::size_t p = 0; p < parties; ++p) {
      if (((set >> p) & 1U) != 0) members.push_back(p);
    }
    if (members.size() >= 2) list.push_back(std::move(members));
  }
  std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  return list;
}

std::vector<std::size_t> all_but(const std::vector<std::size_t>& members, std::size_t parties) {
  std::vector<std::size_t> others;
  for (std::size_t p = 0; p < parties; ++p) {
    if (!std::binary_search(members.begin(), members.end(), p)) others.push_back(p);
  }
  return others;
}

/// As doubles: an estimate may be large.
double steps_foreseen(const ConflictGraph& graph, std::size_t coalitions) {
  const auto n = static_cast<double>(graph.conflict().state_count());
  double moves = 0;
  for (std::size_t p = 0; p < graph.conflict().party_count(); ++p) {
    for (std::size_t s = 0; s < graph.conflict().state_count(); ++s) {
      moves += static_cast<double>(graph.moves(p).count(s));
    }
  }
  const auto parties = static_cast<double>(graph.conflict().party_count());
  return static_cast<double>(coalitions) * (n * n + moves * parties) * n / 64;
}

/// One coalition: what it can reach, and what the others can answer.
class CoalitionView {
 public:
  CoalitionView(const ConflictGraph& graph, const std::vector<std::size_t>& members, bool sequences)
      : graph_(graph),
        n_(graph.conflict().state_count()),
        members_(members),
        own_moves_(group_moves(graph, members, MoveKind::all)),
        reach_(GroupReach(n_, own_moves_).sets()) {
    const auto others = all_but(members, graph.conflict().party_count());
    const GroupReach all(n_, group_moves(graph, others, MoveKind::all, sequences));
    const GroupReach credible(n_, group_moves(graph, others, MoveKind::improvements, sequences));
    answers_ = all.sets();
    for (const std::size_t p : members) {
      worst_.push_back(all.greatest(rank(p)));
      worst_credible_.push_back(credible.greatest(rank(p)));
    }
  }

  [[nodiscard]] CoalitionStability judge() const {
    CoalitionStability found{members_, BitRows(k_kinds.size(), n_)};
    for (std::size_t s = 0; s < n_; ++s) judge(s, found.stable);
    return found;
  }

  /// The states that the coalition would move to, unless another is better for all members.
  [[nodiscard]] std::vector<std::size_t> best_moves(std::size_t state) const {
    const auto all = improvements(state);
    std::vector<std::size_t> best;
    for (const std::size_t to : all) {
      const bool beaten = std::any_of(all.begin(), all.end(),
                                      [&](std::size_t other) { return all_prefer(other, to); });
      if (!beaten) best.push_back(to);
    }
    return best;
  }

  [[nodiscard]] std::vector<ConflictMove> path(std::size_t from, std::size_t to) const {
    return shortest_path(own_moves_, n_, from, [to](std::size_t x) { return x == to; });
  }

 private:
  [[nodiscard]] const std::vector<std::uint32_t>& rank(std::size_t party) const {
    return graph_.conflict().rank[party];
  }

  [[nodiscard]] bool all_prefer(std::size_t state, std::size_t than) const {
    return std::all_of(members_.begin(), members_.end(),
                       [&](std::size_t p) { return graph_.better(p, state, than); });
  }

  [[nodiscard]] std::vector<std::size_t> improvements(std::size_t state) const {
    std::vector<std::size_t> list;
    reach_.for_each(state, [&](std::size_t to) {
      if (all_prefer(to, state)) list.push_back(to);
    });
    return list;
  }

  [[nodiscard]] bool deterred(const std::vector<std::vector<std::int64_t>>& worst,
                              std::size_t state, std::size_t to) const {
    for (std::size_t m = 0; m < members_.size(); ++m) {
      if (worst[m][to] >= std::int64_t{rank(members_[m])[state]}) return true;
    }
    return false;
  }

  /// Is there an answer to each of the moves that some member ends no better by, whatever the
  /// coalition does then?
  [[nodiscard]] bool held(std::size_t state, const std::vector<std::size_t>& moves) const {
    BitRows no_better(1, n_);  // for some member
    for (std::size_t x = 0; x < n_; ++x) {
      if (!all_prefer(x, state)) no_better.set(0, x);
    }
    std::vector<signed char> safe(n_, -1);  // -1: not looked at
    return std::all_of(moves.begin(), moves.end(), [&](std::size_t to) {
      for (std::size_t y = answers_.next(to, 0); y < n_; y = answers_.next(to, y + 1)) {
        if (safe[y] < 0) {
          safe[y] = no_better.test(0, y) && reach_.within(y, no_better, 0) ? 1 : 0;
        }
        if (safe[y] == 1) return true;
      }
      return false;
    });
  }

  void judge(std::size_t state, BitRows& stable) const {
    const auto moves = improvements(state);
    const auto all_deterred = [&](const std::vector<std::vector<std::int64_t>>& worst) {
      return std::all_of(moves.begin(), moves.end(),
                         [&](std::size_t to) { return deterred(worst, state, to); });
    };
    if (moves.empty()) stable.set(index(Stability::nash), state);
    if (all_deterred(worst_)) stable.set(index(Stability::gmr), state);
    if (moves.empty() || held(state, moves)) stable.set(index(Stability::smr), state);
    if (all_deterred(worst_credible_)) stable.set(index(Stability::seq), state);
  }

  const ConflictGraph& graph_;
  std::size_t n_;
  const std::vector<std::size_t>& members_;
  GroupMoves own_moves_;
  BitRows reach_;
  BitRows answers_;
  std::vector<std::vector<std::int64_t>> worst_;  ///< [member][state]
  std::vector<std::vector<std::int64_t>> worst_credible_;
};

void list_moves(const CoalitionView& view, std::size_t coalition,
                const std::vector<std::size_t>& states, const ConflictOptions& options,
                ConflictAnalysis& analysis) {
  for (const std::size_t s : states) {
    for (const std::size_t to : view.best_moves(s)) {
      if (analysis.coalition_moves.size() == options.max_listed) {
        analysis.coalition_moves_complete = false;
        return;
      }
      analysis.coalition_moves.push_back({coalition, s, to, view.path(s, to)});
    }
  }
}

void find_equilibria(ConflictAnalysis& analysis) {
  const std::size_t n = analysis.equilibria.columns();
  analysis.coalition_equilibria = BitRows(k_kinds.size(), n);
  for (const Stability kind : k_kinds) {
    const std::size_t k = index(kind);
    for (std::size_t s = 0; s < n; ++s) {
      const bool all =
          analysis.equilibria.test(k, s) &&
          std::all_of(analysis.coalitions.begin(), analysis.coalitions.end(),
                      [&](const CoalitionStability& c) { return c.stable.test(k, s); });
      if (all) analysis.coalition_equilibria.set(k, s);
    }
  }
}

}  // namespace

void judge_coalitions(const ConflictGraph& graph, const ConflictOptions& options,
                      ConflictAnalysis& analysis) {
  const auto coalitions = coalitions_of(graph.conflict().party_count());
  if (steps_foreseen(graph, coalitions.size()) > static_cast<double>(options.coalition_steps)) {
    return;
  }
  analysis.coalitions_known = true;
  std::vector<std::size_t> states = options.focus;
  for (std::size_t s = 0; s < graph.conflict().state_count(); ++s) {
    const bool listed =
        std::find(options.focus.begin(), options.focus.end(), s) != options.focus.end();
    if (!listed && analysis.is_equilibrium(s)) states.push_back(s);
  }
  for (std::size_t c = 0; c < coalitions.size(); ++c) {
    const CoalitionView view(graph, coalitions[c], options.sanctions == SanctionRule::sequences);
    analysis.coalitions.push_back(view.judge());
    list_moves(view, c, states, options, analysis);
  }
  find_equilibria(analysis);
}

}  // namespace entente::enforce
