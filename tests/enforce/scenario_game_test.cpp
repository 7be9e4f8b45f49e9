#include "entente/enforce/scenario_game.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/enforce/hold.hpp"
#include "entente/enforce/two_party_set.hpp"
#include "entente/format/native.hpp"
#include "tests/enforce/random_agreement.hpp"
#include "tests/support/rounds.hpp"

namespace entente::enforce {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Two parties give one thing each, a joint issue and a threat of b.
std::string exchange(const std::string& of_x = "", const std::string& section = "") {
  return "entente: 1\nparties: [a, b]\nissues:\n  x: {giver: a, options: [today, moved]" + of_x +
         "}\n  y: {giver: b, options: [today, half, moved]}\n  z: {options: [none, joint]}\n"
         "  w: {threat_by: b, options: [none, done]}\npreferences:\n"
         "  a: {x: [0, -3], y: [0, 1, 5], z: [0, 2], w: [0, -9]}\n"
         "  b: {x: [0, 4], y: [0, 0, -3], z: [0, 1], w: [0, -1]}\n" +
         section;
}

Scenario scenario_of(const std::string& text) {
  auto result = format::read_native(text, "s.yaml");
  EXPECT_TRUE(result.scenario);
  return std::move(*result.scenario);
}

std::size_t action_named(const StageGame& game, std::size_t player, const std::string& name) {
  const auto& names = game.actions[player];
  const auto found = std::find(names.begin(), names.end(), name);
  EXPECT_NE(found, names.end()) << name;
  return static_cast<std::size_t>(found - names.begin());
}

std::size_t profile_of(const StageGame& game, const std::string& a, const std::string& b) {
  return game.changed(game.changed(0, 0, action_named(game, 0, a)), 1, action_named(game, 1, b));
}

TEST(ScenarioGame, EachBreaksItsOwnAndCarriesOutThreats) {
  const auto scenario = scenario_of(exchange());
  const auto made = scenario_game(scenario, {1, 2, 1, 0});
  ASSERT_TRUE(made);
  const auto& game = made->game;
  EXPECT_FALSE(made->monitoring);
  EXPECT_THAT(game.actions[0], ElementsAre("keep all", "break x", "break z", "break all"));
  EXPECT_THAT(game.actions[1],
              ElementsAre("keep all", "break y", "break z", "break all", "keep all; w=done",
                          "break y; w=done", "break z; w=done", "break all; w=done"));
  const auto expect = [&](const char* a, const char* b, int first, int second) {
    const std::size_t profile = profile_of(game, a, b);
    EXPECT_EQ(game.at(profile, 0), first) << a << " / " << b;
    EXPECT_EQ(game.at(profile, 1), second) << a << " / " << b;
  };
  expect("keep all", "keep all", -3 + 5 + 2, 4 - 3 + 1);
  expect("break x", "keep all", 5 + 2, -3 + 1);
  expect("keep all", "break z", -3 + 5, 4 - 3);
  expect("break z", "break z", -3 + 5, 4 - 3);
  expect("break all", "break y; w=done", -9, -1);
  expect("keep all", "keep all; w=done", -3 + 5 + 2 - 9, 4 - 3 + 1 - 1);
}

TEST(ScenarioGame, OnlyTheIssuesNamedAreInPlay) {
  const auto scenario = scenario_of(exchange(", reversible: false"));
  const auto made = scenario_game(scenario, {1, 2, 1, 0}, {IssueId(1)});
  ASSERT_TRUE(made);
  EXPECT_THAT(made->game.actions[0], ElementsAre("wait"));
  EXPECT_THAT(made->game.actions[1], ElementsAre("keep all", "break y"));
  EXPECT_THAT(made->for_good, ElementsAre(IssueId(0)));
  const auto none = scenario_game(scenario, {1, 2, 1, 0}, {IssueId(0)});
  ASSERT_FALSE(none);
  EXPECT_THAT(none.error().front().message, HasSubstr("nothing that a party could break"));
}

/// The probability of a signal.
Rational chance(const ScenarioGame& made, std::size_t profile, const std::string& signal) {
  const auto& names = made.monitoring->signals;
  const auto found = std::find(names.begin(), names.end(), signal);
  EXPECT_NE(found, names.end()) << signal << " in " << testing::PrintToString(names);
  return made.monitoring->at(profile, static_cast<std::size_t>(found - names.begin()));
}

TEST(ScenarioGame, BlameIsNoticedRaisedFalselyAndByTheAttribution) {
  const auto scenario =
      scenario_of(exchange(", detection: 0.5, false_alarm: 0.2",
                           "attribution: {blame: {a: {a: 0.6, b: 0.4}, b: {a: 0.5}},"
                           " others: {incidents: 0.1, blame: {b: 1}}}\n"));
  const auto made = scenario_game(scenario, {1, 2, 1, 0});
  ASSERT_TRUE(made);
  const auto& game = made->game;
  const auto kept = profile_of(game, "keep all", "keep all");
  // A false alarm about x blames a, an incident b.
  EXPECT_EQ(chance(*made, kept, "no alarm"), Rational(8, 10) * Rational(9, 10));
  EXPECT_EQ(chance(*made, kept, "a and b blamed"), Rational(2, 10) * Rational(1, 10));
  const auto broken = profile_of(game, "break x", "keep all");
  EXPECT_EQ(chance(*made, broken, "no alarm"), Rational(1, 2) * Rational(9, 10));
  EXPECT_EQ(chance(*made, broken, "a blamed"), Rational(1, 2) * Rational(6, 10) * Rational(9, 10));
  // A breach by b is noticed for certain, and blamed on a or on nobody.
  const auto other = profile_of(game, "keep all", "break y; w=done");
  EXPECT_EQ(chance(*made, other, "no alarm (w=done)"),
            Rational(1, 2) * Rational(8, 10) * Rational(9, 10));
  for (std::size_t profile = 0; profile < game.profile_count(); ++profile) {
    Rational sum = 0;
    for (std::size_t y = 0; y < made->monitoring->signals.size(); ++y) {
      sum += made->monitoring->at(profile, y);
    }
    EXPECT_EQ(sum, 1);
  }
}

TEST(ScenarioGame, FalseAlarmsAboutWhatIsJointBlameNobody) {
  auto scenario = scenario_of(exchange());
  scenario.issues[2].false_alarm = Rational(1, 10);
  const auto made = scenario_game(scenario, {1, 2, 1, 0});
  ASSERT_TRUE(made);
  EXPECT_EQ(chance(*made, 0, "alarm about a joint issue"), Rational(1, 10));
  EXPECT_EQ(chance(*made, profile_of(made->game, "break z", "keep all"), "a blamed"), 1);
}

TEST(ScenarioGame, RefusesWhatIsTooMuch) {
  auto scenario = scenario_of(exchange());
  scenario.parties.resize(5, scenario.parties[0]);
  scenario.preferences.resize(5, scenario.preferences[0]);
  EXPECT_FALSE(scenario_game(scenario, {1, 2, 1, 0}));
  const auto large = test::random_agreement(3, {.issues = 40});
  Outcome moved;
  for (const auto& issue : large.scenario.issues) {
    moved.push_back(issue.status_quo.index() == 0 ? 1 : 0);
  }
  const auto made = scenario_game(large.scenario, moved);
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().front().hint, HasSubstr("--on"));
}

/// Is the point within the corners, which go round counter-clockwise? Two: on the line between.
bool inside(const std::vector<EquilibriumVertex>& corners, double x, double y) {
  const auto left_of = [&](const EquilibriumVertex& from, const EquilibriumVertex& to) {
    const auto& a = from.value;
    const auto& b = to.value;
    return (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
  };
  const auto [low, high] =
      std::minmax_element(corners.begin(), corners.end(),
                          [](const auto& a, const auto& b) { return a.value[0] < b.value[0]; });
  if (x < low->value[0] - 1e-9 || x > high->value[0] + 1e-9) return false;
  for (std::size_t k = 0; k < corners.size(); ++k) {
    if (left_of(corners[k], corners[(k + 1) % corners.size()]) < -1e-9) return false;
  }
  return true;
}

/// Where no deal is an equilibrium of a period, what its threat keeps up is kept up by some plan.
TEST(ScenarioGame, HoldsWhatTheThreatOfNoDealHolds) {
  std::size_t compared = 0;
  for (std::uint64_t seed = 0; seed < test::rounds(2000); ++seed) {
    SCOPED_TRACE(seed);
    auto random = test::random_agreement(seed, {.issues = 4});
    if (random.scenario.party_count() != 2) continue;
    for (auto& issue : random.scenario.issues) {
      issue.detection = 1;
      issue.false_alarm = 0;
      issue.reversible = true;  // what is always kept is not part of the game
    }
    const auto made = scenario_game(random.scenario, random.outcome);
    const auto held = hold(random.scenario, random.outcome, {});
    if (!made || !held) continue;
    double critical = 0;
    bool any = true;
    for (const auto& party : held->parties) {
      any = any && party.critical_discount.has_value();
      critical = std::max(critical, party.critical_discount.value_or(1));
    }
    const auto discount = parse_decimal(std::to_string(critical + 1e-3));
    if (!any || critical <= 0 || *discount >= 1) continue;
    const auto& game = made->game;
    const std::size_t no_deal = game.profile_count() - 1;
    const auto equilibria = stage_equilibria(game);
    if (std::find(equilibria.begin(), equilibria.end(), no_deal) == equilibria.end()) continue;
    ++compared;
    const auto set = find_equilibrium_set(game, *discount);
    EXPECT_TRUE(inside(set.vertices, to_double(game.at(0, 0)), to_double(game.at(0, 1))));
  }
  EXPECT_GT(compared, test::rounds(10));
}

}  // namespace
}  // namespace entente::enforce
