#include "entente/bargain/counters.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>
#include <vector>

namespace entente::bargain {
namespace {

/// More states of one counter cost more than they tell.
constexpr std::size_t k_most_states = 64;
/// With more rules than this, tables for all of them do not fit, or take long to plan.
constexpr std::size_t k_most_rules = 16;
/// Boxes that all counters together may take: they are laid out in memory one by one.
constexpr std::size_t k_most_boxes = 200'000;

/// A rule's costs counted from each issue's least: all at least 0.
struct Excess {
  std::vector<std::int64_t> cost;  ///< [first[issue] + option]
  std::vector<std::int64_t> most;  ///< [issue] of options that are allowed
  std::int64_t room = 0;   ///< what the sum may be at most; negative: the rule cannot be kept
  std::int64_t total = 0;  ///< what the sum can be at most
};

Excess excess_of(const Problem& problem, const LinearRule& rule) {
  Excess out{rule.cost, std::vector<std::int64_t>(problem.issues, 0), rule.limit, 0};
  for (std::size_t i = 0; i < problem.issues; ++i) {
    std::int64_t least = INT64_MAX;
    std::int64_t most = INT64_MIN;
    for (std::size_t o = problem.first[i]; o < problem.first[i + 1]; ++o) {
      if (problem.allowed[o] == 0) continue;
      least = std::min(least, rule.cost[o]);
      most = std::max(most, rule.cost[o]);
    }
    if (least > most) continue;  // no option is left: no outcome either
    for (std::size_t o = problem.first[i]; o < problem.first[i + 1]; ++o) out.cost[o] -= least;
    out.most[i] = most - least;
    out.room -= least;
    out.total += out.most[i];
  }
  return out;
}

/// An issue whose options stand for sums.
struct Carrier {
  std::uint32_t issue = 0;
  std::vector<std::int64_t> sum;  ///< [option]; -1 where the option is ruled out
  std::int64_t most = 0;          ///< what the issues behind it can add at most

  /// The different sums, rising.
  [[nodiscard]] std::vector<std::int64_t> states() const {
    std::vector<std::int64_t> out;
    for (const auto s : sum) {
      if (s >= 0) out.push_back(s);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }
  /// [option] 1 where the sum is `state`, or where it is not.
  [[nodiscard]] std::vector<std::uint8_t> mask(std::int64_t state, bool equal) const {
    std::vector<std::uint8_t> out(sum.size());
    for (std::size_t o = 0; o < sum.size(); ++o) out[o] = (sum[o] == state) == equal ? 1 : 0;
    return out;
  }
};

/// Adds the counters of one rule to a problem.
class RuleCounters {
 public:
  /// `problem` is changed; when `build` fails it is of no further use.
  RuleCounters(Problem& problem, const LinearRule& rule)
      : problem_(problem), index_(rule.rule), excess_(excess_of(problem, rule)) {}

  /// Counts along `order`. `after[issue]`: the counter that holds the sum up to that issue is
  /// appended. False when there are too many states, or none.
  bool build(const std::vector<std::uint32_t>& order,
             std::vector<std::vector<std::uint32_t>>& after) {
    if (excess_.room < 0) return false;
    std::optional<Carrier> sum;
    auto left = std::count_if(order.begin(), order.end(), [&](auto i) { return counts(i); });
    for (const auto issue : order) {
      if (!counts(issue)) continue;
      const Carrier next = carrier_of(issue);
      if (next.states().size() > k_most_states) return false;
      --left;
      if (!sum) {
        sum = next;
      } else if (left == 0) {
        forbid_excess(*sum, next);
      } else {
        sum = add(*sum, next);
        if (!sum) return false;
        after[issue].push_back(sum->issue);
      }
    }
    return true;
  }

 private:
  [[nodiscard]] bool counts(std::uint32_t issue) const { return excess_.most[issue] > 0; }

  /// Sums that every completion keeps within the rule are one state, the greatest of them.
  [[nodiscard]] std::int64_t state_of(std::int64_t sum, std::int64_t most) const {
    return std::max(sum, excess_.room - (excess_.total - most));
  }

  /// Rules out what breaks the rule by itself.
  Carrier carrier_of(std::uint32_t issue) {
    Carrier out{issue, {}, excess_.most[issue]};
    for (std::size_t o = problem_.first[issue]; o < problem_.first[issue + 1]; ++o) {
      std::uint8_t& allowed = problem_.allowed[o];
      if (excess_.cost[o] > excess_.room) allowed = 0;
      out.sum.push_back(allowed != 0 ? state_of(excess_.cost[o], out.most) : -1);
    }
    return out;
  }

  /// A new counter that holds the sum of two.
  std::optional<Carrier> add(const Carrier& a, const Carrier& b) {
    const std::int64_t most = a.most + b.most;
    std::map<std::int64_t, std::vector<std::pair<std::int64_t, std::int64_t>>> reached;
    for (const auto s : a.states()) {
      for (const auto t : b.states()) {
        if (s + t <= excess_.room) reached[state_of(s + t, most)].emplace_back(s, t);
      }
    }
    if (reached.empty() || reached.size() > k_most_states) return std::nullopt;
    Carrier out{append_issue(reached.size()), {}, most};
    for (const auto& [state, from] : reached) out.sum.push_back(state);
    for (const auto& [state, from] : reached) {
      for (const auto& [s, t] : from) forbid(a, s, b, t, &out, state);
    }
    forbid_excess(a, b);
    return problem_.forbidden.size() <= k_most_boxes ? std::optional(std::move(out)) : std::nullopt;
  }

  void forbid_excess(const Carrier& a, const Carrier& b) {
    for (const auto s : a.states()) {
      for (const auto t : b.states()) {
        if (s + t > excess_.room) forbid(a, s, b, t, nullptr, 0);
      }
    }
  }

  /// No outcome has the sums s and t, unless their counter (if any) stands at `state`.
  void forbid(const Carrier& a, std::int64_t s, const Carrier& b, std::int64_t t,
              const Carrier* counter, std::int64_t state) {
    std::vector<std::pair<std::uint32_t, std::vector<std::uint8_t>>> conditions = {
        {a.issue, a.mask(s, true)}, {b.issue, b.mask(t, true)}};
    if (counter != nullptr) conditions.emplace_back(counter->issue, counter->mask(state, false));
    std::sort(conditions.begin(), conditions.end());
    Forbidden out;
    out.rule = index_;
    for (auto& [issue, mask] : conditions) {
      if (std::none_of(mask.begin(), mask.end(), [](auto m) { return m != 0; })) return;
      out.box.issues.push_back(issue);
      out.box.mask.push_back(std::move(mask));
    }
    problem_.forbidden.push_back(std::move(out));
  }

  std::uint32_t append_issue(std::size_t options) {
    problem_.options.push_back(static_cast<std::uint32_t>(options));
    problem_.first.push_back(problem_.first.back() + problem_.options.back());
    problem_.value.resize(problem_.option_total() * problem_.parties, 0);
    problem_.allowed.resize(problem_.option_total(), 1);
    for (auto& rule : problem_.linear) rule.cost.resize(problem_.option_total(), 0);
    return static_cast<std::uint32_t>(problem_.issues++);
  }

  Problem& problem_;
  std::uint32_t index_;
  Excess excess_;
};

/// The rules that counters may keep, and those that nothing can break.
struct Candidates {
  std::vector<std::size_t> counted;
  std::vector<std::size_t> idle;
};

Candidates candidates(const Problem& problem) {
  Candidates out;
  for (std::size_t r = 0; r < problem.linear.size(); ++r) {
    const Excess excess = excess_of(problem, problem.linear[r]);
    if (excess.total <= excess.room) {
      out.idle.push_back(r);
    } else if (excess.room >= 0) {
      out.counted.push_back(r);
    }
  }
  return out;
}

/// The issues as a search of the plan's tables takes them.
std::vector<std::uint32_t> search_order(const EliminationPlan& plan) {
  return {plan.order.rbegin(), plan.order.rend()};
}

/// The same, but each subtree is finished before the next begins: fewer issues are pending.
std::vector<std::uint32_t> depth_first_order(const EliminationPlan& plan) {
  std::vector<std::vector<std::uint32_t>> children(plan.order.size());
  std::vector<std::uint32_t> stack;
  for (std::uint32_t p = 0; p < plan.order.size(); ++p) {  // whole: tables are positions
    const auto parent = plan.tables[p].parent;
    (parent == EliminationPlan::k_none ? stack : children[parent]).push_back(p);
  }
  std::vector<std::uint32_t> out;
  while (!stack.empty()) {
    const auto p = stack.back();
    stack.pop_back();
    out.push_back(plan.order[p]);
    stack.insert(stack.end(), children[p].begin(), children[p].end());
  }
  return out;
}

/// The problem with these rules counted along `along`; nothing where that does not fit.
std::optional<CountedProblem> count_along(const Problem& problem, const Candidates& rules,
                                          const std::vector<std::uint32_t>& along,
                                          const EliminationLimits& limits) {
  CountedProblem out{problem, {}};
  auto gone = rules.counted;
  gone.insert(gone.end(), rules.idle.begin(), rules.idle.end());
  std::sort(gone.begin(), gone.end(), std::greater<>());
  for (const auto r : gone) {
    out.problem.linear.erase(out.problem.linear.begin() + static_cast<std::ptrdiff_t>(r));
  }
  std::vector<std::vector<std::uint32_t>> after(problem.issues);
  for (const auto r : rules.counted) {
    LinearRule rule = problem.linear[r];
    rule.cost.resize(out.problem.option_total(), 0);  // counters of other rules cost nothing
    if (!RuleCounters(out.problem, rule).build(along, after)) return std::nullopt;
  }
  for (const auto issue : along) {
    out.order.push_back(issue);
    out.order.insert(out.order.end(), after[issue].begin(), after[issue].end());
  }
  std::reverse(out.order.begin(), out.order.end());
  if (!plan_in_order(reduce(out.problem), out.order, limits).whole()) return std::nullopt;
  return out;
}

}  // namespace

bool may_count(const Problem& problem) {
  return !problem.linear.empty() && problem.linear.size() <= k_most_rules;
}

std::optional<CountedProblem> with_counters(const Problem& problem, const EliminationLimits& limits,
                                            const WorkControl& control) {
  if (!may_count(problem)) return std::nullopt;
  const auto plan = plan_elimination(reduce(problem), issue_weights(problem), limits, control);
  if (!plan.whole()) return std::nullopt;
  const std::vector<std::vector<std::uint32_t>> orders = {search_order(plan),
                                                          depth_first_order(plan)};
  const Candidates all = candidates(problem);
  Candidates taken{{}, all.idle};
  std::optional<CountedProblem> out;
  if (!all.idle.empty()) out = count_along(problem, taken, orders[0], limits);
  for (const auto r : all.counted) {
    Candidates more = taken;
    more.counted.push_back(r);
    for (const auto& along : orders) {
      if (control.cancelled()) return out;
      auto counted = count_along(problem, more, along, limits);
      if (!counted) continue;
      out = std::move(counted);
      taken = std::move(more);
      break;
    }
  }
  return out;
}

}  // namespace entente::bargain
