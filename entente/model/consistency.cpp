#include "entente/model/consistency.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <tuple>
#include <utility>

#include "entente/model/rule_sums.hpp"

namespace entente {
namespace {

constexpr int k_ascent_steps = 300;
/// Multipliers of the combined sum are rounded to this many bits; any rounding keeps it valid.
constexpr double k_multiplier_scale = 1 << 16;
constexpr double k_sum_room = 0x1.0p+62;

}  // namespace

struct RuleSolver::Sums {
  std::vector<RuleSum> sums;         // by rule
  std::vector<std::uint32_t> first;  // [issue + 1] offsets into per-option arrays
  std::vector<std::size_t> unreadable;
  std::vector<std::size_t> idle;
};

class RuleSolver::Search {
 public:
  Search(const Scenario& scenario, const Sums& sums, const std::vector<std::size_t>& rules,
         const std::vector<std::vector<bool>>& wanted, const ConsistencyLimits& limits)
      : scenario_(scenario),
        first_(sums.first),
        wanted_(wanted),
        limit_(std::min(limits.per_question, limits.in_all)),
        plain_nodes_(limits.plain_nodes) {
    std::vector<bool> chosen(scenario.rules.size(), false);
    for (const auto r : rules) chosen[r] = true;
    for (const auto& sum : sums.sums) {
      if (chosen[sum.rule]) rows_.push_back(&sum);
    }
    watch_.resize(scenario.issue_count());
    for (std::size_t r = 0; r < rows_.size(); ++r) watch(r);
    alive_.assign(first_.back(), 1);
    for (const auto& issue : scenario.issues) left_.push_back(issue.options.size());
    combined_costs_.assign(first_.back(), 0);
    steps_ = first_.back() + scenario.rules.size();
  }

  Answer run(const std::vector<Condition>& given) {
    if (!restrict_to(given)) return {Consistency::contradictory, {}, {}};
    for (std::size_t r = 0; r < rows_.size(); ++r) enqueue(r);
    if (!propagate()) return conclude(Consistency::contradictory);
    const auto root_used = used_;
    const std::size_t root = trail_.size();
    Consistency verdict = search(plain_nodes_);
    if (verdict != Consistency::undecided || over()) return conclude(verdict);
    undo(root);
    used_ = root_used;
    if (ascend()) return conclude(Consistency::possible);
    if (has_combined_ && (enqueue(rows_.size() - 1), !propagate())) {
      return conclude(Consistency::contradictory);
    }
    return conclude(search(std::numeric_limits<std::uint64_t>::max()));
  }

  [[nodiscard]] std::uint64_t steps() const { return steps_; }

 private:
  struct Level {
    std::size_t issue = 0;
    std::vector<std::uint32_t> order;  // options, the most promising first
    std::size_t next = 0;
    std::size_t mark = 0;
  };

  [[nodiscard]] bool over() const { return steps_ > limit_; }

  void watch(std::size_t row) {
    for (const auto& entry : rows_[row]->entries) {
      watch_[entry.issue].push_back(static_cast<std::uint32_t>(row));
    }
    weight_.push_back(1);
    used_.push_back(0);
    waiting_.push_back(0);
  }

  void enqueue(std::size_t row) {
    if (waiting_[row] != 0) return;
    waiting_[row] = 1;
    queue_.push_back(static_cast<std::uint32_t>(row));
  }

  void remove(std::size_t issue, std::size_t option) {
    alive_[first_[issue] + option] = 0;
    --left_[issue];
    trail_.emplace_back(static_cast<std::uint32_t>(issue), static_cast<std::uint32_t>(option));
  }

  void undo(std::size_t mark) {
    for (; trail_.size() > mark; trail_.pop_back()) {
      const auto [issue, option] = trail_.back();
      alive_[first_[issue] + option] = 1;
      ++left_[issue];
    }
  }

  /// Threats stay at their status quo, and every given condition holds.
  bool restrict_to(const std::vector<Condition>& given) {
    for (std::size_t i = 0; i < scenario_.issue_count(); ++i) {
      const auto& issue = scenario_.issues[i];
      if (issue.is_threat() && !keep_only({IssueId(i), {issue.status_quo}})) return false;
    }
    return std::all_of(given.begin(), given.end(), [&](const auto& c) { return keep_only(c); });
  }

  bool keep_only(const Condition& condition) {
    const std::size_t i = condition.issue.index();
    for (std::size_t o = 0; o < scenario_.issues[i].options.size(); ++o) {
      const bool keep =
          std::binary_search(condition.options.begin(), condition.options.end(), OptionId(o));
      if (!keep && alive_[first_[i] + o] != 0) remove(i, o);
    }
    return left_[i] > 0;
  }

  /// The least and the greatest cost an entry can still have.
  std::pair<std::int64_t, std::int64_t> range(const RuleSum::Entry& entry) {
    const std::uint8_t* alive = alive_.data() + first_[entry.issue];
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::int64_t most = std::numeric_limits<std::int64_t>::min();
    for (std::size_t o = 0; o < entry.cost.size(); ++o) {
      if (alive[o] == 0) continue;
      least = std::min(least, entry.cost[o]);
      most = std::max(most, entry.cost[o]);
    }
    steps_ += entry.cost.size();
    return {least, most};
  }

  /// Removes the options a sum leaves no room for. False: the sum cannot be kept at all.
  bool tighten(std::size_t row) {
    const RuleSum& sum = *rows_[row];
    ranges_.clear();
    std::int64_t least = 0;
    for (const auto& entry : sum.entries) {
      ranges_.push_back(range(entry));
      least += ranges_.back().first;
    }
    if (least > sum.limit) {
      used_[row] = 1;
      ++weight_[row];
      return false;
    }
    const std::int64_t room = sum.limit - least;
    for (std::size_t e = 0; e < sum.entries.size(); ++e) {
      if (ranges_[e].second - ranges_[e].first > room) {
        prune(row, sum.entries[e], ranges_[e].first + room);
      }
    }
    return true;
  }

  void prune(std::size_t row, const RuleSum::Entry& entry, std::int64_t most) {
    used_[row] = 1;
    for (std::size_t o = 0; o < entry.cost.size(); ++o) {
      if (alive_[first_[entry.issue] + o] != 0 && entry.cost[o] > most) remove(entry.issue, o);
    }
    for (const auto other : watch_[entry.issue]) {
      if (other != row) enqueue(other);
    }
  }

  bool propagate() {
    bool fine = true;
    for (std::size_t head = 0; head < queue_.size(); ++head) {
      const auto row = queue_[head];
      waiting_[row] = 0;
      if (fine && !over()) fine = tighten(row);
    }
    queue_.clear();
    return fine;
  }

  /// The issue to branch on: the one that the sums not yet settled have failed on most, for its
  /// number of options left. None when every sum holds whatever is chosen from what is left.
  std::optional<std::size_t> choose_issue() {
    pressure_.assign(scenario_.issue_count(), 0);
    steps_ += pressure_.size();
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      ranges_.clear();
      std::int64_t most = 0;
      for (const auto& entry : rows_[r]->entries) {
        ranges_.push_back(range(entry));
        most += ranges_.back().second;
      }
      if (most <= rows_[r]->limit) continue;
      for (std::size_t e = 0; e < ranges_.size(); ++e) {
        if (ranges_[e].first < ranges_[e].second) {
          pressure_[rows_[r]->entries[e].issue] += static_cast<double>(weight_[r]);
        }
      }
    }
    std::optional<std::size_t> best;
    double best_score = 0;
    for (std::size_t i = 0; i < pressure_.size(); ++i) {
      const double score = pressure_[i] / static_cast<double>(left_[i]);
      if (score > best_score) {
        best = i;
        best_score = score;
      }
    }
    return best;
  }

  [[nodiscard]] bool wanted(std::size_t issue, std::size_t option) const {
    return !wanted_.empty() && wanted_[issue][option];
  }

  std::vector<std::uint32_t> order_of(std::size_t issue) const {
    std::vector<std::uint32_t> order;
    for (std::size_t o = 0; o < scenario_.issues[issue].options.size(); ++o) {
      if (alive_[first_[issue] + o] != 0) order.push_back(static_cast<std::uint32_t>(o));
    }
    const auto today = scenario_.issues[issue].status_quo.index();
    const auto key = [&](std::uint32_t o) {
      return std::make_tuple(combined_costs_[first_[issue] + o], !wanted(issue, o), o != today, o);
    };
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return key(a) < key(b); });
    return order;
  }

  Consistency search(std::uint64_t node_limit) {
    std::vector<Level> levels;
    for (std::uint64_t nodes = 0;;) {
      const auto issue = choose_issue();
      if (over()) return Consistency::undecided;
      if (!issue) {
        take_witness();
        return Consistency::possible;
      }
      levels.push_back({*issue, order_of(*issue), 0, trail_.size()});
      for (bool descended = false; !descended;) {
        if (levels.empty()) return Consistency::contradictory;
        Level& level = levels.back();
        undo(level.mark);
        if (level.next == level.order.size()) {
          levels.pop_back();
          continue;
        }
        if (++nodes > node_limit) return Consistency::undecided;
        assign(level.issue, level.order[level.next++]);
        descended = propagate();
        if (over()) return Consistency::undecided;
      }
    }
  }

  void assign(std::size_t issue, std::size_t option) {
    for (std::size_t o = 0; o < scenario_.issues[issue].options.size(); ++o) {
      if (o != option && alive_[first_[issue] + o] != 0) remove(issue, o);
    }
    for (const auto row : watch_[issue]) enqueue(row);
  }

  void take_witness() {
    witness_.clear();
    for (std::size_t i = 0; i < scenario_.issue_count(); ++i) {
      witness_.push_back(static_cast<std::uint16_t>(order_of(i).front()));
    }
  }

  /// Looks for non-negative multipliers under which the sums, added up, exceed their limits
  /// whatever is chosen; adds that combination as a further row. True when an outcome turned up
  /// on the way that keeps every sum.
  bool ascend() {
    const std::size_t n = rows_.size();
    std::vector<double> unit(n), lambda(n, 1.0 / static_cast<double>(n)), best = lambda, excess(n);
    for (std::size_t r = 0; r < n; ++r) unit[r] = unit_of(*rows_[r]);
    double best_bound = -std::numeric_limits<double>::infinity();
    for (int step = 1; step <= k_ascent_steps && !over(); ++step) {
      choose_cheapest(lambda, unit);
      bool kept = true;
      double bound = 0, largest = 0;
      for (std::size_t r = 0; r < n; ++r) {
        const std::int64_t over_limit = cost_of(*rows_[r]) - rows_[r]->limit;
        kept = kept && over_limit <= 0;
        excess[r] = static_cast<double>(over_limit) / unit[r];
        bound += lambda[r] * excess[r];
        largest = std::max(largest, std::abs(excess[r]));
      }
      if (kept) return true;
      if (bound > best_bound) {
        best_bound = bound;
        best = lambda;
      }
      climb(lambda, excess, 1.0 / (largest * std::sqrt(static_cast<double>(step))));
    }
    if (!over()) combine(best, unit);
    return false;
  }

  static double unit_of(const RuleSum& sum) {
    double unit = 1;
    for (const auto& entry : sum.entries) {
      for (const auto c : entry.cost) unit = std::max(unit, std::abs(static_cast<double>(c)));
    }
    return unit;
  }

  /// One step along the excesses, back onto the multipliers that add up to 1.
  static void climb(std::vector<double>& lambda, const std::vector<double>& excess, double step) {
    double total = 0;
    for (std::size_t r = 0; r < lambda.size(); ++r) {
      lambda[r] = std::max(0.0, lambda[r] + step * excess[r]);
      total += lambda[r];
    }
    for (auto& l : lambda) l = total > 0 ? l / total : 1.0 / static_cast<double>(lambda.size());
  }

  /// Sets the witness to the options that cost least under the multipliers.
  void choose_cheapest(const std::vector<double>& lambda, const std::vector<double>& unit) {
    std::vector<double> price(first_.back(), 0);
    steps_ += price.size();
    for (std::size_t r = 0; r < lambda.size(); ++r) {
      for (const auto& entry : rows_[r]->entries) {
        for (std::size_t o = 0; o < entry.cost.size(); ++o) {
          price[first_[entry.issue] + o] +=
              lambda[r] / unit[r] * static_cast<double>(entry.cost[o]);
        }
        steps_ += entry.cost.size();
      }
    }
    witness_.assign(scenario_.issue_count(), 0);
    for (std::size_t i = 0; i < witness_.size(); ++i) {
      const auto order = order_of(i);
      const auto cheapest = std::min_element(order.begin(), order.end(), [&](auto a, auto b) {
        return price[first_[i] + a] < price[first_[i] + b];
      });
      witness_[i] = static_cast<std::uint16_t>(*cheapest);
    }
  }

  [[nodiscard]] std::int64_t cost_of(const RuleSum& sum) const {
    std::int64_t total = 0;
    for (const auto& entry : sum.entries) total += entry.cost[witness_[entry.issue]];
    return total;
  }

  void combine(const std::vector<double>& lambda, const std::vector<double>& unit) {
    double top = 0;
    for (std::size_t r = 0; r < lambda.size(); ++r) top = std::max(top, lambda[r] / unit[r]);
    std::vector<std::int64_t> times(lambda.size(), 0);
    double size = 0;
    for (std::size_t r = 0; r < lambda.size(); ++r) {
      times[r] = std::llround(lambda[r] / unit[r] / top * k_multiplier_scale);
      const double summands = static_cast<double>(rows_[r]->entries.size());
      size += static_cast<double>(times[r]) *
              (summands * unit[r] + std::abs(static_cast<double>(rows_[r]->limit)));
    }
    if (!(size < k_sum_room)) return;
    combined_costs_.assign(first_.back(), 0);
    std::vector<bool> touched(scenario_.issue_count(), false);
    for (std::size_t r = 0; r < times.size(); ++r) {
      combined_.limit += times[r] * rows_[r]->limit;
      for (const auto& entry : rows_[r]->entries) {
        touched[entry.issue] = touched[entry.issue] || times[r] > 0;
        for (std::size_t o = 0; o < entry.cost.size(); ++o) {
          combined_costs_[first_[entry.issue] + o] += times[r] * entry.cost[o];
        }
      }
      if (times[r] > 0) combined_rules_.push_back(rows_[r]->rule);
    }
    for (std::size_t i = 0; i < touched.size(); ++i) {
      if (!touched[i]) continue;
      const auto* costs = combined_costs_.data();
      combined_.entries.push_back(
          {static_cast<std::uint32_t>(i), {costs + first_[i], costs + first_[i + 1]}});
    }
    rows_.push_back(&combined_);
    has_combined_ = true;
    watch(rows_.size() - 1);
  }

  Answer conclude(Consistency verdict) {
    if (over() && verdict == Consistency::contradictory) verdict = Consistency::undecided;
    Answer answer{verdict, {}, {}};
    if (verdict == Consistency::possible) answer.witness = witness_;
    if (verdict != Consistency::contradictory) return answer;
    const std::size_t plain = rows_.size() - (has_combined_ ? 1 : 0);
    for (std::size_t r = 0; r < plain; ++r) {
      if (used_[r] != 0) answer.cause.push_back(rows_[r]->rule);
    }
    if (has_combined_ && used_.back() != 0) {
      answer.cause.insert(answer.cause.end(), combined_rules_.begin(), combined_rules_.end());
    }
    std::sort(answer.cause.begin(), answer.cause.end());
    answer.cause.erase(std::unique(answer.cause.begin(), answer.cause.end()), answer.cause.end());
    return answer;
  }

  const Scenario& scenario_;
  const std::vector<std::uint32_t>& first_;
  const std::vector<std::vector<bool>>& wanted_;
  std::uint64_t limit_;
  std::uint64_t plain_nodes_;
  std::uint64_t steps_ = 0;
  std::vector<const RuleSum*> rows_;
  std::vector<std::vector<std::uint32_t>> watch_;  // [issue] rows
  std::vector<std::uint64_t> weight_;              // [row] 1 + failures so far
  std::vector<std::uint8_t> used_;                 // [row] it removed an option or failed
  std::vector<std::uint8_t> waiting_;              // [row] in the queue
  std::vector<std::uint32_t> queue_;
  std::vector<std::uint8_t> alive_;  // [first + option]
  std::vector<std::size_t> left_;    // [issue] options alive
  std::vector<std::pair<std::uint32_t, std::uint32_t>> trail_;
  std::vector<std::pair<std::int64_t, std::int64_t>> ranges_;
  std::vector<double> pressure_;
  std::vector<std::int64_t> combined_costs_;  // [first + option]
  RuleSum combined_;
  std::vector<std::size_t> combined_rules_;
  bool has_combined_ = false;
  Outcome witness_;
};

RuleSolver::RuleSolver(const Scenario& scenario, ConsistencyLimits limits)
    : scenario_(scenario), sums_(std::make_unique<Sums>()), limits_(limits) {
  sums_->first.push_back(0);
  for (const auto& issue : scenario.issues) {
    sums_->first.push_back(sums_->first.back() + static_cast<std::uint32_t>(issue.options.size()));
  }
  for (std::size_t r = 0; r < scenario.rules.size(); ++r) {
    const std::size_t before = sums_->sums.size();
    if (!append_sums(scenario, r, sums_->sums)) {
      sums_->unreadable.push_back(r);
    } else if (sums_->sums.size() == before) {
      sums_->idle.push_back(r);
    }
  }
}

RuleSolver::~RuleSolver() = default;

const std::vector<std::size_t>& RuleSolver::unreadable() const { return sums_->unreadable; }
const std::vector<std::size_t>& RuleSolver::idle() const { return sums_->idle; }

RuleSolver::Answer RuleSolver::solve(const std::vector<std::size_t>& rules,
                                     const std::vector<Condition>& given,
                                     const std::vector<std::vector<bool>>& wanted) {
  if (limits_.in_all == 0) return {};
  Search search(scenario_, *sums_, rules, wanted, limits_);
  Answer answer = search.run(given);
  limits_.in_all -= std::min(limits_.in_all, search.steps());
  return answer;
}

RuleSolver::Conflict RuleSolver::conflict(const std::vector<std::size_t>& rules,
                                          const std::vector<Condition>& given,
                                          const std::vector<std::vector<bool>>& wanted) {
  Answer answer = solve(rules, given, wanted);
  if (answer.verdict != Consistency::contradictory) {
    return {answer.verdict, {}, false, std::move(answer.witness)};
  }
  Conflict found{Consistency::contradictory, std::move(answer.cause), true, {}};
  std::vector<bool> tried(scenario_.rules.size(), false);
  for (;;) {
    const auto last = std::find_if(found.rules.rbegin(), found.rules.rend(),
                                   [&](std::size_t r) { return !tried[r]; });
    if (last == found.rules.rend()) return found;
    const std::size_t rule = *last;
    tried[rule] = true;
    auto fewer = found.rules;
    fewer.erase(std::find(fewer.begin(), fewer.end(), rule));
    Answer without = solve(fewer, given);
    if (without.verdict == Consistency::contradictory) found.rules = std::move(without.cause);
    if (without.verdict == Consistency::undecided) found.minimal = false;
  }
}

}  // namespace entente
