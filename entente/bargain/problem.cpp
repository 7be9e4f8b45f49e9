#include "entente/bargain/problem.hpp"

#include <algorithm>
#include <cmath>

namespace entente::bargain {
namespace {

std::int64_t evaluate(const CompiledAggregate& node, const std::uint16_t* outcome) {
  using Kind = entente::Aggregate::Kind;
  std::int64_t total = 0;
  bool first = true;
  const auto take = [&](std::int64_t v) {
    if (node.kind == Kind::sum) {
      total += v;
    } else if (first || (node.kind == Kind::maximum ? v > total : v < total)) {
      total = v;
    }
    first = false;
  };
  for (const auto& leaf : node.leaves) {
    take(leaf.box.contains(outcome) == leaf.inside ? leaf.value : 0);
  }
  for (const auto& child : node.children) take(evaluate(child, outcome));
  return total;
}

std::int64_t ceiling_of(const CompiledAggregate& node) {
  // A sum is at most the sum of its positive parts, and so is any maximum or minimum.
  std::int64_t total = 0;
  for (const auto& leaf : node.leaves) total += std::max<std::int64_t>(0, leaf.value);
  for (const auto& child : node.children) total += ceiling_of(child);
  return total;
}

/// [party] the most extreme option of every issue and every term that is more extreme than 0.
template <class Pick>
std::vector<std::int64_t> extreme_sums(const Problem& problem, const Pick& pick) {
  std::vector<std::int64_t> total(problem.parties, 0);
  for (std::size_t j = 0; j < problem.parties; ++j) {
    for (std::size_t i = 0; i < problem.issues; ++i) {
      std::int64_t extreme = problem.at(i, 0, j);
      for (std::size_t o = 1; o < problem.options[i]; ++o) {
        extreme = pick(extreme, problem.at(i, o, j));
      }
      total[j] += extreme;
    }
    for (const auto& term : problem.terms) total[j] += pick(std::int64_t{0}, term.add[j]);
  }
  return total;
}

}  // namespace

bool Box::contains(const std::uint16_t* outcome) const {
  for (std::size_t k = 0; k < issues.size(); ++k) {
    if (mask[k][outcome[issues[k]]] == 0) return false;
  }
  return true;
}

void utilities(const Problem& problem, const std::uint16_t* outcome, std::int64_t* utility) {
  std::fill_n(utility, problem.parties, 0);
  for (std::size_t i = 0; i < problem.issues; ++i) {
    const std::int64_t* row = problem.row(i, outcome[i]);
    for (std::size_t j = 0; j < problem.parties; ++j) utility[j] += row[j];
  }
  for (const auto& term : problem.terms) {
    if (!term.box.contains(outcome)) continue;
    for (std::size_t j = 0; j < problem.parties; ++j) utility[j] += term.add[j];
  }
  for (std::size_t j = 0; j < problem.aggregate.size(); ++j) {
    if (problem.aggregate[j]) utility[j] += evaluate(*problem.aggregate[j], outcome);
  }
  for (std::size_t j = 0; j < problem.cap.size(); ++j) {
    if (problem.cap[j]) utility[j] = std::min(utility[j], *problem.cap[j]);
  }
}

bool feasible(const Problem& problem, const std::uint16_t* outcome) {
  for (std::size_t i = 0; i < problem.issues; ++i) {
    if (problem.allowed[problem.first[i] + outcome[i]] == 0) return false;
  }
  for (const auto& f : problem.forbidden) {
    if (f.box.contains(outcome)) return false;
  }
  return std::all_of(problem.linear.begin(), problem.linear.end(), [&](const LinearRule& rule) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < problem.issues; ++i)
      sum += rule.cost[problem.first[i] + outcome[i]];
    return sum <= rule.limit;
  });
}

double outcome_count(const Problem& problem) {
  double count = 1;
  for (std::size_t i = 0; i < problem.issues; ++i) {
    const auto* begin = problem.allowed.data() + problem.first[i];
    count *= static_cast<double>(std::count(begin, begin + problem.options[i], std::uint8_t{1}));
  }
  return count;
}

Rational amount_in_points(const Problem& problem, std::size_t party, std::int64_t amount) {
  return Rational(Integer(amount)) / problem.denominator[party];
}

double to_points(const Problem& problem, std::size_t party, std::int64_t amount) {
  // One division of doubles is correctly rounded when both are whole and below 2^53, and much
  // faster than a fraction of big numbers.
  constexpr std::int64_t k_whole = std::int64_t{1} << 53U;
  const Rational& units = problem.denominator[party];
  if (amount > -k_whole && amount < k_whole && denominator_of(units) == 1) {
    const Integer whole = numerator_of(units);
    if (whole < k_whole) return static_cast<double>(amount) / whole.convert_to<double>();
  }
  return to_double(amount_in_points(problem, party, amount));
}

std::vector<std::int64_t> utility_ceiling(const Problem& problem) {
  auto best = extreme_sums(problem, [](std::int64_t a, std::int64_t b) { return std::max(a, b); });
  for (std::size_t j = 0; j < problem.parties; ++j) {
    if (!problem.aggregate.empty() && problem.aggregate[j]) {
      best[j] += ceiling_of(*problem.aggregate[j]);
    }
    if (!problem.cap.empty() && problem.cap[j]) best[j] = std::min(best[j], *problem.cap[j]);
  }
  return best;
}

std::vector<std::int64_t> utility_floor(const Problem& problem) {
  return extreme_sums(problem, [](std::int64_t a, std::int64_t b) { return std::min(a, b); });
}

}  // namespace entente::bargain
