#include "entente/format/genius.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/base/rational.hpp"
#include "entente/model/outcome.hpp"

namespace entente::format {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string fixture(const std::string& name) {
  const auto path = std::filesystem::path(ENTENTE_SOURCE_DIR) / "tests/fixtures/genius" / name;
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

ReadResult read_texts(const std::string& domain, const std::vector<std::string>& profiles) {
  std::vector<GeniusFile> files;
  for (std::size_t j = 0; j < profiles.size(); ++j) {
    files.push_back({"p" + std::to_string(j + 1) + ".xml", profiles[j]});
  }
  return read_genius({"d.xml", domain}, files);
}

ReadResult read_fixtures(const std::string& domain, const std::vector<std::string>& profiles) {
  const std::string domain_text = fixture(domain);
  std::vector<std::string> texts;
  for (const auto& p : profiles) texts.push_back(fixture(p));
  std::vector<GeniusFile> files;
  for (std::size_t j = 0; j < profiles.size(); ++j) files.push_back({profiles[j], texts[j]});
  return read_genius({domain, domain_text}, files);
}

/// "file:line:column severity: message", one per diagnostic.
std::vector<std::string> said(const ReadResult& read) {
  std::vector<std::string> out;
  for (const auto& d : read.diagnostics) {
    out.push_back(to_string(d.place) + " " + to_string(d.severity) + ": " + d.message);
  }
  return out;
}

std::string worth(const Scenario& s, std::size_t party, const Outcome& outcome) {
  return to_text(utility(s, PartyId(party), outcome));
}

std::vector<std::string> keys(const Scenario& s) {
  std::vector<std::string> out;
  for (const auto& issue : s.issues) out.push_back(issue.key);
  return out;
}

TEST(Genius, ReadsTheIssuesInGeniusOrder) {
  const ReadResult read =
      read_fixtures("river-domain.xml", {"river-upstream.xml", "river-downstream.xml"});
  ASSERT_TRUE(read.scenario) << said(read).at(0);
  const Scenario& s = *read.scenario;
  EXPECT_THAT(keys(s), ElementsAre("Locks & ferries", "Dam", "Water", "Data"));
  EXPECT_THAT(s.issues[0].options, ElementsAre("< 10", "10 & more"));
  EXPECT_THAT(s.issues[2].options, ElementsAre("low", "middle", "high"));
  EXPECT_EQ(s.title, "River treaty");
  EXPECT_EQ(s.file, "river-domain.xml");
  EXPECT_FALSE(s.has_status_quo);
  EXPECT_FALSE(s.issues[0].giver);
  EXPECT_EQ(s.issues[2].place, (Place{"river-domain.xml", 5, 3}));
  EXPECT_EQ(s.issues[2].option_places.at(1), (Place{"river-domain.xml", 7, 5}));
  ASSERT_EQ(s.party_count(), 2U);
  EXPECT_EQ(s.parties[0].key, "river-upstream");
  EXPECT_EQ(s.parties[1].name, "river-downstream");
  EXPECT_EQ(s.beliefs.size(), 2U);
}

TEST(Genius, ValuesAreWeightTimesEvaluationOverTheGreatest) {
  const ReadResult read = read_fixtures("river-domain.xml", {"river-upstream.xml"});
  ASSERT_TRUE(read.scenario);
  EXPECT_THAT(said(read), IsEmpty());
  const Scenario& s = *read.scenario;
  // Locks: greatest evaluation below 1e-5, so nothing counts. Objectives' weights count nothing.
  EXPECT_EQ(worth(s, 0, {0, 0, 0, 0}), "0.35");    // 0 + 0.25 + 0.125 - 0.025
  EXPECT_EQ(worth(s, 0, {1, 1, 1, 1}), "0.4625");  // 0 + 0.05 + 0.3125 + 0.1
  EXPECT_EQ(worth(s, 0, {1, 0, 2, 1}), "0.85");
  EXPECT_TRUE(s.preferences[0].is_sum());
  EXPECT_EQ(to_text(no_deal_utility(s, PartyId(0))), "0.15");
  EXPECT_EQ(s.preferences[0].time_discount, Rational(9, 10));
  EXPECT_EQ(s.preferences[0].issue_places.at(1), (Place{"river-upstream.xml", 16, 5}));
}

TEST(Genius, ReadsMalformedFilesAndCutsOffAboveOne) {
  const ReadResult read = read_fixtures("river-domain.xml", {"river-downstream.xml"});
  ASSERT_TRUE(read.scenario) << said(read).at(0);
  const Scenario& s = *read.scenario;
  EXPECT_EQ(worth(s, 0, {0, 0, 2, 1}), "0.525");  // 0.2 + 0.125 + 0.2: `none` counts as greatest
  EXPECT_EQ(worth(s, 0, {1, 1, 2, 0}), "1");      // 0.2 + 0.5 + 0.2 + 0.1
  EXPECT_EQ(worth(s, 0, {1, 1, 0, 0}), "1");      // 1.4
  EXPECT_EQ(s.preferences[0].cap, Rational(1));
  EXPECT_EQ(to_text(no_deal_utility(s, PartyId(0))), "0.2");  // the last one in the file's tree
  EXPECT_EQ(s.preferences[0].time_discount, Rational(1));
  EXPECT_THAT(said(read),
              ElementsAre(HasSubstr("river-downstream.xml:6:1 warning: the best outcome"),
                          HasSubstr("river-downstream.xml:21:25 warning: issue 12 is called"),
                          HasSubstr("river-downstream.xml:24:9 warning: issue `Locks & ferries` "
                                    "has no option `none`")));
}

TEST(Genius, IntegerAndRealIssues) {
  const ReadResult read = read_fixtures("numbers-domain.xml", {"numbers-a.xml", "numbers-b.xml"});
  ASSERT_TRUE(read.scenario) << said(read).at(0);
  const Scenario& s = *read.scenario;
  EXPECT_THAT(keys(s), ElementsAre("price", "days", "share", "share (2)"));
  EXPECT_EQ(s.issues[3].title, "share");
  EXPECT_EQ(s.title, "numbers-domain");
  EXPECT_THAT(s.issues[0].options, ElementsAre("-2", "-1", "0", "1", "2", "3"));
  EXPECT_THAT(s.issues[1].options, ElementsAre("10", "11", "12"));
  ASSERT_EQ(s.issues[2].options.size(), 21U);
  EXPECT_EQ(s.issues[2].options[1], "0.05");
  EXPECT_EQ(s.issues[3].options[0], "-1.5");
  EXPECT_EQ(s.issues[3].options[20], "2.5");
  const auto value = [&](std::size_t party, std::size_t issue, std::size_t option) {
    return to_text(s.preferences[party].values[issue][option].a);
  };
  EXPECT_EQ(value(0, 0, 0), "0");     // clamped from -0.2
  EXPECT_EQ(value(0, 0, 1), "0.04");  // 0.4 * (0.3 - 0.2)
  EXPECT_EQ(value(0, 0, 5), "0.4");   // clamped from 1.3
  EXPECT_EQ(value(0, 1, 0), "0.15");  // counted from the profile's lower bound 9: 0.2 * 0.75
  EXPECT_EQ(value(0, 2, 5), "0");     // 2 * 0.25 - 0.5
  EXPECT_EQ(value(0, 2, 7), "0.06");  // 0.3 * 0.2
  EXPECT_EQ(value(0, 2, 20), "0.3");
  EXPECT_EQ(value(0, 3, 3), "0");      // -0.9, outside the triangle
  EXPECT_EQ(value(0, 3, 5), "0.02");   // -0.5: 0.1 * 0.2 / 1
  EXPECT_EQ(value(0, 3, 9), "0.1");    // 0.3, the top
  EXPECT_EQ(value(0, 3, 12), "0.04");  // 0.9: 0.1 * (1 - 0.6 / 1)
  EXPECT_EQ(value(0, 3, 14), "0");     // 1.3, the upper end
  EXPECT_EQ(value(1, 1, 2), "0");      // no evaluator
  EXPECT_EQ(value(1, 2, 17), "0.25");
  EXPECT_EQ(value(1, 3, 0), "0.2");
  EXPECT_EQ(value(1, 3, 20), "0");
  EXPECT_EQ(worth(s, 1, {5, 0, 0, 0}), "1");
  EXPECT_EQ(worth(s, 1, {0, 0, 0, 0}), "0.45");
  EXPECT_EQ(s.preferences[0].time_discount, Rational(1));
  EXPECT_FALSE(s.preferences[1].time_discount);
  EXPECT_THAT(said(read),
              ElementsAre(HasSubstr("numbers-a.xml:13:1 warning: the discount factor `1.5`"),
                          HasSubstr("numbers-b.xml:1:1 warning: the best outcome"),
                          HasSubstr("numbers-b.xml:1:16 warning: this profile is uncertain"),
                          HasSubstr("numbers-b.xml:7:1 warning: issue `days` has no evaluator"),
                          HasSubstr("numbers-domain.xml:6:1 warning: issue `share` is continuous"),
                          HasSubstr("numbers-domain.xml:7:1 warning: issue `share` is "
                                    "continuous; it is read at 21 values from -1.5 to 2.5")));
}

TEST(Genius, SumsOfHyperRectanglesBecomeInteractionTerms) {
  const ReadResult read = read_fixtures("boxes-domain.xml", {"boxes-sum.xml"});
  ASSERT_TRUE(read.scenario) << said(read).at(0);
  const Scenario& s = *read.scenario;
  EXPECT_EQ(worth(s, 0, {0, 0, 0}), "1");      // 4 + 6 + 2 + 30 = 42, cut off
  EXPECT_EQ(worth(s, 0, {2, 2, 1}), "0.35");   // 4 + 6 + 2 + 5 - 3
  EXPECT_EQ(worth(s, 0, {1, 1, 0}), "0.45");   // 10 + 6 + 2
  EXPECT_EQ(worth(s, 0, {3, 1, 0}), "0.3");    // 4 + 6 + 2
  EXPECT_EQ(worth(s, 0, {0, 2, 1}), "0.125");  // 6 + 2 - 3
  const Preferences& p = s.preferences[0];
  EXPECT_FALSE(p.aggregate);
  EXPECT_EQ(p.cap, Rational(1));
  EXPECT_EQ(p.together.size(), 6U);
  for (const auto& term : p.together) {
    for (std::size_t k = 0; k < term.when.size(); ++k) {
      EXPECT_FALSE(term.when[k].options.empty());
      EXPECT_TRUE(std::is_sorted(term.when[k].options.begin(), term.when[k].options.end()));
      if (k > 0) {
        EXPECT_LT(term.when[k - 1].issue, term.when[k].issue);
      }
    }
  }
  EXPECT_EQ(to_text(no_deal_utility(s, PartyId(0))), "0.25");
  EXPECT_EQ(p.time_discount, Rational(1, 2));
  EXPECT_THAT(said(read), ElementsAre(HasSubstr("the aggregation `odd` is unknown")));
}

TEST(Genius, MinimaAndMaximaBecomeAnAggregate) {
  const ReadResult read = read_fixtures("boxes-domain.xml", {"boxes-minmax.xml"});
  ASSERT_TRUE(read.scenario) << said(read).at(0);
  EXPECT_THAT(said(read), IsEmpty());
  const Scenario& s = *read.scenario;
  ASSERT_TRUE(s.preferences[0].aggregate);
  EXPECT_EQ(worth(s, 0, {0, 0, 0}), "0.4");  // max(4, 2 * min(0, 3, 1.5))
  EXPECT_EQ(worth(s, 0, {3, 1, 0}), "0.6");  // max(0, 2 * min(6, 3, 7.5))
  EXPECT_EQ(worth(s, 0, {2, 1, 1}), "0.3");  // max(0, 2 * min(6, 3, 1.5))
  EXPECT_EQ(worth(s, 0, {2, 0, 1}), "0");
}

TEST(Genius, EmptyMinimaAndMaximaCountAsInGenius) {
  const ReadResult read = read_fixtures("boxes-domain.xml", {"boxes-empty-min.xml"});
  ASSERT_TRUE(read.scenario) << said(read).at(0);
  EXPECT_EQ(worth(*read.scenario, 0, {0, 0, 0}), "0.25");  // (M - M / 2) / 2M, M = 2^31 - 1
}

TEST(Genius, SaysWhatAConstraintProfileLacks) {
  const ReadResult read = read_fixtures("boxes-domain.xml", {"constraint.xml"});
  EXPECT_FALSE(read.scenario);
  EXPECT_THAT(said(read), ElementsAre("constraint.xml:2:15 error: option `0` of issue `a` has no "
                                      "rank"));
}

TEST(Genius, ExplainsFilesInTheWrongPlace) {
  const ReadResult swapped = read_fixtures("river-upstream.xml", {"river-domain.xml"});
  EXPECT_FALSE(swapped.scenario);
  EXPECT_THAT(said(swapped),
              ElementsAre("river-domain.xml:1:1 error: this is a GENIUS domain, but a profile is "
                          "needed here",
                          "river-upstream.xml:1:1 error: this is a GENIUS profile, but the first "
                          "file must be the domain"));
  const ReadResult list = read_fixtures("river-domain.xml", {"frontier-list.xml", "truncated.xml"});
  EXPECT_FALSE(list.scenario);
  EXPECT_THAT(
      said(list),
      ElementsAre("frontier-list.xml:2:1 error: this is a list of numbers, not XML: it begins "
                  "with `0.5, 1.0`",
                  "truncated.xml:3:3 error: <issue> is never closed: the file "
                  "ends first"));
  EXPECT_THAT(said(read_fixtures("river-domain.xml", {})),
              ElementsAre("river-domain.xml error: no profile is given"));
  EXPECT_THAT(said(read_texts("<a/>", {"<b/>"})),
              ElementsAre(HasSubstr("d.xml:1:1 error: `a` holds no <utility_space>"),
                          HasSubstr("p1.xml:1:1 error: `b` is no GENIUS profile")));
}

TEST(Genius, ReportsEveryProblemOfAProfile) {
  const ReadResult read = read_fixtures("river-domain.xml", {"river-broken.xml"});
  EXPECT_FALSE(read.scenario);
  EXPECT_THAT(
      said(read),
      ElementsAre(
          HasSubstr(":1:1 error: issue 12 (`Locks & ferries`) of the domain is missing"),
          HasSubstr(":3:21 error: `value` of <weight> is `half`, not a finite number"),
          HasSubstr(":4:11 error: `index` of <weight> is `x`, not a whole number"),
          HasSubstr(":6:22 error: `value` of <weight> is `NaN`, not a finite number"),
          HasSubstr(":7:3 error: issue 7 (`Water`) has no weight beside it"),
          HasSubstr(":9:5 error: option `built` of issue `Dam` has no evaluation"),
          HasSubstr(":10:29 error: the evaluation `many` of option `not built` of issue `Dam`"),
          HasSubstr(":12:3 warning: issue 9 is not in the domain"),
          HasSubstr(":13:3 error: issue 5 (`Data`) has no weight beside it"),
          HasSubstr(":15:14 error: the reservation `Infinity` is not a finite number")));
}

TEST(Genius, ReportsEveryProblemOfADomain) {
  const ReadResult read = read_fixtures("broken-domain.xml", {"boxes-minmax.xml"});
  EXPECT_FALSE(read.scenario);
  EXPECT_THAT(said(read),
              ElementsAre(HasSubstr(":3:1 error: <issue> has no `index`"),
                          HasSubstr(":4:1 error: issue `empty` has no options"),
                          HasSubstr(":6:8 error: a second issue has the index 3"),
                          HasSubstr(":7:1 error: index 1 belongs to an objective already"),
                          HasSubstr(":8:34 error: this item of issue `nameless` has no `value`"),
                          HasSubstr(":9:1 error: issue `unbounded` states no bounds"),
                          HasSubstr(":10:1 error: the lower bound of issue `upside down` is above"),
                          HasSubstr(":11:1 error: issue `wide` has more than 65536 options"),
                          HasSubstr(":12:68 error: `upperbound` of <range> is `Infinity`")));
}

const char* const k_small_domain =
    "<negotiation_template><utility_space><objective index='0' name='root'>"
    "<issue index='1' name='x' type='integer' lowerbound='0' upperbound='2'/>"
    "<issue index='2' name='y'><item value='a'/><item value='b'/></issue>"
    "</objective></utility_space></negotiation_template>";

std::string nonlinear(const std::string& inside) {
  return "<utility_space type='nonlinear'><objective><utility maxutility='1'>" + inside +
         "</utility></objective></utility_space>";
}

TEST(Genius, ReportsEveryProblemOfHyperRectangles) {
  const ReadResult read = read_texts(
      k_small_domain,
      {nonlinear("<ufun><hyperRectangle>\n<INCLUDES index='2' min='0' max='1'/>\n"
                 "<INCLUDES index='9' min='0' max='1'/>\n<INCLUDES index='1' min='a'/>"
                 "</hyperRectangle></ufun>"),
       "<utility_space type='nonlinear'><objective/></utility_space>",
       "<utility_space type='nonlinear'><o><utility maxutility='0'/></o></utility_space>",
       "<utility_space type='cubic'/>"});
  EXPECT_FALSE(read.scenario);
  EXPECT_THAT(said(read),
              ElementsAre(HasSubstr("p1.xml:1:68 error: this <ufun> has no `aggregation`"),
                          HasSubstr("p1.xml:1:74 error: <hyperRectangle> has no `utility`"),
                          HasSubstr("p1.xml:2:11 error: issue `y` is not an integer issue"),
                          HasSubstr("p1.xml:3:11 error: the domain has no issue 9"),
                          HasSubstr("p1.xml:4:1 error: <INCLUDES> has no `max`"),
                          HasSubstr("p1.xml:4:21 error: `min` of <INCLUDES> is `a`"),
                          HasSubstr("p2.xml:1:1 error: this nonlinear profile has no <utility>"),
                          HasSubstr("p3.xml:1:36 error: this <utility> holds no <ufun>"),
                          HasSubstr("p3.xml:1:45 error: the greatest utility is 0"),
                          HasSubstr("p4.xml:1:16 error: the type `cubic`")));
}

TEST(Genius, TypesAndEvaluatorsMustFit) {
  const auto profile = [](const std::string& x) {
    return "<utility_space><objective index='0'><weight index='1' value='1'/><weight index='2' "
           "value='1'/>\n" +
           x +
           "<issue index='2'><item value='a' evaluation='1'/><item value='b' evaluation='0'/>"
           "</issue></objective></utility_space>";
  };
  const ReadResult read = read_texts(
      k_small_domain,
      {profile("<issue index='1'><item value='0' evaluation='1'/></issue>"),
       profile("<issue index='1' type='real'><evaluator ftype='constant' parameter0='1'/></issue>"),
       profile("<issue index='1' type='integer'/>"),
       profile("<issue index='1' type='integer' lowerbound='0'><evaluator slope='1'/></issue>"),
       profile("<issue index='1' type='objective'/>")});
  EXPECT_THAT(said(read),
              ElementsAre(HasSubstr("p1.xml:2:1 error: issue `x` is discrete here and integer in"),
                          HasSubstr("p2.xml:2:1 error: issue `x` is real here and integer in"),
                          HasSubstr("p3.xml:2:1 error: issue `x` states no bounds here"),
                          HasSubstr("p4.xml:2:48 error: <evaluator> has no `offset`"),
                          HasSubstr("p5.xml:2:1 warning: issue `x` is an objective here")));
}

TEST(Genius, RealEvaluatorsThatGeniusCannotUse) {
  const std::string domain =
      "<negotiation_template><utility_space><objective index='0'><issue index='1' type='real'>"
      "<range lowerbound='0' upperbound='1'/></issue></objective></utility_space>"
      "</negotiation_template>";
  const auto profile = [](const std::string& evaluator) {
    return "<utility_space><weight index='1' value='1'/>\n<issue index='1' type='real'>" +
           evaluator + "</issue></utility_space>";
  };
  const ReadResult read = read_texts(
      domain,
      {profile(""), profile("<evaluator parameter0='1'/>"), profile("<evaluator ftype='faratin'/>"),
       profile("<evaluator ftype='triangular' parameter0='0' parameter2='1'/>")});
  EXPECT_THAT(said(read),
              ElementsAre(HasSubstr("d.xml:1:59 warning: issue `issue 1` is continuous"),
                          HasSubstr("p1.xml:2:1 error: issue `issue 1` has no evaluator"),
                          HasSubstr("p2.xml:2:30 error: issue `issue 1` has no evaluator"),
                          HasSubstr("p3.xml:2:41 error: the evaluator `faratin`"),
                          HasSubstr("p4.xml:2:30 error: <evaluator> has no `parameter1`")));
}

TEST(Genius, NamesAreMadeDistinct) {
  const std::string domain =
      "<negotiation_template><utility_space><objective index='0'>"
      "<issue index='1' name='x'><item value='a'/><item value='a'/><item value=''/>"
      "<item value='a (2)'/></issue>"
      "<issue index='2' name='x'><item value='a'/></issue>"
      "<issue index='3'><item value='a'/></issue>"
      "</objective></utility_space></negotiation_template>";
  const std::string profile =
      "<utility_space><weight index='1' value='1'/><weight index='2' value='0'/>"
      "<weight index='3' value='0'/>"
      "<issue index='1' name='x'><item value='a' evaluation='1'/><item value='' evaluation='2'/>"
      "<item value='a (2)' evaluation='4'/></issue>"
      "<issue index='2' name='x'><item value='a' evaluation='1'/></issue>"
      "<issue index='3'><item value='a' evaluation='1'/></issue></utility_space>";
  const GeniusFile files[] = {{"some/folder/one.of.us.xml", profile},
                              {"other\\one.of.us.xml", profile},
                              {"one.of.us (2)", profile},
                              {"", profile}};
  const ReadResult read = read_genius({"d.xml", domain}, files);
  ASSERT_TRUE(read.scenario) << said(read).at(0);
  const Scenario& s = *read.scenario;
  EXPECT_THAT(keys(s), ElementsAre("x", "x (2)", "issue 3"));
  EXPECT_THAT(s.issues[0].options, ElementsAre("a", "a (3)", "(empty)", "a (2)"));
  EXPECT_EQ(worth(s, 0, {0, 0, 0}), "0.25");
  EXPECT_EQ(worth(s, 0, {1, 0, 0}), "0.25");
  EXPECT_EQ(worth(s, 0, {2, 0, 0}), "0.5");
  EXPECT_EQ(worth(s, 0, {3, 0, 0}), "1");
  std::vector<std::string> parties;
  for (const auto& party : s.parties) parties.push_back(party.key);
  EXPECT_THAT(parties, ElementsAre("one.of.us", "one.of.us (2)", "one.of", "party"));
  EXPECT_EQ(read.diagnostics.size(), 2U);
}

TEST(Genius, RoundingInTheWeightsIsNoReasonToCutOff) {
  const auto profile = [](const std::string& weight) {
    return "<utility_space><weight index='1' value='" + weight +
           "'/><weight index='2' value='0.5'/>"
           "<issue index='1' type='integer' lowerbound='0'>"
           "<evaluator slope='0.5' offset='0'/></issue>"
           "<issue index='2'><item value='a' evaluation='1'/><item value='b' evaluation='0'/>"
           "</issue></utility_space>";
  };
  const ReadResult read =
      read_texts(k_small_domain, {profile("0.5000000000000002"), profile("0.500000000002")});
  ASSERT_TRUE(read.scenario);
  EXPECT_FALSE(read.scenario->preferences[0].cap);
  EXPECT_TRUE(read.scenario->preferences[1].cap);
}

TEST(Genius, LimitsHold) {
  std::string domain = "<negotiation_template><utility_space><objective index='0'>";
  for (int i = 1; i <= 4; ++i) {
    domain += "\n<issue index='" + std::to_string(i) +
              "' type='integer' lowerbound='1' upperbound='65536'/>";
  }
  domain += "</objective></utility_space></negotiation_template>";
  std::string boxes;
  for (int i = 0; i < 62; ++i) {
    boxes +=
        "<hyperRectangle utility='1'><INCLUDES index='1' min='1' max='65535'/></hyperRectangle>";
  }
  const std::string profile = nonlinear("<ufun aggregation='sum'>" + boxes + "</ufun>");
  const ReadResult read = read_texts(domain, {profile});
  EXPECT_FALSE(read.scenario);
  EXPECT_THAT(said(read),
              ElementsAre(HasSubstr("d.xml:5:1 error: the issues together have too many options"),
                          HasSubstr("error: the rectangles list too many options together")));
}

TEST(Genius, ManyProblemsAreCutWithAWord) {
  std::string profile = "<utility_space>";
  for (int i = 0; i < 1500; ++i) profile += "\n<weight index='1'/>";
  const ReadResult read = read_texts(k_small_domain, {profile + "</utility_space>"});
  EXPECT_FALSE(read.scenario);
  EXPECT_EQ(read.diagnostics.size(), 1001U);
  EXPECT_EQ(read.diagnostics.back().message,
            std::to_string(read.omitted) + " more messages are not shown");
}

TEST(Genius, ManyWarningsDoNotMakeAFileWrong) {
  std::string domain =
      "<negotiation_template><utility_space><objective index='0' name='root'>"
      "<issue index='1' name='y'>";
  for (int i = 0; i < 1'200; ++i) domain += "<item value='a'/>";
  domain += "</issue></objective></utility_space></negotiation_template>";
  const ReadResult read = read_texts(
      domain, {nonlinear("<ufun aggregation='sum'><hyperRectangle utility='1'/></ufun>")});
  EXPECT_TRUE(read.scenario);
  EXPECT_EQ(read.diagnostics.size(), 1001U);
  EXPECT_EQ(read.omitted, 199U);
  EXPECT_EQ(said(read).back(), " note: 199 more messages are not shown");
}

}  // namespace
}  // namespace entente::format
