#include "entente/report/text_plot.hpp"

#include <algorithm>
#include <sstream>

#include <gtest/gtest.h>

#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

const Style k_ascii = {60, false, true};

TEST(TextPlot, PutsPointsWhereTheyAre) {
  TextPlot plot(0, 10, 0, 10, 11, 11);
  plot.add(10, 10, TextPlot::Dot::good);
  plot.add(5, 5, TextPlot::Dot::other);
  plot.mark(0, 10, 'N');
  std::istringstream lines(plot.render("x", "y", k_ascii, 0));
  std::vector<std::string> line(14);
  for (auto& l : line) std::getline(lines, l);
  EXPECT_EQ(line[0], "y");
  EXPECT_EQ(line[1], "10  N         o");
  EXPECT_EQ(line[6], " 5  |    .");
  EXPECT_EQ(line[11], " 0  +----------");
  EXPECT_EQ(line[13], "              x");
}

TEST(TextPlot, LettersHideGoodPointsHideOthers) {
  TextPlot plot(0, 1, 0, 1, 10, 10);
  plot.add(1, 1, TextPlot::Dot::good);
  plot.add(1, 1, TextPlot::Dot::other);
  EXPECT_NE(plot.render("x", "y", k_ascii, 0).find("o\n"), std::string::npos);
  plot.mark(1, 1, 'N');
  EXPECT_FALSE(plot.marks_meet());
  EXPECT_NE(plot.render("x", "y", k_ascii, 0).find("N\n"), std::string::npos);
  plot.mark(1, 1, 'K');
  EXPECT_TRUE(plot.marks_meet());
  EXPECT_NE(plot.render("x", "y", k_ascii, 0).find("*\n"), std::string::npos);
}

TEST(TextPlot, StandsRangesOfEveryKind) {
  const double sizes[] = {0, 1e-9, 1, 1e15, 1e300};
  for (const double size : sizes) {
    for (const double shift : {-1.0, 0.0, 1.0}) {
      TextPlot plot(shift * size, size + shift * size, -size, -size, 48, 12);
      plot.add(0, 0, TextPlot::Dot::good);
      std::istringstream lines(plot.render("a gain with a long name", "another", k_ascii, 0));
      int count = 0;
      for (std::string line; std::getline(lines, line); ++count) {
        EXPECT_LE(display_width(line), 70) << size;
      }
      EXPECT_EQ(count, 15);
    }
  }
}

}  // namespace
}  // namespace entente::report
