// Numbers as people write them into tables: decimal signs, thousands, blanks.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/format/table_read.hpp"
#include "tests/format/round_trip_support.hpp"

namespace entente::format::test {
namespace {

using testing::HasSubstr;

/// A table whose cells are parted by `separator`, with `cell` as party a's first value and `other`
/// as its second.
ReadResult read_cells(char separator, const std::string& cell, const std::string& other) {
  std::string text = "issue|option|a|b\ni|o|" + cell + "|0\ni|p|" + other + "|1\n";
  std::replace(text.begin(), text.end(), '|', separator);
  return read_table_text(text, "t");
}

const std::string k_no_break = "\xC2\xA0";
const std::string k_narrow = "\xE2\x80\xAF";

TEST(TableNumber, ASignBeforeThreeDigitsNeedsEvidence) {
  struct Case {
    char separator;
    std::string cell;
    std::string other;
    std::string value;  ///< empty: an error at the cell
  };
  const Case cases[] = {{';', "2.500", "0,5", ""},         {';', "1,234", "900.5", ""},
                        {';', "1,234", "0", ""},           {';', "2.500", "0", ""},
                        {';', "1,234", "0,5", "1.234"},    {';', "2.500", "900.5", "2.5"},
                        {';', "1,234", "1..2,5", "1.234"}, {';', "0,250", "3,125", "0.25"},
                        {';', "2.500", "12±2,5", ""},      {';', "2,50", "900.5", "2.5"},
                        {';', "2,5000", "900.5", "2.5"},   {';', "1,250e3", "0", "1250"},
                        {';', "8..1.250", "0,5", ""},      {';', "1 234,567", "0", "1234.567"},
                        {'\t', "2.500", "0", "2.5"},       {'\t', "2.500", "0,5", ""},
                        {'\t', "1,234", "0", ""},          {'\t', "1,234", "0,5", ""},
                        {',', "2.500", "900.5", "2.5"},    {',', "2.500", "\"0,5\"", ""},
                        {',', "\"1,234\"", "0.5", ""},     {',', "\"0,234\"", "0", "0.234"},
                        {',', "1234.567", "0", "1234.567"}};
  for (const auto& c : cases) {
    SCOPED_TRACE(c.separator + (" " + c.cell + " beside " + c.other));
    const auto result = read_cells(c.separator, c.cell, c.other);
    if (!c.value.empty()) {
      ASSERT_TRUE(result.scenario) << lines_of(result.diagnostics);
      EXPECT_EQ(result.scenario->preferences[0].values[0][0].a, parse_decimal(c.value));
      continue;
    }
    EXPECT_FALSE(result.scenario);
    ASSERT_EQ(result.diagnostics.size(), 1U) << lines_of(result.diagnostics);
    EXPECT_THAT(result.diagnostics[0].message, HasSubstr("row 2, column C: "));
    EXPECT_THAT(result.diagnostics[0].message, HasSubstr("or have its thousands parted"));
    EXPECT_EQ(result.diagnostics[0].place.line, 2);
  }
}

TEST(TableNumber, WhatTheHintSaysIsReadInAnyTable) {
  const auto refused = read_cells(';', "2.500", "0,5");
  ASSERT_EQ(refused.diagnostics.size(), 1U);
  EXPECT_EQ(refused.diagnostics[0].hint, "write 2500 or 2.5000, whichever is meant");
  const auto mended = read_cells(';', "2.5000", "0,5");
  ASSERT_TRUE(mended.scenario) << lines_of(mended.diagnostics);
  EXPECT_EQ(mended.scenario->preferences[0].values[0][0].a, Rational(5, 2));
}

TEST(TableNumber, BlanksOnlyPartGroupsOfThree) {
  const std::pair<std::string, std::string> good[] = {
      {"12 000", "12000"},
      {"-1" + k_no_break + "234" + k_no_break + "567,5", "-1234567.5"},
      {"1" + k_narrow + "234", "1234"},
      {"- 5", "-5"},
      {k_no_break + "7" + k_no_break, "7"},
      {"\xE2\x88\x92 5", "-5"}};
  for (const auto& [cell, value] : good) {
    SCOPED_TRACE(cell);
    const auto result = read_cells(';', cell, "0");
    ASSERT_TRUE(result.scenario) << lines_of(result.diagnostics);
    EXPECT_EQ(result.scenario->preferences[0].values[0][0].a, parse_decimal(value));
  }
  const auto spread = read_cells(';', "1 200 ± 1 000", "2 .. 5 .. 1 000");
  ASSERT_TRUE(spread.scenario) << lines_of(spread.diagnostics);
  EXPECT_EQ(spread.scenario->preferences[0].values[0][0], (Value{Value::Kind::normal, 1200, 1000}));
  EXPECT_EQ(spread.scenario->preferences[0].values[0][1],
            (Value{Value::Kind::triangular, 2, 5, 1000}));
  for (const char* cell : {"1 2", "1 2,3", "12 34", "1234 567", "1 2345", "0 123", "1,5 000",
                           "1 234 56", "1 ,5", "1, 5", "1 e5", "12  000", "1..2 3"}) {
    SCOPED_TRACE(cell);
    const auto result = read_cells(';', cell, "0");
    EXPECT_FALSE(result.scenario);
    ASSERT_EQ(result.diagnostics.size(), 1U) << lines_of(result.diagnostics);
    EXPECT_THAT(result.diagnostics[0].message, HasSubstr("row 2, column C: "));
  }
}

TEST(TableNumber, SeparatorsBetweenThousandsAreRefused) {
  for (const char* cell : {"1.234.567", "1,234,567", "1.234,5", "1,234.5"}) {
    SCOPED_TRACE(cell);
    const auto result = read_cells(';', cell, "0");
    ASSERT_EQ(result.diagnostics.size(), 1U) << lines_of(result.diagnostics);
    EXPECT_THAT(result.diagnostics[0].hint, HasSubstr("no separators between thousands"));
  }
}

}  // namespace
}  // namespace entente::format::test
