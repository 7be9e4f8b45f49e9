#include "entente/bargain/rank_table.hpp"

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <utility>

#include "entente/bargain/enumerate.hpp"

namespace entente::bargain {
namespace {

/// How many outcomes have a utility.
struct Level {
  std::int64_t utility = 0;
  Integer count = 0;
};
using Levels = std::vector<Level>;  // utilities falling

/// From counts, best first, to ranks. Levels below `least` count for nothing.
RankTable to_ranks(const Levels& levels, std::int64_t least) {
  std::vector<std::int64_t> utility;
  std::vector<Integer> rank;
  Integer better = 0;
  for (const Level& level : levels) {
    if (level.utility < least) break;
    utility.push_back(level.utility);
    rank.push_back(better + 1);
    better += level.count;
  }
  return {std::move(utility), std::move(rank)};
}

/// Adds the counts of `more`, every utility raised by `rise`, to `levels`.
Levels merge(const Levels& levels, const Levels& more, std::int64_t rise, std::int64_t least) {
  Levels merged;
  merged.reserve(levels.size() + more.size());
  auto a = levels.begin();
  for (const Level& level : more) {
    const std::int64_t utility = level.utility + rise;
    if (utility < least) break;
    while (a != levels.end() && a->utility > utility) merged.push_back(*a++);
    if (a != levels.end() && a->utility == utility) {
      merged.push_back({utility, a->count + level.count});
      ++a;
    } else {
      merged.push_back({utility, level.count});
    }
  }
  merged.insert(merged.end(), a, levels.end());
  return merged;
}

/// The counts of one party, issues being independent; nothing beyond `max_levels` or cancelled.
std::optional<Levels> sum_levels(const Problem& p, std::size_t party, std::size_t max_levels,
                                 const WorkControl& control) {
  std::vector<std::int64_t> most(p.issues + 1, 0);  // that issues i.. can add
  for (std::size_t i = p.issues; i-- > 0;) {
    std::optional<std::int64_t> best;
    for (std::size_t o = 0; o < p.options[i]; ++o) {
      if (p.allowed[p.first[i] + o] == 0) continue;
      best = std::max(best.value_or(p.at(i, o, party)), p.at(i, o, party));
    }
    if (!best) return Levels{};
    most[i] = most[i + 1] + *best;
  }
  Levels levels = {{0, 1}};
  for (std::size_t i = 0; i < p.issues; ++i) {
    Levels next;
    for (std::size_t o = 0; o < p.options[i]; ++o) {
      if (control.cancelled()) return std::nullopt;
      if (p.allowed[p.first[i] + o] == 0) continue;
      next = merge(next, levels, p.at(i, o, party), p.no_deal[party] - most[i + 1]);
      if (next.size() > max_levels) return std::nullopt;
    }
    levels = std::move(next);
  }
  return levels;
}

std::optional<RankTables> rank_independent(const Problem& p, const RankLimits& limits,
                                           const WorkControl& control) {
  RankTables tables;
  tables.outcomes = 1;
  for (std::size_t i = 0; i < p.issues; ++i) {
    const auto* begin = p.allowed.data() + p.first[i];
    tables.outcomes *= std::count(begin, begin + p.options[i], std::uint8_t{1});
  }
  std::size_t left = limits.max_levels;
  for (std::size_t j = 0; j < p.parties; ++j) {
    control.report({"ranks", "parties", j, p.parties});
    const auto levels = sum_levels(p, j, left, control);
    if (!levels) return std::nullopt;
    left -= levels->size();
    tables.party.push_back(to_ranks(*levels, p.no_deal[j]));
  }
  return tables;
}

std::optional<RankTables> rank_by_visiting(const Problem& p, const RankLimits& limits,
                                           const WorkControl& control) {
  std::vector<std::unordered_map<std::int64_t, std::uint64_t>> counts(p.parties);
  std::uint64_t outcomes = 0;
  std::size_t levels = 0;
  const auto end = for_each_feasible_outcome(p, limits.max_outcomes, control,
                                             [&](const std::int64_t* utility, const Outcome&) {
                                               ++outcomes;
                                               for (std::size_t j = 0; j < p.parties; ++j) {
                                                 levels += counts[j][utility[j]]++ == 0 ? 1 : 0;
                                               }
                                               return levels <= limits.max_levels;
                                             });
  if (end != EnumerationEnd::complete) return std::nullopt;
  RankTables tables;
  tables.outcomes = outcomes;
  for (std::size_t j = 0; j < p.parties; ++j) {
    Levels sorted;
    for (const auto& [utility, count] : counts[j]) sorted.push_back({utility, count});
    std::sort(sorted.begin(), sorted.end(),
              [](const Level& a, const Level& b) { return a.utility > b.utility; });
    tables.party.push_back(to_ranks(sorted, p.no_deal[j]));
  }
  return tables;
}

}  // namespace

const Integer* RankTable::rank(std::int64_t utility) const {
  const auto at = std::lower_bound(level_.begin(), level_.end(), utility, std::greater<>());
  return at == level_.end() ? nullptr : &rank_[static_cast<std::size_t>(at - level_.begin())];
}

std::optional<std::int64_t> RankTable::threshold(const Integer& depth) const {
  const auto beyond = std::upper_bound(rank_.begin(), rank_.end(), depth);
  if (beyond == rank_.begin()) return std::nullopt;
  return level_[static_cast<std::size_t>(beyond - rank_.begin()) - 1];
}

std::optional<RankTables> make_rank_tables(const Problem& problem, const RankLimits& limits,
                                           const WorkControl& control) {
  return problem.separable() ? rank_independent(problem, limits, control)
                             : rank_by_visiting(problem, limits, control);
}

}  // namespace entente::bargain
