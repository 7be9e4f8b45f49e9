#include "entente/enforce/breach_rules.hpp"

#include <algorithm>
#include <optional>

#include "entente/bargain/rounding.hpp"

namespace entente::enforce {
namespace {

using bargain::Box;
using bargain::LinearRule;
using bargain::Problem;

/// Sums of absolute costs stay below 2 to this power, so that doubles hold them exactly.
constexpr unsigned k_cost_bits = 50;

bool contains(const std::vector<std::uint32_t>& sorted, std::uint32_t issue) {
  return std::binary_search(sorted.begin(), sorted.end(), issue);
}

Integer floor_of(const Integer& numerator, const Integer& denominator) {
  Integer quotient = numerator / denominator;
  if (quotient * denominator > numerator) --quotient;
  return quotient;
}

/// The box after the set is broken: without conditions on it that the status quo meets. Nothing
/// where the status quo fails one.
std::optional<Box> broken(const Box& box, const std::vector<std::uint32_t>& set,
                          const std::vector<std::uint32_t>& status_quo) {
  Box rest;
  for (std::size_t k = 0; k < box.issues.size(); ++k) {
    const std::uint32_t issue = box.issues[k];
    if (!contains(set, issue)) {
      rest.issues.push_back(issue);
      rest.mask.push_back(box.mask[k]);
    } else if (box.mask[k][status_quo[issue]] == 0) {
      return std::nullopt;
    }
  }
  return rest;
}

std::vector<std::uint8_t> negated(std::vector<std::uint8_t> mask) {
  for (auto& allowed : mask) allowed = allowed == 0 ? 1 : 0;
  return mask;
}

}  // namespace

/// sum of cost <= limit. Costs are kept for every option; auxiliary issues come later.
struct BreachRules::Sum {
  Integer kept;       ///< what a utility counts,
  Integer is_broken;  ///< and what it counts once the set is broken
  std::vector<Integer> cost;
  Integer limit = 0;
};

BreachRules::BreachRules(const Scenario& scenario, Problem problem)
    : issues_(problem.issues),
      terms_(problem.terms.size()),
      rounding_(bargain::rounding_units(problem)),
      problem_(std::move(problem)) {
  for (const auto& issue : scenario.issues) {
    status_quo_.push_back(static_cast<std::uint32_t>(issue.status_quo.index()));
  }
}

std::vector<char> BreachRules::in_terms_of(std::size_t party) const {
  std::vector<char> in(issues_, 0);
  for (std::size_t t = 0; t < terms_; ++t) {
    if (problem_.terms[t].add[party] == 0) continue;
    for (const std::uint32_t i : problem_.terms[t].box.issues) in[i] = 1;
  }
  return in;
}

/// left * (utility once broken) + (1 - left) * (no deal) <= utility, over a common denominator.
void BreachRules::deter(const BreachableIssues& set, const Rational& left) {
  const std::size_t party = set.party.index();
  Sum sum;
  sum.is_broken = numerator_of(left);
  sum.kept = denominator_of(left);
  sum.cost.assign(problem_.option_total(), Integer(0));
  sum.limit = -(sum.kept - sum.is_broken) * Integer(problem_.no_deal[party]) +
              2 * sum.kept * Integer(rounding_[party]);
  add_values(set, sum);
  add_terms(set, sum);
  add(sum);
}

void BreachRules::add_values(const BreachableIssues& set, Sum& sum) const {
  const std::size_t party = set.party.index();
  const auto in_terms = in_terms_of(party);
  for (std::uint32_t i = 0; i < issues_; ++i) {
    const bool in_set = contains(set.issues, i);
    const std::int64_t today = problem_.at(i, status_quo_[i], party);
    for (std::uint32_t o = 0; o < problem_.options[i]; ++o) {
      const std::int64_t value = problem_.at(i, o, party);
      const bool breaks = in_set && (in_terms[i] != 0 || today > value);
      sum.cost[problem_.first[i] + o] +=
          sum.is_broken * Integer(breaks ? today : value) - sum.kept * Integer(value);
    }
  }
}

void BreachRules::add_terms(const BreachableIssues& set, Sum& sum) {
  for (std::size_t t = 0; t < terms_; ++t) {
    const Integer amount(problem_.terms[t].add[set.party.index()]);
    if (amount == 0) continue;
    const Box box = problem_.terms[t].box;
    add_box(box, -sum.kept * amount, sum);
    if (const auto rest = broken(box, set.issues, status_quo_)) {
      add_box(*rest, sum.is_broken * amount, sum);
    }
  }
}

void BreachRules::add_box(const Box& box, const Integer& amount, Sum& sum) {
  if (box.issues.empty()) {
    sum.limit -= amount;
  } else if (box.issues.size() == 1) {
    const std::uint32_t i = box.issues.front();
    for (std::uint32_t o = 0; o < problem_.options[i]; ++o) {
      if (box.mask[0][o] != 0) sum.cost[problem_.first[i] + o] += amount;
    }
  } else {
    const std::size_t z = auxiliary(box);
    sum.cost.resize(problem_.option_total(), Integer(0));
    sum.cost[problem_.first[z] + 1] += amount;
  }
}

/// The issue whose option 1 says that the box holds.
std::size_t BreachRules::auxiliary(const Box& box) {
  const auto [it, fresh] =
      auxiliary_.try_emplace(std::make_pair(box.issues, box.mask), problem_.issues);
  if (!fresh) return it->second;
  const auto z = static_cast<std::uint32_t>(problem_.issues);
  ++problem_.issues;
  problem_.options.push_back(2);
  problem_.first.push_back(problem_.first.back() + 2);
  problem_.value.resize(problem_.option_total() * problem_.parties, 0);
  problem_.allowed.resize(problem_.option_total(), 1);
  for (auto& rule : problem_.linear) rule.cost.resize(problem_.option_total(), 0);
  const std::vector<std::uint8_t> yes{0, 1};
  Box holds = box;
  holds.issues.push_back(z);
  holds.mask.push_back(negated(yes));
  problem_.forbidden.push_back({std::move(holds), 0});
  for (std::size_t k = 0; k < box.issues.size(); ++k) {
    problem_.forbidden.push_back({Box{{box.issues[k], z}, {negated(box.mask[k]), yes}}, 0});
  }
  box_of_.push_back(box);
  return z;
}

/// As a rule in whole numbers: exactly where they fit, else with every cost rounded down.
void BreachRules::add(const Sum& sum) {
  Integer size = abs(sum.limit);
  Integer factor = 0;
  for (const auto& cost : sum.cost) {
    size += abs(cost);
    factor = gcd(factor, cost);
  }
  if (factor == 0) factor = std::max(size, Integer(1));
  const Integer most = Integer(1) << k_cost_bits;
  const bool exact = size / factor < most;
  const Integer up = exact ? Integer(1) : most;
  const Integer down = exact ? factor : size;
  LinearRule rule;
  for (const auto& cost : sum.cost) {
    rule.cost.push_back(floor_of(cost * up, down).convert_to<std::int64_t>());
  }
  // Sums of whole numbers are not between two of them; a rounded rule has to ask less.
  const Integer limit =
      exact ? floor_of(sum.limit, down) : Integer(-floor_of(-sum.limit * up, down));
  rule.limit = limit.convert_to<std::int64_t>();
  problem_.linear.push_back(std::move(rule));
}

void BreachRules::bound_moved(const std::vector<std::int64_t>& weight, std::int64_t least,
                              std::int64_t most) {
  LinearRule at_most;
  at_most.cost.assign(problem_.option_total(), 0);
  at_most.limit = most;
  for (std::size_t i = 0; i < issues_; ++i) {
    for (std::size_t o = 0; o < problem_.options[i]; ++o) {
      if (o != status_quo_[i]) at_most.cost[problem_.first[i] + o] = weight[i];
    }
  }
  LinearRule at_least = at_most;
  at_least.limit = -least;
  for (auto& cost : at_least.cost) cost = -cost;
  problem_.linear.push_back(std::move(at_most));
  problem_.linear.push_back(std::move(at_least));
}

void BreachRules::exclude(const Outcome& outcome) {
  LinearRule rule;
  rule.cost.assign(problem_.option_total(), 0);
  rule.limit = static_cast<std::int64_t>(issues_) - 1;
  for (std::size_t i = 0; i < issues_; ++i) rule.cost[problem_.first[i] + outcome[i]] = 1;
  problem_.linear.push_back(std::move(rule));
}

bool BreachRules::allow(const Outcome& outcome) const {
  return bargain::feasible(problem_, with_auxiliaries(outcome).data());
}

Outcome BreachRules::with_auxiliaries(Outcome outcome) const {
  for (const auto& box : box_of_) outcome.push_back(box.contains(outcome.data()) ? 1 : 0);
  return outcome;
}

Outcome BreachRules::without_auxiliaries(Outcome outcome) const {
  outcome.resize(issues_);
  return outcome;
}

}  // namespace entente::enforce
