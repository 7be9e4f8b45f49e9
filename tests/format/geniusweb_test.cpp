#include "entente/format/geniusweb.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/format/geniusweb_write.hpp"
#include "entente/format/yaml_document.hpp"
#include "entente/model/outcome.hpp"
#include "tests/format/round_trip_support.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/rounds.hpp"

namespace entente::format::test {
namespace {

using entente::test::only_threats;
using entente::test::random_scenario;
using entente::test::RandomScenarioOptions;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string k_domain =
    R"({"name": "flat", "issuesValues": {"rent": {"range": {"low": 600, "high": 1000, "step": 150}},
 "pets": {"values": ["none", "a cat"]}}})";

const std::string k_rent =
    R"("rent": {"NumberValueSetUtilities": {"lowValue": 600, "lowUtility": 1, "highValue": 900,
 "highUtility": 0.1}})";
const std::string k_pets =
    R"("pets": {"DiscreteValueSetUtilities": {"valueUtilities": {"none": 0.25, "a cat": 1}}})";
const std::string k_weights = R"("issueWeights": {"rent": 0.7, "pets": 0.3})";

std::string linear(const std::string& utilities, const std::string& weights,
                   const std::string& rest) {
  return "{\"LinearAdditiveUtilitySpace\": {\"issueUtilities\": {" + utilities + "}, " + weights +
         ", \"domain\": " + k_domain + ", " + rest + "}}";
}

const std::string k_tenant =
    linear(k_rent + ", " + k_pets, k_weights,
           R"("name": "tenant", "reservationBid": {"issuevalues": {"rent": 750, "pets": "none"}})");
const std::string k_owner = linear(
    R"("rent": {"numberutils": {"lowValue": 600, "lowUtility": 0, "highValue": 1000,
 "highUtility": 1}}, "pets": {"discreteutils": {"valueUtilities": {"none": 1.0, "a cat": 0}}})",
    R"("issueWeights": {"pets": 0.5, "rent": 0.5})", R"("name": "owner", "reservationBid": null)");

ReadResult read(const std::vector<std::string>& texts) {
  std::vector<ImportFile> files;
  for (std::size_t k = 0; k < texts.size(); ++k) {
    files.push_back({"f" + std::to_string(k) + ".json", texts[k]});
  }
  return read_geniusweb(files);
}

TEST(GeniusWeb, ReadsBothSpellingsExactly) {
  for (const auto& texts :
       {std::vector{k_domain, k_tenant, k_owner}, std::vector{k_tenant, k_owner},
        std::vector{k_tenant, k_domain, k_owner}}) {
    const auto result = read(texts);
    ASSERT_TRUE(result.scenario) << lines_of(result.diagnostics);
    const Scenario& s = *result.scenario;
    EXPECT_EQ(s.title, "flat");
    EXPECT_FALSE(s.has_status_quo);
    EXPECT_EQ(s.parties[0].key, "tenant");
    EXPECT_EQ(s.parties[1].key, "owner");
    EXPECT_THAT(s.issues[0].options, ElementsAre("600", "750", "900"));
    // 0.7 * (1 - 0.9 * (v - 600) / 300) + 0.3 * pets
    EXPECT_EQ(utility(s, PartyId(0), {0, 0}), parse_decimal("0.775"));
    EXPECT_EQ(utility(s, PartyId(0), {1, 0}), parse_decimal("0.46"));
    EXPECT_EQ(utility(s, PartyId(0), {2, 1}), parse_decimal("0.37"));
    EXPECT_EQ(no_deal_utility(s, PartyId(0)), parse_decimal("0.46"));
    EXPECT_EQ(utility(s, PartyId(1), {1, 0}), parse_decimal("0.6875"));
    EXPECT_EQ(no_deal_utility(s, PartyId(1)), 0);
  }
}

TEST(GeniusWeb, RoundsAsGeniusWebDoesAndKnowsNothingOutside) {
  const auto result = read({linear(
      R"("rent": {"NumberValueSetUtilities": {"lowValue": 610, "lowUtility": 0, "highValue": 1015,
 "highUtility": 1}}, )" +
          k_pets,
      k_weights, R"("name": "x")")});
  ASSERT_TRUE(result.scenario) << lines_of(result.diagnostics);
  const auto& row = result.scenario->preferences[0].values[0];
  EXPECT_EQ(row[0].a, 0);  // 600 lies outside
  // (750 - 610) / 405 = 0.345679012...; rounded to 8 decimals, then weighted
  EXPECT_EQ(row[1].a, parse_decimal("0.241975307"));
}

TEST(GeniusWeb, ReadsGroups) {
  const std::string part =
      R"({"issues": ["pets", "rent"], "utilslist": [{"values": ["a cat", 600], "util": 0.5},
 {"values": ["none", 900], "util": 0.2}]})";
  for (const std::string wrapper : {"PartsUtilities", "partsutils"}) {
    const auto result = read(
        {R"({"SumOfGroupsUtilitySpace": {"partUtilities": {"all": {")" + wrapper + "\": " + part +
         R"(}}, "domain": )" + k_domain +
         R"(, "name": "x", "reservationBid": {"issuevalues": {"pets": "none", "rent": 900}}}})"});
    ASSERT_TRUE(result.scenario) << lines_of(result.diagnostics);
    const Scenario& s = *result.scenario;
    EXPECT_EQ(utility(s, PartyId(0), {0, 1}), Rational(1, 2));
    EXPECT_EQ(utility(s, PartyId(0), {2, 0}), Rational(1, 5));
    EXPECT_EQ(utility(s, PartyId(0), {1, 0}), 0);
    EXPECT_EQ(no_deal_utility(s, PartyId(0)), Rational(1, 5));
  }
}

TEST(GeniusWeb, ProblemsHaveAPlaceAndARemedy) {
  struct Case {
    std::vector<std::string> texts;
    std::string message;
  };
  const std::string ordering =
      "{\"DefaultPartialOrdering\": {\"name\": \"x\", \"domain\": " + k_domain +
      ", \"bids\": [], \"better\": []}}";
  const Case cases[] = {
      {{ordering}, "says which outcomes are better, not how much they are worth"},
      {{k_domain}, "no GeniusWeb profile is given"},
      {{k_domain, k_domain, k_tenant}, "this is a second domain"},
      {{"{\"BilinearUtilitySpace\": {\"domain\": " + k_domain + "}}"}, "cannot be read"},
      {{R"({"name": "d", "issuesValues": {}})", k_tenant}, "the domain has no issues"},
      {{R"({"name": "d", "issuesValues": {"x": {"values": ["a", "a"]}}})", k_tenant},
       "the option `a` of `x` is listed twice"},
      {{R"({"issuesValues": {"x": {"range": {"low": 0, "high": 1, "step": 0}}}})"},
       "the step must be above 0"},
      {{R"({"issuesValues": {"x": {"range": {"low": 0, "high": 1, "step": 1e-9}}}})"},
       "this range has more than 65536 values"},
      {{R"({"issuesValues": {"x": {"range": {"low": 2, "high": 1, "step": 1}}}})"}, "is above"},
      {{R"({"issuesValues": {"other": {"values": ["a"]}}})", k_tenant},
       "this profile's domain is not the one in f0.json"},
      {{linear(k_rent, k_weights, "\"name\": \"x\"")}, "the issue `pets` has no utilities"},
      {{linear(k_rent + ", " + k_pets, R"("issueWeights": {"rent": 1})", "\"name\": \"x\"")},
       "the issue `pets` has no weight"},
      {{linear(k_rent + R"(, "pests": {})", k_weights, "\"name\": \"x\"")},
       "there is no issue `pests`"},
      {{linear(
           k_rent + R"(, "pets": {"DiscreteValueSetUtilities": {"valueUtilities": {"none": 1}}})",
           k_weights, "\"name\": \"x\"")},
       "the option `a cat` of `pets` has no utility"},
      {{linear(k_rent +
                   R"(, "pets": {"NumberValueSetUtilities": {"lowValue": 0, "lowUtility": 0,
 "highValue": 1, "highUtility": 1}})",
               k_weights, "\"name\": \"x\"")},
       "the option `none` of `pets` is no number"},
      {{linear(k_rent + ", " + k_pets, k_weights,
               R"("reservationBid": {"issuevalues": {"pets": "a dog"}})")},
       "`pets` has no option `a dog`"},
      {{"{\"LinearAdditiveUtilitySpace\": [1, 2"}, ""},
      {{"{\"LinearAdditiveUtilitySpace\": {}}"}, "no GeniusWeb profile is given"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.texts.back());
    const auto result = read(c.texts);
    EXPECT_FALSE(result.scenario);
    ASSERT_FALSE(result.diagnostics.empty());
    EXPECT_TRUE(says(result.diagnostics, c.message)) << lines_of(result.diagnostics);
    EXPECT_LE(result.diagnostics.size(), 3U) << lines_of(result.diagnostics);
  }
}

TEST(GeniusWeb, WhatGeniusWebWouldRefuseIsReadWithAWarning) {
  const auto result = read({linear(
      k_rent + R"(, "pets": {"discreteutils": {"valueUtilities": {"none": -1, "a cat": 2}}})",
      R"("issueWeights": {"rent": 0.7, "pets": 0.2})", R"("name": "x")")});
  ASSERT_TRUE(result.scenario) << lines_of(result.diagnostics);
  EXPECT_TRUE(says(result.diagnostics, "the weights sum to `0.9`, not to 1"));
  EXPECT_TRUE(says(result.diagnostics, "the utility `-1` is not from 0 to 1"));
  EXPECT_EQ(utility(*result.scenario, PartyId(0), {0, 1}), parse_decimal("1.1"));
}

TEST(GeniusWeb, AnUnknownClassIsBlamedItself) {
  const auto tree = [](const std::string& text) { return parse_yaml(text, "p.json"); };
  const std::string domain = R"("domain": {"name": "d", "issuesValues": {"i": {"values": ["x"]}}})";
  EXPECT_TRUE(is_geniusweb(tree(R"({"FancySpace": {)" + domain + "}}").root));
  EXPECT_FALSE(is_geniusweb(tree(R"({"parties": {"domain": {"a": 1}}})").root));
  const std::string fancy = R"({"FancySpace": {)" + domain + "}}";
  const ImportFile files[] = {{"p.json", fancy}};
  const auto result = read_geniusweb(files);
  EXPECT_FALSE(result.scenario);
  EXPECT_TRUE(says(result.diagnostics, "nor a profile of a known class"));
}

Scenario read_back(const Written& written) {
  std::vector<ImportFile> files;
  for (const auto& f : written.files) files.push_back({f.name, f.text});
  const auto result = read_geniusweb(files);
  EXPECT_TRUE(result.scenario) << lines_of(result.diagnostics);
  EXPECT_TRUE(result.diagnostics.empty()) << lines_of(result.diagnostics);
  return result.scenario.value_or(Scenario{});
}

TEST(GeniusWebWrite, UtilitiesOfEveryOutcomeComeBack) {
  RandomScenarioOptions options;
  options.max_issues = 4;
  options.imported = true;
  options.aggregates = true;
  options.caps = true;
  std::size_t written_whole = 0;
  for (std::uint64_t seed = 0; seed < entente::test::rounds(300); ++seed) {
    SCOPED_TRACE(seed);
    const Scenario s = random_scenario(seed, options);
    if (only_threats(s)) continue;
    const Written written = write_geniusweb(s, "domain.json");
    bool accepts = true;
    for (std::size_t j = 0; j < s.party_count(); ++j) {
      accepts = accepts && accepts_something(s, j);
    }
    EXPECT_EQ(says(written.losses, "no outcome is as good as"), !accepts) << seed;
    EXPECT_EQ(has_errors(written.losses), !accepts) << lines_of(written.losses);
    if (!accepts) continue;
    ASSERT_EQ(written.files.size(), s.party_count() + 1) << lines_of(written.losses);
    EXPECT_FALSE(says(written.losses, "are rounded")) << lines_of(written.losses);
    ++written_whole;
    const Scenario back = read_back(written);
    for (std::size_t j = 0; j < s.party_count(); ++j) {
      ASSERT_TRUE(same_preferences(s, back, j, false)) << written.files[j + 1].text;
      // The party accepts the same outcomes.
      const Rational here = no_deal_utility(s, PartyId(j));
      const Rational there = no_deal_utility(back, PartyId(j));
      for (const auto& [x, y] : utility_pairs(s, back, j)) {
        ASSERT_GE(y, 0);
        ASSERT_LE(y, 1);
        ASSERT_EQ(x >= here, y >= there) << written.files[j + 1].text;
      }
    }
  }
  EXPECT_GT(written_whole, entente::test::rounds(300) / 4);
}

TEST(GeniusWebWrite, WeightsSumToOne) {
  Scenario s = entente::test::plain_scenario(2, 3, 2);
  s.has_status_quo = false;
  for (std::size_t i = 0; i < 3; ++i) s.preferences[0].values[i] = std::vector<Value>(2);
  s.preferences[0].values[0][1].a = 1;
  s.preferences[0].values[1][1].a = 5;
  s.preferences[0].values[2][1].a = Rational(1, 3);
  const Written written = write_geniusweb(s, "domain.json");
  EXPECT_THAT(written.files[1].text, HasSubstr("\"issueWeights\""));
  const Scenario back = read_back(written);  // it would warn of any other sum
  Rational best = 0;
  for (const auto& row : back.preferences[0].values) best += row[1].a;
  EXPECT_GT(best, Rational(1, 4));
  EXPECT_TRUE(says(written.losses, "utilities are on another scale there"));
}

}  // namespace
}  // namespace entente::format::test
