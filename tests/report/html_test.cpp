#include "entente/report/html.hpp"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "entente/bargain/ledger.hpp"
#include "entente/report/csv.hpp"
#include "entente/report/drawn_points.hpp"
#include "entente/report/solve_page.hpp"
#include "entente/report/text_page.hpp"
#include "entente/report/web_assets.hpp"
#include "tests/support/cyber_scenario.hpp"
#include "tests/support/enumerated_solution.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/rounds.hpp"

namespace entente::report {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string html_of(const Document& document) {
  std::string out;
  write_html(document, {"which deal?", "1.2.3"}, [&](std::string_view text) { out += text; });
  return out;
}

/// Everything between `begin` and `end`, the last time that `begin` stands there.
std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const auto at = text.rfind(begin);
  if (at == std::string::npos) return "";
  const auto start = at + begin.size();
  return text.substr(start, text.find(end, start) - start);
}

nlohmann::json data_of(const std::string& html) {
  return nlohmann::json::parse(
      between(html, "<script type=\"application/json\" id=\"data\">", "</script>"));
}

/// Tags that are opened and not closed, or closed and not opened; "" where there are none. Elements
/// without an end are known.
std::string unbalanced(const std::string& html) {
  const std::set<std::string> empty = {"meta", "br", "!doctype"};
  std::vector<std::string> open;
  for (std::size_t at = 0; (at = html.find('<', at)) != std::string::npos;) {
    const std::size_t end = html.find('>', at);
    if (end == std::string::npos) return "no end: " + html.substr(at, 40);
    const bool closing = html[at + 1] == '/';
    const std::size_t name = at + (closing ? 2 : 1);
    const std::string tag = html.substr(name, html.find_first_of(" >\n/", name) - name);
    const bool alone = html[end - 1] == '/' || empty.contains(tag);
    at = end;
    if (closing) {
      if (open.empty() || open.back() != tag) return "closed: " + tag;
      open.pop_back();
    } else if (!alone) {
      open.push_back(tag);
      // What stands in these is no markup.
      if (tag == "script" || tag == "style") at = html.find("</" + tag, end) - 1;
    }
  }
  return open.empty() ? "" : "open: " + open.back();
}

TEST(Html, HoldsWhatTheTerminalPageHolds) {
  const Scenario scenario = test::cyber_scenario();
  const auto solution = test::enumerated_solution(scenario);
  const auto report = make_solve_report(scenario, solution, {});
  const std::string html = html_of(solve_document(report));
  for (const char* part : {"<h1>US-China cyber restraint, September 2015</h1>",
                           "The Nash deal gives United States a gain of 17 and China 15.",
                           ">Who gives what: the Nash deal</h2>", ">United States gives</th>",
                           ">China gives</th>", "<td class=\"warning\">EMPTY</td>",
                           "55 points, 18 of them acceptable to all.", "Made by Entente 1.2.3."}) {
    EXPECT_THAT(html, HasSubstr(part));
  }
  EXPECT_THAT(html, HasSubstr("to China, &quot;pledge&quot; is worth no more than &quot;no "
                              "pledge&quot; (0 points both)"));
  EXPECT_EQ(unbalanced(html), "");
}

TEST(Html, NeedsAndAllowsNothingElse) {
  const Scenario scenario = test::cyber_scenario();
  const auto solution = test::enumerated_solution(scenario);
  const std::string html = html_of(solve_document(make_solve_report(scenario, solution, {})));
  const std::string policy = between(html, "Content-Security-Policy\" content=\"", "\"");
  EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
  EXPECT_THAT(policy,
              HasSubstr(std::string("script-src '") + std::string(web::page_script_hash()) + "'"));
  EXPECT_THAT(policy, Not(HasSubstr("unsafe")));
  // No attribute leads out of the file: links go to its own sections alone.
  for (const char* part : {"src=", "href=\"h", "@import", "url(", " style=\"", " onclick"}) {
    EXPECT_THAT(html, Not(HasSubstr(part)));
  }
}

TEST(Html, ShowsWhateverTheScenarioSaysAsText) {
  Scenario scenario = test::cyber_scenario();
  const std::string evil =
      "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;";
  scenario.title = scenario.source = evil;
  for (auto& party : scenario.parties) party.name = evil;
  for (auto& issue : scenario.issues) {
    issue.title = evil;
    for (auto& option : issue.options) option = evil;
  }
  SolveContext context;
  context.warnings = {make_warning({evil, 1, 1}, evil, evil)};
  const auto solution = test::enumerated_solution(scenario);
  const std::string html = html_of(solve_document(make_solve_report(scenario, solution, context)));
  EXPECT_THAT(html, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(html, Not(HasSubstr("<img")));
  EXPECT_EQ(unbalanced(html), "");
  EXPECT_EQ(data_of(html)["chart"]["parties"][0], evil);
}

void expect_amount(const nlohmann::json& told, const std::optional<Rational>& amount) {
  ASSERT_EQ(told.is_null(), !amount.has_value());
  if (amount) {
    EXPECT_DOUBLE_EQ(told.get<double>(), to_double(*amount));
  }
}

/// What the page tells of a move by point k on an issue.
nlohmann::json move_in(const nlohmann::json& data, std::size_t k, const bargain::LedgerRow& row) {
  const std::size_t i = row.issue.index();
  if (!row.marginal) return data["issues"][i]["moves"][row.to.index()];
  for (const auto& own : data["points"]["own"][std::to_string(k)]) {
    if (own[0] != i) continue;
    nlohmann::json move = own;
    move.erase(0);
    return move;
  }
  return {};
}

void expect_ledgers(const nlohmann::json& data, const Scenario& scenario,
                    const bargain::Frontier& frontier) {
  for (std::size_t k = 0; k < frontier.size(); ++k) {
    const Outcome outcome = frontier.outcome(k);
    for (const auto& row : bargain::make_ledger(scenario, outcome).rows) {
      if (!row.in_deal) continue;
      EXPECT_EQ(data["points"]["outcomes"][k * scenario.issue_count() + row.issue.index()],
                row.to.index());
      const auto move = move_in(data, k, row);
      ASSERT_GE(move.size(), 3U) << k;
      expect_amount(move[0], row.cost);
      for (std::size_t j = 0; j < row.credit.size(); ++j) expect_amount(move[1][j], row.credit[j]);
      EXPECT_EQ(move[2], row.empty ? 1 : 0);
    }
  }
}

/// The script adds up what the page tells it of each move. That must be the engine's own ledger.
TEST(Html, TellsTheScriptTheLedgerOfEveryOutcome) {
  test::RandomScenarioOptions options;
  options.min_parties = 2;
  std::size_t looked_at = 0;
  for (std::uint64_t seed = 0; seed < test::rounds(40); ++seed) {
    const Scenario scenario = test::random_scenario(seed, options);
    const auto solution = test::enumerated_solution(scenario);
    if (solution.frontier->size() == 0) continue;
    const auto report = make_solve_report(scenario, solution, {});
    expect_ledgers(data_of(html_of(solve_document(report))), scenario, *solution.frontier);
    ++looked_at;
  }
  EXPECT_GT(looked_at, test::rounds(40) / 2);
}

/// What the panel compares a balance with: the credits as they would be without beliefs, and what
/// an outcome gives over the status quo.
void expect_what_balances_differ_from(const nlohmann::json& data, const Scenario& scenario,
                                      const bargain::Frontier& frontier) {
  Scenario plain = scenario;
  plain.beliefs.clear();
  const std::size_t parties = scenario.party_count();
  for (std::size_t k = 0; k < frontier.size(); ++k) {
    const Outcome outcome = frontier.outcome(k);
    for (const auto& row : bargain::make_ledger(plain, outcome).rows) {
      if (!row.in_deal) continue;
      const auto move = move_in(data, k, row);
      const auto& credits = move.size() > 3 ? move[3] : move[1];
      for (std::size_t j = 0; j < parties; ++j) expect_amount(credits[j], row.credit[j]);
    }
    for (std::size_t j = 0; j < parties; ++j) {
      const Rational risen = utility(scenario, PartyId(j), outcome) -
                             utility(scenario, PartyId(j), no_deal_outcome(scenario));
      EXPECT_NEAR(data["points"]["at"][k * parties + j].get<double>() +
                      data["chart"]["offset"][j].get<double>(),
                  to_double(risen), 1e-9);
    }
  }
}

TEST(Html, TellsTheScriptWhatMakesBalancesDifferFromGains) {
  test::RandomScenarioOptions options;
  options.min_parties = 2;
  std::size_t biased = 0;
  for (std::uint64_t seed = 0; seed < test::rounds(40); ++seed) {
    const Scenario scenario = test::random_scenario(seed, options);
    const auto solution = test::enumerated_solution(scenario);
    if (!scenario.has_status_quo || solution.frontier->size() == 0) continue;
    const auto html = html_of(solve_document(make_solve_report(scenario, solution, {})));
    expect_what_balances_differ_from(data_of(html), scenario, *solution.frontier);
    for (const auto& beliefs : scenario.beliefs) biased += beliefs.empty() ? 0 : 1;
  }
  EXPECT_GT(biased, 0U);
}

TEST(Html, SetsNamesApartThatRunFromRightToLeft) {
  Scenario scenario = test::cyber_scenario();
  scenario.title = "הסכם";
  scenario.parties[0].name = "ישראל";
  scenario.issues[0].options[0] = "כמו היום";
  const auto solution = test::enumerated_solution(scenario);
  const Document document = solve_document(make_solve_report(scenario, solution, {}));
  const std::string html = html_of(document);
  EXPECT_THAT(html, HasSubstr("<h1><bdi>הסכם</bdi></h1>"));
  EXPECT_THAT(html, HasSubstr("deal gives <bdi>ישראל</bdi> a gain of 17 and China 15."));
  EXPECT_THAT(html, HasSubstr("<td><bdi>כמו היום</bdi> → state groups stop</td>"));
  // Where there are no elements, the characters that do the same.
  EXPECT_EQ(data_of(html)["chart"]["parties"][0], "\u2068ישראל\u2069");
  EXPECT_EQ(data_of(html)["chart"]["parties"][1], "China");
  EXPECT_EQ(unbalanced(html), "");
  // Neither a terminal nor a program is told.
  std::string plain = text_page(document, {});
  for (const auto& table : csv_tables(document)) {
    table.write([&](std::string_view text) { plain += text; });
  }
  EXPECT_THAT(plain, HasSubstr("ישראל"));
  EXPECT_THAT(plain, Not(HasSubstr("\u2068")));
  EXPECT_THAT(plain, Not(HasSubstr("\u2069")));
}

TEST(Html, IsWellFormedForRandomScenarios) {
  test::RandomScenarioOptions options;
  options.imported = true;
  for (std::uint64_t seed = 0; seed < test::rounds(60); ++seed) {
    const Scenario scenario = test::random_scenario(seed, options);
    const auto solution = test::enumerated_solution(scenario);
    const std::string html = html_of(solve_document(make_solve_report(scenario, solution, {})));
    EXPECT_EQ(unbalanced(html), "") << seed;
  }
}

/// A chart of a frontier that nobody could look at point by point.
FrontierChart large_chart(std::size_t size, std::size_t parties) {
  FrontierChart chart;
  for (std::size_t j = 0; j < parties; ++j) chart.parties.push_back("P" + std::to_string(j));
  chart.size = size;
  chart.point = [size, parties](std::size_t k, double* at) {
    for (std::size_t j = 0; j < parties; ++j) {
      at[j] = static_cast<double>(j % 2 == 0 ? k : size - k) + static_cast<double>(j);
    }
    return k % 3 == 0;
  };
  chart.outcome = [](std::size_t k) { return Outcome(300, static_cast<std::uint16_t>(k % 4)); };
  chart.low.assign(parties, 0);
  chart.high.assign(parties, static_cast<double>(size + parties));
  auto packages = std::make_shared<Packages>();
  packages->issues.resize(300);
  for (auto& issue : packages->issues) {
    issue.title = "an issue with a name of common length";
    issue.options = {"as today", "a little", "more", "all of it"};
  }
  chart.packages = packages;
  return chart;
}

TEST(Html, StaysSmallHoweverManyPointsThereAre) {
  FrontierChart chart = large_chart(1'000'000, 3);
  chart.marks.push_back({'N', "Nash", {123457, 876544, 123459}, Outcome(300, 1)});
  chart.drawn = choose_drawn_points(chart, 1600);
  EXPECT_LE(chart.drawn.size(), 1600U + 2 * 3 + 1);
  EXPECT_TRUE(std::binary_search(chart.drawn.begin(), chart.drawn.end(), 123457U));
  EXPECT_EQ(chart.drawn.front(), 0U);
  EXPECT_EQ(chart.drawn.back(), 999'999U);
  Document document;
  document.title("Large", "");
  document.heading("The frontier");
  document.add(chart);
  EXPECT_LT(html_of(document).size(), 5'000'000U);
}

TEST(DrawnPoints, AreAllOfFew) {
  const FrontierChart chart = large_chart(50, 2);
  EXPECT_EQ(choose_drawn_points(chart, 50).size(), 50U);
  EXPECT_EQ(choose_drawn_points(large_chart(0, 2), 50).size(), 0U);
}

}  // namespace
}  // namespace entente::report
