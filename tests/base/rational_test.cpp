// Exact numbers: reading, rounding to the nearest double, writing.

#include "entente/base/rational.hpp"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"

namespace entente {
namespace {

Rational fraction(const Integer& numerator, const Integer& denominator) {
  return {numerator, denominator};
}

Integer two_to(unsigned exponent) { return Integer(1) << exponent; }

/// A finite double, exactly.
Rational exactly(double value) {
  int exponent = 0;
  const double mantissa = std::frexp(value, &exponent);
  const auto whole = static_cast<std::int64_t>(std::ldexp(mantissa, 53));
  exponent -= 53;
  if (exponent >= 0) return Rational(Integer(whole) << static_cast<unsigned>(exponent));
  return fraction(whole, two_to(static_cast<unsigned>(-exponent)));
}

bool even(double value) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return (bits & 1U) == 0;
}

/// No other double is nearer, and a tie went to the even one.
void expect_nearest(const Rational& value) {
  const double got = to_double(value);
  ASSERT_TRUE(std::isfinite(got));
  const Rational error = abs(exactly(got) - value);
  for (const double toward : {-HUGE_VAL, HUGE_VAL}) {
    const double other = std::nextafter(got, toward);
    if (!std::isfinite(other)) continue;
    const Rational other_error = abs(exactly(other) - value);
    ASSERT_LE(error, other_error) << value;
    if (error == other_error) {
      ASSERT_TRUE(even(got)) << value;
    }
  }
}

Integer random_integer(RandomStream& random, unsigned bits) {
  Integer value = 0;
  for (unsigned have = 0; have < bits; have += 64) value = (value << 64) + random.next();
  return value & (two_to(bits) - 1);
}

TEST(ParseDecimal, ReadsWhatItSays) {
  EXPECT_EQ(parse_decimal("0"), Rational(0));
  EXPECT_EQ(parse_decimal("-0"), Rational(0));
  EXPECT_EQ(parse_decimal("12"), Rational(12));
  EXPECT_EQ(parse_decimal("-12"), Rational(-12));
  EXPECT_EQ(parse_decimal("+7"), Rational(7));
  EXPECT_EQ(parse_decimal("0.35"), fraction(7, 20));
  EXPECT_EQ(parse_decimal(".5"), fraction(1, 2));
  EXPECT_EQ(parse_decimal("5."), Rational(5));
  EXPECT_EQ(parse_decimal("007"), Rational(7));
  EXPECT_EQ(parse_decimal("1e-3"), fraction(1, 1000));
  EXPECT_EQ(parse_decimal("1E+3"), Rational(1000));
  EXPECT_EQ(parse_decimal("-1.25e2"), Rational(-125));
  EXPECT_EQ(parse_decimal("1e0003"), Rational(1000));
  EXPECT_EQ(parse_decimal("0e60"), Rational(0));
}

TEST(ParseDecimal, RefusesEverythingElse) {
  for (const char* text : {"",
                           " ",
                           "-",
                           "+",
                           ".",
                           "-.",
                           "e5",
                           ".e5",
                           "1e",
                           "1e+",
                           "1e-",
                           "1e1.5",
                           "1e1e1",
                           "--1",
                           "+-1",
                           "1-",
                           "1 ",
                           " 1",
                           "1_000",
                           "1,5",
                           "0x10",
                           "inf",
                           "nan",
                           ".inf",
                           "1.2.3",
                           "..1",
                           "1e+-3",
                           "1f",
                           "\xC2\xB1"
                           "1",
                           "\xEF\xBC\x91",
                           "1e61",
                           "1e-61",
                           "1e999999999999999999999",
                           "1\n",
                           "\xE2\x88\x92"
                           "1"}) {
    EXPECT_FALSE(parse_decimal(text)) << text;
  }
  EXPECT_FALSE(parse_decimal(std::string_view("1\0002", 3)));
  EXPECT_FALSE(parse_decimal(std::string(1'000'000, '9')));
  EXPECT_FALSE(parse_decimal(std::string(1'000'000, '.')));
}

TEST(ParseDecimal, KeepsItsLimits) {
  const std::string sixty(60, '9');
  const Integer all_nines = boost::multiprecision::pow(Integer(10), 60U) - 1;
  const Integer ten_to_60 = all_nines + 1;
  EXPECT_EQ(parse_decimal(sixty), Rational(all_nines));
  EXPECT_EQ(parse_decimal("." + sixty), fraction(all_nines, ten_to_60));
  EXPECT_EQ(parse_decimal(sixty + "e60"), Rational(all_nines * ten_to_60));
  EXPECT_EQ(parse_decimal("." + sixty + "e-60"), fraction(all_nines, ten_to_60 * ten_to_60));
  EXPECT_FALSE(parse_decimal(sixty + "9"));
  EXPECT_FALSE(parse_decimal("0" + sixty));
}

TEST(ToDouble, AgreesWithTheLibraryOnDecimals) {
  RandomStream random(1);
  for (int n = 0; n < 20'000; ++n) {
    std::string text = random.below(2) == 0 ? "" : "-";
    const auto digits = 1 + random.below(random.below(2) == 0 ? 17 : 58);
    const auto point = random.below(digits + 1);
    for (std::uint64_t d = 0; d < digits; ++d) {
      if (d == point) text += '.';
      text += static_cast<char>('0' + random.below(10));
    }
    if (random.below(2) == 0) {
      text += "e" + std::to_string(static_cast<int>(random.below(121)) - 60);
    }
    const auto value = parse_decimal(text);
    ASSERT_TRUE(value) << text;
    ASSERT_EQ(to_double(*value), std::strtod(text.c_str(), nullptr)) << text;
  }
}

TEST(ToDouble, IsTheNearestForFractions) {
  RandomStream random(2);
  for (int n = 0; n < 20'000; ++n) {
    const auto bits = [&] { return 1 + static_cast<unsigned>(random.below(200)); };
    const Integer numerator = random_integer(random, bits());
    const Integer denominator = random_integer(random, bits()) + 1;
    expect_nearest(fraction(random.below(2) == 0 ? numerator : Integer(-numerator), denominator));
  }
}

TEST(ToDouble, SendsTiesToTheEvenNeighbour) {
  RandomStream random(3);
  for (int n = 0; n < 5'000; ++n) {
    // 54 bits, the last one set: half-way between two doubles; then a hair to either side.
    const Integer half_way = (random_integer(random, 52) + two_to(52)) * 2 + 1;
    const unsigned up = static_cast<unsigned>(random.below(100));
    const unsigned down = static_cast<unsigned>(random.below(150));
    const Rational tie = fraction(half_way << up, two_to(down));
    const Rational hair = fraction(1, two_to(300));
    expect_nearest(tie);
    expect_nearest(-tie);
    expect_nearest(tie + hair);
    expect_nearest(tie - hair);
  }
}

TEST(ToDouble, ReachesBothEndsOfTheRange) {
  EXPECT_EQ(to_double(0), 0.0);
  EXPECT_FALSE(std::signbit(to_double(0)));
  EXPECT_EQ(to_double(exactly(std::numeric_limits<double>::max())),
            std::numeric_limits<double>::max());
  EXPECT_EQ(to_double(exactly(-std::numeric_limits<double>::min())),
            -std::numeric_limits<double>::min());
  const double least = std::numeric_limits<double>::denorm_min();
  EXPECT_EQ(to_double(exactly(least)), least);
  EXPECT_EQ(to_double(exactly(least) / 2), 0.0);  // a tie, and zero is even
  EXPECT_EQ(to_double(exactly(least) * 3 / 4), least);
  EXPECT_EQ(to_double(exactly(least) * 3 / 2), 2 * least);
  EXPECT_EQ(to_double(exactly(least) / 1000), 0.0);
  EXPECT_EQ(to_double(fraction(1, two_to(5000))), 0.0);
  EXPECT_EQ(to_double(Rational(two_to(5000))), HUGE_VAL);
  EXPECT_EQ(to_double(-Rational(two_to(1024))), -HUGE_VAL);
  RandomStream random(4);
  for (int n = 0; n < 2'000; ++n) {  // subnormal results are rounded once, not twice
    const Integer numerator = random_integer(random, 70) + 1;
    expect_nearest(fraction(numerator, two_to(1070 + static_cast<unsigned>(random.below(80)))));
  }
}

TEST(ToText, WritesDecimalsWhereTheyExist) {
  EXPECT_EQ(to_text(0), "0");
  EXPECT_EQ(to_text(-12), "-12");
  EXPECT_EQ(to_text(fraction(209, 10)), "20.9");
  EXPECT_EQ(to_text(fraction(-1, 8)), "-0.125");
  EXPECT_EQ(to_text(fraction(1, 3)), "1/3");
  EXPECT_EQ(to_text(fraction(-22, 7)), "-22/7");
  EXPECT_EQ(to_text(fraction(1, boost::multiprecision::pow(Integer(10), 30U))),
            "0." + std::string(29, '0') + "1");
  EXPECT_EQ(to_text(fraction(1, boost::multiprecision::pow(Integer(10), 31U))),
            "1/1" + std::string(31, '0'));
  EXPECT_EQ(to_text(Rational(boost::multiprecision::pow(Integer(10), 20U))),
            "1" + std::string(20, '0'));
}

TEST(Rational, PrintsFractionsInLowestTerms) {
  EXPECT_EQ(to_fraction_text(0), "0");
  EXPECT_EQ(to_fraction_text(-12), "-12");
  EXPECT_EQ(to_fraction_text(fraction(1, 2)), "1/2");
  EXPECT_EQ(to_fraction_text(fraction(-436, 6)), "-218/3");
}

TEST(ToText, IsReadBackAsTheSameNumber) {
  RandomStream random(5);
  for (int n = 0; n < 5'000; ++n) {
    Integer numerator = random_integer(random, 1 + static_cast<unsigned>(random.below(90)));
    if (random.below(2) == 0) numerator = -numerator;
    const auto places = static_cast<unsigned>(random.below(31));
    const Rational value = fraction(numerator, boost::multiprecision::pow(Integer(10), places));
    ASSERT_EQ(parse_decimal(to_text(value)), value);
  }
}

}  // namespace
}  // namespace entente
