#include "entente/format/java_number.hpp"

#include <cmath>
#include <limits>
#include <string>

#include <gtest/gtest.h>

namespace entente::format {
namespace {

TEST(JavaNumber, DecimalTextIsTakenExactly) {
  EXPECT_EQ(parse_java_double("0.1"), Rational(1, 10));
  EXPECT_EQ(parse_java_double("1.0E-4"), Rational(1, 10'000));
  EXPECT_EQ(parse_java_double("-2.5e1"), Rational(-25));
  EXPECT_EQ(parse_java_double("+3"), Rational(3));
  EXPECT_EQ(parse_java_double(".5"), Rational(1, 2));
  EXPECT_EQ(parse_java_double("5."), Rational(5));
  EXPECT_EQ(parse_java_double(" \t0.25\n"), Rational(1, 4));
  EXPECT_EQ(parse_java_double("1.5f"), Rational(3, 2));
  EXPECT_EQ(parse_java_double("2D"), Rational(2));
  EXPECT_EQ(parse_java_double("0.19707980311909024"),
            Rational(Integer("19707980311909024"), Integer("100000000000000000")));
}

TEST(JavaNumber, WhatIsTooLongGoesThroughTheNearestDouble) {
  const std::string third = "0." + std::string(100, '3');
  EXPECT_EQ(to_double(parse_java_double(third).value()), 1.0 / 3.0);
  EXPECT_EQ(to_double(parse_java_double("-" + third).value()), -1.0 / 3.0);
  EXPECT_EQ(to_double(parse_java_double("1e300").value()), 1e300);
  EXPECT_EQ(parse_java_double("1" + std::string(80, '0') + "e-80"), Rational(1));
  EXPECT_EQ(to_double(parse_java_double("5e-324").value()),
            std::numeric_limits<double>::denorm_min());
}

TEST(JavaNumber, WhatVanishesIsZeroAndWhatOverflowsIsNone) {
  EXPECT_EQ(parse_java_double("1e-400"), Rational(0));
  EXPECT_EQ(parse_java_double("0." + std::string(400, '0') + "1"), Rational(0));
  EXPECT_EQ(parse_java_double("1e-99999999999999999999"), Rational(0));
  EXPECT_EQ(parse_java_double("0e99999999999999999999"), Rational(0));
  EXPECT_FALSE(parse_java_double("1e400"));
  EXPECT_FALSE(parse_java_double("1e99999999999999999999"));
  EXPECT_FALSE(parse_java_double("1" + std::string(400, '0')));
  EXPECT_FALSE(parse_java_double("1" + std::string(400, '0') + "e-5"));
}

TEST(JavaNumber, OtherTextIsNoNumber) {
  for (const char* text : {"", " ", ".", "e5", "1e", "1e+", "--1", "+-1", "1,5", "1 2", "NaN",
                           "Infinity", "-Infinity", "0x1p3", "null", "f", "1_000", "1.2.3"}) {
    EXPECT_FALSE(parse_java_double(text)) << text;
  }
}

TEST(JavaNumber, WholeNumbersHaveThirtyTwoBits) {
  EXPECT_EQ(parse_java_int("-2147483648"), std::numeric_limits<std::int32_t>::min());
  EXPECT_EQ(parse_java_int("+2147483647"), std::numeric_limits<std::int32_t>::max());
  EXPECT_EQ(parse_java_int(" 7 "), 7);
  EXPECT_EQ(parse_java_int("007"), 7);
  for (const char* text : {"", "+", "-", "+-1", "2147483648", "1.0", "1e3", "x", "1 2"}) {
    EXPECT_FALSE(parse_java_int(text)) << text;
  }
}

}  // namespace
}  // namespace entente::format
