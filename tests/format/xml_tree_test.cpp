#include "entente/format/xml_tree.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/format/limits.hpp"

namespace entente::format {
namespace {

using ::testing::HasSubstr;

struct Read {
  std::optional<XmlElement> root;
  Diagnostics diagnostics;
};

Read read(std::string_view text) {
  Read r;
  r.root = read_xml(text, "f.xml", r.diagnostics);
  return r;
}

/// The one error of a text that cannot be read.
Diagnostic error_of(std::string_view text) {
  const Read r = read(text);
  EXPECT_FALSE(r.root);
  EXPECT_EQ(r.diagnostics.size(), 1U);
  if (r.diagnostics.empty()) return {};
  EXPECT_EQ(r.diagnostics[0].severity, Severity::error);
  return r.diagnostics[0];
}

TEST(XmlTree, KeepsElementsAttributesTextAndPlaces) {
  const Read r = read("<a x=\"1\">\n  one<b\ty='2'\n  z=\"3\"/> two</a>");
  ASSERT_TRUE(r.root);
  EXPECT_TRUE(r.diagnostics.empty());
  EXPECT_EQ(r.root->name, "a");
  EXPECT_EQ(r.root->text, "\n  one two");
  ASSERT_EQ(r.root->children.size(), 1U);
  const XmlElement& b = r.root->children[0];
  EXPECT_EQ(r.root->child("b"), &b);
  EXPECT_EQ(r.root->child("c"), nullptr);
  EXPECT_EQ(b.line, 2);
  EXPECT_EQ(b.column, 6);
  ASSERT_NE(b.attribute("z"), nullptr);
  EXPECT_EQ(b.attribute("z")->value, "3");
  EXPECT_EQ(b.attribute("z")->line, 3);
  EXPECT_EQ(b.attribute("z")->column, 3);
  EXPECT_EQ(b.attribute("w"), nullptr);
}

TEST(XmlTree, ColumnsCountCharacters) {
  const Read r = read("<a>\u00e4\u20ac\U0001F600<b/></a>");
  ASSERT_TRUE(r.root);
  EXPECT_EQ(r.root->children.at(0).column, 7);
}

TEST(XmlTree, IsLenientWhereFilesInUseNeedIt) {
  const Read r = read(
      "\xEF\xBB\xBF\n<!-- first > -->\n<?xml version=\"1.0\"?><!DOCTYPE a [<!ELEMENT a ANY>]>\n"
      "<a type=\"discrete\"vtype=\"d\" b = 'q' c=5 d=6/7 e=\"a > b\" f=\"1\" f=\"2\">"
      "<!-- <x> --><![CDATA[<&amp;>]]><?pi x?><c / ></a >");
  EXPECT_FALSE(r.root);  // "/ >" is no end of a tag
  const Read good = read(
      "\xEF\xBB\xBF\n<!-- first > -->\n<?xml version=\"1.0\"?><!DOCTYPE a [<!ELEMENT a ANY>]>\n"
      "<a type=\"discrete\"vtype=\"d\" b = 'q' c=5 d=6/7 e=\"a > b\" f=\"1\" f=\"2\">"
      "<!-- <x> --><![CDATA[<&amp;>]]><?pi x?><c g=8/></a >\n<!-- end -->\n");
  ASSERT_TRUE(good.root);
  EXPECT_TRUE(good.diagnostics.empty());
  EXPECT_EQ(good.root->attribute("vtype")->value, "d");
  EXPECT_EQ(good.root->attribute("b")->value, "q");
  EXPECT_EQ(good.root->attribute("c")->value, "5");
  EXPECT_EQ(good.root->attribute("d")->value, "6/7");
  EXPECT_EQ(good.root->attribute("e")->value, "a > b");
  EXPECT_EQ(good.root->attribute("f")->value, "2");
  EXPECT_EQ(good.root->text, "<&amp;>");
  EXPECT_EQ(good.root->children.at(0).attribute("g")->value, "8");
}

TEST(XmlTree, DecodesWhatItKnowsAndKeepsTheRest) {
  const Read r = read(
      "<a v=\"&lt;&gt;&amp;&quot;&apos;&#65;&#x20AC; &nbsp; & &#0; &#27; &#xD800; &#x110000; &;\" "
      "w=\"one\r\ntwo\tthree\">&amp;lt;</a>");
  ASSERT_TRUE(r.root);
  EXPECT_EQ(r.root->attribute("v")->value,
            "<>&\"'A\u20ac &nbsp; & &#0; &#27; &#xD800; &#x110000; &;");
  EXPECT_EQ(r.root->attribute("w")->value, "one two three");
  EXPECT_EQ(r.root->text, "&lt;");
}

TEST(XmlTree, ReadsOtherBytesAsLatin1AndSaysSo) {
  const Read r = read("<a v=\"caf\xE9 \x80\"/>");
  ASSERT_TRUE(r.root);
  EXPECT_EQ(r.root->attribute("v")->value, "caf\u00e9 \uFFFD");
  ASSERT_EQ(r.diagnostics.size(), 1U);
  EXPECT_EQ(r.diagnostics[0].severity, Severity::warning);
}

TEST(XmlTree, WarnsAboutWhatFollowsTheEnd) {
  const Read r = read("<a/>\n<b/>");
  ASSERT_TRUE(r.root);
  ASSERT_EQ(r.diagnostics.size(), 1U);
  EXPECT_EQ(r.diagnostics[0].severity, Severity::warning);
  EXPECT_EQ(r.diagnostics[0].place, (Place{"f.xml", 2, 1}));
}

TEST(XmlTree, SaysWhereItCannotGoOn) {
  struct Expectation {
    const char* text;
    int line;
    int column;
    const char* message;
  };
  const Expectation cases[] = {
      {"", 1, 1, "empty"},
      {" \n ", 2, 2, "no element"},
      {"<!-- no end", 1, 1, "has no end"},
      {"<!DOCTYPE a [ <b> ", 1, 1, "has no end"},
      {"<a>\n <b>\n</a>", 3, 1, "</a> does not match <b> in line 2"},
      {"<a>\n <b>", 2, 2, "<b> is never closed"},
      {"<a x=\"1>", 1, 4, "the value of `x` in <a> has no end"},
      {"<a x=\"1\" y>", 1, 10, "`y` in the tag <a> is no attribute"},
      {"<a x=\"1 y=\"2\"/>", 1, 12, "`2` in the tag <a> is no attribute"},
      {"<a <b/></a>", 1, 1, "the tag <a has no end"},
      {"<a>1 < 2</a>", 1, 6, "must be followed by the name"},
      {"<a><![CDATA[x</a>", 1, 4, "has no end"},
      {"<a>\n<!-- x\n</a>", 2, 1, "this comment has no end"},
      {"<a><?x y</a", 1, 4, "this instruction has no end"},
      {"<a><!x </a", 1, 4, "this declaration has no end"},
      {"<a></a", 1, 4, "</a has no end"},
      {"<a b=\"1\"", 1, 1, "the tag <a has no end"},
      {"<a>\n\x01</a>", 2, 1, "control character"},
      {"\xFF\xFE<", 1, 1, "UTF-16"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.text);
    const Diagnostic d = error_of(c.text);
    EXPECT_THAT(d.message, HasSubstr(c.message));
    EXPECT_EQ(d.place, (Place{"f.xml", c.line, c.column}));
  }
}

TEST(XmlTree, ExplainsAFileOfNumbers) {
  const Diagnostic d = error_of("\n0.5, 1.0\n1.0, 0.5\n");
  EXPECT_THAT(d.message, HasSubstr("`0.5, 1.0`"));
  EXPECT_THAT(d.hint, HasSubstr("pareto.xml"));
  EXPECT_THAT(error_of("parties: [a, b]").hint, testing::Not(HasSubstr("pareto")));
}

TEST(XmlTree, HoldsItsLimits) {
  const auto nested = [](std::size_t depth) {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) text += "<a>";
    for (std::size_t i = 0; i < depth; ++i) text += "</a>";
    return text;
  };
  EXPECT_TRUE(read(nested(k_max_depth)).root);
  EXPECT_THAT(error_of(nested(k_max_depth + 1)).message, HasSubstr("64 deep"));
  // The first one too many is the one that is named.
  std::string many = "<a>";
  for (std::size_t i = 0; i < XmlLimits{}.elements; ++i) many += "<b/>";
  const Diagnostic elements = error_of(many + "</a>");
  EXPECT_THAT(elements.message, HasSubstr("200000 elements"));
  EXPECT_EQ(elements.place.column, static_cast<int>(many.size()) - 3);
  std::string wide = "<a";
  for (std::size_t i = 0; i <= XmlLimits{}.attributes; ++i) wide += " b=1";
  const Diagnostic attributes = error_of(wide + "/>");
  EXPECT_THAT(attributes.message, HasSubstr("1000000 attributes"));
  EXPECT_EQ(attributes.place.column, static_cast<int>(wide.size()) - 2);
  EXPECT_THAT(error_of(std::string(k_max_file_bytes + 1, ' ')).message,
              HasSubstr("16777216 bytes"));
}

}  // namespace
}  // namespace entente::format
