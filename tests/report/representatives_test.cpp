#include "entente/report/representatives.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "entente/bargain/families.hpp"
#include "entente/bargain/find_frontier.hpp"

namespace entente::report {
namespace {

using bargain::Frontier;
using bargain::Problem;

/// The distance by its definition.
double distance_of(const Problem& p, const Frontier& f, const std::vector<std::size_t>& chosen) {
  std::vector<std::vector<double>> gains;
  std::vector<double> greatest(p.parties, 0);
  const auto gain_of = [&](std::size_t k) {
    std::vector<double> gain;
    for (std::size_t j = 0; j < p.parties; ++j) {
      gain.push_back(static_cast<double>(f.utility(k)[j] - p.no_deal[j]));
    }
    return gain;
  };
  for (std::size_t k = 0; k < f.size(); ++k) {
    auto gain = gain_of(k);
    if (*std::min_element(gain.begin(), gain.end()) < 0) continue;
    for (std::size_t j = 0; j < p.parties; ++j) greatest[j] = std::max(greatest[j], gain[j]);
    gains.push_back(std::move(gain));
  }
  double worst = 0;
  for (const auto& gain : gains) {
    double nearest = 1;
    for (const auto c : chosen) {
      double shortfall = 0;
      for (std::size_t j = 0; j < p.parties; ++j) {
        shortfall = std::max(shortfall, (gain[j] - gain_of(c)[j]) / greatest[j]);
      }
      nearest = std::min(nearest, shortfall);
    }
    worst = std::max(worst, nearest);
  }
  return worst;
}

TEST(Representatives, SayHowWellTheyStandForTheRest) {
  for (const std::size_t parties : {3U, 4U}) {
    Problem p = bargain::random_problem(bargain::Family::uniform, parties, 6, 4, 1);
    bargain::set_no_deal_share(p, 0.4);
    const Frontier f = bargain::find_frontier(p, {}, {});
    double before = 1;
    for (const std::size_t count : {1U, 3U, 8U}) {
      const auto chosen = choose_representatives(p, f, count);
      EXPECT_EQ(chosen.points.size(), count);
      EXPECT_NEAR(chosen.distance, distance_of(p, f, chosen.points), 1e-12);
      EXPECT_LT(chosen.distance, before);
      before = chosen.distance;
    }
    // All of them are at no distance, and nobody is asked to accept a loss.
    const auto all = choose_representatives(p, f, f.size());
    EXPECT_EQ(all.distance, 0);
    for (const auto k : all.points) {
      for (std::size_t j = 0; j < parties; ++j) EXPECT_GE(f.utility(k)[j], p.no_deal[j]);
    }
  }
}

TEST(Representatives, AreNoneWhereNobodyAccepts) {
  Problem p = bargain::random_problem(bargain::Family::uniform, 3, 4, 3, 1);
  const Frontier f = bargain::find_frontier(p, {}, {});
  bargain::set_no_deal_share(p, 1);
  p.no_deal[0] += 1;
  EXPECT_TRUE(choose_representatives(p, f, 5).points.empty());
  EXPECT_EQ(choose_representatives(p, f, 5).distance, 0);
}

}  // namespace
}  // namespace entente::report
