#include "entente/report/text_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace entente::report {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(TextPage, ShowsATerminalWhatIsMeantForIt) {
  Document document;
  document.heading("Both");
  document.heading("File", Audience::file);
  document.add(Paragraph{"short", Tone::plain, 0, 0, "", Audience::terminal});
  document.add(Paragraph{"long", Tone::plain, 0, 0, "", Audience::file});
  Table table("t", "", {{}, {}});
  table.add_row({{"kept"}, {"1"}});
  table.add_row({{"left out"}, {"2"}}, Audience::file);
  document.add(std::move(table));
  const std::string page = text_page(document, {80, false, true});
  EXPECT_THAT(page, HasSubstr("-- Both --"));
  EXPECT_THAT(page, HasSubstr("short\nkept  1\n"));
  EXPECT_THAT(page, Not(HasSubstr("File")));
  EXPECT_THAT(page, Not(HasSubstr("long")));
  EXPECT_THAT(page, Not(HasSubstr("left out")));
}

/// A label, then columns of one long word each.
Table wide_table(std::size_t columns) {
  Table table("wide", "", std::vector<Column>(columns + 1));
  std::vector<Cell> cells = {{"label"}};
  for (std::size_t k = 0; k < columns; ++k) {
    cells.push_back({"column" + std::string(8, static_cast<char>('a' + k))});
  }
  table.add_head(std::move(cells));
  return table;
}

TEST(TextPage, FoldsATableThatIsTooWide) {
  Document document;
  Table table = wide_table(5);
  table.fold = 1;
  document.add(table);
  EXPECT_EQ(text_page(document, {60, false, true}),
            "label  columnaaaaaaaa  columnbbbbbbbb  columncccccccc\n"
            "\n"
            "label  columndddddddd  columneeeeeeee\n");
  EXPECT_THAT(text_page(document, {100, false, true}), Not(HasSubstr("\n\n")));
}

TEST(TextPage, WritesLinesWhereColumnsDoNotFit) {
  Document document;
  Table table = wide_table(5);
  table.lines = {{"all of it", Tone::plain, 0, 3, "1. ", Audience::everybody}};
  document.add(table);
  EXPECT_EQ(text_page(document, {60, false, true}), "1. all of it\n");
  EXPECT_THAT(text_page(document, {100, false, true}), HasSubstr("label  columnaaaaaaaa"));
  table.always_lines = true;
  Document other;
  other.add(table);
  EXPECT_EQ(text_page(other, {100, false, true}), "1. all of it\n");
}

TEST(TextPage, ReplacesWhatAsciiCannotShowWherever) {
  Document document;
  document.title("Zürich – 東京", "“here”");
  Table table("t", "", {{}});
  table.add_row({{"  a → b\n…"}});
  document.add(table);
  EXPECT_EQ(text_page(document, {80, false, true}),
            "Z\\u{fc}rich - \\u{6771}\\u{4eac}\nSource: \"here\"\n  a -> b\n...\n");
}

}  // namespace
}  // namespace entente::report
