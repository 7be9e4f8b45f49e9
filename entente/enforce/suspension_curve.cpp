#include "entente/enforce/suspension_curve.hpp"

#include <algorithm>
#include <cmath>

#include "entente/enforce/party_hold.hpp"
#include "entente/enforce/suspension.hpp"

namespace entente::enforce {
namespace {

constexpr int k_points = 60;
constexpr std::uint64_t k_nodes = 5'000;
/// Where curves end: 1 less the discount factor, and its share of what is left above `from`.
constexpr double k_end = 0.002;
constexpr double k_end_share = 0.05;

std::optional<double> common_threshold(const Hold& hold) {
  double most = 0;
  for (const auto& party : hold.parties) {
    if (!party.critical_discount) return std::nullopt;
    most = std::max(most, *party.critical_discount);
  }
  return most > 0 ? std::optional<double>(most) : std::nullopt;
}

std::optional<SuspensionPoint> point_at(const std::vector<PartyQuestion>& questions,
                                        const Hold& hold, double discount) {
  const double false_alarm = to_double(hold.agreement.false_alarm);
  SuspensionPoint point;
  point.discount = discount;
  for (const auto& question : questions) {
    const auto demand = question.demand(discount);
    if (!demand.breach.proven) return std::nullopt;
    const auto periods = suspension_periods(demand.loss, question.whole(), false_alarm, discount);
    if (!periods) return std::nullopt;
    point.periods = std::max(point.periods, *periods);
  }
  point.share_suspended = share_suspended(false_alarm, point.periods);
  point.share_left = suspension_value({1, 0, 0, 1, false_alarm}, discount, point.periods);
  for (const auto& party : hold.parties) {
    const double no_deal = to_double(party.no_deal);
    point.value.push_back(no_deal + point.share_left * (to_double(party.keep) - no_deal));
  }
  return point;
}

}  // namespace

std::optional<SuspensionCurve> suspension_curve(const Scenario& scenario, const Hold& hold) {
  const auto from = common_threshold(hold);
  if (!from) return std::nullopt;
  std::vector<PartyQuestion> questions;
  questions.reserve(hold.parties.size());
  for (std::size_t j = 0; j < hold.parties.size(); ++j) {
    questions.emplace_back(scenario, hold.agreement, PartyId(j), k_nodes);
  }
  SuspensionCurve curve{*from, {}};
  // Evenly in the logarithm of 1 - discount: where that halves, the future counts twice.
  const double first = 1 - *from;
  const double last = std::min(k_end, first * k_end_share);
  for (int k = 1; k <= k_points; ++k) {
    const double rest = first * std::pow(last / first, static_cast<double>(k) / k_points);
    if (auto point = point_at(questions, hold, 1 - rest)) curve.points.push_back(std::move(*point));
  }
  return curve;
}

}  // namespace entente::enforce
