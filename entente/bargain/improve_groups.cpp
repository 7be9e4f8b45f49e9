#include "entente/bargain/improve_groups.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace entente::bargain {
namespace {

/// Changes whose sets are all looked at.
constexpr std::size_t k_most_exact = 12;
/// Groups of this size are looked for where there are more, and so many groups tried: in all, and
/// once one was found.
constexpr std::size_t k_most_together = 3;
constexpr std::size_t k_most_tries = 1'000'000;
constexpr std::size_t k_more_tries = 2'000;

class GroupSearch {
 public:
  GroupSearch(const Problem& problem, const Outcome& draft, const std::vector<IssueChange>& changes,
              const WorkControl& control)
      : problem_(problem),
        changes_(changes),
        control_(control),
        package_(draft),
        at_draft_(problem.parties),
        now_(problem.parties),
        scale_(problem.parties, 1) {
    utilities(problem_, draft.data(), at_draft_.data());
    const auto entangled = entangled_issues(problem);
    for (const auto& change : changes) free_.push_back(!entangled[change.issue.index()]);
    for (std::size_t k = 0; k < changes.size(); ++k) {
      const auto& effect = changes[k].effect;
      for (std::size_t j = 0; j < scale_.size(); ++j) {
        scale_[j] = std::max(scale_[j], std::abs(static_cast<double>(effect[j])));
      }
      const bool harmless = free_[k] && std::all_of(effect.begin(), effect.end(),
                                                    [](std::int64_t e) { return e >= 0; });
      if (harmless) {
        take({k});
      } else {
        left_.push_back(k);
      }
    }
  }

  MoveSteps run(bool singles_excluded) {
    bool proven = left_.size() <= k_most_exact && !control_.cancelled();
    while (left_.size() > k_most_exact && take_smallest()) {
    }
    if (left_.size() <= k_most_exact) {
      split_exactly();
    } else {
      take(left_);
    }
    std::size_t largest = 0;
    for (const auto& group : steps_.groups) largest = std::max(largest, group.size());
    steps_.proven = proven || largest <= 1 || (largest == 2 && singles_excluded);
    return std::move(steps_);
  }

 private:
  void set(std::size_t change, bool moved) {
    const auto& c = changes_[change];
    package_[c.issue.index()] = static_cast<std::uint16_t>((moved ? c.to : c.from).index());
  }

  void take(std::vector<std::size_t> group) {
    for (const std::size_t k : group) {
      set(k, true);
      left_.erase(std::remove(left_.begin(), left_.end(), k), left_.end());
    }
    steps_.groups.push_back(std::move(group));
  }

  /// The least rise of any party over the draft, in the parties' own scales.
  [[nodiscard]] double worst_rise() const {
    double worst = std::numeric_limits<double>::infinity();
    for (std::size_t j = 0; j < now_.size(); ++j) {
      worst = std::min(worst, static_cast<double>(now_[j] - at_draft_[j]) / scale_[j]);
    }
    return worst;
  }

  void measure() { utilities(problem_, package_.data(), now_.data()); }

  /// Takes the best of the smallest groups that leave nobody below the draft, or one of the best
  /// where there are many. False: none was found.
  bool take_smallest() {
    for (std::size_t size = 1; size <= k_most_together; ++size) {
      best_.clear();
      stop_at_ = k_most_tries;
      measure();
      try_groups(size, 0, true);
      if (!best_.empty()) {
        take(best_);
        return true;
      }
      if (tries_ >= k_most_tries || control_.cancelled()) return false;
    }
    return false;
  }

  /// Tries all groups with `size` more of the changes left, from number `from` on. `summed`: now_
  /// is what the package is worth.
  void try_groups(std::size_t size, std::size_t from, bool summed) {
    if (size == 0) {
      if (!summed) measure();
      const double rise = worst_rise();
      if (rise >= 0 && best_.empty()) stop_at_ = std::min(k_most_tries, tries_ + k_more_tries);
      if (rise >= 0 && (best_.empty() || rise > most_)) {
        best_ = tried_;
        most_ = rise;
      }
      ++tries_;
      return;
    }
    for (std::size_t n = from; n + size <= left_.size() && tries_ < stop_at_; ++n) {
      const std::size_t k = left_[n];
      const bool adds = summed && free_[k];
      set(k, true);
      tried_.push_back(k);
      if (adds) shift(k, 1);
      try_groups(size - 1, n + 1, adds);
      if (adds) shift(k, -1);
      tried_.pop_back();
      set(k, false);
      if (summed && !adds) measure();
    }
  }

  void shift(std::size_t change, std::int64_t sign) {
    const auto& effect = changes_[change].effect;
    for (std::size_t j = 0; j < now_.size(); ++j) now_[j] += sign * effect[j];
  }

  /// [set of the changes left] is nobody below the draft with these made?
  std::vector<bool> safe_sets() {
    std::vector<bool> safe(std::size_t{1} << left_.size());
    for (std::size_t s = 0; s < safe.size(); ++s) {
      for (std::size_t k = 0; k < left_.size(); ++k) set(left_[k], (s >> k & 1U) != 0);
      measure();
      safe[s] = worst_rise() >= 0;
    }
    for (const std::size_t k : left_) set(k, false);
    return safe;
  }

  /// What is known of the ways to a set of changes: the largest group, then the steps.
  struct Way {
    int largest = std::numeric_limits<int>::max();
    int steps = 0;
    std::uint32_t last = 0;  ///< the last group
  };

  /// The best ways to all sets with groups of at most `most` changes: fewest in the largest group
  /// or, with `by_steps`, most steps.
  static std::vector<Way> ways(const std::vector<bool>& safe, int most, bool by_steps) {
    std::vector<Way> way(safe.size());
    way[0] = {0, 0, 0};
    for (std::uint32_t s = 1; s < safe.size(); ++s) {
      if (!safe[s]) continue;
      for (std::uint32_t group = s; group != 0; group = (group - 1) & s) {
        const Way& before = way[s ^ group];
        const int size = std::popcount(group);
        if (size > most || before.largest == std::numeric_limits<int>::max()) continue;
        const Way next{std::max(before.largest, size), before.steps + 1, group};
        const bool better = by_steps ? way[s].last == 0 || next.steps > way[s].steps
                                     : next.largest < way[s].largest;
        if (better) way[s] = next;
      }
    }
    return way;
  }

  void split_exactly() {
    if (left_.empty()) return;
    const auto safe = safe_sets();
    const auto all = static_cast<std::uint32_t>(safe.size() - 1);
    const int largest = ways(safe, static_cast<int>(left_.size()), false)[all].largest;
    const auto way = ways(safe, largest, true);
    std::vector<std::uint32_t> groups;
    for (std::uint32_t s = all; s != 0; s ^= way[s].last) groups.push_back(way[s].last);
    const auto left = left_;
    for (std::size_t g = groups.size(); g > 0; --g) {
      std::vector<std::size_t> group;
      for (std::size_t k = 0; k < left.size(); ++k) {
        if ((groups[g - 1] >> k & 1U) != 0) group.push_back(left[k]);
      }
      take(std::move(group));
    }
  }

  const Problem& problem_;
  const std::vector<IssueChange>& changes_;
  const WorkControl& control_;
  Outcome package_;
  std::vector<std::int64_t> at_draft_;
  std::vector<std::int64_t> now_;
  std::vector<bool> free_;         ///< [change] adds its effect in every package
  std::vector<double> scale_;      ///< [party] how large changes are
  std::vector<std::size_t> left_;  ///< changes in no group yet, rising
  MoveSteps steps_;
  std::vector<std::size_t> tried_;
  std::vector<std::size_t> best_;
  double most_ = 0;
  std::size_t tries_ = 0;
  std::size_t stop_at_ = 0;
};

}  // namespace

std::vector<bool> entangled_issues(const Problem& problem) {
  const bool whole = !problem.cap.empty() || !problem.aggregate.empty();
  std::vector<bool> entangled(problem.issues, whole);
  for (const auto& term : problem.terms) {
    for (const auto issue : term.box.issues) entangled[issue] = true;
  }
  return entangled;
}

MoveSteps find_groups(const Problem& problem, const Outcome& draft,
                      const std::vector<IssueChange>& changes, bool singles_excluded,
                      const WorkControl& control) {
  return GroupSearch(problem, draft, changes, control).run(singles_excluded);
}

}  // namespace entente::bargain
