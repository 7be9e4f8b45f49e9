#include "entente/report/text_width.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "entente/report/unicode_width.hpp"

namespace entente::report {
namespace {

TEST(Printable, NeverLetsControlCharactersThrough) {
  EXPECT_EQ(printable("a\x1b[31mb"), "a\\u{1b}[31mb");
  EXPECT_EQ(printable("\x7f"), "\\u{7f}");
  EXPECT_EQ(printable("\u009b31m"), "\\u{9b}31m");      // the one-character form of ESC [
  EXPECT_EQ(printable("a\u202ecba"), "a\\u{202e}cba");  // right-to-left override
  EXPECT_EQ(printable("a\u200bb\ufeff"), "a\\u{200b}b\\u{feff}");
  EXPECT_EQ(printable(std::string_view("a\0b", 3)), "a\\u{0}b");
  for (int c = 0; c < 256; ++c) {
    const std::string one(1, static_cast<char>(c));
    for (const char out : printable(one)) EXPECT_GE(static_cast<unsigned char>(out), 0x20U) << c;
  }
}

TEST(Printable, ShowsBrokenBytes) {
  EXPECT_EQ(printable("a\xff"
                      "b"),
            "a\\x{ff}b");
  EXPECT_EQ(printable("\xc0\xaf"), "\\x{c0}\\x{af}");             // overlong
  EXPECT_EQ(printable("\xed\xa0\x80"), "\\x{ed}\\x{a0}\\x{80}");  // half a surrogate pair
  EXPECT_EQ(printable("\xe2\x82"), "\\x{e2}\\x{82}");             // cut short
  EXPECT_EQ(printable("\xf4\x90\x80\x80").substr(0, 6), "\\x{f4}");
}

TEST(Printable, FoldsWhiteSpace) {
  EXPECT_EQ(printable("  a \n\t b\u00a0\u3000c \r\n"), "a b c");
  EXPECT_EQ(printable(""), "");
  EXPECT_EQ(printable(" \n "), "");
}

TEST(Printable, AsciiKeepsNothingElse) {
  EXPECT_EQ(printable("12±4 – “Zürich” → 東京…", true),
            "12+-4 - \"Z\\u{fc}rich\" -> \\u{6771}\\u{4eac}...");
  EXPECT_EQ(printable("12±4 – “Zürich”"), "12±4 – “Zürich”");
}

TEST(DisplayWidth, CountsColumns) {
  EXPECT_EQ(display_width(""), 0);
  EXPECT_EQ(display_width("abc"), 3);
  EXPECT_EQ(display_width("Zürich"), 6);
  EXPECT_EQ(display_width("東京"), 4);
  EXPECT_EQ(display_width("e\u0301"), 1);  // e and a combining accent
  EXPECT_EQ(display_width("🙂"), 2);
  EXPECT_EQ(display_width("שלום"), 4);
  EXPECT_EQ(display_width("한국"), 4);
  EXPECT_EQ(display_width("─●·→"), 4);
}

TEST(UnicodeWidth, KnowsTheEdgesOfItsRanges) {
  EXPECT_FALSE(is_wide(0x10FF));
  EXPECT_TRUE(is_wide(0x1100));
  EXPECT_TRUE(is_wide(0x115F));
  EXPECT_FALSE(is_wide(0x1160));
  EXPECT_TRUE(is_wide(0x3FFFD));
  EXPECT_FALSE(is_wide(0x10FFFF));
  EXPECT_TRUE(is_mark(0x300));
  EXPECT_TRUE(is_mark(0x36F));
  EXPECT_FALSE(is_mark(0x370));
  EXPECT_TRUE(is_invisible(0x1F));
  EXPECT_FALSE(is_invisible(0x20));
}

TEST(Wrap, BreaksAtSpacesHyphensAndOnlyThenInWords) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrap("the quick brown fox", 10), (Lines{"the quick", "brown fox"}));
  EXPECT_EQ(wrap("Kalai-Smorodinsky", 12), (Lines{"Kalai-", "Smorodinsky"}));
  EXPECT_EQ(wrap("abcdefgh", 3), (Lines{"abc", "def", "gh"}));
  EXPECT_EQ(wrap("a abcdefgh b", 3), (Lines{"a", "abc", "def", "gh", "b"}));
  EXPECT_EQ(wrap("", 5), (Lines{""}));
  EXPECT_EQ(wrap("東京都", 4), (Lines{"東京", "都"}));
  EXPECT_EQ(wrap("a (-5) b", 4), (Lines{"a", "(-5)", "b"}));  // a sign is no hyphen
  EXPECT_EQ(wrap("by 2e-15; x", 9), (Lines{"by 2e-15;", "x"}));
  EXPECT_EQ(wrap("at most 2e-15; x", 12), (Lines{"at most", "2e-15; x"}));
  EXPECT_EQ(wrap("1.E-7 12-15", 8), (Lines{"1.E-7", "12-15"}));
  EXPECT_EQ(wrap("the-15 e-15", 5), (Lines{"the-", "15 e-", "15"}));
  EXPECT_EQ(wrap("ae\u0301i", 2), (Lines{"ae\u0301", "i"}));  // a mark stays with its base
}

TEST(Wrap, NeverExceedsTheWidth) {
  const std::string text = "Toleration of 東京 patriotic-hackers e\u0301e\u0301 🙂🙂🙂 x/y/z";
  for (int width = 2; width < 60; ++width) {
    std::string joined;
    for (const auto& line : wrap(text, width)) {
      EXPECT_LE(display_width(line), width) << line;
      joined += line;
    }
    std::erase(joined, ' ');
    std::string expected = text;
    std::erase(expected, ' ');
    EXPECT_EQ(joined, expected);
  }
}

TEST(Shorten, MarksTheCut) {
  EXPECT_EQ(shorten("abcdef", 6, false), "abcdef");
  EXPECT_EQ(shorten("abcdefg", 6, false), "abcde…");
  EXPECT_EQ(shorten("abcdefg", 6, true), "abc...");
  EXPECT_EQ(shorten("東京都市", 6, false), "東京…");
}

TEST(NumberText, IsForPeople) {
  EXPECT_EQ(number_text(0), "0");
  EXPECT_EQ(number_text(-0.0), "0");
  EXPECT_EQ(number_text(17), "17");
  EXPECT_EQ(number_text(20.9), "20.9");
  EXPECT_EQ(number_text(-1.0 / 3), "-0.333333");
  EXPECT_EQ(number_text(1234567), "1234567");
  EXPECT_EQ(number_text(1234567.8), "1234568");
  EXPECT_EQ(number_text(99999.96), "100000");
  EXPECT_EQ(number_text(1e20), "1e+20");
}

TEST(JoinAnd, ReadsAsASentence) {
  EXPECT_EQ(join_and({}), "");
  EXPECT_EQ(join_and({"A"}), "A");
  EXPECT_EQ(join_and({"A", "B"}), "A and B");
  EXPECT_EQ(join_and({"A", "B", "C"}), "A, B and C");
  EXPECT_EQ(count_text(1, "party", "parties"), "1 party");
  EXPECT_EQ(count_text(0, "party", "parties"), "0 parties");
}

}  // namespace
}  // namespace entente::report
