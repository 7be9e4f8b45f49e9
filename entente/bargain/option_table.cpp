#include "entente/bargain/option_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entente::bargain {
namespace {

constexpr double k_infinity = std::numeric_limits<double>::infinity();
constexpr double k_epsilon = std::numeric_limits<double>::epsilon();
/// Dominated options are looked for in issues of at most this many; leaving them in is only slow.
constexpr std::size_t k_max_dominance = 2'000;

/// The allowed options of an issue, equal ones merged, in file order.
std::vector<std::uint16_t> distinct_options(const Problem& problem, std::size_t issue) {
  std::vector<std::uint16_t> kept;
  for (std::size_t o = 0; o < problem.options[issue]; ++o) {
    if (problem.allowed[problem.first[issue] + o] != 0)
      kept.push_back(static_cast<std::uint16_t>(o));
  }
  const std::size_t n = problem.parties;
  const auto less = [&](std::uint16_t a, std::uint16_t b) {
    const auto* x = problem.row(issue, a);
    const auto* y = problem.row(issue, b);
    return std::lexicographical_compare(x, x + n, y, y + n);
  };
  std::stable_sort(kept.begin(), kept.end(), less);
  const auto same = [&](std::uint16_t a, std::uint16_t b) { return !less(a, b) && !less(b, a); };
  kept.erase(std::unique(kept.begin(), kept.end(), same), kept.end());
  std::sort(kept.begin(), kept.end());
  return kept;
}

void append_issue(const Problem& problem, std::size_t issue, OptionTable& table) {
  const std::size_t n = problem.parties;
  const auto kept = distinct_options(problem, issue);
  table.solvable = table.solvable && !kept.empty();
  std::vector<std::int64_t> least(n, 0);
  std::vector<std::int64_t> most(n, 0);
  for (std::size_t j = 0; j < n && !kept.empty(); ++j) {
    least[j] = most[j] = problem.at(issue, kept.front(), j);
    for (const auto o : kept) {
      least[j] = std::min(least[j], problem.at(issue, o, j));
      most[j] = std::max(most[j], problem.at(issue, o, j));
    }
    table.lowest[j] += least[j];
    table.highest[j] += most[j];
  }
  for (const auto o : kept) {
    table.option.push_back(o);
    for (std::size_t j = 0; j < n; ++j) {
      table.rise.push_back(problem.at(issue, o, j) - least[j]);
    }
  }
  table.first.push_back(static_cast<std::uint32_t>(table.option.size()));
}

/// Entries of an issue differ, so "at least as good everywhere" means better somewhere.
void mark_dominated(std::size_t issue, OptionTable& table) {
  const std::size_t begin = table.first[issue];
  const std::size_t end = table.first[issue + 1];
  if (end - begin > k_max_dominance) return;
  for (std::size_t a = begin; a < end; ++a) {
    for (std::size_t b = begin; b < end && table.dominated[a] == 0; ++b) {
      if (a == b) continue;
      const auto* x = table.row(a);
      const auto* y = table.row(b);
      bool covered = true;
      for (std::size_t j = 0; j < table.parties && covered; ++j) covered = x[j] <= y[j];
      table.dominated[a] = covered ? 1 : 0;
    }
  }
}

/// The size by which a party's gains are measured: its range, or its only gain.
double span_of(const OptionTable& table, const Objective& objective, std::size_t j) {
  const auto range = static_cast<double>(table.highest[j] - table.lowest[j]);
  if (range > 0) return range;
  return std::max(1.0, std::abs(static_cast<double>(table.lowest[j] - objective.no_deal()[j])));
}

void scale_log_sum(const Objective& objective, const std::vector<double>& span, ScaledProblem& p) {
  for (std::size_t j = 0; j < p.parties; ++j) {
    p.scale[j] = 1 / span[j];
    p.coefficient[j] = objective.whole_weight(j);
    if (p.coefficient[j] == 0) continue;
    p.factor = objective.unit_weight()[j] / p.coefficient[j];
    p.shift += objective.unit_weight()[j] * std::log(objective.unit()[j] * span[j]);
  }
}

void scale_weighted(const Objective& objective, const std::vector<double>& span, ScaledProblem& p) {
  const bool minimum = objective.kind() == Objective::Kind::minimum;
  double size = minimum ? k_infinity : 0;
  for (std::size_t j = 0; j < p.parties; ++j) {
    const double w = objective.unit_weight()[j];
    if (w > 0) size = minimum ? std::min(size, w * span[j]) : size + w * span[j];
  }
  for (std::size_t j = 0; j < p.parties; ++j) {
    const double w = objective.unit_weight()[j];
    p.coefficient[j] = w > 0 ? 1 : 0;
    p.scale[j] = w > 0 ? w / size : 1 / span[j];
  }
  p.factor = size;
}

}  // namespace

void OptionTable::utilities(const std::uint32_t* choice, std::int64_t* utility) const {
  std::copy(lowest.begin(), lowest.end(), utility);
  for (std::size_t i = 0; i < issues; ++i) {
    const auto* r = row(choice[i]);
    for (std::size_t j = 0; j < parties; ++j) utility[j] += r[j];
  }
}

Outcome OptionTable::outcome(const std::uint32_t* choice) const {
  Outcome out(issues);
  for (std::size_t i = 0; i < issues; ++i) out[i] = option[choice[i]];
  return out;
}

OptionTable make_option_table(const Problem& problem) {
  OptionTable table;
  table.parties = problem.parties;
  table.issues = problem.issues;
  table.lowest.assign(problem.parties, 0);
  table.highest.assign(problem.parties, 0);
  table.first.push_back(0);
  for (std::size_t i = 0; i < problem.issues; ++i) append_issue(problem, i, table);
  table.dominated.assign(table.option.size(), 0);
  for (std::size_t i = 0; i < problem.issues; ++i) mark_dominated(i, table);
  return table;
}

double ScaledProblem::evaluate(const double* gain) const {
  double total = kind == Objective::Kind::minimum ? k_infinity : 0;
  for (std::size_t j = 0; j < parties; ++j) {
    if (coefficient[j] == 0) continue;
    if (kind == Objective::Kind::log_sum) {
      if (gain[j] <= 0) return -k_infinity;
      total += coefficient[j] * std::log(gain[j]);
    } else if (kind == Objective::Kind::minimum) {
      total = std::min(total, gain[j]);
    } else {
      total += gain[j];
    }
  }
  return total;
}

void ScaledProblem::gains(const std::int64_t* utility, const Objective& objective,
                          double* gain) const {
  for (std::size_t j = 0; j < parties; ++j) {
    gain[j] = scale[j] * static_cast<double>(utility[j] - objective.no_deal()[j]);
  }
}

double ScaledProblem::rounding(const double* gain) const {
  double size = 0;
  for (std::size_t j = 0; j < parties; ++j) {
    if (coefficient[j] == 0) continue;
    if (kind == Objective::Kind::log_sum) {
      size += coefficient[j] * (4 + std::abs(std::log(std::abs(gain[j]))));
    } else {
      size += std::abs(gain[j]);
    }
  }
  // Never 0, so that a level lowered by it is passed by what reaches it.
  return 4 * k_epsilon * static_cast<double>(parties + 2) * size +
         std::numeric_limits<double>::min();
}

ScaledProblem scale_problem(const OptionTable& table, const Objective& objective,
                            const std::vector<std::int64_t>& floor) {
  const std::size_t n = table.parties;
  ScaledProblem p;
  p.table = &table;
  p.kind = objective.kind();
  p.parties = n;
  p.scale.resize(n);
  p.coefficient.resize(n);
  std::vector<double> span(n);
  for (std::size_t j = 0; j < n; ++j) span[j] = span_of(table, objective, j);
  if (p.kind == Objective::Kind::log_sum) {
    scale_log_sum(objective, span, p);
  } else {
    scale_weighted(objective, span, p);
  }
  p.offset.resize(n);
  p.floor.assign(n, -k_infinity);
  for (std::size_t j = 0; j < n; ++j) {
    const std::int64_t none = objective.no_deal()[j];
    p.offset[j] = p.scale[j] * static_cast<double>(table.lowest[j] - none);
    if (floor[j] <= table.lowest[j]) continue;
    // The logarithm itself keeps its parties above zero.
    const bool implied =
        p.kind == Objective::Kind::log_sum && p.coefficient[j] > 0 && floor[j] <= none + 1;
    if (!implied) p.floor[j] = p.scale[j] * static_cast<double>(floor[j] - none);
  }
  p.value.resize(table.rise.size());
  for (std::size_t e = 0; e < table.option.size(); ++e) {
    for (std::size_t j = 0; j < n; ++j) {
      p.value[e * n + j] = p.scale[j] * static_cast<double>(table.row(e)[j]);
    }
  }
  return p;
}

}  // namespace entente::bargain
