#include "entente/enforce/conflict_stability.hpp"

#include <algorithm>
#include <utility>

#include "entente/enforce/conflict_coalitions.hpp"

namespace entente::enforce {
namespace {

constexpr std::array<Stability, 4> k_by_answer = {Stability::gmr, Stability::smr, Stability::seq,
                                                  Stability::sseq};

std::size_t index(Stability stability) { return static_cast<std::size_t>(stability); }

bool needs_no_escape(Stability s) { return s == Stability::smr || s == Stability::sseq; }
bool needs_credible(Stability s) { return s == Stability::seq || s == Stability::sseq; }

/// [state]: the rank of the best state that the party can have from there by at most one move.
std::vector<std::uint32_t> best_by_one_move(const ConflictGraph& graph, std::size_t party) {
  const auto& rank = graph.conflict().rank[party];
  std::vector<std::uint32_t> best = rank;
  for (std::size_t s = 0; s < rank.size(); ++s) {
    graph.moves(party).for_each(s, [&](std::size_t to) { best[s] = std::min(best[s], rank[to]); });
  }
  return best;
}

/// One party's stability, and what deters it.
class PartyView {
 public:
  PartyView(const ConflictGraph& graph, std::size_t party, bool sequences)
      : graph_(graph),
        party_(party),
        all_(group_moves(graph, others(graph, party), MoveKind::all, sequences)),
        credible_(group_moves(graph, others(graph, party), MoveKind::improvements, sequences)),
        rank_(graph.conflict().rank[party]),
        held_(best_by_one_move(graph, party)) {}

  /// A better move is deterred where the worst that the others can do from there ranks no better
  /// than the state. So one number per state says it for every state that leads there.
  void judge(ConflictAnalysis& analysis) const {
    const std::size_t n = rank_.size();
    const GroupReach all(n, all_);
    const GroupReach credible(n, credible_);
    std::array<std::vector<std::int64_t>, k_stabilities> worst;
    for (const Stability s : k_by_answer) {
      worst[index(s)] = (needs_credible(s) ? credible : all).greatest(values(s));
    }
    const BitRows& better = graph_.improvements(party_);
    for (std::size_t state = 0; state < n; ++state) {
      if (!better.any(state)) analysis.stable[index(Stability::nash)].set(party_, state);
      for (const Stability s : k_by_answer) {
        bool stable = true;
        better.for_each(state, [&](std::size_t to) {
          stable = stable && worst[index(s)][to] >= std::int64_t{rank_[state]};
        });
        if (stable) analysis.stable[index(s)].set(party_, state);
      }
    }
  }

  [[nodiscard]] Deterrence explain(std::size_t state, std::size_t improvement) const {
    Deterrence found;
    found.party = party_;
    found.state = state;
    found.improvement = improvement;
    for (const Stability s : k_by_answer) {
      const auto& value = values(s);
      found.answer[index(s)] =
          shortest_path(needs_credible(s) ? credible_ : all_, rank_.size(), improvement,
                        [&](std::size_t x) { return value[x] >= rank_[state]; });
    }
    return found;
  }

 private:
  static std::vector<std::size_t> others(const ConflictGraph& graph, std::size_t party) {
    std::vector<std::size_t> list;
    for (std::size_t p = 0; p < graph.conflict().party_count(); ++p) {
      if (p != party) list.push_back(p);
    }
    return list;
  }

  [[nodiscard]] const std::vector<std::uint32_t>& values(Stability s) const {
    return needs_no_escape(s) ? held_ : rank_;
  }

  const ConflictGraph& graph_;
  std::size_t party_;
  GroupMoves all_;
  GroupMoves credible_;
  const std::vector<std::uint32_t>& rank_;
  std::vector<std::uint32_t> held_;
};

void find_equilibria(const OrdinalConflict& conflict, ConflictAnalysis& analysis) {
  analysis.equilibria = BitRows(k_stabilities, conflict.state_count());
  for (std::size_t k = 0; k < k_stabilities; ++k) {
    for (std::size_t s = 0; s < conflict.state_count(); ++s) {
      bool all = true;
      for (std::size_t p = 0; p < conflict.party_count(); ++p) {
        all = all && analysis.stable[k].test(p, s);
      }
      if (all) analysis.equilibria.set(k, s);
    }
  }
}

bool stable_by_answers(const ConflictAnalysis& analysis, std::size_t party, std::size_t state) {
  return std::any_of(k_by_answer.begin(), k_by_answer.end(),
                     [&](Stability s) { return analysis.is_stable(s, party, state); });
}

/// States in focus, then equilibria, then all others.
std::vector<std::size_t> states_in_order(const OrdinalConflict& conflict,
                                         const ConflictAnalysis& analysis,
                                         const std::vector<std::size_t>& focus) {
  std::vector<std::size_t> order = focus;
  std::vector<bool> taken(conflict.state_count(), false);
  for (const std::size_t s : focus) taken[s] = true;
  for (const bool equilibria : {true, false}) {
    for (std::size_t s = 0; s < conflict.state_count(); ++s) {
      if (taken[s] || (equilibria && !analysis.is_equilibrium(s))) continue;
      taken[s] = true;
      order.push_back(s);
    }
  }
  return order;
}

void explain(const std::vector<PartyView>& views, const ConflictGraph& graph,
             const ConflictOptions& options, ConflictAnalysis& analysis) {
  const auto order = states_in_order(graph.conflict(), analysis, options.focus);
  for (std::size_t k = 0; k < order.size(); ++k) {
    const std::size_t s = order[k];
    for (std::size_t p = 0; p < views.size(); ++p) {
      if (k >= options.focus.size() && !stable_by_answers(analysis, p, s)) continue;
      const BitRows& better = graph.improvements(p);
      const std::size_t room = options.max_listed - analysis.deterrence.size();
      if (better.count(s) > room) {
        analysis.deterrence_complete = false;
        return;
      }
      better.for_each(
          s, [&](std::size_t to) { analysis.deterrence.push_back(views[p].explain(s, to)); });
    }
  }
}

}  // namespace

const char* to_string(Stability stability) {
  constexpr std::array<const char*, k_stabilities> names = {"nash", "gmr", "smr", "seq", "sseq"};
  return names[index(stability)];
}

bool ConflictAnalysis::is_equilibrium(std::size_t state) const {
  for (std::size_t k = 0; k < k_stabilities; ++k) {
    if (equilibria.test(k, state)) return true;
  }
  return false;
}

ConflictAnalysis analyse_conflict(const OrdinalConflict& conflict, const ConflictOptions& options) {
  const ConflictGraph graph(conflict);
  ConflictAnalysis analysis;
  analysis.sanctions = options.sanctions;
  for (auto& rows : analysis.stable) rows = BitRows(conflict.party_count(), conflict.state_count());
  std::vector<PartyView> views;
  for (std::size_t p = 0; p < conflict.party_count(); ++p) {
    views.emplace_back(graph, p, options.sanctions == SanctionRule::sequences);
    views.back().judge(analysis);
  }
  find_equilibria(conflict, analysis);
  explain(views, graph, options, analysis);
  if (options.coalitions) judge_coalitions(graph, options, analysis);
  return analysis;
}

}  // namespace entente::enforce
