#include "entente/bargain/table.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "tests/support/cyber_scenario.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/rounds.hpp"

namespace entente::bargain {
namespace {

using Family = std::set<std::set<std::size_t>>;

std::set<std::size_t> to_set(const std::vector<IssueId>& issues) {
  std::set<std::size_t> set;
  for (const IssueId i : issues) set.insert(i.index());
  return set;
}

Family to_family(const std::vector<std::vector<IssueId>>& sets) {
  Family family;
  for (const auto& s : sets) family.insert(to_set(s));
  return family;
}

Family tables_of(const TableAnswer& answer) {
  Family family;
  for (const auto& table : answer.tables) family.insert(to_set(table.issues));
  return family;
}

/// By definition: every outcome in turn.
class SlowTables {
 public:
  SlowTables(const Scenario& scenario, const TableQuestion& question)
      : scenario_(scenario), question_(question) {
    for (std::size_t j = 0; j < scenario.party_count(); ++j) {
      limit_.push_back(no_deal_utility(scenario, PartyId(j), question.threats));
    }
    test::for_each_outcome(scenario, [&](const Outcome& outcome) {
      if (good(outcome)) moves_.insert(moved(outcome));
    });
  }

  [[nodiscard]] bool enough(const std::set<std::size_t>& table) const {
    return std::any_of(moves_.begin(), moves_.end(), [&](const std::set<std::size_t>& moved) {
      return std::includes(table.begin(), table.end(), moved.begin(), moved.end());
    });
  }
  [[nodiscard]] bool good(const Outcome& outcome) const {
    if (!is_agreement(scenario_, outcome)) return false;
    for (const Condition& goal : question_.goals) {
      if (!holds(goal, outcome)) return false;
    }
    const auto& rule = scenario_.acceptance;
    std::set<std::size_t> gaining;
    for (std::size_t j = 0; j < limit_.size(); ++j) {
      if (utility(scenario_, PartyId(j), outcome) > limit_[j]) gaining.insert(j);
    }
    for (const PartyId party : rule.veto) {
      if (!gaining.contains(party.index())) return false;
    }
    return gaining.size() >=
           (rule.at_least > 0 ? static_cast<std::size_t>(rule.at_least) : limit_.size());
  }
  [[nodiscard]] std::set<std::size_t> moved(const Outcome& outcome) const {
    std::set<std::size_t> moved;
    for (std::size_t i = 0; i < outcome.size(); ++i) {
      if (outcome[i] != scenario_.issues[i].status_quo.index()) moved.insert(i);
    }
    return moved;
  }
  [[nodiscard]] std::set<std::size_t> ground() const {
    std::set<std::size_t> ground;
    for (std::size_t i = 0; i < scenario_.issue_count(); ++i) {
      const bool may = !question_.may_move || to_set(*question_.may_move).contains(i);
      if (may && !scenario_.issues[i].is_threat()) ground.insert(i);
    }
    return ground;
  }

  /// Minimal subsets of `part` that, with all of `base`, are enough: every subset in turn.
  [[nodiscard]] Family minimal(const std::set<std::size_t>& part,
                               const std::set<std::size_t>& base) const {
    const std::vector<std::size_t> issues(part.begin(), part.end());
    std::vector<bool> enough_by(std::size_t{1} << issues.size());
    Family family;
    for (std::size_t bits = 0; bits < enough_by.size(); ++bits) {
      std::set<std::size_t> own;
      bool smaller = false;
      for (std::size_t k = 0; k < issues.size(); ++k) {
        if (((bits >> k) & 1U) == 0) continue;
        own.insert(issues[k]);
        smaller = smaller || enough_by[bits & ~(std::size_t{1} << k)];
      }
      auto table = own;
      table.insert(base.begin(), base.end());
      enough_by[bits] = smaller || enough(table);
      if (enough_by[bits] && !smaller) family.insert(own);
    }
    return family;
  }

 private:
  const Scenario& scenario_;
  const TableQuestion& question_;
  std::vector<Rational> limit_;
  Family moves_;
};

std::set<std::size_t> without(std::set<std::size_t> from, const std::set<std::size_t>& what) {
  for (const auto i : what) from.erase(i);
  return from;
}

std::set<std::size_t> given_by(const Scenario& scenario, std::size_t party,
                               const std::set<std::size_t>& ground) {
  std::set<std::size_t> own;
  for (const auto i : ground) {
    if (scenario.issues[i].giver == PartyId(party)) own.insert(i);
  }
  return own;
}

void expect_slow_answer(const Scenario& scenario, const TableQuestion& question,
                        const Result<TableAnswer>& answer) {
  ASSERT_TRUE(answer.has_value());
  const SlowTables slow(scenario, question);
  const auto ground = slow.ground();
  const Family tables = slow.minimal(ground, {});
  EXPECT_TRUE(answer->complete);
  EXPECT_EQ(answer->status, tables.empty() ? Status::none : Status::exact);
  EXPECT_EQ(tables_of(*answer), tables);
  EXPECT_EQ(answer->tables.size(), tables.size());
  if (tables.empty()) {
    EXPECT_FALSE(answer->reason.empty());
    return;
  }
  std::set<std::size_t> used;
  auto in_all = ground;
  for (const auto& table : tables) {
    used.insert(table.begin(), table.end());
    in_all = without(in_all, without(in_all, table));
  }
  EXPECT_EQ(to_set(answer->not_needed), without(ground, used));
  EXPECT_EQ(to_set(answer->must_move), in_all);
  for (const auto& table : answer->tables) {
    EXPECT_TRUE(slow.good(table.example));
    EXPECT_EQ(slow.moved(table.example), to_set(table.issues));
  }
  for (std::size_t j = 0; j < scenario.party_count(); ++j) {
    const auto own = given_by(scenario, j, ground);
    EXPECT_EQ(to_family(answer->by_party[j].sets), slow.minimal(own, without(ground, own)));
    EXPECT_TRUE(answer->by_party[j].complete);
  }
  // Blockers are the minimal sets that meet every table.
  for (const auto& blocker : answer->blockers) {
    const auto off = to_set(blocker);
    EXPECT_FALSE(slow.enough(without(ground, off)));
    for (const auto i : off) EXPECT_TRUE(slow.enough(without(ground, without(off, {i}))));
  }
}

TableQuestion random_question(const Scenario& scenario, RandomStream& random) {
  TableQuestion question;
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    const auto& issue = scenario.issues[i];
    if (issue.is_threat()) {
      if (random.below(2) == 0) {
        question.threats.push_back({IssueId(i), OptionId(random.below(issue.options.size()))});
        if (disabling_rule(scenario, question.threats.back()) != nullptr) {
          question.threats.pop_back();
        }
      }
    } else if (random.below(5) == 0) {
      question.goals.push_back({IssueId(i), {OptionId(random.below(issue.options.size()))}});
    }
  }
  if (random.below(3) == 0) {
    question.may_move.emplace();
    for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
      if (random.below(3) > 0) question.may_move->emplace_back(i);
    }
  }
  return question;
}

TEST(Table, RandomScenariosAgreeWithAllSubsets) {
  RandomStream random(7);
  test::RandomScenarioOptions options;
  options.min_parties = 1;
  options.max_parties = 5;
  options.min_issues = 1;
  std::size_t with_tables = 0;
  for (std::uint64_t seed = 0; seed < test::rounds(2'000); ++seed) {
    SCOPED_TRACE(seed);
    options.max_issues = 3 + seed % 4;
    options.max_options = 2 + seed % 3;
    options.consistent_rules = seed % 3 != 0;
    const Scenario scenario = test::random_scenario(seed, options);
    const auto question = random_question(scenario, random);
    const auto answer = find_tables(scenario, question, {}, {});
    expect_slow_answer(scenario, question, answer);
    if (HasFailure()) return;
    with_tables += answer->tables.empty() ? 0 : 1;
  }
  EXPECT_GT(with_tables, test::rounds(2'000) / 5);
}

}  // namespace
}  // namespace entente::bargain
