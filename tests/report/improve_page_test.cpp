#include "entente/report/improve_page.hpp"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "entente/report/text_width.hpp"
#include "tests/support/cyber_scenario.hpp"
#include "tests/support/random_scenario.hpp"

namespace entente::report {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Theft is stopped by the state's groups alone, for a dialogue and assistance.
const Outcome k_announced = {1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 1, 0};

struct Asked {
  Scenario scenario;
  bargain::ImproveAnswer answer;

  Asked(Scenario s, const Outcome& draft, const bargain::ImproveOptions& options = {})
      : scenario(std::move(s)), answer(bargain::improve(scenario, draft, options, {}).value()) {}

  [[nodiscard]] std::string page(const Style& style, const ImproveContext& context = {}) const {
    return improve_page(make_improve_report(scenario, answer, context), style);
  }
};

void expect_within(const std::string& page, const Style& style) {
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(display_width(line), style.width) << line;
    EXPECT_TRUE(line.empty() || line.back() != ' ') << '[' << line << ']';
  }
  for (const char c : page) {
    const auto byte = static_cast<unsigned char>(c);
    EXPECT_TRUE(c == '\n' || byte >= 0x20U);
    EXPECT_TRUE(!style.ascii || byte < 0x7FU);
  }
}

TEST(ImprovePage, FitsEveryWidth) {
  const Asked asked(test::cyber_scenario(), k_announced);
  for (int width = k_min_width; width <= k_max_width; width += 7) {
    for (const bool ascii : {false, true}) {
      expect_within(asked.page({width, false, ascii}), {width, false, ascii});
    }
  }
  EXPECT_EQ(asked.page({0, false, false}), asked.page({k_min_width, false, false}));
}

TEST(ImprovePage, ManyPartiesAndHostileNamesFitToo) {
  test::RandomScenarioOptions options;
  options.min_parties = 2;
  RandomStream random(1);
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    Scenario scenario = test::random_scenario(seed, options);
    Outcome draft;
    for (auto& issue : scenario.issues) {
      const bool moves = !issue.is_threat();
      draft.push_back(static_cast<std::uint16_t>(moves ? random.below(issue.options.size())
                                                       : issue.status_quo.index()));
      issue.title = seed % 2 == 0 ? std::string(300, 'x') : "\x1b[2J 東京都\n\t\xff";
    }
    for (auto& party : scenario.parties) party.name = "\x1b]0;owned\x07 a rather long name";
    for (auto& rule : scenario.rules) rule.text = "\u202e\x07 rule";
    ImproveContext context;
    context.draft_title = "\x1b[31m";
    const Asked asked(scenario, draft);
    for (const int width : {60, 80, 120}) {
      const Style style{width, false, seed % 3 == 0};
      expect_within(asked.page(style, context), style);
    }
  }
}

TEST(ImprovePage, SaysWhatWasCutShort) {
  CancelToken cancel;
  cancel.request();
  WorkControl control;
  control.cancel = &cancel;
  const Scenario scenario = test::cyber_scenario();
  const auto answer = bargain::improve(scenario, k_announced, {}, control).value();
  EXPECT_FALSE(answer.complete);
  ImproveContext context;
  context.stop = Stop::interrupted;
  const auto report = make_improve_report(scenario, answer, context);
  EXPECT_EQ(report.stop, Stop::interrupted);
  EXPECT_THAT(improve_page(report, {}), HasSubstr("Interrupted: what follows is the best found."));
  context.stop = Stop::none;
  EXPECT_EQ(make_improve_report(scenario, answer, context).stop, Stop::work_limit);
}

TEST(ImprovePage, NothingLeftIsSaid) {
  const Asked first(test::cyber_scenario(), k_announced);
  const Asked second(test::cyber_scenario(), first.answer.improvement.deal.outcome);
  const std::string page = second.page({});
  EXPECT_THAT(page, HasSubstr("The draft leaves nothing on the table"));
  EXPECT_THAT(page, Not(HasSubstr("A better agreement")));
  EXPECT_THAT(page, Not(HasSubstr("All improvements")));
}

}  // namespace
}  // namespace entente::report
