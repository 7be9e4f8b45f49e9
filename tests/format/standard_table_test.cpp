#include "entente/format/standard_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace entente::format {
namespace {

using testing::HasSubstr;

Scenario scenario() {
  Scenario s;
  s.issues.resize(2);
  s.issues[0].key = "theft";
  s.issues[1].key = "tools";
  return s;
}

/// All errors as "line:column: message (hint)", one after another.
std::string errors_of(const std::string& text) {
  const auto result = read_standard_table(text, "s.csv", scenario());
  if (result) return "no error";
  std::string all;
  for (const auto& error : result.error()) {
    all += std::to_string(error.place.line) + ':' + std::to_string(error.place.column) + ": " +
           error.message + " (" + error.hint + ")\n";
  }
  return all;
}

TEST(StandardTable, ColumnsInAnyOrderAndIssuesWhereNamed) {
  const auto result = read_standard_table(
      "false_alarm,standard,issue,detection\n0.2,any hint,theft,4/5\n\n0,proof,theft,.3\n"
      "0.01,proof,,0.5\n",
      "s.csv", scenario());
  ASSERT_TRUE(result) << to_string(result.error().front());
  ASSERT_EQ(result->size(), 3U);
  EXPECT_EQ((*result)[0].issue, IssueId(0));
  EXPECT_EQ((*result)[0].name, "any hint");
  EXPECT_EQ((*result)[0].detection, Rational(4, 5));
  EXPECT_EQ((*result)[0].false_alarm, Rational(1, 5));
  EXPECT_EQ((*result)[1].place.line, 4);
  EXPECT_FALSE((*result)[2].issue);
}

TEST(StandardTable, SemicolonsAndDecimalCommas) {
  const auto result =
      read_standard_table("standard;detection;false_alarm\nstreng;0,5;0,01\n", "s.csv", scenario());
  ASSERT_TRUE(result) << to_string(result.error().front());
  EXPECT_EQ((*result)[0].false_alarm, Rational(1, 100));
}

TEST(StandardTable, HeadingsThatDoNotFit) {
  EXPECT_THAT(errors_of(""), HasSubstr("the table is empty"));
  EXPECT_THAT(errors_of("standard,detection\n"),
              HasSubstr("1:1: there is no column headed `false_alarm`"));
  EXPECT_THAT(errors_of("standard,detection,false_alarm,note\n"),
              HasSubstr("1:32: there is no column `note`"));
  EXPECT_THAT(errors_of("standard,standard,detection,false_alarm\n"),
              HasSubstr("there are two columns `standard`"));
  EXPECT_THAT(errors_of("standard,detection,false_alarm\n"), HasSubstr("there is no standard"));
}

TEST(StandardTable, RowsThatAreWrong) {
  const std::string head = "issue,standard,detection,false_alarm\n";
  EXPECT_THAT(errors_of(head + "thfet,a,0.5,0\n"), HasSubstr("2:1: there is no issue `thfet`"));
  EXPECT_THAT(errors_of(head + "thfet,a,0.5,0\n"), HasSubstr("did you mean `theft`?"));
  EXPECT_THAT(errors_of(head + ",a,1.5,0\n"),
              HasSubstr("2:4: the probability `1.5` is not between 0 and 1"));
  EXPECT_THAT(errors_of(head + ",a,x,0\n"), HasSubstr("2:4: "));
  EXPECT_THAT(errors_of(head + ",a,0.2,0.3\n"), HasSubstr("2:8: alarms that are as likely"));
  EXPECT_THAT(errors_of(head + ",,0.2,0.1\n"), HasSubstr("2:2: this standard has no name"));
  EXPECT_THAT(errors_of(head + ",a,0.2,0.1\n,a,0.3,0.1\n"),
              HasSubstr("3:2: there is a standard `a` already"));
  EXPECT_THAT(errors_of(head + ",a,0.2\n"), HasSubstr("2:"));
  EXPECT_EQ(errors_of(head + ",a,0.2,0.1\ntheft,a,0.3,0.1\n"), "no error");
}

}  // namespace
}  // namespace entente::format
