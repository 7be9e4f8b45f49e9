// Constraint profiles against an evaluator of texts that shares nothing with the reader.

#include <map>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "entente/format/genius.hpp"
#include "entente/model/outcome.hpp"
#include "tests/format/round_trip_support.hpp"
#include "tests/support/rounds.hpp"

namespace entente::format::test {
namespace {

using Bid = std::map<int, std::string>;

/// A constraint as its file states it.
struct Stated {
  std::string type;
  int index = 0;
  std::string value;
  int min = 0;
  int max = 0;
  std::vector<std::pair<int, std::string>> checks;
  std::vector<int> items;
  std::vector<std::string> parts;
};

const std::map<int, std::vector<std::string>> k_options{
    {1, {"none", "one side", "both sides"}},
    {2, {"-10", "0", "5"}},
    {3, {"-1", "0", "2", "7"}},
    {4, {"A=warned+B=left", "A=left+B=warned", "A=warned+B=warned"}}};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

bool zeroes_issue(const Stated& c, const Bid& bid) {
  if (c.type == "zeroConstraint" || c.type == "conditionalZeroConstraint") {
    for (const auto& [index, value] : c.checks) {
      if (bid.at(index) != value) return false;
    }
    return c.type == "zeroConstraint" || !has(bid.at(c.index), c.value);
  }
  int sum = 0;
  for (const int item : c.items) sum += std::stoi(bid.at(item));
  if (sum < c.min || sum > c.max) return false;
  if (c.type == "sumZeroConstraint") return has(bid.at(c.index), c.value);
  if (c.type == "sumZeroNotConstraint") return !has(bid.at(c.index), c.value);
  for (const auto& part : c.parts) {
    if (has(bid.at(c.index), part)) return true;
  }
  return false;
}

bool zeroes_outcome(const Stated& c, const Bid& bid) {
  if (c.type == "conditionalZeroOutcomeConstraint") {
    const auto& [first, sign] = c.checks[0];
    const int number = sign.starts_with("numeric") ? std::stoi(bid.at(first)) : 0;
    const bool asked =
        (sign == "numeric=positive" && number > 0) || (sign == "numeric=negative" && number < 0);
    return asked && !has(bid.at(c.checks[1].first), c.checks[1].second);
  }
  for (const auto& [index, condition] : c.checks) {
    if (!has(condition, "numeric")) {
      if (!has(bid.at(index), condition)) return false;
    } else if (condition == "numeric=positive" ? std::stoi(bid.at(index)) < 0
                                               : std::stoi(bid.at(index)) > 0) {
      return false;
    }
  }
  return true;
}

struct Profile {
  std::map<int, std::vector<int>> ranks;  ///< by index; of the options in order
  std::vector<Stated> constraints;

  [[nodiscard]] Rational utility(const Bid& bid) const {
    for (const auto& c : constraints) {
      if (has(c.type, "Outcome") && zeroes_outcome(c, bid)) return 0;
    }
    Rational sum = 0;
    for (const auto& [index, rank] : ranks) {
      bool zero = false;
      for (const auto& c : constraints) {
        zero = zero || (!has(c.type, "Outcome") && c.index == index && zeroes_issue(c, bid));
      }
      if (zero) continue;
      const auto& options = k_options.at(index);
      const auto at = std::find(options.begin(), options.end(), bid.at(index)) - options.begin();
      sum += Rational(rank.at(static_cast<std::size_t>(at)),
                      *std::max_element(rank.begin(), rank.end()));
    }
    return sum / Rational(Integer(ranks.size()));
  }

  [[nodiscard]] std::string xml() const {
    std::string out =
        "<utility_space type=\"constraint\"><objective index=\"0\" name=\"o\"><rules><ranks>";
    for (const auto& [index, rank] : ranks) {
      out += fmt::format("<issue index=\"{}\">", index);
      for (std::size_t o = 0; o < rank.size(); ++o) {
        out += fmt::format("<item value=\"{}\" rank=\"{}\"/>", k_options.at(index)[o], rank[o]);
      }
      out += "</issue>";
    }
    out += "</ranks><constraints>";
    for (const auto& c : constraints) {
      out += fmt::format("<constraint type=\"{}\" index=\"{}\" value=\"{}\" min=\"{}\" max=\"{}\">",
                         c.type, c.index, c.value, c.min, c.max);
      for (const auto& [index, text] : c.checks) {
        out += has(c.type, "Outcome")
                   ? fmt::format("<checkassignment index=\"{}\" condition=\"{}\"/>", index, text)
                   : fmt::format("<valueassignment index=\"{}\" value=\"{}\"/>", index, text);
      }
      for (const int item : c.items) out += fmt::format("<item index=\"{}\"/>", item);
      for (const auto& part : c.parts) out += fmt::format("<condition value=\"{}\"/>", part);
      out += "</constraint>";
    }
    return out +
           "</constraints></rules></objective><discount_factor value=\"0.5\"/>"
           "<reservation value=\"0.25\"/></utility_space>";
  }
};

std::string domain_xml() {
  std::string out = "<negotiation_template><utility_space><objective index=\"0\" name=\"talks\">";
  for (const auto& [index, options] : k_options) {
    out += fmt::format("<issue index=\"{}\" name=\"issue {}\" type=\"discrete\">", index, index);
    for (const auto& o : options) out += fmt::format("<item value=\"{}\"/>", o);
    out += "</issue>";
  }
  return out + "</objective></utility_space></negotiation_template>";
}

ReadResult read(const std::string& profile) {
  const std::string domain = domain_xml();
  const GeniusFile file{"p.xml", profile};
  return read_genius({"d.xml", domain}, std::span(&file, 1));
}

void expect_same(const Profile& profile) {
  const auto result = read(profile.xml());
  ASSERT_TRUE(result.scenario) << lines_of(result.diagnostics) << profile.xml();
  const Scenario& s = *result.scenario;
  EXPECT_EQ(no_deal_utility(s, PartyId(0)), Rational(1, 4));
  EXPECT_EQ(s.preferences[0].time_discount, Rational(1, 2));
  entente::test::for_each_outcome(s, [&](const Outcome& outcome) {
    Bid bid;
    for (std::size_t i = 0; i < outcome.size(); ++i) {
      bid[static_cast<int>(i) + 1] = s.issues[i].options[outcome[i]];
    }
    ASSERT_EQ(utility(s, PartyId(0), outcome), profile.utility(bid)) << profile.xml();
  });
}

Profile ranked() { return {{{1, {0, 1, 2}}, {2, {3, 1, 2}}, {4, {1, 4, 2}}}, {}}; }

TEST(GeniusConstraint, RanksAloneAreASumOverIssues) {
  expect_same(ranked());
  const auto result = read(ranked().xml());
  EXPECT_TRUE(result.scenario->preferences[0].is_sum());
}

TEST(GeniusConstraint, EachKindZeroesWhatItSays) {
  const Stated kinds[] = {
      {"zeroConstraint", 1, "", 0, 0, {{2, "5"}, {4, "A=left+B=warned"}}, {}, {}},
      {"zeroConstraint", 1, "", 0, 0, {}, {}, {}},
      {"conditionalZeroConstraint", 4, "A=warned", 0, 0, {{1, "both sides"}}, {}, {}},
      {"sumZeroConstraint", 4, "B=warned", -11, -1, {}, {2, 3}, {}},
      {"sumZeroNotConstraint", 1, "side", 0, 7, {}, {2, 3}, {}},
      {"sumZeroConstraintList", 1, "", 2, 100, {}, {3}, {"none", "both"}},
      {"inclusiveZeroOutcomeConstraint",
       0,
       "",
       0,
       0,
       {{2, "numeric=positive"}, {4, "A=left"}},
       {},
       {}},
      {"inclusiveZeroOutcomeConstraint", 0, "", 0, 0, {{3, "numeric=negative"}}, {}, {}},
      {"conditionalZeroOutcomeConstraint",
       0,
       "",
       0,
       0,
       {{2, "numeric=positive"}, {4, "B=warned"}},
       {},
       {}},
      {"conditionalZeroOutcomeConstraint",
       0,
       "",
       0,
       0,
       {{3, "numeric=negative"}, {4, "A=left"}},
       {},
       {}},
  };
  for (const auto& kind : kinds) {
    SCOPED_TRACE(kind.type);
    Profile profile = ranked();
    profile.constraints = {kind};
    expect_same(profile);
  }
}

TEST(GeniusConstraint, RandomProfilesAgree) {
  for (std::uint64_t seed = 0; seed < entente::test::rounds(200); ++seed) {
    RandomStream random(seed);
    const auto pick = [&](const std::vector<std::string>& from) {
      return from[static_cast<std::size_t>(random.below(from.size()))];
    };
    const auto any_issue = [&] { return static_cast<int>(random.below(4)) + 1; };
    Profile profile;
    for (const auto& [index, options] : k_options) {
      if (index != 1 && random.below(4) == 0) continue;
      for (std::size_t o = 0; o < options.size(); ++o) {
        profile.ranks[index].push_back(static_cast<int>(random.below(5)));
      }
      profile.ranks[index][0] += 1;
    }
    const std::vector<std::string> types{"zeroConstraint",
                                         "conditionalZeroConstraint",
                                         "sumZeroConstraint",
                                         "sumZeroNotConstraint",
                                         "sumZeroConstraintList",
                                         "inclusiveZeroOutcomeConstraint",
                                         "conditionalZeroOutcomeConstraint"};
    for (std::uint64_t k = random.below(4); k > 0; --k) {
      Stated c;
      c.type = pick(types);
      c.index = any_issue();
      c.value = pick({"side", "warned", "A=", "0", "-"});
      c.min = static_cast<int>(random.below(10)) - 8;
      c.max = c.min + static_cast<int>(random.below(10));
      if (c.type == "inclusiveZeroOutcomeConstraint") {
        c.checks = {{2, pick({"numeric=positive", "numeric=negative", "0"})},
                    {4, pick({"A=warned", "B=left"})}};
      } else if (c.type == "conditionalZeroOutcomeConstraint") {
        c.checks = {{3, pick({"numeric=positive", "numeric=negative"})},
                    {4, pick({"A=warned", "B=left"})}};
      } else if (has(c.type, "sum")) {
        c.items = random.below(2) == 0 ? std::vector{2, 3} : std::vector{2};
        c.parts = {"none", "warned"};
      } else {
        const int a = any_issue();
        c.checks = {{a, pick(k_options.at(a))}};
      }
      profile.constraints.push_back(std::move(c));
    }
    SCOPED_TRACE(seed);
    expect_same(profile);
  }
}

TEST(GeniusConstraint, ProblemsHaveAPlaceAndARemedy) {
  const auto with = [](std::string what, const std::string& by) {
    Profile profile = ranked();
    profile.constraints = {{"sumZeroConstraint", 4, "A", 0, 1, {}, {2, 3}, {}}};
    std::string text = profile.xml();
    const auto at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), by);
  };
  const std::pair<std::string, std::string> cases[] = {
      {with("<rules>", "<rulers>"), "cannot be read"},
      {with("rank=\"2\"", "rank=\"high\""), "not a whole number"},
      {with("rank=\"2\"", "rank=\"-2\""), "this rank is below 0"},
      {with("<issue index=\"2\">", "<issue index=\"1\">"), "is ranked twice"},
      {with("<issue index=\"2\">", "<issue index=\"9\">"), "the domain has no issue 9"},
      {with("<item value=\"none\" rank=\"0\"/>", ""),
       "option `none` of issue `issue 1` has no rank"},
      {with("min=\"0\"", ""), "has no `min`"},
      {with("<item index=\"2\"/>", "<item index=\"4\"/>"), "is no whole number"},
      {"<utility_space type=\"constraint\"><o/></utility_space>", "has no <rules>"},
  };
  for (const auto& [text, message] : cases) {
    const auto result = read(text);
    EXPECT_FALSE(result.scenario) << text;
    if (message != "cannot be read") {
      EXPECT_TRUE(says(result.diagnostics, message)) << message << lines_of(result.diagnostics);
    }
    for (const auto& d : result.diagnostics) EXPECT_GT(d.place.line, 0) << d.message;
  }
  const auto unknown = read(with("sumZeroConstraint", "someConstraint"));
  EXPECT_TRUE(unknown.scenario);
  EXPECT_TRUE(says(unknown.diagnostics, "the constraint `someConstraint` is ignored"));
}

TEST(GeniusConstraint, NothingWithinTheRulesIsPassedOverInSilence) {
  const auto add = [](std::string before, const std::string& what) {
    std::string text = ranked().xml();
    const auto at = text.find(before);
    EXPECT_NE(at, std::string::npos) << before;
    return text.insert(at, what);
  };
  const std::pair<std::string, std::string> cases[] = {
      {add("</constraints>", "<zeroConstraint index=\"1\"/>"),
       "this <zeroConstraint> within <constraints> is ignored"},
      {add("</rules>", "<limits/>"), "this <limits> within <rules> is ignored"},
      {add("</rules>", "<constraints><constraint type=\"zeroConstraint\"/></constraints>"),
       "this <constraints> within <rules> is ignored"},
      {add("</ranks>", "<rank index=\"3\"/>"), "this <rank> within <ranks> is ignored"},
      {add("<item", "<option value=\"none\"/>"), "this <option> within <issue> is ignored"},
      {add("<item", "<item rank=\"7\"/>"), "this <item> within <issue> is ignored"},
      {add("</constraints>",
           "<constraint type=\"zeroConstraint\" index=\"1\"><assignment index=\"2\"/>"
           "</constraint>"),
       "this <assignment> within <constraint> is ignored"},
  };
  EXPECT_TRUE(read(ranked().xml()).diagnostics.empty());
  for (const auto& [text, message] : cases) {
    const auto result = read(text);
    EXPECT_TRUE(result.scenario) << lines_of(result.diagnostics);
    ASSERT_EQ(result.diagnostics.size(), 1U) << message << lines_of(result.diagnostics);
    EXPECT_EQ(result.diagnostics[0].severity, Severity::warning);
    EXPECT_EQ(result.diagnostics[0].message, message);
    EXPECT_GT(result.diagnostics[0].place.column, 0);
  }
}

}  // namespace
}  // namespace entente::format::test
