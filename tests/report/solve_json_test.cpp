#include "entente/report/solve_json.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "entente/report/check_report.hpp"
#include "tests/support/cyber_scenario.hpp"
#include "tests/support/enumerated_solution.hpp"

namespace entente::report {
namespace {

using nlohmann::ordered_json;

std::string text_of(const Scenario& scenario, const bargain::Solution& solution,
                    const SolveContext& context = {}, const JsonStyle& style = {}) {
  std::string text;
  write_solve_json(make_solve_report(scenario, solution, context), style,
                   [&](std::string_view piece) { text += piece; });
  return text;
}

ordered_json json_of(const Scenario& scenario, const SolveContext& context = {}) {
  return ordered_json::parse(text_of(scenario, test::enumerated_solution(scenario), context));
}

TEST(SolveJson, HasTheMembersThatUsersRelyOn) {
  const auto json = json_of(test::cyber_scenario());
  EXPECT_EQ(json["schema"], "entente.solve/1");
  EXPECT_EQ(json["parties"], ordered_json({"us", "china"}));
  EXPECT_EQ(json["arithmetic"], "exact");
  EXPECT_EQ(json["no_deal"]["utility"], ordered_json({{"us", 0}, {"china", 0}}));
  EXPECT_EQ(json["no_deal"]["outcome"]["sanctions"], "none");
  EXPECT_EQ(json["no_deal"]["outcome"].size(), 13U);
  const auto& frontier = json["frontier"];
  EXPECT_EQ(frontier["status"], "exact");
  EXPECT_EQ(frontier["epsilon"], 0);
  EXPECT_EQ(frontier["size"], 55);
  EXPECT_EQ(frontier["points_omitted"], 0);
  ASSERT_EQ(frontier["points"].size(), 55U);
  std::size_t acceptable = 0;
  for (const auto& point : frontier["points"]) {
    EXPECT_EQ(point["outcome"].size(), 13U);
    EXPECT_TRUE(point["utility"]["us"].is_number());
    EXPECT_TRUE(point["gain"]["china"].is_number());
    acceptable += point["acceptable"].get<bool>() ? 1 : 0;
  }
  EXPECT_EQ(acceptable, 18U);
}

TEST(SolveJson, ShowsEveryDeal) {
  const auto json = json_of(test::cyber_scenario());
  for (const char* name : {"nash", "kalai_smorodinsky", "egalitarian", "utilitarian"}) {
    const auto& deal = json["deals"][name];
    EXPECT_EQ(deal["status"], "exact") << name;
    EXPECT_EQ(deal["gap"], 0) << name;
    EXPECT_EQ(deal["ties"], 1) << name;
    EXPECT_TRUE(deal["reason"].is_null()) << name;
    EXPECT_EQ(deal["outcome"].size(), 13U) << name;
  }
  EXPECT_EQ(json["deals"]["nash"]["gain"], ordered_json({{"us", 17}, {"china", 15}}));
  EXPECT_EQ(json["deals"]["nash"]["outcome"]["circumvention_support"], "ended");
  EXPECT_TRUE(json["deals"]["nash"]["fallback"].is_null());
  EXPECT_FALSE(json["deals"]["utilitarian"].contains("fallback"));
}

TEST(SolveJson, ShowsTheLedgerWithItsEmptyConcession) {
  const auto json = json_of(test::cyber_scenario());
  const auto& theft = json["ledger"][0];
  EXPECT_EQ(theft["issue"], "commercial_theft");
  EXPECT_EQ(theft["giver"], "china");
  EXPECT_EQ(theft["from"], "as today");
  EXPECT_EQ(theft["to"], "state groups stop");
  EXPECT_EQ(theft["cost"], 14);
  EXPECT_EQ(theft["credit"], ordered_json({{"us", 20.9}}));
  EXPECT_EQ(theft["empty"], false);
  EXPECT_EQ(theft["in_deal"], true);
  const auto& pledge = json["ledger"].back();
  EXPECT_EQ(pledge["issue"], "no_theft_pledge");
  EXPECT_EQ(pledge["empty"], true);
  EXPECT_EQ(pledge["in_deal"], false);
  for (const auto& row : json["ledger"]) {
    if (row["issue"] != "dialogue") continue;
    EXPECT_TRUE(row["giver"].is_null());
    EXPECT_TRUE(row["cost"].is_null());
    EXPECT_EQ(row["credit"].size(), 2U);
  }
  EXPECT_EQ(json["balance"]["us"]["balance"], 15.9);
}

TEST(SolveJson, ImportedScenariosHaveNoStatusQuo) {
  Scenario scenario = test::cyber_scenario();
  scenario.has_status_quo = false;
  for (auto& p : scenario.preferences) p.reservation = Value{Value::Kind::exact, 1, 0, 0};
  const auto json = json_of(scenario);
  EXPECT_TRUE(json["status_quo"].is_null());
  EXPECT_TRUE(json["no_deal"]["outcome"].is_null());
  EXPECT_EQ(json["no_deal"]["utility"]["us"], 1);
  EXPECT_TRUE(json["ledger"].is_null());
  EXPECT_TRUE(json["balance"].is_null());
}

TEST(SolveJson, NoDealGivesTheReason) {
  Scenario scenario = test::cyber_scenario_without(0);
  for (const auto& [issue, option] : {std::pair{10U, 1U}, {10U, 2U}, {11U, 1U}}) {
    test::rule_out(scenario, issue, option);
  }
  const auto json = json_of(scenario);
  for (const auto& [name, deal] : json["deals"].items()) {
    EXPECT_EQ(deal["status"], "none") << name;
    EXPECT_TRUE(deal["gain"].is_null());
    EXPECT_TRUE(deal["outcome"].is_null());
    EXPECT_TRUE(deal["reason"].is_string());
    EXPECT_EQ(deal["blocking"].back(), "china");
  }
  EXPECT_TRUE(json["ledger"].is_null());
}

TEST(SolveJson, StatesWhatIsNotShown) {
  SolveContext context;
  context.max_points = 5;
  const auto json = json_of(test::cyber_scenario(), context);
  EXPECT_EQ(json["frontier"]["size"], 55);
  EXPECT_EQ(json["frontier"]["points"].size(), 5U);
  EXPECT_EQ(json["frontier"]["points_omitted"], 50);
  context.max_points = 0;
  EXPECT_EQ(json_of(test::cyber_scenario(), context)["frontier"]["points"], ordered_json::array());
}

TEST(SolveJson, WithoutAFrontierItIsNull) {
  const Scenario scenario = test::cyber_scenario();
  auto solution = test::enumerated_solution(scenario);
  solution.frontier.reset();
  EXPECT_TRUE(ordered_json::parse(text_of(scenario, solution))["frontier"].is_null());
}

TEST(SolveJson, CountsBeyondDoublesAreText) {
  const Scenario scenario = test::cyber_scenario();
  const auto solution = test::enumerated_solution(scenario);
  SolveContext context;
  EXPECT_TRUE(ordered_json::parse(text_of(scenario, solution, context))["count"].is_null());
  context.count_wanted = true;
  context.count = bargain::AcceptanceCount{};
  context.count->outcomes =
      Integer("7888609052210118054117285652827862296732064351090230047702789306640625");
  context.count->by_party = {12, 55};
  const auto json = ordered_json::parse(text_of(scenario, solution, context))["count"];
  EXPECT_EQ(json["outcomes"],
            "7888609052210118054117285652827862296732064351090230047702789306640625");
  EXPECT_EQ(json["by_party"]["china"], 55);
  EXPECT_EQ(json["rule"]["at_least"], 2);
}

TEST(SolveJson, HostileNamesStayData) {
  Scenario scenario = test::cyber_scenario();
  scenario.parties[0].name = "\x1b]0;owned\x07\u202e\"\\\n\u009b\xff";
  const auto solution = test::enumerated_solution(scenario);
  const std::string text = text_of(scenario, solution);
  for (const char c : text) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20U);
  EXPECT_EQ(text.find("\u202e"), std::string::npos);
  EXPECT_EQ(text.find("\u009b"), std::string::npos);
  EXPECT_EQ(ordered_json::parse(text)["party_names"]["us"],
            "\x1b]0;owned\x07\u202e\"\\\n\u009b\uFFFD");
  JsonStyle ascii;
  ascii.ascii = true;
  const std::string plain = text_of(scenario, solution, {}, ascii);
  for (const char c : plain) EXPECT_LT(static_cast<unsigned char>(c), 0x7FU);
  EXPECT_EQ(ordered_json::parse(plain), ordered_json::parse(text));
}

TEST(SolveJson, IsTheSameBytesEveryTime) {
  const Scenario scenario = test::cyber_scenario();
  EXPECT_EQ(text_of(scenario, test::enumerated_solution(scenario)),
            text_of(scenario, test::enumerated_solution(scenario)));
}

TEST(JsonText, NumbersReadBackAsTheSameDouble) {
  for (const double x : {0.1, 1.0 / 3, 20.9, 1e300, -2.5e-300, 9007199254740993.0, 123456789.25}) {
    std::string text;
    append_json_line(json_number(x), {}, text);
    EXPECT_EQ(ordered_json::parse(text).get<double>(), x) << text;
  }
  std::string text;
  append_json_line({json_number(17), json_number(20.9), json_number(-0.0), json_number(0.0 / 0.0)},
                   {}, text);
  EXPECT_EQ(text, "[17, 20.9, 0, null]");
}

TEST(JsonText, BreaksWhatDoesNotFit) {
  std::string text;
  JsonStyle narrow;
  narrow.width = 12;
  append_json(ordered_json::parse(R"({"a": [1, 2], "b": {}, "c": ["long text here"]})"), narrow, 0,
              text);
  EXPECT_EQ(text, "{\n  \"a\": [1, 2],\n  \"b\": {},\n  \"c\": [\n    \"long text here\"\n  ]\n}");
}

TEST(CheckJson, CountsAndPlaces) {
  ReadResult result;
  result.diagnostics = {make_warning({"a.yaml", 9, 1}, "later"),
                        make_error({"a.yaml", 3, 7}, "unknown issue \"x\"", "did you mean \"y\"?"),
                        make_error({}, "no place")};
  std::string text;
  write_check_json(make_check_report({"a.yaml"}, result), {},
                   [&](std::string_view piece) { text += piece; });
  const auto json = ordered_json::parse(text);
  EXPECT_EQ(json["schema"], "entente.check/1");
  EXPECT_EQ(json["ok"], false);
  EXPECT_EQ(json["errors"], 2);
  EXPECT_EQ(json["warnings"], 1);
  ASSERT_EQ(json["diagnostics"].size(), 3U);
  EXPECT_EQ(json["diagnostics"][0],
            ordered_json::parse(R"({"file": "a.yaml", "line": 3, "column": 7, "severity": "error",
                                    "message": "unknown issue \"x\"",
                                    "hint": "did you mean \"y\"?"})"));
  EXPECT_EQ(json["diagnostics"][1]["severity"], "warning");
  EXPECT_TRUE(json["diagnostics"][2]["line"].is_null());
}

TEST(CheckPage, CountsNoMoreThanItKnows) {
  ReadResult result;
  result.omitted = 7;
  result.diagnostics = {{Severity::note, {"a.yaml", 3, 7}, "worth knowing", ""}};
  const auto last_line = [&] {
    const auto page = check_page(make_check_report({"a.yaml"}, result), {});
    return page.substr(page.find("\n\n") + 2);
  };
  EXPECT_EQ(last_line(), "a.yaml: no problems\n");  // what is omitted is less grave
  result.diagnostics.push_back(make_warning({"a.yaml", 4, 1}, "odd"));
  EXPECT_EQ(last_line(), "a.yaml: at least 1 warning\n");
  result.diagnostics.push_back(make_error({"a.yaml", 4, 1}, "wrong"));
  EXPECT_EQ(last_line(), "a.yaml: at least 1 error and 1 warning\n");
}

TEST(CheckPage, IsReadAsCompilersAre) {
  ReadResult result;
  result.diagnostics = {make_error({"a.yaml", 3, 7}, "unknown \x1b[31m issue", "mend it")};
  EXPECT_EQ(check_page(make_check_report({"a.yaml"}, result), {}),
            "a.yaml:3:7: error: unknown \\u{1b}[31m issue\n  hint: mend it\n\na.yaml: 1 error\n");
  result.diagnostics.clear();
  result.scenario = test::cyber_scenario();
  EXPECT_EQ(check_page(make_check_report({"a.yaml"}, result), {}),
            "a.yaml: no problems. 2 parties, 12 issues and 1 threat.\n");
}

}  // namespace
}  // namespace entente::report
