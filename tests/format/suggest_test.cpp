#include "entente/format/suggest.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"

namespace entente::format {
namespace {

/// The definition, letter by letter, without limits or bands.
std::size_t plain_distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min(
          {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

TEST(Suggest, DistanceAgreesWithItsDefinition) {
  RandomStream random(7);
  const auto word = [&] {
    std::string text;
    for (auto n = random.below(9); n > 0; --n) text += static_cast<char>('a' + random.below(3));
    return text;
  };
  for (int round = 0; round < 20'000; ++round) {
    const std::string a = word();
    const std::string b = word();
    for (std::size_t limit = 0; limit <= 4; ++limit) {
      EXPECT_EQ(edit_distance(a, b, limit), std::min(plain_distance(a, b), limit + 1))
          << a << " " << b << " " << limit;
    }
  }
}

TEST(Suggest, CapitalsAndSeparatorsDoNotCount) {
  EXPECT_EQ(edit_distance("As-Today", "as today", 0), 0U);
  EXPECT_EQ(edit_distance("at most", "at_most", 0), 0U);
  EXPECT_EQ(edit_distance("a1", "a2", 0), 1U);
}

TEST(Suggest, FindsWhatWasMeant) {
  const std::vector<std::string_view> names{"commercial_theft", "circumvention_support",
                                            "network_exploitation", "dialogue", "us"};
  EXPECT_EQ(suggest("comercial_thft", names), 0U);
  EXPECT_EQ(suggest("circumvention-suport", names), 1U);
  EXPECT_EQ(suggest("dailogue", names), 3U);
  EXPECT_EQ(suggest("Dialog", names), 3U);
  EXPECT_EQ(suggest("theft", names), 0U);
  EXPECT_EQ(suggest("uk", names), 4U);
  EXPECT_FALSE(suggest("fishing", names));
  EXPECT_FALSE(suggest("", names));
  EXPECT_FALSE(suggest("x", names));
  EXPECT_FALSE(suggest(std::string(100'000, 'x'), names));
  EXPECT_FALSE(suggest("tion", names));
}

TEST(Suggest, TheClosestWinsAndThenTheFirst) {
  EXPECT_EQ(suggest("limitee", {"limiter", "limited", "limites"}), 0U);
  EXPECT_EQ(suggest("endedd", {"extended", "ended", "mended"}), 1U);
}

}  // namespace
}  // namespace entente::format
