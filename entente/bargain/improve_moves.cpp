#include "entente/bargain/improve_moves.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "entente/bargain/improve_groups.hpp"
#include "entente/bargain/state_set.hpp"

namespace entente::bargain {
namespace {

/// Sets of moves looked at, at most, and the words of memory for them.
constexpr std::size_t k_max_states = (std::size_t{1} << 21U) + 1;
constexpr std::size_t k_max_words = std::size_t{1} << 24U;
/// Moves tried at most, and between looks at the cancel token.
constexpr std::size_t k_max_tries = std::size_t{1} << 24U;
constexpr std::size_t k_tries_per_look = 4'096;

/// One issue after the other, from the draft to the improvement.
class Walk {
 public:
  using Utility = std::vector<std::int64_t>;

  Walk(const Problem& problem, const Outcome& draft, const std::vector<IssueChange>& changes,
       const WorkControl& control)
      : problem_(problem),
        changes_(changes),
        control_(control),
        outcome_(draft),
        words_(changes.size() / 63 + 1),
        moved_(words_, 0),
        at_draft_(problem.parties) {
    utilities(problem_, draft.data(), at_draft_.data());
    max_states_ = std::min(k_max_states, k_max_words / words_);
    measure_steps();
  }

  /// An order in which no move takes anybody below the draft or, with `steady`, below where the
  /// party was before the move. Sets `sure_`.
  std::vector<std::size_t> find(bool steady) {
    steady_ = steady;
    StateSet seen(words_);
    seen_ = &seen;
    sure_ = true;
    path_.clear();
    Utility now = at_draft_;
    move_harmless(now);
    const bool found = descend(now);
    for (const std::size_t k : path_) set(k, false);
    return found ? path_ : std::vector<std::size_t>();
  }

  /// False: the last find() gave up early.
  [[nodiscard]] bool sure() const { return sure_; }

 private:
  struct Step {
    std::size_t change = 0;
    double worst = 0;  ///< least rise over the draft of any party, in the parties' own scales
    Utility utility;
  };

  /// What a change adds by itself, and how large changes are for each party.
  void measure_steps() {
    const auto entangled = entangled_issues(problem_);
    scale_.assign(problem_.parties, 1);
    for (const auto& change : changes_) {
      const std::size_t i = change.issue.index();
      free_.push_back(!entangled[i]);
      for (std::size_t j = 0; j < problem_.parties; ++j) {
        const std::int64_t add =
            problem_.at(i, change.to.index(), j) - problem_.at(i, change.from.index(), j);
        add_.push_back(add);
        scale_[j] = std::max(scale_[j], std::abs(static_cast<double>(add)));
      }
    }
  }

  void set(std::size_t k, bool moved) {
    const auto& change = changes_[k];
    outcome_[change.issue.index()] =
        static_cast<std::uint16_t>((moved ? change.to : change.from).index());
    const std::int64_t bit = std::int64_t{1} << (k % 63);
    moved_[k / 63] = moved ? moved_[k / 63] | bit : moved_[k / 63] & ~bit;
  }

  [[nodiscard]] bool is_moved(std::size_t k) const { return (moved_[k / 63] >> (k % 63) & 1) != 0; }

  [[nodiscard]] bool harmless(std::size_t k) const {
    const auto begin = add_.begin() + static_cast<std::ptrdiff_t>(k * problem_.parties);
    return free_[k] && std::all_of(begin, begin + static_cast<std::ptrdiff_t>(problem_.parties),
                                   [](std::int64_t add) { return add >= 0; });
  }

  /// Utility after change k, which is in `outcome_` already.
  void advance(const Utility& before, std::size_t k, Utility& after) const {
    if (!free_[k]) {
      utilities(problem_, outcome_.data(), after.data());
      return;
    }
    const std::int64_t* add = add_.data() + k * problem_.parties;
    for (std::size_t j = 0; j < after.size(); ++j) after[j] = before[j] + add[j];
  }

  /// A move that hurts nobody in any package never comes too early.
  void move_harmless(Utility& now) {
    for (std::size_t k = 0; k < changes_.size(); ++k) {
      if (!harmless(k)) continue;
      set(k, true);
      path_.push_back(k);
      const Utility before = now;
      advance(before, k, now);
    }
  }

  [[nodiscard]] double worst_rise(const Utility& utility) const {
    double worst = std::numeric_limits<double>::infinity();
    for (std::size_t j = 0; j < utility.size(); ++j) {
      const auto rise = static_cast<double>(utility[j] - at_draft_[j]);
      worst = std::min(worst, rise / scale_[j]);
    }
    return worst;
  }

  /// The moves that may come next, the most promising first.
  std::vector<Step> next_steps(const Utility& now) {
    std::vector<Step> steps;
    Utility after(now.size());
    for (std::size_t k = 0; k < changes_.size(); ++k) {
      if (is_moved(k)) continue;
      set(k, true);
      if (seen_->size() >= max_states_ || tries_ >= k_max_tries) {
        sure_ = false;
      } else if (!seen_->contains(moved_.data())) {
        ++tries_;
        advance(now, k, after);
        const Utility& least = steady_ ? now : at_draft_;
        const bool good = std::equal(after.begin(), after.end(), least.begin(),
                                     [](std::int64_t a, std::int64_t b) { return a >= b; });
        // Whether a move hurts somebody depends on where it starts; what is worse than the draft
        // is so however it is reached.
        if (good || !steady_) seen_->insert(moved_.data());
        if (good) steps.push_back({k, worst_rise(after), after});
      }
      set(k, false);
    }
    std::stable_sort(steps.begin(), steps.end(),
                     [](const Step& a, const Step& b) { return a.worst > b.worst; });
    return steps;
  }

  [[nodiscard]] bool stopped() {
    if (tries_ >= next_look_) {
      next_look_ = tries_ + k_tries_per_look;
      if (control_.cancelled()) sure_ = false;
    }
    return !sure_;
  }

  /// Depth first over sets of moves, on a stack of its own: files may have thousands of issues.
  bool descend(const Utility& start) {
    next_look_ = tries_ = 0;
    struct Level {
      std::vector<Step> steps;
      std::size_t next = 0;
    };
    const std::size_t fixed = path_.size();
    std::vector<Level> levels;
    if (path_.size() == changes_.size()) return true;
    levels.push_back({next_steps(start), 0});
    while (!levels.empty()) {
      if (stopped()) return false;
      Level& level = levels.back();
      if (level.next == level.steps.size()) {
        levels.pop_back();
        if (path_.size() == fixed) break;
        set(path_.back(), false);
        path_.pop_back();
        continue;
      }
      const Step step = level.steps[level.next++];
      set(step.change, true);
      path_.push_back(step.change);
      if (path_.size() == changes_.size()) return true;
      levels.push_back({next_steps(step.utility), 0});
    }
    return false;
  }

  const Problem& problem_;
  const std::vector<IssueChange>& changes_;
  const WorkControl& control_;
  Outcome outcome_;
  std::size_t words_;
  std::vector<std::int64_t> moved_;  ///< a bit per change, 63 in a word
  Utility at_draft_;
  std::size_t max_states_ = 0;
  std::vector<bool> free_;         ///< [change] adds the same in every package
  std::vector<std::int64_t> add_;  ///< [change * parties + j]
  std::vector<double> scale_;      ///< [party]
  std::vector<std::size_t> path_;
  StateSet* seen_ = nullptr;
  std::size_t tries_ = 0;
  std::size_t next_look_ = 0;
  bool steady_ = false;
  bool sure_ = true;
};

std::vector<std::size_t> broken_by(const Scenario& scenario, const Outcome& outcome) {
  std::vector<std::size_t> out;
  for (const Rule* rule : broken_rules(scenario, outcome)) {
    out.push_back(static_cast<std::size_t>(rule - scenario.rules.data()));
  }
  return out;
}

std::vector<Move> describe(const Scenario& scenario, const Problem& problem, Outcome package,
                           const std::vector<IssueChange>& changes,
                           const std::vector<std::size_t>& order) {
  std::vector<Move> moves;
  for (const std::size_t k : order) {
    package[changes[k].issue.index()] = static_cast<std::uint16_t>(changes[k].to.index());
    Move move;
    move.change = k;
    move.utility.resize(problem.parties);
    utilities(problem, package.data(), move.utility.data());
    move.broken = broken_by(scenario, package);
    moves.push_back(std::move(move));
  }
  return moves;
}

/// The steps in which changes can be made where single moves will not do.
void describe_groups(const Scenario& scenario, const Problem& problem, Outcome package,
                     const std::vector<IssueChange>& changes, const MoveSteps& steps,
                     MoveOrder& order) {
  order.groups_proven = steps.proven;
  for (const auto& group : steps.groups) {
    for (const std::size_t k : group) {
      package[changes[k].issue.index()] = static_cast<std::uint16_t>(changes[k].to.index());
    }
    MoveGroup described{group, std::vector<std::int64_t>(problem.parties), {}};
    utilities(problem, package.data(), described.utility.data());
    described.broken = broken_by(scenario, package);
    order.groups.push_back(std::move(described));
  }
}

}  // namespace

std::vector<IssueChange> list_changes(const Problem& problem, const Outcome& draft,
                                      const Outcome& outcome) {
  const auto entangled = entangled_issues(problem);
  std::vector<std::int64_t> all(problem.parties);
  std::vector<std::int64_t> without(problem.parties);
  utilities(problem, outcome.data(), all.data());
  std::vector<IssueChange> changes;
  Outcome package = outcome;
  for (std::size_t i = 0; i < problem.issues; ++i) {
    if (outcome[i] == draft[i]) continue;
    package[i] = draft[i];
    utilities(problem, package.data(), without.data());
    package[i] = outcome[i];
    IssueChange change{IssueId(i), OptionId(draft[i]), OptionId(outcome[i]), all, entangled[i]};
    for (std::size_t j = 0; j < problem.parties; ++j) change.effect[j] -= without[j];
    changes.push_back(std::move(change));
  }
  return changes;
}

MoveOrder find_order(const Scenario& scenario, const Problem& problem, const Outcome& draft,
                     const std::vector<IssueChange>& changes, const WorkControl& control) {
  MoveOrder order;
  Walk walk(problem, draft, changes, control);
  auto found = walk.find(true);
  order.kind = MoveOrder::Kind::steady;
  if (found.empty()) {
    found = walk.find(false);
    order.kind = MoveOrder::Kind::safe;
    if (found.empty()) {
      order.kind = walk.sure() ? MoveOrder::Kind::none : MoveOrder::Kind::unknown;
    }
  }
  order.moves = describe(scenario, problem, draft, changes, found);
  const bool excluded = order.kind == MoveOrder::Kind::none;
  if (excluded || order.kind == MoveOrder::Kind::unknown) {
    describe_groups(scenario, problem, draft, changes,
                    find_groups(problem, draft, changes, excluded, control), order);
  }
  return order;
}

}  // namespace entente::bargain
