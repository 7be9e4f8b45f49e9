#include "entente/format/agreement.hpp"

#include <gtest/gtest.h>

#include "entente/format/load.hpp"
#include "entente/model/outcome.hpp"
#include "tests/format/native_support.hpp"
#include "tests/support/temporary_folder.hpp"

namespace entente::format::test {
namespace {

const std::string k_draft = "entente: 1\ntitle: First\nagreement: {theft: stopped}\n";
const std::string k_threat = "  sanctions: {threat_by: us, options: [none, imposed]}\n";

ReadResult read_beside(const std::string& scenario, const std::vector<std::string>& texts) {
  PreferenceFiles files;
  for (std::size_t k = 0; k < texts.size(); ++k) {
    files.given.push_back({"d" + std::to_string(k) + ".yaml", texts[k]});
  }
  return read_native(scenario, "s.yaml", files);
}

/// Exactly one problem, where `@@` stands in the agreement file.
void expect_problem(const std::string& marked_text, const std::string& message,
                    const std::string& hint) {
  const Marked text = marked(marked_text);
  const auto result = read_beside(k_head + k_threat + k_wishes, {text.text});
  EXPECT_FALSE(result.scenario);
  EXPECT_FALSE(result.agreement);
  ASSERT_EQ(result.diagnostics.size(), 1U) << all(result.diagnostics);
  const auto& d = result.diagnostics[0];
  EXPECT_EQ(to_string(d.place), to_string(Place{"d0.yaml", text.line, text.column})) << d.message;
  EXPECT_EQ(d.message, message);
  EXPECT_NE(d.hint.find(hint), std::string::npos) << d.hint;
}

TEST(Agreement, StandsBesideTheScenario) {
  const auto result = read_beside(k_head + k_wishes, {k_draft});
  ASSERT_TRUE(result.scenario) << all(result.diagnostics);
  ASSERT_TRUE(result.agreement);
  EXPECT_EQ(result.agreement->title, "First");
  EXPECT_EQ(result.agreement->place, (Place{"d0.yaml", 3, 1}));
  EXPECT_EQ(result.agreement->options,
            (std::vector<std::optional<OptionId>>{OptionId(1), std::nullopt}));
  EXPECT_TRUE(open_issues(*result.scenario, *result.agreement).empty());
  EXPECT_EQ(outcome_of(*result.scenario, *result.agreement), (Outcome{1, 0}));
  EXPECT_FALSE(read_beside(k_head + k_wishes, {}).agreement);
}

TEST(Agreement, MayBeJsonAndStandBeforeOrBehindPreferences) {
  const std::string us = "entente: 1\nparty: us\npreferences: {theft: [0, 9]}\n";
  const std::string china = "entente: 1\nparty: china\npreferences: {talks: [0, 1]}\n";
  const std::string json = R"({"agreement": {"talks": "once a year"}, "entente": 1})";
  for (const auto& files :
       {std::vector{json, us, china}, std::vector{us, json, china}, std::vector{us, china, json}}) {
    const auto result = read_beside(k_head, files);
    ASSERT_TRUE(result.scenario) << all(result.diagnostics);
    EXPECT_EQ(outcome_of(*result.scenario, *result.agreement), (Outcome{0, 1}));
  }
}

TEST(Agreement, LeavesIssuesOpenWithoutAStatusQuo) {
  std::string scenario = k_head + k_wishes;
  scenario.insert(scenario.find("issues:"), "status_quo: none\n");
  const auto result = read_beside(scenario, {k_draft});
  ASSERT_TRUE(result.scenario) << all(result.diagnostics);
  EXPECT_EQ(open_issues(*result.scenario, *result.agreement), std::vector{IssueId(1)});
}

TEST(Agreement, ReportsWhatIsWrong) {
  expect_problem("entente: 1\nagreement: {@@theff: stopped}\n", "there is no issue `theff`",
                 "did you mean `theft`?");
  expect_problem("entente: 1\nagreement: {theft: @@stoped}\n", "`theft` has no option `stoped`",
                 "did you mean `stopped`?");
  expect_problem("entente: 1\nagreement: {@@sanctions: imposed}\n",
                 "`sanctions` is a threat, and threats are never part of an agreement",
                 "leave it out");
  expect_problem("entente: 1\nagreement: {theft: @@[stopped]}\n",
                 "the name of an option must be a single value, not a list", "");
  expect_problem("entente: 1\nagreement: @@[theft]\n", "`agreement` must be a map, not a list",
                 "write `agreement: {issue: option");
  expect_problem("entente: 1\n@@agreement:\n", "`agreement` is empty; it must be a map",
                 "write `agreement: {issue: option");
  expect_problem("entente: @@2\nagreement: {theft: stopped}\n",
                 "version `2` of the format is not known", "version 1");
  expect_problem("@@agreement: {theft: stopped}\n", "an agreement file lacks `entente`",
                 "entente: 1");
  expect_problem("entente: 1\nagreement: {theft: stopped}\n@@note: x\n",
                 "an agreement file has no key `note`", "`agreement`");
  expect_problem("entente: 1\n@@agrement: {theft: stopped}\n",
                 "an agreement file has no key `agrement`", "did you mean `agreement`?");
}

TEST(Agreement, NamesAnIssueOnce) {
  const auto result =
      read_beside(k_head + k_wishes, {"entente: 1\nagreement: {theft: stopped, theft: stopped}\n"});
  EXPECT_FALSE(result.scenario);
  ASSERT_EQ(result.diagnostics.size(), 1U) << all(result.diagnostics);
  EXPECT_EQ(result.diagnostics[0].place, (Place{"d0.yaml", 2, 29}));
}

TEST(Agreement, IsGivenOnce) {
  const auto result = read_beside(k_head + k_wishes, {k_draft, k_draft});
  EXPECT_FALSE(result.scenario);
  ASSERT_EQ(result.diagnostics.size(), 1U) << all(result.diagnostics);
  EXPECT_EQ(to_string(result.diagnostics[0].place), "d1.yaml:3:1");
  EXPECT_EQ(result.diagnostics[0].message, "an agreement is stated twice, here and in d0.yaml:3:1");
}

TEST(Agreement, IsNoScenario) {
  const auto alone = read_native(k_draft, "d.yaml");
  EXPECT_FALSE(alone.scenario);
  ASSERT_EQ(alone.diagnostics.size(), 1U) << all(alone.diagnostics);
  EXPECT_EQ(alone.diagnostics[0].message, "this file holds an agreement, not a scenario");
  EXPECT_NE(alone.diagnostics[0].hint.find("scenario first"), std::string::npos);
}

TEST(Agreement, IsToldFromOtherFiles) {
  EXPECT_TRUE(holds_agreement(k_draft));
  EXPECT_TRUE(holds_agreement("{agreement: }"));
  EXPECT_FALSE(holds_agreement(k_head + k_wishes));
  EXPECT_FALSE(holds_agreement("entente: 1\nparty: us\npreferences: {theft: [0, 9]}\n"));
  for (const char* text :
       {"", "agreement", "[agreement]", "<agreement/>", "{", "a: &b agreement"}) {
    EXPECT_FALSE(holds_agreement(text)) << text;
  }
}

TEST(Agreement, StandsBesideXml) {
  const std::string folder = std::string(ENTENTE_SOURCE_DIR) + "/examples/itex-cypress/";
  const std::vector<std::string> scenario = {folder + "domain.xml", folder + "itex.xml",
                                             folder + "cypress.xml"};
  const auto plain = load_scenario(scenario);
  ASSERT_TRUE(plain.scenario);
  EXPECT_FALSE(plain.agreement);
  std::string text = "entente: 1\nagreement:\n";
  for (const auto& issue : plain.scenario->issues) {
    text += "  \"" + issue.key + "\": \"" + issue.options.back() + "\"\n";
  }
  const entente::test::TemporaryFolder temporary;
  auto files = scenario;
  files.insert(files.begin() + 1, temporary.write("draft.yaml", text));
  const auto both = load_scenario(files);
  ASSERT_TRUE(both.scenario) << all(both.diagnostics);
  ASSERT_TRUE(both.agreement);
  EXPECT_EQ(text_of(*both.scenario), text_of(*plain.scenario));
  for (std::size_t i = 0; i < both.scenario->issue_count(); ++i) {
    EXPECT_EQ(both.agreement->options[i], OptionId(both.scenario->issues[i].options.size() - 1));
  }

  files.push_back(temporary.write("again.yaml", text));
  EXPECT_EQ(load_scenario(files).diagnostics.size(), 1U);
  files.pop_back();
  files[1] = temporary.write("wrong.yaml", "entente: 1\nagreement: {Prize: 1}\n");
  const auto wrong = load_scenario(files);
  EXPECT_FALSE(wrong.scenario);
  EXPECT_FALSE(wrong.agreement);
  ASSERT_EQ(wrong.diagnostics.size(), 1U) << all(wrong.diagnostics);
  EXPECT_EQ(wrong.diagnostics[0].place.line, 2);
}

}  // namespace
}  // namespace entente::format::test
