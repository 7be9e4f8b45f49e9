#include "entente/bargain/count.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <unordered_map>
#include <utility>

namespace entente::bargain {
namespace {

/// Marks in a partial state for a party whose answer no longer depends on the issues left.
constexpr std::int64_t k_accepts = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t k_refuses = std::numeric_limits<std::int64_t>::min();

bool rule_accepts(const Acceptance& rule, std::uint64_t accepting, std::size_t parties) {
  const auto needed = rule.at_least > 0 ? static_cast<std::size_t>(rule.at_least) : parties;
  for (const auto veto : rule.veto) {
    if (((accepting >> veto.index()) & 1U) == 0) return false;
  }
  return static_cast<std::size_t>(__builtin_popcountll(accepting)) >= needed;
}

/// Adds `count` outcomes that exactly the parties in the bit set accept.
void tally(AcceptanceCount& total, std::uint64_t accepting, const Integer& count,
           const Acceptance& rule) {
  const std::size_t parties = total.by_party.size();
  total.outcomes += count;
  for (std::size_t j = 0; j < parties; ++j) {
    if (((accepting >> j) & 1U) != 0) total.by_party[j] += count;
  }
  if (static_cast<std::size_t>(__builtin_popcountll(accepting)) == parties) total.by_all += count;
  if (rule_accepts(rule, accepting, parties)) total.by_rule += count;
}

struct VectorHash {
  std::size_t operator()(const std::vector<std::int64_t>& v) const {
    std::uint64_t h = 0x9E3779B97F4A7C15ULL;
    for (const auto x : v) {
      h ^= static_cast<std::uint64_t>(x);
      h *= 0xBF58476D1CE4E5B9ULL;
      h ^= h >> 29U;
    }
    return h;
  }
};

/// Least and most that issues i.. can still add to each party: [i * parties + j].
struct Remainder {
  std::vector<std::int64_t> least;
  std::vector<std::int64_t> most;
};

Remainder remainders(const Problem& p) {
  Remainder r;
  r.least.assign((p.issues + 1) * p.parties, 0);
  r.most.assign((p.issues + 1) * p.parties, 0);
  for (std::size_t i = p.issues; i-- > 0;) {
    for (std::size_t j = 0; j < p.parties; ++j) {
      std::int64_t low = k_accepts;
      std::int64_t high = k_refuses;
      for (std::size_t o = 0; o < p.options[i]; ++o) {
        if (p.allowed[p.first[i] + o] == 0) continue;
        low = std::min(low, p.at(i, o, j));
        high = std::max(high, p.at(i, o, j));
      }
      r.least[i * p.parties + j] = r.least[(i + 1) * p.parties + j] + low;
      r.most[i * p.parties + j] = r.most[(i + 1) * p.parties + j] + high;
    }
  }
  return r;
}

using States = std::unordered_map<std::vector<std::int64_t>, Integer, VectorHash>;

/// Replaces sums that can no longer change a party's answer by a mark.
void settle(const Problem& p, const Remainder& r, std::size_t next,
            std::vector<std::int64_t>& sums) {
  for (std::size_t j = 0; j < p.parties; ++j) {
    if (sums[j] == k_accepts || sums[j] == k_refuses) continue;
    if (sums[j] + r.least[next * p.parties + j] >= p.no_deal[j]) {
      sums[j] = k_accepts;
    } else if (sums[j] + r.most[next * p.parties + j] < p.no_deal[j]) {
      sums[j] = k_refuses;
    }
  }
}

std::optional<AcceptanceCount> count_independent(const Problem& p, const Acceptance& rule,
                                                 const CountOptions& options,
                                                 const WorkControl& control) {
  const Remainder r = remainders(p);
  States states;
  std::vector<std::int64_t> start(p.parties, 0);
  settle(p, r, 0, start);
  states.emplace(std::move(start), 1);
  for (std::size_t i = 0; i < p.issues; ++i) {
    if (control.cancelled()) return std::nullopt;
    control.report({"count", "issues", i, p.issues});
    States next;
    for (const auto& [sums, count] : states) {
      for (std::size_t o = 0; o < p.options[i]; ++o) {
        if (p.allowed[p.first[i] + o] == 0) continue;
        auto moved = sums;
        for (std::size_t j = 0; j < p.parties; ++j) {
          if (moved[j] != k_accepts && moved[j] != k_refuses) moved[j] += p.at(i, o, j);
        }
        settle(p, r, i + 1, moved);
        next[std::move(moved)] += count;
        if (next.size() > options.max_states) return std::nullopt;
      }
    }
    states = std::move(next);
  }
  AcceptanceCount total;
  total.by_party.assign(p.parties, 0);
  for (const auto& [sums, count] : states) {
    std::uint64_t accepting = 0;
    for (std::size_t j = 0; j < p.parties; ++j) {
      if (sums[j] == k_accepts) accepting |= std::uint64_t{1} << j;
    }
    tally(total, accepting, count, rule);
  }
  return total;
}

/// Advances to the next outcome of allowed options; false after the last.
bool advance(const Problem& p, Outcome& outcome) {
  for (std::size_t i = p.issues; i-- > 0;) {
    std::size_t o = outcome[i] + 1U;
    while (o < p.options[i] && p.allowed[p.first[i] + o] == 0) ++o;
    if (o < p.options[i]) {
      outcome[i] = static_cast<std::uint16_t>(o);
      return true;
    }
    o = 0;
    while (p.allowed[p.first[i] + o] == 0) ++o;
    outcome[i] = static_cast<std::uint16_t>(o);
  }
  return false;
}

std::optional<AcceptanceCount> count_by_visiting(const Problem& p, const Acceptance& rule,
                                                 const CountOptions& options,
                                                 const WorkControl& control) {
  if (outcome_count(p) > options.max_outcomes) return std::nullopt;
  Outcome outcome(p.issues, 0);
  for (std::size_t i = 0; i < p.issues; ++i) {
    while (p.allowed[p.first[i] + outcome[i]] == 0) ++outcome[i];
  }
  std::map<std::uint64_t, std::uint64_t> patterns;
  std::vector<std::int64_t> u(p.parties);
  std::uint64_t visited = 0;
  do {
    if ((++visited & 0xFFFU) == 0 && control.cancelled()) return std::nullopt;
    if (!feasible(p, outcome.data())) continue;
    utilities(p, outcome.data(), u.data());
    std::uint64_t accepting = 0;
    for (std::size_t j = 0; j < p.parties; ++j) {
      if (u[j] >= p.no_deal[j]) accepting |= std::uint64_t{1} << j;
    }
    ++patterns[accepting];
  } while (advance(p, outcome));
  AcceptanceCount total;
  total.by_party.assign(p.parties, 0);
  for (const auto& [accepting, count] : patterns) tally(total, accepting, count, rule);
  return total;
}

bool some_issue_has_no_option(const Problem& p) {
  for (std::size_t i = 0; i < p.issues; ++i) {
    const auto* begin = p.allowed.data() + p.first[i];
    if (std::find(begin, begin + p.options[i], std::uint8_t{1}) == begin + p.options[i]) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<AcceptanceCount> count_acceptable(const Problem& problem,
                                                const Acceptance& acceptance,
                                                const CountOptions& options,
                                                const WorkControl& control) {
  if (problem.parties > 64) return std::nullopt;
  if (some_issue_has_no_option(problem)) {
    AcceptanceCount none;
    none.by_party.assign(problem.parties, 0);
    return none;
  }
  if (problem.separable()) return count_independent(problem, acceptance, options, control);
  return count_by_visiting(problem, acceptance, options, control);
}

}  // namespace entente::bargain
