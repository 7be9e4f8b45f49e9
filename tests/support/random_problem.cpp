#include "tests/support/random_problem.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "entente/base/random.hpp"

namespace entente::test {
namespace {

using bargain::Box;
using bargain::Problem;

std::int64_t between(RandomStream& random, std::int64_t low, std::int64_t high) {
  return low + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(high - low + 1)));
}

/// The issues of one box.
std::vector<std::uint32_t> draw_scope(RandomStream& random, const RandomProblemOptions& options) {
  std::set<std::uint32_t> scope;
  const std::size_t m = options.issues;
  const bool chain = options.structure == Structure::path || options.structure == Structure::tree;
  const auto end = static_cast<std::uint32_t>(chain ? 1 + random.below(m - 1) : random.below(m));
  scope.insert(end);
  if (options.structure == Structure::path) {
    scope.insert(end - 1);
    if (end > 1 && random.below(2) == 0) scope.insert(end - 2);
  } else if (options.structure == Structure::tree) {
    const std::uint32_t parent = (end - 1) / 2;
    scope.insert(parent);
    if (parent > 0 && random.below(3) == 0) scope.insert((parent - 1) / 2);
  }
  const std::size_t wanted =
      options.structure == Structure::complete || chain ? 2 : 2 + random.below(3);
  while (scope.size() < std::min(m, wanted)) {
    scope.insert(static_cast<std::uint32_t>(random.below(m)));
  }
  return {scope.begin(), scope.end()};
}

Box draw_box(RandomStream& random, const Problem& problem, const RandomProblemOptions& options) {
  Box box;
  box.issues = draw_scope(random, options);
  for (const auto i : box.issues) {
    std::vector<std::uint8_t> mask(problem.options[i], 0);
    mask[random.below(mask.size())] = 1;
    for (auto& m : mask) {
      if (random.below(4) == 0) m = 1;
    }
    box.mask.push_back(std::move(mask));
  }
  return box;
}

bargain::LinearRule draw_rule(RandomStream& random, const Problem& problem, bool counting) {
  bargain::LinearRule rule;
  rule.cost.assign(problem.option_total(), 0);
  std::int64_t most = 0;
  const std::int64_t sign = random.below(3) == 0 ? -1 : 1;
  for (std::size_t i = 0; i < problem.issues; ++i) {
    if (random.below(4) == 0) continue;
    std::int64_t dearest = 0;
    for (std::size_t o = 0; o < problem.options[i]; ++o) {
      const std::int64_t cost = counting ? (o > 0 ? 1 : 0) : between(random, 0, 9);
      rule.cost[problem.first[i] + o] = sign * cost;
      dearest = std::max(dearest, cost);
    }
    most += dearest;
  }
  const std::int64_t bar = between(random, most / 4, most);
  rule.limit = sign > 0 ? bar : -(most - bar);
  return rule;
}

bool holds(const Box& box, const Outcome& outcome) {
  for (std::size_t k = 0; k < box.issues.size(); ++k) {
    if (box.mask[k][outcome[box.issues[k]]] == 0) return false;
  }
  return true;
}

bool may_be_agreed(const Problem& problem, const Outcome& outcome) {
  for (std::size_t i = 0; i < problem.issues; ++i) {
    if (problem.allowed[problem.first[i] + outcome[i]] == 0) return false;
  }
  for (const auto& f : problem.forbidden) {
    if (holds(f.box, outcome)) return false;
  }
  for (const auto& rule : problem.linear) {
    std::int64_t total = 0;
    for (std::size_t i = 0; i < problem.issues; ++i) {
      total += rule.cost[problem.first[i] + outcome[i]];
    }
    if (total > rule.limit) return false;
  }
  return true;
}

}  // namespace

Problem random_problem_with_rules(std::uint64_t seed, const RandomProblemOptions& options) {
  RandomStream random(seed);
  Problem p;
  p.parties = options.parties;
  p.issues = options.issues;
  p.first.push_back(0);
  for (std::size_t i = 0; i < p.issues; ++i) {
    p.options.push_back(static_cast<std::uint32_t>(1 + random.below(options.options)));
    p.first.push_back(p.first.back() + p.options.back());
  }
  for (std::size_t k = 0; k < p.option_total() * p.parties; ++k) {
    p.value.push_back(between(random, -options.values, options.values));
  }
  p.allowed.assign(p.option_total(), 1);
  for (auto& a : p.allowed) {
    if (options.ruled_out && random.below(6) == 0) a = 0;
  }
  for (std::size_t t = 0; t < options.terms && p.issues > 1; ++t) {
    bargain::Term term{draw_box(random, p, options), {}};
    for (std::size_t j = 0; j < p.parties; ++j) {
      term.add.push_back(random.below(3) == 0 ? 0
                                              : between(random, -options.values, options.values));
    }
    p.terms.push_back(std::move(term));
  }
  for (std::size_t f = 0; f < options.forbidden && p.issues > 1; ++f) {
    p.forbidden.push_back({draw_box(random, p, options), 0});
  }
  for (std::size_t r = 0; r < options.rules; ++r) {
    p.linear.push_back(draw_rule(random, p, (r + seed) % 2 == 0));
  }
  for (std::size_t j = 0; j < p.parties; ++j) {
    p.no_deal.push_back(between(random, -2 * options.values, options.values));
    p.denominator.push_back(between(random, 1, 3));
    p.tolerance.push_back(0);
  }
  return p;
}

RandomProblemOptions varied_options(std::uint64_t seed) {
  RandomStream random(seed * 31 + 5);
  RandomProblemOptions o;
  o.parties = 2 + random.below(5);
  o.issues = 1 + random.below(7);
  o.options = 2 + random.below(3);
  if (o.issues > 5) o.options = std::min<std::size_t>(o.options, 3);
  o.structure = static_cast<Structure>(random.below(4));
  o.terms = random.below(4) == 0 ? 0 : random.below(o.structure == Structure::complete ? 20 : 10);
  o.forbidden = random.below(2) == 0 ? 0 : random.below(5);
  o.rules = random.below(2) == 0 ? 0 : random.below(4);
  o.values = random.below(3) == 0 ? 2 : (random.below(2) == 0 ? 10 : 1000);
  o.ruled_out = random.below(5) == 0;
  return o;
}

std::vector<Enumerated> all_feasible(const Problem& problem) {
  std::vector<Enumerated> out;
  Outcome outcome(problem.issues, 0);
  const std::function<void(std::size_t)> visit = [&](std::size_t i) {
    if (i < problem.issues) {
      for (std::size_t o = 0; o < problem.options[i]; ++o) {
        outcome[i] = static_cast<std::uint16_t>(o);
        visit(i + 1);
      }
      return;
    }
    if (!may_be_agreed(problem, outcome)) return;
    std::vector<std::int64_t> utility(problem.parties, 0);
    for (std::size_t j = 0; j < problem.parties; ++j) {
      for (std::size_t k = 0; k < problem.issues; ++k) utility[j] += problem.at(k, outcome[k], j);
      for (const auto& term : problem.terms) {
        if (holds(term.box, outcome)) utility[j] += term.add[j];
      }
    }
    out.push_back({outcome, std::move(utility)});
  };
  visit(0);
  return out;
}

std::vector<std::vector<std::int64_t>> slow_frontier(const std::vector<Enumerated>& outcomes) {
  std::set<std::vector<std::int64_t>, std::greater<>> vectors;
  for (const auto& x : outcomes) vectors.insert(x.utility);
  std::vector<std::vector<std::int64_t>> frontier;
  for (const auto& a : vectors) {
    const bool dominated = std::any_of(vectors.begin(), vectors.end(), [&](const auto& b) {
      if (a == b) return false;
      for (std::size_t j = 0; j < a.size(); ++j) {
        if (b[j] < a[j]) return false;
      }
      return true;
    });
    if (!dominated) frontier.push_back(a);
  }
  return frontier;
}

std::optional<Rational> exact_value(const Problem& problem, bargain::Objective::Kind kind,
                                    const std::vector<int>& weight,
                                    const std::vector<std::int64_t>& utility) {
  using Kind = bargain::Objective::Kind;
  std::optional<Rational> total;
  for (std::size_t j = 0; j < problem.parties; ++j) {
    if (weight[j] == 0) continue;
    const Rational gain =
        Rational(Integer(utility[j] - problem.no_deal[j])) / problem.denominator[j];
    if (kind == Kind::log_sum) {
      if (gain <= 0) return std::nullopt;
      Rational power = 1;
      for (int k = 0; k < weight[j]; ++k) power *= gain;
      total = total ? *total * power : power;
    } else {
      const Rational weighted = gain * weight[j];
      if (kind == Kind::linear) {
        total = total ? Rational(*total + weighted) : weighted;
      } else {
        total = total ? std::min<Rational>(*total, weighted) : weighted;
      }
    }
  }
  return total;
}

}  // namespace entente::test
