#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/bargain/count.hpp"
#include "entente/bargain/solve.hpp"
#include "entente/format/load.hpp"

// The examples that the project ships, and what is known about them from elsewhere: exhaustive
// search on the flagship, published tables on the cases that the field shares.

namespace entente {
namespace {

using bargain::Concept;

Scenario load(const std::vector<std::string>& files) {
  std::vector<std::string> paths;
  for (const auto& f : files) paths.push_back(std::string(ENTENTE_SOURCE_DIR) + "/examples/" + f);
  auto read = format::load_scenario(paths);
  for (const auto& d : read.diagnostics) {
    EXPECT_NE(d.severity, Severity::error) << to_string(d);
  }
  return read.scenario.value();
}

std::vector<double> gains(const bargain::Solution& s, const bargain::Deal& deal) {
  std::vector<double> out;
  for (std::size_t j = 0; j < s.problem.parties; ++j) {
    out.push_back(bargain::to_points(s.problem, j, deal.utility[j] - s.problem.no_deal[j]));
  }
  return out;
}

std::vector<std::string> moved(const Scenario& scenario, const Outcome& outcome) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < outcome.size(); ++i) {
    if (outcome[i] != scenario.issues[i].status_quo.index()) {
      out.push_back(scenario.issues[i].key + "=" + scenario.issues[i].options[outcome[i]]);
    }
  }
  return out;
}

TEST(Flagship, NashDealCurbsTheftForCircumventionSupport) {
  const auto scenario = load({"us-china-2015.yaml"});
  bargain::SolveOptions options;
  options.verify = true;
  const auto solution = bargain::solve(scenario, options, {});
  ASSERT_TRUE(solution);
  EXPECT_EQ(solution->problem.arithmetic, bargain::Arithmetic::exact);
  const auto& nash = solution->deal(Concept::nash);
  EXPECT_EQ(gains(*solution, nash), (std::vector<double>{17, 15}));
  const auto moves = moved(scenario, nash.outcome);
  EXPECT_NE(std::find(moves.begin(), moves.end(), "commercial_theft=state groups stop"),
            moves.end());
  EXPECT_NE(std::find(moves.begin(), moves.end(), "circumvention_support=ended"), moves.end());
  EXPECT_EQ(solution->frontier->size(), 55U);
  std::size_t acceptable = 0;
  for (std::size_t k = 0; k < solution->frontier->size(); ++k) {
    const auto* u = solution->frontier->utility(k);
    acceptable +=
        u[0] >= solution->problem.no_deal[0] && u[1] >= solution->problem.no_deal[1] ? 1 : 0;
  }
  EXPECT_EQ(acceptable, 18U);
}

TEST(Flagship, LedgerNamesThePledgeAsEmptyAndCreditsAgainstBelief) {
  const auto scenario = load({"us-china-2015.yaml"});
  const auto solution = bargain::solve(scenario, {}, {});
  ASSERT_TRUE(solution && solution->ledger);
  bool pledge = false;
  bool theft = false;
  for (const auto& row : solution->ledger->rows) {
    const auto& key = scenario.issues[row.issue.index()].key;
    if (key == "no_theft_pledge") {
      pledge = true;
      EXPECT_TRUE(row.empty);
    } else {
      EXPECT_FALSE(row.empty) << key;
    }
    if (key == "commercial_theft") {
      theft = true;
      EXPECT_EQ(to_text(row.credit[0].value()), "20.9");
      EXPECT_EQ(to_text(row.cost.value()), "14");
    }
  }
  EXPECT_TRUE(pledge);
  EXPECT_TRUE(theft);
}

TEST(Flagship, WithoutAnyUsActivityOnlyTalksAndAssistanceMove) {
  auto scenario = load({"us-china-2015.yaml"});
  const auto us = scenario.find_party("us");
  for (std::size_t i = 0; i < scenario.issue_count(); ++i) {
    if (scenario.issues[i].giver != us) continue;
    for (std::size_t o = 1; o < scenario.issues[i].options.size(); ++o) {
      Rule rule;
      rule.kind = Rule::Kind::ruled_out;
      rule.when = {{IssueId(i), {OptionId(o)}}};
      scenario.rules.push_back(rule);
    }
  }
  const auto solution = bargain::solve(scenario, {}, {});
  ASSERT_TRUE(solution);
  for (const auto concept_ : {Concept::nash, Concept::kalai_smorodinsky, Concept::egalitarian}) {
    EXPECT_EQ(gains(*solution, solution->deal(concept_)), (std::vector<double>{7, 5}));
    EXPECT_EQ(
        moved(scenario, solution->deal(concept_).outcome),
        (std::vector<std::string>{"dialogue=twice a year with a hotline", "assistance=timely"}));
  }
  EXPECT_EQ(gains(*solution, solution->deal(Concept::utilitarian)), (std::vector<double>{13, 1}));
}

TEST(Published, HarbourGameCounts) {
  const auto scenario = load({"harbour-game.yaml"});
  const auto problem = bargain::make_problem(scenario);
  ASSERT_TRUE(problem);
  const auto count = bargain::count_acceptable(*problem, scenario.acceptance, {}, {});
  ASSERT_TRUE(count);
  EXPECT_EQ(count->outcomes, 720);
  EXPECT_EQ(count->by_all, 12);
  EXPECT_EQ(count->by_rule, 55);
}

struct PublishedCase {
  std::vector<std::string> files;
  double outcomes;
  std::size_t frontier;
  std::vector<double> nash;  ///< in the order of the profiles
};

/// Baarslag et al., table 3 (two digits), recomputed exhaustively to ten.
void check_published(const PublishedCase& expected) {
  const auto scenario = load(expected.files);
  const auto solution = bargain::solve(scenario, {}, {});
  ASSERT_TRUE(solution);
  EXPECT_EQ(bargain::outcome_count(solution->problem), expected.outcomes);
  EXPECT_EQ(solution->frontier->size(), expected.frontier);
  EXPECT_FALSE(solution->no_deal.has_value());
  EXPECT_FALSE(solution->ledger.has_value());
  const auto found = gains(*solution, solution->deal(Concept::nash));
  for (std::size_t j = 0; j < 2; ++j) EXPECT_NEAR(found[j], expected.nash[j], 1e-9);
}

TEST(Published, ItexCypress) {
  check_published({{"itex-cypress/domain.xml", "itex-cypress/itex.xml", "itex-cypress/cypress.xml"},
                   180,
                   18,
                   {0.7214778614, 0.6704784151}});
}

TEST(Published, EnglandZimbabwe) {
  check_published({{"england-zimbabwe/domain.xml", "england-zimbabwe/england.xml",
                    "england-zimbabwe/zimbabwe.xml"},
                   576,
                   25,
                   {0.9109162864, 0.7332182801}});
}

// By hand: a treaty has rank 1, 2, 5 or 8 for a state that wants 0, 1, 2 or 3 provisions otherwise.
// Only 000 is nowhere the opposite of a wish, so that all accept it at rank 5. 100, 010, 001 and
// 111 are within one provision of six states each, the others of four.
TEST(Examples, TreatyProvisionsByFallbackBargaining) {
  auto scenario = load({"treaty-provisions.yaml"});
  bargain::SolveOptions options;
  options.fallback_bargaining = true;
  options.frontier = false;
  const auto all = bargain::solve(scenario, options, {})->fallback_bargaining.value();
  EXPECT_EQ(all.depth, 5);
  EXPECT_EQ(all.size, 1);
  ASSERT_EQ(all.compromises.size(), 1U);
  EXPECT_EQ(all.compromises[0].outcome, (Outcome{0, 0, 0}));
  scenario.acceptance.at_least = 6;
  const auto most = bargain::solve(scenario, options, {})->fallback_bargaining.value();
  EXPECT_EQ(most.depth, 2);
  EXPECT_EQ(most.size, 4);
  EXPECT_FALSE(most.all_listed);
  options.frontier = true;
  std::set<Outcome> reached;
  const auto listed = bargain::solve(scenario, options, {})->fallback_bargaining.value();
  EXPECT_TRUE(listed.all_listed);
  for (const auto& compromise : listed.compromises) reached.insert(compromise.outcome);
  EXPECT_EQ(reached, (std::set<Outcome>{{0, 0, 1}, {0, 1, 0}, {1, 0, 0}, {1, 1, 1}}));
}

}  // namespace
}  // namespace entente
