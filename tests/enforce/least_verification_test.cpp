#include "entente/enforce/least_verification.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "entente/enforce/detection_boxes.hpp"
#include "entente/enforce/detection_order.hpp"
#include "entente/enforce/survival.hpp"
#include "tests/enforce/random_agreement.hpp"
#include "tests/support/rounds.hpp"

// The oracle tries every point of a grid of detection probabilities against every set that could
// be broken.

namespace entente::enforce {
namespace {

struct Instance {
  std::vector<TemptingCommitment> commitments;
  Deterrent deterrent;
};

/// Is every set deterred?
bool deters(const Instance& in, const std::vector<double>& detection, double tolerance) {
  const std::size_t n = detection.size();
  for (std::size_t mask = 1; mask < std::size_t{1} << n; ++mask) {
    double gain = 0;
    std::vector<BreachOdds<double>> odds;
    for (std::size_t k = 0; k < n; ++k) {
      if ((mask >> k & 1U) == 0) continue;
      gain += in.commitments[k].gain;
      odds.push_back({detection[k], in.commitments[k].false_alarm, in.deterrent.lag});
    }
    const double left = survival(std::move(odds), in.deterrent.quiet, in.deterrent.discount);
    if (gain * left > in.deterrent.loss * (1 - left) + tolerance) return false;
  }
  return true;
}

Instance random_instance(std::uint64_t seed, std::size_t most) {
  RandomStream random(seed);
  Instance in;
  const std::size_t n = 1 + random.below(most);
  double all = 0;
  for (std::size_t k = 0; k < n; ++k) {
    TemptingCommitment c;
    c.gain = 1 + static_cast<double>(random.below(10));
    if (random.below(3) == 0) c.false_alarm = .01 * static_cast<double>(random.below(6));
    c.detection = c.false_alarm + .5 * random.uniform() * (1 - c.false_alarm);
    in.deterrent.quiet *= 1 - c.false_alarm;
    all += c.gain;
    in.commitments.push_back(c);
  }
  in.deterrent.lag = 1 + static_cast<int>(random.below(3));
  in.deterrent.discount = .8 + .19 * random.uniform();
  // Enough for certain detection of everything, or a little more.
  const double q = in.deterrent.discount * in.deterrent.quiet;
  const double left = 1 - std::pow(q, in.deterrent.lag);
  in.deterrent.loss = all * left / (1 - left) * (1 + random.uniform());
  return in;
}

double total(const Instance& in, const std::vector<double>& detection) {
  double sum = 0;
  for (std::size_t k = 0; k < detection.size(); ++k) {
    sum += detection[k] - in.commitments[k].detection;
  }
  return sum;
}

/// The least sum of improvements over a grid of `steps`: coordinates but the last on the grid,
/// the last by halving.
double least_on_grid(const Instance& in, int steps) {
  const std::size_t n = in.commitments.size();
  double least = static_cast<double>(n);
  std::vector<int> at(n, 0);
  while (true) {
    std::vector<double> point(n, 1);
    for (std::size_t k = 0; k + 1 < n; ++k) {
      const double now = in.commitments[k].detection;
      point[k] = now + (1 - now) * at[k] / steps;
    }
    if (deters(in, point, 1e-9)) {
      double low = in.commitments[n - 1].detection;
      double high = 1;
      for (int halving = 0; halving < 40; ++halving) {
        point[n - 1] = (low + high) / 2;
        (deters(in, point, 1e-9) ? high : low) = point[n - 1];
      }
      point[n - 1] = high;
      least = std::min(least, total(in, point));
    }
    std::size_t k = 0;
    while (k + 1 < n && ++at[k] > steps) at[k++] = 0;
    if (k + 1 >= n) return least;
  }
}

TEST(LeastDetection, NoPointOfAFineGridIsBetter) {
  for (std::uint64_t seed = 0; seed < test::rounds(120); ++seed) {
    SCOPED_TRACE(seed);
    const Instance in = random_instance(seed, 3);
    const auto found = least_detection_by_order(in.commitments, in.deterrent);
    EXPECT_TRUE(deters(in, found.detection, 1e-6 * in.deterrent.loss));
    EXPECT_NEAR(total(in, found.detection), found.total, 1e-9);
    EXPECT_EQ(found.total, found.at_least);
    const double grid = least_on_grid(in, 40);
    EXPECT_LE(found.total, grid + 1e-6);
    EXPECT_GE(found.total, grid - .06) << "the grid has a point close to any";
  }
}

/// An optimum is a corner: no commitment can be watched less, and no exchange of a little between
/// two helps.
TEST(LeastDetection, NothingCanBeSavedNearby) {
  std::uint64_t tried = 0;
  for (std::uint64_t seed = 0; seed < test::rounds(200); ++seed) {
    SCOPED_TRACE(seed);
    const Instance in = random_instance(seed + 5'000, 7);
    const auto found = least_detection_by_order(in.commitments, in.deterrent);
    EXPECT_TRUE(deters(in, found.detection, 1e-6 * in.deterrent.loss));
    for (std::size_t k = 0; k < found.detection.size(); ++k) {
      auto less = found.detection;
      less[k] -= 1e-3;
      if (less[k] < in.commitments[k].detection) continue;
      ++tried;
      EXPECT_FALSE(deters(in, less, -1e-7 * in.deterrent.loss));
      for (std::size_t other = 0; other < less.size(); ++other) {
        auto moved = less;
        if (other == k) continue;
        moved[other] = std::min(1.0, moved[other] + 9e-4);
        EXPECT_FALSE(deters(in, moved, -1e-7 * in.deterrent.loss));
      }
    }
  }
  EXPECT_GT(tried, test::rounds(200) / 2);
}

TEST(LeastDetection, ManyCommitmentsGetABound) {
  double worst = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    Instance in = random_instance(seed, 1);
    RandomStream random(seed + 9);
    while (in.commitments.size() < 20) {
      in.commitments.push_back({1 + 9 * random.uniform(), 0, .5 * random.uniform()});
    }
    double all = 0;
    for (const auto& c : in.commitments) all += c.gain;
    in.deterrent.lag = 1;
    const double q = in.deterrent.discount * in.deterrent.quiet;
    in.deterrent.loss = all * (1 - q) / q * 1.5;
    const auto found = least_detection_by_order(in.commitments, in.deterrent);
    EXPECT_LE(found.at_least, found.total);
    EXPECT_GE(found.at_least, 0);
    EXPECT_NEAR(total(in, found.detection), found.total, 1e-9);
    worst = std::max(worst, found.total - found.at_least);
    // The same commitments without the last ones are few enough to be sure of: they need no more.
    Instance few = in;
    few.commitments.resize(12);
    EXPECT_LE(least_detection_by_order(few.commitments, in.deterrent).total, found.total + 1e-9);
  }
  RecordProperty("worst_gap", std::to_string(worst));
}

HoldOptions with_discount(const Scenario& scenario, const Rational& discount) {
  HoldOptions options;
  options.discounts.assign(scenario.party_count(), discount);
  return options;
}

struct Shape {
  std::size_t issues = 5;
  int longest_lag = 1;
  bool interactions = false;
  bool joint = false;
  bool unblamed = false;  ///< a tenth of what is noticed is blamed on nobody
};

/// Everybody gives something up that is worth more to the others.
test::RandomAgreement random_exchange(std::uint64_t seed, const Shape& shape) {
  test::RandomAgreement out{test::plain_scenario(2, shape.issues, 2), Outcome(shape.issues, 1)};
  RandomStream random(seed);
  const auto below = [&](std::uint64_t bound) { return static_cast<int>(random.below(bound)); };
  for (auto& p : out.scenario.preferences) p.values.resize(shape.issues);
  for (std::size_t i = 0; i < shape.issues; ++i) {
    Issue& issue = out.scenario.issues[i];
    issue.giver = PartyId(i % 2);
    issue.false_alarm = Rational(below(4), 100);
    issue.detection = Rational(5 + below(50), 100);
    issue.lag = 1 + below(static_cast<std::uint64_t>(shape.longest_lag));
    const bool joint = shape.joint && below(3) == 0;
    if (joint) issue.giver.reset();
    for (std::size_t j = 0; j < 2; ++j) {
      const int points = joint ? -below(6) : (j == i % 2 ? -1 - below(20) : 10 + below(60));
      out.scenario.preferences[j].values[i] = {Value{}, Value{Value::Kind::exact, points, 0, 0}};
    }
  }
  for (std::size_t i = 0; shape.interactions && i + 2 < shape.issues; ++i) {
    Interaction term;
    term.when = {{IssueId(i), {OptionId(1)}}, {IssueId(i + 2), {OptionId(1)}}};
    term.add.a = below(12) - 6;
    out.scenario.preferences[i % 2].together.push_back(term);
  }
  if (shape.unblamed) {
    const Rational most(9, 10);
    const std::vector<std::vector<Rational>> blame{{most, 0}, {Rational(1, 2), Rational(2, 5)}};
    out.scenario.attribution = Attribution{blame, Rational(1, 20), {Rational(1, 4), 0}, {}};
  }
  return out;
}

/// The agreement with these detection probabilities, and a little more.
std::optional<bool> holds_with(test::RandomAgreement random, const KeptAgreement& agreement,
                               const std::vector<double>& needed, double more,
                               const HoldOptions& options) {
  for (std::size_t k = 0; k < needed.size(); ++k) {
    random.scenario.issues[agreement.commitments[k].issue.index()].detection =
        Rational(std::clamp(needed[k] + more, 0.0, 1.0));
  }
  return hold(random.scenario, random.outcome, options)->holds;
}

/// Lags, interactions and joint issues among them.
void expect_enough(const Shape& shape, std::uint64_t rounds) {
  std::uint64_t needed = 0;
  std::uint64_t beyond = 0;
  for (std::uint64_t seed = 0; seed < rounds; ++seed) {
    SCOPED_TRACE(seed);
    const auto random = random_exchange(seed, shape);
    const auto options =
        with_discount(random.scenario, Rational(30 + static_cast<int>(seed % 70), 100));
    const auto agreement = keep_agreement(random.scenario, random.outcome);
    const auto found = find_least_verification(random.scenario, agreement, options);
    ASSERT_TRUE(found);
    const auto now = hold(random.scenario, random.outcome, options);
    const bool holds = *now->holds;
    if (!found->beyond.empty()) {
      ++beyond;
      const std::vector<double> certain(agreement.commitments.size(), 1);
      EXPECT_EQ(holds_with(random, agreement, certain, 0, options), false);
      continue;
    }
    EXPECT_LE(found->at_least, found->total + 1e-9);
    EXPECT_EQ(holds, found->total == 0);
    EXPECT_EQ(holds_with(random, agreement, found->needed, 1e-7, options), true);
    if (holds) continue;
    ++needed;
    // Any one commitment alone is among the choices.
    for (const auto& party : now->parties) {
      if (party.holds == true) continue;
      EXPECT_GT(found->total, 0);
      for (const auto& one : party.commitments) {
        if (!one.least_detection) continue;
        auto alone = found->needed;
        for (std::size_t k = 0; k < alone.size(); ++k) {
          alone[k] = to_double(agreement.commitments[k].detection);
        }
        const double before = alone[one.commitment];
        alone[one.commitment] = *one.least_detection;
        if (holds_with(random, agreement, alone, 1e-7, options) != true) continue;
        EXPECT_LE(found->at_least, *one.least_detection - before + 1e-4);
      }
    }
  }
  EXPECT_GT(needed, rounds / 20);
  EXPECT_GT(beyond, rounds / 20);
}

TEST(LeastVerification, IsEnough) { expect_enough({}, test::rounds(150)); }

TEST(LeastVerification, IsEnoughWithLagsInteractionsAndJointIssues) {
  expect_enough({.issues = 4, .longest_lag = 4, .interactions = true}, test::rounds(60));
  expect_enough({.issues = 5, .joint = true}, test::rounds(60));
  expect_enough({.issues = 4, .unblamed = true}, test::rounds(60));
}

/// Both ways to look for it agree: by order, and by boxes.
TEST(LeastVerification, BoxesFindWhatOrdersFind) {
  for (std::uint64_t seed = 0; seed < test::rounds(100); ++seed) {
    SCOPED_TRACE(seed);
    const Instance in = random_instance(seed + 900, 3);
    const auto by_order = least_detection_by_order(in.commitments, in.deterrent);
    std::vector<double> now;
    for (const auto& c : in.commitments) now.push_back(c.detection);
    const auto by_boxes = least_detection_by_boxes(
        now,
        [&](const std::vector<double>& detection) {
          return deters(in, detection, 1e-9 * in.deterrent.loss);
        },
        20'000);
    EXPECT_NEAR(by_boxes.total, by_order.total, 1e-3);
    EXPECT_LE(by_boxes.at_least, by_order.total + 1e-6);
    EXPECT_GE(by_boxes.at_least, by_order.total - .02);
  }
}

TEST(LeastVerification, NeedsAllDiscountFactors) {
  auto random = test::random_agreement(1, {});
  for (auto& party : random.scenario.parties) party.discount.reset();
  const auto agreement = keep_agreement(random.scenario, random.outcome);
  EXPECT_FALSE(find_least_verification(random.scenario, agreement, {}));
}

}  // namespace
}  // namespace entente::enforce
