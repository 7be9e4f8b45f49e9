#include "entente/model/rule_sums.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace entente {
namespace {

constexpr unsigned k_bits = 62;

using CostTable = std::map<std::uint32_t, std::vector<std::int64_t>>;

std::uint32_t index_of(IssueId issue) { return static_cast<std::uint32_t>(issue.index()); }

/// The costs of an issue, 0 for every option when it is new.
std::vector<std::int64_t>& costs_of(CostTable& table, const Scenario& scenario, IssueId issue) {
  return table.try_emplace(index_of(issue), scenario.issues[issue.index()].options.size(), 0)
      .first->second;
}

void append(std::size_t rule, CostTable table, std::int64_t limit, std::vector<RuleSum>& sums) {
  RuleSum sum{rule, {}, limit};
  std::int64_t most = 0;
  for (auto& [issue, cost] : table) {
    most += *std::max_element(cost.begin(), cost.end());
    sum.entries.push_back({issue, std::move(cost)});
  }
  if (most > limit) sums.push_back(std::move(sum));
}

/// "Not all of these hold, except one that must": the conditions that hold are counted, and
/// `consequence`, when there is one, counts where it fails.
void append_combination(const Scenario& scenario, std::size_t rule,
                        const std::vector<Condition>& when, const Condition* consequence,
                        std::vector<RuleSum>& sums) {
  CostTable table;
  std::int64_t conditions = 0;
  for (const auto& condition : when) {
    auto& cost = costs_of(table, scenario, condition.issue);
    for (const auto option : condition.options) ++cost[option.index()];
    ++conditions;
  }
  if (consequence != nullptr) {
    auto& cost = costs_of(table, scenario, consequence->issue);
    for (auto& c : cost) ++c;
    for (const auto option : consequence->options) --cost[option.index()];
    ++conditions;
  }
  append(rule, std::move(table), conditions - 1, sums);
}

void append_count(const Scenario& scenario, std::size_t rule, std::vector<RuleSum>& sums) {
  const Rule& r = scenario.rules[rule];
  const std::int64_t sign = r.kind == Rule::Kind::at_most ? 1 : -1;
  CostTable table;
  for (const auto issue : r.issues) {
    auto& cost = costs_of(table, scenario, issue);
    for (std::size_t o = 0; o < cost.size(); ++o) {
      if (OptionId(o) != scenario.issues[issue.index()].status_quo) cost[o] += sign;
    }
  }
  append(rule, std::move(table), sign * r.count, sums);
}

bool append_budget(const Scenario& scenario, std::size_t rule, std::vector<RuleSum>& sums) {
  const Rule& r = scenario.rules[rule];
  Integer denominator = denominator_of(r.limit);
  Rational size = abs(r.limit);
  for (const auto& costs : r.costs) {
    Rational most = 0;
    for (const auto& c : costs.cost) {
      denominator = lcm(denominator, denominator_of(c));
      most = std::max<Rational>(most, abs(c));
    }
    size += most;
  }
  if (size * Rational(denominator) >= Rational(Integer(1) << k_bits)) return false;
  const auto whole = [&](const Rational& v) {
    return numerator_of(v * Rational(denominator)).convert_to<std::int64_t>();
  };
  CostTable table;
  for (const auto& costs : r.costs) {
    auto& cost = costs_of(table, scenario, costs.issue);
    for (std::size_t o = 0; o < costs.cost.size(); ++o) cost[o] += whole(costs.cost[o]);
  }
  append(rule, std::move(table), whole(r.limit), sums);
  return true;
}

}  // namespace

bool append_sums(const Scenario& scenario, std::size_t rule, std::vector<RuleSum>& sums) {
  const Rule& r = scenario.rules[rule];
  switch (r.kind) {
    case Rule::Kind::requires_:
      for (const auto& consequence : r.then) {
        append_combination(scenario, rule, r.when, &consequence, sums);
      }
      return true;
    case Rule::Kind::excludes:
    case Rule::Kind::ruled_out:
      append_combination(scenario, rule, r.when, nullptr, sums);
      return true;
    case Rule::Kind::at_most:
    case Rule::Kind::at_least:
      append_count(scenario, rule, sums);
      return true;
    case Rule::Kind::budget:
      return append_budget(scenario, rule, sums);
  }
  return false;
}

}  // namespace entente
