#include "entente/report/representatives.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace entente::report {
namespace {

/// The acceptable points, as shares of each party's greatest gain.
struct Shares {
  std::size_t parties = 0;
  std::vector<std::size_t> point;
  std::vector<double> share;  ///< [k * parties + j]

  [[nodiscard]] const double* of(std::size_t k) const { return share.data() + k * parties; }
};

Shares acceptable_shares(const bargain::Problem& problem, const bargain::Frontier& frontier) {
  Shares shares{problem.parties, {}, {}};
  std::vector<double> greatest(problem.parties, 0);
  for (std::size_t k = 0; k < frontier.size(); ++k) {
    const std::int64_t* utility = frontier.utility(k);
    bool acceptable = true;
    for (std::size_t j = 0; j < problem.parties; ++j) {
      acceptable = acceptable && utility[j] >= problem.no_deal[j];
    }
    if (!acceptable) continue;
    shares.point.push_back(k);
    for (std::size_t j = 0; j < problem.parties; ++j) {
      const auto gain = static_cast<double>(utility[j] - problem.no_deal[j]);
      greatest[j] = std::max(greatest[j], gain);
      shares.share.push_back(gain);
    }
  }
  for (std::size_t at = 0; at < shares.share.size(); ++at) {
    const double most = greatest[at % problem.parties];
    if (most > 0) shares.share[at] /= most;
  }
  return shares;
}

std::size_t most_even(const Shares& shares) {
  std::size_t best = 0;
  double highest = -1;
  for (std::size_t k = 0; k < shares.point.size(); ++k) {
    const double least = *std::min_element(shares.of(k), shares.of(k) + shares.parties);
    if (least > highest) {
      highest = least;
      best = k;
    }
  }
  return best;
}

/// What `chosen` leaves a party short of, where `wanted` is asked for.
double shortfall(const double* wanted, const double* chosen, std::size_t parties) {
  double most = 0;
  for (std::size_t j = 0; j < parties; ++j) most = std::max(most, wanted[j] - chosen[j]);
  return most;
}

}  // namespace

Representatives choose_representatives(const bargain::Problem& problem,
                                       const bargain::Frontier& frontier, std::size_t count) {
  Representatives chosen;
  const Shares shares = acceptable_shares(problem, frontier);
  if (shares.point.empty() || count == 0) return chosen;
  std::vector<double> short_of(shares.point.size(), std::numeric_limits<double>::infinity());
  std::size_t next = most_even(shares);
  do {
    chosen.points.push_back(shares.point[next]);
    const double* latest = shares.of(next);
    for (std::size_t k = 0; k < short_of.size(); ++k) {
      short_of[k] = std::min(short_of[k], shortfall(shares.of(k), latest, shares.parties));
    }
    const auto furthest = std::max_element(short_of.begin(), short_of.end());
    next = static_cast<std::size_t>(furthest - short_of.begin());
    chosen.distance = *furthest;
  } while (chosen.points.size() < count && chosen.distance > 0);
  return chosen;
}

}  // namespace entente::report
