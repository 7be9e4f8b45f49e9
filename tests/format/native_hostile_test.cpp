// Whatever the bytes are: no crash, and never a scenario together with errors.

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "entente/format/limits.hpp"
#include "entente/format/load.hpp"
#include "entente/model/outcome.hpp"
#include "tests/format/native_support.hpp"

namespace entente::format::test {
namespace {

using namespace std::string_literals;

std::string example(const std::string& name) {
  const auto path = std::filesystem::path(ENTENTE_SOURCE_DIR) / "examples" / name;
  return read_file(path.string()).value().text;
}

/// What holds of every reading. Returns whether there is a scenario.
bool sound(const ReadResult& result) {
  EXPECT_EQ(result.scenario.has_value(), !has_errors(result.diagnostics));
  if (!result.scenario) return false;
  const Scenario& s = *result.scenario;
  EXPECT_EQ(s.preferences.size(), s.party_count());
  EXPECT_EQ(s.beliefs.size(), s.party_count());
  for (std::size_t p = 0; p < s.party_count(); ++p) {
    EXPECT_EQ(s.preferences[p].values.size(), s.issue_count());
    (void)utility(s, PartyId(p), no_deal_outcome(s));
  }
  return true;
}

void truncate_everywhere(const std::string& name) {
  const std::string text = example(name);
  std::size_t whole = 0;
  for (std::size_t length = 0; length < text.size(); ++length) {
    const auto result = read_native(text.substr(0, length), "s");
    if (sound(result)) ++whole;
    if (!result.scenario) {
      EXPECT_FALSE(result.diagnostics.empty()) << length;
    }
  }
  // Only when little more than the last values is missing can the rest be a scenario.
  EXPECT_LT(whole, text.size() / 4);
}

TEST(NativeHostile, TruncatedAtEveryByte) { truncate_everywhere("us-china-2015.yaml"); }
TEST(NativeHostile, TruncatedJson) { truncate_everywhere("fishing-quota.json"); }
TEST(NativeHostile, TruncatedRules) { truncate_everywhere("labour-dispute.yaml"); }

TEST(NativeHostile, BytesChangedAtRandom) {
  const std::vector<std::string> texts{example("labour-dispute.yaml"),
                                       example("fishing-quota.json")};
  RandomStream random(2015);
  const auto signs = "[]{}:,-#\"'&*!|>%@`\n\t ?0.±\\~\0\xFF"s;
  for (int round = 0; round < 2'000; ++round) {
    std::string text = texts[random.below(texts.size())];
    for (auto changes = 1 + random.below(4); changes > 0; --changes) {
      const auto at = random.below(text.size());
      switch (random.below(3)) {
        case 0:
          text[at] = signs[random.below(signs.size())];
          break;
        case 1:
          text.insert(at, 1, signs[random.below(signs.size())]);
          break;
        default:
          text.erase(at, 1 + random.below(5));
      }
    }
    sound(read_native(text, "s"));
  }
}

TEST(NativeHostile, LimitsAreSaid) {
  const auto first = [](const std::string& text) {
    const auto result = read_native(text, "s");
    EXPECT_FALSE(result.scenario);
    return result.diagnostics.empty() ? "" : result.diagnostics[0].message;
  };
  const auto many = [](const std::string& stem, std::size_t count, const std::string& rest) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
      text += (i ? ", " : "") + stem + std::to_string(i) + rest;
    }
    return text;
  };
  const std::string tail = "issues: {x: {options: [a, b]}}\npreferences: {}\n";
  EXPECT_EQ(first("entente: 1\nparties: [" + many("p", 65, "") + "]\n" + tail),
            "65 parties are listed; at most 64 can be");
  EXPECT_EQ(first("entente: 1\nparties: [us, china]\nissues: {" +
                  many("i", 10'001, ": {options: [a, b]}") +
                  "}\npreferences: {us: {i1: [0, 1]}, china: {i1: [0, 1]}}\n"),
            "10001 issues are listed; at most 10000 can be");
  EXPECT_EQ(
      first("entente: 1\nparties: [us, china]\nissues: {x: {options: [" + many("o", 1'001, "") +
            "]}, y: {options: [a, b]}}\npreferences: {us: {y: [0, 1]}, china: {y: [0, 1]}}\n"),
      "the issue `x` has 1001 options; at most 1000 are possible");
  std::string rules;
  for (int i = 0; i < 10'001; ++i) rules += "- {excludes: {theft: stopped}}\n";
  EXPECT_EQ(first(k_head + k_wishes + "rules:\n" + rules),
            "10001 rules are listed; at most 10000 can be");
  const std::string name(201, 'x');
  EXPECT_EQ(first("entente: 1\nparties: [us, " + name +
                  "]\nissues: {x: {options: [a, b]}}\npreferences: {us: {x: [0, 1]}}\n"),
            "the name of a party has more than 200 characters");
  EXPECT_EQ(first(k_head + k_wishes + "title: " + std::string(10'001, 'x') + "\n"),
            "`title` has more than 10000 characters");
}

TEST(NativeHostile, TheLimitsThemselvesAreAllowed) {
  std::string text = "entente: 1\nparties: [";
  for (std::size_t p = 0; p < k_max_parties; ++p) text += (p ? ", p" : "p") + std::to_string(p);
  text += "]\nissues:\n";
  for (std::size_t i = 0; i < k_max_issues; ++i) {
    text += "  i" + std::to_string(i) + ": {options: [a, b";
    for (std::size_t o = 2; i == 0 && o < k_max_options; ++o) text += ", o" + std::to_string(o);
    text += "]}\n";
  }
  text += "preferences:\n";
  for (std::size_t p = 0; p < k_max_parties; ++p) {
    text += "  p" + std::to_string(p) + ": {i" + std::to_string(p + 1) + ": [0, 1]}\n";
  }
  const auto result = read_native(text, "s");
  ASSERT_TRUE(sound(result)) << all(result.diagnostics).substr(0, 2000);
  EXPECT_EQ(result.scenario->party_count(), k_max_parties);
  EXPECT_EQ(result.scenario->issue_count(), k_max_issues);
  EXPECT_EQ(result.scenario->issues[0].options.size(), k_max_options);
}

TEST(NativeHostile, ThousandsOfProblemsAreCutOffAndCounted) {
  std::string text = k_head + k_wishes + "rules:\n";
  for (int i = 0; i < 5'000; ++i) text += "  - {excludes: {x" + std::to_string(i) + ": a}}\n";
  const auto result = read_native(text, "s");
  EXPECT_FALSE(sound(result));
  ASSERT_EQ(result.diagnostics.size(), k_max_problems + 1);
  EXPECT_EQ(result.diagnostics.back().severity, Severity::note);
  EXPECT_EQ(result.diagnostics.back().message, "4000 more messages are not shown");
}

TEST(NativeHostile, OneUnknownNameUsedOftenIsOneProblem) {
  std::string text = k_head + k_wishes + "rules:\n";
  for (int i = 0; i < 5'000; ++i) text += "  - {excludes: {talk: none}}\n";
  const auto result = read_native(text, "s");
  ASSERT_EQ(result.diagnostics.size(), 1U);
  EXPECT_EQ(result.diagnostics[0].message,
            "there is no issue `talk` (also on lines 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 and "
            "4989 more)");
}

TEST(NativeHostile, StrangeShapes) {
  for (const std::string text :
       {"entente: {}", "entente: []", "entente:", "{}", "[]", "a", "''", "~", "entente: 1",
        "entente: 1\nparties: {}\nissues: {}\npreferences: {}\n",
        "entente: 1\nparties: []\nissues: []\npreferences: []\nrules: {}\nbeliefs: []\n",
        "entente: 1\nparties: [[]]\nissues: {a: {options: [[], {}]}}\npreferences: {[]: {}}\n",
        "entente: 1\nparties: [us, us]\nissues: {a: {}, a: {}}\npreferences: {us: {}, us: {}}\n",
        "? {entente: 1}\n: {entente: 1}\n", "entente: 1\n? \n: 1\n", "entente: *a\n",
        "entente: 1\nparties: &a [us, china]\nissues: *a\npreferences: *a\nrules: *a\n",
        "entente: 1\nparties: [us, china]\nissues: {'': {options: ['', '']}}\npreferences: {}\n"}) {
    EXPECT_FALSE(sound(read_native(text, "s"))) << text;
  }
}

}  // namespace
}  // namespace entente::format::test
