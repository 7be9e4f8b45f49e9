#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "entente/bargain/problem.hpp"
#include "entente/model/backquoted.hpp"
#include "entente/model/rule_sums.hpp"

// From a scenario's exact fractions to a problem's whole numbers.

namespace entente::bargain {
namespace {

constexpr unsigned k_exact_bits = 62;
constexpr unsigned k_grid_bits = 51;

/// Visits every fraction of a party's preferences. `visit(value)` for amounts that add up in a
/// utility; reservation and cap are included, since they are compared with utilities.
template <class Visit>
void for_each_amount(const Aggregate& node, const Rational& weight, const Visit& visit) {
  const Rational w = weight * node.weight;
  for (const auto& box : node.boxes) visit(box.value * w);
  for (const auto& child : node.children) for_each_amount(child, w, visit);
}

template <class Visit>
void for_each_amount(const Preferences& p, const Visit& visit) {
  for (const auto& row : p.values) {
    for (const auto& v : row) visit(v.mean());
  }
  for (const auto& term : p.together) visit(term.add.mean());
  if (p.aggregate) for_each_amount(*p.aggregate, 1, visit);
  if (p.reservation) visit(p.reservation->mean());
  if (p.cap) visit(*p.cap);
}

/// A bound on |utility|, |reservation| and |cap|, and on every partial sum of them.
Rational magnitude(const Preferences& p) {
  Rational total = 0;
  for (const auto& row : p.values) {
    Rational most = 0;
    for (const auto& v : row) most = std::max<Rational>(most, abs(v.mean()));
    total += most;
  }
  for (const auto& term : p.together) total += abs(term.add.mean());
  if (p.aggregate) {
    for_each_amount(*p.aggregate, 1, [&](const Rational& v) { total += abs(v); });
  }
  if (p.reservation) total += abs(p.reservation->mean());
  if (p.cap) total += abs(*p.cap);
  return total;
}

/// Denominators of more bits than this are not looked for: nothing that long is exact.
constexpr unsigned k_denominator_bits = 1'024;

/// The least common denominator of a party's amounts, or nothing once it is too long.
std::optional<Integer> common_denominator(const Preferences& p) {
  Integer den = 1;
  bool fits = true;
  for_each_amount(p, [&](const Rational& v) {
    if (!fits) return;
    den = lcm(den, denominator_of(v));
    fits = msb(den) < k_denominator_bits;
  });
  if (!fits) return std::nullopt;
  return den;
}

/// The greatest number that all of a party's amounts are multiples of, times `denominator`.
Integer common_factor(const Preferences& p, const Integer& denominator) {
  Integer factor = 0;
  for_each_amount(
      p, [&](const Rational& v) { factor = gcd(factor, numerator_of(v * Rational(denominator))); });
  return factor == 0 ? Integer(1) : factor;
}

Integer rounded(const Rational& value) {
  const Integer num = numerator_of(value);
  const Integer den = denominator_of(value);
  const Integer doubled = 2 * abs(num) + den;
  const Integer magnitude = doubled / (2 * den);
  return num < 0 ? Integer(-magnitude) : magnitude;
}

/// How one party's fractions become whole numbers.
struct Scale {
  Rational denominator = 1;  ///< units per point
  bool exact = true;

  [[nodiscard]] std::int64_t apply(const Rational& value) const {
    return rounded(value * denominator).convert_to<std::int64_t>();
  }
};

Scale make_scale(const Preferences& p) {
  const Rational size = magnitude(p);
  const Rational limit(Integer(1) << k_exact_bits);
  if (const auto den = common_denominator(p)) {
    if (size * Rational(*den) < limit) return {Rational(*den), true};
    const Rational units(*den, common_factor(p, *den));
    if (size * units < limit) return {units, true};
  }
  // Rounds to the finest power of two.
  const Rational grid_limit(Integer(1) << k_grid_bits);
  Rational units = 1;
  while (size * units * 2 < grid_limit) units *= 2;
  while (size * units >= grid_limit) units /= 2;
  return {units, false};
}

double grid_tolerance(const Preferences& p, std::size_t issues, const Scale& scale) {
  if (scale.exact) return 0;
  std::size_t summands = issues + p.together.size() + 1;
  if (p.aggregate) for_each_amount(*p.aggregate, 1, [&](const Rational&) { ++summands; });
  return to_double(Rational(Integer(summands)) / (2 * scale.denominator));
}

/// Conditions as a box: conditions on one issue are intersected, conditions that always hold
/// dropped. Nothing when the conjunction can never hold.
std::optional<Box> make_box(const Problem& problem, const std::vector<Condition>& conditions) {
  std::map<std::uint32_t, std::vector<std::uint8_t>> masks;
  for (const auto& condition : conditions) {
    const auto issue = static_cast<std::uint32_t>(condition.issue.index());
    auto [it, fresh] = masks.try_emplace(issue, problem.options[issue], std::uint8_t{1});
    std::vector<std::uint8_t> mask(problem.options[issue], 0);
    for (const auto option : condition.options) mask[option.index()] = 1;
    for (std::size_t o = 0; o < mask.size(); ++o) it->second[o] &= mask[o];
  }
  Box box;
  for (auto& [issue, mask] : masks) {
    const auto hits = std::count(mask.begin(), mask.end(), std::uint8_t{1});
    if (hits == 0) return std::nullopt;
    if (static_cast<std::size_t>(hits) == mask.size()) continue;
    box.issues.push_back(issue);
    box.mask.push_back(std::move(mask));
  }
  return box;
}

Condition negation(const Problem& problem, const Condition& condition) {
  Condition rest{condition.issue, {}};
  for (std::size_t o = 0; o < problem.options[condition.issue.index()]; ++o) {
    if (!std::binary_search(condition.options.begin(), condition.options.end(), OptionId(o))) {
      rest.options.emplace_back(o);
    }
  }
  return rest;
}

void forbid(Problem& problem, const std::vector<Condition>& conditions, std::uint32_t rule) {
  auto box = make_box(problem, conditions);
  if (!box) return;
  if (box->issues.empty()) {  // it always holds: nothing may be agreed
    std::fill_n(problem.allowed.begin(), problem.options[0], std::uint8_t{0});
  } else if (box->issues.size() == 1) {
    const auto issue = box->issues.front();
    for (std::size_t o = 0; o < problem.options[issue]; ++o) {
      if (box->mask[0][o] != 0) problem.allowed[problem.first[issue] + o] = 0;
    }
  } else {
    problem.forbidden.push_back({std::move(*box), rule});
  }
}

/// A counting rule or a budget: the model's sums over the problem's flat options. False when its
/// numbers do not fit.
bool add_sums(const Scenario& scenario, std::uint32_t rule, Problem& problem) {
  std::vector<RuleSum> sums;
  if (!append_sums(scenario, rule, sums)) return false;
  for (const auto& sum : sums) {
    LinearRule linear;
    linear.cost.assign(problem.option_total(), 0);
    linear.limit = sum.limit;
    linear.rule = rule;
    for (const auto& entry : sum.entries) {
      std::copy(entry.cost.begin(), entry.cost.end(),
                linear.cost.begin() + static_cast<std::ptrdiff_t>(problem.first[entry.issue]));
    }
    problem.linear.push_back(std::move(linear));
  }
  return true;
}

void add_rule(const Scenario& scenario, const Rule& rule, std::uint32_t index, Problem& problem,
              Diagnostics& errors) {
  switch (rule.kind) {
    case Rule::Kind::requires_:
      for (const auto& consequence : rule.then) {
        auto conditions = rule.when;
        conditions.push_back(negation(problem, consequence));
        forbid(problem, conditions, index);
      }
      return;
    case Rule::Kind::excludes:
    case Rule::Kind::ruled_out:
      forbid(problem, rule.when, index);
      return;
    case Rule::Kind::at_most:
    case Rule::Kind::at_least:
    case Rule::Kind::budget:
      if (!add_sums(scenario, index, problem)) {
        errors.push_back(make_error(rule.place,
                                    "the costs of this budget are too large or too fine",
                                    "state them with fewer digits"));
      }
      return;
  }
}

CompiledAggregate compile(const Problem& problem, const Aggregate& node, const Rational& weight,
                          const Scale& scale) {
  using Kind = Aggregate::Kind;
  const Rational w = weight * node.weight;
  CompiledAggregate out;
  out.kind = node.kind;
  if (w < 0 && node.kind != Kind::sum) {
    out.kind = node.kind == Kind::maximum ? Kind::minimum : Kind::maximum;
  }
  for (const auto& box : node.boxes) {
    auto compiled = make_box(problem, box.when);
    // A box that never holds counts as empty: its complement always holds.
    const bool never = !compiled.has_value();
    out.leaves.push_back({never ? Box{} : std::move(*compiled), never ? !box.inside : box.inside,
                          scale.apply(box.value * w)});
  }
  for (const auto& child : node.children) {
    out.children.push_back(compile(problem, child, w, scale));
  }
  return out;
}

/// Adds a party's interaction terms; terms with the same box share one entry.
class TermTable {
 public:
  explicit TermTable(Problem& problem) : problem_(problem) {}

  void add(const Interaction& interaction, std::size_t party, const Scale& scale) {
    const std::int64_t amount = scale.apply(interaction.add.mean());
    auto box = make_box(problem_, interaction.when);
    if (!box || amount == 0) return;
    if (box->issues.size() <= 1) {
      fold(*box, party, amount);
      return;
    }
    const auto [it, fresh] =
        index_.try_emplace(std::make_pair(box->issues, box->mask), problem_.terms.size());
    if (fresh) {
      problem_.terms.push_back({*box, std::vector<std::int64_t>(problem_.parties, 0)});
    }
    problem_.terms[it->second].add[party] += amount;
  }

 private:
  /// A term on one issue, or on none, is part of the issue's values.
  void fold(const Box& box, std::size_t party, std::int64_t amount) {
    const std::size_t issue = box.issues.empty() ? 0 : box.issues.front();
    for (std::size_t o = 0; o < problem_.options[issue]; ++o) {
      if (!box.issues.empty() && box.mask[0][o] == 0) continue;
      problem_.value[(problem_.first[issue] + o) * problem_.parties + party] += amount;
    }
  }

  Problem& problem_;
  std::map<std::pair<std::vector<std::uint32_t>, std::vector<std::vector<std::uint8_t>>>,
           std::size_t>
      index_;
};

void add_party(const Scenario& scenario, std::size_t party, const Scale& scale, TermTable& terms,
               Problem& problem) {
  const Preferences& p = scenario.preferences[party];
  for (std::size_t i = 0; i < p.values.size(); ++i) {
    for (std::size_t o = 0; o < p.values[i].size(); ++o) {
      problem.value[(problem.first[i] + o) * problem.parties + party] +=
          scale.apply(p.values[i][o].mean());
    }
  }
  for (const auto& interaction : p.together) terms.add(interaction, party, scale);
  if (p.aggregate) {
    problem.aggregate.resize(problem.parties);
    problem.aggregate[party] = compile(problem, *p.aggregate, 1, scale);
  }
  if (p.cap) {
    problem.cap.resize(problem.parties);
    problem.cap[party] = scale.apply(*p.cap);
  }
  problem.denominator[party] = scale.denominator;
  problem.tolerance[party] = grid_tolerance(p, problem.issues, scale);
  if (!scale.exact) problem.arithmetic = Arithmetic::double_grid;
}

/// A cap that no outcome reaches is no cap.
void drop_idle_caps(Problem& problem) {
  for (std::size_t j = 0; j < problem.cap.size(); ++j) {
    if (!problem.cap[j] || (!problem.aggregate.empty() && problem.aggregate[j])) continue;
    std::int64_t most = 0;
    for (std::size_t i = 0; i < problem.issues; ++i) {
      std::int64_t best = problem.at(i, 0, j);
      for (std::size_t o = 1; o < problem.options[i]; ++o) {
        best = std::max(best, problem.at(i, o, j));
      }
      most += best;
    }
    for (const auto& term : problem.terms) most += std::max<std::int64_t>(0, term.add[j]);
    if (most <= *problem.cap[j]) problem.cap[j].reset();
  }
  if (std::none_of(problem.cap.begin(), problem.cap.end(),
                   [](const auto& c) { return c.has_value(); })) {
    problem.cap.clear();
  }
}

/// Threats that a rule disables cannot be carried out.
void check_threats(const Scenario& scenario, const std::vector<ThreatCarriedOut>& threats,
                   Diagnostics& errors) {
  for (const auto& threat : threats) {
    const Rule* rule = disabling_rule(scenario, threat);
    if (rule == nullptr) continue;
    const auto& issue = scenario.issues[threat.issue.index()];
    const std::string by =
        rule->place.line > 0 ? fmt::format("the rule on line {}", rule->place.line) : rule->text;
    errors.push_back(
        make_error(rule->place,
                   fmt::format("the threat {} = {} is ruled out by {}", backquoted(issue.key),
                               backquoted(issue.options[threat.option.index()]), by),
                   "ruling out a threat's option disables the threat: leave out one of the two"));
  }
}

Problem make_frame(const Scenario& scenario) {
  Problem problem;
  problem.parties = scenario.party_count();
  problem.issues = scenario.issue_count();
  problem.first.push_back(0);
  for (const auto& issue : scenario.issues) {
    problem.options.push_back(static_cast<std::uint32_t>(issue.options.size()));
    problem.first.push_back(problem.first.back() + problem.options.back());
  }
  problem.value.assign(problem.option_total() * problem.parties, 0);
  problem.allowed.assign(problem.option_total(), 1);
  problem.no_deal.assign(problem.parties, 0);
  problem.denominator.assign(problem.parties, 1);
  problem.tolerance.assign(problem.parties, 0);
  for (std::size_t i = 0; i < problem.issues; ++i) {
    const auto& issue = scenario.issues[i];
    if (!issue.is_threat()) continue;
    for (std::size_t o = 0; o < problem.options[i]; ++o) {
      problem.allowed[problem.first[i] + o] = o == issue.status_quo.index() ? 1 : 0;
    }
  }
  return problem;
}

}  // namespace

Result<Problem> make_problem(const Scenario& scenario,
                             const std::vector<ThreatCarriedOut>& threats) {
  Diagnostics errors;
  check_threats(scenario, threats, errors);
  Problem problem = make_frame(scenario);
  TermTable terms(problem);
  std::vector<Scale> scales(problem.parties);
  for (std::size_t j = 0; j < problem.parties; ++j) {
    scales[j] = make_scale(scenario.preferences[j]);
    add_party(scenario, j, scales[j], terms, problem);
  }
  for (std::size_t r = 0; r < scenario.rules.size(); ++r) {
    add_rule(scenario, scenario.rules[r], static_cast<std::uint32_t>(r), problem, errors);
  }
  if (has_errors(errors)) return tl::unexpected(std::move(errors));
  drop_idle_caps(problem);
  std::vector<std::int64_t> base(problem.parties, 0);
  if (scenario.has_status_quo) {
    utilities(problem, no_deal_outcome(scenario, threats).data(), base.data());
  }
  for (std::size_t j = 0; j < problem.parties; ++j) {
    const auto& reservation = scenario.preferences[j].reservation;
    problem.no_deal[j] = reservation ? scales[j].apply(reservation->mean()) : base[j];
  }
  return problem;
}

}  // namespace entente::bargain
