// Every format into every other: what parties prefer stays the same, or the losses say otherwise.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/format/load.hpp"
#include "entente/format/write.hpp"
#include "tests/format/round_trip_support.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/rounds.hpp"
#include "tests/support/temporary_folder.hpp"

namespace entente::format::test {
namespace {

using entente::test::only_threats;
using entente::test::random_scenario;
using entente::test::RandomScenarioOptions;
using entente::test::TemporaryFolder;

/// GeniusWeb cannot say that a party accepts nothing.
bool can_be_said(const Scenario& s, Target target) {
  if (target != Target::geniusweb) return true;
  for (std::size_t j = 0; j < s.party_count(); ++j) {
    if (!accepts_something(s, j)) return false;
  }
  return true;
}

/// Writes the scenario to a folder of its own and reads it as any verb would.
Scenario through(const Scenario& s, Target target, Diagnostics& losses) {
  const TemporaryFolder folder;
  const std::string name = "domain" + std::string(target_name(target).extension);
  const Written written = write_scenario(s, target, name);
  losses = written.losses;
  std::vector<std::string> paths;
  for (const auto& f : written.files) paths.push_back(folder.write(f.name, f.text));
  EXPECT_FALSE(paths.empty()) << lines_of(losses);
  const auto read = load_scenario(paths);
  EXPECT_TRUE(read.scenario) << lines_of(read.diagnostics);
  return read.scenario.value_or(s);
}

TEST(Conversions, EveryPairKeepsWhatPartiesPrefer) {
  RandomScenarioOptions options;
  options.min_parties = 2;
  options.max_parties = 3;
  options.max_issues = 4;
  options.imported = true;
  options.max_rules = 0;
  for (std::uint64_t seed = 0; seed < entente::test::rounds(24); ++seed) {
    const Scenario s = random_scenario(seed, options);
    if (only_threats(s)) continue;
    for (const auto& first : k_targets) {
      if (!can_be_said(s, first.target)) continue;
      Diagnostics lost_first;
      const Scenario between = through(s, first.target, lost_first);
      for (const auto& second : k_targets) {
        SCOPED_TRACE(std::to_string(seed) + ": " + std::string(first.word) + " to " +
                     std::string(second.word));
        if (!can_be_said(between, second.target)) continue;
        Diagnostics lost_then;
        const Scenario back = through(between, second.target, lost_then);
        for (std::size_t j = 0; j < s.party_count(); ++j) {
          const std::string whose = "party `" + s.parties[j].key + "`: what ";
          const auto lost = [&](const Diagnostics& losses) {
            return says(losses, whose + "the combination");
          };
          if (lost(lost_first) || lost(lost_then)) continue;
          ASSERT_TRUE(same_preferences(between, back, j, false)) << lines_of(lost_then);
          ASSERT_TRUE(same_preferences(s, back, j, false)) << lines_of(lost_first);
        }
      }
    }
  }
}

TEST(Conversions, NothingOfTheScenarioIsLostInSilence) {
  RandomScenarioOptions options;
  options.min_parties = 2;
  options.max_issues = 3;
  options.attribution = true;
  for (std::uint64_t seed = 1000; seed < 1000 + entente::test::rounds(60); ++seed) {
    SCOPED_TRACE(seed);
    const Scenario s = random_scenario(seed, options);
    if (only_threats(s)) continue;
    for (const auto& target : k_targets) {
      const auto losses = write_scenario(s, target.target, "x").losses;
      const bool native = target.target == Target::yaml || target.target == Target::json;
      const auto expect = [&](bool holds, const std::string& message) {
        if (!holds) return;
        EXPECT_EQ(says(losses, message), !native) << message << '\n' << lines_of(losses);
      };
      for (const auto& issue : s.issues) {
        expect(issue.is_threat(), "the threat `" + issue.key + "`");
        expect(!issue.is_threat() && issue.detection.has_value(), "the detection");
        expect(!issue.is_threat() && issue.lag != 1, "the lag");
      }
      for (std::size_t j = 0; j < s.party_count(); ++j) {
        expect(!s.beliefs[j].empty(), "party `" + s.parties[j].key + "`: its beliefs about");
        expect(s.parties[j].discount.has_value(), "the discount factor");
      }
      for (const auto& rule : s.rules) expect(true, "the rule `" + rule.text.substr(0, 30));
      expect(s.acceptance.at_least > 0 || !s.acceptance.veto.empty(), "how many parties must");
      expect(s.attribution.has_value(), "who is blamed for what");
      EXPECT_FALSE(native && !losses.empty()) << lines_of(losses);
    }
  }
}

TEST(Conversions, AFolderStandsForItsFiles) {
  const Scenario s = random_scenario(
      5, RandomScenarioOptions{.min_parties = 2, .max_interactions = 0, .threats = false});
  for (const auto target : {Target::genius, Target::geniusweb}) {
    const TemporaryFolder folder;
    const std::string name = "domain" + std::string(target_name(target).extension);
    for (const auto& f : write_scenario(s, target, name).files) folder.write(f.name, f.text);
    folder.write("pareto.xml", "0.5, 1.0\n");
    folder.write("specs.json", "{\"Nash\": 1}");
    folder.write("_info.yaml", "about: this\n");
    folder.write("read.me", "not for us\n");
    const auto read = load_scenario({folder.path("")});
    ASSERT_TRUE(read.scenario) << lines_of(read.diagnostics);
    ASSERT_EQ(read.scenario->party_count(), s.party_count());
    for (std::size_t j = 0; j < s.party_count(); ++j) {
      EXPECT_EQ(read.scenario->parties[j].key, s.parties[j].key);
      EXPECT_TRUE(same_preferences(s, *read.scenario, j, false));
    }
  }
}

TEST(Conversions, MixturesAreRefused) {
  const Scenario s = random_scenario(3, RandomScenarioOptions{.min_parties = 2, .threats = false});
  const TemporaryFolder folder;
  std::vector<std::string> paths;
  for (const auto& target : k_targets) {
    const std::string name = std::string(target.word) + "-domain" + std::string(target.extension);
    const Written written = write_scenario(s, target.target, name);
    paths.push_back(folder.write(written.files.at(0).name, written.files.at(0).text));
  }
  for (std::size_t a = 0; a < paths.size(); ++a) {
    for (std::size_t b = 0; b < paths.size(); ++b) {
      const auto read = load_scenario({paths[a], paths[b]});
      EXPECT_FALSE(read.scenario) << paths[a] << ' ' << paths[b];
      ASSERT_FALSE(read.diagnostics.empty());
      EXPECT_FALSE(read.diagnostics[0].message.empty());
      EXPECT_LE(read.diagnostics.size(), 3U) << lines_of(read.diagnostics);
    }
  }
}

}  // namespace
}  // namespace entente::format::test
