#include "entente/bargain/tie_search.hpp"

#include <algorithm>
#include <optional>

namespace entente::bargain {
namespace {

/// Nodes for one look-up "is there a tied vector with at least this much for that party?".
constexpr std::uint64_t k_lookup_nodes = 1'000'000;

struct Found {
  std::vector<std::int64_t> utility;
  Outcome outcome;
};

/// The floors of an objective replaced.
class FlooredObjective {
 public:
  FlooredObjective(const Problem& problem, const Objective& objective)
      : problem_(problem), kind_(objective.kind()), weight_(objective.weight()) {}

  [[nodiscard]] Objective with(std::vector<std::int64_t> floor) const {
    return {problem_, kind_, weight_, std::move(floor)};
  }

 private:
  const Problem& problem_;
  Objective::Kind kind_;
  std::vector<Rational> weight_;
};

/// Raises `ties.largest` to the lexicographically largest tied vector, party by party: for each
/// the greatest amount is bracketed by "some tied vector has at least this much".
class LargestTie {
 public:
  LargestTie(const Problem& problem, Engine& engine, const Objective& objective,
             const SearchResult& best, const NodeBudget& budget, const WorkControl& control)
      : problem_(problem),
        engine_(engine),
        family_(problem, objective),
        level_(best.utility),
        floor_(objective.floor()),
        budget_(budget),
        control_(control) {}

  void raise(Ties& ties) {
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      if (!raise_party(j, ties)) return;
      floor_[j] = ties.largest[j];
    }
  }

 private:
  /// Some tied vector with utility of at least `least` for party j (and the floors so far). Sets
  /// `sure_` when "none" is certain.
  std::optional<Found> look_up(std::size_t j, std::int64_t least) {
    auto floor = floor_;
    floor[j] = least;
    std::optional<Found> found;
    const bool finished = engine_.enumerate(
        family_.with(std::move(floor)), level_,
        [&](const std::int64_t* u, const Outcome& outcome) {
          found = Found{{u, u + problem_.parties}, outcome};
          return false;
        },
        budget_.left_up_to(k_lookup_nodes), control_);
    sure_ = finished || found.has_value();
    return found;
  }

  /// Doubling steps up from what is known, then bisection.
  bool raise_party(std::size_t j, Ties& ties) {
    std::int64_t step = 1;
    std::optional<std::int64_t> too_much;
    while (!too_much || ties.largest[j] + 1 < *too_much) {
      std::int64_t ask = ties.largest[j] + step;
      if (too_much && ask >= *too_much) {
        ask = ties.largest[j] + (*too_much - ties.largest[j]) / 2;
      }
      auto found = look_up(j, ask);
      if (!sure_) return false;
      if (found) {
        ties.largest = std::move(found->utility);
        ties.outcome = std::move(found->outcome);
        step *= 2;
      } else {
        too_much = ask;
        step = 1 + step / 4;
      }
    }
    return true;
  }

  const Problem& problem_;
  Engine& engine_;
  FlooredObjective family_;
  std::vector<std::int64_t> level_;
  std::vector<std::int64_t> floor_;
  const NodeBudget& budget_;
  const WorkControl& control_;
  bool sure_ = true;
};

}  // namespace

Ties find_ties(const Problem& problem, Engine& engine, const Objective& objective,
               const SearchResult& best, std::uint64_t max_ties, const NodeBudget& budget,
               const WorkControl& control) {
  Ties ties;
  ties.largest = best.utility;
  ties.outcome = best.outcome;
  bool stopped = false;
  const bool finished = engine.enumerate(
      objective, best.utility,
      [&](const std::int64_t* u, const Outcome& outcome) {
        if (ties.count == max_ties) {
          stopped = true;
          return false;
        }
        ++ties.count;
        if (std::lexicographical_compare(ties.largest.begin(), ties.largest.end(), u,
                                         u + problem.parties)) {
          ties.largest.assign(u, u + problem.parties);
          ties.outcome = outcome;
        }
        return true;
      },
      budget.left(), control);
  ties.complete = finished && !stopped;
  ties.count = std::max<std::uint64_t>(ties.count, 1);
  if (!ties.complete) LargestTie(problem, engine, objective, best, budget, control).raise(ties);
  return ties;
}

}  // namespace entente::bargain
