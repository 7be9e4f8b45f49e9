#include "entente/bargain/sum_plan.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace entente::bargain {
namespace {

/// All allowed options of an issue with their coordinates.
SumStage all_options(const Problem& problem, std::size_t issue) {
  SumStage stage;
  stage.issue = static_cast<std::uint32_t>(issue);
  for (std::size_t o = 0; o < problem.options[issue]; ++o) {
    const std::size_t at = problem.first[issue] + o;
    if (problem.allowed[at] == 0) continue;
    stage.option.push_back(static_cast<std::uint16_t>(o));
    const std::int64_t* row = problem.row(issue, o);
    stage.row.insert(stage.row.end(), row, row + problem.parties);
    for (const auto& rule : problem.linear) stage.row.push_back(-rule.cost[at]);
  }
  return stage;
}

/// Drops options that another one equals or beats everywhere; of equal ones the first stays.
void reduce(SumStage& stage, std::size_t dim) {
  const auto covers = [&](std::size_t p, std::size_t o) {
    for (std::size_t c = 0; c < dim; ++c) {
      if (stage.row[p * dim + c] < stage.row[o * dim + c]) return false;
    }
    return true;
  };
  SumStage kept;
  kept.issue = stage.issue;
  for (std::size_t o = 0; o < stage.size(); ++o) {
    bool dropped = false;
    for (std::size_t p = 0; p < stage.size() && !dropped; ++p) {
      dropped = p != o && covers(p, o) && (p < o || !covers(o, p));
    }
    if (dropped) continue;
    kept.option.push_back(stage.option[o]);
    const std::int64_t* row = stage.row.data() + o * dim;
    kept.row.insert(kept.row.end(), row, row + dim);
  }
  stage = std::move(kept);
}

std::int64_t extreme(const SumStage& stage, std::size_t dim, std::size_t c, bool highest) {
  std::int64_t found = stage.row[c];
  for (std::size_t o = 1; o < stage.size(); ++o) {
    const std::int64_t x = stage.row[o * dim + c];
    found = highest ? std::max(found, x) : std::min(found, x);
  }
  return found;
}

double span(const SumStage& stage, std::size_t dim, std::size_t c) {
  return static_cast<double>(extreme(stage, dim, c, true)) -
         static_cast<double>(extreme(stage, dim, c, false));
}

void sort_by_swing(SumPlan& plan, SwingOrder order) {
  std::vector<double> swing(plan.stages.size(), 0);
  for (std::size_t c = 0; c < plan.dim; ++c) {
    double total = 0;
    for (const auto& stage : plan.stages) total += span(stage, plan.dim, c);
    if (total <= 0) continue;
    for (std::size_t s = 0; s < swing.size(); ++s) {
      swing[s] += span(plan.stages[s], plan.dim, c) / total;
    }
  }
  std::vector<std::size_t> rank(swing.size());
  std::iota(rank.begin(), rank.end(), std::size_t{0});
  std::stable_sort(rank.begin(), rank.end(), [&](std::size_t a, std::size_t b) {
    return order == SwingOrder::largest_first ? swing[a] > swing[b] : swing[a] < swing[b];
  });
  std::vector<SumStage> sorted;
  sorted.reserve(rank.size());
  for (const std::size_t s : rank) sorted.push_back(std::move(plan.stages[s]));
  plan.stages = std::move(sorted);
}

/// a - b, held at the ends of the range.
std::int64_t difference(std::int64_t a, std::int64_t b) {
  std::int64_t out = 0;
  if (!__builtin_sub_overflow(a, b, &out)) return out;
  return b < 0 ? std::numeric_limits<std::int64_t>::max()
               : std::numeric_limits<std::int64_t>::min();
}

/// A list may go on when its cost so far plus the least cost of what remains is in the limit:
/// with coordinate = -cost, coordinate >= -limit - (best of what remains).
void set_floors(const Problem& problem, SumPlan& plan) {
  const std::size_t rules = problem.linear.size();
  std::vector<std::int64_t> remaining(rules, 0);
  for (auto& stage : plan.stages) stage.floor.resize(rules);
  for (std::size_t s = plan.stages.size(); s-- > 0;) {
    for (std::size_t r = 0; r < rules; ++r) {
      plan.stages[s].floor[r] = difference(-problem.linear[r].limit, remaining[r]);
      remaining[r] += extreme(plan.stages[s], plan.dim, problem.parties + r, true);
    }
  }
  for (std::size_t r = 0; r < rules; ++r) {
    if (plan.start[problem.parties + r] < difference(-problem.linear[r].limit, remaining[r])) {
      plan.feasible = false;
    }
  }
}

template <class T>
void keep_listed(std::vector<T>& values, const std::vector<std::uint32_t>& kept) {
  if (values.empty()) return;
  std::vector<T> out(kept.size());
  for (std::size_t k = 0; k < kept.size(); ++k) out[k] = values[kept[k]];
  values = std::move(out);
}

}  // namespace

SumPlan plan_sum(const Problem& problem, SwingOrder order) {
  SumPlan plan;
  plan.dim = problem.parties + problem.linear.size();
  plan.start.assign(plan.dim, 0);
  plan.start_outcome.assign(problem.issues, 0);
  for (std::size_t i = 0; i < problem.issues; ++i) {
    SumStage stage = all_options(problem, i);
    if (stage.size() == 0) {
      plan.feasible = false;
      return plan;
    }
    reduce(stage, plan.dim);
    if (stage.size() > 1) {
      plan.stages.push_back(std::move(stage));
      continue;
    }
    plan.start_outcome[i] = stage.option.front();
    for (std::size_t c = 0; c < plan.dim; ++c) plan.start[c] += stage.row[c];
  }
  sort_by_swing(plan, order);
  set_floors(problem, plan);
  return plan;
}

StageLinks::StageLinks(std::size_t options, std::size_t points)
    : parent_(points),
      narrow_(options > k_narrow_options ? 0 : points),
      wide_(options > k_narrow_options ? points : 0) {}

void StageLinks::select(const std::vector<std::uint32_t>& kept) {
  keep_listed(parent_, kept);
  keep_listed(narrow_, kept);
  keep_listed(wide_, kept);
}

SumWitnesses::SumWitnesses(const SumPlan& plan, std::vector<StageLinks> links)
    : start_(plan.start_outcome), links_(std::move(links)) {
  for (const auto& stage : plan.stages) {
    issue_.push_back(stage.issue);
    options_.push_back(stage.option);
  }
}

void SumWitnesses::decode(std::size_t k, Outcome& outcome) const {
  outcome = start_;
  for (std::size_t s = links_.size(); s-- > 0;) {
    outcome[issue_[s]] = options_[s][links_[s].option(k)];
    k = links_[s].parent(k);
  }
}

std::size_t SumWitnesses::bytes() const {
  std::size_t total = 0;
  for (const auto& links : links_) total += links.bytes();
  return total;
}

}  // namespace entente::bargain
