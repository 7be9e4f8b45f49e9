#include <algorithm>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/base/markup.hpp"
#include "entente/report/csv.hpp"
#include "entente/report/html.hpp"
#include "entente/report/why_report.hpp"
#include "tests/support/cyber_scenario.hpp"

namespace entente::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct Asked {
  Scenario scenario;
  bargain::WhyOptions question;
  bargain::Why why;

  explicit Asked(Scenario s)
      : scenario(std::move(s)), why(bargain::explain_deal(scenario, question, {}).value()) {}

  [[nodiscard]] Document document() const {
    return why_document({&scenario, &question, &why, Stop::none, {}});
  }
};

std::vector<std::string> names_of(const Document& document) {
  std::vector<std::string> names;
  for (const auto& table : csv_tables(document)) names.push_back(table.name);
  return names;
}

std::string csv_of(const Document& document, std::size_t k) {
  std::string out;
  csv_tables(document)[k].write([&](std::string_view text) { out += text; });
  return out;
}

std::string html_of(const Document& document) {
  std::string out;
  write_html(document, {"why?", "1"}, [&](std::string_view text) { out += text; });
  return out;
}

TEST(WhyPage, HasTablesOfWhatADealHangsOn) {
  // Dialogue is all that is left for the United States to gain.
  Scenario scenario = test::cyber_scenario_without(0);
  test::rule_out(scenario, 11, 1);
  const Asked asked(scenario);
  ASSERT_FALSE(asked.why.needed_issues.empty());
  const Document document = asked.document();
  ASSERT_THAT(names_of(document), ElementsAre("margins", "needed"));
  const std::string margins = csv_of(document, 0);
  EXPECT_THAT(margins, StartsWith("Party,At most,What that means\r\nUnited States,"));
  EXPECT_EQ(std::count(margins.begin(), margins.end(), '\n'), 3);
  const std::string needed = csv_of(document, 1);
  EXPECT_EQ(static_cast<std::size_t>(std::count(needed.begin(), needed.end(), '\n')),
            asked.why.needed_issues.size() + 1);
}

TEST(WhyPage, HasATableOfWhatWouldOpenADealWithAllThatItSettles) {
  Scenario scenario = test::cyber_scenario_without(0);
  for (const auto& [issue, option] : {std::pair{10U, 1U}, {10U, 2U}, {11U, 1U}}) {
    test::rule_out(scenario, issue, option);
  }
  const Asked asked(scenario);
  ASSERT_FALSE(asked.why.relaxations.empty());
  const Document document = asked.document();
  ASSERT_THAT(names_of(document), ElementsAre("relaxations", "margins"));
  const std::string csv = csv_of(document, 0);
  EXPECT_THAT(csv, StartsWith(",Change,Gain of United States,Gain of China,Deal,What it settles"));
  const std::string html = html_of(document);
  EXPECT_THAT(html, Not(HasSubstr(" more</td>")));
  for (const auto& relaxation : asked.why.relaxations) {
    for (std::size_t i = 0; i < relaxation.outcome.size(); ++i) {
      const auto& issue = asked.scenario.issues[i];
      const std::size_t option = relaxation.outcome[i];
      if (option == issue.status_quo.index()) continue;
      EXPECT_THAT(csv, HasSubstr(issue.title + ": " + issue.options[option]));
      EXPECT_TRUE(html.find(escape_markup(issue.title + ": " + issue.options[option])) !=
                  std::string::npos);
    }
  }
}

}  // namespace
}  // namespace entente::report
