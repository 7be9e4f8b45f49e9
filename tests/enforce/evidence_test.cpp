#include "entente/enforce/evidence.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "entente/base/random.hpp"
#include "entente/enforce/suspension.hpp"
#include "entente/format/native.hpp"
#include "tests/support/rounds.hpp"

namespace entente::enforce {
namespace {

Scenario scenario_of(const std::string& text) {
  auto result = format::read_native(text, "s.yaml");
  EXPECT_TRUE(result.scenario);
  return std::move(*result.scenario);
}

/// a is tempted: 3 a period while both keep, 1 without a deal, 5 while it alone breaks. b is not.
Scenario temptation() {
  return scenario_of(
      "entente: 1\nparties: {a: {discount: 0.9}, b: {discount: 0.9}}\nissues:\n"
      "  x: {giver: a, options: [today, moved]}\n  y: {giver: b, options: [today, moved]}\n"
      "preferences:\n  a: {x: [0, -2], y: [0, 5], reservation: 1}\n"
      "  b: {x: [0, 4], y: [0, 1]}\n");
}

EvidenceStandard standard(const Rational& detection, const Rational& false_alarm,
                          std::optional<IssueId> issue = IssueId(0)) {
  return {issue,
          to_fraction_text(detection) + " " + to_fraction_text(false_alarm),
          detection,
          false_alarm,
          {}};
}

TEST(Evidence, BestOfRandomCurvesIsThatOfTheClosedForm) {
  RandomStream random(41);
  std::size_t some = 0;
  for (std::size_t round = 0; round < test::rounds(60); ++round) {
    SCOPED_TRACE(round);
    std::vector<EvidenceStandard> standards;
    std::vector<Standard> curve;
    for (std::size_t k = 0; k < 1 + random.below(8); ++k) {
      const Rational wrong(static_cast<int>(random.below(300)), 1000);
      const Rational noticed =
          wrong + (1 - wrong) * Rational(static_cast<int>(random.below(1000)), 1000);
      standards.push_back(standard(noticed, wrong));
      curve.push_back({to_double(noticed), to_double(wrong)});
    }
    const auto answer = judge_evidence(temptation(), {1, 1}, {}, standards);
    ASSERT_TRUE(answer);
    ASSERT_EQ(answer->judgements.size(), standards.size());
    const Stakes stakes{3, 1, 2};
    const auto expected = best_standard(curve, stakes, .9);
    ASSERT_EQ(answer->best.has_value(), expected.has_value());
    if (!expected) continue;
    ++some;
    Stakes best = stakes;
    best.detection = curve[*expected].detection;
    best.false_alarm = curve[*expected].false_alarm;
    EXPECT_NEAR(*answer->judgements[*answer->best].share_left, (greatest_value(best) - 1) / 2,
                1e-12);
  }
  EXPECT_GE(some, test::rounds(10));
}

/// Evidence that is normally distributed, two standard deviations higher after a breach.
TEST(Evidence, PublishedThreshold) {
  std::vector<EvidenceStandard> standards;
  for (int k = 300; k <= 350; ++k) {
    const double z = k / 100.0;
    standards.push_back(
        standard(*parse_decimal(std::to_string(.5 * std::erfc((z - 2) / std::sqrt(2)))),
                 *parse_decimal(std::to_string(.5 * std::erfc(z / std::sqrt(2))))));
  }
  const auto answer = judge_evidence(temptation(), {1, 1}, {}, standards);
  ASSERT_TRUE(answer);
  ASSERT_TRUE(answer->best);
  EXPECT_NEAR(300 + static_cast<double>(*answer->best), 321.4, 1.5) << "z = 3.21375";
  EXPECT_NEAR(1 + 2 * *answer->judgements[*answer->best].share_left, 2.98828, 5e-4);
}

TEST(Evidence, EveryChoiceForEveryIssueAndTheRest) {
  auto scenario = temptation();
  scenario.issues[1].detection = Rational(1, 2);
  const std::vector<EvidenceStandard> standards = {
      standard(Rational(3, 4), 0), standard(1, Rational(1, 10), std::nullopt),
      standard(Rational(4, 5), Rational(1, 20)), standard(Rational(1, 2), 0, std::nullopt)};
  const auto answer = judge_evidence(scenario, {1, 1}, {}, standards);
  ASSERT_TRUE(answer);
  using Chosen = std::vector<std::size_t>;
  const Chosen expected[] = {{0, 1}, {0, 3}, {2, 1}, {2, 3}};
  ASSERT_EQ(answer->judgements.size(), 4U);
  for (std::size_t k = 0; k < 4; ++k) {
    const Judgement& one = answer->judgements[k];
    EXPECT_EQ(one.standards, expected[k]);
    auto watched = scenario;
    for (const std::size_t issue : {0, 1}) {
      watched.issues[issue].detection = standards[expected[k][issue]].detection;
      watched.issues[issue].false_alarm = standards[expected[k][issue]].false_alarm;
    }
    const auto held = hold(watched, {1, 1}, {});
    EXPECT_EQ(one.holds, held->holds);
    EXPECT_EQ(one.suspension, held->suspension);
  }
  EXPECT_EQ(answer->best, 1U) << "nothing is lost without false alarms";
  EXPECT_EQ(too_many_judgements(standards), 0U);
}

TEST(Evidence, TooManyChoicesAreCounted) {
  std::vector<EvidenceStandard> standards;
  for (std::size_t issue = 0; issue < 3; ++issue) {
    for (int k = 0; k < 11; ++k) standards.push_back(standard(1, 0, IssueId(issue)));
  }
  EXPECT_EQ(too_many_judgements(standards), 1331U);
}

}  // namespace
}  // namespace entente::enforce
