#include "entente/report/csv.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/report/solve_page.hpp"
#include "tests/support/cyber_scenario.hpp"
#include "tests/support/enumerated_solution.hpp"

namespace entente::report {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::string text_of(const CsvTable& table) {
  std::string out;
  table.write([&](std::string_view text) { out += text; });
  return out;
}

std::vector<std::string> names_of(const std::vector<CsvTable>& tables) {
  std::vector<std::string> names;
  for (const auto& table : tables) names.push_back(table.name);
  return names;
}

TEST(Csv, WritesEveryTableAndTheFiguresOfEveryChart) {
  const Scenario scenario = test::cyber_scenario();
  const auto solution = test::enumerated_solution(scenario);
  const auto report = make_solve_report(scenario, solution, {});
  const Document document = solve_document(report);
  const auto tables = csv_tables(document);
  ASSERT_THAT(names_of(tables), ElementsAre("deals", "frontier", "ledger", "balance"));
  EXPECT_EQ(text_of(tables[3]),
            "Balance,credits,costs,balance\r\n"
            "United States,43.9,28,15.9\r\n"
            "China,40,25,15\r\n");
  const std::string ledger = text_of(tables[2]);
  EXPECT_THAT(ledger, StartsWith("giver,issue,from,to,cost,credit of United States,credit of "
                                 "China,detected,in the deal,empty\r\n"));
  EXPECT_THAT(ledger, HasSubstr("China,Theft of commercial secrets by China-based groups,as "
                                "today,state groups stop,14,20.9,,0.35,yes,no\r\n"));
  EXPECT_THAT(ledger, HasSubstr(",no pledge,pledge,0,,0,,no,yes\r\n"));
  const std::string frontier = text_of(tables[1]);
  EXPECT_EQ(std::count(frontier.begin(), frontier.end(), '\n'), 56);
  EXPECT_THAT(frontier, HasSubstr("\r\n17,15,yes,\"Nash, Kalai-Smorodinsky and Egalitarian\","
                                  "state groups stop,"));
}

TEST(Csv, NamesDealsOnOneLineAndOptionsInForce) {
  const Scenario scenario = test::cyber_scenario();
  const auto solution = test::enumerated_solution(scenario);
  const auto report = make_solve_report(scenario, solution, {});
  const Document document = solve_document(report);
  const std::string deals = text_of(csv_tables(document).front());
  EXPECT_THAT(deals, StartsWith(",Today,N Nash; K Kalai-Smorodinsky; E Egalitarian*,"
                                "U Utilitarian*\r\n"));
  EXPECT_THAT(deals, testing::Not(HasSubstr("–")));
}

TEST(Csv, QuotesWhatWouldPartFieldsAndDisarmsFormulas) {
  Document document;
  Table table("odd", "", {{}, {}, {}});
  table.add_head({{"a,b"}, {"say \"yes\""}, {"two\nlines"}});
  table.add_row({{"=1+1"}, {"@sum"}, number_cell(-2.5)});
  table.add_row({{"-"}, {"+5", Tone::plain, 5.0}, {}});
  document.add(table);
  document.add(table);
  const auto tables = csv_tables(document);
  ASSERT_THAT(names_of(tables), ElementsAre("odd", "odd-2"));
  EXPECT_EQ(text_of(tables[0]),
            "\"a,b\",\"say \"\"yes\"\"\",two; lines\r\n"
            "'=1+1,'@sum,-2.5\r\n"
            "'-,5,\r\n");
}

TEST(Csv, ShowsWhatATerminalLeavesOutAndMakesAColumnOfTitles) {
  Document document;
  Table table("long", "", {{}, {}});
  table.add_head({{"name"}, {"value"}});
  table.add_heading({"first"});
  table.add_row({{"  x"}, number_cell(1.0 / 3)});
  table.add_row({{"  y"}, {"z"}}, Audience::file);
  table.add_heading({"... and 1 more"}, Audience::terminal);
  document.add(table);
  EXPECT_EQ(text_of(csv_tables(document)[0]),
            ",name,value\r\n"
            "first,x,0.3333333333333333\r\n"
            "first,y,z\r\n");
}

}  // namespace
}  // namespace entente::report
