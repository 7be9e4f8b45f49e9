#include "entente/report/solve_page.hpp"

#include <algorithm>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/report/text_width.hpp"
#include "tests/support/cyber_scenario.hpp"
#include "tests/support/enumerated_solution.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/random_scenario.hpp"

namespace entente::report {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string page_of(const Scenario& scenario, const Style& style = {},
                    const SolveContext& context = {}) {
  const auto solution = test::enumerated_solution(scenario, context.recommended);
  return solve_page(make_solve_report(scenario, solution, context), style);
}

void expect_within(const std::string& page, const Style& style) {
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(display_width(line), style.width) << line;
    EXPECT_TRUE(line.empty() || line.back() != ' ') << '[' << line << ']';
  }
  for (const char c : page) {
    const auto byte = static_cast<unsigned char>(c);
    EXPECT_TRUE(c == '\n' || byte >= 0x20U);
    EXPECT_TRUE(!style.ascii || byte < 0x7FU);
  }
}

TEST(SolvePage, GoldenPages) {
  const Scenario scenario = test::cyber_scenario();
  EXPECT_TRUE(test::matches_golden(page_of(scenario), "solve_page_80.txt"));
  EXPECT_TRUE(test::matches_golden(page_of(scenario, {120, false, false}), "solve_page_120.txt"));
  EXPECT_TRUE(test::matches_golden(page_of(scenario, {80, false, true}), "solve_page_ascii.txt"));
  EXPECT_TRUE(test::matches_golden(page_of(scenario, {80, true, false}), "solve_page_colour.txt"));
}

TEST(SolvePage, AnswersInOneSentence) {
  const Scenario scenario = test::cyber_scenario();
  EXPECT_THAT(page_of(scenario),
              HasSubstr("The Nash deal gives United States a gain of 17 and China 15.\n"));
  SolveContext context;
  context.recommended = bargain::Concept::utilitarian;
  EXPECT_THAT(page_of(scenario, {}, context),
              HasSubstr("The utilitarian deal gives United States a gain of 34 and China 1.\n"));
}

TEST(SolvePage, NoDealIsSaidFirst) {
  Scenario scenario = test::cyber_scenario_without(0);
  for (const auto& [issue, option] : {std::pair{10U, 1U}, {10U, 2U}, {11U, 1U}}) {
    test::rule_out(scenario, issue, option);
  }
  const std::string page = page_of(scenario);
  EXPECT_THAT(page, StartsWith("No deal: no outcome gives every party a strict gain"));
  EXPECT_THAT(page, HasSubstr("China."));
  EXPECT_THAT(page, Not(HasSubstr("Who gives what")));
  // What all accept is no contradiction to that.
  EXPECT_THAT(page, HasSubstr("1 of them acceptable to all, though not a gain for all."));
  EXPECT_TRUE(test::matches_golden(page, "solve_page_no_deal.txt"));
}

TEST(SolvePage, FitsEveryWidth) {
  const Scenario scenario = test::cyber_scenario();
  const auto solution = test::enumerated_solution(scenario);
  const auto report = make_solve_report(scenario, solution, {});
  for (int width = k_min_width; width <= k_max_width; ++width) {
    expect_within(solve_page(report, {width, false, false}), {width, false, false});
    expect_within(solve_page(report, {width, false, true}), {width, false, true});
  }
  // Out of range is brought into it.
  EXPECT_EQ(solve_page(report, {0, false, false}), solve_page(report, {k_min_width, false, false}));
  EXPECT_EQ(solve_page(report, {9999, false, false}),
            solve_page(report, {k_max_width, false, false}));
}

TEST(SolvePage, HostileNamesCannotReachTheTerminal) {
  const std::string names[] = {"\x1b[2J\x1b]0;owned\x07",
                               "\u202egnorw\u2066",
                               std::string(10000, 'x'),
                               "東京都 🙂🙂 한국",
                               "שלום עולם",
                               "a\nb\r\tc",
                               "\xff\xfe",
                               "e\u0301\u0301\u0301\u0301\u0301",
                               ""};
  for (const auto& name : names) {
    Scenario scenario = test::cyber_scenario();
    scenario.title = scenario.source = name;
    for (auto& party : scenario.parties) party.name = name;
    for (auto& issue : scenario.issues) {
      issue.title = name;
      for (auto& option : issue.options) option = name;
    }
    SolveContext context;
    context.warnings = {make_warning({name, 1, 1}, name, name)};
    const auto solution = test::enumerated_solution(scenario);
    const auto report = make_solve_report(scenario, solution, context);
    for (const bool ascii : {false, true}) {
      for (const int width : {60, 80, 120}) {
        const Style style = {width, false, ascii};
        expect_within(solve_page(report, style), style);
      }
    }
  }
}

TEST(SolvePage, HoldsForRandomScenarios) {
  test::RandomScenarioOptions options;
  options.imported = true;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const Scenario scenario = test::random_scenario(seed, options);
    const auto solution = test::enumerated_solution(scenario);
    const auto report = make_solve_report(scenario, solution, {});
    for (const int width : {60, 80, 120}) {
      const Style style = {width, false, false};
      expect_within(solve_page(report, style), style);
    }
  }
}

TEST(SolvePage, SharesOfUnprovenIdealsAreLowerBounds) {
  const Scenario scenario = test::cyber_scenario();
  auto solution = test::enumerated_solution(scenario);
  solution.complete = false;
  auto& deal = solution.deals[1];
  deal.status = bargain::Status::bound;
  deal.value = 0.25;
  deal.gap = 0.5;
  deal.ideal = {10, 10};
  deal.ideal_ceiling = {20, 20};
  const std::string page = solve_page(make_solve_report(scenario, solution, {}), {200});
  EXPECT_THAT(page, HasSubstr("the least share of the ideal gain is at least 0.25 and the best may "
                              "exceed that by at most 0.5."));
}

TEST(SolvePage, SaysThatALimitWasReached) {
  const Scenario scenario = test::cyber_scenario();
  auto solution = test::enumerated_solution(scenario);
  solution.complete = false;
  solution.deals[0].status = bargain::Status::bound;
  solution.deals[0].gap = 2.5;
  solution.deals[1] = {};
  solution.deals[2].status = bargain::Status::bound;  // gap 0: the rest is open
  SolveContext context;
  context.stop = Stop::time_limit;
  const std::string page = solve_page(make_solve_report(scenario, solution, context), {});
  EXPECT_THAT(page, HasSubstr("The best Nash deal found gives United States a gain of 17"));
  EXPECT_THAT(page, HasSubstr("The time limit was reached"));
  EXPECT_THAT(page, HasSubstr("Another run"));
  EXPECT_THAT(page,
              HasSubstr("the product of gains is 255 and could be better by at most\n  2.5."));
  EXPECT_THAT(page, HasSubstr("Kalai-Smorodinsky: not known"));
  EXPECT_THAT(page, HasSubstr("the least gain is 15, and that is proven; what"));
  EXPECT_THAT(page, Not(HasSubstr("better by at most 0")));
}

TEST(SolvePage, SaysWhatIsMissingWhereTheDealsAreExact) {
  const Scenario scenario = test::cyber_scenario();
  auto solution = test::enumerated_solution(scenario);
  solution.deals[3].ties_complete = false;
  SolveContext context;
  context.count_wanted = true;
  EXPECT_THAT(
      solve_page(make_solve_report(scenario, solution, context), {200, false, false}),
      HasSubstr(
          "A limit of work or precision was reached: the deals are exact, but ties are not all "
          "counted and outcomes are not counted.\n"));
}

TEST(SolvePage, CallsWeightedValuesWeighted) {
  const Scenario scenario = test::cyber_scenario();
  auto solution = test::enumerated_solution(scenario);
  for (auto& deal : solution.deals) deal.status = bargain::Status::bound;
  SolveContext context;
  context.weights = {2, 1};
  const Style wide = {200, false, false};
  const std::string weighted = solve_page(make_solve_report(scenario, solution, context), wide);
  for (const char* part :
       {"Weights: United States 2 and China 1.", "the weighted product of gains is",
        "the least weighted share of the ideal gain is", "the least weighted gain is",
        "the weighted sum of gains is"}) {
    EXPECT_THAT(weighted, HasSubstr(part));
  }
  context.weights = {1, 1};
  EXPECT_THAT(solve_page(make_solve_report(scenario, solution, context), wide),
              Not(HasSubstr("eighted")));
}

TEST(SolvePage, NoTwoEmptyLinesFollowEachOther) {
  // Three parties, nothing to note under the ledger, and a warning.
  Scenario scenario = test::plain_scenario(3, 2, 2);
  for (auto& p : scenario.preferences) p.values[0] = {{}, {Value::Kind::exact, 5, 0, 0}};
  SolveContext context;
  context.warnings = {make_warning({"a.yaml", 1, 1}, "look here")};
  const std::string page = page_of(scenario, {}, context);
  EXPECT_THAT(page, HasSubstr("Warnings"));
  EXPECT_THAT(page, Not(HasSubstr("\n\n\n")));
  EXPECT_THAT(page_of(test::cyber_scenario(), {}, context), Not(HasSubstr("\n\n\n")));
}

TEST(SolvePage, StaysAPageForLargeScenarios) {
  Scenario scenario = test::plain_scenario(2, 2, 2);
  for (auto& p : scenario.preferences) p.values[0] = {{}, {Value::Kind::exact, 5, 0, 0}};
  auto solution = test::enumerated_solution(scenario);
  const auto row = solution.ledger->rows.front();
  solution.ledger->rows.assign(200, row);
  SolveContext context;
  for (int k = 0; k < 500; ++k) {
    context.warnings.push_back(make_warning({"a.yaml", k + 1, 1}, "look here", "the same advice"));
  }
  const std::string page = solve_page(make_solve_report(scenario, solution, context), {});
  EXPECT_LT(std::count(page.begin(), page.end(), '\n'), 180);
  EXPECT_THAT(page, HasSubstr("... and 160 rows more"));
  EXPECT_THAT(page, HasSubstr("... and 480 more"));
  const auto hint = page.find("Hint: the same advice");
  EXPECT_NE(hint, std::string::npos);
  EXPECT_EQ(page.find("Hint:", hint + 1), std::string::npos);
}

TEST(SolvePage, MentionsTies) {
  Scenario scenario = test::plain_scenario(2, 1, 3);
  scenario.preferences[0].values[0] = {{}, {}, {}};
  scenario.preferences[1].values[0] = {{}, {}, {}};
  scenario.preferences[0].values[0][1].a = 2;
  scenario.preferences[0].values[0][2].a = 1;
  scenario.preferences[1].values[0][1].a = 1;
  scenario.preferences[1].values[0][2].a = 2;
  EXPECT_THAT(page_of(scenario), HasSubstr("Nash: exact; 2 different gains tie"));
}

TEST(SolvePage, WarnsWhereScalesAreCompared) {
  EXPECT_THAT(page_of(test::cyber_scenario()), HasSubstr("* compares points of one party"));
}

TEST(SolvePage, ColoursOnlyWhenAsked) {
  const Scenario scenario = test::cyber_scenario();
  EXPECT_THAT(page_of(scenario), Not(HasSubstr("\x1b")));
  std::string coloured = page_of(scenario, {80, true, false});
  EXPECT_THAT(coloured, HasSubstr("\x1b["));
  // Colours add nothing but codes.
  for (std::size_t at = 0; (at = coloured.find('\x1b', at)) != std::string::npos;) {
    coloured.erase(at, coloured.find('m', at) + 1 - at);
  }
  EXPECT_EQ(coloured, page_of(scenario));
}

TEST(SolvePage, WithoutAStatusQuoThereIsNoLedger) {
  Scenario scenario = test::cyber_scenario();
  scenario.has_status_quo = false;
  const std::string page = page_of(scenario);
  EXPECT_THAT(page, HasSubstr("states no status quo"));
  EXPECT_THAT(page, Not(HasSubstr("Who gives what")));
  EXPECT_THAT(page, Not(HasSubstr("Today")));
}

}  // namespace
}  // namespace entente::report
