#include "entente/report/text_table.hpp"

#include <sstream>

#include <gtest/gtest.h>

#include "entente/report/text_width.hpp"

namespace entente::report {
namespace {

using Align = TextTable::Align;

TEST(TextTable, IsAsWideAsItsTextWhereThatFits) {
  TextTable table({{Align::left}, {Align::right}});
  table.add_row({{"issue"}, {"cost"}});
  table.add_row({{"a"}, {"5"}});
  EXPECT_EQ(table.render({}, 80, 0), "issue  cost\na         5\n");
  EXPECT_EQ(table.render({}, 80, 2), "  issue  cost\n  a         5\n");
  EXPECT_EQ(table.least_width(), 11);
}

TEST(TextTable, WrapsTheWidestColumnFirst) {
  TextTable table({{Align::left, 2}, {Align::left}});
  table.add_row({{"one two three four"}, {"short"}});
  EXPECT_EQ(table.render({}, 16, 0), "one two    short\n  three\n  four\n");
}

TEST(TextTable, KeepsForcedLinesAndIndents) {
  TextTable table({{Align::left, 2}, {Align::left}});
  table.add_row({{"  a bb cc dd"}, {"x\ny"}});
  EXPECT_EQ(table.render({}, 10, 0), "  a bb   x\n    cc   y\n    dd\n");
}

TEST(TextTable, NeverExceedsTheWidthHoweverLongTheWords) {
  TextTable table({{Align::left, 2}, {Align::left, 2}, {Align::right}, {Align::left}});
  table.add_row({{std::string(500, 'x')}, {"東京都東京都東京都東京都"}, {"1234567"}, {"a b c d"}});
  table.add_heading({"a heading that is longer than the narrowest of the widths tried here"});
  for (int width = 20; width <= 120; ++width) {
    std::istringstream lines(table.render({}, width, 1));
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(display_width(line), width) << line;
      EXPECT_TRUE(line.empty() || line.back() != ' ') << line;
    }
  }
}

TEST(TextTable, CutsCellsOfEndlessTextVisibly) {
  TextTable table({{Align::left}});
  table.add_row({{std::string(5000, 'x')}});
  const std::string text = table.render({}, 20, 0);
  EXPECT_LT(text.size(), 300U);
  EXPECT_NE(text.find("…"), std::string::npos);
}

TEST(TextTable, PaintsOnlyWithColour) {
  TextTable table({{Align::left}, {Align::left}});
  table.add_row({{"a", Tone::strong}, {"b", Tone::plain}});
  EXPECT_EQ(table.render({80, false, false}, 80, 0), "a  b\n");
  EXPECT_EQ(table.render({80, true, false}, 80, 0), "\x1b[1ma\x1b[0m  b\n");
}

}  // namespace
}  // namespace entente::report
