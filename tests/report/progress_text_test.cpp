// What is told of long work: the text, and what the search for deals says of itself.

#include "entente/report/progress_text.hpp"

#include <limits>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/bargain/solve.hpp"
#include "entente/base/random.hpp"
#include "tests/support/random_scenario.hpp"

namespace entente::report {
namespace {

TEST(ProgressText, TellsTheTaskTheBestTheGapAndTheTime) {
  EXPECT_EQ(progress_text({"frontier", "issues", 3, 12}, 0.9), "frontier, 0 s: 3 of 12 issues");
  Progress p{"Nash deal", "nodes", 2654208, 0};
  p.bound = 267.5;
  EXPECT_EQ(progress_text(p, 14.2), "Nash deal, 14 s: 2654208 nodes");
  p.best = 255;
  EXPECT_EQ(progress_text(p, 14.2), "Nash deal, 14 s: best 255, gap 12.5, 2654208 nodes");
  p.bound = 254.99999999;  // rounding
  EXPECT_EQ(progress_text(p, 14.2), "Nash deal, 14 s: best 255, gap 0, 2654208 nodes");
  p.bound = std::numeric_limits<double>::infinity();
  EXPECT_EQ(progress_text(p, 14.2), "Nash deal, 14 s: best 255, 2654208 nodes");
  EXPECT_LE(progress_text({std::string(200, 'x'), "nodes", 1, 0}, 1).size(), 78U);
}

Scenario hard_scenario(bool interacting) {
  constexpr std::size_t k_issues = 40;
  RandomStream random(7);
  Scenario s = test::plain_scenario(6, k_issues, 4);
  for (auto& p : s.preferences) {
    for (auto& row : p.values) {
      row.assign(4, Value{});
      for (auto& v : row) v.a = static_cast<int>(random.below(100'000));
    }
    for (std::size_t i = 0; interacting && i + 1 < k_issues; i += 2) {
      p.together.push_back({{{IssueId(i), {OptionId(1)}}, {IssueId(i + 1), {OptionId(2)}}},
                            {Value::Kind::exact, 500, 0, 0},
                            {}});
    }
  }
  return s;
}

TEST(ProgressOfDeals, NamesTheConceptAndBracketsItsValue) {
  for (const bool interacting : {false, true}) {
    const Scenario scenario = hard_scenario(interacting);
    bargain::SolveOptions options;
    options.frontier = false;
    options.search.max_nodes = 60'000;
    std::map<std::string, std::vector<Progress>> told;
    WorkControl control;
    control.progress = [&](const Progress& p) { told[std::string(p.task)].push_back(p); };
    const auto solution = bargain::solve(scenario, options, control);
    ASSERT_TRUE(solution.has_value());
    std::size_t bracketed = 0;
    const std::pair<const char*, bargain::Concept> tasks[] = {
        {"Nash deal", bargain::Concept::nash},
        {"Kalai-Smorodinsky deal", bargain::Concept::kalai_smorodinsky},
        {"egalitarian deal", bargain::Concept::egalitarian},
        {"utilitarian deal", bargain::Concept::utilitarian}};
    for (const auto& [task, concept_] : tasks) {
      const auto& deal = solution->deal(concept_);
      for (const auto& p : told[task]) {
        if (!p.best || !p.bound) continue;
        ++bracketed;
        EXPECT_LE(*p.best, (deal.value + deal.gap) * (1 + 1e-9)) << task;
        EXPECT_GE(*p.bound, deal.value * (1 - 1e-9)) << task;
      }
    }
    EXPECT_GT(bracketed, 0U);
    EXPECT_FALSE(told["egalitarian deal"].empty());
  }
}

}  // namespace
}  // namespace entente::report
