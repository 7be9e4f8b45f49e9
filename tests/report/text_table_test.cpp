#include "entente/report/text_table.hpp"

#include <sstream>

#include <fmt/format.h>
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
  table.add_row({{std::string(50'000, 'x')}});
  const std::string text = table.render({}, 20, 0);
  EXPECT_LT(text.size(), 9'000U);
  EXPECT_NE(text.find("…"), std::string::npos);
}

/// "party 0 17.25<separator>party 1 18.25...": names with amounts.
std::string list_of_amounts(int count, const std::string& separator) {
  std::string text;
  for (int k = 0; k < count; ++k) {
    text += fmt::format("{}party {} {}.25", k == 0 ? "" : separator, k, 17 + k);
  }
  return text;
}

TEST(TextTable, NeverCutsAnAnswer) {
  for (const char* separator : {"\n", ", "}) {
    TextTable table({{Align::left, 2}, {Align::left, 2}});
    table.add_row({{"credit"}, {list_of_amounts(60, separator)}});
    const std::string text = table.render({}, 40, 0);
    EXPECT_EQ(text.find("…"), std::string::npos);
    EXPECT_NE(text.find("party 59 76.25"), std::string::npos);
  }
}

TEST(TextTable, EndsAnEndlessListBetweenTwoOfItsParts) {
  const auto lines = whole_lines(list_of_amounts(5000, "\n"), 60, 2, true);
  ASSERT_EQ(lines.size(), 400U);
  EXPECT_EQ(lines[398], "party 398 415.25");
  EXPECT_EQ(lines[399], "... and 4601 more (all of them with --json)");
  const auto flowing = whole_lines(list_of_amounts(5000, "; "), 60, 0, true);
  EXPECT_LE(flowing.size(), 400U);
  EXPECT_GT(flowing.size(), 395U);
  std::string text;
  for (const auto& line : flowing) text += line + ' ';
  const std::string end = "; ... and more (all of them with --json) ";
  ASSERT_TRUE(text.ends_with(end)) << text.substr(text.size() - 100);
  // What comes before is the start of the list, to the end of a part.
  text.resize(text.size() - end.size());
  const std::string all = list_of_amounts(5000, "; ");
  EXPECT_TRUE(all.starts_with(text + "; "));
}

TEST(TextTable, PaintsOnlyWithColour) {
  TextTable table({{Align::left}, {Align::left}});
  table.add_row({{"a", Tone::strong}, {"b", Tone::plain}});
  EXPECT_EQ(table.render({80, false, false}, 80, 0), "a  b\n");
  EXPECT_EQ(table.render({80, true, false}, 80, 0), "\x1b[1ma\x1b[0m  b\n");
}

}  // namespace
}  // namespace entente::report
