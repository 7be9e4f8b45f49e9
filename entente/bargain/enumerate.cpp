#include "entente/bargain/enumerate.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "entente/bargain/pareto_filter.hpp"
#include "entente/bargain/select_points.hpp"

namespace entente::bargain {
namespace {

/// Steps between two looks at the cancel token.
constexpr std::uint64_t k_steps_per_check = 8192;

/// Depth-first over the issues in file order, with sums per depth.
class Enumeration {
 public:
  using Visit = std::function<bool(const std::int64_t*, const Outcome&)>;

  Enumeration(const Problem& problem, std::uint64_t max_steps, const WorkControl& control,
              const Visit& visit)
      : problem_(problem),
        max_steps_(max_steps),
        control_(control),
        visit_(visit),
        plain_(problem.aggregate.empty() && problem.cap.empty()),
        sum_((problem.issues + 1) * problem.parties, 0),
        cost_((problem.issues + 1) * problem.linear.size(), 0),
        outcome_(problem.issues, 0),
        full_(problem.parties) {
    decide_boxes();
    set_least_remaining();
  }

  EnumerationEnd run() {
    if (problem_.issues == 0) {
      (void)leaf();
      return end_;
    }
    // One counter per depth instead of recursion, so that depth costs no stack.
    std::vector<std::uint32_t> next(problem_.issues, 0);
    std::size_t depth = 0;
    while (end_ == EnumerationEnd::complete) {
      if (next[depth] == problem_.options[depth]) {
        next[depth] = 0;
        if (depth == 0) break;
        --depth;
        continue;
      }
      outcome_[depth] = static_cast<std::uint16_t>(next[depth]++);
      if (!count_step() || !enter(depth)) continue;
      if (depth + 1 == problem_.issues) {
        leaf();
      } else {
        ++depth;
      }
    }
    return end_;
  }

 private:
  /// A box is decided at its last issue.
  void decide_boxes() {
    terms_at_.resize(problem_.issues);
    forbidden_at_.resize(problem_.issues);
    for (const auto& term : problem_.terms) {
      terms_at_[term.box.issues.back()].push_back(&term);
    }
    for (const auto& forbidden : problem_.forbidden) {
      forbidden_at_[forbidden.box.issues.back()].push_back(&forbidden.box);
    }
  }

  /// [depth * rules + r]: the least cost of the issues after `depth`.
  void set_least_remaining() {
    const std::size_t rules = problem_.linear.size();
    least_.assign((problem_.issues + 1) * rules, 0);
    for (std::size_t i = problem_.issues; i-- > 1;) {
      for (std::size_t r = 0; r < rules; ++r) {
        std::int64_t least = std::numeric_limits<std::int64_t>::max();
        for (std::size_t at = problem_.first[i]; at < problem_.first[i + 1]; ++at) {
          if (problem_.allowed[at] != 0) least = std::min(least, problem_.linear[r].cost[at]);
        }
        // An issue without any allowed option: nothing gets that far.
        if (least == std::numeric_limits<std::int64_t>::max()) least = 0;
        least_[(i - 1) * rules + r] = least_[i * rules + r] + least;
      }
    }
  }

  /// False when the limit or a cancel ends the enumeration.
  bool count_step() {
    if (steps_ == max_steps_) {
      end_ = EnumerationEnd::limit;
      return false;
    }
    if (++steps_ % k_steps_per_check == 0) {
      control_.report({"enumeration", "outcomes", steps_, max_steps_});
      if (control_.cancelled()) {
        end_ = EnumerationEnd::cancelled;
        return false;
      }
    }
    return true;
  }

  /// Carries the sums past issue `i`; false when no agreement goes on like this.
  bool enter(std::size_t i) {
    const std::size_t at = problem_.first[i] + outcome_[i];
    if (problem_.allowed[at] == 0) return false;
    const std::size_t rules = problem_.linear.size();
    for (std::size_t r = 0; r < rules; ++r) {
      const std::int64_t cost = cost_[i * rules + r] + problem_.linear[r].cost[at];
      if (cost + least_[i * rules + r] > problem_.linear[r].limit) return false;
      cost_[(i + 1) * rules + r] = cost;
    }
    for (const Box* box : forbidden_at_[i]) {
      if (box->contains(outcome_.data())) return false;
    }
    const std::size_t parties = problem_.parties;
    const std::int64_t* row = problem_.row(i, outcome_[i]);
    const std::int64_t* before = sum_.data() + i * parties;
    std::int64_t* after = sum_.data() + (i + 1) * parties;
    for (std::size_t j = 0; j < parties; ++j) after[j] = before[j] + row[j];
    for (const Term* term : terms_at_[i]) {
      if (!term->box.contains(outcome_.data())) continue;
      for (std::size_t j = 0; j < parties; ++j) after[j] += term->add[j];
    }
    return true;
  }

  void leaf() {
    const std::int64_t* utility = sum_.data() + problem_.issues * problem_.parties;
    if (!plain_) {
      utilities(problem_, outcome_.data(), full_.data());
      utility = full_.data();
    }
    if (!visit_(utility, outcome_)) end_ = EnumerationEnd::stopped;
  }

  const Problem& problem_;
  std::uint64_t max_steps_;
  const WorkControl& control_;
  const Visit& visit_;
  bool plain_;
  std::vector<std::int64_t> sum_;    ///< [depth * parties + j]
  std::vector<std::int64_t> cost_;   ///< [depth * rules + r]
  std::vector<std::int64_t> least_;  ///< [depth * rules + r]
  std::vector<std::vector<const Term*>> terms_at_;
  std::vector<std::vector<const Box*>> forbidden_at_;
  Outcome outcome_;
  std::vector<std::int64_t> full_;
  std::uint64_t steps_ = 0;
  EnumerationEnd end_ = EnumerationEnd::complete;
};

class StoredWitnesses : public Frontier::Witnesses {
 public:
  StoredWitnesses(std::size_t issues, std::vector<std::uint16_t> options)
      : issues_(issues), options_(std::move(options)) {}

  void decode(std::size_t k, Outcome& outcome) const override {
    const auto begin = options_.begin() + static_cast<long>(k * issues_);
    outcome.assign(begin, begin + static_cast<long>(issues_));
  }
  [[nodiscard]] std::size_t bytes() const override { return 2 * options_.size(); }

 private:
  std::size_t issues_;
  std::vector<std::uint16_t> options_;
};

/// Collects points with their outcomes and filters them whenever the buffer is full.
class Collector {
 public:
  Collector(const Problem& problem, const FrontierOptions& options)
      : parties_(problem.parties), issues_(problem.issues), options_(options) {
    points_.dim = parties_;
  }

  /// False when the points no longer fit the limits.
  bool add(const std::int64_t* utility, const Outcome& outcome) {
    if (recently_beaten_by(utility)) return true;
    points_.coords.insert(points_.coords.end(), utility, utility + parties_);
    points_.keys.push_back(points_.keys.size());
    outcomes_.insert(outcomes_.end(), outcome.begin(), outcome.end());
    if (points_.size() < limit_) return true;
    filter();
    limit_ = std::max(k_least_buffer, 2 * points_.size());
    const std::size_t bytes = limit_ * (24 * parties_ + 2 * issues_ + 32);
    return points_.size() <= options_.max_points &&
           (bytes <= options_.max_bytes || limit_ == k_least_buffer);
  }

  Frontier finish(bool complete) {
    filter();
    auto status = complete ? FrontierStatus::exact : FrontierStatus::partial;
    const std::size_t most = std::max<std::size_t>(1, options_.max_points);
    if (points_.size() > most) {
      status = FrontierStatus::partial;
      select(spread_indices(points_.size(), most, {}));
    }
    return {parties_, std::move(points_.coords),
            std::make_shared<StoredWitnesses>(issues_, std::move(outcomes_)), status};
  }

 private:
  static constexpr std::size_t k_least_buffer = std::size_t{1} << 17;
  static constexpr std::size_t k_guards = 8;

  /// Most outcomes of a long enumeration are beaten by one of a few good points.
  bool recently_beaten_by(const std::int64_t* utility) {
    for (std::size_t g = 0; g < guards_; ++g) {
      const std::int64_t* guard = guard_.data() + g * parties_;
      bool covers = true;
      for (std::size_t j = 0; j < parties_ && covers; ++j) covers = guard[j] >= utility[j];
      if (covers) return true;
    }
    return false;
  }

  void filter() {
    keep_pareto(points_);
    std::vector<std::uint16_t> kept(points_.size() * issues_);
    for (std::size_t k = 0; k < points_.size(); ++k) {
      std::copy_n(outcomes_.begin() + static_cast<long>(points_.keys[k] * issues_), issues_,
                  kept.begin() + static_cast<long>(k * issues_));
    }
    outcomes_ = std::move(kept);
    for (std::size_t k = 0; k < points_.size(); ++k) points_.keys[k] = k;
    choose_guards();
  }

  /// Evenly spread points guard against later ones. Equal later ones lose anyway.
  void choose_guards() {
    guard_.clear();
    const auto chosen = spread_indices(points_.size(), k_guards, {});
    for (const auto k : chosen) {
      const auto p = points_.coords.begin() + static_cast<long>(k * parties_);
      guard_.insert(guard_.end(), p, p + static_cast<long>(parties_));
    }
    guards_ = chosen.size();
  }

  void select(const std::vector<std::uint32_t>& kept) {
    KeyedPoints some;
    some.dim = parties_;
    std::vector<std::uint16_t> outcomes;
    for (const auto k : kept) {
      const auto p = points_.coords.begin() + static_cast<long>(k * parties_);
      some.coords.insert(some.coords.end(), p, p + static_cast<long>(parties_));
      some.keys.push_back(k);
      const auto o = outcomes_.begin() + static_cast<long>(k * issues_);
      outcomes.insert(outcomes.end(), o, o + static_cast<long>(issues_));
    }
    points_ = std::move(some);
    outcomes_ = std::move(outcomes);
  }

  std::size_t parties_;
  std::size_t issues_;
  const FrontierOptions& options_;
  KeyedPoints points_;  ///< key: place of the outcome
  std::vector<std::uint16_t> outcomes_;
  std::vector<std::int64_t> guard_;
  std::size_t guards_ = 0;
  std::size_t limit_ = k_least_buffer;
};

}  // namespace

EnumerationEnd for_each_feasible_outcome(
    const Problem& problem, std::uint64_t max_steps, const WorkControl& control,
    const std::function<bool(const std::int64_t* utility, const Outcome& outcome)>& visit) {
  return Enumeration(problem, max_steps, control, visit).run();
}

Frontier enumerated_frontier(const Problem& problem, const FrontierOptions& options,
                             const WorkControl& control) {
  Collector collector(problem, options);
  const auto end =
      for_each_feasible_outcome(problem, options.max_outcomes, control,
                                [&](const std::int64_t* utility, const Outcome& outcome) {
                                  return collector.add(utility, outcome);
                                });
  return collector.finish(end == EnumerationEnd::complete);
}

}  // namespace entente::bargain
