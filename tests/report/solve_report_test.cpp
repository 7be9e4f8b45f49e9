#include "entente/report/solve_report.hpp"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/cyber_scenario.hpp"
#include "tests/support/enumerated_solution.hpp"

namespace entente::report {
namespace {

using bargain::Concept;

TEST(SolveReport, SaysWhatTheSolutionSays) {
  const Scenario scenario = test::cyber_scenario();
  const auto solution = test::enumerated_solution(scenario);
  const auto report = make_solve_report(scenario, solution, {});
  EXPECT_EQ(report.no_deal_utility, (std::vector<double>{0, 0}));
  EXPECT_EQ(report.deal(Concept::nash).point->gain, (std::vector<double>{17, 15}));
  EXPECT_EQ(report.deal(Concept::utilitarian).point->gain, (std::vector<double>{34, 1}));
  ASSERT_TRUE(report.frontier);
  EXPECT_EQ(report.frontier->size, 55U);
  EXPECT_EQ(report.frontier->acceptable, 18U);
  EXPECT_EQ(report.frontier->points_omitted, 0U);
  EXPECT_EQ(report.frontier->epsilon, 0.0);
  EXPECT_EQ(report.frontier->accepted_low[1], 1);
  EXPECT_TRUE(report.has_deal());
  EXPECT_FALSE(report.no_deal_proven());
  EXPECT_TRUE(report.complete);
}

TEST(SolveReport, MergesDealsThatAreTheSameOutcome) {
  const Scenario scenario = test::cyber_scenario();
  const auto solution = test::enumerated_solution(scenario);
  const auto report = make_solve_report(scenario, solution, {});
  ASSERT_EQ(report.columns.size(), 2U);
  EXPECT_EQ(report.columns[0].deals, (std::vector<std::size_t>{0, 1, 2}));
  EXPECT_EQ(report.columns[1].deals, (std::vector<std::size_t>{3}));
}

TEST(SolveReport, ListsAnEvenSpreadOfPointsUnderALimit) {
  const Scenario scenario = test::cyber_scenario();
  const auto solution = test::enumerated_solution(scenario);
  for (const std::size_t limit : {0U, 1U, 2U, 7U, 55U, 1000U}) {
    SolveContext context;
    context.max_points = limit;
    const auto frontier = *make_solve_report(scenario, solution, context).frontier;
    EXPECT_EQ(frontier.size, 55U);
    EXPECT_EQ(frontier.shown.size(), std::min<std::size_t>(limit, 55));
    EXPECT_EQ(frontier.points_omitted, 55 - frontier.shown.size());
    for (std::size_t k = 1; k < frontier.shown.size(); ++k) {
      EXPECT_LT(frontier.shown[k - 1], frontier.shown[k]);
    }
    if (limit < 2) continue;
    EXPECT_EQ(frontier.shown.front(), 0U);
    EXPECT_EQ(frontier.shown.back(), 54U);
  }
}

TEST(SolveReport, PointsAreExactQuotients) {
  Scenario scenario = test::cyber_scenario();
  scenario.preferences[0].values[0][1].a = Rational(209, 10);
  scenario.preferences[0].reservation = Value{Value::Kind::exact, Rational(1, 3), 0, 0};
  const auto solution = test::enumerated_solution(scenario);
  const auto report = make_solve_report(scenario, solution, {});
  EXPECT_EQ(report.no_deal_utility[0], 1.0 / 3);
  const auto& nash = *report.deal(Concept::nash).point;
  EXPECT_EQ(nash.utility[0], to_double(utility(scenario, PartyId(0), nash.outcome)));
  EXPECT_EQ(nash.gain[0], to_double(utility(scenario, PartyId(0), nash.outcome) - Rational(1, 3)));
}

TEST(SolveReport, KeepsTheLedgersFlags) {
  const Scenario scenario = test::cyber_scenario();
  const auto solution = test::enumerated_solution(scenario);
  const auto report = make_solve_report(scenario, solution, {});
  ASSERT_TRUE(report.ledger);
  const auto& theft = report.ledger->rows.front();
  EXPECT_EQ(theft.giver, 1U);
  EXPECT_EQ(theft.cost, 14);
  EXPECT_EQ(theft.credit[0], 20.9);
  EXPECT_FALSE(theft.credit[1]);
  EXPECT_EQ(theft.detection, 0.35);
  const auto& pledge = report.ledger->rows.back();
  EXPECT_TRUE(pledge.empty);
  EXPECT_FALSE(pledge.in_deal);
  EXPECT_FALSE(pledge.detection);
}

TEST(SolveReport, NamesTheReasonOfAStopOnlyWhereOneMattered) {
  const Scenario scenario = test::cyber_scenario();
  auto solution = test::enumerated_solution(scenario);
  SolveContext context;
  context.stop = Stop::time_limit;
  EXPECT_EQ(make_solve_report(scenario, solution, context).stop, Stop::none);
  solution.complete = false;
  EXPECT_EQ(make_solve_report(scenario, solution, context).stop, Stop::time_limit);
  context.stop = Stop::none;
  EXPECT_EQ(make_solve_report(scenario, solution, context).stop, Stop::work_limit);
}

TEST(SolveReport, IsCompleteOnlyWhenNothingThatWasAskedForIsMissing) {
  const Scenario scenario = test::cyber_scenario();
  const auto whole = test::enumerated_solution(scenario);
  const auto stop_of = [&](const bargain::Solution& solution, const SolveContext& context = {}) {
    const auto report = make_solve_report(scenario, solution, context);
    EXPECT_EQ(report.complete, report.stop == Stop::none);
    return report.stop;
  };
  EXPECT_EQ(stop_of(whole), Stop::none);
  SolveContext few;
  few.max_points = 1;
  EXPECT_EQ(stop_of(whole, few), Stop::none);
  SolveContext count;
  count.count_wanted = true;
  EXPECT_EQ(stop_of(whole, count), Stop::work_limit);

  auto cut = whole;
  const auto& f = *whole.frontier;
  std::vector<std::int64_t> first(f.utility(0), f.utility(0) + 2);
  cut.frontier = bargain::Frontier(2, first, f.witnesses(), bargain::FrontierStatus::partial);
  EXPECT_EQ(stop_of(cut), Stop::frontier_cap);
  SolveContext late;
  late.stop = Stop::interrupted;
  EXPECT_EQ(stop_of(cut, late), Stop::interrupted);
  const auto hint = [&](const SolveContext& context) {
    return make_solve_report(scenario, cut, context).warnings.back().hint;
  };
  EXPECT_THAT(hint({}), testing::HasSubstr("raise the cap"));
  EXPECT_THAT(hint(late), testing::HasSubstr("run longer"));
  late.stop = Stop::time_limit;
  EXPECT_THAT(hint(late), testing::HasSubstr("more time"));

  auto tied = whole;
  tied.deals[2].ties_complete = false;
  EXPECT_EQ(stop_of(tied), Stop::work_limit);
  tied.frontier = cut.frontier;
  EXPECT_EQ(stop_of(tied), Stop::work_limit);
  auto bounded = whole;
  bounded.deals[1].status = bargain::Status::bound;
  EXPECT_EQ(stop_of(bounded), Stop::work_limit);
}

TEST(SolveReport, AnEndlessGapIsNoGap) {
  const Scenario scenario = test::cyber_scenario();
  auto solution = test::enumerated_solution(scenario);
  solution.deals[0].status = bargain::Status::bound;
  solution.deals[0].gap = std::numeric_limits<double>::infinity();
  EXPECT_FALSE(make_solve_report(scenario, solution, {}).deal(Concept::nash).gap);
}

}  // namespace
}  // namespace entente::report
