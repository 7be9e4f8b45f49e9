#include "entente/report/svg.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/report/csv.hpp"
#include "entente/report/solve_page.hpp"
#include "tests/support/cyber_scenario.hpp"
#include "tests/support/enumerated_solution.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/rounds.hpp"

namespace entente::report {
namespace {

using testing::HasSubstr;
using testing::Not;

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(Svg, DrawsTheFrontierAndTheLedger) {
  const Scenario scenario = test::cyber_scenario();
  const auto solution = test::enumerated_solution(scenario);
  const auto report = make_solve_report(scenario, solution, {});
  const auto pictures = pictures_of(solve_document(report), Frame::file);
  ASSERT_EQ(pictures.size(), 2U);
  EXPECT_EQ(pictures[0].name, "frontier");
  EXPECT_EQ(pictures[1].name, "ledger");
  // A dot for every point, in either colour; a sign for each of the two different deals.
  EXPECT_EQ(count(pictures[0].svg, "h0"), 55U);
  EXPECT_EQ(count(pictures[0].svg, "class=\"mark\""), 2U);
  EXPECT_THAT(pictures[0].svg, HasSubstr("Gain of United States</text>"));
  EXPECT_THAT(pictures[1].svg, HasSubstr(">+20.9</text>"));
  EXPECT_THAT(pictures[1].svg, HasSubstr(">no credit</text>"));
  EXPECT_TRUE(test::matches_golden(pictures[0].svg, "frontier.svg"));
  EXPECT_TRUE(test::matches_golden(pictures[1].svg, "ledger.svg"));
}

TEST(Svg, BringsItsStyleOnlyWhereThereIsNoPage) {
  const Scenario scenario = test::cyber_scenario();
  const auto solution = test::enumerated_solution(scenario);
  const auto report = make_solve_report(scenario, solution, {});
  const Document document = solve_document(report);
  EXPECT_THAT(pictures_of(document, Frame::file)[0].svg, HasSubstr("<style>"));
  EXPECT_THAT(pictures_of(document, Frame::page)[0].svg, Not(HasSubstr("<style>")));
}

TEST(Svg, DrawsEveryPairOfFewPartiesAndAxesOfMany) {
  for (std::size_t parties = 1; parties <= 7; ++parties) {
    FrontierChart chart;
    for (std::size_t j = 0; j < parties; ++j) chart.parties.push_back("P" + std::to_string(j));
    chart.size = 1;
    chart.point = [parties](std::size_t, double* at) {
      for (std::size_t j = 0; j < parties; ++j) at[j] = 1;
      return true;
    };
    chart.low.assign(parties, 0);
    chart.high.assign(parties, 1);
    chart.drawn = {0};
    const auto pictures = pictures_of(chart, Frame::file);
    const std::size_t pairs = parties <= 4 ? parties * (parties - 1) / 2 : 0;
    EXPECT_EQ(pictures.size(), pairs + (parties > 2 ? 1 : 0)) << parties;
  }
}

TEST(Svg, HoldsNoNumberThatIsNone) {
  test::RandomScenarioOptions options;
  options.imported = true;
  for (std::uint64_t seed = 0; seed < test::rounds(80); ++seed) {
    const Scenario scenario = test::random_scenario(seed, options);
    const auto solution = test::enumerated_solution(scenario);
    const auto report = make_solve_report(scenario, solution, {});
    for (const auto& picture : pictures_of(solve_document(report), Frame::page)) {
      EXPECT_THAT(picture.svg, Not(testing::AnyOf(HasSubstr("nan"), HasSubstr("inf")))) << seed;
    }
  }
}

PlotChart small_plot() {
  PlotChart chart;
  chart.name = "plot";
  chart.title = "Some <shapes>";
  chart.x_label = "x";
  chart.y_label = "y";
  using Kind = PlotChart::Shape::Kind;
  chart.shapes = {{"a curve", Kind::curve, {0, 1, 2}, {1, 10, 100}},
                  {"=steps", Kind::steps, {0, 1}, {5, 50}},
                  {"an area", Kind::area, {0, 2, 2}, {1, 1, 100}},
                  {"a segment", Kind::area, {0, 1}, {2, 2}},
                  {"a point", Kind::area, {1}, {3}},
                  {"dots", Kind::dots, {0, 1, 2}, {4, 4, 4}},
                  {"nothing", Kind::curve, {}, {}}};
  chart.uprights = {{0.5, "here"}, {1.9, "there"}};
  chart.description = "A description.";
  return chart;
}

TEST(Svg, DrawsCurvesAreasAndPoints) {
  const auto pictures = pictures_of(small_plot(), Frame::page);
  ASSERT_EQ(pictures.size(), 1U);
  const std::string& svg = pictures[0].svg;
  EXPECT_THAT(svg, HasSubstr("Some &lt;shapes&gt;"));
  EXPECT_EQ(count(svg, "<path class=\"curve"), 3U);  // the curve, the steps, the segment
  EXPECT_EQ(count(svg, "<path class=\"area"), 1U);
  EXPECT_EQ(count(svg, "class=\"spot s6\""), 4U);  // three dots and the sign in the legend
  EXPECT_EQ(count(svg, "class=\"spot s5\""), 1U);
  EXPECT_EQ(count(svg, "class=\"upright\""), 2U);
  EXPECT_THAT(svg, HasSubstr(">here</text>"));
  EXPECT_TRUE(test::matches_golden(svg, "plot.svg"));
  PlotChart magnitudes = small_plot();
  magnitudes.log_y = true;
  const std::string by_magnitude = pictures_of(magnitudes, Frame::page)[0].svg;
  for (const char* tick : {">1</text>", ">10</text>", ">100</text>"}) {
    EXPECT_THAT(by_magnitude, HasSubstr(tick));
  }
  EXPECT_THAT(by_magnitude, Not(HasSubstr("nan")));
  EXPECT_TRUE(pictures_of(PlotChart{}, Frame::page).empty());
}

TEST(Svg, DrawsWhatIsNeeded) {
  NeedChart chart;
  chart.name = "need";
  chart.title = "Detection";
  chart.rows = {{"first", 0.5, 0.25, ""},
                {"second", 0.5, std::nullopt, "never enough"},
                {"third", 0.1, 0.33331, ""}};
  const auto pictures = pictures_of(chart, Frame::page);
  ASSERT_EQ(pictures.size(), 1U);
  EXPECT_THAT(pictures[0].svg, HasSubstr(">0.3334</text>"));  // rounded up
  EXPECT_THAT(pictures[0].svg, HasSubstr(">never enough</text>"));
  EXPECT_THAT(pictures[0].svg, HasSubstr("second: there 0.5, never enough."));
  EXPECT_TRUE(test::matches_golden(pictures[0].svg, "need.svg"));
  EXPECT_TRUE(pictures_of(NeedChart{}, Frame::page).empty());
}

TEST(Svg, PlotsAreTablesForSpreadsheets) {
  Document document;
  document.add(small_plot());
  const auto tables = csv_tables(document);
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_EQ(tables[0].name, "plot");
  std::string text;
  tables[0].write([&](std::string_view part) { text += part; });
  EXPECT_THAT(text, testing::StartsWith("what,x,y\r\na curve,0,1\r\n"));
  EXPECT_THAT(text, HasSubstr("'=steps,1,50\r\n"));
}

}  // namespace
}  // namespace entente::report
