// The tree, its places, and what is said about texts that are neither YAML nor JSON.

#include "entente/format/yaml_document.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/format/limits.hpp"
#include "entente/format/text_check.hpp"
#include "entente/format/text_positions.hpp"
#include "tests/format/native_support.hpp"

namespace entente::format::test {
namespace {

/// The tree on one line: scalars with their place, quoted ones in quotes.
std::string tree(const YamlNode& n) {
  const std::string at = "@" + std::to_string(n.line) + ":" + std::to_string(n.column);
  std::string text;
  switch (n.kind) {
    case YamlNode::Kind::scalar:
      return (n.quoted ? "'" + n.text + "'" : n.text) + at;
    case YamlNode::Kind::refused:
      return "refused" + at;
    case YamlNode::Kind::sequence:
      for (const auto& child : n.children) text += " " + tree(child);
      return "[" + at + text + "]";
    case YamlNode::Kind::mapping:
      for (std::size_t i = 0; i < n.pair_count(); ++i) {
        text += " " + tree(n.key(i)) + "=" + tree(n.value(i));
      }
      return "{" + at + text + "}";
  }
  return text;
}

std::string parsed(const std::string& text) {
  const auto document = parse_yaml(text, "f");
  EXPECT_TRUE(document.readable) << text;
  EXPECT_TRUE(document.diagnostics.empty()) << text << all(document.diagnostics);
  return tree(document.root);
}

TEST(YamlDocument, PlacesCountCharactersFromOne) {
  EXPECT_EQ(parsed("a: 1\n"), "{@1:1 a@1:1=1@1:4}");
  EXPECT_EQ(parsed("\xEF\xBB\xBF"
                   "a: 1\n"),
            "{@1:1 a@1:1=1@1:4}");
  EXPECT_EQ(parsed("é: [–±4, 😀, x]\n"), "{@1:1 é@1:1=[@1:4 –±4@1:5 😀@1:10 x@1:13]}");
  EXPECT_EQ(parsed("a:\r\n  - x\r\n  - y\r\n"), "{@1:1 a@1:1=[@2:3 x@2:5 y@3:5]}");
  EXPECT_EQ(parsed("a:\r  b: 1\r"), "{@1:1 a@1:1={@2:3 b@2:3=1@2:6}}");
  EXPECT_EQ(parsed("# c\n\n---\n a: 1 # c\n"), "{@4:2 a@4:2=1@4:5}");
  EXPECT_EQ(parsed("'a': \"b\"\n\"c\" : ''\n"), "{@1:1 'a'@1:1='b'@1:6 'c'@2:1=''@2:7}");
  EXPECT_EQ(parsed("{\n\t\"a\": [1,\n\t\t2]\n}\n"), "{@1:1 'a'@2:2=[@2:7 1@2:8 2@3:3]}");
  EXPECT_EQ(parsed("a:\nb:\n  -\n  - x\n"), "{@1:1 a@1:1=@1:1 b@2:1=[@3:3 @3:3 x@4:5]}");
  EXPECT_EQ(parsed("[a: 1, b]"), "[@1:1 {@1:2 a@1:2=1@1:5} b@1:8]");
}

TEST(YamlDocument, LongLinesKeepTheirColumns) {
  const std::string text = "[" + std::string(1000, ' ') + "a, é" + std::string(600, ' ') + ", b]";
  const auto document = parse_yaml(text, "f");
  ASSERT_EQ(document.root.children.size(), 3U);
  EXPECT_EQ(document.root.children[0].column, 1002);
  EXPECT_EQ(document.root.children[1].column, 1005);
  EXPECT_EQ(document.root.children[2].column, 1608);
}

TEST(YamlDocument, TextStaysAsWritten) {
  EXPECT_EQ(
      parsed("[yes, NULL, ~, 0x1F, 1.0, +5, '1', 12±4, a b]"),
      "[@1:1 yes@1:2 NULL@1:7 ~@1:13 0x1F@1:16 1.0@1:22 +5@1:27 '1'@1:31 12±4@1:36 a b@1:42]");
  EXPECT_EQ(parsed(R"(["\u00e9 \ud83d\ude00 \n \/ \\"])"), "[@1:1 'é 😀 \n / \\'@1:2]");
  EXPECT_EQ(parsed("a: b\n  c\n"), "{@1:1 a@1:1=b c@1:4}");
}

TEST(YamlDocument, NothingIsNull) {
  for (const std::string text : {"a:", "a: ~", "a: null", "a: Null", "a: NULL"}) {
    const auto document = parse_yaml(text, "f");
    ASSERT_EQ(document.root.pair_count(), 1U) << text;
    EXPECT_TRUE(document.root.value(0).is_null()) << text;
  }
  for (const std::string text : {"a: ''", "a: 'null'", "a: nul", "a: []"}) {
    EXPECT_FALSE(parse_yaml(text, "f").root.value(0).is_null()) << text;
  }
}

TEST(YamlDocument, WhatIsRefusedLeavesTheRestReadable) {
  const auto d =
      parse_yaml("a: 1\nb: &x 2\nc: *x\nd: !!str 3\na: 4\n<<: {e: 5}\n? [f]\n: 6\na: 7\n", "f");
  ASSERT_TRUE(d.readable);
  EXPECT_EQ(tree(d.root), "{@1:1 a@1:1=1@1:4 b@2:1=2@2:7 c@3:1=refused@3:4 d@4:1=3@4:10}");
  std::vector<std::string> said;
  for (const auto& one : d.diagnostics) said.push_back(to_string(one.place) + " " + one.message);
  EXPECT_EQ(said, (std::vector<std::string>{
                      "f:2:4 anchors (`&name`) are not part of the format",
                      "f:3:4 aliases (`*name`) are not part of the format",
                      "f:4:4 tags (`!name`) are not part of the format",
                      "f:5:1 `a` is written twice in the same map",
                      "f:6:1 merge keys (`<<`) are not part of the format",
                      "f:7:3 a list or map cannot be a key",
                      "f:9:1 `a` is written twice in the same map",
                  }));
  EXPECT_NE(d.diagnostics[3].hint.find("the first is on line 1"), std::string::npos);
}

TEST(YamlDocument, ASecondDocumentIsRefused) {
  for (const std::string text : {"a: 1\n---\nb: 2\n", "a: 1\n...\nb: 2\n"}) {
    const auto d = parse_yaml(text, "f");
    EXPECT_TRUE(d.readable);
    ASSERT_EQ(d.diagnostics.size(), 1U);
    EXPECT_EQ(d.diagnostics[0].message, "a second document starts here");
    EXPECT_EQ(d.diagnostics[0].place.column, 1);
  }
}

struct Broken {
  std::string text;  ///< with the mark `@@`
  std::string message;
  std::string hint;
};

TEST(YamlDocument, SyntaxErrorsNameTheirCause) {
  const std::string tab = "a tab is used for indentation";
  const std::string quote = "the text in quotes is not closed";
  const std::vector<Broken> cases{
      {"a:\n@@\tb: 3\n", tab, "with spaces"},
      {"a: 1\n@@\tb: 2", tab, "with spaces"},
      {"a:\n  b: 1\n @@\tc: 2\n", tab, "with spaces"},
      {"a: 1\n@@title US\nb: 3\n", "a colon is missing after the key", "`key: value`"},
      {"a: 1\nété@@:US\nb: 3\n", "a space is missing after the colon", "`key: value`"},
      {"a: x@@: y\n", "a second `: ` stands on this line", "in quotes"},
      {"a: 1\n  @@b: 2\n", "this line is indented deeper than line 1, which already has a value",
       "alike"},
      {"a: 1\n\n  @@b: 2\n", "this line is indented deeper than line 1, which already has a value",
       "alike"},
      {"a: 1\n# c\n  @@b: 2\n", "the indentation does not fit the lines above", "alike"},
      {"{a: 1 @@b: 2}", "a comma or a colon is missing before this", "commas"},
      {"a:\n    b: 2\n  @@c: 3\n", "the indentation does not fit the lines above", "alike"},
      {"a:\n - x\n @@b: 1\n", "a list item (`- ...`) was expected at this indentation", "`- `"},
      {"a: @@[1, 2\nb: 3\n", "the bracket `[` that opens here is not closed", "`]`"},
      {"i:\n  a: @@{t: X, o: [a, b]\n  b: {t: Y}\n",
       "the bracket `{` that opens here is not closed", "`}`"},
      {"i:\n  a: {t: X, o: @@[a, b}\n  b: {t: Y}\n",
       "the bracket `[` that opens here is not closed", "`]`"},
      {"p: @@[us, china\ni:\n  a: {t: China's, o: [a, b]}\n",
       "the bracket `[` that opens here is not closed", "`]`"},
      {"p: ['[', \"]\"] # [\nq: @@[1\n", "the bracket `[` that opens here is not closed", "`]`"},
      {"@@{\"a\": [1, 2]", "the bracket `{` that opens here is not closed", "`}`"},
      {"a: @@]\n", "there is a closing bracket too many", "remove it"},
      {"{\"a\": 1 @@\"b\": 2}", "a comma or a colon is missing before this", "commas"},
      {"{\"a\": 1, \"b\" @@2}", "a comma or a colon is missing before this", "`key: value`"},
      {"{\"a\": [1,@@,2]}", "there is nothing before this comma", "remove"},
      {"a: [x] @@y\nb: 4", "something stands behind the closing bracket", "comma"},
      {"a: @@@x\n", "a text cannot start with this character unless it is in quotes", "in quotes"},
      {"a: @@`x`\n", "a text cannot start with this character unless it is in quotes", "in quotes"},
  };
  for (const auto& c : cases) {
    const Marked m = marked(c.text);
    SCOPED_TRACE(m.text);
    const auto d = parse_yaml(m.text, "f");
    EXPECT_FALSE(d.readable);
    ASSERT_EQ(d.diagnostics.size(), 1U) << all(d.diagnostics);
    EXPECT_EQ(to_string(d.diagnostics[0].place), to_string(Place{"f", m.line, m.column}));
    EXPECT_EQ(d.diagnostics[0].message, c.message);
    EXPECT_NE(d.diagnostics[0].hint.find(c.hint), std::string::npos) << d.diagnostics[0].hint;
  }
  // Here the library knows the line only, or a place within the text.
  const std::vector<Broken> on_line_one{
      {"a: \"abc\n", quote, "closing quote"},
      {"a: 'abc\n b: 3\nc: 1\n", quote, "closing quote"},
      {"a: \"x\" y\n", "something stands behind the closing quote", "in quotes"},
      {"a: \"\\q\"\n", "an escape (`\\...`) in this text in double quotes is unknown", "backslash"},
      {"a: \"\\ud800\"\n", "an escape (`\\...`) in this text is no character", "number"},
      {"%YAML 2.0\n---\na: 1\n", "this directive (`%...`) is not known", "remove"},
      {"a: * b\n", "a text cannot start with `*` or `&` unless it is in quotes", "in quotes"},
  };
  for (const auto& c : on_line_one) {
    const auto d = parse_yaml(c.text, "f");
    ASSERT_EQ(d.diagnostics.size(), 1U) << c.text << all(d.diagnostics);
    EXPECT_EQ(d.diagnostics[0].place.line, 1) << c.text;
    EXPECT_EQ(d.diagnostics[0].message.substr(0, c.message.size()), c.message);
    EXPECT_NE(d.diagnostics[0].hint.find(c.hint), std::string::npos) << d.diagnostics[0].hint;
  }
}

TEST(YamlDocument, TextThatIsNoText) {
  const auto said = [](const std::string& text) {
    const auto d = parse_yaml(text, "f");
    EXPECT_FALSE(d.readable);
    return all(d.diagnostics);
  };
  EXPECT_NE(said("").find("f:1:1: error: the file is empty"), std::string::npos);
  EXPECT_NE(said("# nothing\n").find("the file is empty"), std::string::npos);
  EXPECT_NE(said("\xFF\xFE"
                 "a")
                .find("UTF-16"),
            std::string::npos);
  EXPECT_NE(
      said(std::string("a: 1\nb: \0", 9))
          .find("f:2:4: error: the control character U+0000 cannot stand here\n  hint: this looks "
                "like a binary file"),
      std::string::npos);
  EXPECT_NE(said("a: é\xC3(\n").find("f:1:5: error: the byte 0xC3 is not part of any UTF-8"),
            std::string::npos);
  EXPECT_NE(said("a: \x1B[31m\n").find("f:1:4: error: the control character U+001B"),
            std::string::npos);
  EXPECT_NE(said("a: x\xE2\x80\xAEy\n").find("f:1:5: error: the control character U+202E"),
            std::string::npos);
  const std::string both = said("a: \xFF\nb: \x01\xFF\n");
  EXPECT_NE(both.find("f:1:4"), std::string::npos);
  EXPECT_NE(both.find("f:2:4"), std::string::npos);
}

TEST(YamlDocument, OnlyWholeUtf8CharactersCount) {
  EXPECT_EQ(utf8_length("a"), 1U);
  EXPECT_EQ(utf8_length("é"), 2U);
  EXPECT_EQ(utf8_length("€"), 3U);
  EXPECT_EQ(utf8_length("😀"), 4U);
  for (const std::string bad :
       {"", "\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC3", "\xE2\x82", "\xF0\x9F\x98"}) {
    EXPECT_EQ(utf8_length(bad), 0U);
  }
}

TEST(YamlDocument, MessagesShowHostileTextHarmlessly) {
  EXPECT_EQ(in_quotes("a\nb\x1B[31m\xFF"), "`a?b?[31m?`");
  EXPECT_EQ(in_quotes(std::string(61, 'x')), "`" + std::string(60, 'x') + "...`");
  EXPECT_EQ(in_quotes("éé"), "`éé`");
}

TEST(YamlDocument, DepthIsLimited) {
  const auto nested = [](std::size_t depth) {
    return parse_yaml(std::string(depth, '[') + std::string(depth, ']'), "f");
  };
  EXPECT_TRUE(nested(k_max_depth).diagnostics.empty());
  const auto d = nested(k_max_depth + 1);
  ASSERT_EQ(d.diagnostics.size(), 1U);
  EXPECT_FALSE(d.readable);
  EXPECT_EQ(d.diagnostics[0].place, (Place{"f", 1, 65}));
  EXPECT_EQ(d.diagnostics[0].message, "more than 64 lists and maps are nested in each other");
  for (const std::string unit : {"[", "{a: ", "- ", "? ", "{\"a\":["}) {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += unit;
    EXPECT_EQ(parse_yaml(text, "f").diagnostics.size(), 1U);
  }
}

TEST(YamlDocument, NodesAndBytesAreLimited) {
  std::string text = "[";
  for (std::size_t i = 0; i + 1 < k_max_nodes; ++i) text += "1,";
  EXPECT_TRUE(parse_yaml(text + "]", "f").diagnostics.empty());
  auto d = parse_yaml(text + "1]", "f");
  ASSERT_EQ(d.diagnostics.size(), 1U);
  EXPECT_FALSE(d.readable);
  EXPECT_EQ(d.diagnostics[0].message,
            "the file holds more than 2000000 values, names, lists and maps");
  d = parse_yaml(std::string(k_max_file_bytes + 1, '#'), "f");
  ASSERT_EQ(d.diagnostics.size(), 1U);
  EXPECT_EQ(d.diagnostics[0].message, "the file has more than 16777216 bytes");
}

TEST(YamlDocument, AliasBombsStaySmall) {
  std::string text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c <= 'z'; ++c) {
    const char before = static_cast<char>(c - 1);
    text += fmt::format("{}: &{} [", c, c);
    for (int i = 0; i < 10; ++i) text += fmt::format("*{}, ", before);
    text += "]\n";
  }
  const auto d = parse_yaml(text, "f");
  EXPECT_TRUE(d.readable);
  EXPECT_EQ(d.diagnostics.size(), 26U + 250U);
  EXPECT_EQ(d.root.pair_count(), 26U);
  EXPECT_EQ(d.root.value(25).children.size(), 10U);
}

TEST(YamlDocument, PrintsNothing) {
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  for (const std::string text : {"a: [1", "a:\n\tb", "%FOO\n---\na: 1", "%YAML 9.9\n---\na", "\"",
                                 "a: *b", "&a", "!x!y z", "{a: b: c}", "a: \"\\q\""}) {
    (void)parse_yaml(text, "f");
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

}  // namespace
}  // namespace entente::format::test
