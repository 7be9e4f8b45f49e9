#include <csignal>
#include <cstring>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "entente/base/random.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace entente {
namespace {

using nlohmann::ordered_json;
using test::run_entente;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// Eight parties, a hundred issues, values of six digits: the fairest of 5^100 outcomes takes far
/// longer than any test may.
std::string endless_scenario() {
  constexpr int k_parties = 8;
  constexpr int k_issues = 100;
  RandomStream random(1);
  std::string text = "entente: 1\ntitle: An endless search\nparties:\n";
  for (int j = 0; j < k_parties; ++j) text += fmt::format("  p{}: {{}}\n", j);
  text += "issues:\n";
  for (int i = 0; i < k_issues; ++i)
    text += fmt::format("  i{}: {{options: [a, b, c, d, e]}}\n", i);
  text += "preferences:\n";
  for (int j = 0; j < k_parties; ++j) {
    text += fmt::format("  p{}:\n", j);
    for (int i = 0; i < k_issues; ++i) {
      text +=
          fmt::format("    i{}: [0, {}, {}, {}, {}]\n", i, random.below(1'000'000),
                      random.below(1'000'000), random.below(1'000'000), random.below(1'000'000));
    }
  }
  return text;
}

class Limits : public testing::Test {
 protected:
  test::TemporaryFolder folder_;
  std::string file_ = folder_.write("endless.yaml", endless_scenario());
};

TEST_F(Limits, CtrlCShowsTheBestFoundSoFar) {
  for (const int signal : {SIGINT, SIGTERM}) {
    test::ProcessOptions interrupted;
    interrupted.signal_when_ready = signal;
    const auto page = run_entente({"solve", file_, "--no-frontier"}, interrupted);
    EXPECT_EQ(page.signal, 0);
    EXPECT_EQ(page.exit_code, 3);
    EXPECT_THAT(page.err, IsEmpty());
    EXPECT_THAT(page.out, HasSubstr("Interrupted"));
    EXPECT_THAT(page.out, HasSubstr("Another"));
  }
  test::ProcessOptions interrupted;
  interrupted.signal_when_ready = SIGINT;
  const auto json = ordered_json::parse(
      run_entente({"solve", file_, "--no-frontier", "--json"}, interrupted).out);
  EXPECT_EQ(json["complete"], false);
  EXPECT_EQ(json["stopped_by"], "interrupted");
}

TEST_F(Limits, ATimeLimitStopsTheSearch) {
  const auto result =
      run_entente({"solve", file_, "--no-frontier", "--time-limit", "0.3", "--json"});
  EXPECT_EQ(result.exit_code, 3);
  const auto json = ordered_json::parse(result.out);
  EXPECT_EQ(json["stopped_by"], "time_limit");
  EXPECT_NE(json["deals"]["egalitarian"]["status"], "exact");
}

TEST_F(Limits, ALimitOfWorkGivesTheSameBytes) {
  const std::vector<std::string> words = {"solve",       file_,  "--no-frontier",
                                          "--max-nodes", "2000", "--json"};
  const auto first = run_entente(words);
  EXPECT_EQ(first.exit_code, 3);
  const auto json = ordered_json::parse(first.out);
  EXPECT_EQ(json["stopped_by"], "work_limit");
  const auto& egalitarian = json["deals"]["egalitarian"];
  EXPECT_EQ(egalitarian["status"], "bound");
  EXPECT_GT(egalitarian["gap"], 0);
  EXPECT_EQ(run_entente(words).out, first.out);
}

TEST_F(Limits, AFrontierCutByACapThatWasSetIsALimitReached) {
  const std::vector<std::string> words = {"solve", "examples/harbour-game.yaml", "--frontier-cap",
                                          "10"};
  auto for_json = words;
  for_json.emplace_back("--json");
  const auto result = run_entente(for_json);
  EXPECT_EQ(result.exit_code, 3);
  const auto json = ordered_json::parse(result.out);
  EXPECT_EQ(json["complete"], false);
  EXPECT_EQ(json["stopped_by"], "frontier_cap");
  EXPECT_EQ(json["frontier"]["status"], "partial");
  EXPECT_TRUE(json["frontier"]["epsilon"].is_null());
  EXPECT_EQ(json["deals"]["nash"]["status"], "exact");
  EXPECT_THAT(std::string(json["warnings"].back()["hint"]), HasSubstr("raise the cap"));
  EXPECT_THAT(run_entente(words).out,
              HasSubstr("The frontier met its limits: the deals are exact, but"));
  // A cap that is not met changes nothing.
  EXPECT_EQ(
      run_entente({"solve", "examples/harbour-game.yaml", "--frontier-cap", "1000"}).exit_code, 0);
}

/// Sixty issues of fine values for four parties: the frontier has far more points than its default
/// limits.
std::string wide_scenario() {
  constexpr int k_issues = 60;
  RandomStream random(3);
  std::string text = "entente: 1\ntitle: A wide frontier\nparties: [a, b, c, d]\nissues:\n";
  for (int i = 0; i < k_issues; ++i) text += fmt::format("  i{}: {{options: [x, y, z]}}\n", i);
  text += "preferences:\n";
  for (const char party : {'a', 'b', 'c', 'd'}) {
    text += fmt::format("  {}:\n", party);
    for (int i = 0; i < k_issues; ++i) {
      text += fmt::format("    i{}: [{}, {}, {}]\n", i, random.below(1'000'000),
                          random.below(1'000'000), random.below(1'000'000));
    }
  }
  return text;
}

TEST_F(Limits, ImprovementsTooManyToListAreRepresented) {
  const auto wide = folder_.write("wide.yaml", wide_scenario());
  std::vector<std::string> words = {"improve", wide, "--frontier-cap", "1000", "--verify"};
  for (int i = 0; i < 60; ++i) {
    words.emplace_back("--set");
    words.push_back(fmt::format("i{}={}", i, i % 3 == 0 ? 'x' : (i % 3 == 1 ? 'y' : 'z')));
  }
  auto for_json = words;
  for_json.emplace_back("--json");
  const auto result = run_entente(for_json);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const auto json = ordered_json::parse(result.out);
  EXPECT_EQ(json["stopped_by"], "frontier_cap");
  EXPECT_EQ(json["improvement"]["status"], "exact");
  EXPECT_EQ(json["frontier"]["status"], "epsilon");
  EXPECT_GT(json["frontier"]["epsilon"], 0);
  EXPECT_LT(json["frontier"]["epsilon"], 1);
  EXPECT_THAT(run_entente(words).out, HasSubstr("shown for all others"));
}

TEST_F(Limits, PointsThatStandForAFrontierAreAnAnswerUnlessCloserOnesWereAskedFor) {
  const auto wide = folder_.write("wide.yaml", wide_scenario());
  const std::vector<std::string> words = {"solve", wide, "--frontier-cap", "300"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), words.begin(), words.end());
    return run_entente(more);
  };
  const auto plain = with({"--json"});
  EXPECT_EQ(plain.exit_code, 0) << plain.err;
  const auto json = ordered_json::parse(plain.out);
  EXPECT_EQ(json["frontier"]["status"], "epsilon");
  EXPECT_GT(json["frontier"]["epsilon"], 0.025);
  EXPECT_LT(json["frontier"]["epsilon"], 0.2);
  const auto hint_of = [](const std::string& out) {
    return std::string(ordered_json::parse(out)["warnings"].back()["hint"]);
  };
  EXPECT_THAT(hint_of(plain.out), HasSubstr("1 % was asked for; to go on for longer"));
  const auto met = with({"--json", "--epsilon", "20"});
  EXPECT_EQ(met.exit_code, 0);
  EXPECT_THAT(hint_of(met.out), HasSubstr("--epsilon 10"));
  const auto missed = with({"--json", "--epsilon", "2.5"});
  EXPECT_EQ(missed.exit_code, 3);
  EXPECT_THAT(hint_of(missed.out), HasSubstr("2.5 % was asked for"));
  EXPECT_EQ(with({"--epsilon", "-1"}).exit_code, 2);
  EXPECT_THAT(with({"--epsilon", "nan"}).err, HasSubstr("a number from 0 to 99"));
  // A page has no room for them all.
  const auto page = with({"--epsilon", "20", "--width", "100"});
  EXPECT_THAT(page.out, HasSubstr("8 outcomes that all accept, the most even one first"));
  EXPECT_THAT(page.out, HasSubstr("the frontier is shown to within"));
  // What the points shown stand for is never nearer than what the points found stand for.
  const auto percent = [&](const char* before) {
    const auto at = page.out.find(before);
    return at == std::string::npos ? -1 : std::stod(page.out.substr(at + std::strlen(before)));
  };
  const double found = percent("is shown to within ");
  EXPECT_GT(found, 0);
  const auto shown = page.out.find("8 outcomes that all accept");
  const auto less = page.out.find("less ", shown);
  ASSERT_NE(less, std::string::npos);
  EXPECT_GT(std::stod(page.out.substr(less + 5)), found);
  // Points that are only some of all stand for nothing.
  const auto partial = with({"--epsilon", "0"});
  EXPECT_THAT(partial.out, HasSubstr("8 outcomes that all accept, the most even one first"));
  EXPECT_THAT(partial.out, Not(HasSubstr("at least as much")));
}

TEST_F(Limits, AnImprovementCutByWorkIsShownWithItsGap) {
  // The Nash deal with one issue settled otherwise, which can be found again, but not at once.
  const auto solved = ordered_json::parse(
      run_entente({"solve", file_, "--no-frontier", "--max-nodes", "1000", "--json"}).out);
  std::vector<std::string> words = {"improve", file_, "--no-frontier", "--json"};
  for (const auto& [issue, option] : solved["deals"]["nash"]["outcome"].items()) {
    words.emplace_back("--set");
    words.push_back(issue + "=" + (issue == "i0" ? "a" : std::string(option)));
  }
  const auto whole = run_entente(words);
  EXPECT_EQ(whole.exit_code, 0) << whole.err;
  words.insert(words.end(), {"--max-nodes", "2"});
  const auto first = run_entente(words);
  EXPECT_EQ(first.exit_code, 3) << first.err;
  const auto json = ordered_json::parse(first.out);
  EXPECT_EQ(json["stopped_by"], "work_limit");
  const auto& cut = json["improvement"];
  EXPECT_EQ(cut["status"], "bound");
  const double best = ordered_json::parse(whole.out)["improvement"]["value"];
  EXPECT_GT(cut["gap"], 0);
  EXPECT_LE(best, (cut["value"].get<double>() + cut["gap"].get<double>()) * (1 + 1e-9));
  EXPECT_EQ(run_entente(words).out, first.out);
}

TEST_F(Limits, AFrontierStoppedByTimeSaysSo) {
  const auto wide = folder_.write("wide.yaml", wide_scenario());
  const auto result = run_entente({"solve", wide, "--time-limit", "0.2", "--json"});
  EXPECT_EQ(result.exit_code, 3);
  const auto json = ordered_json::parse(result.out);
  EXPECT_EQ(json["complete"], false);
  EXPECT_EQ(json["stopped_by"], "time_limit");
  EXPECT_NE(json["frontier"]["status"], "exact");
  EXPECT_THAT(std::string(json["warnings"].back()["hint"]), HasSubstr("more time"));
}

TEST_F(Limits, AProvenNoComesBeforeALimit) {
  const auto file = folder_.write("no.yaml", R"(entente: 1
title: Nothing for Ben
parties: [ann, ben]
issues:
  cake: {giver: ben, options: [kept, half, whole]}
preferences:
  ann: {cake: [0, 2, 4]}
  ben: {cake: [0, -2, -3]}
)");
  const auto result = run_entente({"solve", file, "--frontier-cap", "1", "--json"});
  EXPECT_EQ(result.exit_code, 1);
  const auto json = ordered_json::parse(result.out);
  EXPECT_EQ(json["deals"]["nash"]["status"], "none");
  EXPECT_EQ(json["frontier"]["status"], "partial");
  EXPECT_EQ(json["complete"], false);
}

}  // namespace
}  // namespace entente
