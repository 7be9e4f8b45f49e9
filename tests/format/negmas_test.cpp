#include "entente/format/negmas.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/format/negolog.hpp"
#include "entente/model/outcome.hpp"
#include "tests/format/round_trip_support.hpp"

namespace entente::format::test {
namespace {

using testing::ElementsAre;

const std::string k_space =
    "type: negmas.outcomes.DiscreteCartesianOutcomeSpace\n"
    "name: Trade\n"
    "issues:\n"
    "  - {name: quantity, type: ContiguousIssue, values: [1, 3], n_values: 3}\n"
    "  - {name: price, type: DiscreteCardinalIssue, values: [100, 120.0, 200]}\n"
    "  - {name: colour, type: CategoricalIssue, values: [red, green]}\n";

const std::string k_buyer =
    "type: LinearAdditiveUtilityFunction\n"
    "name: buyer.xml\n"
    "reserved_value: 0.1\n"
    "weights: [0.5, 0.25, 0.25]\n"
    "values:\n"
    "  - {type: AffineFun, slope: 0.25, bias: 0.25}\n"
    "  - {type: negmas.preferences.TableFun, mapping: {100: 1.0, 120: 0.5, 200: 0}}\n"
    "  - {type: TableFun, mapping: {red: 0, green: 1}}\n";

const std::string k_seller =
    "type: LinearAdditiveUtilityFunction\n"
    "reserved_value: 0\n"
    "values:\n"
    "  price: {type: LinearFun, slope: 0.005}\n"
    "  colour: {red: 0.5, green: 0}\n"
    "  quantity: [0, 0.1, 0.2]\n"
    "weights: {quantity: 2}\n"
    "bias: -0.5\n";

template <class Read>
ReadResult read_all(const Read& read, const std::vector<std::string>& texts) {
  std::vector<ImportFile> files;
  for (std::size_t k = 0; k < texts.size(); ++k) {
    files.push_back({"folder/f" + std::to_string(k) + ".yml", texts[k]});
  }
  return read(files);
}

ReadResult read(const std::vector<std::string>& texts) { return read_all(read_negmas, texts); }

TEST(NegMas, ReadsAdditiveFunctionsOfTablesAndNumbers) {
  for (const auto& texts :
       {std::vector{k_space, k_buyer, k_seller}, std::vector{k_buyer, k_space, k_seller}}) {
    const auto result = read(texts);
    ASSERT_TRUE(result.scenario) << lines_of(result.diagnostics);
    const Scenario& s = *result.scenario;
    EXPECT_EQ(s.title, "Trade");
    EXPECT_EQ(s.parties[0].key, "buyer");
    EXPECT_EQ(s.parties[1].key, "f2");
    EXPECT_THAT(s.issues[0].options, ElementsAre("1", "2", "3"));
    EXPECT_EQ(utility(s, PartyId(0), {2, 1, 1}), parse_decimal("0.875"));
    EXPECT_EQ(no_deal_utility(s, PartyId(0)), parse_decimal("0.1"));
    // 2 * 0.2 + 0.005 * 120 + 0.5 - 0.5
    EXPECT_EQ(utility(s, PartyId(1), {2, 1, 0}), 1);
  }
}

TEST(NegMas, ReadsOtherFunctionsOfNumbers) {
  const std::string space =
      "type: CartesianOutcomeSpace\nissues: [{name: x, type: ContiguousIssue, values: 5}]\n";
  const auto row_of = [&](const std::string& function) {
    const auto result =
        read({space, "type: LinearAdditiveUtilityFunction\nreserved_value: 0\nvalues: [" +
                         function + "]\n"});
    EXPECT_TRUE(result.scenario) << lines_of(result.diagnostics);
    std::vector<std::string> row;
    if (!result.scenario) return row;
    for (const auto& v : result.scenario->preferences.at(0).values.at(0)) {
      row.push_back(to_text(v.a));
    }
    return row;
  };
  EXPECT_THAT(row_of("{type: IdentityFun}"), ElementsAre("0", "1", "2", "3", "4"));
  EXPECT_THAT(row_of("{type: ConstFun, bias: 0.5}"),
              ElementsAre("0.5", "0.5", "0.5", "0.5", "0.5"));
  EXPECT_THAT(row_of("{type: QuadraticFun, a2: 1, a1: -2, bias: 1}"),
              ElementsAre("1", "0", "1", "4", "9"));
  EXPECT_THAT(row_of("{type: PolynomialFun, coefficients: [2, 3], bias: 1}"),
              ElementsAre("1", "6", "17", "34", "57"));
  EXPECT_THAT(row_of("{type: TriangularFun, start: 0, middle: 1, end: 4, scale: 3}"),
              ElementsAre("0", "3", "2", "1", "0"));
}

TEST(NegMas, WhatIsNotReadIsSaid) {
  struct Case {
    std::vector<std::string> texts;
    std::string message;
  };
  const std::string f = "type: LinearAdditiveUtilityFunction\n";
  const Case cases[] = {
      {{k_space}, "no file holds a utility function"},
      {{k_buyer}, "no file holds the outcome space"},
      {{k_space, k_space, k_buyer}, "this is a second outcome space"},
      {{k_space, "type: HyperRectangleUtilityFunction\n"},
       "the utility function `HyperRectangleUtilityFunction` cannot be read"},
      {{k_space, f + "values: [{type: LogFun}, {type: ConstFun, bias: 1}, {red: 1, green: 0}]\n"},
       "the function `LogFun` cannot be read"},
      {{k_space, f + "values: [1, 2]\n"}, "2 functions for 3 issues"},
      {{k_space, f + "weights: [1]\nvalues: [{type: IdentityFun}, {type: IdentityFun}, [0, 1]]\n"},
       "1 weight for 3 issues"},
      {{k_space, f + "values: [{type: IdentityFun}, {type: IdentityFun}, {type: IdentityFun}]\n"},
       "the option `red` of `colour` is no number"},
      {{k_space, f + "values: [{type: IdentityFun}, {type: IdentityFun}, {red: 1}]\n"},
       "the option `green` of `colour` has no value"},
      {{k_space, f + "values: {price: {type: IdentityFun}}\n"},
       "the issue `quantity` has no values"},
      {{"type: OutcomeSpace\nissues: [{name: x, values: [1, 2]}]\n", k_buyer},
       "this may be two options or all numbers between two"},
      {{"type: OutcomeSpace\nissues: [{name: x}]\n", k_buyer}, "this issue has no `values`"},
      {{"type: OutcomeSpace\n", k_buyer}, "lists no `issues`"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.message);
    const auto result = read(c.texts);
    EXPECT_FALSE(result.scenario);
    EXPECT_TRUE(says(result.diagnostics, c.message)) << lines_of(result.diagnostics);
    EXPECT_LE(result.diagnostics.size(), 3U) << lines_of(result.diagnostics);
  }
}

TEST(NegMas, DiscountsContinuousIssuesAndMissingReservationsAreSaid) {
  const auto result = read(
      {"type: CartesianOutcomeSpace\nissues: [{name: x, type: ContinuousIssue, values: [0, 1]}]\n",
       "type: ExpDiscountedUFun\ndiscount: 0.9\nname: a\nufun: {type: AffineUtilityFunction, "
       "weights: [2], bias: -1}\n"});
  ASSERT_TRUE(result.scenario) << lines_of(result.diagnostics);
  EXPECT_EQ(result.scenario->issues[0].options.size(), 21U);
  EXPECT_EQ(utility(*result.scenario, PartyId(0), {20}), 1);
  EXPECT_EQ(no_deal_utility(*result.scenario, PartyId(0)), -1);
  EXPECT_TRUE(says(result.diagnostics, "issue `x` is continuous"));
  EXPECT_TRUE(says(result.diagnostics, "the discount over time is ignored"));
  EXPECT_TRUE(says(result.diagnostics, "the worst outcome, `-1`, counts as one"));
}

TEST(NegMas, TakesTheNameOfAClassFromEitherKey) {
  const auto result = read_all(
      read_negmas,
      {R"({"__python_class__": "negmas.outcomes.outcome_space.CartesianOutcomeSpace", "name": "n",
 "issues": [{"__python_class__": "negmas.outcomes.categorical_issue.CategoricalIssue",
             "name": "x", "values": ["p", "q"]}]})",
       R"({"__python_class__": "negmas.preferences.LinearAdditiveUtilityFunction",
 "values": [{"__python_class__": "negmas.preferences.value_fun.TableFun",
             "mapping": {"p": 0, "q": 1}}], "reserved_value": 0})"});
  ASSERT_TRUE(result.scenario) << lines_of(result.diagnostics);
  EXPECT_EQ(utility(*result.scenario, PartyId(0), {1}), 1);
}

const std::string k_profile_a =
    R"({"reservationValue": 0.2, "issueWeights": {"x": 0.25, "y": 0.75},
 "issues": {"x": {"p": 0, "q": 1}, "y": {"r": 0.4, "s": 1.0}}})";
const std::string k_profile_b =
    R"({"reservationValue": 0.0, "issueWeights": {"y": 0.5, "x": 0.5},
 "issues": {"y": {"s": 0, "r": 1}, "x": {"p": 1, "q": 0}}})";

TEST(NegoLog, ReadsProfilesOfOneDomain) {
  const auto result = read_all(read_negolog, {k_profile_a, k_profile_b});
  ASSERT_TRUE(result.scenario) << lines_of(result.diagnostics);
  const Scenario& s = *result.scenario;
  EXPECT_EQ(s.title, "folder");
  EXPECT_EQ(s.parties[1].key, "f1");
  EXPECT_EQ(utility(s, PartyId(0), {1, 0}), parse_decimal("0.55"));
  EXPECT_EQ(utility(s, PartyId(1), {0, 0}), 1);
  EXPECT_EQ(no_deal_utility(s, PartyId(0)), parse_decimal("0.2"));
}

TEST(NegoLog, WhatDoesNotFitIsSaid) {
  const auto with = [](std::string text, const std::string& what, const std::string& by) {
    return text.replace(text.find(what), what.size(), by);
  };
  const std::pair<std::vector<std::string>, std::string> cases[] = {
      {{k_profile_a}, "this is the profile of one party"},
      {{k_profile_a, with(k_profile_b, "\"y\": 0.5, ", "")}, "the issue `y` has no weight"},
      {{k_profile_a, with(k_profile_b, "\"y\": {\"s\": 0, \"r\": 1}, ", "")},
       "the issue `y` is missing"},
      {{k_profile_a, with(k_profile_b, "\"s\": 0, ", "")}, "the option `s` of `y` has no utility"},
      {{k_profile_a, with(k_profile_b, "\"s\": 0", "\"t\": 0")}, "`y` has no option `t`"},
      {{k_profile_a, with(k_profile_b, "\"q\": 0", "\"q\": \"much\"")}, "must be a number"},
  };
  for (const auto& [texts, message] : cases) {
    const auto result = read_all(read_negolog, texts);
    EXPECT_FALSE(result.scenario);
    EXPECT_TRUE(says(result.diagnostics, message)) << message << lines_of(result.diagnostics);
    EXPECT_LE(result.diagnostics.size(), 2U) << lines_of(result.diagnostics);
  }
}

}  // namespace
}  // namespace entente::format::test
