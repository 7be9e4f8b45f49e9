#include "entente/bargain/why.hpp"

#include <algorithm>
#include <optional>
#include <set>
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

/// Everything that stands in the way, as the model sees it.
struct Stand {
  const Scenario& scenario;
  const WhyOptions& options;
};

bool has(const std::vector<Change>& changes, Kind kind, std::size_t index) {
  return std::any_of(changes.begin(), changes.end(),
                     [&](const Change& c) { return c.kind == kind && c.index == index; });
}

bool permitted(const Stand& s, const std::vector<Change>& changes, const Outcome& x) {
  for (const Rule* rule : broken_rules(s.scenario, x)) {
    const auto index = static_cast<std::size_t>(rule - s.scenario.rules.data());
    if (!has(changes, Kind::drop_rule, index)) return false;
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto& issue = s.scenario.issues[i];
    if (issue.is_threat() && x[i] != issue.status_quo.index()) return false;
  }
  for (std::size_t k = 0; k < s.options.goals.size(); ++k) {
    if (!has(changes, Kind::drop_goal, k) && !holds(s.options.goals[k], x)) return false;
  }
  return std::all_of(s.options.off.begin(), s.options.off.end(), [&](IssueId i) {
    return has(changes, Kind::put_on_table, i.index()) ||
           x[i.index()] == s.scenario.issues[i.index()].status_quo.index();
  });
}

std::vector<ThreatCarriedOut> threats_after(const Stand& s, const std::vector<Change>& changes) {
  auto threats = s.options.threats;
  for (const Change& c : changes) {
    if (c.kind == Kind::carry_out_threat) threats.push_back({IssueId(c.index), c.option});
  }
  return threats;
}

/// Gains of all permitted outcomes.
std::vector<std::vector<Rational>> all_gains(const Stand& s, const std::vector<Change>& changes) {
  const auto threats = threats_after(s, changes);
  std::vector<Rational> d;
  for (std::size_t j = 0; j < s.scenario.party_count(); ++j) {
    d.push_back(no_deal_utility(s.scenario, PartyId(j), threats));
  }
  std::vector<std::vector<Rational>> all;
  test::for_each_outcome(s.scenario, [&](const Outcome& x) {
    if (!permitted(s, changes, x)) return;
    all.emplace_back();
    for (std::size_t j = 0; j < d.size(); ++j) {
      all.back().push_back(utility(s.scenario, PartyId(j), x) - d[j]);
    }
  });
  return all;
}

bool all_but_gain(const std::vector<Rational>& gain, const std::set<std::size_t>& exempt) {
  for (std::size_t j = 0; j < gain.size(); ++j) {
    if (!exempt.contains(j) && gain[j] <= 0) return false;
  }
  return true;
}

bool opens(const Stand& s, const std::vector<Change>& changes,
           const std::set<std::size_t>& exempt = {}) {
  const auto all = all_gains(s, changes);
  return std::any_of(all.begin(), all.end(),
                     [&](const auto& gain) { return all_but_gain(gain, exempt); });
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

/// Minimal sets of at most `most` changes that open a deal.
std::vector<std::vector<Change>> minimal_sets(const Stand& s, std::size_t most) {
  const auto all = universe(s);
  std::vector<std::size_t> open;
  std::vector<std::vector<Change>> sets;
  for (std::size_t size = 1; size <= most; ++size) {
    for (std::size_t mask = 0; mask < (std::size_t{1} << all.size()); ++mask) {
      const auto changes = chosen(all, mask);
      if (changes.size() != size || !one_option_per_threat(changes)) continue;
      const bool has_part = std::any_of(open.begin(), open.end(),
                                        [&](std::size_t part) { return (part & ~mask) == 0; });
      if (has_part || !opens(s, changes)) continue;
      open.push_back(mask);
      sets.push_back(changes);
    }
  }
  return sets;
}

bool same_sets(std::vector<std::vector<Change>> a, std::vector<std::vector<Change>> b) {
  const auto key = [](const std::vector<Change>& x) {
    std::vector<std::tuple<Kind, std::size_t, std::size_t>> k;
    for (const auto& c : x) k.emplace_back(c.kind, c.index, c.option.index());
    std::sort(k.begin(), k.end());
    return k;
  };
  std::set<decltype(key({}))> left;
  std::set<decltype(key({}))> right;
  for (const auto& x : a) left.insert(key(x));
  for (const auto& x : b) right.insert(key(x));
  return left == right && a.size() == b.size();
}

/// The best for the least content of `set` while everybody else gains.
std::optional<Rational> least_content(const Stand& s, const std::set<std::size_t>& set) {
  std::optional<Rational> best;
  for (const auto& gain : all_gains(s, {})) {
    if (!all_but_gain(gain, set)) continue;
    Rational least = gain[*set.begin()];
    for (const std::size_t j : set) least = std::min(least, gain[j]);
    if (!best || least > *best) best = least;
  }
  return best;
}

void expect_true_margins(const Stand& s, const Why& why) {
  for (std::size_t j = 0; j < s.scenario.party_count(); ++j) {
    const auto most = least_content(s, {j});
    ASSERT_EQ(why.margins[j].status, most ? Status::exact : Status::none);
    if (most) {
      EXPECT_EQ(why.margins[j].most, *most);
    }
  }
}

void expect_true_needs(const Stand& s, const Why& why) {
  std::vector<IssueId> needed;
  for (std::size_t i = 0; s.scenario.has_status_quo && i < s.scenario.issue_count(); ++i) {
    auto options = s.options;
    options.off.emplace_back(i);
    if (!opens({s.scenario, options}, {})) needed.emplace_back(i);
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
  EXPECT_TRUE(opens(s, others, lowered));
  EXPECT_TRUE(permitted(s, others, relaxation.outcome));
  for (std::size_t j = 0; j < s.scenario.party_count(); ++j) {
    EXPECT_EQ(relaxation.utility[j], utility(s.scenario, PartyId(j), relaxation.outcome));
    EXPECT_GT(relaxation.gain[j], 0);
  }
  if (lowered.empty()) return;
  EXPECT_TRUE(others.empty());
  for (const std::size_t j : lowered) {
    auto fewer = lowered;
    fewer.erase(j);
    EXPECT_FALSE(opens(s, {}, fewer));
  }
  Rational most = 0;
  for (const Change& c : relaxation.changes) most = std::max(most, c.by_more_than);
  EXPECT_EQ(most, -*least_content(s, lowered));
}

void expect_true_relaxations(const Stand& s, const Why& why) {
  std::vector<std::vector<Change>> found;
  for (const auto& relaxation : why.relaxations) {
    expect_sound(s, relaxation);
    if (relaxation.changes.front().kind != Kind::lower_reservation &&
        relaxation.changes.size() <= s.options.most_changes) {
      found.push_back(relaxation.changes);
    }
  }
  const auto wanted = minimal_sets(s, s.options.most_changes);
  EXPECT_TRUE(same_sets(found, wanted));
  EXPECT_TRUE(why.relaxations_complete);
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
  return d;
}

TEST(Why, AgreesWithBruteForce) {
  std::size_t with_deal = 0;
  std::size_t with_relaxations = 0;
  for (std::uint64_t seed = 0; seed < test::rounds(1'200); ++seed) {
    SCOPED_TRACE(seed);
    const Drawn d = draw(seed);
    const Stand stand{d.scenario, d.options};
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
      with_relaxations += why->relaxations.empty() ? 0 : 1;
    }
  }
  EXPECT_GT(with_deal, test::rounds(1'200) / 10);
  EXPECT_GT(with_relaxations, test::rounds(1'200) / 4);
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
  ASSERT_EQ(why->relaxations.size(), 2U);
  const auto& rules = why->relaxations[0];
  ASSERT_EQ(rules.changes.size(), 3U);
  for (std::size_t r = 0; r < 3; ++r)
    EXPECT_EQ(rules.changes[r], (Change{Kind::drop_rule, r, {}, 0}));
  EXPECT_EQ(rules.gain, (std::vector<Rational>{5, 5}));
  // As nothing can be gained, both must be content with less than nothing.
  const auto& reservations = why->relaxations[1];
  ASSERT_EQ(reservations.changes.size(), 2U);
  for (const auto& change : reservations.changes) {
    EXPECT_EQ(change.kind, Kind::lower_reservation);
    EXPECT_EQ(change.by_more_than, 0);
  }
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
