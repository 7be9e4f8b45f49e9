#include "entente/bargain/why.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "tests/support/cyber_scenario.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/rounds.hpp"

namespace entente::bargain {
namespace {

using Kind = Change::Kind;

// The slow, obvious reading of every claim: all outcomes, all subsets of changes, exact fractions
// from the model.

/// Everything that was asked, and everything that could be agreed but for what forbids it.
struct Stand {
  struct Row {
    Outcome outcome;
    std::vector<Rational> utility;
    std::vector<Change> forbidden_by;  ///< goals, rules and issues off the table
  };

  Stand(const Scenario& asked, const WhyOptions& how);

  const Scenario& scenario;
  const WhyOptions& options;
  std::vector<Row> rows;
};

bool has(const std::vector<Change>& changes, Kind kind, std::size_t index) {
  return std::any_of(changes.begin(), changes.end(),
                     [&](const Change& c) { return c.kind == kind && c.index == index; });
}

bool permitted(const Stand::Row& row, const std::vector<Change>& changes) {
  return std::all_of(row.forbidden_by.begin(), row.forbidden_by.end(),
                     [&](const Change& c) { return has(changes, c.kind, c.index); });
}

/// What must be changed for the outcome to be permitted; nothing where no change helps.
std::optional<std::vector<Change>> forbidden_by(const Stand& s, const Outcome& x) {
  std::vector<Change> changes;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto& issue = s.scenario.issues[i];
    if (issue.is_threat() && x[i] != issue.status_quo.index()) return std::nullopt;
  }
  for (const Rule* rule : broken_rules(s.scenario, x)) {
    const auto index = static_cast<std::size_t>(rule - s.scenario.rules.data());
    changes.push_back({Kind::drop_rule, index, {}, 0});
  }
  for (std::size_t k = 0; k < s.options.goals.size(); ++k) {
    if (!holds(s.options.goals[k], x)) changes.push_back({Kind::drop_goal, k, {}, 0});
  }
  for (const IssueId i : s.options.off) {
    if (x[i.index()] != s.scenario.issues[i.index()].status_quo.index()) {
      changes.push_back({Kind::put_on_table, i.index(), {}, 0});
    }
  }
  return changes;
}

std::vector<ThreatCarriedOut> threats_after(const Stand& s, const std::vector<Change>& changes) {
  auto threats = s.options.threats;
  for (const Change& c : changes) {
    if (c.kind == Kind::carry_out_threat) threats.push_back({IssueId(c.index), c.option});
  }
  return threats;
}

/// Is it better for nobody than leaving everything as it is, where that is permitted?
bool no_better_than_staying(const Stand& s, const std::vector<Change>& changes,
                            const Stand::Row& row) {
  if (!s.scenario.has_status_quo) return false;
  const Outcome today = no_deal_outcome(s.scenario);
  const auto at = std::find_if(s.rows.begin(), s.rows.end(),
                               [&](const Stand::Row& r) { return r.outcome == today; });
  if (!permitted(*at, changes)) return false;
  for (std::size_t j = 0; j < row.utility.size(); ++j) {
    if (row.utility[j] > at->utility[j]) return false;
  }
  return true;
}

Stand::Stand(const Scenario& asked, const WhyOptions& how) : scenario(asked), options(how) {
  test::for_each_outcome(scenario, [&](const Outcome& x) {
    auto changes = forbidden_by(*this, x);
    if (!changes) return;
    Row row{x, {}, std::move(*changes)};
    for (std::size_t j = 0; j < scenario.party_count(); ++j) {
      row.utility.push_back(utility(scenario, PartyId(j), x));
    }
    rows.push_back(std::move(row));
  });
}

/// Gains of all permitted outcomes.
std::vector<std::vector<Rational>> all_gains(const Stand& s, const std::vector<Change>& changes,
                                             bool may_stay) {
  const auto threats = threats_after(s, changes);
  std::vector<Rational> d;
  for (std::size_t j = 0; j < s.scenario.party_count(); ++j) {
    d.push_back(no_deal_utility(s.scenario, PartyId(j), threats));
  }
  std::vector<std::vector<Rational>> all;
  for (const auto& row : s.rows) {
    if (!permitted(row, changes) || (!may_stay && no_better_than_staying(s, changes, row)))
      continue;
    all.emplace_back();
    for (std::size_t j = 0; j < d.size(); ++j) all.back().push_back(row.utility[j] - d[j]);
  }
  return all;
}

/// Do enough gain, the exempt counted among them whatever they get?
bool enough_gain(const Stand& s, const std::vector<Rational>& gain,
                 const std::set<std::size_t>& exempt = {}) {
  const auto& rule = s.scenario.acceptance;
  std::set<std::size_t> accepting = exempt;
  for (std::size_t j = 0; j < gain.size(); ++j) {
    if (gain[j] > 0) accepting.insert(j);
  }
  const std::size_t needed =
      rule.at_least > 0 ? static_cast<std::size_t>(rule.at_least) : gain.size();
  return accepting.size() >= needed &&
         std::all_of(rule.veto.begin(), rule.veto.end(),
                     [&](PartyId j) { return accepting.contains(j.index()); });
}

bool changes_no_deal_points(const std::vector<Change>& changes) {
  return std::any_of(changes.begin(), changes.end(),
                     [](const Change& c) { return c.kind == Kind::carry_out_threat; });
}

bool opens(const Stand& s, const std::vector<Change>& changes) {
  const auto all = all_gains(s, changes, !changes_no_deal_points(changes));
  return std::any_of(all.begin(), all.end(),
                     [&](const auto& gain) { return enough_gain(s, gain); });
}

/// Every change that could be made but to reservations.
std::vector<Change> universe(const Stand& s) {
  std::vector<Change> all;
  for (std::size_t k = 0; k < s.options.goals.size(); ++k)
    all.push_back({Kind::drop_goal, k, {}, 0});
  for (const IssueId i : s.options.off) all.push_back({Kind::put_on_table, i.index(), {}, 0});
  for (std::size_t r = 0; r < s.scenario.rules.size(); ++r) {
    all.push_back({Kind::drop_rule, r, {}, 0});
  }
  for (std::size_t i = 0; i < s.scenario.issue_count(); ++i) {
    const auto& issue = s.scenario.issues[i];
    const bool used = std::any_of(s.options.threats.begin(), s.options.threats.end(),
                                  [&](const auto& t) { return t.issue.index() == i; });
    if (!issue.is_threat() || used) continue;
    for (std::size_t o = 0; o < issue.options.size(); ++o) {
      const ThreatCarriedOut threat{IssueId(i), OptionId(o)};
      if (o == issue.status_quo.index() || disabling_rule(s.scenario, threat) != nullptr) continue;
      all.push_back({Kind::carry_out_threat, i, OptionId(o), 0});
    }
  }
  return all;
}

bool one_option_per_threat(const std::vector<Change>& changes) {
  std::set<std::size_t> seen;
  return std::all_of(changes.begin(), changes.end(), [&](const Change& c) {
    return c.kind != Kind::carry_out_threat || seen.insert(c.index).second;
  });
}

std::vector<Change> chosen(const std::vector<Change>& all, std::size_t mask) {
  std::vector<Change> some;
  for (std::size_t k = 0; k < all.size(); ++k) {
    if ((mask >> k & 1U) != 0) some.push_back(all[k]);
  }
  return some;
}

/// Changes, and by more than how much which parties are lowered.
struct Opening {
  std::size_t mask = 0;  ///< of universe()
  std::map<std::size_t, Rational> by;

  bool operator<(const Opening& other) const {
    return std::tie(mask, by) < std::tie(other.mask, other.by);
  }
  bool operator==(const Opening&) const = default;
  [[nodiscard]] std::size_t size() const {
    return static_cast<std::size_t>(std::popcount(mask)) + by.size();
  }
  /// Is this enough where `other` is?
  [[nodiscard]] bool part_of(const Opening& other) const {
    return (mask & ~other.mask) == 0 && std::all_of(by.begin(), by.end(), [&](const auto& mine) {
             const auto its = other.by.find(mine.first);
             return its != other.by.end() && mine.second <= its->second;
           });
  }
};

std::set<std::size_t> chosen_parties(std::size_t mask) {
  std::set<std::size_t> set;
  for (std::size_t j = 0; mask >> j != 0; ++j) {
    if ((mask >> j & 1U) != 0) set.insert(j);
  }
  return set;
}

/// What opens a deal after these changes, with each set of parties lowered by what some outcome
/// lacks.
std::vector<Opening> openings(const Stand& s, const std::vector<Change>& changes, std::size_t mask,
                              std::size_t most) {
  if (opens(s, changes)) return {{mask, {}}};
  std::set<Opening> list;
  const auto gains = all_gains(s, changes, false);
  for (std::size_t lowered = 1; lowered < std::size_t{1} << s.scenario.party_count(); ++lowered) {
    const auto set = chosen_parties(lowered);
    if (changes.size() + set.size() > most) continue;
    for (const auto& gain : gains) {
      if (!enough_gain(s, gain, set)) continue;
      Opening opening{mask, {}};
      for (const std::size_t j : set) opening.by[j] = std::max<Rational>(0, -gain[j]);
      list.insert(std::move(opening));
    }
  }
  return {list.begin(), list.end()};
}

/// All of at most `most` changes and parties of which no part is enough.
std::vector<Opening> minimal_openings(const Stand& s, std::size_t most) {
  const auto all = universe(s);
  std::vector<Opening> list;
  for (std::size_t mask = 0; mask < (std::size_t{1} << all.size()); ++mask) {
    const auto changes = chosen(all, mask);
    if (changes.size() > most || !one_option_per_threat(changes)) continue;
    const auto more = openings(s, changes, mask, most);
    list.insert(list.end(), more.begin(), more.end());
  }
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  std::vector<Opening> minimal;
  for (const auto& one : list) {
    if (std::none_of(list.begin(), list.end(),
                     [&](const Opening& other) { return !(other == one) && other.part_of(one); })) {
      minimal.push_back(one);
    }
  }
  return minimal;
}

Opening to_opening(const Stand& s, const Relaxation& relaxation) {
  const auto all = universe(s);
  Opening opening;
  for (const Change& c : relaxation.changes) {
    if (c.kind == Kind::lower_reservation) {
      opening.by[c.index] = c.by_more_than;
      continue;
    }
    const auto at = std::find(all.begin(), all.end(), c) - all.begin();
    opening.mask |= std::size_t{1} << static_cast<std::size_t>(at);
  }
  return opening;
}

/// The most that party j gains in an outcome that it and enough others accept.
std::optional<Rational> most_for(const Stand& s, std::size_t j, bool may_stay) {
  std::optional<Rational> best;
  for (const auto& gain : all_gains(s, {}, may_stay)) {
    if (enough_gain(s, gain, {j}) && (!best || gain[j] > *best)) best = gain[j];
  }
  return best;
}

void expect_true_margins(const Stand& s, const Why& why) {
  for (std::size_t j = 0; j < s.scenario.party_count(); ++j) {
    const auto most = most_for(s, j, why.deal.found());
    ASSERT_EQ(why.margins[j].status, most ? Status::exact : Status::none);
    if (most) {
      EXPECT_EQ(why.margins[j].most, *most);
    }
    if (!why.deal.found()) continue;
    const auto all = all_gains(s, {}, true);
    const bool without = std::any_of(all.begin(), all.end(), [&](auto gain) {
      gain[j] = 0;
      return enough_gain(s, gain);
    });
    EXPECT_EQ(why.margins[j].needed, !without);
  }
}

void expect_true_needs(const Stand& s, const Why& why) {
  std::vector<IssueId> needed;
  for (std::size_t i = 0; s.scenario.has_status_quo && i < s.scenario.issue_count(); ++i) {
    auto options = s.options;
    options.off.emplace_back(i);
    if (!opens(Stand(s.scenario, options), {})) needed.emplace_back(i);
  }
  EXPECT_EQ(why.needed_issues, needed);
}

void expect_sound(const Stand& s, const Relaxation& relaxation) {
  std::set<std::size_t> lowered;
  std::vector<Change> others;
  for (const Change& c : relaxation.changes) {
    if (c.kind == Kind::lower_reservation) {
      lowered.insert(c.index);
    } else {
      others.push_back(c);
    }
  }
  const auto needs = forbidden_by(s, relaxation.outcome);
  ASSERT_TRUE(needs.has_value());
  EXPECT_TRUE(permitted(Stand::Row{{}, {}, *needs}, others));
  if (!lowered.empty() || changes_no_deal_points(others)) {
    EXPECT_FALSE(no_better_than_staying(s, others, {{}, relaxation.utility, {}}));
  }
  std::vector<Rational> gain;
  for (std::size_t j = 0; j < s.scenario.party_count(); ++j) {
    const PartyId party(j);
    EXPECT_EQ(relaxation.utility[j], utility(s.scenario, party, relaxation.outcome));
    gain.push_back(relaxation.utility[j] -
                   no_deal_utility(s.scenario, party, threats_after(s, others)));
  }
  EXPECT_EQ(relaxation.gain, gain);
  for (const Change& c : relaxation.changes) {
    if (c.kind == Kind::lower_reservation) {
      EXPECT_EQ(gain[c.index], -c.by_more_than);
    }
  }
  EXPECT_TRUE(enough_gain(s, gain, lowered));
  for (const PartyId party : relaxation.accepted_by) {
    EXPECT_TRUE(gain[party.index()] > 0 || lowered.contains(party.index()));
  }
}

void expect_true_relaxations(const Stand& s, const Why& why) {
  std::vector<Opening> found;
  for (const auto& relaxation : why.relaxations) {
    expect_sound(s, relaxation);
    if (relaxation.changes.size() <= s.options.most_changes) {
      found.push_back(to_opening(s, relaxation));
    }
  }
  for (std::size_t k = 1; k < found.size(); ++k) {
    EXPECT_LE(std::make_pair(found[k - 1].size(), found[k - 1].by.size()),
              std::make_pair(found[k].size(), found[k].by.size()));
  }
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, minimal_openings(s, s.options.most_changes));
  EXPECT_TRUE(why.relaxations_complete);
}

/// A conflict is named where and only where the rules leave nothing, and it is minimal.
void expect_true_conflict(const Stand& s, const Why& why) {
  EXPECT_EQ(why.conflict.empty(), !all_gains(s, {}, true).empty());
  if (why.conflict.empty()) return;
  for (std::size_t left_out = 0; left_out <= why.conflict.size(); ++left_out) {
    auto dropped = universe(s);  // everything but the conflict, less one
    std::erase_if(dropped, [&](const Change& c) {
      const auto at = std::find(why.conflict.begin(), why.conflict.end(), c);
      return at != why.conflict.end() &&
             static_cast<std::size_t>(at - why.conflict.begin()) != left_out;
    });
    EXPECT_EQ(all_gains(s, dropped, true).empty(), left_out == why.conflict.size());
  }
}

struct Drawn {
  Scenario scenario;
  WhyOptions options;
};

Drawn draw(std::uint64_t seed) {
  test::RandomScenarioOptions features;
  features.max_parties = 4;
  features.max_issues = 4;
  features.max_options = 3;
  features.min_parties = 2;
  Drawn d{test::random_scenario(seed, features), {}};
  RandomStream random(seed + 99);
  for (std::size_t i = 0; i < d.scenario.issue_count(); ++i) {
    const auto& issue = d.scenario.issues[i];
    if (issue.is_threat()) {
      if (random.below(4) == 0 && issue.options.size() > 1 &&
          disabling_rule(d.scenario, {IssueId(i), OptionId(0)}) == nullptr) {
        d.options.threats.push_back({IssueId(i), OptionId(0)});
      }
    } else if (random.below(4) == 0) {
      d.options.goals.push_back({IssueId(i), {OptionId(random.below(issue.options.size()))}});
    } else if (random.below(4) == 0) {
      d.options.off.emplace_back(i);
    }
  }
  d.options.most_changes = 1 + random.below(3);
  d.options.max_relaxations = 10'000;
  return d;
}

TEST(Why, AgreesWithBruteForce) {
  std::size_t with_deal = 0;
  std::size_t with_relaxations = 0;
  std::size_t mixed = 0;
  std::size_t conflicts = 0;
  std::size_t by_fewer = 0;
  for (std::uint64_t seed = 0; seed < test::rounds(1'200); ++seed) {
    SCOPED_TRACE(seed);
    const Drawn d = draw(seed);
    const Stand stand(d.scenario, d.options);
    const auto why = explain_deal(d.scenario, d.options, {});
    ASSERT_TRUE(why.has_value());
    EXPECT_TRUE(why->complete);
    const bool deal = opens(stand, {});
    ASSERT_EQ(why->deal.status, deal ? Status::exact : Status::none);
    expect_true_margins(stand, *why);
    if (deal) {
      ++with_deal;
      expect_true_needs(stand, *why);
      EXPECT_TRUE(why->relaxations.empty());
    } else {
      expect_true_relaxations(stand, *why);
      expect_true_conflict(stand, *why);
      with_relaxations += why->relaxations.empty() ? 0 : 1;
      conflicts += why->conflict.empty() ? 0 : 1;
      for (const auto& relaxation : why->relaxations) {
        const auto& changes = relaxation.changes;
        const bool lowers = changes.back().kind == Kind::lower_reservation;
        mixed += lowers && changes.front().kind != Kind::lower_reservation ? 1 : 0;
        by_fewer += relaxation.accepted_by.size() < d.scenario.party_count() ? 1 : 0;
      }
    }
  }
  EXPECT_GT(with_deal, test::rounds(1'200) / 10);
  EXPECT_GT(with_relaxations, test::rounds(1'200) / 4);
  EXPECT_GT(mixed, test::rounds(1'200) / 10);
  EXPECT_GT(conflicts, test::rounds(1'200) / 50);
  EXPECT_GT(by_fewer, test::rounds(1'200) / 50);
}

TEST(Why, LeastAmountsAgreeWithBruteForce) {
  // Nobody likes anything: every outcome that nobody improves on is another way to ask for less.
  std::size_t several = 0;
  RandomStream random(17);
  for (std::uint64_t round = 0; round < test::rounds(300); ++round) {
    SCOPED_TRACE(round);
    const std::size_t parties = 2 + random.below(2);
    Scenario s = test::plain_scenario(parties, 1 + random.below(3), 3);
    for (auto& p : s.preferences) {
      for (std::size_t i = 0; i < s.issue_count(); ++i) {
        p.values[i].resize(3);
        for (auto& v : p.values[i]) v.a = -static_cast<int>(random.below(10));
      }
    }
    WhyOptions options;
    options.most_changes = parties;
    const Stand stand(s, options);
    const auto why = explain_deal(s, options, {});
    ASSERT_TRUE(why.has_value());
    if (why->deal.found()) continue;
    expect_true_relaxations(stand, *why);
    several += why->relaxations.size() > 1 ? 1 : 0;
  }
  EXPECT_GT(several, test::rounds(300) / 5);
}

TEST(Why, FlagshipHangsOnTheft) {
  const Scenario s = test::cyber_scenario();
  const auto why = explain_deal(s, {}, {});
  ASSERT_TRUE(why.has_value());
  EXPECT_EQ(why->deal.status, Status::exact);
  EXPECT_TRUE(why->complete);
  EXPECT_EQ(why->margins.size(), 2U);
  EXPECT_GT(why->margins[0].most, 17);
}

/// Three issues of which each party likes to see all moved together only; each one's move is ruled
/// out by a rule of its own.
Scenario three_locks() {
  Scenario s = test::plain_scenario(2, 3, 2);
  for (std::size_t i = 0; i < 3; ++i) {
    Rule rule;
    rule.kind = Rule::Kind::ruled_out;
    rule.when = {{IssueId(i), {OptionId(1)}}};
    s.rules.push_back(rule);
  }
  Interaction all;
  for (std::size_t i = 0; i < 3; ++i) all.when.push_back({IssueId(i), {OptionId(1)}});
  all.add.a = 5;
  for (auto& preferences : s.preferences) preferences.together.push_back(all);
  return s;
}

TEST(Why, FindsALargerRelaxationWhereNoSmallOneIs) {
  const Scenario s = three_locks();
  const auto why = explain_deal(s, {}, {});
  ASSERT_TRUE(why.has_value());
  EXPECT_TRUE(why->relaxations_complete);
  EXPECT_FALSE(why->hopeless);
  // What stays as it is, the only outcome under the rules, would be no deal.
  ASSERT_EQ(why->relaxations.size(), 1U);
  const auto& rules = why->relaxations[0];
  ASSERT_EQ(rules.changes.size(), 3U);
  for (std::size_t r = 0; r < 3; ++r)
    EXPECT_EQ(rules.changes[r], (Change{Kind::drop_rule, r, {}, 0}));
  EXPECT_EQ(rules.gain, (std::vector<Rational>{5, 5}));
}

TEST(Why, FindsALargerSetOfPartiesWhereNoSmallOneIs) {
  Scenario s = test::plain_scenario(3, 1, 2);
  for (std::size_t j = 0; j < 3; ++j) {
    s.preferences[j].values.assign(1, std::vector<Value>(2));
    s.preferences[j].values[0][1].a = -1 - static_cast<int>(j);
  }
  // Without the goal nobody needs a deal that hurts everybody.
  EXPECT_TRUE(explain_deal(s, {}, {})->relaxations.empty());
  WhyOptions options;
  options.goals = {{IssueId(0), {OptionId(1)}}};
  const auto why = explain_deal(s, options, {});
  ASSERT_TRUE(why.has_value());
  EXPECT_TRUE(why->relaxations_complete);
  ASSERT_EQ(why->relaxations.size(), 1U);
  const auto& changes = why->relaxations[0].changes;
  ASSERT_EQ(changes.size(), 3U);
  for (std::size_t j = 0; j < 3; ++j) {
    EXPECT_EQ(changes[j], (Change{Kind::lower_reservation, j, {}, 1 + static_cast<int>(j)}));
  }
  EXPECT_EQ(why->relaxations[0].gain, (std::vector<Rational>{-1, -2, -3}));
}

TEST(Why, ALimitOnTheListIsSaid) {
  Scenario s = test::plain_scenario(2, 1, 3);
  s.preferences[0].values = {
      {Value{}, Value{Value::Kind::exact, -1, 0, 0}, Value{Value::Kind::exact, -2, 0, 0}}};
  s.preferences[1].values = {
      {Value{}, Value{Value::Kind::exact, -2, 0, 0}, Value{Value::Kind::exact, -1, 0, 0}}};
  Rule move;
  move.kind = Rule::Kind::ruled_out;
  move.when = {{IssueId(0), {OptionId(0)}}};
  s.rules = {move};
  const auto all = explain_deal(s, {}, {});
  ASSERT_TRUE(all.has_value());
  EXPECT_EQ(all->relaxations.size(), 2U);
  EXPECT_TRUE(all->complete);
  WhyOptions options;
  options.max_relaxations = 1;
  const auto one = explain_deal(s, options, {});
  ASSERT_TRUE(one.has_value());
  EXPECT_EQ(one->relaxations.size(), 1U);
  EXPECT_FALSE(one->relaxations_complete);
  EXPECT_FALSE(one->complete);
}

TEST(Why, ALimitOnQuestionsIsSaid) {
  WhyOptions options;
  options.max_questions = 2;
  const auto why = explain_deal(three_locks(), options, {});
  ASSERT_TRUE(why.has_value());
  EXPECT_EQ(why->deal.status, Status::none);
  EXPECT_FALSE(why->relaxations_complete);
  EXPECT_FALSE(why->complete);
}

TEST(Why, NothingHelpsWhereNothingIsWorthAnything) {
  Scenario s = three_locks();
  for (auto& preferences : s.preferences) preferences.together.clear();
  const auto why = explain_deal(s, {}, {});
  ASSERT_TRUE(why.has_value());
  EXPECT_TRUE(why->hopeless);
  EXPECT_TRUE(why->complete);
}

TEST(Why, OffTheTableNeedsAStatusQuo) {
  Scenario s = three_locks();
  s.has_status_quo = false;
  WhyOptions options;
  options.off = {IssueId(0)};
  EXPECT_FALSE(explain_deal(s, options, {}).has_value());
}

}  // namespace
}  // namespace entente::bargain
