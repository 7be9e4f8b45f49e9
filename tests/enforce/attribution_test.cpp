#include "entente/enforce/attribution.hpp"

#include <numeric>

#include <gtest/gtest.h>

#include "tests/enforce/random_agreement.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/rounds.hpp"

namespace entente::enforce {
namespace {

using entente::test::random_agreement;

std::vector<Rational> row_of(const BlameChances& chances) {
  std::vector<Rational> row = chances.party;
  row.push_back(chances.unclear);
  row.push_back(chances.nobody);
  return row;
}

/// Do three rows depend on each other? Every determinant of three columns is 0.
bool dependent(const std::vector<Rational>& a, const std::vector<Rational>& b,
               const std::vector<Rational>& c) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = i + 1; j < a.size(); ++j) {
      for (std::size_t k = j + 1; k < a.size(); ++k) {
        const Rational determinant = a[i] * (b[j] * c[k] - b[k] * c[j]) -
                                     a[j] * (b[i] * c[k] - b[k] * c[i]) +
                                     a[k] * (b[i] * c[j] - b[j] * c[i]);
        if (determinant != 0) return false;
      }
    }
  }
  return true;
}

/// A random agreement between parties that are blamed at random; now and then two alike.
entente::test::RandomAgreement blamed_agreement(std::uint64_t seed) {
  auto out = random_agreement(seed, {.issues = 4});
  RandomStream random(seed + 77);
  const std::size_t parties = out.scenario.party_count();
  const auto shares = [&] {
    std::vector<Rational> row;
    for (std::size_t j = 0; j < parties; ++j) {
      row.emplace_back(static_cast<int>(random.below(4)), 4 * static_cast<int>(parties));
    }
    return row;
  };
  Attribution attribution;
  for (std::size_t j = 0; j < parties; ++j) attribution.blame.push_back(shares());
  attribution.incidents_blame = shares();
  attribution.incidents = Rational(static_cast<int>(random.below(3)), 5);
  if (random.below(2) == 0) attribution.blame.assign(parties, attribution.blame[0]);
  if (random.below(5) == 0) attribution.blame[1].assign(parties, Rational(0));
  out.scenario.attribution = std::move(attribution);
  for (auto& party : out.scenario.parties) party.discount = Rational(9, 10);
  return out;
}

TEST(Attribution, RowsAreChancesAndTheRanksAreThoseOfDeterminants) {
  std::size_t targeted = 0;
  std::size_t hidden = 0;
  for (std::uint64_t seed = 0; seed < entente::test::rounds(400); ++seed) {
    SCOPED_TRACE(seed);
    const auto random = blamed_agreement(seed);
    const auto held = hold(random.scenario, random.outcome, {});
    ASSERT_TRUE(held);
    const auto blame = analyse_blame(random.scenario, *held);
    ASSERT_TRUE(blame);
    const auto kept = row_of(blame->kept);
    EXPECT_EQ(std::accumulate(kept.begin(), kept.end(), Rational(0)), 1);
    EXPECT_EQ(blame->kept.nobody, 1 - held->agreement.false_alarm);
    std::vector<std::size_t> shown;
    for (std::size_t j = 0; j < random.scenario.party_count(); ++j) {
      const auto row = row_of(blame->broken[j]);
      for (const auto& chance : row) EXPECT_TRUE(chance >= 0 && chance <= 1);
      EXPECT_EQ(std::accumulate(row.begin(), row.end(), Rational(0)), 1);
      if (held->parties[j].binding.gain <= 0) continue;
      // What all figures of hold count as an alarm is that somebody is blamed.
      EXPECT_EQ(1 - blame->broken[j].nobody, held->parties[j].binding.alarm);
      const bool is_hidden =
          std::find(blame->hidden.begin(), blame->hidden.end(), j) != blame->hidden.end();
      EXPECT_EQ(is_hidden, row == kept);
      if (!is_hidden) shown.push_back(j);
    }
    for (const std::size_t a : shown) {
      for (const std::size_t b : shown) {
        if (a >= b) continue;
        const bool told = !dependent(kept, row_of(blame->broken[a]), row_of(blame->broken[b]));
        const bool said = std::find(blame->alike.begin(), blame->alike.end(), std::pair(a, b)) ==
                          blame->alike.end();
        EXPECT_EQ(said, told);
      }
    }
    targeted += blame->response == Response::targeted ? 1 : 0;
    hidden += blame->response == Response::none ? 1 : 0;
  }
  EXPECT_GT(targeted, entente::test::rounds(400) / 40);
  EXPECT_GT(hidden, entente::test::rounds(400) / 100);
}

TEST(Attribution, BlameOnTheCulpritAloneIsLessDetection) {
  std::size_t compared = 0;
  for (std::uint64_t seed = 0; seed < entente::test::rounds(200); ++seed) {
    SCOPED_TRACE(seed);
    auto random = random_agreement(seed, {.issues = 5});
    for (auto& party : random.scenario.parties) party.discount = Rational(9, 10);
    for (auto& issue : random.scenario.issues) issue.false_alarm = Rational(0);
    auto blamed = random;
    const std::size_t parties = random.scenario.party_count();
    Attribution attribution;
    attribution.incidents_blame.assign(parties, Rational(0));
    attribution.blame.assign(parties, attribution.incidents_blame);
    for (std::size_t j = 0; j < parties; ++j) attribution.blame[j][(j + 1) % parties] = {3, 4};
    blamed.scenario.attribution = std::move(attribution);
    for (auto& issue : random.scenario.issues) *issue.detection *= Rational(3, 4);
    const auto one = hold(random.scenario, random.outcome, {});
    const auto other = hold(blamed.scenario, blamed.outcome, {});
    ASSERT_TRUE(one && other);
    EXPECT_EQ(one->holds, other->holds);
    EXPECT_EQ(one->suspension, other->suspension);
    for (std::size_t j = 0; j < parties; ++j) {
      EXPECT_EQ(one->parties[j].critical_discount, other->parties[j].critical_discount);
      for (std::size_t k = 0; k < one->parties[j].commitments.size(); ++k) {
        const auto& needed = one->parties[j].commitments[k].least_detection;
        const auto& there = other->parties[j].commitments[k].least_detection;
        // Detection of which a quarter is lost has to be higher by a third, where that is possible.
        if (there) {
          ASSERT_TRUE(needed);
          EXPECT_NEAR(*there * 0.75, *needed, 1e-9);
          ++compared;
        } else {
          EXPECT_TRUE(!needed || *needed > 0.75 - 1e-9);
        }
      }
    }
  }
  EXPECT_GT(compared, entente::test::rounds(200) / 4);
}

TEST(Attribution, BlameOnTheInnocentAsOftenAllowsNoTargetedResponse) {
  // Each gives something that costs it 1 and is worth 3 to the other.
  Scenario scenario = entente::test::plain_scenario(2, 2, 2);
  for (std::size_t j = 0; j < 2; ++j) {
    scenario.issues[j].giver = PartyId(j);
    scenario.parties[j].discount = Rational(9, 10);
    for (std::size_t i = 0; i < 2; ++i) {
      scenario.preferences[j].values[i] = {Value{},
                                           Value{Value::Kind::exact, i == j ? -1 : 3, 0, 0}};
    }
  }
  const auto response = [&](const std::vector<std::vector<Rational>>& blame) {
    scenario.attribution = Attribution{blame, 0, {0, 0}, {}};
    const auto held = hold(scenario, {1, 1}, {});
    EXPECT_TRUE(held);
    return analyse_blame(scenario, *held)->response;
  };
  const Rational half(1, 2);
  EXPECT_EQ(response({{1, 0}, {0, 1}}), Response::targeted);
  EXPECT_EQ(response({{half, Rational(1, 4)}, {half, half}}), Response::targeted);
  EXPECT_EQ(response({{half, half}, {half, half}}), Response::collective);
  EXPECT_EQ(response({{half, Rational(1, 4)}, {Rational(1, 4), Rational(1, 8)}}),
            Response::collective);
  EXPECT_EQ(response({{1, 0}, {0, 0}}), Response::none);
}

TEST(Attribution, IncidentsAreFalseAlarms) {
  auto random = random_agreement(3, {.issues = 4});
  const Rational before = keep_agreement(random.scenario, random.outcome).false_alarm;
  Attribution attribution;
  const std::size_t parties = random.scenario.party_count();
  attribution.incidents_blame.assign(parties, Rational(1, 10));
  attribution.blame.assign(parties, attribution.incidents_blame);
  attribution.incidents = Rational(1, 2);
  random.scenario.attribution = attribution;
  const auto kept = keep_agreement(random.scenario, random.outcome);
  const Rational incident = Rational(static_cast<int>(parties), 20);
  EXPECT_EQ(kept.incident_alarm, incident);
  EXPECT_EQ(kept.false_alarm, 1 - (1 - before) * (1 - incident));
}

}  // namespace
}  // namespace entente::enforce
