// Frontiers and Nash points that GENIUS computed for scenarios of its own, by enumeration; skipped
// where these are absent.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "entente/bargain/find_frontier.hpp"
#include "entente/bargain/solve.hpp"
#include "entente/base/work.hpp"
#include "tests/support/genius_golden.hpp"

namespace entente::bargain {
namespace {

constexpr double k_tolerance = 1e-12;

using Point = std::vector<double>;

Point to_point(const Problem& problem, const std::int64_t* utility) {
  Point p;
  for (std::size_t j = 0; j < problem.parties; ++j) p.push_back(to_points(problem, j, utility[j]));
  return p;
}

bool near(const Point& a, const Point& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](double x, double y) { return std::abs(x - y) <= k_tolerance; });
}

bool holds(const std::vector<Point>& points, const Point& wanted) {
  return std::any_of(points.begin(), points.end(), [&](const Point& p) { return near(p, wanted); });
}

TEST(GeniusFrontier, FrontiersAndNashPointsAgree) {
  const auto folders = test::genius_golden_folders();
  if (folders.empty()) GTEST_SKIP() << "no golden values here";
  int compared = 0;
  for (const auto& [folder, space, read] : test::golden_spaces(folders)) {
    SCOPED_TRACE(folder.string());
    ASSERT_TRUE(read.scenario);
    SolveOptions options;
    options.verify = true;
    const auto solution = solve(*read.scenario, options, WorkControl{});
    ASSERT_TRUE(solution.has_value());
    const Problem& problem = solution->problem;
    const Frontier& frontier = solution->frontier.value();
    EXPECT_EQ(frontier.status(), FrontierStatus::exact);
    std::vector<Point> points;
    for (std::size_t k = 0; k < frontier.size(); ++k) {
      points.push_back(to_point(problem, frontier.utility(k)));
    }
    const auto expected = space.at("pareto").get<std::vector<Point>>();
    EXPECT_EQ(points.size(), expected.size());
    for (const auto& p : expected) EXPECT_TRUE(holds(points, p)) << p[0] << " " << p[1];
    for (const auto& p : points) EXPECT_TRUE(holds(expected, p)) << p[0] << " " << p[1];
    const Deal& nash = solution->deal(Concept::nash);
    EXPECT_EQ(nash.status, Status::exact);
    EXPECT_TRUE(near(to_point(problem, nash.utility.data()), space.at("nash").get<Point>()));
    ++compared;
  }
  EXPECT_EQ(compared, 6);
}

/// The points of a "pareto.xml", which is a list of "uA, uB" with seven digits or so.
std::vector<Point> read_list(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::vector<Point> points;
  double a = 0;
  double b = 0;
  char comma = 0;
  while (in >> a >> comma >> b) points.push_back({a, b});
  return points;
}

TEST(GeniusFrontier, FrontiersOfNonlinearDomainsAgreeWithTheirLists) {
  int compared = 0;
  for (const auto& folder : test::genius_golden_folders()) {
    const auto expected = read_list(folder / "pareto.xml");
    if (expected.empty()) continue;
    SCOPED_TRACE(folder.string());
    const auto golden = test::read_golden(folder);
    const auto& profiles = golden.at("profiles");
    const auto read = test::read_golden_scenario(
        folder, golden.at("domain"), {profiles.at(0).at("file"), profiles.at(1).at("file")});
    ASSERT_TRUE(read.scenario);
    const auto problem = make_problem(*read.scenario);
    ASSERT_TRUE(problem.has_value());
    const Frontier frontier = find_frontier(*problem, FrontierOptions{}, WorkControl{});
    EXPECT_EQ(frontier.status(), FrontierStatus::exact);
    ASSERT_EQ(frontier.size(), expected.size());
    for (std::size_t k = 0; k < frontier.size(); ++k) {  // falling here, rising there
      const Point p = to_point(*problem, frontier.utility(k));
      const Point& q = expected[expected.size() - 1 - k];
      EXPECT_NEAR(p[0], q[0], 1e-6);
      EXPECT_NEAR(p[1], q[1], 1e-6);
    }
    ++compared;
  }
  if (compared == 0) GTEST_SKIP() << "no lists here";
}

}  // namespace
}  // namespace entente::bargain
