#include "entente/bargain/rank_table.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <unordered_map>
#include <utility>

#include "entente/bargain/enumerate.hpp"
#include "entente/bargain/rounding.hpp"

namespace entente::bargain {
namespace {

using Tables = tl::expected<RankTables, RankFailure>;

/// Common denominators of more bits than this are not worked with.
constexpr unsigned k_denominator_bits = 1'024;

/// How many outcomes have a utility.
template <class Value>
struct Level {
  Value utility = 0;
  Integer count = 0;
};
template <class Value>
using Levels = std::vector<Level<Value>>;  // utilities falling

/// From counts, best first, to ranks. Levels below `least` count for nothing.
RankTable to_ranks(const Levels<std::int64_t>& levels, std::int64_t least) {
  std::vector<std::int64_t> utility;
  std::vector<Integer> rank;
  Integer better = 0;
  for (const auto& level : levels) {
    if (level.utility < least) break;
    utility.push_back(level.utility);
    rank.push_back(better + 1);
    better += level.count;
  }
  return {std::move(utility), std::move(rank)};
}

Integer floor_of(const Rational& value) {
  const Integer num = numerator_of(value);
  const Integer den = denominator_of(value);
  const Integer quotient = num / den;  // towards zero
  return num < 0 && quotient * den != num ? Integer(quotient - 1) : quotient;
}

/// The same, for a party whose values were rounded: `levels` are exact, in units of the problem,
/// and hold all that are at least `least` - `slack`. Each utility was moved by a quarter of `slack`
/// at most, so that levels further apart than `slack` stay apart. None where some are nearer.
template <class Value, class ToUnits>
std::optional<RankTable> to_ranks_of_rounded(const Levels<Value>& levels, const Value& least,
                                             std::int64_t slack, const ToUnits& to_units) {
  std::vector<std::int64_t> lowest;
  std::vector<Integer> rank;
  Integer better = 0;
  std::optional<Rational> before;
  for (const auto& level : levels) {
    Rational units = to_units(level.utility);
    if (before && *before - units <= slack) return std::nullopt;
    if (level.utility < least) break;
    lowest.push_back(floor_of(units).template convert_to<std::int64_t>() - slack / 4 - 1);
    rank.push_back(better + 1);
    better += level.count;
    before = std::move(units);
  }
  return RankTable(std::move(lowest), std::move(rank));
}

/// Adds the counts of `more`, every utility raised by `rise`, to `levels`.
template <class Value>
Levels<Value> merge(const Levels<Value>& levels, const Levels<Value>& more, const Value& rise,
                    const Value& least) {
  Levels<Value> merged;
  merged.reserve(levels.size() + more.size());
  auto a = levels.begin();
  for (const auto& level : more) {
    const Value utility = level.utility + rise;
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

/// The counts of one party, issues being independent and value(i, o) its values, down to `least`;
/// nothing beyond `max_levels` or cancelled.
template <class Value, class ValueOf>
std::optional<Levels<Value>> sum_levels(const Problem& p, const ValueOf& value, const Value& least,
                                        std::size_t max_levels, const WorkControl& control) {
  std::vector<Value> most(p.issues + 1, 0);  // that issues i.. can add
  for (std::size_t i = p.issues; i-- > 0;) {
    std::optional<Value> best;
    for (std::size_t o = 0; o < p.options[i]; ++o) {
      if (p.allowed[p.first[i] + o] == 0) continue;
      if (!best || *best < value(i, o)) best = value(i, o);
    }
    if (!best) return Levels<Value>{};
    most[i] = most[i + 1] + *best;
  }
  Levels<Value> levels = {{0, 1}};
  for (std::size_t i = 0; i < p.issues; ++i) {
    Levels<Value> next;
    for (std::size_t o = 0; o < p.options[i]; ++o) {
      if (control.cancelled()) return std::nullopt;
      if (p.allowed[p.first[i] + o] == 0) continue;
      next = merge<Value>(next, levels, value(i, o), least - most[i + 1]);
      if (next.size() > max_levels) return std::nullopt;
    }
    levels = std::move(next);
  }
  return levels;
}

/// A party's values and its no-deal utility as fractions of one denominator.
struct Fractions {
  Integer denominator = 1;
  std::vector<Integer> value;  ///< [first[issue] + option]
  Integer no_deal = 0;
};

std::optional<Fractions> fractions_of(const Problem& p, const RankSource& source, PartyId party) {
  std::vector<Rational> value(p.option_total(), 0);
  const auto& values = source.scenario->preferences[party.index()].values;
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t o = 0; o < values[i].size(); ++o) value[p.first[i] + o] = values[i][o].mean();
  }
  value.push_back(no_deal_utility(*source.scenario, party, source.threats));
  Fractions out;
  for (const Rational& v : value) {
    out.denominator = lcm(out.denominator, denominator_of(v));
    if (msb(out.denominator) >= k_denominator_bits) return std::nullopt;
  }
  for (const Rational& v : value) {
    out.value.push_back(numerator_of(v) * (out.denominator / denominator_of(v)));
  }
  out.no_deal = std::move(out.value.back());
  out.value.pop_back();
  return out;
}

/// One party with independent issues. `left`: levels that may still be made.
tl::expected<RankTable, RankFailure> rank_party(const Problem& p, std::size_t party,
                                                std::size_t& left, const WorkControl& control) {
  const auto value = [&](std::size_t i, std::size_t o) { return p.at(i, o, party); };
  const auto levels = sum_levels<std::int64_t>(p, value, p.no_deal[party], left, control);
  if (!levels) return tl::unexpected(RankFailure::limit);
  left -= levels->size();
  return to_ranks(*levels, p.no_deal[party]);
}

/// The same where its values were rounded.
tl::expected<RankTable, RankFailure> rank_rounded_party(const Problem& p, const RankSource& source,
                                                        std::size_t party, std::int64_t slack,
                                                        std::size_t& left,
                                                        const WorkControl& control) {
  const auto fractions = fractions_of(p, source, PartyId(party));
  if (!fractions) return tl::unexpected(RankFailure::rounding);
  const Rational unit = p.denominator[party] / Rational(fractions->denominator);
  const Integer near = floor_of(slack / unit) + 1;
  const auto value = [&](std::size_t i, std::size_t o) -> const Integer& {
    return fractions->value[p.first[i] + o];
  };
  const auto levels = sum_levels<Integer>(p, value, fractions->no_deal - near, left, control);
  if (!levels) return tl::unexpected(RankFailure::limit);
  left -= levels->size();
  auto table = to_ranks_of_rounded(*levels, fractions->no_deal, slack,
                                   [&](const Integer& u) { return Rational(u * unit); });
  if (!table) return tl::unexpected(RankFailure::rounding);
  return *std::move(table);
}

Tables rank_independent(const Problem& p, const RankSource& source,
                        const std::vector<std::int64_t>& slack, const RankLimits& limits,
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
    auto table = slack[j] == 0 ? rank_party(p, j, left, control)
                               : rank_rounded_party(p, source, j, slack[j], left, control);
    if (!table) return tl::unexpected(table.error());
    tables.party.push_back(*std::move(table));
  }
  return tables;
}

/// Outcomes visited one by one, counted by utility: exact ones in the problem's units, the others
/// as the source has them.
class Visits {
 public:
  Visits(const Problem& problem, const RankSource& source, const std::vector<std::int64_t>& slack)
      : problem_(problem),
        source_(source),
        slack_(slack),
        counts_(problem.parties),
        exact_counts_(problem.parties) {}

  void add(const std::int64_t* utility, const Outcome& outcome) {
    ++outcomes_;
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      auto& count =
          slack_[j] == 0
              ? counts_[j][utility[j]]
              : exact_counts_[j][entente::utility(*source_.scenario, PartyId(j), outcome)];
      levels_ += count++ == 0 ? 1 : 0;
    }
  }
  [[nodiscard]] std::size_t levels() const { return levels_; }

  [[nodiscard]] Tables tables() const {
    RankTables tables;
    tables.outcomes = outcomes_;
    for (std::size_t j = 0; j < problem_.parties; ++j) {
      auto table = slack_[j] == 0 ? plain(j) : of_rounded(j);
      if (!table) return tl::unexpected(RankFailure::rounding);
      tables.party.push_back(*std::move(table));
    }
    return tables;
  }

 private:
  [[nodiscard]] std::optional<RankTable> plain(std::size_t party) const {
    Levels<std::int64_t> sorted;
    for (const auto& [utility, count] : counts_[party]) sorted.push_back({utility, count});
    std::sort(sorted.begin(), sorted.end(),
              [](const auto& a, const auto& b) { return a.utility > b.utility; });
    return to_ranks(sorted, problem_.no_deal[party]);
  }

  [[nodiscard]] std::optional<RankTable> of_rounded(std::size_t party) const {
    Levels<Rational> sorted;
    for (const auto& [utility, count] : exact_counts_[party]) sorted.push_back({utility, count});
    return to_ranks_of_rounded(
        sorted, no_deal_utility(*source_.scenario, PartyId(party), source_.threats), slack_[party],
        [&](const Rational& u) { return Rational(u * problem_.denominator[party]); });
  }

  const Problem& problem_;
  const RankSource& source_;
  const std::vector<std::int64_t>& slack_;
  std::vector<std::unordered_map<std::int64_t, std::uint64_t>> counts_;
  std::vector<std::map<Rational, std::uint64_t, std::greater<>>> exact_counts_;
  std::uint64_t outcomes_ = 0;
  std::size_t levels_ = 0;
};

Tables rank_by_visiting(const Problem& p, const RankSource& source,
                        const std::vector<std::int64_t>& slack, const RankLimits& limits,
                        const WorkControl& control) {
  Visits visits(p, source, slack);
  const bool exact = p.arithmetic == Arithmetic::exact;
  const auto most = exact ? limits.max_outcomes : std::min(limits.max_outcomes, limits.max_rounded);
  const auto end = for_each_feasible_outcome(p, most, control,
                                             [&](const std::int64_t* utility, const Outcome& o) {
                                               visits.add(utility, o);
                                               return visits.levels() <= limits.max_levels;
                                             });
  if (end != EnumerationEnd::complete) return tl::unexpected(RankFailure::limit);
  return visits.tables();
}

/// Is a rounded party's utility the sum of its values over the issues, before rounding as well?
bool sums_before_rounding(const RankSource& source, const std::vector<std::int64_t>& slack) {
  for (std::size_t j = 0; j < slack.size(); ++j) {
    if (slack[j] == 0) continue;
    const Preferences& p = source.scenario->preferences[j];
    if (!p.together.empty() || p.aggregate || p.cap) return false;
  }
  return true;
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

tl::expected<RankTables, RankFailure> make_rank_tables(const Problem& problem,
                                                       const RankSource& source,
                                                       const RankLimits& limits,
                                                       const WorkControl& control) {
  const bool exact = problem.arithmetic == Arithmetic::exact;
  if (!exact && source.scenario == nullptr) return tl::unexpected(RankFailure::rounding);
  const auto slack = rounding_units(problem);
  return problem.separable() && (exact || sums_before_rounding(source, slack))
             ? rank_independent(problem, source, slack, limits, control)
             : rank_by_visiting(problem, source, slack, limits, control);
}

}  // namespace entente::bargain
