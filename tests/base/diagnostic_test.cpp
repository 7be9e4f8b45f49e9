#include "entente/base/diagnostic.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"

namespace entente {
namespace {

TEST(Diagnostic, WritesThePlaceAsFarAsItIsKnown) {
  EXPECT_EQ(to_string(Place{"a.yaml", 3, 7}), "a.yaml:3:7");
  EXPECT_EQ(to_string(Place{"a.yaml", 3, 0}), "a.yaml:3");
  EXPECT_EQ(to_string(Place{"a.yaml", 0, 0}), "a.yaml");
  EXPECT_EQ(to_string(Place{"a.yaml", 0, 5}), "a.yaml");  // a column without a line is no place
  EXPECT_EQ(to_string(Place{"", 3, 7}), "3:7");
  EXPECT_EQ(to_string(Place{}), "");
}

TEST(Diagnostic, WritesSeverityMessageAndHint) {
  EXPECT_EQ(to_string(make_error({"a.yaml", 3, 7}, "unknown issue 'x'", "did you mean 'y'?")),
            "a.yaml:3:7: error: unknown issue 'x'\n  hint: did you mean 'y'?");
  EXPECT_EQ(to_string(make_warning({"a.yaml", 3, 7}, "odd")), "a.yaml:3:7: warning: odd");
  EXPECT_EQ(to_string(Diagnostic{Severity::note, {}, "so", ""}), "note: so");
}

TEST(Diagnostic, KnowsWhetherThereAreErrors) {
  EXPECT_FALSE(has_errors({}));
  EXPECT_FALSE(has_errors({make_warning({}, "w"), {Severity::note, {}, "n", ""}}));
  EXPECT_TRUE(has_errors({make_warning({}, "w"), make_error({}, "e")}));
}

TEST(Diagnostic, SortsByPlaceThenSeverityThenWords) {
  const Diagnostics sorted{
      make_error({"", 1, 1}, "no file"),
      make_error({"a", 0, 0}, "whole file"),
      make_error({"a", 2, 1}, "x"),
      make_error({"a", 2, 1}, "y"),
      make_error({"a", 2, 1}, "y", "hint"),
      make_warning({"a", 2, 1}, "a"),
      {Severity::note, {"a", 2, 1}, "a", ""},
      make_error({"a", 2, 10}, "a"),
      make_error({"a", 10, 1}, "a"),
      make_error({"b", 1, 1}, "a"),
      make_error({}, "no place"),
  };
  RandomStream random(1);
  for (int n = 0; n < 100; ++n) {
    Diagnostics shuffled = sorted;
    shuffled.push_back(sorted[random.below(sorted.size())]);  // exact repeats go
    for (std::size_t i = 0; i + 1 < shuffled.size(); ++i) {
      std::swap(shuffled[i], shuffled[i + random.below(shuffled.size() - i)]);
    }
    sort_diagnostics(shuffled);
    ASSERT_EQ(shuffled, sorted);
  }
}

TEST(Diagnostic, CutsTheLeastGrave) {
  const Diagnostic note{Severity::note, {"a", 1, 1}, "n", ""};
  const auto warning = make_warning({"a", 2, 1}, "w");
  const auto more = make_warning({"a", 3, 1}, "w");
  const auto error = make_error({"a", 4, 1}, "e");
  const auto rest = [](const char* message) {
    return Diagnostic{Severity::note, {}, message, "see to those above first"};
  };
  const Diagnostics all{error, note, more, warning};
  const auto cut = [&](std::size_t most, std::size_t omitted, std::size_t total) {
    Diagnostics left = all;
    EXPECT_EQ(cut_diagnostics(left, most, omitted), total);
    return left;
  };
  EXPECT_EQ(cut(4, 0, 0), (Diagnostics{note, warning, more, error}));
  EXPECT_EQ(cut(3, 0, 1), (Diagnostics{warning, more, error, rest("1 more message is not shown")}));
  EXPECT_EQ(cut(2, 0, 2), (Diagnostics{warning, error, rest("2 more messages are not shown")}));
  EXPECT_EQ(cut(1, 7, 10), (Diagnostics{error, rest("10 more messages are not shown")}));
  EXPECT_EQ(cut(9, 1, 1),
            (Diagnostics{note, warning, more, error, rest("1 more message is not shown")}));
}

}  // namespace
}  // namespace entente
